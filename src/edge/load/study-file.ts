import { studyColumns, type Study } from '#core/intake/column-facts';
import { readSlice } from '#core/intake/sniff-head';
import type { SourceHead } from '#core/model/source';
import { isReadError } from './input-file';
import type { InputFile } from './types';

const BYTES = 2 * 1024 * 1024;
const MOST_ROWS = 20_000;

/** More of a file's beginning than its preview looks at, for comparing its ids with those of other files. A file that is written anew, or can no longer be read, keeps its preview's rows. */
export async function studyFile(file: InputFile, head: SourceHead): Promise<Study> {
  const study = studyColumns(head);
  if (head.reading) return study;
  const bytes = await file.slice(0, Math.min(BYTES, file.bytes)).catch((fault: unknown) => {
    if (isReadError(fault)) return null;
    throw fault;
  });
  if (!bytes) return study;
  const rows = readSlice(bytes, head, MOST_ROWS);
  return rows.length > head.rows.length ? { ...study, rows } : study;
}
