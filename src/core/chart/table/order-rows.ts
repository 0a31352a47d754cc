import type { Locale } from '#core/messages/text';
import type { Scalar } from '#core/model/columns';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import type { TableSort } from './view';

/** What a row shows in a column: words where its value is a code, else the value. */
export type Shown = (row: TableRow, column: TableColumn) => Scalar;

const isEmpty = (value: Scalar): boolean => value === null || (typeof value === 'number' && Number.isNaN(value));

function comparer(locale: Locale): (a: Scalar, b: Scalar) => number {
  const collator = new Intl.Collator(locale, { numeric: true });
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1;
    return collator.compare(String(a), String(b));
  };
}

/** Rows in the order of a column (TV1, TV2): numbers by size, texts as the language orders them, ties as they stood, empty last either way. A new list. */
export function orderRows(rows: readonly TableRow[], column: TableColumn, descending: boolean, shown: Shown, locale: Locale): TableRow[] {
  const compare = comparer(locale);
  const sign = descending ? -1 : 1;
  const valued = rows.map((row) => ({ row, value: shown(row, column) }));
  return valued
    .toSorted((a, b) => {
      const [first, second] = [isEmpty(a.value), isEmpty(b.value)];
      if (first || second) return Number(first) - Number(second);
      return sign * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

/** A table's rows: those that are totals before and after, and the plain ones between, in the order of a sort whose column is there. */
export function orderTable({ columns, rows }: TableView, sort: TableSort | undefined, shown: Shown, locale: Locale): TableRow[] {
  const column = columns.find(({ key }) => key === sort?.column);
  if (!column || !sort) return [...rows];
  const first = rows.findIndex((row) => !row.total);
  const above = first < 0 ? [...rows] : rows.slice(0, first);
  const rest = first < 0 ? [] : rows.slice(first);
  const plain = rest.filter((row) => !row.total);
  return [...above, ...orderRows(plain, column, sort.descending, shown, locale), ...rest.filter((row) => row.total)];
}

/** The next of three states: up, down, as given (TV1). */
export const nextSort = (sort: TableSort | undefined, column: string): TableSort | null =>
  sort?.column !== column ? { column, descending: false } : sort.descending ? null : { column, descending: true };
