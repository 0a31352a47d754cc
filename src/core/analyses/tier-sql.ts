import { columnIn } from '#core/model/data-model';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { addDays } from '#core/query/days';
import { conditionSql } from '#core/query/predicates';
import type { Query } from '#core/query/start';
import type { QueryContext, Relation } from '#core/query/types';
import { axisOf, isRecent, isThreshold, OWN_SHARES, ownRules, type TierCondition, type TierRule } from './tier-params';

/** Tiers as they are compiled: stored ones, or the page's own, whose cut points come from the data. */
export interface TierScheme {
  readonly rules: readonly TierRule[];
  readonly own: boolean;
}

/** The stored tiers, or the page's own; the cut points of these stand in the relation `cuts` (TI6). */
export const schemeOf = (stored: readonly TierRule[], window: number): TierScheme =>
  stored.length > 0 ? { rules: stored, own: false } : { rules: ownRules(window, OWN_SHARES), own: true };

/** Each cut point once: what is looked at and the number. */
export function thresholdsOf(rules: readonly TierRule[]): { readonly axis: string; readonly value: number }[] {
  const found = rules.flatMap(({ where }) => where.filter(isThreshold).map((each) => ({ axis: axisOf(each), value: each.value })));
  return found.filter((one, at) => found.findIndex((other) => other.axis === one.axis && other.value === one.value) === at);
}

/** The column of `measured` that holds an axis. */
export function axisColumn(axis: string, { dialect }: Pick<QueryContext, 'dialect'>): string {
  const [name = '', rest = ''] = [axis.split(':')[0], axis.slice(axis.indexOf(':') + 1)];
  if (name === 'column') return dialect.identifier(`attribute_${rest}`);
  return isRecent(name) ? `${name.slice('recent_'.length)}_${rest}` : name;
}

const attributesOf = (rules: readonly TierRule[]): string[] => [
  ...new Set(rules.flatMap(({ where }) => where.flatMap((each) => ('column' in each ? [each.column] : [])))),
];
const daysOf = (rules: readonly TierRule[], measure: string): number[] => [
  ...new Set(
    rules.flatMap(({ where }) => where.flatMap((each) => ('measure' in each && each.measure === measure ? [each.days ?? 365] : []))),
  ),
];

/** One row a customer with everything that the rules look at (TI2); days are counted up to `until`, orders up to the query's `as_of`. */
export function measuredRelation(name: string, { rules }: TierScheme, { context }: Query, until: string = context.asOf): Relation {
  const { dialect } = context;
  const since = (column: string, days: number) => `FILTER (WHERE ${column} >= ${dialect.day(addDays(until, 1 - days))})`;
  const [orders, revenue] = [daysOf(rules, 'recent_orders'), daysOf(rules, 'recent_revenue')];
  const ofOrders = orders.map((days) => `, count(*) ${since('ordered_on', days)} AS orders_${days}`).join('');
  const ofMoney = revenue.map((days) => `, sum(amount) ${since('happened_on', days)} AS revenue_${days}`).join('');
  const attributes = attributesOf(rules);
  const columns = [
    'b.customer_key, b.orders',
    'round(coalesce(m.revenue, 0), 6) AS revenue',
    'round(coalesce(m.revenue, 0) / b.orders, 6) AS average_order',
    `${dialect.dateDiff('day', 'b.last_on', dialect.day(until))} AS days_since_last`,
    `${dialect.dateDiff('day', 'b.first_on', dialect.day(until))} AS days_since_first`,
    ...orders.map((days) => `b.orders_${days}`),
    ...revenue.map((days) => `round(coalesce(m.revenue_${days}, 0), 6) AS revenue_${days}`),
    ...attributes.map((column) => `c.${dialect.identifier(column)} AS ${axisColumn(`column:${column}`, context)}`),
  ];
  const about = attributes.length > 0 ? '\nJOIN customers AS c ON c.customer_key = b.customer_key' : '';
  return {
    name,
    sql: `SELECT ${columns.join(',\n  ')}
FROM (SELECT customer_key, count(*) AS orders, min(ordered_on) AS first_on, max(ordered_on) AS last_on${ofOrders} FROM in_range GROUP BY customer_key) AS b
LEFT JOIN (SELECT customer_key, sum(amount) AS revenue${ofMoney} FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key${about}`,
  };
}

