import type { Columns, Scalar } from '#core/model/columns';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import type { Text } from '#core/messages/text';

export interface CsvOptions {
  /** A byte order mark, which Excel needs to read Chinese. */
  readonly bom: boolean;
}

/** First characters that spreadsheets take for a formula; the full-width ones count in East Asian editions (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A text that no spreadsheet computes. A plain negative number stays one. */
export const guardText = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

function writeField(value: Scalar): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = guardText(String(value));
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Records as RFC 4180 text: comma, CRLF, quotes doubled. Formulas in texts are disarmed. */
export function writeCsv(records: readonly (readonly Scalar[])[], { bom }: CsvOptions): string {
  return `${bom ? '\uFEFF' : ''}${records.map((record) => `${record.map(writeField).join(',')}\r\n`).join('')}`;
}

function cellOf(row: TableRow, column: TableColumn, say: (text: Text) => string): Scalar {
  const text = row.texts?.[column.key];
  return text ? say(text) : (row.values[column.key] ?? null);
}

/** A cell's table: headings and codes in the reader's language, numbers as they are (a rate of 12.5 % is 0.125). */
export function tableToCsv(table: TableView, options: CsvOptions & { readonly say: (text: Text) => string }): string {
  const heading = table.columns.map((column) => options.say(column.label));
  const rows = table.rows.map((row) => table.columns.map((column) => cellOf(row, column, options.say)));
  return writeCsv([heading, ...rows], options);
}

/** A result as the engine gave it, under its column names; for lists of customers. */
export function columnsToCsv(columns: Columns, options: CsvOptions): string {
  const rows = Array.from({ length: columns.rowCount }, (_, index) => columns.columns.map((column) => column.values[index] ?? null));
  return writeCsv([columns.columns.map((column) => column.name), ...rows], options);
}
