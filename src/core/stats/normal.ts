/** The 97.5 % point of the normal distribution, behind every 95 % interval. */
export const Z95 = 1.959963984540054;

const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
] as const;

/** Complementary error function, relative error below 1.2e-7 everywhere (Numerical Recipes, Chebyshev fit). */
function erfc(x: number): number {
  const t = 1 / (1 + Math.abs(x) / 2);
  const poly = COEFFICIENTS.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = t * Math.exp(-x * x + poly);
  return x >= 0 ? tail : 2 - tail;
}

/** Two-sided p-value of a z statistic. */
export const twoSidedP = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);
