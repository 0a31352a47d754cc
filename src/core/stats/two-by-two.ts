import { Z95 } from './normal';
import type { Interval } from './proportions';

/** Numbers of customers: with the trait a converted and b did not, without it c converted and d did not. Whole, not below 0. */
export interface TwoByTwo {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Odds ratio with 0.5 added to each cell, its 95 % interval on the log scale; null for an empty table. Haldane 1956. */
export function oddsRatio({ a, b, c, d }: TwoByTwo): (Interval & { readonly ratio: number }) | null {
  if (a + b + c + d <= 0) return null;
  const cells = [a, b, c, d].map((count) => count + 0.5) as [number, number, number, number];
  const log = Math.log((cells[0] * cells[3]) / (cells[1] * cells[2]));
  const half = Z95 * Math.sqrt(cells.reduce((sum, count) => sum + 1 / count, 0));
  return { ratio: Math.exp(log), low: Math.exp(log - half), high: Math.exp(log + half) };
}

/** Correlation of trait and conversion, −1 to 1; null where a row or a column is empty. Pearson 1904. */
export function phi({ a, b, c, d }: TwoByTwo): number | null {
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  return margins > 0 ? (a * d - b * c) / Math.sqrt(margins) : null;
}