/** Percentile rounded down to two digits that count (TI6). */
function roundedDown(percentile: string): string {
  const size = `power(10, floor(log10(${percentile})) - 1)`;
  return `round(floor(round(${percentile} / ${size}, 6)) * ${size}, 6)`;
}

/** `cuts`: one row with `cut_1`, `cut_2`, … in the order of `thresholdsOf`; from the data where the tiers are the page's own. */
export function cutsRelation({ rules, own }: TierScheme, { context }: Query, measured = 'measured'): Relation {
  const thresholds = thresholdsOf(rules);
  const { dialect } = context;
  if (!own) {
    const cuts = thresholds.map(({ value }, at) => `CAST(${dialect.literal(value)} AS DOUBLE) AS cut_${at + 1}`);
    return { name: 'cuts', sql: `SELECT ${cuts.length > 0 ? cuts.join(', ') : '0 AS cut_0'}` };
  }
  const column = axisColumn(thresholds[0]!.axis, context);
  const percentiles = thresholds.map(({ value }, at) => `${dialect.quantile(column, 1 - value)} AS p_${at + 1}`).join(', ');
  return {
    name: 'cuts',
    sql: `SELECT ${thresholds.map((_, at) => `${roundedDown(`p_${at + 1}`)} AS cut_${at + 1}`).join(',\n  ')}
FROM (SELECT ${percentiles} FROM ${measured} WHERE ${column} > 0) AS percentiles`,
  };
}

/** Cut points as they stand in a rule: the number, or a column of `cuts`. */
export type CutText = (place: number, value: number) => string;

function conditionText(condition: TierCondition, rules: readonly TierRule[], cut: CutText, context: QueryContext): Result<string> {
  const column = axisColumn(axisOf(condition), context);
  const known = 'column' in condition ? columnIn(context.model, 'customers', condition.column) : undefined;
  if ('column' in condition && !known)
    return fail({ code: 'issue_query_filter_column', values: { column: condition.column }, path: ['tiers'] });
  if (isThreshold(condition)) {
    const place = thresholdsOf(rules).findIndex(({ axis, value }) => axis === axisOf(condition) && value === condition.value);
    const numeric = !known || ['money', 'number', 'score'].includes(known.type);
    if (!numeric) return fail({ code: 'issue_query_filter_value', values: { column: known.label }, path: ['tiers'] });
    return succeed(`${column} ${condition.op === 'gte' ? '>=' : '<'} ${cut(place, condition.value)}`);
  }
  const alias = { ...known!, name: `attribute_${condition.column}` };
  const sql = conditionSql({ op: 'in', values: condition.values }, alias, context.dialect);
  return sql === null ? fail({ code: 'issue_query_filter_value', values: { column: known!.label }, path: ['tiers'] }) : succeed(sql);
}

/** `tiered`: the rows of `measured` with `rule_1`, … (whether each rule fits) and `tier`, the name of the first that fits (TI4). */
export function tieredRelations(
  { rules, own }: TierScheme,
  { context }: Query,
  options: { readonly measured?: string; readonly name?: string; readonly cuts?: string; readonly cut?: CutText } = {},
): Result<Relation[]> {
  const { dialect } = context;
  const { measured = 'measured', name = 'tiered', cuts = own ? 'cuts' : null } = options;
  const cut: CutText = options.cut ?? ((place, value) => (own ? `cut_${place + 1}` : dialect.literal(value)));
  const issues: Issue[] = [];
  const fits = rules.slice(0, -1).map(({ match, where }) => {
    const texts = where.map((condition) => {
      const text = conditionText(condition, rules, cut, context);
      if (!text.ok) issues.push(...text.issues);
      return text.ok ? text.value : 'false';
    });
    return `coalesce(${texts.join(match === 'all' ? ' AND ' : ' OR ')}, false)`;
  });
  if (issues.length > 0) return fail(...issues);
  const names = rules.map((rule) => dialect.literal(rule.name));
  const whens = fits.map((_, at) => `WHEN rule_${at + 1} THEN ${names[at]}`);
  return succeed([
    {
      name: `${name}_rules`,
      sql: `SELECT m.*${fits.map((text, at) => `,\n  ${text} AS rule_${at + 1}`).join('')}\nFROM ${measured} AS m${cuts ? `\nCROSS JOIN ${cuts}` : ''}`,
    },
    { name, sql: `SELECT *, CASE ${whens.join(' ')} ELSE ${names.at(-1)} END AS tier\nFROM ${name}_rules` },
  ]);
}
