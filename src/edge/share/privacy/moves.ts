import type { CountSystem } from './counts';

/** Changes of counts, by place, that leave every relation as it was. */
export type Move = ReadonlyMap<number, number>;

/** Half-made moves that are followed up at a time, and steps after which the search gives up. */
const WIDTH = 24;
const LONGEST = 40;
/** What an unbalanced relation is reckoned to cost, beside the counts that are withheld already. */
const OPEN = 3;

interface Draft {
  readonly changes: Move;
  /** Relations that do not add up yet, with what is too much. */
  readonly open: ReadonlyMap<number, number>;
  readonly cost: number;
}

/** Relations of each count, with its sign there. */
export type Links = readonly (readonly { readonly relation: number; readonly sign: 1 | -1 }[])[];

export function linksOf({ counts, relations }: CountSystem): Links {
  const links: { relation: number; sign: 1 | -1 }[][] = counts.map(() => []);
  for (const [relation, terms] of relations.entries()) for (const { cell, sign } of terms) links[cell]!.push({ relation, sign });
  return links;
}

function extend(draft: Draft, cell: number, change: number, cost: number, links: Links): Draft {
  const open = new Map(draft.open);
  for (const { relation, sign } of links[cell]!) {
    const rest = (open.get(relation) ?? 0) + sign * change;
    if (rest === 0) open.delete(relation);
    else open.set(relation, rest);
  }
  return { changes: new Map([...draft.changes, [cell, change]]), open, cost: draft.cost + cost };
}

const keyOf = ({ changes }: Draft): string =>
  [...changes]
    .toSorted(([a], [b]) => a - b)
    .map((each) => each.join())
    .join(' ');

/**
 * The cheapest move found that raises the count at `start` by `rise`, touches no written zero and leaves written counts at 1 or more (PR3);
 * null where the search finds none, which does not say that there is none.
 */
export function findMove(system: CountSystem, links: Links, start: number, rise: number, costOf: (cell: number) => number): Move | null {
  const mayBe = (cell: number, change: number): boolean => {
    const { value, shown, fixed } = system.counts[cell]!;
    if (fixed) return false;
    return shown ? value > 0 && value + change >= 1 : value + change >= 0;
  };
  const reckon = (draft: Draft): number => draft.cost + OPEN * draft.open.size;
  let drafts = [extend({ changes: new Map(), open: new Map(), cost: 0 }, start, rise, 0, links)];
  let best: Draft | null = null;
  for (let step = 0; step <= LONGEST && drafts.length > 0; step++) {
    const fresh = new Map<string, Draft>();
    for (const draft of drafts) {
      if (best && draft.cost >= best.cost) continue;
      const [unbalanced] = draft.open;
      if (!unbalanced) {
        best = draft;
        continue;
      }
      const [relation, rest] = unbalanced;
      for (const { cell, sign } of system.relations[relation]!) {
        const change = -rest * sign;
        if (draft.changes.has(cell) || !mayBe(cell, change)) continue;
        const next = extend(draft, cell, change, costOf(cell), links);
        fresh.set(keyOf(next), next);
      }
    }
    drafts = [...fresh.values()].toSorted((a, b) => reckon(a) - reckon(b)).slice(0, WIDTH);
  }
  return best && best.changes;
}
