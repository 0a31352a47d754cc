import type { Columns } from '#core/model/columns';
import { QueryError } from './connector';

/** What the wall needs of an engine: to bind a text as one statement without running it, and to run a text. */
export interface QueryDoor {
  /** Prepares and closes again. Rejects when the text is not exactly one statement that binds. */
  prove(sql: string): Promise<void>;
  run(sql: string): Promise<Columns>;
}

/** A report's SELECT as a derived table: whatever is not one query cannot stand there. */
export const wrapQuery = (sql: string): string => `SELECT * FROM (\n${sql}\n) AS cell`;

/**
 * Runs one SELECT of a report behind the wall: wrapped, proved to be one query, then sent as text inside a read-only
 * transaction that is always rolled back. Rejects with `QueryError`; `refused` means that it was no single query.
 */
export async function runReportQuery(door: QueryDoor, sql: string): Promise<Columns> {
  const wrapped = wrapQuery(sql);
  try {
    await door.prove(wrapped);
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    throw /multiple statements/i.test(message) ? new QueryError('refused', message, sql) : fault;
  }
  await door.run('BEGIN TRANSACTION READ ONLY');
  try {
    return await door.run(wrapped);
  } finally {
    await door.run('ROLLBACK');
  }
}
