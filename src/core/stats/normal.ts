import { upperGamma } from './gamma';

/** The 97.5 % point of the normal distribution, behind every 95 % interval. */
export const Z95 = 1.959963984540054;

/** Probability above z; right in the far tail, where it is 0 only below the smallest double. */
export function normalUpper(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/** Two-sided p-value of a z statistic, 0 to 1. */
export const twoSidedP = (z: number): number => upperGamma(0.5, (z * z) / 2);

/** A first guess of the upper point at a tail p ≤ 0.5, error below 4.5e-4. Abramowitz and Stegun 26.2.23. */
function roughPoint(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/** The z below which a share p lies; null outside 0 < p < 1. Newton's steps with Halley's correction from a rational guess. */
export function normalQuantile(p: number): number | null {
  if (!(p > 0 && p < 1)) return null;
  const tail = Math.min(p, 1 - p);
  let z = tail === 0.5 ? 0 : roughPoint(tail);
  for (let step = 0; step < 3; step++) {
    const error = (normalUpper(z) - tail) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z += error / (1 + (z * error) / 2);
  }
  return p < 0.5 ? -z : z;
}
