/** Where things stand in the heat map, in pixels of a column of the given width. */
export interface Layout {
  readonly width: number;
  readonly head: number;
  readonly row: number;
  /** Between the pooled row and the cohorts. */
  readonly gap: number;
  /** Right edge of the customers' figures, left edge of the cells. */
  readonly sizeRight: number;
  readonly left: number;
  readonly mostCell: number;
  readonly mostColumns: number;
  readonly foot: number;
}

export const WIDE: Layout = { width: 1040, head: 28, row: 30, gap: 10, sizeRight: 152, left: 172, mostCell: 88, mostColumns: 24, foot: 38 };
export const NARROW: Layout = { width: 358, head: 22, row: 24, gap: 10, sizeRight: 88, left: 96, mostCell: 44, mostColumns: 11, foot: 60 };

/** At most so many cohorts are drawn, the latest; the table has them all. */
export const MOST_COHORTS = 24;

export const cellWidth = (layout: Layout, columns: number): number =>
  Math.min(layout.mostCell, (layout.width - layout.left) / Math.max(1, Math.min(columns, layout.mostColumns)));

/** Top of a row; −1 is the pooled one. */
export const rowTop = (layout: Layout, index: number): number =>
  index < 0 ? layout.head : layout.head + layout.row + layout.gap + index * layout.row;

export const heightOf = (layout: Layout, cohorts: number): number => rowTop(layout, cohorts) + layout.foot;

export interface Line {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

/** Rules at 45° that fill a box, `step` pixels apart. A pattern fill would need `url()`, which the chart gate refuses. */
export function hatch(box: Line, step: number): Line[] {
  const height = box.y2 - box.y;
  const lines: Line[] = [];
  for (let foot = box.x - height + step; foot < box.x2; foot += step) {
    const from = Math.max(foot, box.x);
    const to = Math.min(foot + height, box.x2);
    lines.push({ x: from, y: box.y2 - (from - foot), x2: to, y2: box.y2 - (to - foot) });
  }
  return lines;
}
