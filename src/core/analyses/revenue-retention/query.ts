import { columnIn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { startOf } from '#core/query/days';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { RevenueRetentionParams } from './params';
import { endsOf, sourceOf, type Ends, type Source } from './source';
import { regularSql, termRelations } from './terms-sql';

/** Ways to move (RN11), in the order in which they are shown. */
export const MOVEMENTS = ['new', 'back', 'more', 'less', 'gone'] as const;
export type Movement = (typeof MOVEMENTS)[number];

interface Begun {
  readonly query: Query;
  readonly source: Source;
  readonly ends: Ends;
  readonly relations: readonly Relation[];
}

function begin(params: RevenueRetentionParams, context: CompileContext): Result<Begun> {
  const source = sourceOf(params, context.model);
  const query = startQuery(context, { from: context.range.from, to: context.asOf });
  if (!query.ok) return query;
  if (!source.ok) return source;
  const ends = endsOf(params, context.asOf);
  const relations = termRelations(source.value, ends, params, query.value);
  return succeed({ query: query.value, source: source.value, ends, relations });
}

/** First day of the first month shown; null where the data begin it. */
export const firstShown = ({ range }: Pick<CompileContext, 'range'>): string | null => (range.from ? startOf('month', range.from) : null);

const SUMS = 'count(*) AS customers, sum(paid_before) AS paid_before, sum(paid_after) AS paid_after';

/** Each customer in one place (RN17). */
function accountSql(context: CompileContext): string {
  const from = firstShown(context);
  const outside = from
    ? `\n    WHEN m.customer_key IS NULL AND c.customer_key NOT IN (SELECT customer_key FROM compared) THEN 'outside_window'`
    : '';
  const moving = from
    ? `\n  LEFT JOIN (SELECT DISTINCT customer_key FROM moved WHERE month >= ${context.dialect.day(from)}) AS m ON m.customer_key = c.customer_key`
    : '';
  return `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN l.customer_key IS NULL THEN 'no_revenue'${outside}
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN payers AS l ON l.customer_key = c.customer_key${moving}
) AS each_customer
GROUP BY place
ORDER BY place`;
}

export function compile(params: RevenueRetentionParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, source, ends, relations } = begun.value;
  const own: SqlStep =
    source === 'contracts'
      ? {
          id: 'contracts',
          sql: query.select('SELECT place, count(*) AS contracts\nFROM placed_contracts\nGROUP BY place\nORDER BY place', relations),
        }
      : {
          id: 'regular',
          sql: query.select(regularSql(ends, query), relations),
          additive: { keys: [], measures: ['customers', 'regular'] },
        };
  const measures = ['customers', 'paid_before', 'paid_after'];
  return succeed({
    steps: [
      {
        id: 'bridge',
        sql: query.select(`SELECT movement, ${SUMS}\nFROM compared\nGROUP BY movement\nORDER BY movement`, relations),
        additive: { keys: ['movement'], measures },
      },
      {
        id: 'months',
        sql: query.select(`SELECT month, movement, ${SUMS}\nFROM moved\nGROUP BY month, movement\nORDER BY month, movement`, relations),
        additive: { keys: ['month', 'movement'], measures },
      },
      {
        id: 'largest',
        sql: query.select(
          `SELECT k.paid_before, k.paid_after
FROM compared AS k
JOIN people AS p ON p.customer_key = k.customer_key
WHERE k.paid_before > 0
ORDER BY k.paid_before DESC, k.paid_after DESC, p.customer_id
LIMIT 1`,
          relations,
        ),
      },
      own,
      { id: 'account', sql: query.select(accountSql(context), relations) },
    ],
  });
}

/** Which customers a part names, as a condition and the relation it is on; null for what is no part. */
function whoOf({ month, movement }: Part, { dialect }: CompileContext): { readonly from: string; readonly where: string } | null {
  if (month !== undefined && (typeof month !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(month))) return null;
  if (MOVEMENTS.some((each) => each === movement)) {
    const way = `k.movement = ${dialect.literal(String(movement))}`;
    return month === undefined ? { from: 'compared', where: way } : { from: 'moved', where: `k.month = ${dialect.day(month)} AND ${way}` };
  }
  if (month !== undefined) return null;
  switch (movement) {
    case undefined:
    case 'then':
      return { from: 'compared', where: 'k.paid_before > 0' };
    case 'now':
      return { from: 'compared', where: 'k.paid_after > 0' };
    case 'kept':
      return { from: 'compared', where: 'k.paid_before > 0 AND k.paid_after > 0' };
    default:
      return null;
  }
}

/** The customers of a movement, `{movement}` or `{month, movement}`; of `{movement: then | now | kept}`; without a part those of then. Largest change first. */
export function people(part: Part, params: RevenueRetentionParams, context: CompileContext): Result<SqlStep> {
  const who = whoOf(part, context);
  if (!who) return fail({ code: 'issue_query_part' });
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const named = columnIn(context.model, 'customers', 'name') !== undefined;
  const name = named ? `, c.${context.dialect.identifier('name')}` : '';
  return succeed({
    id: 'people',
    sql: query.select(
      `SELECT people.customer_id${name}, k.paid_before, k.paid_after, k.paid_after - k.paid_before AS paid_change
FROM ${who.from} AS k
JOIN people ON people.customer_key = k.customer_key${named ? '\nJOIN customers AS c ON c.customer_key = people.customer_key' : ''}
WHERE ${who.where}
ORDER BY abs(k.paid_after - k.paid_before) DESC, greatest(k.paid_before, k.paid_after) DESC, people.customer_id`,
      relations,
    ),
  });
}
