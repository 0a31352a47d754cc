import Papa from 'papaparse';
import { decodeLoosely } from '#core/intake/decode-text';
import type { SourceInfo } from '#core/model/source';
import type { InputFile, LoadRequest } from './types';

const SLICE = 131_072;

/** Records of a file as its head, middle and end show them. */
export interface RecordSample {
  /** About how many records the file holds. */
  readonly records: number;
  /** Whole records with the right number of fields. */
  readonly rows: readonly (readonly string[])[];
}

/** UTF-16 is cut between its pairs of bytes; nothing else minds. */
const even = (byte: number): number => Math.floor(byte / 2) * 2;

interface FileShape extends Pick<SourceInfo, 'dialect' | 'reading'> {
  /** How many columns the file has. */
  readonly columns: number;
}

/** Looks at some records of a text file. Null where its bytes are no text that can be cut anywhere: a workbook, Parquet, gzip. */
async function sampleFile(file: InputFile, { dialect, reading, columns }: FileShape): Promise<RecordSample | null> {
  if (reading && reading.format !== 'text') return null;
  const starts = file.bytes <= SLICE ? [0] : [0, even((file.bytes - SLICE) / 2), even(file.bytes - SLICE)];
  const rows: string[][] = [];
  let bytes = 0;
  let records = 0;
  for (const from of starts) {
    const to = Math.min(file.bytes, from + SLICE);
    const text = decodeLoosely(await file.slice(from, to), dialect.encoding);
    const { data } = Papa.parse<string[]>(text, { delimiter: dialect.delimiter, quoteChar: dialect.quote });
    bytes += to - from;
    records += Math.max(1, data.length - 1);
    // A slice may begin and end within a record.
    rows.push(...data.slice(1, to < file.bytes ? -1 : undefined).filter((row) => row.length === columns));
  }
  return { records: Math.round((file.bytes * records) / Math.max(1, bytes)), rows };
}

/** Some records of a source, and how many it holds; files that cannot be looked at count as empty. */
export async function sampleRecords({ file, info, parts = [] }: LoadRequest): Promise<RecordSample> {
  if (!info.parts) {
    const { dialect, reading, headers } = info;
    const sample = await sampleFile(file, { dialect, ...(reading ? { reading } : {}), columns: headers.length });
    return sample ?? { records: 0, rows: [] };
  }
  let records = 0;
  const rows: string[][] = [];
  for (const [at, { dialect, reading, columns }] of info.parts.entries()) {
    const sample = await sampleFile(parts[at]!, { dialect, ...(reading ? { reading } : {}), columns: columns.length });
    records += sample?.records ?? 0;
    for (const row of sample?.rows ?? []) rows.push(info.headers.map((_, place) => row[columns.indexOf(place)] ?? ''));
  }
  return { records, rows };
}
