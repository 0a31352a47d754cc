import { correlateRows, standardRows, type CorrelationKind } from './correlation';
import type { Interval } from './proportions';
import { quantile } from './quantiles';
import { makeRandom } from './random';
import { shapleyShares } from './shapley';

/**
 * 95 % interval of each predictor's share of R², in the unit of R² (0 to 1); `refused` counts draws whose predictors could not be told
 * apart.
 */
export interface DriverIntervals {
  readonly intervals: readonly Interval[];
  readonly draws: number;
  readonly refused: number;
}

/** How many complete rows the shares of so many predictors need. */
export const rowsForDrivers = (predictors: number): number => Math.max(100, 20 * predictors);

/**
 * Intervals of Shapley shares from rows drawn with replacement, 1000 times unless told; the same for the same seed. Columns of the same
 * length without gaps. Null below `rowsForDrivers`, where the shares themselves are refused, and where fewer than half of the draws are
 * left. Efron 1979.
 */
export function bootstrapDrivers(
  outcome: ArrayLike<number>,
  predictors: readonly ArrayLike<number>[],
  options: { readonly seed: number; readonly draws?: number; readonly kind?: CorrelationKind },
): DriverIntervals | null {
  const n = outcome.length;
  const draws = options.draws ?? 1000;
  if (n < rowsForDrivers(predictors.length)) return null;
  const rows = standardRows(outcome, predictors, options.kind);
  const whole = rows && correlateRows(rows);
  if (!whole || !shapleyShares(whole)) return null;
  const random = makeRandom(options.seed);
  const times = new Int32Array(n);
  const found: (readonly number[])[] = [];
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (let i = 0; i < n; i++) times[random.whole(n)]!++;
    const correlations = correlateRows(rows, times);
    const shares = correlations && shapleyShares(correlations)?.shares;
    if (shares) found.push(shares);
  }
  if (found.length < draws / 2 || found.length === 0) return null;
  const intervals = predictors.map((_, j) => {
    const ascending = found.map((shares) => shares[j]!).sort((a, b) => a - b);
    return { low: quantile(ascending, 0.025)!, high: quantile(ascending, 0.975)! };
  });
  return { intervals, draws, refused: draws - found.length };
}
