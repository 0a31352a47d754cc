import { EVENT_TABLES, type EventTable } from '#core/query/events/predicates';

/** What a question about the event stream is split by: a column of the customer, or of rows of the stream. */
export interface Breakdown {
  readonly table: EventTable | 'customers';
  readonly column: string;
}

/** Reads `table.column` as a param stores it; null where nothing is chosen, or no such table has events. */
export function readBreakdown(stored: string | null): Breakdown | null {
  const table = (['customers', ...EVENT_TABLES] as const).find((name) => stored?.startsWith(`${name}.`));
  return table && stored ? { table, column: stored.slice(table.length + 1) } : null;
}
