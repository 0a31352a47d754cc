import { foldHeader } from '#core/intake/shapes';
import type { SheetReading } from '#core/model/reading';
import type { Encoding } from '#core/model/source';
import type { ReadOptions } from '../decode';
import type { Tidied, TidyRequest } from '../tidy';
import { LoadError, type InputFile } from '../types';
import { lineAt } from './line-marks';
import type { TableRequest, TypedFormat } from './open-table';
import { writeAnywhere } from './table-worker';
import type { WriteOptions, WrittenTable } from './write-table';

/** F14: what was written is kept as long as the file itself is held. Larger outcomes are written again. */
const LARGEST_KEPT = 512 << 20;
const kept = new WeakMap<object, Map<string, WrittenTable>>();

/** What a file is known by: the blob of the page, the file of the terminal. */
const keyOf = (file: InputFile): object => ('blob' in file.engineFile ? file.engineFile.blob : file);
const nameOf = ({ format, encoding, choice }: TableRequest): string => JSON.stringify([format, encoding, choice]);

/** A file as plain CSV, read only once for the same request. `file` of the outcome is to be released by whoever asks last. */
export async function readTable(file: InputFile, request: TableRequest, options: WriteOptions): Promise<WrittenTable> {
  const known = kept.get(keyOf(file))?.get(nameOf(request));
  if (known) return known;
  const written = await writeAnywhere(file, request, options);
  if (written.file.bytes > LARGEST_KEPT) return written;
  const tables = kept.get(keyOf(file)) ?? new Map<string, WrittenTable>();
  kept.set(keyOf(file), tables);
  const found = requestFor(written.reading as TableRequest['choice'] | { readonly format: TypedFormat }, request.encoding);
  const names = [...new Set([nameOf(request), nameOf(found)])];
  const inPage = 'blob' in written.file.engineFile;
  const table: WrittenTable = {
    ...written,
    file: {
      ...written.file,
      // A temporary file of the terminal goes when its load is done; a blob of the page costs nothing to keep.
      release: async () => {
        if (inPage) return;
        for (const name of names) tables.delete(name);
        await written.file.release();
      },
    },
  };
  for (const name of names) tables.set(name, table);
  return table;
}

/** MF1: a file among others may write its headers a little differently. */
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, at) => foldHeader(name) === foldHeader(other[at]!));

/** What is asked of a file with this reading. */
export function requestFor(reading: SheetReading | { readonly format: TypedFormat } | null, encoding: Encoding): TableRequest {
  const format = reading?.format ?? 'json';
  return { format, encoding, choice: reading && 'sheet' in reading ? reading : null };
}

/** Workbooks, Parquet, Arrow, JSON and NDJSON as plain CSV (F10–F12). */
export async function tidyTyped(
  file: InputFile,
  { dialect, reading, headers }: TidyRequest<SheetReading | { readonly format: 'parquet' | 'arrow' | 'json' | 'ndjson' }>,
  options: ReadOptions,
): Promise<Tidied> {
  const table = await readTable(file, requestFor(reading, dialect.encoding), options);
  const { marks, faults, skipped, file: written } = table;
  if (headers && !isSame(headers, table.headers)) {
    await written.release();
    throw new LoadError([{ code: 'issue_file_columns_changed', values: { name: file.name } }]);
  }
  return { file: written, skipped, lineOf: (record) => lineAt(marks, record), damaged: faults };
}
