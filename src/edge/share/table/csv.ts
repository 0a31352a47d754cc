import type { Columns, Scalar } from '#core/model/columns';
import type { TableView } from '#core/model/presentation';
import type { Text } from '#core/messages/text';
import { recordsOfTable } from './records';

export interface CsvOptions {
  /** A byte order mark, which Excel needs to read Chinese. */
  readonly bom: boolean;
}

/** First characters that spreadsheets take for a formula; the full-width ones count in East Asian editions (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A spreadsheet would compute this text, or its next editor would make it compute; a plain negative number is none (TX6). */
export const startsFormula = (text: string): boolean => FORMULA.test(text) && !NUMBER.test(text);

/** A text that no spreadsheet computes. A plain negative number stays one. */
export const guardText = (text: string): string => (startsFormula(text) ? `'${text}` : text);

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

const NOT_ASCII = /[^\p{ASCII}]/u;

/** TX9: Excel reads what is not ASCII only behind a mark; programs are spared it. */
export const bomFor = (table: TableView, reader: 'excel' | 'programs', say: (text: Text) => string): boolean =>
  reader === 'excel' &&
  recordsOfTable(table, say).some((record) => record.some((value) => typeof value === 'string' && NOT_ASCII.test(value)));

/** A cell's table: headings and codes in the reader's language, numbers as they are (a rate of 12.5 % is 0.125). */
export function tableToCsv(table: TableView, options: CsvOptions & { readonly say: (text: Text) => string }): string {
  return writeCsv(recordsOfTable(table, options.say), options);
}

/** A result as the engine gave it, under its column names; for lists of customers. */
export function columnsToCsv(columns: Columns, options: CsvOptions): string {
  const rows = Array.from({ length: columns.rowCount }, (_, index) => columns.columns.map((column) => column.values[index] ?? null));
  return writeCsv([columns.columns.map((column) => column.name), ...rows], options);
}
