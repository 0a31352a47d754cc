import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { ANSWER_ACCOUNT } from '#core/query/answers';
import { customerListSql } from '#core/query/customer-list';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { SatisfactionParams } from './params';
import { begin, lowScores } from './relations';
import { lineColumn, trendSteps } from './trend-sql';

export function compile(params: SatisfactionParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const low = `FROM counted_answers\nWHERE score IN (${lowScores(params, context)}) AND customer_key IS NOT NULL`;
  const whole = "SELECT score, count(*) AS answers\nFROM placed_answers\nWHERE place = 'counted'\nGROUP BY score\nORDER BY score";
  const scores = 'SELECT part, score, count(*) AS answers\nFROM counted_answers\nGROUP BY part, score\nORDER BY part, score';
  return succeed({
    steps: [
      { id: 'whole', sql: query.select(whole, relations) },
      ...(params.split === null ? [] : [{ id: 'scores', sql: query.select(scores, relations) }]),
      {
        id: 'low',
        sql: query.select(`SELECT part, count(DISTINCT customer_key) AS customers\n${low}\nGROUP BY part\nORDER BY part`, relations),
      },
      { id: 'low_all', sql: query.select(`SELECT count(DISTINCT customer_key) AS customers\n${low}`, relations) },
      ...trendSteps(params, begun.value, context),
      { id: 'account', sql: query.select(ANSWER_ACCOUNT, relations) },
    ],
  });
}

/** A condition that a column has the value of a part: null for missing, undefined for any. Fails where it is no text. */
function conditionOf(column: string, value: Part[string] | undefined, { dialect }: CompileContext): string | null {
  if (value === undefined) return '';
  if (value === null) return ` AND ${column} IS NULL`;
  return typeof value === 'string' ? ` AND ${column} = ${dialect.literal(value)}` : null;
}

/**
 * The customers whose answers are low: of a group `{part}`, of a period `{period}`, of a line of it `{period, line}`, or of all `{}`. Null stands for those
 * without a value.
 */
export function people(part: Part, params: SatisfactionParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const dated = params.over !== 'none';
  const asked = [
    conditionOf('part', part['part'], context),
    conditionOf('period', dated ? part['period'] : undefined, context),
    conditionOf(lineColumn(params), dated ? part['line'] : undefined, context),
  ];
  if (asked.includes(null)) return fail({ code: 'issue_query_part' });
  const chosen = {
    name: 'chosen',
    sql: `SELECT customer_key, min(score) AS score\nFROM counted_answers\nWHERE customer_key IS NOT NULL AND score IN (${lowScores(params, context)})${asked.join('')}\nGROUP BY customer_key`,
  };
  return succeed({ id: 'people', sql: customerListSql(begun.value.query, chosen, begun.value.relations, ['score']) });
}
