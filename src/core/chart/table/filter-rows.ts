import type { Scalar } from '#core/model/columns';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { exactSum } from '../exact-sum';
import type { Shown } from './order-rows';

/** What rows of the view must show in one column; never stored, and never changes a number (TV3). */
export type RowFilter =
  | { readonly by: 'contains'; readonly text: string }
  /** Both ends belong to it; null = open. */
  | { readonly by: 'range'; readonly from: number | null; readonly to: number | null }
  | { readonly by: 'values'; readonly values: readonly Scalar[] };

/** By column key. */
export type RowFilters = Readonly<Record<string, RowFilter>>;

/** Different values of a column that are offered as a set. */
export const MOST_VALUES = 50;

/** Whether a filter asks for anything. */
export const asks = (filter: RowFilter | undefined): filter is RowFilter =>
  filter !== undefined &&
  (filter.by === 'contains' ? filter.text.trim() !== '' : filter.by === 'range' ? filter.from !== null || filter.to !== null : true);

function passes(value: Scalar, filter: RowFilter): boolean {
  if (filter.by === 'values') return filter.values.includes(value);
  if (filter.by === 'contains') return value !== null && String(value).toLowerCase().includes(filter.text.trim().toLowerCase());
  if (typeof value !== 'number') return false;
  return (filter.from === null || value >= filter.from) && (filter.to === null || value <= filter.to);
}

/** The rows that pass every filter, in their order, totals left out; all rows where nothing is asked (TV3, TV4). */
export function filterRows({ columns, rows }: TableView, filters: RowFilters, shown: Shown): readonly TableRow[] {
  const asked = columns.flatMap((column) => {
    const filter = Object.hasOwn(filters, column.key) ? filters[column.key] : undefined;
    return asks(filter) ? [{ column, filter }] : [];
  });
  if (asked.length === 0) return rows;
  return rows.filter((row) => !row.total && asked.every(({ column, filter }) => passes(shown(row, column), filter)));
}

/** The total of rows that were picked by filters (TV4): only where the table has totals itself, and only of columns that add up. */
export function totalOf({ columns, rows }: TableView, picked: readonly TableRow[]): TableRow | null {
  const own = rows.findLast((row) => row.total);
  const adds = columns.filter(({ key, is }) => (is === 'sum' || is === 'count') && typeof own?.values[key] === 'number');
  const head = columns.find(({ is }) => is === 'key');
  if (!own || !head || adds.length === 0 || picked.length < 2) return null;
  const sums = adds.map(({ key }) => [key, exactSum(numbersOf(picked, key))] as const);
  return {
    values: Object.fromEntries([...columns.map(({ key }) => [key, null] as const), ...sums]),
    texts: { [head.key]: { key: 'table_total_shown', values: { n: picked.length } } },
    total: true,
  };
}

/** The numbers of a column, totals and empty ones not among them. */
export const numbersOf = (rows: readonly TableRow[], key: string): number[] =>
  rows.flatMap((row) => {
    const value = row.values[key];
    return !row.total && typeof value === 'number' && Number.isFinite(value) ? [value] : [];
  });

/** The different values of a column in the order of their first row; null where they are too many for a set. */
export function valuesOf({ rows }: TableView, column: TableColumn, shown: Shown): Scalar[] | null {
  const values = new Set<Scalar>();
  for (const row of rows) {
    if (row.total) continue;
    values.add(shown(row, column));
    if (values.size > MOST_VALUES) return null;
  }
  return [...values];
}
