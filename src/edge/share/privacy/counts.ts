/** One count of a table, or a total of some. */
export interface Count {
  readonly value: number;
  /** It is to be written; else nobody sees it, and yet it must not follow from what is written (PR6). */
  readonly shown: boolean;
  /** How much is lost when it is withheld, beside its size: 1 for a part, more for totals. */
  readonly weight: number;
  /** It is known from elsewhere: withholding it here would hide nothing. */
  readonly fixed?: boolean;
}

/** Counts that add up: the signed sum of the terms is zero. `cell` is a place in `counts`. */
export type Relation = readonly { readonly cell: number; readonly sign: 1 | -1 }[];

/** Counts with all that is known of how they add up. */
export interface CountSystem {
  readonly counts: readonly Count[];
  readonly relations: readonly Relation[];
}

/** The coordinate of a total over its dimension. */
export const TOTAL = -1;

const TOTAL_WEIGHT = 10;

/** All coordinates of a table of that shape with its totals, the last dimension fastest. */
function placesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (places, size) => places.flatMap((place) => Array.from({ length: size + 1 }, (_, at) => [...place, at === size ? TOTAL : at])),
    [[]],
  );
}

/** A table of counts in any number of dimensions, with the totals over every choice of dimensions. */
export interface CountTable extends CountSystem {
  /** Coordinates of each count; `TOTAL` where it is the total over a dimension. */
  readonly places: readonly (readonly number[])[];
}

/**
 * The system of a table. `valueOf` gives the counts of the table itself, not its totals; `isShown` says which are written, by the dimensions
 * over which they are totals; without it all are.
 */
export function tableOf(
  shape: readonly number[],
  valueOf: (place: readonly number[]) => number,
  isShown: (totals: readonly boolean[]) => boolean = () => true,
): CountTable {
  const places = placesOf(shape);
  const index = new Map(places.map((place, at) => [place.join(), at]));
  const lines: Relation[] = [];
  for (const [at, place] of places.entries())
    for (const [dimension, coordinate] of place.entries()) {
      if (coordinate !== TOTAL) continue;
      const parts = Array.from({ length: shape[dimension]! }, (_, each) => index.get(place.with(dimension, each).join())!);
      lines.push([{ cell: at, sign: -1 }, ...parts.map((cell) => ({ cell, sign: 1 as const }))]);
    }
  const covers = (total: readonly number[], part: readonly number[]): boolean =>
    total.every((coordinate, dimension) => coordinate === TOTAL || coordinate === part[dimension]);
  const inner = places.filter((place) => !place.includes(TOTAL)).map((place) => ({ place, value: valueOf(place) }));
  const counts = places.map((place): Count => {
    const totals = place.map((coordinate) => coordinate === TOTAL);
    return {
      value: inner.reduce((sum, each) => sum + (covers(place, each.place) ? each.value : 0), 0),
      shown: isShown(totals),
      weight: TOTAL_WEIGHT ** totals.filter(Boolean).length,
    };
  });
  return { places, counts, relations: lines };
}
