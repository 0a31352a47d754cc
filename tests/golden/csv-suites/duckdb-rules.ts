import Papa from 'papaparse';
import { sameValue } from './duckdb';
import type { DuckQuery } from './duckdb-query';
import type { TextOutcome, TextTable } from '../../support/tables/load-as-text';

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const DAY = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/;
const isValue = (text: string): boolean =>
  text.trim() === '' || NUMBER.test(text.trim()) || DAY.test(text.trim()) || /^\d+:\d\d/.test(text.trim());

/** A column of which most fields are values, and one is not. */
const holdsMisfit = (rows: readonly (readonly string[])[]): boolean =>
  (rows[0] ?? []).some((_, column) => {
    const misfits = rows.filter((row) => !isValue(row[column]!)).length;
    return misfits > 0 && misfits < Math.max(2, rows.length * 0.75);
  });

/** The text that an error names stands in the table as it is in the file; an error that names none is about a column of values with a misfit. */
export function holdsText(rows: readonly (readonly string[])[], errors: readonly string[]): boolean {
  const named = errors.map((error) => /convert string "([^"]*)"/.exec(error)?.[1]).find((text) => text !== undefined);
  return named === undefined ? holdsMisfit(rows) : rows.some((row) => row.some((cell) => cell.trim() === named.trim()));
}

const sameRows = (one: readonly (readonly string[])[], other: readonly (readonly string[])[]): boolean =>
  one.length === other.length &&
  one.every((row, at) => row.length === other[at]!.length && row.every((cell, column) => sameValue(cell, other[at]![column]!)));

const accounted = ({ ledger }: TextTable): number => ledger.rejected + ledger.skipped;

/**
 * The raw file cut by the sign that gives most of its lines the same number of fields (D3), without the other lines; by none where that is less than
 * half of them. `skip` lines and those that begin with `#` are passed over. Quotes are not looked at.
 */
function cutByMost(raw: string, skip: number): readonly (readonly string[])[] {
  const lines = raw
    .split(/\r\n?|\n/)
    .slice(skip)
    .filter((line) => line.trim() !== '');
  const bare = lines.filter((line) => !line.startsWith('#'));
  const cuts = [',', ';', '\t', '|', '::', '^'].map((sign) => {
    const records = bare.map((line) => line.split(sign));
    const widths = records.map((fields) => fields.length).filter((width) => width > 1);
    const count = (width: number): number => widths.filter((each) => each === width).length;
    const width = widths.toSorted((one, other) => count(other) - count(one))[0] ?? 1;
    return width > 1 ? records.filter((fields) => fields.length === width) : [];
  });
  const even = cuts.reduce((best, cut) => (cut.length > best.length ? cut : best));
  return even.length * 2 >= bare.length ? even : bare.map((line) => [line]);
}

/** The numbered rule that predicts the table of this product where it differs from the engine's, computed from the engine's rows and the file. */
export function predictDuck(
  texts: readonly string[],
  { shape, options }: DuckQuery,
  { table, preview }: TextOutcome,
  raw: string,
): string | null {
  const { rows, headers, reading, ledger } = table!;
  const width = headers.length;
  const delimiter = reading?.format === 'text' ? reading.delimiter : preview.head.dialect.delimiter;
  const clean = (cell: string): string => (cell === 'NULL' || cell === '(empty)' ? '' : cell);
  const cells = texts.map((text) => (width === 1 ? [clean(text)] : text.split('\t').map(clean)));
  const mended = ledger.mended?.records.length ?? 0;
  if (
    preview.head.encodingFrom === 'guess' &&
    sameRows(
      rows.filter((row) => row.every((cell) => /^[\u0000-\u007f]*$/.test(cell))),
      cells,
    )
  )
    return 'IN7: a record whose bytes are no UTF-8 is read in the encoding found, and that is said';
  const wholeLines = raw.split(/\r\n?|\n/).filter((line) => line.split(delimiter).length === width).length - 1;
  if (shape === 'count' && ledger.skipped > 0 && wholeLines === Number(texts[0]))
    return 'D13: records of nothing but signs at the end are footer, and counted';
  if (shape === 'count')
    return [rows.length + accounted(table!), rows.length + accounted(table!) - mended].includes(Number(texts[0]))
      ? 'D13–D15: what stands around the records is skipped, and counted'
      : null;
  const filled = cells.filter((row) => row.some((cell) => cell !== ''));
  if (sameRows(filled, rows)) return 'D15: blank lines are skipped';
  const lines = texts.map(
    (text) => Papa.parse<string[]>(text.replaceAll('\t', delimiter || ','), { delimiter: delimiter || ',' }).data[0] ?? [''],
  );
  const padding = reading?.format === 'text' && reading.short === 'fill';
  const wide = lines
    .filter((row) => row.length === width || (padding && row.length > 1 && row.length < width))
    .map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
  const rest = lines.length - wide.length;
  if (rest <= accounted(table!) && (sameRows(wide, rows) || sameRows(wide.slice(1), rows)))
    return 'D3: where the engine falls back to one column, the records are cut, and the others counted';
  if (sameRows(cells.slice(1), rows) && cells[0]!.every((cell, at) => cell === '' || headers[at]!.replace(/_\d+$/, '') === cell))
    return 'D10: of texts alone the first record names the columns';
  const short = cells.filter((row) => row.slice(width).every((cell) => cell === '')).map((row) => row.slice(0, width));
  if (cells.length - short.length <= ledger.rejected && sameRows(short, rows))
    return 'E7: columns are those of the header; longer records are in the ledger';
  const bare = cells.map((row) => row.map((cell) => cell.replace(/^"([^]*)"$/, '$1')));
  if (sameRows(bare, rows)) return 'D5: quotes around fields are no part of them';
  const kept = rows.filter((row) => cells.some((cell) => sameRows([cell], [row])));
  const extra = rows.filter((row) => !kept.includes(row));
  if (
    /true|1/i.test(options.ignore_errors ?? '') &&
    sameRows(kept, cells) &&
    extra.length > 0 &&
    extra.every((row) => holdsMisfit([...kept, ...kept, row]))
  )
    return 'E8: a record with a text that is no value is kept';
  const split = cutByMost(raw, Number(options.skip ?? 0));
  if (ledger.rejected + ledger.skipped > 0 && (sameRows(split, rows) || sameRows(split.slice(1), rows)))
    return 'D3, D6: records are cut by the sign that fits most, and the others stand in the ledger';
  if (options.skip !== undefined && sameRows(cutByMost(raw, 0).slice(1), rows)) return 'E11: skip counts the lines of the file';
  return null;
}
