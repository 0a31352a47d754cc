import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { knownCosts } from '#core/query/costs';
import { horizonOf, isCumulative, type CohortParams } from './params';
import { indexOf } from './period-sql';
import { sameValue } from './values-sql';

/** On the day of its order money takes the order's time, else midnight (CO18). */
const MOVED_AT = 'CASE WHEN x.happened_on = o.ordered_on THEN o.ordered_at ELSE CAST(x.happened_on AS TIMESTAMP) END';

const isMargin = ({ measure }: Pick<CohortParams, 'measure'>): boolean => measure === 'cumulative_margin';

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
JOIN paid_orders AS o ON o.order_key = x.order_key${isMargin(params) ? '\nJOIN costs ON costs.order_key = x.order_key' : ''}${sameValue(params, query, 'x.order_key')}
WHERE ${conditions.join('\n  AND ')}`,
  };
}

/** `amounts`: one row for each order and each movement of money, by customer, cohort and column. */
export function amountRelations(params: CohortParams, query: Query): Relation[] {
  const started = params.periodZero === 'actual' ? '\nWHERE order_key <> start_key' : '';
  const costs = isMargin(params) ? knownCosts(query) : null;
  const spent = costs
    ? `\nUNION ALL\nSELECT v.customer_key, v.cohort, v.k, 0, -costs.cost\nFROM visits AS v\nJOIN costs ON costs.order_key = v.order_key${started.replace('order_key <> start_key', 'v.order_key <> v.start_key')}`
    : '';
  const both = `SELECT customer_key, cohort, k, 1 AS orders, 0 AS revenue\nFROM visits${started}
UNION ALL
SELECT customer_key, cohort, k, 0, amount\nFROM moves${spent}`;
  const all: Relation = { name: params.criterion === 'streak' ? 'every_amount' : 'amounts', sql: both };
  const money = [...(costs ? [costs] : []), movesOf(params, query)];
  if (params.criterion !== 'streak') return [...money, all];
  const streaks =
    'SELECT e.*\nFROM every_amount AS e\nJOIN kept AS u ON u.customer_key = e.customer_key AND u.cohort = e.cohort AND u.k = e.k';
  return [...money, all, { name: 'amounts', sql: streaks }];
}

/** The periods that a cell adds up (CO18): from, to; null has no end. */
export function spanOf(params: CohortParams, k: number): readonly [number, number | null] {
  if (isCumulative(params) || params.criterion === 'on_or_before') return [0, k];
  if (params.criterion === 'on_or_after') return [k, null];
  return params.criterion === 'bounded_after' ? [k, horizonOf(params)] : [k, k];
}
