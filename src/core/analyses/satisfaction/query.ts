import { columnIn } from '#core/model/data-model';
import type { CanonicalTable } from '#core/model/canonical';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { ANSWER_ACCOUNT, answerRelations } from '#core/query/answers';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { SatisfactionParams } from './params';
import { columnOf, kindOf, scaleOf } from './scale';

const has = ({ model }: CompileContext, column: string): boolean => columnIn(model, 'surveys', column) !== undefined;
const windowOf = ({ range, asOf }: CompileContext) => ({ from: range.from, to: asOf });

/** The column that makes the groups, as SQL over `s` and `c`; null where there are none. Fails where it is not in the data. */
function splitSql({ split }: SatisfactionParams, { model, dialect }: CompileContext): Result<string | null> {
  if (split === null) return succeed(null);
  for (const [table, alias] of [['surveys', 's'] as const, ['customers', 'c'] as const]) {
    const name = split.startsWith(`${table}.`) ? split.slice(table.length + 1) : null;
    if (name !== null && columnIn(model, table satisfies CanonicalTable, name)) return succeed(`${alias}.${dialect.identifier(name)}`);
  }
  return fail({ code: 'issue_satisfaction_split', values: { column: split }, path: ['split'] });
}

/** Every row of `surveys` with its place and group (SA1–SA3, SA8). */
const placed = (params: SatisfactionParams, split: string | null, query: Query): Relation[] =>
  answerRelations(
    {
      column: columnOf(params),
      ...scaleOf(params),
      latest: params.answers === 'latest',
      more: { part: `CAST(${split ?? 'NULL'} AS VARCHAR)` },
    },
    query,
  );

/** The scores that count as low (SA7), as a list. */
function lowScores(params: SatisfactionParams, { dialect }: CompileContext): string {
  const { low, high } = scaleOf(params);
  const scores = Array.from({ length: high - low + 1 }, (_, at) => low + at).filter((score) => kindOf(score, params) === 'low');
  return scores.map((score) => dialect.literal(score)).join(', ');
}

function begin(
  params: SatisfactionParams,
  context: CompileContext,
): Result<{ readonly query: Query; readonly relations: readonly Relation[] }> {
  if (params.measure === 'ces' && params.easy === 'unknown') return fail({ code: 'issue_satisfaction_easy', path: ['easy'] });
  if (!has(context, columnOf(params))) return fail({ code: `issue_satisfaction_no_${params.measure}`, path: ['measure'] });
  const split = splitSql(params, context);
  if (!split.ok) return split;
  const query = startQuery(context, windowOf(context));
  return query.ok ? succeed({ query: query.value, relations: placed(params, split.value, query.value) }) : query;
}

export function compile(params: SatisfactionParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const counted = "FROM placed_answers\nWHERE place = 'counted'";
  return succeed({
    steps: [
      {
        id: 'scores',
        sql: query.select(`SELECT part, score, count(*) AS answers\n${counted}\nGROUP BY part, score\nORDER BY part, score`, relations),
      },
      {
        id: 'low',
        sql: query.select(
          `SELECT part, count(DISTINCT customer_key) AS customers\n${counted} AND score IN (${lowScores(params, context)}) AND customer_key IS NOT NULL\nGROUP BY part\nORDER BY part`,
          relations,
        ),
      },
      {
        id: 'low_all',
        sql: query.select(
          `SELECT count(DISTINCT customer_key) AS customers\n${counted} AND score IN (${lowScores(params, context)}) AND customer_key IS NOT NULL`,
          relations,
        ),
      },
      {
        id: 'account',
        sql: query.select(ANSWER_ACCOUNT, relations),
      },
    ],
  });
}

/** The customers whose answers are low: of a group `{part}`, of those without a value `{part: null}`, or of all `{}`. */
export function people(part: Part, params: SatisfactionParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { dialect } = context;
  const named = part['part'];
  if (named !== undefined && named !== null && typeof named !== 'string') return fail({ code: 'issue_query_part' });
  const group = named === undefined ? '' : named === null ? ' AND part IS NULL' : ` AND part = ${dialect.literal(named)}`;
  const chosen = {
    name: 'chosen',
    sql: `SELECT customer_key, min(score) AS score\nFROM placed_answers\nWHERE place = 'counted' AND customer_key IS NOT NULL AND score IN (${lowScores(params, context)})${group}\nGROUP BY customer_key`,
  };
  return succeed({ id: 'people', sql: customerListSql(begun.value.query, chosen, begun.value.relations, ['score']) });
}
