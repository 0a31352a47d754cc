import type { Side } from './sides';

/** A plot in pixels, with the ends of its axes. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

interface Box {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels between a mark and its name, half the height of a name, half the width of a mark. */
const GAP = 12;
const HALF_LINE = 8;
const HALF_MARK = 6;
const MARK_COST = 10;
const LINE_COST = 1;
const EDGE_COST = 100;

/** How far a name may stand above or below the middle of its mark, the nearest first. */
const SHIFTS = [0, -9, 9, -14, 14, -20, 20] as const;

const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 13 : 7), 0);
const meet = (one: Box, other: Box): boolean =>
  one.from < other.to && other.from < one.to && one.top < other.bottom && other.top < one.bottom;

interface Mark {
  readonly side: Side;
  readonly at: number;
  readonly level: number;
  readonly top: number;
  readonly bottom: number;
}

/** The marks in pixels of the plot. */
function marksOf(sides: readonly Side[], { width, height, x, y }: Plot): readonly Mark[] {
  const across = (value: number): number => (width * (value - x[0])) / (x[1] - x[0]);
  const down = (value: number): number => height * (1 - (value - y[0]) / (y[1] - y[0]));
  return sides.map((side) => ({
    side,
    at: across(side.mean ?? 0),
    level: down(side.share ?? 0),
    top: down(side.shareInterval?.high ?? side.share ?? 0),
    bottom: down(side.shareInterval?.low ?? side.share ?? 0),
  }));
}

/** Where a name lies; `shift`: pixels downwards. */
function nameBox({ side, at, level }: Mark, left: boolean, shift = 0): Box {
  const long = widthOf(side.label);
  return {
    from: left ? at - GAP - long : at + GAP,
    to: left ? at - GAP : at + GAP + long,
    top: level + shift - HALF_LINE,
    bottom: level + shift + HALF_LINE,
  };
}
const dotBox = ({ at, level }: Mark): Box => ({
  from: at - HALF_MARK,
  to: at + HALF_MARK,
  top: level - HALF_MARK,
  bottom: level + HALF_MARK,
});
const lineBox = ({ at, top, bottom }: Mark): Box => ({ from: at - 1, to: at + 1, top, bottom });

/**
 * Which names stand left of their marks, by key: where on the right they would leave the plot or lie over another mark, name or interval, and on the left
 * less so.
 */
export function namesOnLeft(sides: readonly Side[], plot: Plot): ReadonlySet<string> {
  const marks = marksOf(sides, plot);
  const found = new Set<string>();
  const cost = (mark: Mark, left: boolean): number => {
    const box = nameBox(mark, left);
    const others = marks
      .filter((other) => other !== mark)
      .map((other) => {
        const crowded = meet(box, dotBox(other)) || meet(box, nameBox(other, found.has(other.side.key)));
        return (crowded ? MARK_COST : 0) + (meet(box, lineBox(other)) ? LINE_COST : 0);
      });
    return others.reduce((sum, each) => sum + each, box.from < 0 || box.to > plot.width ? EDGE_COST : 0);
  };
  // Names make room for each other; after a few rounds nothing moves any more.
  for (let round = 0; round < 4; round++)
    for (const mark of marks.toSorted((one, other) => one.at - other.at)) {
      if (cost(mark, true) < cost(mark, false)) found.add(mark.side.key);
      else found.delete(mark.side.key);
    }
  return found;
}

/** How many pixels each name stands below the middle of its mark, by key, so that names and marks that are close do not lie over each other. */
export function shiftsOfNames(sides: readonly Side[], plot: Plot, onLeft: ReadonlySet<string>): ReadonlyMap<string, number> {
  const marks = marksOf(sides, plot);
  const placed: Box[] = [];
  const shifts = new Map<string, number>();
  for (const mark of marks.toSorted((one, other) => one.level - other.level)) {
    const boxOf = (shift: number): Box => nameBox(mark, onLeft.has(mark.side.key), shift);
    const cost = (shift: number): number => {
      const box = boxOf(shift);
      const others = marks.filter((other) => other !== mark);
      const names = placed.filter((other) => meet(box, other)).length;
      const dots = others.filter((other) => meet(box, dotBox(other))).length;
      const lines = others.filter((other) => meet(box, lineBox(other))).length;
      return (names + dots) * MARK_COST + lines * LINE_COST;
    };
    // Only what lies over another is moved.
    const best =
      cost(0) < MARK_COST ? 0 : SHIFTS.reduce((least, shift) => (cost(shift) < cost(least) ? shift : least), SHIFTS[0] as number);
    shifts.set(mark.side.key, best);
    placed.push(boxOf(best));
  }
  return shifts;
}
