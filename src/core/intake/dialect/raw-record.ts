/** What is wrong with the quotes of a record. */
export type QuoteFault = 'stray_quote' | 'unterminated_quote';

/** One record of a text as it was cut. A damaged one is the physical line where its damage began, and no more. */
export interface RawRecord {
  readonly fields: readonly string[];
  /** Physical line where it starts, from 1. */
  readonly line: number;
  /** As it stands in the file, without its line end. */
  readonly text: string;
  readonly fault: QuoteFault | null;
}

/** Lines that are no records, counted on the way. */
export interface PassedLines {
  preamble: number;
  comment: number;
  blank: number;
}

/** Cuts a text, given in any pieces, into records. */
export interface Cutter {
  /** The records that are whole by now. */
  push(text: string): readonly RawRecord[];
  finish(): readonly RawRecord[];
  readonly passed: Readonly<PassedLines>;
}

/** A quoted field longer than this has lost its closing quote. */
export const LONGEST_FIELD = 1 << 20;
