import type { Relation } from '#core/query/types';
import type { FunnelQuery } from '../funnel/question';

/** CD2: the relation `customer_places`: a row for each place that has customers, with how many of them `converted` and how many `others` did not. Names `compared`, `stream` and `people`. */
export function customerPlaces({ clock, first }: FunnelQuery): Relation {
  const since = clock.from === null ? '' : ` AND t >= ${clock.from}`;
  const sql = `SELECT place, count(*) FILTER (converted) AS converted, count(*) FILTER (NOT coalesce(converted, false)) AS others
FROM (
  SELECT u.converted, CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN u.actor IS NOT NULL THEN 'counted'
    WHEN e.actor IS NULL THEN 'no_entry'
    WHEN e.inside THEN 'removed'
    WHEN e.late THEN 'immature'
    ELSE 'outside_window' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN compared AS u ON u.actor = c.customer_key
  LEFT JOIN (
    SELECT actor, bool_or(t < ${clock.to}${since}) AS inside, bool_or(t >= ${clock.to}${since}) AS late
    FROM stream
    WHERE (mask & ${first}) <> 0
    GROUP BY actor
  ) AS e ON e.actor = c.customer_key
) AS placed
GROUP BY place`;
  return { name: 'customer_places', sql };
}
