/** Where things stand, in pixels of a column of the given width. */
export interface Layout {
  readonly prefix: '' | 'n';
  readonly narrow: boolean;
  readonly width: number;
  readonly head: number;
  readonly row: number;
  /** Height of a bar, and its top in its row. */
  readonly bar: number;
  readonly barTop: number;
  readonly nameTop: number;
  readonly unitsTop: number;
  readonly noteTop: number;
  /** Left edges of names and bars, right edges of figures. */
  readonly name: number;
  readonly units: number;
  readonly left: number;
  readonly right: number;
  readonly ofFirst: number;
  readonly ofBefore: number;
}

export const WIDE: Layout = {
  prefix: '',
  narrow: false,
  width: 1040,
  head: 28,
  row: 58,
  bar: 22,
  barTop: 12,
  nameTop: 23,
  unitsTop: 23,
  noteTop: 0,
  name: 0,
  units: 272,
  left: 288,
  right: 760,
  ofFirst: 888,
  ofBefore: 1036,
};
export const NARROW: Layout = {
  prefix: 'n',
  narrow: true,
  width: 358,
  head: 4,
  row: 82,
  bar: 18,
  barTop: 24,
  nameTop: 11,
  unitsTop: 11,
  noteTop: 56,
  name: 0,
  units: 356,
  left: 0,
  right: 356,
  ofFirst: 0,
  ofBefore: 0,
};

export const rowTop = (layout: Layout, index: number): number => layout.head + index * layout.row;
export const heightOf = (layout: Layout, steps: number): number => rowTop(layout, Math.max(1, steps));
