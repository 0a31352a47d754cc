import { studyColumns, type Study } from '#core/intake/column-facts';
import { readSlice } from '#core/intake/sniff-head';
import type { SourceHead } from '#core/model/source';
import type { InputFile } from './types';

const BYTES = 2 * 1024 * 1024;
const MOST_ROWS = 20_000;

/** More of a file's beginning than its preview looks at, for comparing its ids with those of other files. A file that is written anew keeps its preview's rows. */
export async function studyFile(file: InputFile, head: SourceHead): Promise<Study> {
  const study = studyColumns(head);
  if (head.reading) return study;
  const rows = readSlice(await file.slice(0, Math.min(BYTES, file.bytes)), head, MOST_ROWS);
  return rows.length > head.rows.length ? { ...study, rows } : study;
}
