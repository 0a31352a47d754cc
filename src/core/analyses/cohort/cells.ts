import type { Interval } from '#core/stats/proportions';
import type { Pooled } from './overall';

/** One cell: what it says, and the two numbers that it is the ratio of (CO17–CO19). */
export interface Cell {
  readonly k: number;
  /** Customers by the criterion; the customers of a rate and of their number. */
  readonly customers: number;
  readonly top: number;
  readonly bottom: number;
  /** Null where nothing stands below the line. */
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly state: 'complete' | 'provisional';
}

export interface Cohort {
  /** Where the row is no cohort but a value of the breakdown; `start` is then empty. */
  readonly of?: ValueRow;
  readonly start: string;
  readonly size: number;
  /** From `firstColumn` on; ends where the future begins (CO4). */
  readonly cells: readonly Cell[];
}

/** The memberships with one value of a breakdown, complete cells only; or all others, or those without a value (CO31). */
export interface ValueRow {
  /** From 1, by members; the same number finds its customers. */
  readonly slot: number;
  /** Null for all others and for no value. */
  readonly value: string | null;
  readonly members: number;
  readonly overall: readonly Pooled[];
}
