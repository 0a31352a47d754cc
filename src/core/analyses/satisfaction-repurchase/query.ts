import { columnIn, holdsColumn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { answerRelations } from '#core/query/answers';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { ANSWER_DAY } from '../answer-periods';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { RepurchaseParams } from './params';

export const CLASSES = ['promoters', 'passives', 'detractors'] as const;

function begin(
  { days }: RepurchaseParams,
  context: CompileContext,
): Result<{ readonly query: Query; readonly relations: readonly Relation[] }> {
  const { model, dialect, range, asOf } = context;
  if (!columnIn(model, 'surveys', 'nps_0_10')) return fail({ code: 'issue_repurchase_no_nps' });
  if (!holdsColumn(model, 'surveys', 'customer_id')) return fail({ code: 'issue_repurchase_no_customers' });
  const started = startQuery(context, { from: range.from, to: asOf });
  if (!started.ok) return started;
  const end = dialect.dateAdd('day', 'answered_on', days);
  const more = { answered_on: ANSWER_DAY, answered_at: 's.responded_at', answer_id: 's.response_id' };
  return succeed({
    query: started.value,
    relations: [
      ...answerRelations({ column: 'nps_0_10', low: 0, high: 10, latest: false, more }, started.value),
      {
        name: 'old_answers',
        sql: `SELECT customer_key, score, answered_on, answered_at, answer_id,
  CASE
    WHEN place <> 'counted' THEN place
    WHEN customer_key IS NULL THEN 'nobody'
    WHEN ${end} > ${dialect.day(asOf)} THEN 'too_recent'
    ELSE 'old' END AS state
FROM placed_answers`,
      },
      {
        name: 'judged_answers',
        sql: `SELECT customer_key, answered_on, ${end} AS until_on,
  CASE WHEN score >= 9 THEN 'promoters' WHEN score >= 7 THEN 'passives' ELSE 'detractors' END AS class,
  CASE
    WHEN state <> 'old' THEN state
    WHEN row_number() OVER (PARTITION BY state, customer_key ORDER BY answered_at DESC, answer_id DESC) > 1 THEN 'later_answer'
    ELSE 'counted' END AS place
FROM old_answers`,
      },
      {
        name: 'repurchases',
        sql: `SELECT j.customer_key, j.class, EXISTS (
    SELECT 1 FROM history AS h
    WHERE h.customer_key = j.customer_key AND h.ordered_on > j.answered_on AND h.ordered_on <= j.until_on
  ) AS bought
FROM judged_answers AS j
WHERE j.place = 'counted'`,
      },
    ],
  });
}

export function compile(params: RepurchaseParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  return succeed({
    steps: [
      {
        id: 'classes',
        sql: query.select(
          'SELECT class, count(*) AS customers, count(*) FILTER (WHERE bought) AS bought\nFROM repurchases\nGROUP BY class\nORDER BY class',
          relations,
        ),
      },
      {
        id: 'account',
        sql: query.select('SELECT place, count(*) AS answers\nFROM judged_answers\nGROUP BY place\nORDER BY place', relations),
      },
    ],
  });
}

/** The customers of a class `{class}`, of those the ones who bought again or not `{class, bought}`; without a class all. */
export function people(part: Part, params: RepurchaseParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { class: named, bought } = part;
  if (named !== undefined && !CLASSES.some((each) => each === named)) return fail({ code: 'issue_query_part' });
  const conditions = [
    ...(named === undefined ? [] : [`class = ${context.dialect.literal(String(named))}`]),
    ...(typeof bought === 'boolean' ? [bought ? 'bought' : 'NOT bought'] : []),
  ];
  const where = conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : '';
  const chosen = { name: 'chosen', sql: `SELECT customer_key, class\nFROM repurchases${where}` };
  return succeed({ id: 'people', sql: customerListSql(begun.value.query, chosen, begun.value.relations) });
}
