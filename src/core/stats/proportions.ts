import { twoSidedP, Z95 } from './normal';

/** The two ends of an interval, in the unit of what it is about. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson score interval of x out of n at 95 %, inside [0, 1]; null without cases. Wilson 1927. */
export function wilson(x: number, n: number): Interval | null {
  if (n <= 0) return null;
  const p = x / n;
  const z2 = Z95 * Z95;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { low: x === 0 ? 0 : Math.max(0, centre - half), high: x === n ? 1 : Math.min(1, centre + half) };
}

/** Interval of the difference p1 − p2 from two Wilson intervals, 95 %; null without cases. Newcombe 1998, method 10. */
export function newcombe(x1: number, n1: number, x2: number, n2: number): Interval | null {
  const first = wilson(x1, n1);
  const second = wilson(x2, n2);
  if (!first || !second) return null;
  const [p1, p2] = [x1 / n1, x2 / n2];
  const d = p1 - p2;
  return {
    low: d - Math.hypot(p1 - first.low, second.high - p2),
    high: d + Math.hypot(first.high - p1, p2 - second.low),
  };
}

/**
 * Interval of the difference p1 − p2 with each side's own variance, 95 %; null without cases. Wald's, as R's `prop.test` without
 * correction.
 */
export function waldDifference(x1: number, n1: number, x2: number, n2: number): Interval | null {
  if (n1 <= 0 || n2 <= 0) return null;
  const [p1, p2] = [x1 / n1, x2 / n2];
  const half = Z95 * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  return { low: p1 - p2 - half, high: p1 - p2 + half };
}

/** z of two proportions with pooled variance and no continuity correction; null where the pooled proportion is 0 or 1. */
export function pooledZ(x1: number, n1: number, x2: number, n2: number): { readonly z: number; readonly p: number } | null {
  if (n1 <= 0 || n2 <= 0) return null;
  const pooled = (x1 + x2) / (n1 + n2);
  if (pooled === 0 || pooled === 1) return null;
  const z = (x1 / n1 - x2 / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
  return { z, p: twoSidedP(z) };
}

/** Benjamini–Hochberg q-values in the order of the p-values given. */
export function falseDiscovery(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const q = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach(({ p, index }, fromLargest) => {
    least = Math.min(least, (p * pValues.length) / (pValues.length - fromLargest));
    q[index] = least;
  });
  return q;
}
