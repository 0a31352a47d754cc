/** The parts of SQL that engines spell differently. An analysis uses what only one engine has through this, never directly. */
export interface Dialect {
  readonly name: 'duckdb' | 'clickhouse';
  /** A quoted identifier; any text is allowed in, nothing gets out. Throws on U+0000. */
  identifier(name: string): string;
  /** A typed literal; text is quoted, numbers are finite, days are `DATE '…'`. */
  literal(value: string | number | boolean | null): string;
  day(iso: string): string;
  /** First day of the period that holds a day expression. Weeks begin on Monday unless said otherwise. */
  dateTrunc(grain: Grain, expression: string, weekStart?: 'monday' | 'sunday'): string;
  /** Number of period boundaries between two day expressions. Weeks begin on Monday unless said otherwise. */
  dateDiff(grain: Grain, from: string, to: string, weekStart?: 'monday' | 'sunday'): string;
  /** A day moved by n periods; month ends are clamped. */
  dateAdd(grain: Grain, expression: string, amount: string): string;
  /** Quantile with linear interpolation (type 7). */
  quantile(expression: string, q: number): string;
  /** The value of `expression` where `by` is largest / smallest. */
  argMax(expression: string, by: string): string;
  argMin(expression: string, by: string): string;
  /** The texts joined by `separator` (plain text, not SQL), in their own order. */
  listAgg(expression: string, separator: string): string;
  /** Integer division of non-negative integers. */
  integerDivide(dividend: string, divisor: string): string;
}

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';
