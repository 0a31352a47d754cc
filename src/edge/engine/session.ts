import type { Columns } from '#core/model/columns';
import type { EngineFile, QueryError } from './connector';
import type { QueryBounds } from './query-bounds';

/** One life of an engine, from its start to its end. The supervisor asks one thing at a time. */
export interface EngineSession {
  /** Settles once, when the engine is gone; everything still asked of it rejects with the same error. */
  readonly gone: Promise<QueryError>;
  /** Milliseconds since the engine last gave a sign of life. */
  silence(): number;
  end(reason: QueryError): void;
  /** Stops a statement whose result goes beyond the bounds before it is read. */
  run(sql: string, signal?: AbortSignal, bounds?: QueryBounds): Promise<Columns>;
  runPrepared(sql: string): Promise<Columns>;
  attach(name: string, file: EngineFile, onBytes?: (read: number) => void): Promise<string>;
  detach(inside: string): Promise<void>;
}
