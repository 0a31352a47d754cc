import type { Row, Scalar } from '#core/model/columns';
import type { CompileContext } from './contract';
import { countOf } from './words';

/** What runs along a trend of answers. */
export type Over = 'none' | 'wave' | 'month' | 'quarter' | 'year';

/** SA12: a share of a mode that moves further has changed the mix. */
const MIX = 0.1;

/** The day of an answer. */
export const ANSWER_DAY = 'CAST(s.responded_at AS DATE)';

/** The period of an answer as text; null without a trend. */
export const periodSql = (over: Over, { dialect, weekStart }: CompileContext): string | null =>
  over === 'none' ? null : `CAST(${over === 'wave' ? 's.wave' : dialect.dateTrunc(over, ANSWER_DAY, weekStart)} AS VARCHAR)`;

/** The text of a row's column; null where it has none. */
export const textIn = (row: Row, key: string): string | null => {
  const value: Scalar | undefined = row[key];
  return typeof value === 'string' ? value : null;
};

/** Whether the share of a mode differs by more than 10 points between two periods (SA12). */
export function mixHasChanged(rows: readonly Row[]): boolean {
  const totals = new Map<string, number>();
  const modes = new Set<string | null>();
  for (const row of rows) {
    const period = String(row['period']);
    totals.set(period, (totals.get(period) ?? 0) + countOf(row, 'answers'));
    modes.add(textIn(row, 'mode'));
  }
  return [...modes].some((mode) => {
    const shares = [...totals].map(([period, all]) => {
      const own = rows.find((row) => row['period'] === period && textIn(row, 'mode') === mode);
      return countOf(own, 'answers') / all;
    });
    return Math.max(...shares) - Math.min(...shares) > MIX;
  });
}

/** The periods of rows with `period` and `first_on`, in the order of their first answers. */
export function periodsOf(rows: readonly Row[]): string[] {
  const first = new Map<string, string>();
  for (const row of rows) {
    const [period, day] = [String(row['period']), String(row['first_on'])];
    const known = first.get(period);
    if (known === undefined || day < known) first.set(period, day);
  }
  return [...first].toSorted(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x < y ? -1 : 1)).map(([period]) => period);
}
