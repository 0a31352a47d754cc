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

const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 13 : 7), 0);
const meet = (one: Box, other: Box): boolean =>
  one.from < other.to && other.from < one.to && one.top < other.bottom && other.top < one.bottom;

/**
 * Which names stand left of their marks, by key: where on the right they would leave the plot or lie over another mark, name or interval, and on the left
 * less so.
 */
export function namesOnLeft(sides: readonly Side[], { width, height, x, y }: Plot): ReadonlySet<string> {
  const across = (value: number): number => (width * (value - x[0])) / (x[1] - x[0]);
  const down = (value: number): number => height * (1 - (value - y[0]) / (y[1] - y[0]));
  const marks = sides.map((side) => ({
    side,
    at: across(side.mean ?? 0),
    level: down(side.share ?? 0),
    top: down(side.shareInterval?.high ?? side.share ?? 0),
    bottom: down(side.shareInterval?.low ?? side.share ?? 0),
  }));
  type Mark = (typeof marks)[number];
  const nameBox = ({ side, at, level }: Mark, left: boolean): Box => {
    const long = widthOf(side.label);
    return {
      from: left ? at - GAP - long : at + GAP,
      to: left ? at - GAP : at + GAP + long,
      top: level - HALF_LINE,
      bottom: level + HALF_LINE,
    };
  };
  const found = new Set<string>();
  const cost = (mark: Mark, left: boolean): number => {
    const box = nameBox(mark, left);
    const others = marks
      .filter((other) => other !== mark)
      .map((other) => {
        const dot = { from: other.at - HALF_MARK, to: other.at + HALF_MARK, top: other.level - HALF_MARK, bottom: other.level + HALF_MARK };
        const line = { from: other.at - 1, to: other.at + 1, top: other.top, bottom: other.bottom };
        const crowded = meet(box, dot) || meet(box, nameBox(other, found.has(other.side.key)));
        return (crowded ? MARK_COST : 0) + (meet(box, line) ? LINE_COST : 0);
      });
    return others.reduce((sum, each) => sum + each, box.from < 0 || box.to > width ? EDGE_COST : 0);
  };
  // Names make room for each other; after a few rounds nothing moves any more.
  for (let round = 0; round < 4; round++)
    for (const mark of marks.toSorted((one, other) => one.at - other.at)) {
      if (cost(mark, true) < cost(mark, false)) found.add(mark.side.key);
      else found.delete(mark.side.key);
    }
  return found;
}
