import { studentP, studentQuantile } from './distributions';
import type { Interval } from './proportions';

/** Number, mean and variance (n − 1) of values; mean null without a value, variance null below two. A query can give the same three. */
export interface Moments {
  readonly n: number;
  readonly mean: number | null;
  readonly variance: number | null;
}

/** Moments of values in one pass, without the cancellation of Σx² − n·mean². Welford 1962. */
export function momentsOf(values: ArrayLike<number>): Moments {
  let [mean, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const gap = values[i]! - mean;
    mean += gap / (i + 1);
    squares += gap * (values[i]! - mean);
  }
  const n = values.length;
  return { n, mean: n > 0 ? mean : null, variance: n > 1 ? squares / (n - 1) : null };
}

/** Moments of values of which each comes so many times. */
export function momentsOfCounts(counts: readonly { readonly value: number; readonly count: number }[]): Moments {
  const n = counts.reduce((sum, { count }) => sum + count, 0);
  const mean = counts.reduce((sum, { value, count }) => sum + value * count, 0) / n;
  const squares = counts.reduce((sum, { value, count }) => sum + (value - mean) ** 2 * count, 0);
  return { n, mean: n > 0 ? mean : null, variance: n > 1 ? squares / (n - 1) : null };
}

/** 95 % interval of a mean by Student's t; null below two values. */
export function meanInterval({ n, mean, variance }: Moments): Interval | null {
  if (mean === null || variance === null) return null;
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}

/**
 * Welch's test of mean a − mean b: t, its degrees of freedom, two-sided p; null below two values on a side or without variance on both.
 * Welch 1947.
 */
export function welch(a: Moments, b: Moments): { readonly t: number; readonly df: number; readonly p: number } | null {
  if (a.mean === null || b.mean === null || a.variance === null || b.variance === null) return null;
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  if (va + vb <= 0) return null;
  const t = (a.mean - b.mean) / Math.sqrt(va + vb);
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  return { t, df, p: studentP(t, df) };
}

/** 95 % interval of mean a − mean b by Welch; null where `welch` is. */
export function welchInterval(a: Moments, b: Moments): Interval | null {
  const test = welch(a, b);
  if (!test) return null;
  const half = studentQuantile(0.975, test.df) * Math.sqrt(a.variance! / a.n + b.variance! / b.n);
  return { low: a.mean! - b.mean! - half, high: a.mean! - b.mean! + half };
}

const inSpreads = (difference: number, variance: number): number | null =>
  variance > 0 ? difference / Math.sqrt(variance) : difference === 0 ? 0 : null;

/**
 * Difference of means a − b in standard deviations; 0.1 is commonly called balanced. Null below two values, or where equal values differ.
 * Cohen 1988.
 */
export function standardisedMeans(a: Moments, b: Moments): number | null {
  if (a.mean === null || b.mean === null || a.variance === null || b.variance === null) return null;
  return inSpreads(a.mean - b.mean, (a.variance + b.variance) / 2);
}

/** Difference of shares p1 − p2 (0 to 1) in standard deviations; null where one is 0 and the other 1. Austin 2009. */
export const standardisedShares = (p1: number, p2: number): number | null => inSpreads(p1 - p2, (p1 * (1 - p1) + p2 * (1 - p2)) / 2);
