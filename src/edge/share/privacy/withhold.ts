import type { CountSystem } from './counts';
import { findMove, linksOf, type Links, type Move } from './moves';

export const isSmall = (value: number, k: number): boolean => value > 0 && value < k;

/** A count that is withheld already, or not written at all, costs next to nothing. */
const FREE = 0.01;

/** PR3, second half: all counts that hang together with one, but the zeros. */
function connected({ counts, relations }: CountSystem, links: Links, start: number): Set<number> {
  const found = new Set([start]);
  for (const cell of found)
    for (const { relation } of links[cell]!)
      for (const term of relations[relation]!) if (counts[term.cell]!.value > 0) found.add(term.cell);
  return found;
}

/** Whether a change of the counts is a second table in the sense of PR3. */
function isProof({ counts, relations }: CountSystem, move: Move, withheld: readonly boolean[]): boolean {
  const fits = [...move].every(([cell, change]) => {
    const { value, shown } = counts[cell]!;
    return shown ? withheld[cell]! && value + change >= 1 : value + change >= 0;
  });
  return fits && relations.every((terms) => terms.reduce((sum, { cell, sign }) => sum + sign * (move.get(cell) ?? 0), 0) === 0);
}

/**
 * Which counts are withheld, so that no small one can be worked out (PR1–PR6). `complement: false` withholds the small ones alone,
 * for showing what that would give away.
 */
export function withhold(system: CountSystem, k: number, { complement = true } = {}): boolean[] {
  const { counts } = system;
  const withheld = counts.map(({ value, shown }) => shown && isSmall(value, k));
  if (!complement) return withheld;
  const links = linksOf(system);
  const costOf = (cell: number): number => {
    const { value, shown, weight } = counts[cell]!;
    return withheld[cell] || !shown ? FREE : weight * (1 + Math.log2(1 + value));
  };
  const small = counts.flatMap(({ value }, cell) => (isSmall(value, k) ? [cell] : []));
  for (const cell of small.toSorted((a, b) => counts[a]!.value - counts[b]!.value)) {
    const move = findMove(system, links, cell, k - counts[cell]!.value, costOf);
    const beside = move ? move.keys() : connected(system, links, cell);
    for (const each of beside) if (counts[each]!.shown && counts[each]!.value > 0) withheld[each] = true;
    if (move && !isProof(system, move, withheld)) throw new Error('a move that is no proof');
  }
  return withheld;
}
