import { betaCdfOf, betaQuantile } from './beta';
import { upperGamma } from './gamma';

/** Probability of a chi-square variable above x, with degrees of freedom above 0. */
export const chiSquareP = (x: number, df: number): number => upperGamma(df / 2, x / 2);

/** Two-sided p-value of Student's t, with degrees of freedom above 0 (a fraction too, as Welch gives). */
export const studentP = (t: number, df: number): number => betaCdfOf(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5);

/** The t below which a share p (0 < p < 1) of Student's distribution lies. */
export function studentQuantile(p: number, df: number): number {
  const inside = betaQuantile(Math.abs(2 * p - 1), 0.5, df / 2);
  return Math.sign(p - 0.5) * Math.sqrt((df * inside) / (1 - inside));
}
