import { widthOf } from '#core/chart/builder/columns';
import type { Shade } from '#core/chart/pivot/shade';
import type { Scalar } from '#core/model/columns';

/** A column of a grid. */
export interface GridColumn {
  readonly key: string;
  readonly label: string;
  /** The label as it is copied, where that differs. */
  readonly copied?: string | undefined;
  /** Numbers stand at the end of the cell. */
  readonly amount: boolean;
  /** A head of the rows: it stays in sight while the grid scrolls sideways. */
  readonly head?: boolean;
  readonly sorted?: 'ascending' | 'descending' | null | undefined;
  /** Absent = cannot be ordered by. */
  readonly onSort?: () => void;
}

/** A cell as it is shown (`text`), and as it is copied (`value`, PR25). */
export interface GridCell {
  readonly text: string;
  readonly value: Scalar;
  /** Why it is empty, or what else is to be said of it. */
  readonly note?: string | undefined;
  readonly shade?: Shade | null | undefined;
  /** It opens what is behind it. */
  readonly opens?: boolean | undefined;
  /** Length of a bar beside the figure, percent. */
  readonly bar?: number | undefined;
  readonly faint?: boolean | undefined;
}

/** A head over several columns. */
export interface GridBand {
  readonly label: string;
  /** As in `GridColumn`. */
  readonly copied?: string | undefined;
  readonly span: number;
}

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** Pixels of a row that is not wrapped. */
export const ROW = 30;
/** Rows from which only those in sight are drawn. */
export const PLAIN = 100;
/** Rows that are printed. */
export const PRINTED = 500;
const DIGIT = 7.2;
const SAMPLE = 200;

/** The width of a column in pixels, from its head and its first rows; so that it does not jump while the grid scrolls. */
export function widthFor(label: string, rows: number, textAt: (row: number) => string): number {
  let longest = Math.min(widthOf(label), 24) + 2;
  for (let row = 0; row < Math.min(rows, SAMPLE); row++) longest = Math.max(longest, widthOf(textAt(row)));
  return Math.round(Math.min(320, Math.max(56, longest * DIGIT + 22)));
}

/** The ground and ink of a shade as custom properties of the theme. */
export const groundOf = ({ ground }: Shade): string => `var(--${ground.replace(/(\d)$/, '-$1')})`;
export const inkOf = ({ ink }: Shade): string => (ink === 'onSeq' ? 'var(--on-accent)' : 'var(--ink)');

/** Where the cursor goes with a key; null where the key is none of a grid's. `page` rows are in sight. */
export function moved(
  key: string,
  far: boolean,
  { row, column }: GridPlace,
  rows: number,
  columns: number,
  page: number,
): GridPlace | null {
  const at = (nextRow: number, nextColumn: number): GridPlace => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return far ? at(rows - 1, column) : at(row + 1, column);
    case 'ArrowUp':
      return far ? at(0, column) : at(row - 1, column);
    case 'ArrowRight':
      return far ? at(row, columns - 1) : at(row, column + 1);
    case 'ArrowLeft':
      return far ? at(row, 0) : at(row, column - 1);
    case 'PageDown':
      return at(row + page, column);
    case 'PageUp':
      return at(row - page, column);
    case 'Home':
      return far ? at(0, 0) : at(row, 0);
    case 'End':
      return far ? at(rows - 1, columns - 1) : at(row, columns - 1);
    default:
      return null;
  }
}

/** Rows and columns from first to last, both in it. */
export interface GridBox {
  readonly top: number;
  readonly bottom: number;
  readonly start: number;
  readonly end: number;
}
interface GridSource {
  readonly columns: readonly GridColumn[];
  readonly bands?: readonly GridBand[] | undefined;
  readonly cell: (row: number, column: number) => GridCell;
}

/** The values of a box, row by row, for the clipboard; with the heads of its columns in front where asked. */
export function recordsOf({ top, bottom, start, end }: GridBox, { columns, bands, cell }: GridSource, headed: boolean): Scalar[][] {
  const heads = columns.filter(({ head }) => head).length;
  const over = [
    ...Array.from({ length: heads }, () => ''),
    ...(bands ?? []).flatMap(({ label, copied, span }) => Array.from({ length: span }, () => copied ?? label)),
  ];
  const records: Scalar[][] = [];
  const across = columns.slice(start, end + 1);
  if (headed)
    records.push(
      across.map(({ label, copied }, at) => [over[start + at] ?? '', copied ?? label].filter((word) => word !== '').join(' · ')),
    );
  for (let row = top; row <= bottom; row++) records.push(across.map((_column, at) => cell(row, start + at).value));
  return records;
}
