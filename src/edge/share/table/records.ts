import type { Scalar } from '#core/model/columns';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import type { Text } from '#core/messages/text';

type Say = (text: Text) => string;

/** What a cell of the table shows: words where its value is a code, else the value. */
export function shownAt(row: TableRow, column: TableColumn, say: Say): Scalar {
  const text = row.texts?.[column.key];
  return text ? say(text) : (row.values[column.key] ?? null);
}

/** A table with its headings, row by row, as it is read: words for codes, numbers as they are (TX1–TX3). */
export function recordsOfTable(table: TableView, say: Say): Scalar[][] {
  const heading = table.columns.map((column) => say(column.label));
  return [heading, ...table.rows.map((row) => table.columns.map((column) => shownAt(row, column, say)))];
}
