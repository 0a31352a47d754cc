import type { Cell } from './types';

/** Columns of twelve that a cell takes. */
export type Width = 3 | 4 | 6 | 8 | 12;
/** NB7: the widths that are written; twelve is what a cell takes without one. */
export const WIDTHS = [3, 4, 6, 8] as const;
/** Every width, from narrow to wide. */
export const CELL_WIDTHS = [...WIDTHS, 12] as const satisfies readonly Width[];
const COLUMNS = 12;

/** The width of a cell; one that says nothing takes all twelve. */
export const widthOf = (cell: Cell): Width => cell.width ?? COLUMNS;

/** What an edit stores for a width: twelve is not written. */
export const storedWidth = (width: Width): Exclude<Width, 12> | null => (width === COLUMNS ? null : width);

/** The next width in a direction; the same at either end. */
export function stepWidth(width: Width, by: -1 | 1): Width {
  const at = CELL_WIDTHS.indexOf(width) + by;
  return CELL_WIDTHS[Math.min(CELL_WIDTHS.length - 1, Math.max(0, at))]!;
}

/** The width that lies nearest to a number of columns. */
export const nearestWidth = (columns: number): Width =>
  CELL_WIDTHS.reduce((best, each) => (Math.abs(each - columns) < Math.abs(best - columns) ? each : best));

/** LA1: the cells in rows. */
export function rowsOf(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [];
  let taken = COLUMNS;
  for (const cell of cells) {
    const width = widthOf(cell);
    const row = rows.at(-1);
    const joins = row && taken + width <= COLUMNS && (row[0]!.type === 'control') === (cell.type === 'control');
    if (joins) row.push(cell);
    else rows.push([cell]);
    taken = joins ? taken + width : width;
  }
  return rows;
}
