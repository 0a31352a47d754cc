import { columnIn } from '#core/model/data-model';
import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { RepurchaseParams } from './params';

export const STAGES = ['prospect', 'first', 'repeat', 'loyal', 'overdue'] as const;
export type Stage = (typeof STAGES)[number];

/** `staged`: every customer of `people` with its orders, the days of the first, second and L-th, and its stage (RP9). */
export function stageRelations({ loyal, sameDay }: RepurchaseParams, { context: { dialect, asOf } }: Query): Relation[] {
  const lives = sameDay
    ? '(SELECT DISTINCT customer_key, ordered_on, ordered_on AS ordered_at, 0 AS order_key FROM history) AS buying_days'
    : 'history';
  const window = 'OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key)';
  const gap = dialect.dateDiff('day', `lag(ordered_on) ${window}`, 'ordered_on');
  const since = dialect.dateDiff('day', 'l.last_on', dialect.day(asOf));
  const nth = (n: number, name: string): string => `max(CASE WHEN n = ${n} THEN ordered_on END) AS ${name}`;
  return [
    {
      name: 'life_orders',
      sql: `SELECT customer_key, ordered_on, row_number() ${window} AS n, greatest(${gap}, 1) AS gap\nFROM ${lives}`,
    },
    {
      name: 'lives',
      sql: `SELECT customer_key, count(*) AS orders, ${nth(1, 'first_on')}, ${nth(2, 'second_on')}, ${nth(loyal, 'loyal_on')}, max(ordered_on) AS last_on,
  ${dialect.quantile('CASE WHEN n > 1 THEN gap END', 0.5)} AS usual_gap
FROM life_orders
GROUP BY customer_key`,
    },
    {
      name: 'staged',
      sql: `SELECT p.customer_key, l.first_on, l.second_on, l.loyal_on,
  CASE
    WHEN l.orders IS NULL THEN 'prospect'
    WHEN l.orders = 1 THEN 'first'
    WHEN l.orders < ${dialect.literal(loyal)} THEN 'repeat'
    WHEN ${since} > 2 * l.usual_gap THEN 'overdue'
    ELSE 'loyal' END AS stage
FROM people AS p
LEFT JOIN lives AS l ON l.customer_key = p.customer_key`,
    },
  ];
}

export const STAGE_COUNTS = 'SELECT stage, count(*) AS customers\nFROM staged\nGROUP BY stage\nORDER BY stage';

/** Waits from stage to stage, counted by length (RP10). */
export function stageWaitsSql({ context: { dialect, asOf, model } }: Query): string {
  const wait = (stage: Stage, from: string, to: string, source = 'staged', where = `${from} IS NOT NULL`): string =>
    `SELECT '${stage}' AS stage, ${dialect.dateDiff('day', from, `coalesce(${to}, ${dialect.day(asOf)})`)} AS days, ${to} IS NOT NULL AS came
FROM ${source}
WHERE ${where}`;
  const known = columnIn(model, 'customers', 'created_at') !== undefined;
  const created = 'CAST(c.created_at AS DATE)';
  const all = [
    ...(known
      ? [
          wait(
            'prospect',
            created,
            's.first_on',
            'staged AS s\nJOIN customers AS c ON c.customer_key = s.customer_key',
            `${created} <= coalesce(s.first_on, ${dialect.day(asOf)})`,
          ),
        ]
      : []),
    wait('first', 'first_on', 'second_on'),
    wait('repeat', 'second_on', 'loyal_on'),
  ];
  return `SELECT stage, days, came, count(*) AS customers\nFROM (\n${all.join('\nUNION ALL\n')}\n) AS stage_waits\nGROUP BY stage, days, came\nORDER BY stage, days, came`;
}
