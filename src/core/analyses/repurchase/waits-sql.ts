import { columnIn } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import { slotRelations } from '#core/query/slots';
import type { Query } from '#core/query/start';
import type { QueryContext, Relation } from '#core/query/types';
import { ORDERS, type RepurchaseParams } from './params';

const TABLES = ['orders', 'order_items', 'customers'] as const;

/** Table and column of the breakdown. Fails where the data have no such column. */
function traitOf(
  { breakdown }: RepurchaseParams,
  { model }: Pick<QueryContext, 'model'>,
): Result<readonly [(typeof TABLES)[number], string] | null> {
  if (breakdown === null) return succeed(null);
  const table = TABLES.find((name) => breakdown.startsWith(`${name}.`));
  const column = table && breakdown.slice(table.length + 1);
  if (table && column && columnIn(model, table, column)) return succeed([table, column]);
  return fail({ code: 'issue_repurchase_breakdown', values: { column: breakdown }, path: ['breakdown'] });
}

/** The value of each followed customer's first order, as text (RP7). */
function valuedSql([table, column]: readonly [(typeof TABLES)[number], string], { context: { model, dialect } }: Query): string {
  const value = `CAST(a.${dialect.identifier(column)} AS VARCHAR)`;
  if (table === 'customers')
    return `SELECT f.customer_key, ${value} AS value\nFROM followed AS f\nJOIN customers AS a ON a.customer_key = f.customer_key`;
  if (table === 'orders')
    return `SELECT f.customer_key, ${value} AS value\nFROM followed AS f\nJOIN orders AS a ON a.order_key = f.first_key`;
  const weight = columnIn(model, 'order_items', 'line_amount') ? 'coalesce(sum(a.line_amount), 0) DESC' : 'count(*) DESC';
  return `SELECT f.customer_key, main.value
FROM followed AS f
LEFT JOIN (
  SELECT a.order_key, ${value} AS value, row_number() OVER (PARTITION BY a.order_key ORDER BY ${weight}, ${value}) AS place
  FROM order_items AS a
  WHERE a.order_key IN (SELECT first_key FROM followed) AND a.${dialect.identifier(column)} IS NOT NULL
  GROUP BY a.order_key, ${value}
) AS main ON main.order_key = f.first_key AND main.place = 1`;
}

/** `followed`: the customers whose first-ever order is in the range, with its key and day (RP1). */
const FOLLOWED: readonly Relation[] = [
  {
    name: 'placed_orders',
    sql: 'SELECT customer_key, order_key, ordered_on, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS place\nFROM history',
  },
  {
    name: 'followed',
    sql: 'SELECT customer_key, order_key AS first_key, ordered_on AS first_on\nFROM placed_orders\nWHERE place = 1 AND order_key IN (SELECT order_key FROM in_range)',
  },
];

/** `waits`: one row a customer and order n, with the day it began on, its length in days, and whether the order came (RP2). */
export function waitRelations(params: RepurchaseParams, query: Query): Result<Relation[]> {
  const trait = traitOf(params, query.context);
  if (!trait.ok) return trait;
  const { dialect, asOf } = query.context;
  const numbered = params.sameDay
    ? `SELECT customer_key, ordered_on, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_on) AS n
FROM (SELECT DISTINCT customer_key, ordered_on FROM in_range) AS buying_days`
    : `SELECT r.customer_key, r.ordered_on, row_number() OVER (PARTITION BY r.customer_key ORDER BY h.ordered_at, h.order_key) AS n
FROM in_range AS r
JOIN history AS h ON h.order_key = r.order_key`;
  const nth = (n: number): string => `max(CASE WHEN o.n = ${n} THEN o.ordered_on END) AS on_${n}`;
  const wait = (n: number): string => {
    const began = params.from === 'first' ? 'on_1' : `on_${n - 1}`;
    return `SELECT customer_key, ${n} AS nth, ${began} AS began_on, ${dialect.dateDiff('day', began, `coalesce(on_${n}, ${dialect.day(asOf)})`)} AS days, on_${n} IS NOT NULL AS came
FROM firsts
WHERE ${began} IS NOT NULL`;
  };
  return succeed([
    ...FOLLOWED,
    { name: 'numbered_orders', sql: numbered },
    {
      name: 'firsts',
      sql: `SELECT f.customer_key, ${[1, ...ORDERS].map(nth).join(', ')}
FROM followed AS f
JOIN numbered_orders AS o ON o.customer_key = f.customer_key AND o.n <= ${Math.max(...ORDERS)}
GROUP BY f.customer_key`,
    },
    { name: 'waits', sql: (trait.value ? ORDERS.slice(0, 1) : ORDERS).map(wait).join('\nUNION ALL\n') },
    ...(trait.value ? slotRelations(valuedSql(trait.value, query), ['customer_key']) : []),
  ]);
}

/** A wait that began N days or more before the end (RP5). */
export const isMature = ({ days }: Pick<RepurchaseParams, 'days'>, { dialect, asOf }: QueryContext): string =>
  `${dialect.dateDiff('day', 'w.began_on', dialect.day(asOf))} >= ${dialect.literal(days)}`;

/** Waits counted by length; with a breakdown by value too. */
export function waitsSql(params: RepurchaseParams, { context }: Query): string {
  const split = params.breakdown !== null;
  const keys = split ? 's.slot, s.value, w.nth, w.days, w.came' : 'w.nth, w.days, w.came';
  return `SELECT ${keys}, count(*) AS customers, count(*) FILTER (WHERE ${isMature(params, context)}) AS mature
FROM waits AS w${split ? '\nJOIN slots AS s ON s.customer_key = w.customer_key' : ''}
GROUP BY ${keys}
ORDER BY ${keys}`;
}
