import { studentQuantile } from './distributions';
import { logGamma } from './gamma';
import { normalQuantile, normalUpper } from './normal';

/**
 * Customers needed in each of two groups so that a difference between shares p1 and p2 is seen at 5 % (two-sided) with probability `power`.
 * Not rounded; null where the shares are equal or `power` is not between 0 and 1. Fleiss 1981 without correction, as R's `power.prop.test`.
 */
export function casesForShares(p1: number, p2: number, power: number): number | null {
  const seen = normalQuantile(power);
  if (seen === null || p1 === p2) return null;
  const mean = (p1 + p2) / 2;
  const own = p1 * (1 - p1) + p2 * (1 - p2);
  return ((normalQuantile(0.975)! * Math.sqrt(2 * mean * (1 - mean)) + seen * Math.sqrt(own)) / (p1 - p2)) ** 2;
}

/**
 * Probability that Student's t with `df` degrees of freedom, moved by `shift`, lies above `line`: the mean of Φ over the chi distribution
 * (Simpson).
 */
function movedUpper(line: number, df: number, shift: number): number {
  const spread = 1 / Math.sqrt(2 * df);
  const [from, to] = [Math.max(0, 1 - 12 * spread), 1 + 12 * spread];
  const parts = 400;
  const constant = Math.log(2) + (df / 2) * Math.log(df / 2) - logGamma(df / 2);
  let total = 0;
  for (let i = 0; i <= parts; i++) {
    const s = from + ((to - from) * i) / parts;
    if (s <= 0) continue;
    const density = Math.exp(constant + (df - 1) * Math.log(s) - (df * s * s) / 2);
    total += (i === 0 || i === parts ? 1 : i % 2 === 1 ? 4 : 2) * density * normalUpper(line * s - shift);
  }
  return (total * (to - from)) / (3 * parts);
}

/**
 * Customers needed in each of two groups so that a difference of means (with standard deviation `sd` in both) is seen by the t test at 5 %
 * (two-sided) with probability `power`. Not rounded; null where there is no difference or no spread. Cohen 1988, as R's `power.t.test`.
 */
export function casesForMeans(difference: number, sd: number, power: number): number | null {
  const effect = Math.abs(difference) / sd;
  if (!(effect > 0) || !Number.isFinite(effect) || !(power > 0 && power < 1)) return null;
  const seen = (n: number): number => movedUpper(studentQuantile(0.975, 2 * n - 2), 2 * n - 2, Math.sqrt(n / 2) * effect);
  let [low, high] = [2, 4];
  if (seen(low) >= power) return low;
  while (seen(high) < power) high *= 2;
  for (let step = 0; step < 60 && high - low > 1e-9 * high; step++) {
    const middle = (low + high) / 2;
    if (seen(middle) < power) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
