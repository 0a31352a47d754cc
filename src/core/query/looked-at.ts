import { columnIn } from '#core/model/data-model';
import type { Predicates } from './predicates';
import type { Query } from './start';
import type { QueryContext, Relation } from './types';

const has = ({ model }: QueryContext, column: string): boolean => columnIn(model, 'orders', column) !== undefined;

/**
 * `looked_at`: every order of the customers whom the filters choose, and those without a customer, in the report's range and through the filters on
 * orders and lines, whatever its status; also orders after `as_of` where the range has no end. For cells about the data themselves.
 */
export function lookedAt(context: QueryContext, filters: Predicates): Relation {
  const { dialect, range } = context;
  const conditions = [
    ...(filters.customers ? ['(o.customer_key IS NULL OR o.customer_key IN (SELECT customer_key FROM people))'] : []),
    ...(filters.orders ? [`o.order_key IN (SELECT order_key FROM orders WHERE ${filters.orders})`] : []),
    ...(filters.order_items ? [`o.order_key IN (SELECT order_key FROM order_items WHERE ${filters.order_items})`] : []),
    ...(range.from ? [`o.ordered_on >= ${dialect.day(range.from)}`] : []),
    ...(range.to ? [`o.ordered_on <= ${dialect.day(range.to)}`] : []),
  ];
  const amount = has(context, 'net_amount') ? 'o.net_amount' : 'CAST(NULL AS DOUBLE)';
  const currency = has(context, 'currency') ? ', o.currency' : '';
  const refund = has(context, 'refund_of') ? 'o.refund_of IS NOT NULL' : 'false';
  return {
    name: 'looked_at',
    sql: `SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, ${amount} AS amount, ${refund} AS refund${currency}
FROM orders AS o${conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : ''}`,
  };
}

/** The account of orders of such a cell, in the places of `ORDER_PLACES`; names `looked_at`. Adds up to the rows of `orders`. */
export function lookedAtAccountSql({ context }: Query): string {
  const { dialect, range, filters } = context;
  const outside = [
    ...(range.from ? [`o.ordered_on < ${dialect.day(range.from)}`] : []),
    ...(range.to ? [`o.ordered_on > ${dialect.day(range.to)}`] : []),
  ].join(' OR ');
  const chosen = filters.some(({ table }) => table === 'customers');
  const places = [
    "WHEN l.order_key IS NOT NULL THEN 'counted'",
    ...(chosen
      ? ["WHEN o.customer_key IS NOT NULL AND o.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'"]
      : []),
    ...(outside ? [`WHEN ${outside} THEN 'outside_window'`] : []),
    "ELSE 'outside_filters' END AS place",
  ];
  return `SELECT place, count(*) AS orders
FROM (
  SELECT CASE
    ${places.join('\n    ')}
  FROM orders AS o
  LEFT JOIN looked_at AS l ON l.order_key = o.order_key
) AS placed
GROUP BY place
ORDER BY place`;
}
