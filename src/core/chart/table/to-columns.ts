import type { Column, Columns, ColumnType, Scalar } from '#core/model/columns';
import type { TableView } from '#core/model/presentation';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$/;

function typeOf(values: readonly Scalar[]): ColumnType {
  const filled = values.filter((value) => value !== null);
  const all = (test: (value: Scalar) => boolean) => filled.every(test);
  if (filled.length === 0) return 'null';
  if (all((value) => typeof value === 'number')) return all(Number.isInteger) ? 'integer' : 'number';
  if (all((value) => typeof value === 'boolean')) return 'boolean';
  if (all((value) => DAY.test(String(value)))) return 'date';
  return all((value) => INSTANT.test(String(value))) ? 'timestamp' : 'text';
}

/** The result behind a table, without its totals, for charts and pivots of what is on screen (TV8). Columns are called by their keys. */
export function columnsOfTable({ columns, rows }: TableView): Columns {
  const plain = rows.filter((row) => !row.total);
  return {
    rowCount: plain.length,
    columns: columns.map(({ key }): Column => {
      const values = plain.map((row) => row.values[key] ?? null);
      return { name: key, type: typeOf(values), values };
    }),
  };
}
