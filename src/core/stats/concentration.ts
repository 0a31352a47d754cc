/** A customer and an amount. */
interface Item {
  readonly key: string;
  readonly value: number;
}

const MILLION = 1_000_000;
/** An amount in whole millionths. */
const exact = (value: number): bigint => BigInt(Math.round(value * MILLION));
const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);
const ratio = (part: bigint, whole: bigint): number => Number(part) / Number(whole);
const notNegative = (values: readonly number[]): number[] => values.filter((value) => value >= 0).toSorted((a, b) => a - b);

/** How unequal amounts are: 0 all equal, towards 1 all with one; negative amounts are left out; null without money. Gini 1912. */
export function gini(values: readonly number[]): number | null {
  const ascending = notNegative(values).map(exact);
  const [n, sum] = [ascending.length, total(ascending)];
  if (sum === 0n) return null;
  return ratio(total(ascending.map((value, i) => BigInt(2 * (i + 1) - n - 1) * value)), BigInt(n) * sum);
}

/** A point of the Lorenz curve: the poorest share of customers has this share of the money, both 0 to 1. */
export interface LorenzPoint {
  readonly customers: number;
  readonly share: number;
}

/**
 * The Lorenz curve from (0, 0) to (1, 1), poorest first, at most `most` points spread evenly over the customers; empty without money.
 * Lorenz 1905.
 */
export function lorenz(values: readonly number[], most = 201): LorenzPoint[] {
  const ascending = notNegative(values).map(exact);
  const [n, sum] = [ascending.length, total(ascending)];
  if (sum === 0n) return [];
  const upTo = [0n];
  for (const value of ascending) upTo.push(upTo.at(-1)! + value);
  const points = Math.min(most, n + 1);
  return Array.from({ length: points }, (_, i) => Math.round((i * n) / (points - 1))).map((customers) => ({
    customers: customers / n,
    share: ratio(upTo[customers]!, sum),
  }));
}

/**
 * The ⌈percent · n ÷ 100⌉ customers with most and their share (0 to 1) of all money, of the n values not below 0; `percent` to 6 decimals.
 * Null without money. Pareto 1896.
 */
export function topShare(values: readonly number[], percent: number): { readonly customers: number; readonly share: number } | null {
  const descending = notNegative(values).reverse().map(exact);
  const sum = total(descending);
  if (sum === 0n) return null;
  const whole = 100n * BigInt(MILLION);
  const customers = Number((exact(percent) * BigInt(descending.length) + whole - 1n) / whole);
  return { customers, share: ratio(total(descending.slice(0, customers)), sum) };
}

/** The class of an ABC analysis. */
export type AbcClass = 'A' | 'B' | 'C';

/**
 * Items by value descending, then key, each with its class and the share of the money (0 to 1) before it: before it less than 80 % A, less
 * than 95 % B, else C. A value below 0 stands apart and has no class. Dickie 1951.
 */
export function abcClasses(
  items: readonly Item[],
  bounds: readonly [number, number] = [80, 95],
): (Item & {
  readonly class: AbcClass | null;
  readonly before: number | null;
})[] {
  const ordered = items.toSorted((a, b) => b.value - a.value || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const amounts = ordered.map((item) => (item.value >= 0 ? exact(item.value) : 0n));
  const sum = total(amounts);
  const whole = 100n * BigInt(MILLION);
  // Money before a customer, in millionths, from which on the class is the next.
  const [toB, toC] = bounds.map((percent) => (exact(percent) * sum + whole - 1n) / whole) as [bigint, bigint];
  let before = 0n;
  return ordered.map((item, i) => {
    if (item.value < 0) return { ...item, class: null, before: null };
    const found = {
      ...item,
      class: before < toB ? ('A' as const) : before < toC ? ('B' as const) : ('C' as const),
      before: sum === 0n ? null : ratio(before, sum),
    };
    before += amounts[i]!;
    return found;
  });
}
