import { fisherTwoSided } from './fisher';
import { falseDiscovery, newcombe, pooledZ, type Interval } from './proportions';
import { oddsRatio, type TwoByTwo } from './two-by-two';

/** A group of customers and how many of them did it. */
export interface Group {
  readonly hits: number;
  readonly n: number;
}

/**
 * A group against everybody else: shares from 0 to 1, their difference with its 95 % interval, p, and q over all groups. All null without
 * either side.
 */
export interface RestComparison {
  readonly share: number | null;
  readonly rest: number | null;
  readonly difference: number | null;
  readonly interval: Interval | null;
  readonly p: number | null;
  readonly q: number | null;
}

/** p of two shares; Fisher where a cell would be expected below 5; 1 where nobody, or everybody, did it. */
function pOf(group: Group, rest: Group): number {
  const [hits, n] = [group.hits + rest.hits, group.n + rest.n];
  const least = (Math.min(group.n, rest.n) * Math.min(hits, n - hits)) / n;
  if (least < 5) return fisherTwoSided({ a: group.hits, b: group.n - group.hits, c: rest.hits, d: rest.n - rest.hits });
  return pooledZ(group.hits, group.n, rest.hits, rest.n)!.p;
}

/** Each of some groups against all others, in the order given. The groups are disjoint and everybody, unless `whole` says who there is (ST17). */
export function compareWithRest(groups: readonly Group[], whole?: Group): RestComparison[] {
  const sum = (of: 'hits' | 'n'): number => groups.reduce((total, group) => total + group[of], 0);
  const all = whole ?? { hits: sum('hits'), n: sum('n') };
  const rests = groups.map((group) => ({ hits: all.hits - group.hits, n: all.n - group.n }));
  const compared = groups.flatMap((group, i) => (group.n > 0 && rests[i]!.n > 0 ? [i] : []));
  const pValues = compared.map((i) => pOf(groups[i]!, rests[i]!));
  const qValues = falseDiscovery(pValues);
  return groups.map((group, i) => {
    const [share, rest] = [group, rests[i]!].map(({ hits, n }) => (n > 0 ? hits / n : null)) as [number | null, number | null];
    const at = compared.indexOf(i);
    if (at < 0) return { share, rest, difference: null, interval: null, p: null, q: null };
    const interval = newcombe(group.hits, group.n, rests[i]!.hits, rests[i]!.n);
    return { share, rest, difference: share! - rest!, interval, p: pValues[at]!, q: qValues[at]! };
  });
}

/** A trait with its table; `key` is whatever the caller knows it by. */
export interface Candidate<Key> {
  readonly key: Key;
  readonly table: TwoByTwo;
  /** Judged only where those with the trait convert more (ST24); its p is 1 otherwise. */
  readonly upwardOnly?: boolean;
}

/** A tested trait: odds ratio with its interval, Fisher's p, and q over all tested ones. */
export interface Association<Key> extends Candidate<Key> {
  readonly odds: Interval & { readonly ratio: number };
  readonly p: number;
  readonly q: number;
}

/**
 * Tests the traits that enough people have (at least 25, and 2 % of all) and somebody has not, in the order given; `leftOut` counts the
 * others.
 */
export function testAssociations<Key>(candidates: readonly Candidate<Key>[]): {
  readonly tested: Association<Key>[];
  readonly leftOut: number;
} {
  const enough = candidates.filter(({ table: { a, b, c, d } }) => a + b >= Math.max(25, (a + b + c + d) / 50) && c + d > 0);
  const judged = ({ table: { a, b, c, d }, upwardOnly }: Candidate<Key>): boolean => !upwardOnly || a * d > b * c;
  const pValues = enough.map((candidate) => (judged(candidate) ? fisherTwoSided(candidate.table) : 1));
  const qValues = falseDiscovery(pValues);
  return {
    tested: enough.map((candidate, i) => ({ ...candidate, odds: oddsRatio(candidate.table)!, p: pValues[i]!, q: qValues[i]! })),
    leftOut: candidates.length - enough.length,
  };
}
