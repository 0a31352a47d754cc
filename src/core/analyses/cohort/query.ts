import { columnIn } from '#core/model/data-model';
import { customerListSql } from '#core/query/customer-list';
import { NO_VALUE_SLOT } from '#core/query/slots';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { fail, succeed, type Result } from '#core/model/result';
import type { Part } from '#core/model/presentation';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { knownCosts } from '#core/query/costs';
import { amountRelations, spanOf } from './amounts-sql';
import { cellRelations } from './cells-sql';
import { countsCustomers, hasOwnClock, type CohortParams } from './params';
import { amountsSql, cellsSql, cohortsSql } from './steps-sql';
import { checkBreakdown, valueRelations } from './values-sql';

const needsMoney = ({ measure }: CohortParams): boolean => !['rate', 'customers', 'orders'].includes(measure);

/** A query over the report's range up to `as_of`; the cell may have a weekday of its own (CO10). Fails where options do not fit the data. */
function queryOf(params: CohortParams, context: CompileContext): Result<Query> {
  const { weekStart } = params;
  const known = checkBreakdown(params, context);
  if (!known.ok) return known;
  if (params.criterion === 'at_least' && !countsCustomers(params)) return fail({ code: 'issue_cohort_at_least', path: ['measure'] });
  if (needsMoney(params) && !columnIn(context.model, 'orders', 'net_amount'))
    return fail({ code: 'issue_query_no_amounts', path: ['measure'] });
  const started = startScope(weekStart, context);
  if (started.ok && params.measure === 'cumulative_margin' && !knownCosts(started.value))
    return fail({ code: 'issue_cohort_no_cost', path: ['measure'] });
  return started;
}

function startScope(weekStart: CohortParams['weekStart'], context: CompileContext): Result<Query> {
  const own = weekStart === 'report' ? context : { ...context, weekStart };
  return startQuery(own, { from: context.range.from, to: context.asOf });
}

/** Each customer in one place: counted, or the first reason why not. */
function accountSql({ rule }: CohortParams, query: Query, relations: readonly Relation[]): string {
  const { dialect } = query.context;
  const { from } = query.window;
  const outside = {
    first_ever: from && `h.first_on < ${dialect.day(from)}`,
    first_matching: from && `h.customer_key IN (SELECT customer_key FROM selected WHERE ordered_on < ${dialect.day(from)})`,
    recurring: from && `h.customer_key NOT IN (SELECT customer_key FROM history WHERE ordered_on >= ${dialect.day(from)})`,
  }[rule];
  const members = rule === 'recurring' ? '(SELECT DISTINCT customer_key FROM members)' : 'members';
  return query.select(
    `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'${outside ? `\n    WHEN m.customer_key IS NULL AND ${outside} THEN 'outside_window'` : ''}
    WHEN m.customer_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN ${members} AS m ON m.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place`,
    relations,
  );
}

/** Orders of the table without a known cost (CO30). */
const UNCOSTED = 'SELECT count(DISTINCT order_key) AS orders\nFROM visits\nWHERE order_key NOT IN (SELECT order_key FROM costs)';

export function compile(params: CohortParams, context: CompileContext): Result<Plan> {
  const started = queryOf(params, context);
  if (!started.ok) return started;
  const query = started.value;
  const relations = [...cellRelations(params, query), ...valueRelations(params, query)];
  // The places of values depend on all of them, so that parts of a breakdown do not add up.
  const additive = (...measures: readonly string[]) => (params.breakdown === null ? { additive: { keys: ['cohort', 'k'], measures } } : {});
  const amounts = [...relations, ...amountRelations(params, query)];
  const steps: SqlStep[] = [
    { id: 'cells', sql: query.select(cellsSql(params), relations), ...additive('customers') },
    ...(hasOwnClock(params) || params.periodZero === 'actual' ? [{ id: 'cohorts', sql: query.select(cohortsSql(params), relations) }] : []),
    ...(countsCustomers(params)
      ? []
      : [
          {
            id: 'amounts',
            sql: query.select(amountsSql(params, query), amounts),
            ...additive('orders', 'revenue'),
          },
        ]),
    ...(params.measure === 'cumulative_margin' ? [{ id: 'uncosted', sql: query.select(UNCOSTED, amounts) }] : []),
    { id: 'account', sql: accountSql(params, query, relations) },
    {
      id: 'orders',
      sql: query.select(
        `SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= ${context.dialect.day(context.asOf)}`,
      ),
    },
  ];
  return succeed({ steps });
}

/** The customers of a cell of orders or money, with what they add to it. */
function amountListSql(params: CohortParams, query: Query, cohort: string, k: number): string {
  const { dialect } = query.context;
  const [from, to] = spanOf(params, k);
  const chosen = `SELECT customer_key, sum(orders) AS orders, sum(revenue) AS revenue
FROM amounts
WHERE cohort = ${dialect.day(cohort)} AND k >= ${from}${to === null ? '' : ` AND k <= ${to}`}
GROUP BY customer_key${params.measure === 'orders' ? '\nHAVING sum(orders) > 0' : ''}`;
  const name = columnIn(query.context.model, 'customers', 'name') ? `, c.${dialect.identifier('name')}` : '';
  return query.select(
    `SELECT people.customer_id${name}, chosen.orders, chosen.revenue
FROM chosen
JOIN people ON people.customer_key = chosen.customer_key${name ? '\nJOIN customers AS c ON c.customer_key = people.customer_key' : ''}
ORDER BY chosen.revenue DESC, people.customer_id`,
    [...cellRelations(params, query), ...amountRelations(params, query), { name: 'chosen', sql: chosen }],
  );
}

/** The customers of a cohort `{cohort}`, of one of its cells `{cohort, k}`, of a value `{slot}`, or all members `{}` (CO22, CO33). */
export function people(part: Part, params: CohortParams, context: CompileContext): Result<SqlStep> {
  const { cohort, k, slot } = part;
  if (cohort !== undefined && (typeof cohort !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(cohort))) return fail({ code: 'issue_query_part' });
  if (k !== undefined && (!Number.isInteger(k) || cohort === undefined)) return fail({ code: 'issue_query_part' });
  if (slot !== undefined && !(params.breakdown !== null && cohort === undefined && Number.isInteger(slot) && Number(slot) <= NO_VALUE_SLOT))
    return fail({ code: 'issue_query_part' });
  const started = queryOf(params, context);
  if (!started.ok) return started;
  const query = started.value;
  const { dialect } = context;
  const relations = [...cellRelations(params, query), ...valueRelations(params, query)];
  if (cohort !== undefined && k !== undefined && !countsCustomers(params))
    return succeed({ id: 'people', sql: amountListSql(params, query, cohort, k as number) });
  const conditions = [
    ...(cohort === undefined ? [] : [`cohort = ${dialect.day(cohort)}`]),
    ...(k === undefined ? [] : [`k = ${dialect.literal(k as number)}`]),
    ...(slot === undefined ? [] : [`slot = ${dialect.literal(slot as number)}`]),
  ];
  const from = slot !== undefined ? 'slots' : k === undefined ? 'members' : 'kept';
  const chosen = `SELECT DISTINCT customer_key\nFROM ${from}${conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : ''}`;
  return succeed({ id: 'people', sql: customerListSql(query, { name: 'chosen', sql: chosen }, relations) });
}
