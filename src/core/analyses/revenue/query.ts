import { accountSql } from '#core/query/account';
import { customerListSql } from '#core/query/customer-list';
import { addDays, addMonths, movePeriod, startOf } from '#core/query/days';
import { startQuery, type Query } from '#core/query/start';
import type { QueryContext } from '#core/query/types';
import { fail, succeed, type Result } from '#core/model/result';
import type { Part } from '#core/model/presentation';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { RevenueGrain, RevenueParams } from './params';

/** The day a year before: the same date for months and quarters, 364 days for days and weeks, so that weekdays agree (RV5). */
export const yearBefore = (grain: RevenueGrain, day: string): string =>
  grain === 'month' || grain === 'quarter' ? addMonths(day, -12) : addDays(day, -364);

/** First and last day that are counted. */
export function spanOf(context: QueryContext): { readonly from: string; readonly to: string } {
  return { from: context.range.from ?? context.model.firstOrder?.slice(0, 10) ?? context.asOf, to: context.asOf };
}

function movedSql(grain: RevenueGrain, { context }: Query, column: string): string {
  const { dialect, weekStart } = context;
  const coarse = grain === 'month' || grain === 'quarter';
  if (coarse) return dialect.dateAdd('year', dialect.dateTrunc(grain, column), '1');
  return dialect.dateTrunc(grain, `(${dialect.dateAdd('day', column, '364')})`, weekStart);
}

function beforeSql(grain: RevenueGrain, query: Query): string {
  const { context } = query;
  const { from, to } = spanOf(context);
  const end = movePeriod(grain, startOf(grain, to, context.weekStart), 1);
  const { day } = context.dialect;
  return `FULL JOIN (
  SELECT ${movedSql(grain, query, 'happened_on')} AS period, sum(amount) AS before
  FROM money
  WHERE happened_on >= ${day(yearBefore(grain, from))} AND happened_on < ${day(yearBefore(grain, end))}
  GROUP BY 1
) AS b USING (period)`;
}

function periodsSql(params: RevenueParams, query: Query): string {
  const { dialect, weekStart } = query.context;
  const period = (column: string) => dialect.dateTrunc(params.grain, column, weekStart);
  const fresh = `f.first_on IS NULL OR ${period('f.first_on')} >= ${period('m.happened_on')}`;
  const compared = params.compare === 'year';
  return query.select(`SELECT period, coalesce(revenue, 0) AS revenue, coalesce(new_revenue, 0) AS new_revenue, coalesce(existing_revenue, 0) AS existing_revenue,
  coalesce(orders, 0) AS orders, coalesce(customers, 0) AS customers${compared ? ', before' : ''}
FROM (
  SELECT ${period('m.happened_on')} AS period, sum(m.amount) AS revenue,
    sum(m.amount) FILTER (WHERE ${fresh}) AS new_revenue,
    sum(m.amount) FILTER (WHERE NOT (${fresh})) AS existing_revenue
  FROM money_in_range AS m
  LEFT JOIN first_orders AS f ON f.customer_key = m.customer_key
  GROUP BY 1
) AS r
FULL JOIN (
  SELECT ${period('ordered_on')} AS period, count(*) AS orders, count(DISTINCT customer_key) AS customers FROM in_range GROUP BY 1
) AS o USING (period)
${compared ? `${beforeSql(params.grain, query)}\n` : ''}ORDER BY period`);
}

export function compile(params: RevenueParams, context: CompileContext): Result<Plan> {
  const query = startQuery(context, spanOf(context));
  if (!query.ok) return query;
  const measures = ['revenue', 'new_revenue', 'existing_revenue', 'orders'];
  return succeed({
    steps: [
      { id: 'periods', sql: periodsSql(params, query.value), additive: { keys: ['period'], measures } },
      { id: 'account', sql: accountSql(query.value) },
    ],
  });
}

/** The customers of one period: `{from, to}`, dates both included. */
export function people(part: Part, context: CompileContext): Result<SqlStep> {
  const { from, to } = part;
  if (typeof from !== 'string' || typeof to !== 'string') return fail({ code: 'issue_query_part' });
  const query = startQuery(context, { from, to });
  if (!query.ok) return query;
  return succeed({
    id: 'people',
    sql: customerListSql(query.value, { name: 'chosen', sql: 'SELECT DISTINCT customer_key FROM in_range' }),
  });
}
