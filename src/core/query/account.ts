import { refundsKnown } from './relations';
import type { Query } from './start';
import { columnIn } from '#core/model/data-model';

/** The places of the account of orders (rules.md QU12), in the order they are tried. */
export const ORDER_PLACES = [
  'no_customer',
  'other_customers',
  'after_as_of',
  'unpaid',
  'refund',
  'fully_refunded',
  'outside_window',
  'outside_filters',
  'counted',
] as const;
export type OrderPlace = (typeof ORDER_PLACES)[number];

/** One row a place: `place`, `orders`, and of the counted ones `no_amount`. Adds up to the rows of `orders`. */
export function accountSql(query: Query): string {
  const { context, window } = query;
  const { dialect, model } = context;
  const linked = columnIn(model, 'orders', 'refund_of') !== undefined;
  const outside = [
    ...(window.from ? [`o.ordered_on < ${dialect.day(window.from)}`] : []),
    ...(window.to ? [`o.ordered_on > ${dialect.day(window.to)}`] : []),
  ].join(' OR ');
  const onCustomers = context.filters.some((filter) => filter.table === 'customers');
  const onOrders = context.filters.some((filter) => filter.table !== 'customers');
  const counted = onOrders ? 's' : 'p';
  const places = [
    "WHEN o.customer_key IS NULL THEN 'no_customer'",
    ...(onCustomers ? ["WHEN c.customer_key IS NULL THEN 'other_customers'"] : []),
    `WHEN o.ordered_on > ${dialect.day(context.asOf)} THEN 'after_as_of'`,
    ...(linked ? ["WHEN o.order_key IN (SELECT refund_key FROM linked_refunds) THEN 'refund'"] : []),
    "WHEN p.order_key IS NULL THEN 'unpaid'",
    "WHEN round(p.net_amount, 6) < 0 THEN 'refund'",
    ...(refundsKnown(context) ? ["WHEN o.order_key IN (SELECT order_key FROM fully_refunded) THEN 'fully_refunded'"] : []),
    ...(outside ? [`WHEN ${outside} THEN 'outside_window'`] : []),
    ...(onOrders ? ["WHEN s.order_key IS NULL THEN 'outside_filters'"] : []),
    "ELSE 'counted' END AS place",
  ];
  const joins = [
    ...(onCustomers ? ['LEFT JOIN people AS c ON c.customer_key = o.customer_key'] : []),
    'LEFT JOIN paid_orders AS p ON p.order_key = o.order_key',
    ...(onOrders ? ['LEFT JOIN selected AS s ON s.order_key = o.order_key'] : []),
  ];
  return query.select(`SELECT place, count(*) AS orders, count(*) FILTER (WHERE place = 'counted' AND amount IS NULL) AS no_amount
FROM (
  SELECT ${counted}.${onOrders ? 'amount' : 'net_amount'} AS amount, CASE
    ${places.join('\n    ')}
  FROM orders AS o
  ${joins.join('\n  ')}
) AS placed
GROUP BY place
ORDER BY place`);
}
