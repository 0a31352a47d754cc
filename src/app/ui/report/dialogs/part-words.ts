import type { Text } from '#core/messages/text';
import { partKey } from '#core/model/part-key';
import type { Part, Presentation, TableColumn, TableRow } from '#core/model/presentation';

/** Where a shown number stands: its row's key and its column's name, or the name of its figure. */
export interface PartPlace {
  readonly row?: { readonly row: TableRow; readonly column: TableColumn };
  readonly column: Text;
}

/** Finds the number that was pressed; null when it is not among those shown, as with a mark that has no row. */
export function placeOf(part: Part, { figures, table }: Presentation): PartPlace | null {
  const wanted = partKey(part);
  const head = table.columns.find((column) => column.is === 'key') ?? table.columns[0];
  for (const row of table.rows) {
    for (const [key, found] of Object.entries(row.parts ?? {})) {
      const column = table.columns.find((each) => each.key === key);
      if (column && head && partKey(found) === wanted) return { row: { row, column: head }, column: column.label };
    }
  }
  const figure = figures.find((each) => each.part && partKey(each.part) === wanted);
  return figure ? { column: figure.label } : null;
}
