import { cholesky, solveWith } from './cholesky';
import { momentsOf } from './means';

/** Least squares: intercept first, then one number per predictor. `sigma` is the residual standard deviation in the unit of the outcome. */
export interface Regression {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly r2: number;
  readonly adjustedR2: number;
  readonly sigma: number;
}

/**
 * Straight-line regression of the outcome on columns of the same length. Null where predictors depend on each other, a column or the
 * outcome is constant, or no degree of freedom is left. Columns are centred and scaled first, so that large numbers do not cancel. Gauss
 * 1809.
 */
export function leastSquares(outcome: readonly number[], predictors: readonly (readonly number[])[]): Regression | null {
  const [n, p] = [outcome.length, predictors.length];
  const freedom = n - p - 1;
  const own = momentsOf(outcome);
  const columns = predictors.map(momentsOf);
  if (freedom < 1 || !own.variance || columns.some((column) => !column.variance)) return null;
  const spreads = columns.map((column) => Math.sqrt(column.variance!));
  const z = predictors.map((column, j) => column.map((value) => (value - columns[j]!.mean!) / spreads[j]!));
  const y = outcome.map((value) => value - own.mean!);
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const lower = cholesky(z.map((a) => z.map((b) => dot(a, b))));
  if (!lower) return null;
  const scaled = solveWith(
    lower,
    z.map((column) => dot(column, y)),
  );
  const residuals = y.map((value, i) => value - z.reduce((sum, column, j) => sum + column[i]! * scaled[j]!, 0));
  const [left, total] = [dot(residuals, residuals), dot(y, y)];
  const variance = left / freedom;
  // Column j of the inverse, in scaled predictors; the intercept's variance follows from the means.
  const inverse = z.map((_, j) =>
    solveWith(
      lower,
      z.map((_unused, k) => Number(j === k)),
    ),
  );
  const centre = columns.map((column, j) => column.mean! / spreads[j]!);
  const atZero =
    1 / n +
    dot(
      centre,
      inverse.map((column) => dot(column, centre)),
    );
  const slopes = scaled.map((value, j) => value / spreads[j]!);
  return {
    coefficients: [own.mean! - slopes.reduce((sum, slope, j) => sum + slope * columns[j]!.mean!, 0), ...slopes],
    standardErrors: [Math.sqrt(variance * atZero), ...inverse.map((column, j) => Math.sqrt(variance * column[j]!) / spreads[j]!)],
    r2: 1 - left / total,
    adjustedR2: 1 - (variance * (n - 1)) / total,
    sigma: Math.sqrt(variance),
  };
}
