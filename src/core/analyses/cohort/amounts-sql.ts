import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CohortParams } from './params';
import { indexOf } from './period-sql';

/** On the day of its order money takes the order's time, else midnight (CO18). */
const MOVED_AT = 'CASE WHEN x.happened_on = o.ordered_on THEN o.ordered_at ELSE CAST(x.happened_on AS TIMESTAMP) END';

/** `moves`: money of orders not before the start, by column. */
function movesOf(params: CohortParams, query: Query): Relation {
  const conditions = [
    'o.ordered_at >= m.start_at',
    `${MOVED_AT} >= m.start_at`,
    ...(params.periodZero === 'actual' ? ['o.order_key <> m.start_key'] : []),
  ];
  return {
    name: 'moves',
    sql: `SELECT m.customer_key, m.cohort, x.amount, ${indexOf(params, query, { day: 'x.happened_on', at: MOVED_AT })} AS k
FROM members AS m
JOIN money_in_range AS x ON x.customer_key = m.customer_key
JOIN paid_orders AS o ON o.order_key = x.order_key
WHERE ${conditions.join('\n  AND ')}`,
  };
}

/** `amounts`: one row for each order and each movement of money, by customer, cohort and column. */
export function amountRelations(params: CohortParams, query: Query): Relation[] {
  const started = params.periodZero === 'actual' ? '\nWHERE order_key <> start_key' : '';
  const both = `SELECT customer_key, cohort, k, 1 AS orders, 0 AS revenue\nFROM visits${started}
UNION ALL
SELECT customer_key, cohort, k, 0, amount\nFROM moves`;
  const all: Relation = { name: params.criterion === 'streak' ? 'every_amount' : 'amounts', sql: both };
  if (params.criterion !== 'streak') return [movesOf(params, query), all];
  const streaks =
    'SELECT e.*\nFROM every_amount AS e\nJOIN kept AS u ON u.customer_key = e.customer_key AND u.cohort = e.cohort AND u.k = e.k';
  return [movesOf(params, query), all, { name: 'amounts', sql: streaks }];
}

/** The periods that a cell adds up (CO18): from, to; null has no end. */
export function spanOf({ criterion, horizon, measure }: CohortParams, k: number): readonly [number, number | null] {
  if (measure === 'cumulative_revenue' || criterion === 'on_or_before') return [0, k];
  if (criterion === 'on_or_after') return [k, null];
  return criterion === 'bounded_after' ? [k, horizon] : [k, k];
}
