import { columnIn } from '#core/model/data-model';
import type { DateRange } from '#core/model/filters';
import type { Predicates } from './predicates';
import type { QueryContext, Relation, SegmentPeople } from './types';

const has = (context: QueryContext, column: string): boolean => columnIn(context.model, 'orders', column) !== undefined;

/** Linked refunds need `refund_of` to name an order, or the amount on the order itself. */
export const refundsKnown = (context: QueryContext): boolean => has(context, 'refund_of') || has(context, 'refunded_amount');

/** The order's amount as it stands, also where no amount is mapped. */
const amountOf = (context: QueryContext, alias: string): string =>
  has(context, 'net_amount') ? `${alias}.net_amount` : 'CAST(NULL AS DOUBLE)';

/** QU14: the list of each segment, found once however often it is named. */
export const segmentRelations = (segments: readonly SegmentPeople[]): Relation[] =>
  segments.flatMap(({ relation, sql }) =>
    sql === null
      ? []
      : [{ name: relation, sql: `SELECT DISTINCT customer_id\nFROM (\n${sql}\n) AS listed\nWHERE customer_id IS NOT NULL`, once: true }],
  );

function people(filters: Predicates): string {
  return `SELECT customer_key, customer_id\nFROM customers${filters.customers ? `\nWHERE ${filters.customers}` : ''}`;
}

const IS_LINKED = 'o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders)';

function paidOrders(context: QueryContext, filters: Predicates): string {
  const { dialect, asOf, revenue } = context;
  const paid = revenue.paidStatuses;
  const conditions = [...(filters.customers ? [] : ['o.customer_key IS NOT NULL']), `o.ordered_on <= ${dialect.day(asOf)}`];
  if (paid !== null && has(context, 'status'))
    conditions.push(paid.length === 0 ? 'false' : `o.status IN (${paid.map((status) => dialect.literal(status)).join(', ')})`);
  if (has(context, 'refund_of')) conditions.push(`NOT coalesce(${IS_LINKED}, false)`);
  return `SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, ${amountOf(context, 'o')} AS net_amount
FROM orders AS o${filters.customers ? '\nJOIN people ON people.customer_key = o.customer_key' : ''}
WHERE ${conditions.join('\n  AND ')}`;
}

function linkedRefunds(context: QueryContext): string {
  return `SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(${amountOf(context, 'r')}, 0)) AS amount
FROM orders AS r
JOIN paid_orders AS original ON original.order_id = r.refund_of
WHERE r.refund_of <> r.order_id
  AND r.ordered_on <= ${context.dialect.day(context.asOf)}`;
}

function refundColumns(context: QueryContext): string {
  const on = has(context, 'refunded_at') ? 'coalesce(CAST(o.refunded_at AS DATE), o.ordered_on)' : 'o.ordered_on';
  const noRows = has(context, 'refund_of') ? '\n  AND o.order_key NOT IN (SELECT refunded_key FROM linked_refunds)' : '';
  return `SELECT CAST(NULL AS INTEGER) AS refund_key, o.order_key AS refunded_key, ${on} AS refunded_on, abs(o.refunded_amount) AS amount
FROM orders AS o
JOIN paid_orders ON paid_orders.order_key = o.order_key
WHERE o.refunded_amount <> 0
  AND ${on} <= ${context.dialect.day(context.asOf)}${noRows}`;
}

function refundRelations(context: QueryContext): Relation[] {
  if (!refundsKnown(context)) return [];
  const parts = [
    ...(has(context, 'refund_of') ? ['SELECT * FROM linked_refunds'] : []),
    ...(has(context, 'refunded_amount') ? [refundColumns(context)] : []),
  ];
  return [
    ...(has(context, 'refund_of') ? [{ name: 'linked_refunds', sql: linkedRefunds(context) }] : []),
    { name: 'refunds', sql: parts.join('\nUNION ALL\n') },
    {
      name: 'fully_refunded',
      sql: `SELECT p.order_key
FROM paid_orders AS p
JOIN refunds ON refunds.refunded_key = p.order_key
WHERE p.net_amount > 0
GROUP BY p.order_key
HAVING round(sum(refunds.amount), 6) >= round(any_value(p.net_amount), 6)`,
    },
  ];
}

const notRefunded = (context: QueryContext, alias: string): string =>
  refundsKnown(context) ? `\n  AND ${alias}.order_key NOT IN (SELECT order_key FROM fully_refunded)` : '';
