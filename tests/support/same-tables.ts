import { columnOf, rowsOf } from '#core/model/columns';
import { CANONICAL_TABLES } from '#core/model/canonical';
import type { Connector } from '#edge/engine/connector';
import { loadSources, type LoadOptions } from '#edge/load/loader';
import type { Loaded, LoadRequest } from '#edge/load/types';

/** What two ways of loading the same files made of them. */
export interface LoadedTwice {
  readonly whole: Loaded;
  readonly other: Loaded;
  /** By table: rows, rows only one of the two has, and columns with their types. */
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly differing: number;
    readonly columns: readonly (readonly [string, string])[];
    readonly otherColumns: readonly (readonly [string, string])[];
  }[];
}

/** Loads files in one piece and then another way (or others that should give the same) on the same engine, and compares the canonical tables row for row. */
export async function loadTwice(
  connector: Connector,
  requests: readonly LoadRequest[],
  options: LoadOptions,
  others: readonly LoadRequest[] = requests,
): Promise<LoadedTwice> {
  const ask = async (sql: string) => rowsOf(await connector.execute(sql));
  const list = async (): Promise<string[]> => {
    const names = columnOf(await connector.execute('SELECT table_name AS name FROM duckdb_tables()'), 'name') as string[];
    return CANONICAL_TABLES.filter((table) => names.includes(table));
  };
  const describe = async (table: string) =>
    (await ask(`DESCRIBE ${table}`)).map((row) => [String(row['column_name']), String(row['column_type'])] as const);
  const whole = await loadSources(connector, requests, options.pseudonymKey ? { pseudonymKey: options.pseudonymKey } : {});
  const names = await list();
  const columns = new Map<string, Awaited<ReturnType<typeof describe>>>();
  try {
    for (const name of names) {
      columns.set(name, await describe(name));
      await ask(`CREATE TABLE was_${name} AS SELECT * FROM ${name}`);
    }
    const other = await loadSources(connector, others, options);
    const tables: LoadedTwice['tables'][number][] = [];
    for (const name of new Set([...names, ...(await list())])) {
      const only = (one: string, two: string) => `(SELECT count(*) FROM (SELECT * FROM ${one} EXCEPT ALL SELECT * FROM ${two}))`;
      const counted = (
        await ask(`SELECT (SELECT count(*) FROM ${name}) AS n, ${only(name, `was_${name}`)} + ${only(`was_${name}`, name)} AS differing`)
      )[0]!;
      tables.push({
        name,
        rows: Number(counted['n']),
        differing: Number(counted['differing']),
        columns: columns.get(name) ?? [],
        otherColumns: await describe(name),
      });
    }
    return { whole, other, tables };
  } finally {
    for (const name of names) await ask(`DROP TABLE IF EXISTS was_${name}`);
  }
}
