import type { Relation } from '#core/query/types';
import type { CompileContext, SqlStep } from '../contract';
import type { SatisfactionParams } from './params';
import { knowsModes, lowScores, type Begun } from './relations';

/** What tells the lines of a trend apart: the group, else the mode (SA11, SA12). */
export const lineColumn = ({ split }: SatisfactionParams): 'part' | 'mode' => (split === null ? 'mode' : 'part');

/** The periods with answers, each with the one before (SA13). */
const PERIODS: Relation = {
  name: 'periods',
  sql: `SELECT period, lag(period) OVER (ORDER BY min(answered_on), period) AS before
FROM counted_answers
WHERE period IS NOT NULL
GROUP BY period`,
};

/** One answer of a customer and period, the latest; of each group where the groups are columns. */
const latestOfPeriod = (params: SatisfactionParams): Relation => ({
  name: 'latest_of_period',
  sql: `SELECT customer_key, period, ${lineColumn(params)} AS line, score
FROM counted_answers
WHERE customer_key IS NOT NULL AND period IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY customer_key, period${params.split === null ? '' : ', part'} ORDER BY answered_at DESC, answer_id DESC) = 1`,
});

const PAIRS = `SELECT l.period, l.line, e.score AS before, l.score AS score, count(*) AS customers
FROM latest_of_period AS l
JOIN periods AS p ON p.period = l.period
JOIN latest_of_period AS e ON e.customer_key = l.customer_key AND e.period = p.before AND e.line IS NOT DISTINCT FROM l.line
GROUP BY l.period, l.line, e.score, l.score
ORDER BY l.period, l.line, e.score, l.score`;

/** The steps of a trend; none without one. */
export function trendSteps(params: SatisfactionParams, { query, relations }: Begun, context: CompileContext): SqlStep[] {
  if (params.over === 'none') return [];
  const line = lineColumn(params);
  const low = `FROM counted_answers\nWHERE period IS NOT NULL AND customer_key IS NOT NULL AND score IN (${lowScores(params, context)})`;
  const mix = `SELECT period, mode, count(*) AS answers\nFROM placed_answers\nWHERE place = 'counted' AND period IS NOT NULL\nGROUP BY period, mode\nORDER BY period, mode`;
  return [
    {
      id: 'trend',
      sql: query.select(
        `SELECT period, ${line} AS line, score, count(*) AS answers, CAST(min(answered_on) AS VARCHAR) AS first_on
FROM counted_answers
WHERE period IS NOT NULL
GROUP BY period, ${line}, score
ORDER BY period, ${line}, score`,
        relations,
      ),
    },
    ...(knowsModes(context) ? [{ id: 'mix', sql: query.select(mix, relations) }] : []),
    {
      id: 'low_lines',
      sql: query.select(
        `SELECT period, ${line} AS line, count(DISTINCT customer_key) AS customers\n${low}\nGROUP BY period, ${line}\nORDER BY period, ${line}`,
        relations,
      ),
    },
    {
      id: 'low_periods',
      sql: query.select(`SELECT period, count(DISTINCT customer_key) AS customers\n${low}\nGROUP BY period\nORDER BY period`, relations),
    },
    ...(params.compare === 'paired' ? [{ id: 'pairs', sql: query.select(PAIRS, [...relations, PERIODS, latestOfPeriod(params)]) }] : []),
  ];
}
