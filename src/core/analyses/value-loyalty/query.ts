import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { costsKnown, marginRelations } from '#core/query/costs';
import { customerListSql } from '#core/query/customer-list';
import { addDays } from '#core/query/days';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { rankColumn, scoreSql, type ScoredMeasure, type Scoring } from '../rank-scores';
import { anonymousSql, scoredAccountSql } from '../scored-account';
import { keptBorders, type ValueLoyaltyParams } from './params';

const SIDES = ['value', 'loyalty'] as const;
type Side = (typeof SIDES)[number];

const measureOf = (side: Side, { loyalty }: ValueLoyaltyParams): ScoredMeasure =>
  side === 'value' ? { value: 'value', better: 'high' } : { value: 'loyalty', better: loyalty === 'recency' ? 'low' : 'high' };

function scoringOf(side: Side, params: ValueLoyaltyParams): Scoring {
  const borders = keptBorders(params, side);
  return borders ? { kind: 'borders', borders } : { kind: 'rank' };
}

/** One row a customer with an order in the window: what they bring and how attached they are (VL1–VL3). */
function measured({ value, loyalty }: ValueLoyaltyParams, { context }: Query): Relation {
  const { dialect, asOf } = context;
  const since = (day: string): string => dialect.dateDiff('day', day, dialect.day(asOf));
  const loyal = { orders: 'b.orders', days: 'b.days', tenure: since('f.first_on'), recency: since('b.last_on') }[loyalty];
  const counted = ['customer_key', 'count(*) AS orders', 'count(DISTINCT ordered_on) AS days', 'max(ordered_on) AS last_on'];
  return {
    name: 'measured',
    sql: `SELECT b.customer_key, b.orders, coalesce(m.revenue, 0) AS revenue, round(coalesce(${value === 'margin' ? 'g.margin' : 'm.revenue'}, 0), 6) AS value, ${loyal} AS loyalty
FROM (SELECT ${counted.join(', ')} FROM in_range GROUP BY customer_key) AS b
LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key${
      value === 'margin' ? '\nLEFT JOIN margins AS g ON g.customer_key = b.customer_key' : ''
    }${loyalty === 'tenure' ? '\nJOIN first_orders AS f ON f.customer_key = b.customer_key' : ''}`,
  };
}

/** VL4, VL5: the levels of each customer. */
function levelled(params: ValueLoyaltyParams, query: Query): Relation[] {
  const levels = Number(params.levels);
  const ranks = SIDES.flatMap((side) => {
    const column = rankColumn(measureOf(side, params), scoringOf(side, params), levels);
    return column ? [`${column} AS ${side}_rank`] : [];
  });
  const level = (side: Side): string =>
    `${scoreSql(measureOf(side, params), scoringOf(side, params), levels, `${side}_rank`, query.context.dialect)} AS ${side}_level`;
  return [
    ...(params.value === 'margin' ? marginRelations(query) : []),
    measured(params, query),
    { name: 'ranked', sql: `SELECT *${['', 'count(*) OVER () AS n', ...ranks].join(',\n  ')}\nFROM measured` },
    { name: 'levelled', sql: `SELECT customer_key, orders, revenue, value, loyalty,\n  ${SIDES.map(level).join(',\n  ')}\nFROM ranked` },
  ];
}

function begin(params: ValueLoyaltyParams, context: CompileContext): Result<Query> {
  if (params.value === 'margin' && !costsKnown(context)) return fail({ code: 'issue_rfm_no_cost', path: ['value'] });
  const from = params.lookbackDays === 0 ? null : addDays(context.asOf, 1 - params.lookbackDays);
  return startQuery(context, { from, to: context.asOf });
}

export function compile(params: ValueLoyaltyParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const query = begun.value;
  const relations = levelled(params, query);
  const median = (column: string): string => context.dialect.quantile(column, 0.5);
  const spans = SIDES.map(
    (side) =>
      `SELECT '${side}' AS side, ${side}_level AS score, count(*) AS customers, min(${side}) AS least, max(${side}) AS most FROM levelled GROUP BY ${side}_level`,
  );
  return succeed({
    steps: [
      {
        id: 'cells',
        sql: query.select(
          `SELECT concat('v', value_level, 'l', loyalty_level) AS cell, count(*) AS customers, sum(orders) AS orders, sum(revenue) AS revenue, ${median('value')} AS median_value, ${median('loyalty')} AS median_loyalty
FROM levelled
GROUP BY value_level, loyalty_level
ORDER BY value_level, loyalty_level`,
          relations,
        ),
      },
      { id: 'levels', sql: query.select(`${spans.join('\nUNION ALL\n')}\nORDER BY side, score`, relations) },
      ...(params.value === 'margin'
        ? [{ id: 'costs', sql: query.select('SELECT count(*) AS orders\nFROM order_costs\nWHERE cost IS NULL', relations) }]
        : []),
      { id: 'account', sql: scoredAccountSql(query) },
      { id: 'orders', sql: anonymousSql(query) },
    ],
  });
}

const LISTED = ['value', 'loyalty', 'value_level', 'loyalty_level'];

/** The customers of a cell `{value, loyalty}`, or all `{}`. */
export function people(part: Part, params: ValueLoyaltyParams, context: CompileContext): Result<SqlStep> {
  const conditions: string[] = [];
  for (const side of SIDES) {
    const level = part[side];
    if (level === undefined) continue;
    if (!Number.isInteger(level)) return fail({ code: 'issue_query_part' });
    conditions.push(`${side}_level = ${context.dialect.literal(level as number)}`);
  }
  const query = begin(params, context);
  if (!query.ok) return query;
  const where = conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : '';
  const chosen = { name: 'chosen', sql: `SELECT customer_key, ${LISTED.join(', ')}\nFROM levelled${where}` };
  return succeed({ id: 'people', sql: customerListSql(query.value, chosen, levelled(params, query.value), LISTED) });
}
