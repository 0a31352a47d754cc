import type { Columns } from '#core/model/columns';
import type { Dialect } from '#core/sql/dialect';

/** A fault of the engine, with the SQL that met it. `kind` says what the caller can do about it. */
export class QueryError extends Error {
  constructor(
    readonly kind: 'sql' | 'cancelled' | 'memory' | 'crashed' | 'timeout' | 'refused',
    message: string,
    readonly sql: string,
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

/**
 * A door to an engine: SQL text in, `Columns` out. Every promise settles. Statements run one after another in the order asked.
 */
export interface Connector {
  readonly dialect: Dialect;
  /** Ready to answer, lockdown read back. Rejects with `QueryError` when the engine cannot start. */
  ready(): Promise<void>;
  /** The loader's statements (DDL, COPY …). Never given text from a report. */
  execute(sql: string, options?: QueryOptions): Promise<Columns>;
  /** One SELECT from a report: behind the wrapper `SELECT * FROM (⏎…⏎) AS cell` and a read-only transaction. */
  query(sql: string, options?: QueryOptions): Promise<Columns>;
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
