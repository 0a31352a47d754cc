import type { Dialect } from '#core/sql/dialect';

/** A measure to be scored: which column, and which of its ends is the good one. */
export interface ScoredMeasure {
  /** SQL that is compared; money is rounded by whoever makes it. */
  readonly value: string;
  readonly better: 'low' | 'high';
}

/** Whether scores are read from stored borders, by rank, or in groups of equal size. */
export type Scoring =
  { readonly kind: 'borders'; readonly borders: readonly number[] } | { readonly kind: 'rank' } | { readonly kind: 'ntile' };

const goodness = ({ value, better }: ScoredMeasure): string => (better === 'high' ? value : `${value} DESC`);

/** What a score needs beside the measure itself, as a window column; null where it needs nothing. `n` is the number of rows. */
export function rankColumn(measure: ScoredMeasure, scoring: Scoring, k: number): string | null {
  if (scoring.kind === 'rank') return `rank() OVER (ORDER BY ${goodness(measure)})`;
  return scoring.kind === 'ntile' ? `ntile(${k}) OVER (ORDER BY ${goodness(measure)}, customer_id)` : null;
}

/** The score from 1 to k as SQL; `rank` names the column of `rankColumn`, `n` that of the number of rows (RF4, RF10, RF11). */
export function scoreSql({ value, better }: ScoredMeasure, scoring: Scoring, k: number, rank: string, dialect: Dialect): string {
  if (scoring.kind === 'rank') return `1 + ${dialect.integerDivide(`${k} * (${rank} - 1)`, 'n')}`;
  if (scoring.kind === 'ntile') return rank;
  const passed = scoring.borders.map((border) => `CASE WHEN ${value} >= ${dialect.literal(border)} THEN 1 ELSE 0 END`);
  return better === 'high' ? `1 + ${passed.join(' + ')}` : `${k} - (${passed.join(' + ')})`;
}

/** What is known of one score: its smallest and largest value. */
interface ScoreSpan {
  readonly score: number;
  readonly least: number;
  readonly most: number;
}

/** RF12: the k − 1 borders, ascending, that give every value the score it has; none without a score. */
export function bordersOf(spans: readonly ScoreSpan[], k: number, better: 'low' | 'high'): number[] {
  if (spans.length === 0) return [];
  const least = (of: readonly ScoreSpan[]): number => Math.min(...of.map((span) => span.least));
  const most = (of: readonly ScoreSpan[]): number => Math.max(...of.map((span) => span.most));
  return Array.from({ length: k - 1 }, (_, at) => {
    const score = better === 'high' ? at + 2 : k - at;
    const reached = spans.filter((span) => span.score >= score);
    if (better === 'high') return reached.length > 0 ? least(reached) : most(spans) + 1;
    return reached.length > 0 ? most(reached) + 1 : least(spans);
  });
}
