import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import { fail, succeed, type Result } from '#core/model/result';
import type { Part } from '#core/model/presentation';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { LifecycleParams } from './params';
import { FREQUENCY, PERIODS, stateRelations } from './states-sql';

const queryOf = (context: CompileContext): Result<Query> => startQuery(context, { from: context.range.from, to: context.asOf });

/** Each customer in one place: active in the range, or the first reason why not. */
function accountSql({ select, window: { from }, context: { dialect } }: Query): string {
  const outside = from
    ? `\n    WHEN r.customer_key IS NULL AND h.customer_key NOT IN (SELECT customer_key FROM history WHERE ordered_on >= ${dialect.day(from)}) THEN 'outside_window'`
    : '';
  return select(
    `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'${outside}
    WHEN r.customer_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN (SELECT DISTINCT customer_key FROM in_range) AS r ON r.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place`,
  );
}

export function compile(params: LifecycleParams, context: CompileContext): Result<Plan> {
  const started = queryOf(context);
  if (!started.ok) return started;
  const query = started.value;
  const relations = stateRelations(params, query);
  return succeed({
    steps: [
      { id: 'periods', sql: query.select(PERIODS, relations), additive: { keys: ['period', 'state'], measures: ['customers'] } },
      { id: 'frequency', sql: query.select(FREQUENCY, relations), additive: { keys: ['k'], measures: ['customers'] } },
      { id: 'account', sql: accountSql(query) },
      {
        id: 'orders',
        sql: query.select(
          `SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= ${context.dialect.day(context.asOf)}`,
        ),
      },
    ],
  });
}

/** The customers of a period `{period, state}`; state `active` is all but the dormant. Without a part, everybody active in the range. */
export function people(part: Part, params: LifecycleParams, context: CompileContext): Result<SqlStep> {
  const { period, state } = part;
  if (period !== undefined && (typeof period !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(period))) return fail({ code: 'issue_query_part' });
  if (state !== undefined && !['active', 'new', 'returning', 'resurrecting', 'dormant'].includes(String(state)))
    return fail({ code: 'issue_query_part' });
  const started = queryOf(context);
  if (!started.ok) return started;
  const { dialect } = context;
  const conditions = [
    state === undefined || state === 'active' ? "state <> 'dormant'" : `state = ${dialect.literal(String(state))}`,
    ...(period === undefined ? [] : [`period = ${dialect.day(period)}`]),
  ];
  const chosen = { name: 'chosen', sql: `SELECT DISTINCT customer_key\nFROM states\nWHERE ${conditions.join(' AND ')}` };
  return succeed({ id: 'people', sql: customerListSql(started.value, chosen, stateRelations(params, started.value)) });
}
