import type { Relation } from '#core/query/types';
import type { FunnelQuery } from './question';
import type { FunnelParams } from './params';

/** `units_of`: what the kept attempts of each customer come to. */
function unitsOf({ shape, clock, owner }: FunnelQuery): Relation {
  const steady = shape.steps.flatMap((step, place) => (step.optional ? [] : [`t_${place + 1}`]));
  const tied = steady.slice(1).map((time, place) => `${time} = ${steady[place]!}`);
  const done = `depth = ${steady.length}`;
  const { join, column } = owner('kept');
  const sql = `SELECT ${column} AS actor, count(*) FILTER (${done}) AS converted, count(*) FILTER (${done} AND (${tied.join(' OR ') || 'false'})) AS tied,
  count(*) FILTER (NOT (${done}) AND t_1 + ${shape.window} > ${clock.end}) AS open
FROM kept${join}
GROUP BY ${column}`;
  return { name: 'units_of', sql };
}

/** `customer_places` (FC3): a row for each place that has customers. */
export function accountRelations(asked: FunnelQuery, params: FunnelParams): Relation[] {
  const { clock, first } = asked;
  const since = clock.from === null ? '' : ` AND t >= ${clock.from}`;
  const { join, column } = asked.owner('stream');
  const entered: Relation = {
    name: 'entered',
    sql: `SELECT ${column} AS actor, bool_or(t < ${clock.to}${since}) AS inside, bool_or(t >= ${clock.to}${since}) AS late\nFROM stream${join}\nWHERE (mask & ${first}) <> 0\nGROUP BY ${column}`,
  };
  const late = params.mature ? "\n    WHEN e.late THEN 'immature'" : '';
  const sql = `SELECT place, count(*) AS customers, coalesce(sum(converted), 0) AS converted, coalesce(sum(tied), 0) AS tied, coalesce(sum(open), 0) AS open,
  (SELECT dated FROM stream_clock) AS dated
FROM (
  SELECT u.converted, u.tied, u.open, CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN u.actor IS NOT NULL THEN 'counted'
    WHEN e.actor IS NULL THEN 'no_entry'
    WHEN e.inside THEN 'removed'${late}
    ELSE 'outside_window' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN units_of AS u ON u.actor = c.customer_key
  LEFT JOIN entered AS e ON e.actor = c.customer_key
) AS placed
GROUP BY place`;
  return [unitsOf(asked), entered, { name: 'customer_places', sql }];
}
