import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { cutsRelation, measuredRelation, schemeOf, tieredRelations, type TierScheme } from '../tier-sql';
import type { TiersParams } from './params';

interface Ready {
  readonly query: Query;
  readonly scheme: TierScheme;
  readonly relations: readonly Relation[];
}

function prepare({ tiers, window }: TiersParams, context: CompileContext): Result<Ready> {
  const started = startQuery(context, { from: null, to: null });
  if (!started.ok) return started;
  const query = started.value;
  const scheme = schemeOf(tiers, window);
  const tiered = tieredRelations(scheme, query);
  if (!tiered.ok) return tiered;
  const relations = [measuredRelation('measured', scheme, query), ...(scheme.own ? [cutsRelation(scheme, query)] : []), ...tiered.value];
  return succeed({ query, scheme, relations });
}

/** Each customer in one place: in tiers, or the first reason why not (TI1). */
const ACCOUNT = `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'
    WHEN s.customer_key IS NULL THEN 'outside_filters'
    ELSE 'in_tiers' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN (SELECT DISTINCT customer_key FROM in_range) AS s ON s.customer_key = c.customer_key
) AS placed
GROUP BY place
ORDER BY place`;

/** How many customers each rule fits although an earlier one took them, and how many more than one rule fits (TI8). */
function rulesSql(rules: number): string {
  const columns = Array.from({ length: rules }, (_, at) => `rule_${at + 1}`);
  const fitting = columns.map((column) => `CAST(${column} AS INTEGER)`).join(' + ');
  const taken = columns.map((column, at) => {
    const earlier = columns.slice(0, at).join(' OR ');
    return `count(*) FILTER (WHERE ${earlier ? `${column} AND (${earlier})` : 'false'}) AS taken_${at + 1}`;
  });
  return `SELECT count(*) FILTER (WHERE ${fitting} > 1) AS several, ${taken.join(', ')}\nFROM tiered`;
}

export function compile(params: TiersParams, context: CompileContext): Result<Plan> {
  const prepared = prepare(params, context);
  if (!prepared.ok) return prepared;
  const { query, scheme, relations } = prepared.value;
  const cuts = scheme.rules.slice(0, -1).map((_, at) => `cut_${at + 1}`);
  const median = context.dialect.quantile('days_since_last', 0.5);
  return succeed({
    steps: [
      {
        id: 'tiers',
        sql: query.select(
          `SELECT tier, count(*) AS customers, sum(orders) AS orders, sum(revenue) AS revenue, ${median} AS median_days, count(*) FILTER (WHERE orders > 1) AS repeaters
FROM tiered
GROUP BY tier
ORDER BY tier`,
          relations,
        ),
      },
      // The page's own tiers overlap by construction.
      ...(scheme.own
        ? [{ id: 'cuts', sql: query.select(`SELECT ${cuts.join(', ')} FROM cuts`, relations) }]
        : [{ id: 'rules', sql: query.select(rulesSql(scheme.rules.length - 1), relations) }]),
      { id: 'account', sql: query.select(ACCOUNT) },
      {
        id: 'orders',
        sql: query.select(
          `SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= ${context.dialect.day(context.asOf)}`,
        ),
      },
    ],
  });
}

const LISTED = ['tier', 'days_since_last'];

/** The customers of `{tier}` by its name; with `taken` those whom its rule fits and an earlier one took; of `{}` all in tiers. */
export function people(part: Part, params: TiersParams, context: CompileContext): Result<SqlStep> {
  const prepared = prepare(params, context);
  if (!prepared.ok) return prepared;
  const { query, scheme, relations } = prepared.value;
  const place = scheme.rules.findIndex(({ name }) => name === part['tier']);
  if (part['tier'] !== undefined && place < 0) return fail({ code: 'issue_query_part' });
  const name = place < 0 ? '' : context.dialect.literal(scheme.rules[place]!.name);
  const earlier = Array.from({ length: Math.max(0, place) }, (_, at) => `rule_${at + 1}`).join(' OR ');
  if (part['taken'] === true && (place < 1 || place === scheme.rules.length - 1)) return fail({ code: 'issue_query_part' });
  const condition = part['taken'] === true ? `\nWHERE rule_${place + 1} AND (${earlier})` : place < 0 ? '' : `\nWHERE tier = ${name}`;
  const chosen = { name: 'chosen', sql: `SELECT customer_key, ${LISTED.join(', ')}\nFROM tiered${condition}` };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, relations, LISTED) });
}
