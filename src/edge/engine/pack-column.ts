import type { Column, ColumnType, Scalar } from '#core/model/columns';

/** A column in the form that crosses the wall: a typed array where every value is a number, a plain array otherwise. */
export function packColumn(name: string, type: ColumnType, values: readonly Scalar[]): Column {
  const packable = (type === 'integer' || type === 'number') && !values.includes(null);
  return { name, type, values: packable ? Float64Array.from(values as readonly number[]) : values };
}
