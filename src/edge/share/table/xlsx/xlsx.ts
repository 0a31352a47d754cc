import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import type { Reader, Sheet } from '../../sheet';
import { sheetDay } from '../days';
import { definitionsOf } from '../definitions';
import { shownAt } from '../records';
import { FORMATS, Styles, type Look } from './styles';
import { packWorkbook } from './workbook';
import { CLOSED_SHEET, LONGEST_TEXT, openSheet, writeRow, type SheetCell } from './write-sheet';

/** TX8: rows of a sheet without its heading. */
const MOST_ROWS = 1_048_575;
/** TX10 */
const SLICE = 1000;
/** Rows that decide how wide a column is. */
const SAMPLE = 200;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/gu;

const lengthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** TX4: columns whose days are written as dates: by their unit, or labels that all are days or months. */
function datedColumns({ columns, rows }: TableView): ReadonlySet<string> {
  return new Set(
    columns.flatMap(({ unit, key, is }) => {
      const days = rows.flatMap(({ values }) => (typeof values[key] === 'string' ? [sheetDay(values[key])] : []));
      const dated = unit === 'date' || unit === 'month' || (is === 'key' && days.length > 0 && !days.includes(null));
      return dated && !days.includes('early') ? [key] : [];
    }),
  );
}

function widthsOf(table: TableView, reader: Reader): number[] {
  return table.columns.map((column) => {
    const words = table.rows.slice(0, SAMPLE).map((row) => lengthOf(String(shownAt(row, column, reader.say) ?? '').slice(0, 80)));
    // Numbers are shown shorter than they are.
    const most = words.reduce((longest, length) => Math.max(longest, length), 0);
    const shown = column.unit === 'text' || column.is === 'key' ? most : Math.min(most, 14);
    return Math.min(60, Math.max(10, lengthOf(reader.say(column.label)), shown) + 2);
  });
}

/** The cell of a table, with the format of its unit (TX3) and its weight (TX7). */
function cellAt(row: TableRow, column: TableColumn, dated: ReadonlySet<string>, reader: Reader): SheetCell {
  const format = FORMATS[column.unit];
  const faint = row.provisional === true || row.provisionalIn?.includes(column.key) === true;
  const look: Look = { ...(format ? { format } : {}), ...(row.total ? { bold: true } : {}), ...(faint ? { faint: true } : {}) };
  const value = row.values[column.key];
  if (dated.has(column.key) && typeof value === 'string' && sheetDay(value)) return { value, look, dated: true };
  return { value: shownAt(row, column, reader.say), look };
}

function* tablePieces(table: TableView, reader: Reader, styles: Styles): Generator<string> {
  const dated = datedColumns(table);
  yield openSheet(widthsOf(table, reader), { frozen: true, first: true });
  const heading = table.columns.map(({ label }) => ({ value: reader.say(label), look: { bold: true } }));
  yield writeRow(heading, 0, styles);
  for (let from = 0; from < table.rows.length; from += SLICE) {
    const rows = table.rows.slice(from, from + SLICE);
    yield rows
      .map((row, at) =>
        writeRow(
          table.columns.map((column) => cellAt(row, column, dated, reader)),
          from + at + 1,
          styles,
        ),
      )
      .join('');
  }
  yield CLOSED_SHEET;
}

/** TX8: a text as lines of a cell's length. */
const inCells = (text: string): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(text.length / LONGEST_TEXT)) }, (_, at) =>
    text.slice(at * LONGEST_TEXT, (at + 1) * LONGEST_TEXT),
  );

function* definitionPieces(sheet: Sheet, reader: Reader, styles: Styles): Generator<string> {
  yield openSheet([24, 100], { frozen: false, first: false });
  let row = 0;
  for (const { name, words, code } of definitionsOf(sheet, reader))
    for (const [at, text] of inCells(words).entries()) {
      const cells: SheetCell[] = [
        { value: at === 0 ? name : '', look: { bold: true, wraps: true } },
        { value: text, look: { wraps: true, ...(code ? { code: true } : {}) } },
      ];
      yield writeRow(cells, row++, styles);
    }
  yield CLOSED_SHEET;
}

/** A cell's table as a workbook with its definitions beside (TX1–TX8). Fails where a spreadsheet cannot hold it. */
export async function tableToXlsx(sheet: Sheet, reader: Reader): Promise<Result<Blob>> {
  const { table } = sheet.presentation;
  if (table.rows.length > MOST_ROWS) return fail({ code: 'issue_export_too_many_rows', values: { n: table.rows.length, most: MOST_ROWS } });
  const styles = new Styles();
  const sheets = [
    { name: reader.say({ key: 'export_sheet_table' }), pieces: tablePieces(table, reader, styles) },
    { name: reader.say({ key: 'export_sheet_definitions' }), pieces: definitionPieces(sheet, reader, styles) },
  ];
  return succeed(await packWorkbook(sheets, styles));
}
