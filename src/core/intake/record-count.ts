/** Why a stretch of a file is not given to the engine. `stray_quote`: text stands after a closing quote. */
export type CutReason = 'field_count' | 'unterminated_quote' | 'stray_quote' | 'blank';

/** A record, or a run of blank ones, that must not reach the engine. Bytes are [byteStart, byteEnd) of the counted UTF-8 file, line end included. */
export interface Cut {
  readonly reason: CutReason;
  /** Number of the first record, from 1, header left out, blank records counted. */
  readonly record: number;
  /** 1, but for runs of blank records. */
  readonly records: number;
  /** Physical line of the file where it starts, from 1. */
  readonly line: number;
  readonly byteStart: number;
  readonly byteEnd: number;
  /** Fields found; 0 for blank ones. */
  readonly fields: number;
}

/** Where every 4,096th record starts, so that a stretch of the file can be found again. */
export interface RecordMark {
  readonly record: number;
  readonly line: number;
  readonly byteStart: number;
}

/** The place of a quote that is never closed. */
export interface OpenQuote {
  readonly record: number;
  readonly line: number;
  readonly byte: number;
}

/** What an independent reading of the bytes found: the measure of what the engine must have loaded. */
export interface RecordCount {
  /** All records but the header: good, cut and blank ones. */
  readonly records: number;
  /** Records that the engine must load: `records` minus what is in `cuts`. */
  readonly good: number;
  readonly rejected: number;
  readonly blank: number;
  /** In file order, not overlapping. Cut short at 200,000 entries (`cutsComplete` is then false). */
  readonly cuts: readonly Cut[];
  readonly cutsComplete: boolean;
  /** Bytes of the header record, line end included; null when the dialect has none or the file holds none. */
  readonly header: { readonly byteStart: number; readonly byteEnd: number; readonly line: number } | null;
  readonly openQuote: OpenQuote | null;
  readonly marks: readonly RecordMark[];
  /** Record ends by kind. More than one kind other than 0 is mixed, which engines read wrongly. */
  readonly newlines: { readonly lf: number; readonly crlf: number; readonly cr: number };
  /** Some field begins or ends with a blank, or is a pair of quotes with nothing between; false proves that no text needs trimming. */
  readonly padded: boolean;
  /** First byte that is not UTF-8, or null. */
  readonly invalidUtf8At: number | null;
  readonly bytes: number;
  readonly lines: number;
}

/** Fed with the bytes of a UTF-8 file in any pieces. */
export interface RecordCounter {
  push(chunk: Uint8Array): void;
  finish(): RecordCount;
}

/** Every how many records a mark is set. */
export const MARK_EVERY = 4096;
/** How many cuts are listed at most. */
export const CUT_LIMIT = 200_000;
