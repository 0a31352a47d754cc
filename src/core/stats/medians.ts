import { betaCdf } from './beta';
import { normalQuantile, Z95 } from './normal';
import type { Interval } from './proportions';

/** A sample by its size, its median and the values in the places `medianPlaces` names. */
export interface MedianSample {
  readonly n: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const LEAST = 10;

/** The place, from 1, of the lower of the two values that tell how sure a median is; the upper one is as far from the other end. */
export const medianPlace = (n: number): number => Math.max(1, Math.round((n + 1) / 2 - Math.sqrt(n)));

/** Squared standard error of a median from two of its order statistics; null below 10 values. Price and Bonett 2002. */
function variance({ n, low, high }: MedianSample): number | null {
  const c = medianPlace(n);
  const z = n < LEAST ? null : normalQuantile(1 - betaCdf(0.5, n - c + 1, c));
  return z === null || z <= 0 ? null : ((high - low) / (2 * z)) ** 2;
}

/** 95 % interval of median a − median b; null below 10 values on a side. */
export function medianDifference(a: MedianSample, b: MedianSample): Interval | null {
  const [one, other] = [variance(a), variance(b)];
  if (one === null || other === null) return null;
  const half = Z95 * Math.sqrt(one + other);
  return { low: a.median - b.median - half, high: a.median - b.median + half };
}
