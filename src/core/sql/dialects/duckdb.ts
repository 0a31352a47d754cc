import type { Dialect, Grain } from '../dialect';
import { quoteIdentifier } from '../identifier';
import { quoteText, writeDay, writeLiteral, writeNumber } from '../literal';

const MONTHS: Partial<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };

/** The SQL of DuckDB 1.4, native and in the page alike; nothing here needs an extension. */
export const duckdb: Dialect = {
  name: 'duckdb',
  identifier: quoteIdentifier,
  literal: writeLiteral,
  day: writeDay,

  dateTrunc(grain, expression, weekStart = 'monday') {
    if (grain === 'week' && weekStart === 'sunday') return `CAST(date_trunc('week', ${expression} + 1) AS DATE) - 1`;
    return `CAST(date_trunc('${grain}', ${expression}) AS DATE)`;
  },

  dateDiff: (grain, from, to) => `date_diff('${grain}', ${from}, ${to})`,

  dateAdd(grain, expression, amount) {
    if (grain === 'day') return `${expression} + CAST(${amount} AS INTEGER)`;
    if (grain === 'week') return `${expression} + 7 * CAST(${amount} AS INTEGER)`;
    // DATE + INTERVAL is a TIMESTAMP in DuckDB.
    return `CAST(${expression} + to_months(CAST(${MONTHS[grain]! === 1 ? amount : `${MONTHS[grain]} * (${amount})`} AS INTEGER)) AS DATE)`;
  },

  quantile: (expression, q) => `quantile_cont(${expression}, ${writeNumber(q)})`,
  argMax: (expression, by) => `arg_max(${expression}, ${by})`,
  argMin: (expression, by) => `arg_min(${expression}, ${by})`,
  listAgg: (expression, separator) => `string_agg(${expression}, ${quoteText(separator)} ORDER BY ${expression})`,
  integerDivide: (dividend, divisor) => `${dividend} // ${divisor}`,
};
