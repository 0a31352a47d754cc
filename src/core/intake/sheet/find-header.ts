import { nameColumns } from '../dialect/name-columns';
import { readDay } from '../read-date';
import { readNumber } from '../read-number';
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
/** A row above the header, such as a shop and its name, fills fewer columns than the header does. */
const NEARLY_ALL = 0.8;
/** Rows above a header that are as wide as it and name nothing: merged titles, when and by whom it was made. */
const MOST_ABOVE = 3;
const LONGEST_NAME = 80;

const filled = (row: SheetRow): number => row.cells.filter(({ text }) => text !== '').length;
const widthOf = (rows: readonly SheetRow[]): number => Math.max(0, ...rows.map(filled));

/** True for a row of distinct short texts, none of which is a day and few of which are numbers. */
function names({ cells }: SheetRow): boolean {
  const texts = cells.map(({ text }) => text.trim()).filter((text) => text !== '');
  return (
    cells.every(({ kind }) => kind === 'text' || kind === 'error') &&
    new Set(texts).size >= texts.length * MOST &&
    texts.every((text) => text.length <= LONGEST_NAME && readDay(text) === null) &&
    texts.filter((text) => readNumber(text) !== null).length <= texts.length / 2
  );
}

/** F21: the header among the first rows of a sheet, in which merged cells are filled already. */
export function findHeader(rows: readonly SheetRow[], merges: readonly Merge[]): SheetHeader {
  const width = widthOf(rows);
  const wide = rows.filter((row) => filled(row) >= Math.max(width > 1 ? 2 : 1, width * MOST));
  const candidates = wide.filter((row, at) => names(row) && wide.slice(0, at).filter((above) => !names(above)).length <= MOST_ABOVE);
  const fullest = widthOf(candidates);
  const named = candidates.find((row) => filled(row) >= fullest * NEARLY_ALL);
  const header = named && belowGroups(named, rows, merges);
  if (!header || comesAgain(header, wide)) return { skip: (header ?? wide[0] ?? rows[0])!.row - 1, headerRows: 0 };
  let first = rows.indexOf(header);
  while (first > 0 && groups(rows[first - 1]!, rows[first]!, merges)) first--;
  const [top, bottom] = [rows[first]!.row, header.row];
  const reach = merges.filter((merge) => merge.top >= top && merge.top <= bottom && merge.bottom > bottom).map((merge) => merge.bottom);
  return { skip: top - 1, headerRows: Math.max(bottom, ...reach) - top + 1 };
}

/** The row itself, or the one below it where it only names groups of columns. */
function belowGroups(row: SheetRow, rows: readonly SheetRow[], merges: readonly Merge[]): SheetRow {
  const next = rows[rows.indexOf(row) + 1];
  const across = merges.some(({ top, left, right }) => top === row.row && right > left);
  return across && next?.row === row.row + 1 && names(next) ? belowGroups(next, rows, merges) : row;
}

/** A sheet of texts alone has a header only if no text of it comes again below in its column. */
function comesAgain(header: SheetRow, wide: readonly SheetRow[]): boolean {
  const texts = new Map(header.cells.map(({ column, text }) => [column, text]));
  const below = wide.filter(({ row }) => row > header.row);
  return below.some(({ cells }) => cells.some(({ column, text }) => text !== '' && texts.get(column) === text));
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
