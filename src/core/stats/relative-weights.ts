import type { Correlations, DriverShares } from './correlation';
import { symmetricEigen } from './eigen';

/** The smallest eigenvalue at which predictors still count as different. */
const SMALLEST = 1e-8;

/** Eigenvalues and vectors of the predictors' correlations; null without predictors or where some combination of them is constant. */
export function tellApart({ predictors }: Correlations): ReturnType<typeof symmetricEigen> | null {
  const found = symmetricEigen(predictors);
  return predictors.length > 0 && found.values.every((value) => value >= SMALLEST) ? found : null;
}

/**
 * Johnson's relative weights: R² shared by way of the nearest uncorrelated predictors. Any number of predictors; null as `tellApart`.
 * Johnson 2000.
 */
export function relativeWeights(correlations: Correlations): DriverShares | null {
  const eigen = tellApart(correlations);
  if (!eigen) return null;
  const { values, vectors } = eigen;
  /** Element of the matrix with the same vectors and changed eigenvalues. */
  const element = (i: number, j: number, change: (value: number) => number): number =>
    values.reduce((sum, value, k) => sum + change(value) * vectors[i]![k]! * vectors[j]![k]!, 0);
  const all = correlations.outcome.map((_, i) => i);
  const beta = all.map((k) => all.reduce((sum, j) => sum + element(k, j, (value) => 1 / Math.sqrt(value)) * correlations.outcome[j]!, 0));
  const shares = all.map((j) => all.reduce((sum, k) => sum + (element(j, k, Math.sqrt) * beta[k]!) ** 2, 0));
  return { r2: shares.reduce((sum, share) => sum + share, 0), shares };
}
