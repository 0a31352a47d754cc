import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { fail, succeed, type Result } from '#core/model/result';
import type { Part } from '#core/model/presentation';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { CohortGrain, CohortParams } from './params';

const windowOf = ({ range, asOf }: CompileContext) => ({ from: range.from, to: asOf });
const filtersOrders = ({ context }: Query): boolean => context.filters.some((filter) => filter.table !== 'customers');

/** The first-ever order itself, needed only where a filter may refuse it (CO2). */
const EARLIEST: Relation = {
  name: 'earliest_orders',
  sql: `SELECT customer_key, order_key
FROM (SELECT customer_key, order_key, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS place FROM history) AS numbered
WHERE place = 1`,
};

function membersOf(grain: CohortGrain, query: Query): Relation[] {
  const { dialect, weekStart } = query.context;
  const { from, to } = query.window;
  const conditions = [
    ...(from ? [`first_on >= ${dialect.day(from)}`] : []),
    ...(to ? [`first_on <= ${dialect.day(to)}`] : []),
    ...(filtersOrders(query)
      ? ['customer_key IN (SELECT e.customer_key FROM earliest_orders AS e JOIN in_range AS r ON r.order_key = e.order_key)']
      : []),
  ];
  const sql = `SELECT customer_key, ${dialect.dateTrunc(grain, 'first_on', weekStart)} AS cohort\nFROM first_orders${conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : ''}`;
  return [EARLIEST, { name: 'members', sql }];
}

/** Number of calendar periods from a cohort's first day to an order (CO3). */
function periodIndex(grain: CohortGrain, { context }: Query): string {
  const { dialect, weekStart } = context;
  const start = dialect.dateTrunc(grain, 'r.ordered_on', weekStart);
  return grain === 'week'
    ? dialect.integerDivide(dialect.dateDiff('day', 'm.cohort', start), '7')
    : dialect.dateDiff(grain, 'm.cohort', start);
}

const activity = (grain: CohortGrain, query: Query): Relation => ({
  name: 'activity',
  sql: `SELECT DISTINCT m.customer_key, m.cohort, ${periodIndex(grain, query)} AS k
FROM members AS m
JOIN in_range AS r ON r.customer_key = m.customer_key`,
});

function accountSql(query: Query, extra: readonly Relation[]): string {
  const { dialect } = query.context;
  const { from } = query.window;
  const outside = from ? `\n    WHEN h.first_on < ${dialect.day(from)} THEN 'outside_window'` : '';
  return query.select(
    `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'${outside}
    WHEN m.customer_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN members AS m ON m.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place`,
    extra,
  );
}

export function compile({ grain, maxPeriods }: CohortParams, context: CompileContext): Result<Plan> {
  const started = startQuery(context, windowOf(context));
  if (!started.ok) return started;
  const query = started.value;
  const members = membersOf(grain, query);
  const cells = `SELECT cohort, k, count(*) AS customers\nFROM activity\nWHERE k <= ${context.dialect.literal(maxPeriods)}\nGROUP BY cohort, k\nORDER BY cohort, k`;
  return succeed({
    steps: [
      {
        id: 'cells',
        sql: query.select(cells, [...members, activity(grain, query)]),
        additive: { keys: ['cohort', 'k'], measures: ['customers'] },
      },
      { id: 'account', sql: accountSql(query, members) },
      {
        id: 'orders',
        sql: query.select(
          `SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= ${context.dialect.day(context.asOf)}`,
        ),
      },
    ],
  });
}

/** The customers of a cohort `{cohort}`, of one of its cells `{cohort, k}`, or all members `{}`. */
export function people(part: Part, { grain }: CohortParams, context: CompileContext): Result<SqlStep> {
  const { cohort, k } = part;
  const { dialect } = context;
  const conditions: string[] = [];
  if (cohort !== undefined) {
    if (typeof cohort !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(cohort)) return fail({ code: 'issue_query_part' });
    conditions.push(`cohort = ${dialect.day(cohort)}`);
  }
  if (k !== undefined && !Number.isInteger(k)) return fail({ code: 'issue_query_part' });
  conditions.push(`k = ${dialect.literal(k === undefined ? 0 : (k as number))}`);
  const started = startQuery(context, windowOf(context));
  if (!started.ok) return started;
  const query = started.value;
  const chosen = { name: 'chosen', sql: `SELECT customer_key\nFROM activity\nWHERE ${conditions.join(' AND ')}` };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, [...membersOf(grain, query), activity(grain, query)]) });
}
