import type { DamagedRecord } from '#core/intake/dialect/tidy-text';
import type { SkipReason, SourceLedger } from '#core/model/ledger';
import type { SourceInfo } from '#core/model/source';
import type { FileReading } from '#core/model/reading';
import type { ReadOptions } from './decode';
import type { InputFile } from './types';

/** A file written anew as plain CSV (`PLAIN_CSV`), with the way back to the user's own file. */
export interface Tidied {
  /** To be released by whoever asked for it. */
  readonly file: InputFile;
  /** Lines and records of the user's file that are not in it. */
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** The line, row or number in the user's own file where the nth record of the outcome begins; both from 1, header left out. */
  lineOf(record: number): number;
  /** Damaged records by number, for their reason and their text in the user's file; the counter rejects them in the outcome. */
  readonly damaged?: ReadonlyMap<number, Pick<DamagedRecord, 'reason' | 'text'>>;
  /** Records that were put right. */
  readonly mended?: NonNullable<SourceLedger['mended']>;
}

/** What is known of a file that is to be written anew. */
export type TidyRequest<Reading extends FileReading = FileReading> = Pick<SourceInfo, 'dialect'> &
  Partial<Pick<SourceInfo, 'headers'>> & { readonly reading: Reading };

/** Writes a file of one format anew. Throws `LoadError` where it cannot be read to its end. */
export type Tidier<Reading extends FileReading> = (file: InputFile, request: TidyRequest<Reading>, options: ReadOptions) => Promise<Tidied>;

type Tidiers = { readonly [Format in FileReading['format']]?: () => Promise<Tidier<Extract<FileReading, { readonly format: Format }>>> };

/** The writers by format, each loaded when a file needs it. */
const TIDIERS: Tidiers = {
  text: async () => (await import('./tidy-text')).tidyText,
  fixed: async () => (await import('./tidy-text')).tidyText,
  xlsx: () => typed(),
  parquet: () => typed(),
  arrow: () => typed(),
  json: () => typed(),
  ndjson: () => typed(),
};
const typed = async () => (await import('./formats/tidy-typed')).tidyTyped;

/** The file as plain CSV, by its reading. Throws `LoadError`, or the signal's reason when cancelled. */
export async function tidyFile(file: InputFile, request: TidyRequest, options: ReadOptions = {}): Promise<Tidied> {
  const load = TIDIERS[request.reading.format] as (() => Promise<Tidier<FileReading>>) | undefined;
  if (!load) throw new Error(`no writer for ${request.reading.format}`);
  return (await load())(file, request, options);
}
