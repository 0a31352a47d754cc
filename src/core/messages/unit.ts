/**
 * How a number is written, not what it is of. `rate` is 0–1 and prints as a percentage; `money` takes the
 * report's currency; `date` and `month` are ISO texts; `points` is a difference of two rates, 0–1.
 */
export type Unit =
  'customers' | 'orders' | 'count' | 'money' | 'rate' | 'points' | 'days' | 'score' | 'number' | 'bytes' | 'date' | 'month' | 'text';

/** A number with its unit: what a sentence or a table holds until it meets a language. */
export interface Amount {
  readonly amount: number | null;
  readonly unit: Unit;
}
