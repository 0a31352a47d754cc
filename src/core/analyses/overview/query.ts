import { accountSql } from '#core/query/account';
import { customerListSql } from '#core/query/customer-list';
import { addMonths, startOf } from '#core/query/days';
import { startQuery, type Query } from '#core/query/start';
import { fail, succeed, type Result } from '#core/model/result';
import type { Part } from '#core/model/presentation';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { OverviewParams } from './params';
import { windowsOf, type Span } from './windows';

const WHO = ['all', 'new', 'returning', 'repeat'] as const;
type Who = (typeof WHO)[number];

/** One row of figures over one span. */
function spanSql(query: Query, label: string, { from, to }: Span): string {
  const { day } = query.context.dialect;
  const within = (column: string) => `${column} BETWEEN ${day(from)} AND ${day(to)}`;
  return `SELECT '${label}' AS span,
  (SELECT coalesce(sum(amount), 0) FROM money WHERE ${within('happened_on')}) AS revenue,
  coalesce(sum(b.orders), 0) AS orders,
  count(*) AS customers,
  count(*) FILTER (WHERE t.first_on >= ${day(from)}) AS new_customers,
  count(*) FILTER (WHERE t.orders_until >= 2) AS repeat_customers
FROM (SELECT customer_key, count(*) AS orders FROM selected WHERE ${within('ordered_on')} GROUP BY customer_key) AS b
JOIN (
  SELECT customer_key, min(ordered_on) AS first_on, count(*) FILTER (WHERE ordered_on <= ${day(to)}) AS orders_until FROM history GROUP BY customer_key
) AS t ON t.customer_key = b.customer_key`;
}

function monthsSql(query: Query, { from, to }: Span): string {
  const { dialect } = query.context;
  const since = dialect.day(addMonths(startOf('month', to), -11));
  const month = (column: string) => dialect.dateTrunc('month', column);
  return query.select(`SELECT month, revenue, orders, customers, new_customers
FROM (
  SELECT ${month('happened_on')} AS month, sum(amount) AS revenue FROM money_in_range WHERE happened_on >= ${since} GROUP BY 1
) AS m
FULL JOIN (
  SELECT ${month('r.ordered_on')} AS month, count(*) AS orders, count(DISTINCT r.customer_key) AS customers,
    count(DISTINCT r.customer_key) FILTER (WHERE ${month('f.first_on')} = ${month('r.ordered_on')} AND f.first_on >= ${dialect.day(from)}) AS new_customers
  FROM in_range AS r
  JOIN first_orders AS f ON f.customer_key = r.customer_key
  WHERE r.ordered_on >= ${since}
  GROUP BY 1
) AS o USING (month)
ORDER BY month`);
}

export function compile(params: OverviewParams, context: CompileContext): Result<Plan> {
  const { now, before } = windowsOf(params, context);
  const query = startQuery(context, now);
  if (!query.ok) return query;
  const spans = [spanSql(query.value, 'now', now), ...(before ? [spanSql(query.value, 'before', before)] : [])];
  return succeed({
    steps: [
      { id: 'figures', sql: query.value.select(spans.join('\nUNION ALL\n')) },
      { id: 'months', sql: monthsSql(query.value, now), additive: { keys: ['month'], measures: ['revenue', 'orders', 'new_customers'] } },
      { id: 'account', sql: accountSql(query.value) },
    ],
  });
}

const CONDITION: Record<Who, (from: string, to: string) => string> = {
  all: () => 'true',
  new: (from) => `first_on >= ${from}`,
  returning: (from) => `first_on < ${from}`,
  repeat: (_from, to) => `(SELECT count(*) FROM history AS h WHERE h.customer_key = f.customer_key AND h.ordered_on <= ${to}) >= 2`,
};

/** The customers behind a figure or a month: `{who, from, to}`, dates both included. */
export function people(part: Part, context: CompileContext): Result<SqlStep> {
  const { who, from, to } = part;
  if (!WHO.includes(who as Who) || typeof from !== 'string' || typeof to !== 'string') return fail({ code: 'issue_query_part' });
  const query = startQuery(context, { from, to });
  if (!query.ok) return query;
  const { day } = context.dialect;
  const sql = `SELECT f.customer_key\nFROM first_orders AS f\nWHERE f.customer_key IN (SELECT customer_key FROM in_range)\n  AND ${CONDITION[who as Who](day(from), day(to))}`;
  return succeed({ id: 'people', sql: customerListSql(query.value, { name: 'chosen', sql }) });
}
