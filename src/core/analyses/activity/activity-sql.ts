import { startOf } from '#core/query/days';
import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { daysOfMeasure, type ActivityParams } from './params';

const DAY = 'CAST(make_timestamp(s.t) AS DATE) AS day';

/** `marked`: `actor`, `day` and `series`, once for each thing a row is (AV1). */
export const markThings = (things: number): Relation => ({
  name: 'marked',
  sql: `SELECT s.actor, ${DAY}, things.series
FROM stream AS s
JOIN (VALUES ${Array.from({ length: things }, (_, place) => `('${place + 1}', ${2 ** place})`).join(', ')}) AS things(series, bit) ON (s.mask & things.bit) <> 0`,
});

/** Where the value of a row stands: in the stream itself, or in a column of the customer. */
export type ValueSource = { readonly of: 'stream' } | { readonly of: 'customers'; readonly column: string };

/** `marked` with a series for each of the largest values and '0' for the rest, and `series_of` with the value of each series (AV7). */
export function markValues(query: Query, source: ValueSource, limits: { readonly most: number; readonly minCell: number }): Relation[] {
  const { from } = query.window;
  const valued =
    source.of === 'stream'
      ? `SELECT s.actor, ${DAY}, s.value\nFROM stream AS s`
      : `SELECT s.actor, ${DAY}, CAST(c.${query.context.dialect.identifier(source.column)} AS VARCHAR) AS value\nFROM stream AS s\nJOIN customers AS c ON c.customer_key = s.actor`;
  const inside = from ? `\nWHERE day >= ${query.context.dialect.day(from)}` : '';
  return [
    { name: 'valued', sql: valued },
    {
      name: 'sizes',
      sql: `SELECT value, count(*) AS events, count(DISTINCT actor) >= ${limits.minCell} AS shown\nFROM valued${inside}\nGROUP BY value`,
    },
    {
      name: 'series_of',
      sql: `SELECT value, CASE WHEN shown AND place <= ${limits.most} THEN CAST(place AS VARCHAR) ELSE '0' END AS series
FROM (SELECT value, shown, row_number() OVER (ORDER BY shown DESC, events DESC, value) AS place FROM sizes) AS placed`,
    },
    {
      name: 'marked',
      sql: "SELECT v.actor, v.day, coalesce(o.series, '0') AS series\nFROM valued AS v\nLEFT JOIN series_of AS o ON o.value IS NOT DISTINCT FROM v.value",
    },
  ];
}

/** `counted`: the rows of `marked` that lie in the range, with their period (AV2). */
export function countedRelation({ grain }: ActivityParams, { window: { from }, context: { dialect, weekStart } }: Query): Relation {
  return {
    name: 'counted',
    sql: `SELECT actor, series, ${dialect.dateTrunc(grain, 'day', weekStart)} AS period\nFROM marked${from ? `\nWHERE day >= ${dialect.day(from)}` : ''}`,
  };
}

/** Rows and different customers of each period, and of the `whole` (AV3, AV5). */
export const PERIODS = `SELECT series, coalesce(CAST(period AS VARCHAR), 'whole') AS period, count(*) AS events, count(DISTINCT actor) AS customers
FROM counted
GROUP BY GROUPING SETS ((series, period), (series))
ORDER BY series, period`;

/** `running`: how many different customers of a series have a row in the days that end with a day on which that number changes (AV4). */
export function runningRelations(days: number): Relation[] {
  return [
    {
      name: 'spans',
      sql: `SELECT series, day AS starts, least(day + ${days}, coalesce(lead(day) OVER (PARTITION BY series, actor ORDER BY day), day + ${days})) AS stops
FROM (SELECT DISTINCT series, actor, day FROM marked) AS active_days`,
    },
    {
      name: 'changes',
      sql: `SELECT series, day, sum(change) AS change
FROM (SELECT series, starts AS day, 1 AS change FROM spans UNION ALL SELECT series, stops AS day, -1 AS change FROM spans) AS ends
GROUP BY series, day`,
    },
    { name: 'running', sql: 'SELECT series, day, sum(change) OVER (PARTITION BY series ORDER BY day) AS customers\nFROM changes' },
  ];
}

/** The last number of each period in which it changed; what stood before the first period is the `opening`. */
export function rollingSql({ grain }: ActivityParams, { window: { from }, context: { dialect, weekStart, asOf } }: Query): string {
  const period = `CAST(${dialect.dateTrunc(grain, 'day', weekStart)} AS VARCHAR)`;
  const first = from ? startOf(grain, from, weekStart) : null;
  return `SELECT series, ${first ? `CASE WHEN day < ${dialect.day(first)} THEN 'opening' ELSE ${period} END` : period} AS period, CAST(${dialect.argMax('customers', 'day')} AS BIGINT) AS customers
FROM running
WHERE day <= ${dialect.day(asOf)}
GROUP BY 1, 2
ORDER BY 1, 2`;
}

/** What a cell asks of `marked`, by its measure. */
export function numbersSql(params: ActivityParams, query: Query, marked: readonly Relation[]): string {
  const days = daysOfMeasure(params.measure);
  return days === null
    ? query.select(PERIODS, [...marked, countedRelation(params, query)])
    : query.select(rollingSql(params, query), [...marked, ...runningRelations(days)]);
}
