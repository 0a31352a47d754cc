import { parquetMetadataAsync, parquetRead, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { dayText, instantText } from '#core/intake/typed-text';
import { watchSlices } from '../watch-slices';
import { LoadError, type InputFile } from '../../types';
import { damaged } from '../../open/limits';
import { columnTexts, keepRaw, type ColumnText } from './column-texts';
import type { OpenTableOptions, TableReader, TypedRecord } from '../types';

/** Rows that become records at a time. */
const BATCH = 2000;
/** F31. */
const CODECS = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'LZ4', 'LZ4_RAW', 'ZSTD']);

/** Values that become text while they are read, before a number could lose digits. */
const PARSERS = {
  timestampFromMilliseconds: (units: bigint) => (units === undefined ? units : instantText(BigInt(units), 1000)),
  timestampFromMicroseconds: (units: bigint) => (units === undefined ? units : instantText(BigInt(units), 1_000_000)),
  timestampFromNanoseconds: (units: bigint) => (units === undefined ? units : instantText(BigInt(units), 1_000_000_000)),
  dateFromDays: (days: number) => (days === undefined ? days : dayText(Number(days))),
  jsonFromBytes: (bytes: Uint8Array) => bytes && new TextDecoder().decode(bytes),
};

/** A Parquet file as a table, read row group by row group (F30, F31). */
export async function openParquet(file: InputFile, options: OpenTableOptions): Promise<TableReader> {
  const source: AsyncBuffer = watchSlices(file, options);
  const metadata = await parquetMetadataAsync(source, { parsers: PARSERS, geoparquet: false }).catch((fault: unknown) => {
    options.signal?.throwIfAborted();
    throw fault instanceof LoadError ? fault : damaged(file.name, 'Parquet');
  });
  refuseUnreadable(file, metadata);
  const columns = columnTexts(metadata);
  const raw = keepRaw(metadata);
  return {
    reading: { format: 'parquet' },
    names: () => columns.map(({ name }) => name),
    end: () => ({ skipped: [], notes: [] }),
    async *records() {
      let rowStart = 0;
      for (const group of raw.row_groups) {
        options.signal?.throwIfAborted();
        const rowEnd = rowStart + Number(group.num_rows);
        const rows = await readGroup(file, source, raw, rowStart, rowEnd);
        if (rows.length !== rowEnd - rowStart) throw damaged(file.name, 'Parquet');
        for (let at = 0; at < rows.length; at += BATCH)
          yield rows.slice(at, at + BATCH).map((row, index) => record(row, columns, rowStart + at + index + 1));
        rowStart = rowEnd;
      }
    },
  };
}

const record = (row: readonly unknown[], columns: readonly ColumnText[], line: number): TypedRecord => ({
  line,
  fields: columns.map(({ textOf }, at) => (row[at] === null || row[at] === undefined ? null : textOf(row[at]))),
});

async function readGroup(
  file: InputFile,
  source: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<unknown[][]> {
  let rows: unknown[][] = [];
  try {
    await parquetRead({
      file: source,
      metadata,
      rowStart,
      rowEnd,
      compressors,
      parsers: PARSERS,
      utf8: false,
      geoparquet: false,
      onComplete: (read: unknown[][]) => (rows = read),
    });
  } catch (fault) {
    if (fault instanceof LoadError || (fault instanceof DOMException && fault.name === 'AbortError')) throw fault;
    throw damaged(file.name, 'Parquet');
  }
  return rows;
}

function refuseUnreadable({ name }: InputFile, { row_groups: groups, num_rows: rows, schema }: FileMetaData): void {
  const codec = groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec)).find((each) => each && !CODECS.has(each));
  if (codec) throw new LoadError([{ code: 'issue_file_not_supported', values: { name, detail: `Parquet ${codec}` } }]);
  if (rows === 0n || schema.length < 2) throw new LoadError([{ code: 'issue_file_header_only', values: { name } }]);
}
