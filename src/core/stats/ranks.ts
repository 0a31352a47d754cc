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

/** What a rank sum needs of two samples that were ranked together: the ranks of the first by their sum, ties as Σ(t³ − t). */
export interface RankedSample {
  readonly n: number;
  readonly rest: number;
  readonly rankSum: number;
  readonly tied: number;
}

/**
 * Wilcoxon's rank sum of a sample against the rest by the normal approximation, with tie and continuity correction: z (below 0 where the
 * sample is lower) and two-sided p. Null where a side is empty or all values are equal. Wilcoxon 1945; Mann and Whitney 1947.
 */
export function rankSumOf({ n, rest, rankSum: sum, tied }: RankedSample): { readonly z: number; readonly p: number } | null {
  if (n <= 0 || rest <= 0) return null;
  const total = n + rest;
  const variance = ((n * rest) / 12) * (total + 1 - tied / (total * (total - 1)));
  if (!(variance > 0)) return null;
  const gap = sum - (n * (n + 1)) / 2 - (n * rest) / 2;
  const z = (gap - Math.sign(gap) * Math.min(0.5, Math.abs(gap))) / Math.sqrt(variance);
  return { z, p: twoSidedP(z) };
}

/** The share of pairs in which the one of the sample is higher than the one of the rest, ties half; null where a side is empty. */
export const moreOften = ({ n, rest, rankSum: sum }: Omit<RankedSample, 'tied'>): number | null =>
  n > 0 && rest > 0 ? (sum - (n * (n + 1)) / 2) / (n * rest) : null;

/** `rankSumOf` for values at hand: x against y. */
export function rankSum(x: readonly number[], y: readonly number[]): { readonly z: number; readonly p: number } | null {
  const { ranks, ties } = ranked([...x, ...y]);
  const sum = ranks.slice(0, x.length).reduce((total, rank) => total + rank, 0);
  return rankSumOf({ n: x.length, rest: y.length, rankSum: sum, tied: ties.reduce((total, t) => total + (t ** 3 - t), 0) });
}
