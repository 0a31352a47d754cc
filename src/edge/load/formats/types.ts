import type { Issue } from '#core/model/result';
import type { RejectReason, SkipReason } from '#core/model/ledger';
import type { FileReading } from '#core/model/reading';

/** A record that cannot be read, told by its text. */
export interface BadRecord {
  readonly reason: RejectReason;
  readonly text: string;
}

/** One record of a file: where it stands (F12), and its fields by the place of their columns. */
export interface TypedRecord {
  readonly line: number;
  /** May be shorter than the columns are many; what lacks is empty. */
  readonly fields: readonly (string | null)[] | BadRecord;
}

/** A file of one format, opened: its columns, and its records from the first to the last. */
export interface TableReader {
  readonly reading: FileReading;
  /** The sheets of a workbook, in its order. */
  readonly sheets?: readonly string[];
  /**
   * The records in batches. Throws `LoadError` where the file is damaged. The names of the columns are whole when the last batch has come;
   * `names` tells those known so far.
   */
  records(): AsyncIterable<readonly TypedRecord[]>;
  names(): readonly string[];
  /** After the last batch: what was passed over, and what is to be said. */
  end(): ReadEnd;
}

export interface ReadEnd {
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
  readonly notes: readonly Issue[];
}

export interface OpenTableOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file read so far. */
  readonly onBytes?: (read: number) => void;
}
