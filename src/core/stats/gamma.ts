/** Lanczos coefficients for g = 607/128 (Paul Godfrey, 2001). */
const FIRST = 0.99999999999999709182;
const LANCZOS: readonly number[] = [
  57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978, 3.3994649984811888699e-5,
  4.6523628927048575665e-5, -9.8374475304879564677e-5, 1.5808870322491248884e-4, -2.1026444172410488319e-4, 2.174396181152126432e-4,
  -1.6431810653676389022e-4, 8.4418223983852743293e-5, -2.619083840158140867e-5, 3.6899182659531622704e-6,
];
const TINY = 1e-300;
const PRECISION = 1e-16;

/** Natural logarithm of Γ(x), relative error about 1e-14; x above 0, otherwise NaN. Lanczos 1964, Stirling's series from 20 on. */
export function logGamma(x: number): number {
  if (!(x > 0)) return NaN;
  if (x >= 20) {
    const r = 1 / (x * x);
    const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
  }
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const sum = LANCZOS.reduce((total, coefficient, i) => total + coefficient / (x + i), FIRST);
  const base = x + 607 / 128 - 0.5;
  return (x - 0.5) * Math.log(base) - base + Math.log(sum * Math.sqrt(2 * Math.PI));
}

/** x^a e^(−x) ÷ Γ(a), formed so that large a does not cancel. */
function density(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** Lower part by its series, for x < a + 1. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; Math.abs(term) > PRECISION * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * density(a, x);
}

/** Upper part by its continued fraction (Lentz), for x ≥ a + 1. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 100_000; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / (Math.abs(factor * d + b) < TINY ? TINY : factor * d + b);
    c = Math.abs(b + factor / c) < TINY ? TINY : b + factor / c;
    h *= d * c;
    if (Math.abs(d * c - 1) <= PRECISION) break;
  }
  return h * density(a, x);
}

/**
 * Regularised incomplete gamma above x: Q(a, x) between 0 and 1, right in the tail; a above 0, x not below 0. Abramowitz and Stegun 6.5.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}
