import { startOf } from '#core/query/days';
import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { LifecycleParams } from './params';

/** Where activity (`customer_key`, `ordered_on`) and first-ever days (`customer_key`, `first_on`) are read. */
export interface Activity {
  readonly orders: string;
  readonly first: string;
}

/** First day of the first period shown; null where the data begin it (LC5). */
export const firstPeriod = ({ grain }: LifecycleParams, { window, context }: Query): string | null =>
  window.from === null ? null : startOf(grain, window.from, context.weekStart);

/** `active`: a customer and a period of the range or of the past (LC1). */
function activeOf(params: LifecycleParams, query: Query, { orders }: Activity): Relation {
  const { dialect, weekStart, asOf } = query.context;
  const { from } = query.window;
  const first = firstPeriod(params, query);
  const past = from && first ? `\n  AND (ordered_on >= ${dialect.day(from)} OR ordered_on < ${dialect.day(first)})` : '';
  return {
    name: 'active',
    sql: `SELECT DISTINCT customer_key, ${dialect.dateTrunc(params.grain, 'ordered_on', weekStart)} AS period
FROM ${orders}
WHERE ordered_on <= ${dialect.day(asOf)}${past}`,
  };
}

/** `states`: each customer in each period it is active in, or is dormant in (LC2, LC3). */
export function stateRelations(
  params: LifecycleParams,
  query: Query,
  source: Activity = { orders: 'selected', first: 'first_orders' },
): Relation[] {
  const { dialect, weekStart, asOf } = query.context;
  const shown = firstPeriod(params, query);
  const next = dialect.dateAdd(params.grain, 'b.period', '1');
  const from = (column: string): string => (shown ? `${column} >= ${dialect.day(shown)}` : 'true');
  return [
    activeOf(params, query, source),
    {
      name: 'states',
      sql: `SELECT a.customer_key, a.period,
  CASE WHEN f.first_on >= a.period THEN 'new' WHEN b.period IS NOT NULL THEN 'returning' ELSE 'resurrecting' END AS state
FROM active AS a
JOIN ${source.first} AS f ON f.customer_key = a.customer_key
LEFT JOIN active AS b ON b.customer_key = a.customer_key AND a.period = ${next}
WHERE ${from('a.period')}
UNION ALL
SELECT b.customer_key, ${next} AS period, 'dormant' AS state
FROM active AS b
LEFT JOIN active AS a ON a.customer_key = b.customer_key AND a.period = ${next}
WHERE a.period IS NULL
  AND ${from(next)}
  AND ${next} <= ${dialect.dateTrunc(params.grain, dialect.day(asOf), weekStart)}`,
    },
  ];
}

/** Customers by period and state. */
export const PERIODS = 'SELECT period, state, count(*) AS customers\nFROM states\nGROUP BY period, state\nORDER BY period, state';

/** How many customers were active in how many periods (LC6). */
export const FREQUENCY = `SELECT k, count(*) AS customers
FROM (SELECT customer_key, count(*) AS k FROM states WHERE state <> 'dormant' GROUP BY customer_key) AS each_customer
GROUP BY k
ORDER BY k`;
