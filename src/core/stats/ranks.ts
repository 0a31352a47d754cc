import { twoSidedP } from './normal';

/** Places of the values in ascending order, and how many share each value. */
function ranked(values: ArrayLike<number>): { readonly ranks: number[]; readonly ties: number[] } {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  const ties: number[] = [];
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    ties.push(to - from);
    from = to;
  }
  return { ranks, ties };
}

/** Rank of each value from 1, ascending, in the order given; equal values share the mean of their places. */
export const averageRanks = (values: ArrayLike<number>): number[] => ranked(values).ranks;

/**
 * Wilcoxon's rank sum of x against y by the normal approximation, with tie and continuity correction: z (below 0 where x is lower) and
 * two-sided p. Null where a side is empty or all values are equal. Wilcoxon 1945; Mann and Whitney 1947.
 */
export function rankSum(x: readonly number[], y: readonly number[]): { readonly z: number; readonly p: number } | null {
  const [m, n] = [x.length, y.length];
  if (m === 0 || n === 0) return null;
  const total = m + n;
  const { ranks, ties } = ranked([...x, ...y]);
  const w = ranks.slice(0, m).reduce((sum, rank) => sum + rank, 0) - (m * (m + 1)) / 2;
  const tied = ties.reduce((sum, t) => sum + (t ** 3 - t), 0);
  const variance = ((m * n) / 12) * (total + 1 - tied / (total * (total - 1)));
  if (!(variance > 0)) return null;
  const gap = w - (m * n) / 2;
  const z = (gap - Math.sign(gap) * 0.5) / Math.sqrt(variance);
  return { z, p: twoSidedP(z) };
}
