import type { TwoByTwo } from './two-by-two';

/**
 * Probability, relative to the most probable table, of each count in the first cell from `low` on; the rest is below the smallest double.
 */
interface Weights {
  readonly low: number;
  readonly list: readonly number[];
}

/**
 * Every table with the margins of this one, as ratios from the most probable: p(x + 1) ÷ p(x) = (r − x)(k − x) ÷ ((x + 1)(o − k + x + 1)).
 */
function weightsOf({ a, b, c, d }: TwoByTwo): Weights {
  const [row, other, column] = [a + b, c + d, a + c];
  const [least, most] = [Math.max(0, column - other), Math.min(row, column)];
  const up = (x: number): number => ((row - x) * (column - x)) / ((x + 1) * (other - column + x + 1));
  const mode = Math.min(most, Math.max(least, Math.floor(((row + 1) * (column + 1)) / (row + other + 2))));
  const above = [1];
  for (let x = mode; x < most && above.at(-1)! > 0; x++) above.push(above.at(-1)! * up(x));
  const below: number[] = [];
  for (let x = mode, weight = 1; x > least && weight > 0; x--) {
    weight /= up(x - 1);
    below.push(weight);
  }
  return { low: mode - below.length, list: [...below.reverse(), ...above] };
}

const sum = (list: readonly number[]): number => list.reduce((total, weight) => total + weight, 0);

/**
 * Two-sided p-value of Fisher's exact test, 0 to 1 (an empty table: 1): the tables no more probable than this one. Fisher 1935; any size.
 */
export function fisherTwoSided(table: TwoByTwo): number {
  const { low, list } = weightsOf(table);
  const seen = (list[table.a - low] ?? 0) * (1 + 1e-7);
  return Math.min(1, sum(list.filter((weight) => weight <= seen)) / sum(list));
}

/**
 * One-sided p-value of Fisher's exact test: the first cell at least (`greater`) or at most (`less`) as large as seen, given the margins.
 */
export function fisherOneSided(table: TwoByTwo, side: 'greater' | 'less'): number {
  const { low, list } = weightsOf(table);
  const at = table.a - low;
  const tail = side === 'greater' ? list.slice(Math.max(0, at)) : list.slice(0, Math.max(0, at + 1));
  return Math.min(1, sum(tail) / sum(list));
}
