import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { costsKnown } from '#core/query/costs';
import { customerListSql } from '#core/query/customer-list';
import { addDays } from '#core/query/days';
import { startQuery, type Query } from '#core/query/start';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { anonymousSql, scoredAccountSql } from '../scored-account';
import { groupingOf } from './grouping';
import type { RfmParams } from './params';
import { scoring } from './scores-sql';

/** (as_of − L, as_of]; open where L is 0 (RF1). */
function lookback(
  { lookbackDays }: Pick<RfmParams, 'lookbackDays'>,
  { asOf }: CompileContext,
): { readonly from: string | null; readonly to: string } {
  return { from: lookbackDays === 0 ? null : addDays(asOf, 1 - lookbackDays), to: asOf };
}

const MEASURES = [
  ['r', 'recency_days'],
  ['f', 'frequency'],
  ['m', 'round(monetary, 6)'],
] as const;

const SCORES = MEASURES.map(
  ([name, value]) =>
    `SELECT '${name}' AS measure, ${name}_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies, min(${value}) AS least, max(${value}) AS most FROM scored GROUP BY ${name}_score`,
);

/** RF10: customers whose value another one has with another score. */
const TORN = MEASURES.map(
  ([name, value]) =>
    `SELECT '${name}' AS measure, coalesce(sum(customers), 0) AS customers FROM (SELECT count(*) AS customers FROM scored GROUP BY ${value} HAVING count(DISTINCT ${name}_score) > 1)`,
);

function begin(params: RfmParams, context: CompileContext): Result<Query> {
  if (params.monetary === 'margin' && !costsKnown(context)) return fail({ code: 'issue_rfm_no_cost', path: ['monetary'] });
  if (params.groups === 'weighted' && params.weightR + params.weightF + params.weightM === 0)
    return fail({ code: 'issue_rfm_no_weight', path: ['weightR'] });
  return startQuery(context, lookback(params, context));
}

export function compile(params: RfmParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const query = begun.value;
  const relations = scoring(params, query);
  const select = (sql: string): string => query.select(sql, relations);
  const median = context.dialect.quantile('recency_days', 0.5);
  const costs = costsKnown(context);
  return succeed({
    steps: [
      {
        id: 'segments',
        sql: select(`SELECT segment, count(*) AS customers, sum(orders) AS orders, sum(revenue) AS revenue, ${median} AS median_days, min(recency_days) AS least_days,
  sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END) AS repeaters${costs ? ', sum(margin) AS margin' : ''}
FROM scored
GROUP BY segment
ORDER BY segment`),
      },
      {
        id: 'cells',
        sql: select('SELECT r_score, fm, count(*) AS customers FROM scored GROUP BY r_score, fm ORDER BY r_score, fm'),
      },
      { id: 'scores', sql: select(`${SCORES.join('\nUNION ALL\n')}\nORDER BY measure, score`) },
      ...(params.scoring === 'ntile' ? [{ id: 'torn', sql: select(`${TORN.join('\nUNION ALL\n')}\nORDER BY measure`) }] : []),
      ...(groupingOf(params).kind === 'eight' ? [{ id: 'lines', sql: select('SELECT r_line, f_line, m_line\nFROM lines') }] : []),
      ...(costs ? [{ id: 'costs', sql: query.select('SELECT count(*) AS orders\nFROM order_costs\nWHERE cost IS NULL', relations) }] : []),
      { id: 'account', sql: scoredAccountSql(query) },
      { id: 'orders', sql: anonymousSql(query) },
    ],
  });
}

const LISTED = ['recency_days', 'frequency', 'monetary', 'average_order', 'r_score', 'f_score', 'm_score', 'rfm_cell', 'segment'];

/** The customers of a group `{segment}`, of a cell `{r, fm}`, or all that are scored `{}` (RF22). */
export function people(part: Part, params: RfmParams, context: CompileContext): Result<SqlStep> {
  const { segment, r, fm } = part;
  const conditions: string[] = [];
  if (segment !== undefined) {
    if (typeof segment !== 'string') return fail({ code: 'issue_query_part' });
    conditions.push(`segment = ${context.dialect.literal(segment)}`);
  }
  for (const [column, score] of Object.entries({ r_score: r, fm })) {
    if (score === undefined) continue;
    if (!Number.isInteger(score)) return fail({ code: 'issue_query_part' });
    conditions.push(`${column} = ${context.dialect.literal(score as number)}`);
  }
  const query = begin(params, context);
  if (!query.ok) return query;
  const where = conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : '';
  const between = params.scores > 9 ? `, '-', ` : ', ';
  const made: Readonly<Record<string, string>> = {
    average_order: 'revenue / orders AS average_order',
    rfm_cell: `concat(r_score${between}f_score${between}m_score) AS rfm_cell`,
  };
  const columns = LISTED.map((column) => made[column] ?? column);
  const chosen = { name: 'chosen', sql: `SELECT customer_key, ${columns.join(', ')}\nFROM scored${where}` };
  return succeed({ id: 'people', sql: customerListSql(query.value, chosen, scoring(params, query.value), LISTED) });
}
