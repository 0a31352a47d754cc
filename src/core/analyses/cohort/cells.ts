import type { Interval } from '#core/stats/proportions';

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
  readonly start: string;
  readonly size: number;
  /** From `firstColumn` on; ends where the future begins (CO4). */
  readonly cells: readonly Cell[];
}
