import { quantile } from './quantiles';

const MOST_BINS = 60;

/** Edges of `count` equal bins from `low` to `high`: one more than bins, the last exactly `high`. */
const equalEdges = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => (i === count ? high : low + ((high - low) * i) / count));

/**
 * Edges of equal bins for ascending values, one more than bins: width 2·IQR ÷ ∛n, at most 60 bins, 10 where the IQR is 0; all equal gives
 * one bin from the value to itself, no value no edge. Freedman and Diaconis 1981.
 */
export function freedmanDiaconisEdges(ascending: ArrayLike<number>): number[] {
  const n = ascending.length;
  if (n === 0) return [];
  const [low, high] = [ascending[0]!, ascending[n - 1]!];
  if (low === high) return [low, high];
  const width = (2 * (quantile(ascending, 0.75)! - quantile(ascending, 0.25)!)) / Math.cbrt(n);
  const bins = width > 0 ? Math.ceil((high - low) / width) : 10;
  return equalEdges(low, high, Math.min(MOST_BINS, Math.max(1, bins)));
}

/**
 * Edges of whole width for ascending values, as PostHog's time to convert: `bins` (by default ⌈∛n⌉ between 3 and 60) of ⌈range ÷ bins⌉, 60
 * where all are equal, and one bin more. No value no edge.
 */
export function cubeRootEdges(ascending: ArrayLike<number>, bins?: number): number[] {
  const n = ascending.length;
  if (n === 0) return [];
  const count = bins ?? Math.min(MOST_BINS, Math.max(3, Math.ceil(Math.cbrt(n))));
  const low = ascending[0]!;
  const width = Math.ceil((ascending[n - 1]! - low) / count) || 60;
  return Array.from({ length: count + 2 }, (_, i) => low + i * width);
}

/**
 * How many values lie in each bin, in any order of the values; a bin holds its lower edge, the last one both. Values outside are not
 * counted.
 */
export function binCounts(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  if (counts.length === 0) return counts;
  const last = edges.at(-1)!;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < edges[0]! || value > last) continue;
    let [low, high] = [0, counts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (edges[middle]! <= value) low = middle;
      else high = middle - 1;
    }
    counts[low]!++;
  }
  return counts;
}

/**
 * Bins of equal ratio for ascending values: edges in the unit of the values, counts, and how many lie apart because they are not above 0.
 */
export function logarithmicBins(ascending: readonly number[]): {
  readonly apart: number;
  readonly edges: readonly number[];
  readonly counts: readonly number[];
} {
  const positive = ascending.filter((value) => value > 0);
  const inner = freedmanDiaconisEdges(positive.map(Math.log)).map(Math.exp);
  // The ends are the values themselves: exp(log x) may miss x by a bit.
  const edges = inner.map((edge, i) => (i === 0 ? positive[0]! : i === inner.length - 1 ? positive.at(-1)! : edge));
  return { apart: ascending.length - positive.length, edges, counts: binCounts(positive, edges) };
}
