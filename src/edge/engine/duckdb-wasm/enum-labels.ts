import { Type, type Schema } from 'apache-arrow';
import type { Columns } from '#core/model/columns';

/** The texts of an ENUM column by their codes, by column index. */
export type Labels = ReadonlyMap<number, readonly string[]>;
export const NO_LABELS: Labels = new Map();

const enumColumns = (schema: Schema) => schema.fields.flatMap((field, index) => (field.type.typeId === Type.Dictionary ? [index] : []));

/**
 * DuckDB-WASM 1.32 streams ENUM columns as Arrow dictionaries but never sends the dictionaries. This asks for them: a query that
 * reads no row, because the scalar subqueries are empty and only their type counts. Null when there is no ENUM column.
 */
export function labelsQuery(schema: Schema, sql: string): string | null {
  const wanted = enumColumns(schema);
  if (wanted.length === 0) return null;
  const names = schema.fields.map((_, index) => `c${index}`).join(', ');
  const body = sql.replace(/[;\s]+$/, '');
  const asked = wanted.map((index) => `enum_range((SELECT c${index} FROM (\n${body}\n) AS cell(${names}) LIMIT 0)) AS c${index}`);
  return `SELECT ${asked.join(', ')}`;
}

/** What `labelsQuery` was answered. */
export function readLabels(schema: Schema, answer: Columns): Labels {
  return new Map(
    enumColumns(schema).map((index, position) => [index, JSON.parse(String(answer.columns[position]!.values[0])) as string[]]),
  );
}
