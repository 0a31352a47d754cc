import { axisOf, isThreshold, type TierCondition, type TierRule } from './tier-params';

/** A piece of an axis: numbers from `low` up to, not with, `high`; one value of a column; every other value; or no value at all. */
export type Piece =
  { readonly low: number; readonly high: number } | { readonly value: string } | { readonly other: true } | { readonly missing: true };
/** Combinations that differ in nothing but these pieces; an axis that is not named may be anything. */
export type Box = readonly { readonly axis: string; readonly pieces: readonly Piece[] }[];

/** What the checker proves of a list of rules whatever the data hold (TI9); rules by their place. */
export interface RuleCheck {
  /** False: there are too many combinations, and nothing is said. */
  readonly looked: boolean;
  readonly unreached: readonly number[];
  readonly overlaps: readonly (readonly [number, number])[];
  /** What only the last tier takes. */
  readonly uncovered: readonly Box[];
}

interface Axis {
  readonly key: string;
  readonly pieces: readonly Piece[];
}

const MOST = 20_000;

/** Least value of an axis of whole numbers; null for money and columns. */
function leastOf(key: string): number | null {
  if (key === 'orders') return 1;
  return key.startsWith('days_') || key.startsWith('recent_orders:') ? 0 : null;
}

/** Least and largest value of a piece; for whole numbers those that can be. */
function reach(axis: string, piece: Piece): readonly [number, number] {
  if (!('low' in piece)) return [-Infinity, Infinity];
  const least = leastOf(axis);
  return least === null ? [piece.low, piece.high] : [Math.max(least, Math.ceil(piece.low)), Math.ceil(piece.high) - 1];
}

function axesOf(rules: readonly TierRule[]): Axis[] {
  const conditions = rules.flatMap(({ where }) => where);
  return [...new Set(conditions.map(axisOf))].map((key): Axis => {
    const own = conditions.filter((condition) => axisOf(condition) === key);
    const cuts = [...new Set(own.filter(isThreshold).map(({ value }) => value))].toSorted((a, b) => a - b);
    const ends = [-Infinity, ...cuts, Infinity];
    const intervals = ends.slice(1).map((high, at): Piece => ({ low: ends[at]!, high }));
    const values = [...new Set(own.flatMap((condition) => ('values' in condition ? condition.values : [])))];
    const pieces: readonly Piece[] =
      cuts.length === 0
        ? [...values.map((value): Piece => ({ value })), { other: true }]
        : [...intervals, ...(key.startsWith('column:') ? [{ missing: true } as const] : [])];
    return { key, pieces: pieces.filter((piece) => reach(key, piece)[0] <= reach(key, piece)[1]) };
  });
}

/** Whether two pieces can be true of one customer (TI10); asked in both orders. */
function canBe(one: string, first: Piece, other: string, second: Piece): boolean {
  const [[low, high], [otherLow, otherHigh]] = [reach(one, first), reach(other, second)];
  const [name, days] = one.split(':');
  if (one === 'days_since_last' && other === 'days_since_first') return low <= otherHigh;
  if (name !== 'recent_orders') return true;
  const [otherName, otherDays] = other.split(':');
  if (other === 'orders' || (otherName === 'recent_orders' && Number(days) < Number(otherDays))) return low <= otherHigh;
  if (other !== 'days_since_last') return true;
  return !(low >= 1 && otherLow >= Number(days)) && !(high === 0 && otherHigh < Number(days));
}

/** Every combination of one piece of each axis that can be. */
function combinationsOf(axes: readonly Axis[]): number[][] {
  let found: number[][] = [[]];
  for (const axis of axes) {
    found = found.flatMap((start) =>
      axis.pieces.flatMap((piece, index) => {
        const fits = start.every((chosen, earlier) => {
          const before = axes[earlier]!;
          const other = before.pieces[chosen]!;
          return canBe(before.key, other, axis.key, piece) && canBe(axis.key, piece, before.key, other);
        });
        return fits ? [[...start, index]] : [];
      }),
    );
  }
  return found;
}

function meets(condition: TierCondition, piece: Piece): boolean {
  if ('values' in condition) return 'value' in piece && condition.values.includes(piece.value);
  if (!('low' in piece)) return false;
  return condition.op === 'gte' ? piece.low >= condition.value : piece.high <= condition.value;
}

/** Neighbouring pieces of an axis joined, axis by axis, so that what is not covered is said in few words. */
function joined(combinations: readonly (readonly number[])[], axes: readonly Axis[]): Box[] {
  let boxes = combinations.map((combination) => combination.map((index) => [index]));
  axes.forEach((axis, at) => {
    const alike = new Map<string, number[][][]>();
    for (const box of boxes) {
      const key = JSON.stringify(box.map((indexes, place) => (place === at ? null : indexes)));
      alike.set(key, [...(alike.get(key) ?? []), box]);
    }
    boxes = [...alike.values()].flatMap((same) => {
      const indexes = same.flatMap((box) => box[at]!).toSorted((a, b) => a - b);
      const numeric = axis.pieces.some((piece) => 'low' in piece);
      const runs: number[][] = [];
      for (const index of indexes) {
        const last = runs.at(-1);
        const next = 'low' in axis.pieces[index]! && last?.at(-1) === index - 1;
        if (last && (!numeric || next || indexes.length === axis.pieces.length)) last.push(index);
        else runs.push([index]);
      }
      return runs.map((run) => same[0]!.map((own, place) => (place === at ? run : own)));
    });
  });
  return boxes.map((box) =>
    box.flatMap((indexes, at) => {
      const axis = axes[at]!;
      return indexes.length === axis.pieces.length ? [] : [{ axis: axis.key, pieces: indexes.map((index) => axis.pieces[index]!) }];
    }),
  );
}

/** Decides every combination of the axes' pieces for every rule but the last (TI9, TI10). */
export function checkRules(list: readonly TierRule[]): RuleCheck {
  const rules = list.slice(0, -1);
  const axes = axesOf(rules);
  if (axes.reduce((product, { pieces }) => product * pieces.length, 1) > MOST)
    return { looked: false, unreached: [], overlaps: [], uncovered: [] };
  const at = new Map(axes.map(({ key }, place) => [key, place]));
  const combinations = combinationsOf(axes);
  const fitting = combinations.map((combination) =>
    rules.flatMap(({ match, where }, place) => {
      const met = (condition: TierCondition): boolean => {
        const axis = at.get(axisOf(condition))!;
        return meets(condition, axes[axis]!.pieces[combination[axis]!]!);
      };
      return (match === 'all' ? where.every(met) : where.some(met)) ? [place] : [];
    }),
  );
  const pairs = rules.flatMap((_, one) => rules.slice(one + 1).map((__, step) => [one, one + 1 + step] as const));
  return {
    looked: true,
    unreached: rules.flatMap((_, place) => (fitting.some(([first]) => first === place) ? [] : [place])),
    overlaps: pairs.filter(([one, other]) => fitting.some((places) => places.includes(one) && places.includes(other))),
    uncovered: joined(
      combinations.filter((_, index) => fitting[index]!.length === 0),
      axes,
    ),
  };
}
