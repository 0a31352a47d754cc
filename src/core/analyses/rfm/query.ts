import { customerListSql } from '#core/query/customer-list';
import { addDays } from '#core/query/days';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { fail, succeed, type Result } from '#core/model/result';
import type { Part } from '#core/model/presentation';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { RfmParams } from './params';
import { cellsOf, K, SEGMENTS, type Segment } from './segments';

/** (as_of − L, as_of]; open where L is 0 (RF1). */
function lookback(
  { lookbackDays }: Pick<RfmParams, 'lookbackDays'>,
  { asOf }: CompileContext,
): { readonly from: string | null; readonly to: string } {
  return { from: lookbackDays === 0 ? null : addDays(asOf, 1 - lookbackDays), to: asOf };
}

function segmentCase(): string {
  const cells = (segment: Segment) => cellsOf(segment).map(({ r, fm }) => 10 * r + fm);
  return `CASE\n${SEGMENTS.map((segment) => `    WHEN 10 * r_score + fm IN (${cells(segment).join(', ')}) THEN '${segment}'`).join('\n')}\n  END`;
}

/** Measured, ranked, scored, named: one row a customer (RF2–RF6). */
function scoring({ frequency }: RfmParams, { context }: Query): Relation[] {
  const { dialect, asOf } = context;
  const score = (rank: string) => `1 + ${dialect.integerDivide(`${K} * (${rank} - 1)`, 'n')}`;
  return [
    {
      name: 'measured',
      sql: `SELECT b.customer_key, ${dialect.dateDiff('day', 'b.last_on', dialect.day(asOf))} AS recency_days, b.orders, b.frequency, coalesce(m.monetary, 0) AS monetary
FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS orders, ${frequency === 'days' ? 'count(DISTINCT ordered_on)' : 'count(*)'} AS frequency FROM in_range GROUP BY customer_key) AS b
LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key`,
    },
    {
      name: 'ranked',
      sql: `SELECT *, count(*) OVER () AS n,
  rank() OVER (ORDER BY recency_days DESC) AS r_rank,
  rank() OVER (ORDER BY frequency) AS f_rank,
  rank() OVER (ORDER BY round(monetary, 6)) AS m_rank
FROM measured`,
    },
    {
      name: 'scores',
      sql: `SELECT customer_key, recency_days, orders, frequency, monetary,
  ${score('r_rank')} AS r_score, ${score('f_rank')} AS f_score, ${score('m_rank')} AS m_score
FROM ranked`,
    },
    { name: 'joined', sql: `SELECT *, ${dialect.integerDivide('f_score + m_score + 1', '2')} AS fm\nFROM scores` },
    { name: 'scored', sql: `SELECT *, ${segmentCase()} AS segment\nFROM joined` },
  ];
}

function accountSql(query: Query): string {
  const { from } = query.window;
  const inside = from
    ? `\n  LEFT JOIN (SELECT DISTINCT customer_key FROM history WHERE ordered_on >= ${query.context.dialect.day(from)}) AS w ON w.customer_key = c.customer_key`
    : '';
  return query.select(`SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'${from ? `\n    WHEN w.customer_key IS NULL THEN 'outside_window'` : ''}
    WHEN s.customer_key IS NULL THEN 'outside_filters'
    ELSE 'scored' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key${inside}
  LEFT JOIN (SELECT DISTINCT customer_key FROM in_range) AS s ON s.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place`);
}

const MEASURES = ['r', 'f', 'm'].map(
  (name) =>
    `SELECT '${name}' AS measure, ${name}_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies FROM scored GROUP BY ${name}_score`,
);

export function compile(params: RfmParams, context: CompileContext): Result<Plan> {
  const started = startQuery(context, lookback(params, context));
  if (!started.ok) return started;
  const query = started.value;
  const select = (sql: string): string => query.select(sql, scoring(params, query));
  const median = context.dialect.quantile('recency_days', 0.5);
  return succeed({
    steps: [
      {
        id: 'segments',
        sql: select(`SELECT segment, count(*) AS customers, sum(orders) AS orders, sum(monetary) AS revenue, ${median} AS median_days, min(recency_days) AS least_days
FROM scored
GROUP BY segment
ORDER BY segment`),
      },
      {
        id: 'cells',
        sql: select('SELECT r_score, fm, count(*) AS customers FROM scored GROUP BY r_score, fm ORDER BY r_score, fm'),
      },
      { id: 'scores', sql: select(`${MEASURES.join('\nUNION ALL\n')}\nORDER BY measure, score`) },
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

const LISTED = ['recency_days', 'frequency', 'monetary', 'r_score', 'f_score', 'm_score', 'segment'];

/** The customers of a segment `{segment}`, of a cell `{r, fm}`, or all that are scored `{}`. */
export function people(part: Part, params: RfmParams, context: CompileContext): Result<SqlStep> {
  const { segment, r, fm } = part;
  const conditions: string[] = [];
  if (segment !== undefined) {
    if (!SEGMENTS.includes(segment as Segment)) return fail({ code: 'issue_query_part' });
    conditions.push(`segment = ${context.dialect.literal(segment as Segment)}`);
  }
  for (const [column, score] of Object.entries({ r_score: r, fm })) {
    if (score === undefined) continue;
    if (!Number.isInteger(score)) return fail({ code: 'issue_query_part' });
    conditions.push(`${column} = ${context.dialect.literal(score as number)}`);
  }
  const query = startQuery(context, lookback(params, context));
  if (!query.ok) return query;
  const where = conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : '';
  const chosen = { name: 'chosen', sql: `SELECT customer_key, ${LISTED.join(', ')}\nFROM scored${where}` };
  return succeed({ id: 'people', sql: customerListSql(query.value, chosen, scoring(params, query.value), LISTED) });
}
