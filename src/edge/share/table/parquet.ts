import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Scalar } from '#core/model/columns';
import type { TableColumn, TableView } from '#core/model/presentation';
import type { Unit } from '#core/messages/unit';
import type { Reader, Sheet } from '../sheet';
import { dayNumber } from './days';
import { shownAt } from './records';
import { aboutTable } from './table-json';

/** Units whose numbers are whole by nature; amounts stay doubles, so that the type does not hang on the month. */
const WHOLE: ReadonlySet<Unit> = new Set<Unit>(['customers', 'orders', 'count', 'days', 'bytes', 'number']);
/** The schema of Parquet, as `hyparquet-writer` takes it. */
type Element = { readonly type: 'INT64' | 'DOUBLE' | 'BOOLEAN' | 'INT32' | 'BYTE_ARRAY'; readonly converted_type?: 'DATE' | 'UTF8' };
type Filled = Exclude<Scalar, null>;

/** TX11: what a column becomes, and how its values are written. */
function kindOf(values: readonly Filled[], unit: Unit): { readonly element: Element; readonly write: (value: Filled) => unknown } {
  const all = (holds: (value: Filled) => boolean) => values.length > 0 && values.every(holds);
  if (all(Number.isSafeInteger) && WHOLE.has(unit)) return { element: { type: 'INT64' }, write: (value) => BigInt(value as number) };
  if (all((value) => typeof value === 'number')) return { element: { type: 'DOUBLE' }, write: Number };
  if (all((value) => typeof value === 'boolean')) return { element: { type: 'BOOLEAN' }, write: (value) => value };
  if (unit === 'date' && all((value) => typeof value === 'string' && dayNumber(value) !== null))
    return { element: { type: 'INT32', converted_type: 'DATE' }, write: (value) => new Date(`${String(value)}T00:00:00Z`) };
  return { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, write: String };
}

function valuesOf({ rows }: TableView, column: TableColumn, reader: Reader): Scalar[] {
  const labels = column.unit === 'text' || column.is === 'key';
  return rows.map((row) => {
    // Words in the place of a number, as of one that is withheld, would make its whole column text.
    const value = row.values[column.key] ?? (labels ? shownAt(row, column, reader.say) : null);
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  });
}

/** A cell's table as Parquet (TX2, TX11). */
export function tableToParquet(sheet: Sheet, reader: Reader): Blob {
  const { table } = sheet.presentation;
  const columns = table.columns.map((column) => {
    const values = valuesOf(table, column, reader);
    const { element, write } = kindOf(
      values.filter((value) => value !== null),
      column.unit,
    );
    return { name: column.key, element, data: values.map((value) => (value === null ? null : write(value))) };
  });
  const buffer = parquetWriteBuffer({
    schema: [
      { name: 'table', num_children: columns.length },
      ...columns.map(({ name, element }) => ({ name, ...element, repetition_type: 'OPTIONAL' as const })),
    ],
    columnData: columns.map(({ name, data }) => ({ name, data })),
    kvMetadata: [{ key: 'clientele', value: JSON.stringify(aboutTable(sheet, reader)) }],
    createdBy: 'clientele',
  });
  return new Blob([buffer], { type: 'application/vnd.apache.parquet' });
}
