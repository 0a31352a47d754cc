import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { GRID, K, SEGMENTS, type Segment } from '../rfm/segments';
import type { Dates } from './tier-states';

const SCORES = Array.from({ length: K }, (_, at) => K - at);

/** R in days, F and M of everybody in scope of a query (RF1, RF2). */
const measured = ({ context: { dialect, asOf } }: Query): string =>
  `SELECT b.customer_key, ${dialect.dateDiff('day', 'b.last_on', dialect.day(asOf))} AS recency_days, b.frequency, round(coalesce(m.monetary, 0), 6) AS monetary
FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key`;

/** Scores by rank (RF4). */
function ranked(from: string, { context: { dialect } }: Query): string {
  const score = (order: string) => `1 + ${dialect.integerDivide(`${K} * (rank() OVER (ORDER BY ${order}) - 1)`, 'count(*) OVER ()')}`;
  return `SELECT customer_key, recency_days, frequency, monetary,
  ${score('recency_days DESC')} AS r_score, ${score('frequency')} AS f_score, ${score('monetary')} AS m_score
FROM ${from}`;
}

/** The least value that got each score; where nobody got it, null (MG4). */
function cuts(): string {
  const of = (column: string, least: string, short: string): string =>
    SCORES.slice(0, -1)
      .map((score) => `${least}(${column}) FILTER (WHERE ${short}_score = ${score}) AS ${short}_${score}`)
      .join(', ');
  return `SELECT ${of('recency_days', 'max', 'r')},
  ${of('frequency', 'min', 'f')},
  ${of('monetary', 'min', 'm')}
FROM before_scores`;
}

const reached = (column: string, short: string, sign: string): string =>
  `CASE ${SCORES.slice(0, -1)
    .map((score) => `WHEN ${column} ${sign} ${short}_${score} THEN ${score}`)
    .join(' ')} ELSE 1 END`;
const R = (days: string): string => `${reached(days, 'r', '<=')} AS r_score`;

/** The named segment of scores (RF5, RF6). */
function named(name: string, from: string, { context: { dialect } }: Query): Relation {
  const cells = (segment: Segment) =>
    GRID.flatMap((row, down) => row.flatMap((each, across) => (each === segment ? [10 * (K - down) + across + 1] : [])));
  const fm = dialect.integerDivide('f_score + m_score + 1', '2');
  return {
    name,
    sql: `SELECT customer_key, CASE\n${SEGMENTS.map((segment) => `    WHEN 10 * r_score + ${fm} IN (${cells(segment).join(', ')}) THEN '${segment}'`).join('\n')}\n  END AS tier
FROM ${from}`,
  };
}

/** `before_state`, `after_state`, `again_state`, `aged_state`: `customer_key` and `tier` of everybody in scope (MG2, MG4, MG5, MG9). */
export function rfmStates({ earlier, later }: Dates, gap: number): Relation[] {
  return [
    { name: 'before_scores', sql: earlier.select(ranked('measured', earlier), [{ name: 'measured', sql: measured(earlier) }]) },
    { name: 'cuts', sql: cuts() },
    { name: 'after_measured', sql: measured(later) },
    {
      name: 'after_scores',
      sql: `SELECT customer_key, ${R('recency_days')},\n  ${reached('frequency', 'f', '>=')} AS f_score,\n  ${reached('monetary', 'm', '>=')} AS m_score
FROM after_measured\nCROSS JOIN cuts`,
    },
    { name: 'again_scores', sql: ranked('after_measured', later) },
    {
      name: 'aged_scores',
      sql: `SELECT customer_key, ${R(`recency_days + ${gap}`)}, f_score, m_score\nFROM before_scores\nCROSS JOIN cuts`,
    },
    ...['before', 'after', 'again', 'aged'].map((which) => named(`${which}_state`, `${which}_scores`, later)),
  ];
}
