import { accountSql } from '#core/query/account';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { fail, succeed, type Result } from '#core/model/result';
import type { Part } from '#core/model/presentation';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { ConcentrationParams } from './params';

const CLASSES = ['A', 'B', 'C', 'negative'] as const;
/** Shares of the customers whose money is asked for, in per cent. */
const TOPS = [1, 10, 20, 50] as const;

const windowOf = ({ range, asOf }: CompileContext) => ({ from: range.from, to: asOf });

const VALUES: Relation = {
  name: 'customer_values',
  sql: 'SELECT customer_key, round(sum(amount), 6) AS value\nFROM money_in_range\nGROUP BY customer_key',
};

/** CN2, CN3: each customer's place, and what stands before and after it. Negative values are apart. */
const RANKED: Relation = {
  name: 'ranked',
  sql: `SELECT v.customer_key, v.value,
  row_number() OVER ordered AS place,
  count(*) OVER whole AS n,
  sum(v.value) OVER whole AS total,
  round(coalesce(sum(v.value) OVER (ordered ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 6) AS before
FROM customer_values AS v
JOIN people AS p ON p.customer_key = v.customer_key
WINDOW whole AS (PARTITION BY v.value < 0), ordered AS (PARTITION BY v.value < 0 ORDER BY v.value DESC, p.customer_id)`,
};

/** CN4: the class of each customer. */
const classed = ({ a, b }: ConcentrationParams, { context: { dialect } }: Query): Relation => ({
  name: 'classed',
  sql: `SELECT customer_key, value, place, n, total, before,
  CASE
    WHEN value < 0 THEN 'negative'
    WHEN before * 100 < round(total, 6) * ${dialect.literal(a)} THEN 'A'
    WHEN before * 100 < round(total, 6) * ${dialect.literal(b)} THEN 'B'
    ELSE 'C' END AS class
FROM ranked`,
});

const CLASSES_SQL = `SELECT c.class, count(*) AS customers, sum(c.value) AS revenue, sum(coalesce(o.orders, 0)) AS orders
FROM classed AS c
LEFT JOIN (SELECT customer_key, count(*) AS orders FROM in_range GROUP BY customer_key) AS o ON o.customer_key = c.customer_key
GROUP BY c.class
ORDER BY c.class`;

/** CN5–CN7. */
function wholeSql({ context: { dialect } }: Query): string {
  const topOf = (share: number): string => dialect.integerDivide(`(n * ${dialect.literal(share)} + 99)`, '100');
  const tops = TOPS.map((share) => `sum(value) FILTER (WHERE place <= ${topOf(share)}) AS top_${share}`).join(',\n  ');
  return `SELECT count(*) AS customers, coalesce(sum(value), 0) AS revenue,
  sum((n - 2 * place + 1) * value) / nullif(any_value(n) * sum(value), 0) AS gini,
  count(*) FILTER (WHERE before * 2 < round(total, 6)) AS half,
  ${tops}
FROM ranked
WHERE value >= 0`;
}

/** CN8. */
function curveSql({ context: { dialect } }: Query): string {
  const reached = (place: string): string => dialect.integerDivide(`(${place} * 100)`, 'n');
  return `SELECT place, n AS customers, before + value AS revenue, total
FROM ranked
WHERE value >= 0 AND ${reached('place')} > ${reached('(place - 1)')}
ORDER BY place`;
}

export function compile(params: ConcentrationParams, context: CompileContext): Result<Plan> {
  const query = startQuery(context, windowOf(context));
  if (!query.ok) return query;
  const extra = [VALUES, RANKED];
  return succeed({
    steps: [
      { id: 'classes', sql: query.value.select(CLASSES_SQL, [...extra, classed(params, query.value)]) },
      { id: 'whole', sql: query.value.select(wholeSql(query.value), extra) },
      { id: 'curve', sql: query.value.select(curveSql(query.value), extra) },
      { id: 'account', sql: accountSql(query.value) },
    ],
  });
}

/** The customers of a class `{class}`, the best of them `{place}`, or all `{}`. */
export function people(part: Part, params: ConcentrationParams, context: CompileContext): Result<SqlStep> {
  const { class: name, place } = part;
  const { dialect } = context;
  const conditions: string[] = [];
  if (name !== undefined) {
    if (!CLASSES.some((each) => each === name)) return fail({ code: 'issue_query_part' });
    conditions.push(`class = ${dialect.literal(name as string)}`);
  } else conditions.push("class <> 'negative'");
  if (place !== undefined) {
    if (!Number.isInteger(place)) return fail({ code: 'issue_query_part' });
    conditions.push(`place <= ${dialect.literal(place as number)}`);
  }
  const query = startQuery(context, windowOf(context));
  if (!query.ok) return query;
  const chosen = { name: 'chosen', sql: `SELECT customer_key\nFROM classed\nWHERE ${conditions.join(' AND ')}` };
  return succeed({ id: 'people', sql: customerListSql(query.value, chosen, [VALUES, RANKED, classed(params, query.value)]) });
}
