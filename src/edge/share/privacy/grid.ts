import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { groupBy } from './group';

/** The counts of people in a table (PR10), by row and by place in `columns`; null where a row has none. */
export interface Grid {
  readonly columns: readonly TableColumn[];
  readonly counts: readonly (readonly (number | null)[])[];
  /** Shares that open people, though nobody can say how many: what they are of is missing. */
  readonly unknown: readonly { readonly row: number; readonly key: string }[];
}

const COUNTED: ReadonlySet<string> = new Set(['customers', 'orders', 'count']);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A column whose every number is that of some people or their orders (PR10). */
function countsPeople({ key, unit, is }: TableColumn, rows: readonly TableRow[]): boolean {
  if (!COUNTED.has(unit) || is === 'key') return false;
  return rows.every(({ values }) => !isNumber(values[key]) || (Number.isInteger(values[key]) && values[key] >= 0));
}

/** A share whose number opens the people in it: it stands for the share times what it is of. */
const isOpenShare = ({ is, of, part }: TableColumn): boolean => is === 'share' && of !== undefined && part === true;

function countIn({ values }: TableRow, column: TableColumn): number | null | 'unknown' {
  const value = values[column.key];
  if (!isNumber(value)) return null;
  if (!isOpenShare(column)) return value;
  const whole = values[column.of!];
  return isNumber(whole) ? Math.round(value * whole) : value === 0 ? 0 : 'unknown';
}

export function gridOf({ columns, rows }: TableView): Grid {
  const counted = columns.filter((column) => countsPeople(column, rows) || isOpenShare(column));
  const found = rows.map((row) => counted.map((column) => countIn(row, column)));
  return {
    columns: counted,
    counts: found.map((line) => line.map((each) => (each === 'unknown' ? null : each))),
    unknown: found.flatMap((line, row) => line.flatMap((each, at) => (each === 'unknown' ? [{ row, key: counted[at]!.key }] : []))),
  };
}

/** Rows that differ in one key column only, for each key column with several values; the rows in their order. */
export function linesOf({ columns, rows }: TableView): { readonly key: string; readonly rows: readonly number[] }[] {
  const keys = columns.filter(({ is }) => is === 'key').map(({ key }) => key);
  const valueOf = (row: number, key: string): string => JSON.stringify(rows[row]!.values[key] ?? null);
  return keys.flatMap((key) => {
    const others = keys.filter((other) => other !== key && new Set(rows.map((_, row) => valueOf(row, other))).size < rows.length);
    const lines = groupBy(rows.keys(), (row) => others.map((other) => valueOf(row, other)).join());
    return [...lines.values()].filter((line) => line.length > 1).map((line) => ({ key, rows: line }));
  });
}
