import { CANONICAL_TABLES, type CanonicalTable } from '#core/model/canonical';
import { quoteIdentifier } from '#core/sql/identifier';
import { nextName } from './customers-sql';

/**
 * Where the engine keeps tables: `memory` as they are, `packed` compressed. Packed tables take about a fifth of the room and twice the
 * time to write, and are read as fast.
 */
export type Store = 'memory' | 'packed';

/** New tables are packed; both stores are searched for tables by name. A lock of the configuration leaves the path free. */
export const packTablesSql = `ATTACH IF NOT EXISTS ':memory:' AS packed (COMPRESS true); SET search_path = 'packed,memory'`;

/** New tables are plain again; both stores are searched. */
export const searchStoresSql = `SET search_path = 'memory,packed'`;

/** Which stores are searched, as `path`. */
export const searchPathSql = `SELECT current_setting('search_path') AS path`;

/** The canonical tables that there are, by `store` and `name`. */
export const canonicalTablesSql = `SELECT database_name AS store, table_name AS name FROM duckdb_tables() WHERE table_name IN (${CANONICAL_TABLES.map((table) => `'${table}'`).join(', ')})`;

/**
 * The new tables take the place of the old ones at one stroke (LD24). A transaction can write to one store only: where the old tables are
 * in the other one, they go in a second transaction of the same text, so that nothing is asked in between.
 */
export function swapSql(
  made: readonly CanonicalTable[],
  store: Store,
  old: readonly { readonly store: string; readonly name: string }[],
): string {
  const drop = (wanted: boolean) =>
    old
      .filter((table) => (table.store === store) === wanted)
      .map((table) => `DROP TABLE IF EXISTS ${quoteIdentifier(table.store)}.main.${quoteIdentifier(table.name)}`);
  const renames = made.map((table) => `ALTER TABLE ${quoteIdentifier(store)}.main.${nextName(table)} RENAME TO ${quoteIdentifier(table)}`);
  const transaction = (statements: readonly string[]) => ['BEGIN TRANSACTION', ...statements, 'COMMIT'];
  const elsewhere = drop(false);
  return [...transaction([...drop(true), ...renames]), ...(elsewhere.length > 0 ? transaction(elsewhere) : [])].join('; ');
}
