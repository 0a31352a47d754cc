import type { Columns, Row } from '#core/model/columns';
import { rowsOf } from '#core/model/columns';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { aggregate } from '../aggregate';
import type { ColumnShape } from './columns';

function columnOf(shape: ColumnShape): TableColumn {
  const { name, role, unit, holds, type } = shape;
  const summed = holds === 'amounts' ? (unit === 'money' ? 'sum' : 'count') : 'other';
  const day = type === 'date' ? 'date' : 'text';
  return { key: name, label: { literal: name }, unit: role === 'measure' ? unit : day, is: role === 'measure' ? summed : 'key' };
}

/** The row of totals (CB52); null where a column cannot be added up or the rows may be subtotals. */
function totalRow(shapes: readonly ColumnShape[], columns: readonly TableColumn[], rows: readonly Row[]): TableRow | null {
  const adds = columns.filter(({ is }) => is === 'sum' || is === 'count');
  const keys = shapes.filter(({ role }) => role === 'key' || role === 'time');
  if (rows.length < 2 || adds.length === 0 || keys.length === 0 || keys.some(({ nulls }) => nulls > 0)) return null;
  const first = columns.find(({ is }) => is === 'key')!;
  const sums = adds.map(
    ({ key }) =>
      [
        key,
        aggregate(
          'sum',
          rows.map((row) => row[key] ?? null),
        ),
      ] as const,
  );
  return {
    values: Object.fromEntries([...columns.map(({ key }) => [key, null] as const), ...sums]),
    texts: { [first.key]: { key: 'builder_total' } },
    total: true,
  };
}

/** A result as a table: its columns in order with units, all of its rows, and totals where they mean something. */
export function tableOf(result: Columns, shapes: readonly ColumnShape[]): TableView {
  const columns = shapes.map(columnOf);
  const rows = rowsOf(result);
  const total = totalRow(shapes, columns, rows);
  return { columns, rows: [...rows.map((values): TableRow => ({ values })), ...(total ? [total] : [])] };
}
