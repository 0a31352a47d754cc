import type { CanonicalTable, CanonicalType } from './canonical';

/** One column of a canonical table as it is in the engine. */
export interface DataColumn {
  /** The SQL name; for attributes the header, made unique. */
  readonly name: string;
  /** What the user calls it: the header it came from. */
  readonly label: string;
  readonly type: CanonicalType;
  readonly attribute: boolean;
  /** How many values it has: exact where `values` lists them all, else about; 0 for dates and numbers, which nobody counts. */
  readonly distinct: number;
  readonly missing: number;
  /** Sorted by frequency, at most 200; only for `category`, `boolean` and short `text`. */
  readonly values: readonly string[];
  /** Smallest and largest as text, for days, instants and numbers. */
  readonly min: string | null;
  readonly max: string | null;
}

export interface DataTable {
  readonly name: CanonicalTable;
  readonly rows: number;
  readonly columns: readonly DataColumn[];
}

/** How well two tables join: the share of `from`'s rows whose key is found in `to`. */
export interface JoinQuality {
  readonly from: CanonicalTable;
  readonly to: CanonicalTable;
  readonly key: string;
  readonly rows: number;
  readonly matched: number;
}

/** A file as it was loaded, with its account; of all its records, whatever a report filters. */
export interface DataSource {
  readonly name: string;
  /** The canonical tables it feeds, its own first. */
  readonly tables: readonly CanonicalTable[];
  readonly records: number;
  readonly kept: number;
  readonly rejected: number;
  readonly skipped: number;
  /** Texts of kept records that could not be read as values. */
  readonly unread: number;
  /** Only the records of one in so many customers were read; absent: all. */
  readonly oneIn?: number;
}

/** What the loaded data hold: everything an analysis may know before it compiles. */
export interface DataModel {
  readonly tables: readonly DataTable[];
  readonly joins: readonly JoinQuality[];
  /** The files in the order given; absent where tables were made without files. */
  readonly sources?: readonly DataSource[];
  /** First and last order date, `YYYY-MM-DD`; null without orders. */
  readonly firstOrder: string | null;
  readonly lastOrder: string | null;
  /** The one currency of the data when it is known, else null. */
  readonly currency: string | null;
}

export const tableOf = (model: DataModel, name: CanonicalTable): DataTable | undefined => model.tables.find((table) => table.name === name);

export const columnIn = (model: DataModel, table: CanonicalTable, column: string): DataColumn | undefined =>
  tableOf(model, table)?.columns.find((candidate) => candidate.name === column);

/** Ids that link to another table stand in the engine as that table's integer key. */
const LINKS: Readonly<Record<string, string>> = { customer_id: 'customer_key', order_id: 'order_key' };

/** Whether the data hold what an analysis calls a column, under its own name or as a key. */
export const holdsColumn = (model: DataModel, table: CanonicalTable, column: string): boolean =>
  columnIn(model, table, column) !== undefined || (column in LINKS && columnIn(model, table, LINKS[column]!) !== undefined);

/** A table with columns that a question cannot do without; `or` names what will do in its place. */
export interface Requirement {
  readonly table: CanonicalTable;
  readonly columns: readonly string[];
  readonly or?: readonly Requirement[];
}

/** What the data lack: a whole table with all that is asked of it, or columns of one that is there. */
export interface Lack {
  readonly table: CanonicalTable;
  readonly columns: readonly string[];
  readonly whole: boolean;
}

/** Each requirement that the data do not meet, in the order given; empty when the question can be asked. */
export function listLacks(model: DataModel, requires: readonly Requirement[]): readonly Lack[] {
  return requires.flatMap(({ table, columns, or = [] }): Lack[] => {
    if (or.some((other) => listLacks(model, [other]).length === 0)) return [];
    if (!tableOf(model, table)) return [{ table, columns, whole: true }];
    const missing = columns.filter((column) => !holdsColumn(model, table, column));
    return missing.length > 0 ? [{ table, columns: missing, whole: false }] : [];
  });
}
