import type { Columns } from '#core/model/columns';
import { duckdb } from '#core/sql/dialects/duckdb';
import { QueryError, type QueryList } from './connector';
import { toQueryError } from './query-fault';
import { passWall, runReadOnly, runReportQuery, type QueryDoor } from './report-query';

interface Kept {
  /** The table's whole name, given once in the life of an engine. */
  readonly table: string;
  readonly rows: number;
}

/** How much is kept beside the data of one engine. */
export interface KeptBounds {
  readonly lists: number;
  readonly rows: number;
}

const BOUNDS: KeptBounds = { lists: 32, rows: 5_000_000 };

const mentions = (sql: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(sql);

/** The lists that a text names, itself or through each other, in their own order. */
function namedIn(text: string, lists: readonly QueryList[]): readonly QueryList[] {
  let seen = text;
  return lists
    .toReversed()
    .filter(({ name, sql }) => {
      if (!mentions(seen, name)) return false;
      seen += `\n${sql}`;
      return true;
    })
    .toReversed();
}

/** What one life of an engine keeps beside its tables: lists by what they were worked out from (KL1–KL7). Asked one at a time. */
export class KeptLists {
  /** The least recently used first. */
  #kept = new Map<string, Kept>();
  #made = 0;

  constructor(private readonly bounds: KeptBounds = BOUNDS) {}

  /** Runs one SELECT of a report behind the wall, each list that it names at hand. Rejects with the `QueryError` of the list where one met it. */
  async query(door: QueryDoor, sql: string, lists: readonly QueryList[] = []): Promise<Columns> {
    return runReportQuery(door, sql, await this.#beginningFor(door, sql, lists));
  }

  /** KL3: voids everything, before the tables change. */
  async clear(door: Pick<QueryDoor, 'control'>): Promise<void> {
    const tables = [...this.#kept.values()];
    this.#kept.clear();
    for (const { table } of tables) await door.control(`DROP TABLE IF EXISTS ${table}`);
  }

  /** The beginning of a statement in which each list that `sql` names stands for its table; works out what is not kept. */
  async #beginningFor(door: QueryDoor, sql: string, lists: readonly QueryList[]): Promise<string> {
    const tables = new Map<string, string>();
    const used = new Set<string>();
    for (const list of namedIn(sql, lists)) {
      const before = new Map([...tables].filter(([name]) => mentions(list.sql, name)));
      const key = JSON.stringify([list.sql, ...before]);
      const kept = this.#kept.get(key) ?? (await this.#workOut(door, list, beginning(before)));
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      used.add(key);
      tables.set(list.name, kept.table);
    }
    await this.#drop(door, used);
    return beginning(tables);
  }

  async #workOut(door: QueryDoor, { name, sql }: QueryList, before: string): Promise<Kept> {
    const table = `temp.main.kept_list_${++this.#made}`;
    try {
      const select = await passWall(door, sql, before);
      const made = await runReadOnly(door, `CREATE TEMPORARY TABLE ${table} AS ${select}`, 'COMMIT');
      return { table, rows: Number(made.columns[0]?.values[0] ?? 0) };
    } catch (fault) {
      const { kind, message } = toQueryError(fault, sql);
      throw new QueryError(kind, message, sql, name);
    }
  }

  /** KL4: the oldest ones go, but none of those in use. */
  async #drop(door: QueryDoor, used: ReadonlySet<string>): Promise<void> {
    let rows = [...this.#kept.values()].reduce((sum, kept) => sum + kept.rows, 0);
    for (const [key, kept] of this.#kept) {
      if (this.#kept.size <= this.bounds.lists && rows <= this.bounds.rows) return;
      if (used.has(key)) continue;
      this.#kept.delete(key);
      rows -= kept.rows;
      await door.control(`DROP TABLE IF EXISTS ${kept.table}`);
    }
  }
}

function beginning(tables: ReadonlyMap<string, string>): string {
  if (tables.size === 0) return '';
  const relations = [...tables].map(([name, table]) => `${duckdb.identifier(name)} AS NOT MATERIALIZED (SELECT * FROM ${table})`);
  return `WITH ${relations.join(', ')}\n`;
}
