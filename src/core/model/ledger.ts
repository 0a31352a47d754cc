import type { PartUpdate } from './source';
import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { DateForm, NumberForm } from './source';
import type { StepEffect } from './steps';

/** Why a record is not in the canonical tables. `not_an_object`: a line of NDJSON, or an element of a JSON array, that is no record. */
export type RejectReason =
  | 'field_count'
  | 'unterminated_quote'
  | 'stray_quote'
  | 'missing_order_id'
  | 'missing_customer_id'
  | 'missing_date'
  | 'missing_id'
  | 'not_an_object'
  | 'unread_value';
/**
 * Why a record was passed over without being wrong. `header`: the header again; `preamble`, `footer`, `comment`: lines around the table;
 * `filtered`, `duplicate`: by a preparation step; `replaced`: a later file brings the same key;
 * `sampled`: of a customer who is not drawn.
 */
export type SkipReason = 'blank' | 'header' | 'preamble' | 'footer' | 'comment' | 'filtered' | 'duplicate' | 'replaced' | 'sampled';

/** One record that was not kept. `record` counts from 1 without the header; `line` is the physical line where it starts. */
export interface RejectedRecord {
  readonly record: number;
  readonly line: number;
  readonly reason: RejectReason;
  /** The record as it stands in the file, cut at 2,000 characters. */
  readonly text: string;
  /** The name of its file, where the source is made of several. */
  readonly file?: string;
}

/**
 * What kind of text a misfit is, which says what mends it. `null_word`: it stands for nothing. `impossible_date`: a day that does not exist.
 * `other_date`, `other_number`: a value in another form. `out_of_range`: too early, too late, too large. `infinite`. `text`: anything else.
 */
export type MisfitKind = 'null_word' | 'impossible_date' | 'other_date' | 'other_number' | 'out_of_range' | 'infinite' | 'text';

/** A text that could not be read, with how often it stands in kept records and the first of them. */
export interface MisfitText {
  readonly text: string;
  readonly count: number;
  readonly record: number;
  /** The name of the file that holds the record, where the source is made of several. */
  readonly file?: string;
}

/** Texts of one column that the same step mends (V14). */
export interface MisfitGroup {
  readonly kind: MisfitKind;
  /** Of `other_date` and `other_number`: every form in which the texts are values. */
  readonly forms: readonly (NumberForm | DateForm)[];
  readonly count: number;
  /** How many different texts there are. */
  readonly distinct: number;
  /** The most frequent texts, at most 20; of `null_word` all of them. */
  readonly examples: readonly MisfitText[];
  /** The first record. */
  readonly record: number;
  /** The line where it begins; null where the source is made of several files. */
  readonly line: number | null;
  /** The name of the file that holds it, where the source is made of several. */
  readonly file?: string;
}

/** Texts that could not be read as the column's type; the record was kept and the value is empty. */
export interface ValueProblem {
  readonly header: string;
  readonly count: number;
  /** The most frequent texts, at most 20. */
  readonly examples: readonly MisfitText[];
  /** The same texts by what mends them, the most frequent first. */
  readonly groups: readonly MisfitGroup[];
  /** Values that no group counts, because the column has too many different texts. */
  readonly uncounted: number;
}

/** Texts of one column that were taken as nothing, as its mapping says. */
export interface NullWords {
  readonly header: string;
  readonly count: number;
  readonly words: readonly { readonly text: string; readonly count: number }[];
}

/** What a later file changed, counted in keys (orders, customers, …; records where the source has no key). */
export interface PartChange {
  readonly update: PartUpdate;
  /** The header of the key; null where there is none. */
  readonly key: string | null;
  /** Keys that were not there before it. */
  readonly added: number;
  /** Keys that were there and come back with other records. */
  readonly changed: number;
  /** Keys that were there and come back as they were. */
  readonly same: number;
  /** Keys that were there and are no more: where it replaces the whole. */
  readonly gone: number;
}

/** The account of one file of a source that is made of several; `records = kept + rejected + skipped` here too. */
export interface PartLedger {
  readonly name: string;
  readonly records: number;
  readonly kept: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly skippedBy: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** First and last day of its kept records, `YYYY-MM-DD`; null where they have no date. */
  readonly covers: { readonly from: string; readonly to: string } | null;
  /** Null for the files that made the source. */
  readonly change: PartChange | null;
}

/**
 * How a record was put right before it was kept: its quotes, a sign put back before a quote, empty fields beyond
 * the last column left out, or missing last fields empty.
 */
export type Mending = 'quotes' | 'sign' | 'surplus' | 'filled';

/** A record that was kept after it was put right. `record` counts from 1 without the header. */
export interface MendedRecord {
  readonly record: number;
  readonly line: number;
  readonly how: Mending;
  /** As it stands in the file, cut at 2,000 characters. */
  readonly text: string;
  /** The name of the file that holds it, where the source is made of several. */
  readonly file?: string;
}

/** The account of one load. Always `records = kept + rejected + skipped`, or the import stops. */
export interface SourceLedger {
  readonly records: number;
  readonly kept: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly rejectedBy: readonly { readonly reason: RejectReason; readonly count: number }[];
  readonly skippedBy: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** The rejected records, at most 10,000 of them in file order; the counts above are always whole. */
  readonly rejects: readonly RejectedRecord[];
  readonly values: readonly ValueProblem[];
  /** Records that were kept after they were put right; absent where there are none. The records themselves are at most 10,000, the counts whole. */
  readonly mended?: { readonly by: Readonly<Partial<Record<Mending, number>>>; readonly records: readonly MendedRecord[] };

  /** Each file's account in the order of loading, where the source is made of several; the numbers above are their sums. */
  readonly parts?: readonly PartLedger[];
  /** Texts that made their records rejected, because no record can do without a value there (an order without a date). */
  readonly refused?: readonly ValueProblem[];
  /** The third list: what stood for nothing. */
  readonly nulls?: readonly NullWords[];
  /** What each preparation step did, in their order; null = it could not be done with this file. Absent where there are none. */
  readonly steps?: readonly (StepEffect | null)[];
}

/** What one cell's numbers rest on: rows used, and rows left out by reason. */
export interface CellLedger {
  readonly used: readonly { readonly count: number; readonly unit: Unit }[];
  readonly excluded: readonly { readonly reason: Text; readonly count: number; readonly unit: Unit }[];
}
