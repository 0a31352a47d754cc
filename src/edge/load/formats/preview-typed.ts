import { studyColumns } from '#core/intake/column-facts';
import { cutSample } from '#core/intake/dialect/find-signs';
import { readingOf } from '#core/intake/dialect/plain-reading';
import { HEAD_ROWS, readSlice } from '#core/intake/sniff-head';
import { suggestMapping } from '#core/intake/suggest-mapping';
import type { FoundEncoding } from '#core/intake/detect-encoding';
import { PLAIN_CSV, type SourceHead } from '#core/model/source';
import type { InputFile, Preview, ReadingChoice } from '../types';
import type { TypedFormat } from './open-table';
import { readTable } from './tidy-typed';
import type { TableHead } from './write-table';

const HEAD_BYTES = 256 * 1024;
const SLICE_BYTES = 24 * 1024;
const SLICE_ROWS = 100;

/** The preview of a file that is written anew: first what its head shows, then what all of it is (F14). Throws `LoadError`. */
export async function previewTyped(
  file: InputFile,
  { format, found }: { readonly format: TypedFormat; readonly found: FoundEncoding },
  onFirst: ((preview: Preview) => void) | undefined,
  choice: ReadingChoice,
): Promise<Preview> {
  const { encoding, bom, from } = found;
  const headOf = (shown: TableHead): SourceHead => ({
    name: file.name,
    bytes: file.bytes,
    dialect: { ...PLAIN_CSV, encoding, bom },
    encodingFrom: from,
    reading: shown.reading,
    ...(shown.sheets ? { sheets: shown.sheets } : {}),
    headers: shown.headers,
    rows: shown.rows,
  });
  const describe = (head: SourceHead, further: readonly (readonly string[])[]): Preview => ({
    head,
    ...suggestMapping(studyColumns(head, further)),
    issues: [],
  });
  const chosen = choice.reading?.format === 'xlsx' ? choice.reading : null;
  const onHead = onFirst && ((shown: TableHead) => onFirst(describe(headOf(shown), [])));
  const table = await readTable(file, { format, encoding, choice: chosen }, onHead ? { onHead } : {});
  const written = table.file;
  const text = new TextDecoder().decode(await written.slice(0, HEAD_BYTES));
  const records = cutSample(text, readingOf(PLAIN_CSV), written.bytes > HEAD_BYTES, { most: HEAD_ROWS + 1 }).map(({ fields }) => fields);
  const rows = records.slice(1).filter((row) => row.length === table.headers.length);
  const head: SourceHead = { ...headOf({ ...table, rows }), ...(table.notes.length > 0 ? { notes: table.notes } : {}) };
  return describe(head, await readFurther(written, head));
}

/** Samples from the middle and the end of what was written. */
async function readFurther(written: InputFile, head: SourceHead): Promise<readonly (readonly string[])[]> {
  if (written.bytes <= HEAD_BYTES) return [];
  const middle = Math.max(HEAD_BYTES, Math.floor(written.bytes / 2));
  const end = Math.max(middle + SLICE_BYTES, written.bytes - SLICE_BYTES);
  const slices = await Promise.all([
    written.slice(middle, Math.min(middle + SLICE_BYTES, written.bytes)),
    written.slice(end, written.bytes),
  ]);
  return slices.flatMap((bytes) => readSlice(bytes, { ...head, dialect: PLAIN_CSV }, SLICE_ROWS));
}
