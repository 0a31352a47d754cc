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

/** A column with mean 0 and sum of squares 1, of chosen rows (`rows` may name a row more than once); null where it is constant. */
function standardise(column: ArrayLike<number>, rows: ArrayLike<number>): Float64Array | null {
  const n = rows.length;
  const found = new Float64Array(n);
  let mean = 0;
  for (let i = 0; i < n; i++) mean += column[rows[i]!]! / n;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    found[i] = column[rows[i]!]! - mean;
    squares += found[i]! ** 2;
  }
  // Equal values may leave dust of the mean's rounding.
  if (!(squares > n * (1e-14 * Math.abs(mean)) ** 2)) return null;
  const length = Math.sqrt(squares);
  for (let i = 0; i < n; i++) found[i]! /= length;
  return found;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Pearson's correlations over chosen rows; null where a column is constant there or no row is chosen. */
export function correlateRows(
  outcome: ArrayLike<number>,
  predictors: readonly ArrayLike<number>[],
  rows: ArrayLike<number>,
): Correlations | null {
  const [y, ...columns] = [outcome, ...predictors].map((column) => standardise(column, rows));
  if (!y || columns.some((column) => !column)) return null;
  const x = columns as Float64Array[];
  const matrix = x.map(() => x.map(() => 1));
  x.forEach((a, i) => x.slice(0, i).forEach((b, j) => (matrix[i]![j] = matrix[j]![i] = dot(a, b))));
  return { predictors: matrix, outcome: x.map((column) => dot(column, y)) };
}

/** Correlations of complete rows: columns of the same length without gaps. Null where a column is constant or there is no row. Pearson 1896; Spearman 1904. */
export function correlationsOf(
  outcome: ArrayLike<number>,
  predictors: readonly ArrayLike<number>[],
  kind: CorrelationKind = 'values',
): Correlations | null {
  const used = (column: ArrayLike<number>): ArrayLike<number> => (kind === 'ranks' ? averageRanks(column) : column);
  const all = Array.from({ length: outcome.length }, (_, i) => i);
  return correlateRows(used(outcome), predictors.map(used), all);
}
