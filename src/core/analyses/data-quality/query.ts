import { columnIn, tableOf, type DataColumn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { lookedAtAccountSql } from '#core/query/looked-at';
import { compileFilters } from '#core/query/predicates';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { CHECKS, checksOf, relationsOf, type Check } from './checks';
import type { DataQualityParams } from './params';

/** Keys, what DQ2 looks at, and what is said of some records only (DQ5). */
const NOT_ASKED = new Set([
  ...['customer_key', 'customer_id', 'order_key', 'order_id', 'ordered_at', 'ordered_on', 'net_amount'],
  ...['refund_of', 'refunded_amount', 'refunded_at', 'discount', 'promo_code', 'referrer_id'],
]);

const askedColumns = ({ model }: CompileContext, table: 'customers' | 'orders'): readonly DataColumn[] =>
  (tableOf(model, table)?.columns ?? []).filter(({ name, missing }) => missing > 0 && !NOT_ASKED.has(name));

function checksSql(context: CompileContext): string {
  const checks = checksOf(context);
  const counts = checks.flatMap((check) => [
    `count(*) FILTER (WHERE ${check}) AS ${check}`,
    `count(DISTINCT customer_key) FILTER (WHERE ${check}) AS ${check}_customers`,
  ]);
  return `SELECT count(*) AS orders, count(*) FILTER (WHERE ${checks.join(' OR ')}) AS affected,\n  ${counts.join(',\n  ')}\nFROM flagged`;
}

function missingSql(context: CompileContext): string {
  const { dialect } = context;
  const one = (table: 'customers' | 'orders', column: DataColumn): string => {
    const from =
      table === 'customers'
        ? 'customers AS c JOIN people ON people.customer_key = c.customer_key'
        : 'orders AS c JOIN looked_at ON looked_at.order_key = c.order_key';
    return `SELECT ${dialect.literal(table)} AS source, ${dialect.literal(column.name)} AS column_name, count(*) AS looked_at, count(*) FILTER (WHERE c.${dialect.identifier(column.name)} IS NULL) AS missing\nFROM ${from}`;
  };
  const parts = (['customers', 'orders'] as const).flatMap((table) => askedColumns(context, table).map((column) => one(table, column)));
  const none = "SELECT '' AS source, '' AS column_name, 0 AS looked_at, 0 AS missing WHERE false";
  return parts.length > 0 ? `SELECT * FROM (\n${parts.join('\nUNION ALL\n')}\n) AS counted\nWHERE missing > 0` : none;
}

/** DQ4: all columns of a line but its order decide whether it is the same line again. */
function linesSql(context: CompileContext): string {
  const columns = (tableOf(context.model, 'order_items')?.columns ?? []).filter(({ name }) => name !== 'order_key' && name !== 'order_id');
  const names = ['order_key', ...columns.map(({ name }) => context.dialect.identifier(name))].join(', ');
  return `SELECT coalesce(sum(times), 0) AS lines, coalesce(sum(times - 1), 0) AS repeated_lines
FROM (SELECT count(*) AS times FROM order_items WHERE order_key IN (SELECT order_key FROM looked_at) GROUP BY ${names}) AS same`;
}

/** DQ6: the days that hold an order, and how long it is to the next one. */
const daysOf = ({ dialect, asOf }: CompileContext, { earliestYear }: DataQualityParams): Relation => ({
  name: 'order_days',
  sql: `SELECT ordered_on, lead(ordered_on) OVER (ORDER BY ordered_on) AS next_on
FROM (SELECT DISTINCT ordered_on FROM looked_at WHERE ordered_on <= ${dialect.day(asOf)} AND ordered_on >= ${dialect.day(`${String(earliestYear).padStart(4, '0')}-01-01`)}) AS days`,
});

function gapsSql({ dialect }: CompileContext, { gapDays }: DataQualityParams): string {
  const step = dialect.dateDiff('day', 'ordered_on', 'next_on');
  return `SELECT ${dialect.dateAdd('day', 'ordered_on', '1')} AS gap_from, ${dialect.dateAdd('day', 'next_on', '-1')} AS gap_to, ${step} - 1 AS days
FROM order_days
WHERE next_on IS NOT NULL AND ${step} - 1 >= ${dialect.literal(gapDays)}
  AND ${step} - 1 > 3 * (SELECT ${dialect.quantile(step, 0.5)} FROM order_days WHERE next_on IS NOT NULL)
ORDER BY days DESC, gap_from
LIMIT 100`;
}

function begin(params: DataQualityParams, context: CompileContext): Result<{ query: Query; extra: readonly Relation[] }> {
  const filters = compileFilters(context);
  if (!filters.ok) return filters;
  const query = startQuery(context);
  if (!query.ok) return query;
  return succeed({ query: query.value, extra: [...relationsOf(context, params, filters.value), daysOf(context, params)] });
}

export function compile(params: DataQualityParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, extra } = begun.value;
  const step = (id: string, sql: string): SqlStep => ({ id, sql: query.select(sql, extra) });
  const span = 'SELECT min(ordered_on) AS first_day, max(ordered_on) AS last_day, count(*) AS days_with_orders FROM order_days';
  return succeed({
    steps: [
      step('checks', checksSql(context)),
      ...(tableOf(context.model, 'order_items') ? [step('lines', linesSql(context))] : []),
      step('missing', missingSql(context)),
      step('span', span),
      step('gaps', gapsSql(context, params)),
      step('account', lookedAtAccountSql(query)),
    ],
  });
}

/** The customers behind a check, `{check}`, or without a value, `{table, column}`. */
export function people(part: Part, params: DataQualityParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, extra } = begun.value;
  const chosen = chosenSql(part, context);
  if (chosen === null) return fail({ code: 'issue_query_part' });
  return succeed({ id: 'people', sql: customerListSql(query, { name: 'chosen', sql: chosen }, extra, ['found']) });
}

function chosenSql({ check, table, column }: Part, context: CompileContext): string | null {
  const grouped = (from: string, test: string, key: string): string =>
    `SELECT ${key} AS customer_key, count(*) AS found\nFROM ${from}\nWHERE ${key} IS NOT NULL AND ${test}\nGROUP BY ${key}`;
  if (typeof check === 'string')
    return CHECKS.includes(check as Check) && checksOf(context).includes(check as Check) ? grouped('flagged', check, 'customer_key') : null;
  if ((table !== 'customers' && table !== 'orders') || typeof column !== 'string' || !columnIn(context.model, table, column)) return null;
  const from =
    table === 'customers'
      ? 'customers AS c JOIN people AS p ON p.customer_key = c.customer_key'
      : 'orders AS c JOIN looked_at AS p ON p.order_key = c.order_key';
  return grouped(from, `c.${context.dialect.identifier(column)} IS NULL`, 'c.customer_key');
}
