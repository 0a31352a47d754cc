import type { Columns } from '#core/model/columns';
import type { Dialect } from '#core/sql/dialect';
import type { QueryBounds } from './query-bounds';
import type { SentAround } from '#core/sql/place-error';

/** A fault of the engine, with the SQL that met it. `kind` says what the caller can do about it. */
export class QueryError extends Error {
  constructor(
    readonly kind: 'sql' | 'cancelled' | 'memory' | 'crashed' | 'timeout' | 'refused' | 'slow' | 'wide' | 'large' | 'named',
    message: string,
    readonly sql: string,
    /** The list that met it, by the name the query gave it; `sql` is then the list's own. */
    readonly list?: string,
    /** What stood around `sql` when the engine read it; absent where the fault is about no text. */
    readonly around?: SentAround,
  ) {
    super(message);
    this.name = 'QueryError';
  }
}

/** A file the engine may read while a source is loaded. In the page a `Blob`; in the terminal a path. */
export type EngineFile = { readonly blob: Blob } | { readonly path: string };

export interface QueryOptions {
  readonly signal?: AbortSignal;
}

/** A SELECT that queries name: worked out for the first that does, then kept beside the data (`rules.md` KL1–KL7). */
export interface QueryList {
  /** What the query calls it: an identifier of lower-case letters, digits and underscores. */
  readonly name: string;
  /** One SELECT; it may name the lists before it. */
  readonly sql: string;
}

export interface ReportQueryOptions extends QueryOptions {
  /** The lists that the query may name as relations. */
  readonly lists?: readonly QueryList[];
  /** Rejects with `slow`, `wide` or `large` what goes beyond them; absent: whatever it takes. */
  readonly bounds?: QueryBounds;
}

/**
 * A door to an engine: SQL text in, `Columns` out. Every promise settles. Statements run one after another in the order asked.
 */
export interface Connector {
  readonly dialect: Dialect;
  /** Ready to answer, lockdown read back. Rejects with `QueryError` when the engine cannot start. */
  ready(): Promise<void>;
  /** The loader's statements (DDL, COPY …). Never given text from a report. Voids the lists that are kept (KL3). */
  execute(sql: string, options?: QueryOptions): Promise<Columns>;
  /** One SELECT from a report: behind the wrapper `SELECT * FROM (⏎…⏎) AS cell` and a read-only transaction. */
  query(sql: string, options?: ReportQueryOptions): Promise<Columns>;
  /** Makes a file readable for `read_csv` under the returned name, and calls back with bytes read. */
  attachFile(name: string, file: EngineFile, onBytes?: (read: number) => void): Promise<string>;
  /** After loading, so that no report can read the file. */
  detachFile(name: string): Promise<void>;
  /** Bytes the engine holds now, or null where it cannot say. */
  memory(): Promise<number | null>;
  close(): Promise<void>;
}

/** Life of the engine as the page shows it. `restarting`: tables are being loaded again. */
export type EngineState =
  | { readonly state: 'starting'; readonly loadedBytes: number; readonly totalBytes: number | null }
  | { readonly state: 'ready' }
  | { readonly state: 'restarting' }
  | { readonly state: 'failed'; readonly message: string };
