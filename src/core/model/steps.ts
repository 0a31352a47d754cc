import type { Condition } from './filters';

/** What decides whether a filter step keeps a record. `contains` and `starts_with` do not regard letter case. */
export type StepCondition = Condition | { readonly op: 'contains' | 'starts_with'; readonly text: string };

/** Keeps the records that pass, or leaves them out. */
export interface FilterStep {
  readonly kind: 'filter';
  readonly effect: 'keep' | 'leave_out';
  /** A header of the file or the name of a column that a step made, as everywhere in steps. */
  readonly column: string;
  readonly condition: StepCondition;
}

/** Which of several equal records stays. */
export type Survivor =
  | { readonly by: 'first' | 'last' | 'most_complete' }
  | { readonly by: 'largest' | 'smallest'; /** The column that decides. */ readonly column: string };

/** Keeps one record of each group of equal ones. */
export interface DeduplicateStep {
  readonly kind: 'deduplicate';
  /** The columns that make two records equal; none = the whole record. */
  readonly keys: readonly string[];
  readonly survivor: Survivor;
}

/** Puts texts in place of others. */
export interface RecodeStep {
  readonly kind: 'recode';
  readonly column: string;
  /** Whole texts and what takes their place; the first entry that holds a text counts. An empty `to` leaves the value empty. */
  readonly entries: readonly { readonly from: readonly string[]; readonly to: string }[];
  readonly ignoreCase: boolean;
  /** What becomes of values in no entry. */
  readonly rest: { readonly do: 'keep' | 'empty' } | { readonly do: 'replace'; readonly to: string };
}

/** Tidies texts; blanks at both ends always go. */
export interface TrimStep {
  readonly kind: 'trim';
  readonly columns: readonly string[];
  /** Runs of blanks inside become one space. */
  readonly inner: boolean;
  /** Full-width letters, digits and signs become half-width. */
  readonly halfWidth: boolean;
  readonly letters: 'keep' | 'lower' | 'upper';
}

/** Cuts a column into new ones. */
export interface SplitStep {
  readonly kind: 'split';
  readonly column: string;
  readonly by:
    | { readonly at: 'separator'; readonly separator: string }
    /** Numbers of characters before each cut, ascending, from 1. */
    | { readonly at: 'places'; readonly places: readonly number[] };
  /** Names of the new columns, for the first parts. */
  readonly into: readonly string[];
}

/** Makes a new column by an expression (`core/query/prepare`, rules EX1 …). */
export interface DeriveStep {
  readonly kind: 'derive';
  readonly name: string;
  readonly expression: string;
}

/** One thing done to the records of a file before they become tables. Plain JSON, stored with the mapping. */
export type PreparationStep = FilterStep | DeduplicateStep | RecodeStep | TrimStep | SplitStep | DeriveStep;

/** What a step did in a load: records left out, values changed, records cut, or records given a value. */
export interface StepEffect {
  readonly count: number;
  /** `derive`: records for which the expression gave nothing. */
  readonly without?: number;
}
