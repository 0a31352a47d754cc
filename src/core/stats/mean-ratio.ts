import { Z95 } from './normal';
import type { Interval } from './proportions';

/** Values by their number, sum and sum of squares. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** Mean of a part ÷ mean of the whole that holds it; null without a part or without a sum above 0. */
export const meanRatio = (part: Sums, whole: Sums): number | null =>
  part.n > 0 && whole.sum > 0 ? part.sum / part.n / (whole.sum / whole.n) : null;

/** Its 95 % interval by the linearised ratio on the logarithmic scale; null where it cannot be told (ST37). */
export function meanRatioInterval(part: Sums, whole: Sums): Interval | null {
  const ratio = meanRatio(part, whole);
  if (ratio === null || !(part.sum > 0) || part.n < 2 || part.n >= whole.n) return null;
  const variance =
    part.squares / part.sum ** 2 -
    1 / part.n +
    whole.squares / whole.sum ** 2 -
    1 / whole.n -
    (2 * part.squares) / (part.sum * whole.sum) +
    (2 * part.sum) / (part.n * whole.sum);
  const half = Z95 * Math.sqrt(Math.max(0, variance));
  return { low: ratio * Math.exp(-half), high: ratio * Math.exp(half) };
}
