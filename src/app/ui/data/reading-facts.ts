import type { Text } from '#core/messages/text';
import type { FileReading, FixedWidthReading, SheetReading, TextReading } from '#core/model/reading';
import type { FileDialect, SourceHead } from '#core/model/source';

const SIGNS: Readonly<Record<string, Text>> = {
  ',': { key: 'import_fact_comma' },
  '\t': { key: 'import_fact_tab' },
  ';': { key: 'import_fact_semicolon' },
  '|': { key: 'import_fact_bar' },
  ' ': { key: 'reading_fact_space' },
  '': { key: 'reading_fact_one' },
};
const FORMATS = { parquet: 'Parquet', arrow: 'Arrow', json: 'JSON', ndjson: 'NDJSON' } as const;

const signWords = (sign: string): Text => SIGNS[sign] ?? { key: 'reading_fact_sign', values: { sign } };
const count = (amount: number) => ({ n: { amount, unit: 'count' } }) as const;

function headerWords(rows: number): Text {
  if (rows === 0) return { key: 'import_fact_no_header' };
  return rows === 1 ? { key: 'import_fact_header' } : { key: 'reading_fact_header', values: count(rows) };
}

/** What stands above the table, the rows that name the columns, and what stands below. */
function tableWords({ skip, headerRows, footer = 0 }: Pick<SheetReading, 'skip' | 'headerRows'> & { readonly footer?: number }): Text[] {
  return [
    ...(skip > 0 ? [{ key: 'reading_fact_above', values: count(skip) } as const] : []),
    headerWords(headerRows),
    ...(footer > 0 ? [{ key: 'reading_fact_footer', values: count(footer) } as const] : []),
  ];
}

function textWords({ delimiter, quote, escape, comment, short, ...table }: TextReading): Text[] {
  const words: Text[] = [signWords(delimiter)];
  if (quote === '') words.push({ key: 'reading_fact_no_quote' });
  else if (quote !== '"') words.push({ key: 'reading_fact_quote', values: { sign: quote } });
  if (quote !== '' && escape !== quote && escape !== '') words.push({ key: 'reading_fact_escape', values: { sign: escape } });
  if (comment !== '') words.push({ key: 'reading_fact_comment', values: { sign: comment } });
  words.push(...tableWords(table));
  if (short === 'fill') words.push({ key: 'reading_fact_fill' });
  return words;
}

const fixedWords = (reading: FixedWidthReading): Text[] => [{ key: 'reading_fact_places' }, ...tableWords(reading)];
const sheetWords = (reading: SheetReading): Text[] => [
  { key: 'reading_fact_sheet', values: { sheet: reading.sheet } },
  ...tableWords(reading),
];

const plainWords = ({ delimiter, header }: FileDialect): Text[] => [signWords(delimiter), headerWords(header ? 1 : 0)];

function wordsOf(reading: FileReading): Text[] {
  switch (reading.format) {
    case 'text':
      return textWords(reading);
    case 'fixed':
      return fixedWords(reading);
    case 'xlsx':
      return sheetWords(reading);
    default:
      return [{ literal: FORMATS[reading.format] }];
  }
}

/** How a file is read, said part by part, its encoding left out. */
export const readingFacts = ({ reading, dialect }: Pick<SourceHead, 'reading' | 'dialect'>): readonly Text[] =>
  reading ? wordsOf(reading) : plainWords(dialect);

/** Whether the file is text, which has an encoding. */
export const isText = ({ reading }: Pick<SourceHead, 'reading'>): boolean =>
  !reading || reading.format === 'text' || reading.format === 'fixed' || reading.format === 'json' || reading.format === 'ndjson';

/** Whether there is anything in the reading of this file that a person could say otherwise. */
export const mayChange = ({ reading }: Pick<SourceHead, 'reading'>): boolean =>
  !reading || reading.format === 'text' || reading.format === 'fixed' || reading.format === 'xlsx';
