import type { FunnelQuery } from '../funnel/question';

/** CD2: a row for each place that has customers: `place`, `customers`, of the counted ones `converted`, and `dated` (EV8). Names `compared`, `stream` and `people`. */
export function placesSql({ clock, first }: FunnelQuery): string {
  const since = clock.from === null ? '' : ` AND t >= ${clock.from}`;
  return `SELECT place, count(*) AS customers, count(*) FILTER (converted) AS converted, (SELECT dated FROM stream_clock) AS dated
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
GROUP BY place
ORDER BY place`;
}
