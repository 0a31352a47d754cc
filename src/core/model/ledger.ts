import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';

/** Why a record is not in the canonical tables. */
export type RejectReason =
  'field_count' | 'unterminated_quote' | 'stray_quote' | 'missing_order_id' | 'missing_customer_id' | 'missing_date' | 'missing_id';
/**
 * Why a record was passed over without being wrong. `header`: the header again; `preamble`, `footer`, `comment`: lines around the table;
 * `filtered`, `duplicate`: by a preparation step; `replaced`: a later file brings the same key.
 */
export type SkipReason = 'blank' | 'header' | 'preamble' | 'footer' | 'comment' | 'filtered' | 'duplicate' | 'replaced';

/** One record that was not kept. `record` counts from 1 without the header; `line` is the physical line where it starts. */
export interface RejectedRecord {
  readonly record: number;
  readonly line: number;
  readonly reason: RejectReason;
  /** The record as it stands in the file, cut at 2,000 characters. */
  readonly text: string;
}

/** Texts that could not be read as the column's type; the record was kept and the value is empty. */
export interface ValueProblem {
  readonly header: string;
  readonly count: number;
  /** The most frequent texts, at most 20. */
  readonly examples: readonly { readonly text: string; readonly count: number; readonly record: number }[];
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
}

/** What one cell's numbers rest on: rows used, and rows left out by reason. */
export interface CellLedger {
  readonly used: readonly { readonly count: number; readonly unit: Unit }[];
  readonly excluded: readonly { readonly reason: Text; readonly count: number; readonly unit: Unit }[];
}
