/**
 * What crosses the wall between an engine and the rest: whole columns, never engine objects.
 * `integer` and `number` are doubles; `date` is `YYYY-MM-DD`; `timestamp` is `YYYY-MM-DDTHH:MM:SS` with
 * fractions only when there are any, without a time zone; ids are `text`, so that 20 digits survive.
 */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'null';
export type Scalar = string | number | boolean | null;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Typed array where no value is missing, plain array otherwise. */
  readonly values: readonly Scalar[] | Float64Array;
}

export interface Columns {
  readonly rowCount: number;
  readonly columns: readonly Column[];
}

/** One record of a result, by column name. Built without a prototype, so a column may be called `__proto__`. */
export type Row = Readonly<Record<string, Scalar>>;

/** The rows of a result, in order. */
export function rowsOf(result: Columns): Row[] {
  return Array.from({ length: result.rowCount }, (_, index) => {
    const row = Object.create(null) as Record<string, Scalar>;
    for (const column of result.columns) row[column.name] = column.values[index] ?? null;
    return row;
  });
}

/** The values of one column. Throws when the result has no such column: a programmer's mistake. */
export function columnOf(result: Columns, name: string): Column['values'] {
  const column = result.columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`no column ${name} in ${result.columns.map((each) => each.name).join(', ')}`);
  return column.values;
}
