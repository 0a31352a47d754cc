import type { ColumnParse } from '#core/model/source';

/** The SQL type of a column's values. */
export function columnType({ parse }: { readonly parse: ColumnParse }): string {
  if (parse.type === 'number') return 'DOUBLE';
  if (parse.type === 'boolean') return 'BOOLEAN';
  if (parse.type === 'date') return parse.grain === 'date' ? 'DATE' : 'TIMESTAMP';
  return 'VARCHAR';
}