const NOT_NEGATIVE = (column: string): string => `(${column} IS NULL OR round(${column}, 6) >= 0)`;

function lineRelations(context: QueryContext, filters: Predicates): Relation[] {
  if (!filters.order_items) return [];
  const amount = knowsLines(context) ? 'sum(line_amount)' : 'CAST(NULL AS DOUBLE)';
  return [
    {
      name: 'passing_lines',
      sql: `SELECT order_key, ${amount} AS amount\nFROM order_items\nWHERE ${filters.order_items}\nGROUP BY order_key`,
    },
  ];
}

/** Without an amount on the lines an order keeps its own. */
const knowsLines = (context: QueryContext): boolean => columnIn(context.model, 'order_items', 'line_amount') !== undefined;

function filtered(context: QueryContext, filters: Predicates): string {
  const amount = filters.order_items && knowsLines(context) ? 'l.amount' : 'p.net_amount';
  const lines = filters.order_items ? '\nJOIN passing_lines AS l ON l.order_key = p.order_key' : '';
  const passing = filters.orders ? `\nWHERE p.order_key IN (SELECT order_key FROM orders WHERE ${filters.orders})` : '';
  return `SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, ${amount} AS amount\nFROM paid_orders AS p${lines}${passing}`;
}

/** With line filters a refund follows its own lines; where it has none it is cut like its order. */
function refundMoney(context: QueryContext, filters: Predicates): string {
  const source = 'FROM refunds AS r\nJOIN filtered AS f ON f.order_key = r.refunded_key';
  if (!filters.order_items || !knowsLines(context)) return `SELECT r.refunded_key, f.customer_key, r.refunded_on, -r.amount\n${source}`;
  return `SELECT r.refunded_key, f.customer_key, r.refunded_on,
  CASE WHEN r.refund_key IN (SELECT order_key FROM order_items) THEN -abs(coalesce(l.amount, 0)) ELSE -r.amount * f.amount / nullif(f.net_amount, 0) END
${source}
LEFT JOIN passing_lines AS l ON l.order_key = r.refund_key`;
}

function money(context: QueryContext, filters: Predicates): string {
  const orders = 'SELECT order_key, customer_key, ordered_on AS happened_on, amount\nFROM filtered\nWHERE amount IS NOT NULL';
  return refundsKnown(context) ? `${orders}\nUNION ALL\n${refundMoney(context, filters)}` : orders;
}

const inside = (column: string, window: DateRange, context: QueryContext): string => {
  const ends = [
    ...(window.from ? [`${column} >= ${context.dialect.day(window.from)}`] : []),
    ...(window.to ? [`${column} <= ${context.dialect.day(window.to)}`] : []),
  ];
  return ends.length > 0 ? `\nWHERE ${ends.join(' AND ')}` : '';
};

/** Every relation of a report in the order they rest on each other; see rules.md QU1–QU10. */
export function allRelations(context: QueryContext, filters: Predicates, window: DateRange): Relation[] {
  return [
    ...segmentRelations(context.segments ?? []),
    { name: 'people', sql: people(filters) },
    { name: 'paid_orders', sql: paidOrders(context, filters) },
    ...refundRelations(context),
    {
      name: 'history',
      sql: `SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
FROM paid_orders AS p
WHERE ${NOT_NEGATIVE('p.net_amount')}${notRefunded(context, 'p')}`,
    },
    ...lineRelations(context, filters),
    { name: 'filtered', sql: filtered(context, filters) },
    {
      name: 'selected',
      sql: `SELECT f.order_key, f.customer_key, f.ordered_on, f.amount\nFROM filtered AS f\nWHERE ${NOT_NEGATIVE('f.net_amount')}${notRefunded(context, 'f')}`,
    },
    { name: 'in_range', sql: `SELECT order_key, customer_key, ordered_on, amount\nFROM selected${inside('ordered_on', window, context)}` },
    { name: 'money', sql: money(context, filters) },
    {
      name: 'money_in_range',
      sql: `SELECT order_key, customer_key, happened_on, amount\nFROM money${inside('happened_on', window, context)}`,
    },
    {
      name: 'first_orders',
      sql: 'SELECT customer_key, min(ordered_on) AS first_on\nFROM history\nGROUP BY customer_key',
    },
  ];
}
