import { momentsOf } from './means';
import { averageRanks } from './ranks';

/** Correlations (−1 to 1) of predictors with each other, and of each with the outcome. */
export interface Correlations {
  readonly predictors: readonly (readonly number[])[];
  readonly outcome: readonly number[];
}

/** A share of R² for each predictor, in the order given; they add up to `r2` (0 to 1). */
export interface DriverShares {
  readonly r2: number;
  readonly shares: readonly number[];
}

/** Numbers, or mean ranks of numbers (Spearman), for relations that are not straight. */
export type CorrelationKind = 'values' | 'ranks';

/** Complete rows, one after another: in each the outcome, then the predictors, every column with mean 0 and variance 1 (divided by n). */
export interface StandardRows {
  readonly cells: Float64Array;
  readonly width: number;
}

/** Rows of columns of the same length without gaps; null where a column is constant or there is no row. */
export function standardRows(
  outcome: ArrayLike<number>,
  predictors: readonly ArrayLike<number>[],
  kind: CorrelationKind = 'values',
): StandardRows | null {
  const [n, width] = [outcome.length, predictors.length + 1];
  const cells = new Float64Array(n * width);
  for (const [j, given] of [outcome, ...predictors].entries()) {
    const column = kind === 'ranks' ? averageRanks(given) : given;
    const { mean, variance } = momentsOf(column);
    // Equal values may leave dust of the mean's rounding.
    if (mean === null || variance === null || variance <= (1e-14 * mean) ** 2) return null;
    const spread = Math.sqrt((variance * (n - 1)) / n);
    for (let i = 0; i < n; i++) cells[i * width + j] = (column[i]! - mean) / spread;
  }
  return { cells, width };
}

/**
 * Pearson's correlations where row i counts `times[i]` times (once each without); null where a column is constant among the rows that
 * count.
 */
export function correlateRows({ cells, width }: StandardRows, times?: ArrayLike<number>): Correlations | null {
  const sums = new Float64Array(width);
  const products = new Float64Array(width * width);
  let total = 0;
  for (let i = 0, at = 0; at < cells.length; i++, at += width) {
    const weight = times ? times[i]! : 1;
    if (weight === 0) continue;
    total += weight;
    for (let j = 0; j < width; j++) {
      const value = weight * cells[at + j]!;
      sums[j]! += value;
      for (let k = 0; k <= j; k++) products[j * width + k]! += value * cells[at + k]!;
    }
  }
  const covariance = (j: number, k: number): number => products[Math.max(j, k) * width + Math.min(j, k)]! - (sums[j]! * sums[k]!) / total;
  const all = Array.from({ length: width }, (_, j) => j);
  const spreads = all.map((j) => Math.sqrt(covariance(j, j)));
  // Of columns with variance 1; NaN where nothing counts.
  if (!spreads.every((spread) => spread > 1e-7 * Math.sqrt(total))) return null;
  const correlation = (j: number, k: number): number => (j === k ? 1 : covariance(j, k) / (spreads[j]! * spreads[k]!));
  const predictors = all.slice(1);
  return { predictors: predictors.map((j) => predictors.map((k) => correlation(j, k))), outcome: predictors.map((j) => correlation(0, j)) };
}

/**
 * Correlations of complete rows: columns of the same length without gaps. Null where a column is constant or there is no row. Pearson 1896;
 * Spearman 1904.
 */
export function correlationsOf(
  outcome: ArrayLike<number>,
  predictors: readonly ArrayLike<number>[],
  kind: CorrelationKind = 'values',
): Correlations | null {
  const rows = standardRows(outcome, predictors, kind);
  return rows && correlateRows(rows);
}
