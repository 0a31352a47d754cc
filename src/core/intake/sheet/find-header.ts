import { nameColumns } from '../name-columns';
import type { Merge, SheetRow } from './types';

/** Where the table of a sheet begins. */
export interface SheetHeader {
  /** Rows of the sheet above the header, empty ones counted. */
  readonly skip: number;
  /** 0 where no row names the columns. */
  readonly headerRows: number;
}

/** What a header looks like: most columns, distinct texts. */
const MOST = 0.6;
const LONGEST_NAME = 80;

const filled = (row: SheetRow): number => row.cells.filter(({ text }) => text !== '').length;
const widthOf = (rows: readonly SheetRow[]): number => Math.max(0, ...rows.map(filled));

/** True for a row of distinct short texts. */
function names({ cells }: SheetRow): boolean {
  const texts = cells.map(({ text }) => text.trim()).filter((text) => text !== '');
  return (
    cells.every(({ kind }) => kind === 'text' || kind === 'error') &&
    new Set(texts).size >= texts.length * MOST &&
    texts.every((text) => text.length <= LONGEST_NAME)
  );
}

/** F21: the header among the first rows of a sheet, in which merged cells are filled already. */
export function findHeader(rows: readonly SheetRow[], merges: readonly Merge[]): SheetHeader {
  const width = widthOf(rows);
  const found = rows.findIndex(
    (row, at) => names(row) && filled(row) >= Math.max(width > 1 ? 2 : 1, width * MOST) && !isAllText(rows, at, width),
  );
  if (found < 0) return { skip: (rows[0]?.row ?? 1) - 1, headerRows: 0 };
  let first = found;
  while (first > 0 && groups(rows[first - 1]!, rows[first]!, merges)) first--;
  let last = found;
  while (
    last + 1 < rows.length &&
    merges.some((merge) => merge.top <= rows[last]!.row && merge.bottom > rows[last]!.row && merge.top >= rows[first]!.row)
  )
    last++;
  return { skip: rows[first]!.row - 1, headerRows: rows[last]!.row - rows[first]!.row + 1 };
}

/** A sheet of texts alone whose rows all look alike has a header only if a text of it does not come again below. */
function isAllText(rows: readonly SheetRow[], at: number, width: number): boolean {
  const header = new Map(rows[at]!.cells.map(({ column, text }) => [column, text]));
  const below = rows.slice(at + 1).filter((row) => filled(row) >= width * MOST);
  return below.some((row) => row.cells.some(({ column, text }) => text !== '' && header.get(column) === text));
}

/** A row that names groups of the columns below it: merged over at least two of them, and only texts. */
function groups(above: SheetRow, header: SheetRow, merges: readonly Merge[]): boolean {
  if (above.row !== header.row - 1 || !above.cells.every(({ kind }) => kind === 'text')) return false;
  const across = merges.filter(({ top, left, right }) => top === above.row && right > left);
  const texts = new Set(above.cells.map(({ text }) => text.trim()).filter((text) => text !== ''));
  return across.length > 0 && texts.size > 1 && filled(above) >= filled(header) * 0.5;
}

/** The names of the columns: the texts of the header rows from above, each once, joined by a blank. */
export function nameSheetColumns(rows: readonly SheetRow[], width: number): readonly string[] {
  const parts = Array.from({ length: width }, (): string[] => []);
  for (const { cells } of rows)
    for (const { column, text } of cells) {
      const word = text.replace(/\s+/g, ' ').trim();
      if (column < width && word !== '' && parts[column]!.at(-1) !== word) parts[column]!.push(word);
    }
  return nameColumns(parts.map((words) => words.join(' ')));
}

/** F20: how much the head of a sheet looks like a table: cells filled below a header. */
export function tableLikeness(rows: readonly SheetRow[], merges: readonly Merge[]): number {
  const width = widthOf(rows);
  if (rows.length < 2 || width < 2) return rows.length * 0.01;
  const { skip, headerRows } = findHeader(rows, merges);
  const below = rows.filter(({ row }) => row > skip + headerRows);
  const cells = below.reduce((sum, row) => sum + filled(row), 0);
  return (headerRows > 0 ? 2 : 1) * Math.min(cells, 400) * (cells / Math.max(1, below.length * width));
}
