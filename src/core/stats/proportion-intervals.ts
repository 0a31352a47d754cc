import { betaQuantile } from './beta';
import { Z95 } from './normal';
import type { Interval } from './proportions';

const clamped = (low: number, high: number): Interval => ({ low: Math.max(0, low), high: Math.min(1, high) });

/** p ± z √(p(1 − p) ÷ n), clamped to [0, 1]; null without cases. Too narrow in small groups: for comparison only. */
export function wald(x: number, n: number): Interval | null {
  if (n <= 0) return null;
  const p = x / n;
  const half = Z95 * Math.sqrt((p * (1 - p)) / n);
  return clamped(p - half, p + half);
}

/** Wilson's interval with continuity correction, as R's `prop.test`; null without cases. Newcombe 1998, method 4. */
export function wilsonContinuity(x: number, n: number): Interval | null {
  if (n <= 0) return null;
  const z2 = Z95 * Z95;
  // The correction never passes the middle: at p = 1/2 it is 0, as in prop.test against 1/2.
  const correction = Math.min(0.5, Math.abs(x - n / 2));
  const bound = (share: number, sign: number): number =>
    (share + z2 / (2 * n) + sign * Z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  const [below, above] = [(x - correction) / n, (x + correction) / n];
  return { low: x === 0 ? 0 : Math.max(0, bound(below, -1)), high: x === n ? 1 : Math.min(1, bound(above, 1)) };
}

/** The exact interval: 2.5 % of the binomial on either side; null without cases. Clopper and Pearson 1934. */
export function clopperPearson(x: number, n: number): Interval | null {
  if (n <= 0) return null;
  return { low: x === 0 ? 0 : betaQuantile(0.025, x, n - x + 1), high: x === n ? 1 : 1 - betaQuantile(0.025, n - x, x + 1) };
}

/** Wald's interval after z² ÷ 2 cases are added to either side, clamped to [0, 1]; null without cases. Agresti and Coull 1998. */
export function agrestiCoull(x: number, n: number): Interval | null {
  if (n <= 0) return null;
  const z2 = Z95 * Z95;
  const p = (x + z2 / 2) / (n + z2);
  const half = Z95 * Math.sqrt((p * (1 - p)) / (n + z2));
  return clamped(p - half, p + half);
}

/**
 * Middle 95 % of the share after Jeffreys's prior, with equal tails; null without cases. Brown, Cai and DasGupta 2001, without their change
 * at the ends.
 */
export function jeffreys(x: number, n: number): Interval | null {
  if (n <= 0) return null;
  return { low: betaQuantile(0.025, x + 0.5, n - x + 0.5), high: 1 - betaQuantile(0.025, n - x + 0.5, x + 0.5) };
}
