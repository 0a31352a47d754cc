import type { Dialect, Grain } from '../dialect';
import { quoteIdentifier } from '../identifier';
import { quoteText, writeDay, writeLiteral, writeNumber } from '../literal';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const isSimple = (expression: string) => /^[\w.]+$|^"[^"]+"$|^\w+\([^()]*\)$|^\([^()]*\)$|^DATE '[\d-]+'$/.test(expression);
/** An operand that keeps its meaning beside an operator. */
const operand = (expression: string) => (isSimple(expression) ? expression : `(${expression})`);

function truncate(grain: Grain, expression: string, weekStart: 'monday' | 'sunday'): string {
  if (grain === 'week' && weekStart === 'sunday') return `(CAST(date_trunc('week', ${operand(expression)} + 1) AS DATE) - 1)`;
  return `CAST(date_trunc('${grain}', ${expression}) AS DATE)`;
}

/** The SQL of DuckDB 1.4, native and in the page alike; nothing here needs an extension. */
export const duckdb: Dialect = {
  name: 'duckdb',
  identifier: quoteIdentifier,
  literal: writeLiteral,
  day: writeDay,
  dateTrunc: (grain, expression, weekStart = 'monday') => truncate(grain, expression, weekStart),

  dateDiff(grain, from, to, weekStart = 'monday') {
    // date_diff('week', …) of 1.4 counts whole weeks between days, not the Mondays it documents.
    if (grain === 'week') return `((${truncate(grain, to, weekStart)} - ${truncate(grain, from, weekStart)}) // 7)`;
    return `date_diff('${grain}', ${from}, ${to})`;
  },

  dateAdd(grain, expression, amount) {
    if (grain === 'day') return `(${operand(expression)} + CAST(${amount} AS INTEGER))`;
    if (grain === 'week') return `(${operand(expression)} + 7 * CAST(${amount} AS INTEGER))`;
    const months = MONTHS[grain] === 1 ? amount : `${MONTHS[grain]} * ${operand(amount)}`;
    // DATE + INTERVAL is a TIMESTAMP in DuckDB.
    return `CAST(${operand(expression)} + to_months(CAST(${months} AS INTEGER)) AS DATE)`;
  },

  quantile: (expression, q) => `quantile_cont(${expression}, ${writeNumber(q)})`,
  argMax: (expression, by) => `arg_max(${expression}, ${by})`,
  argMin: (expression, by) => `arg_min(${expression}, ${by})`,
  listAgg: (expression, separator) => `string_agg(${expression}, ${quoteText(separator)} ORDER BY ${expression})`,
  integerDivide: (dividend, divisor) => `(${operand(dividend)} // ${operand(divisor)})`,
};
