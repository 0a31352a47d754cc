import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import type { RecordBatch } from 'apache-arrow';
import type { Columns } from '#core/model/columns';
import { QueryError } from '../connector';
import { encodeFileName } from '../file-name';
import { lockDown } from '../lockdown';
import { sizeFault, type QueryBounds } from '../query-bounds';
import { cancelled, toQueryError } from '../query-fault';
import type { EngineSession } from '../session';
import { readBatches } from './columns';
import { NO_LABELS, labelsQuery, readLabels } from './enum-labels';
import { startWorker, type EngineWorker } from './start-worker';
import { untilGone, type UntilGone } from './until-gone';

const FOLDER = 'in/';
const OPEN_MILLIS = 60_000;

/**
 * Starts one worker while the module is still on its way, opens the engine in it and locks it. Rejects with `QueryError`, and then no
 * worker is left.
 */
export async function openWasmSession(workerUrl: string, module: Promise<string>): Promise<EngineSession> {
  module.catch(() => undefined);
  const engine = await startWorker(workerUrl);
  const alive = untilGone(engine.gone);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const moduleUrl = await alive(module);
    timer = setTimeout(() => engine.end(new QueryError('timeout', 'The engine did not open in time.', '')), OPEN_MILLIS);
    const database = new AsyncDuckDB(new VoidLogger(), engine.worker);
    // `instantiate` never settles where the policy forbids WebAssembly.
    await alive(database.instantiate(moduleUrl));
    await alive(database.open({}));
    const session = createSession(engine, alive, database, await alive(database.connect()));
    await lockDown(session.run, { folder: FOLDER });
    return session;
  } catch (fault) {
    const reason = toQueryError(fault, '');
    engine.end(reason);
    throw reason;
  } finally {
    clearTimeout(timer);
  }
}

function createSession(engine: EngineWorker, alive: UntilGone, database: AsyncDuckDB, connection: AsyncDuckDBConnection): EngineSession {
  const run = async (sql: string, signal?: AbortSignal, bounds?: QueryBounds): Promise<Columns> => {
    // Given up while its plan was looked at, when there was nothing that could be cancelled.
    if (signal?.aborted) throw cancelled(sql);
    const stop = () => void alive(connection.cancelSent()).catch(() => undefined);
    signal?.addEventListener('abort', stop);
    try {
      // Only what was sent can be cancelled; `query` and a prepared statement block the worker to their end.
      const reader = await alive(connection.send(sql, true));
      await alive(reader.open());
      // The reader forgets its schema at the end of the stream.
      const { schema } = reader;
      const batches: RecordBatch[] = [];
      const size = { names: schema.fields.map(({ name }) => name), rows: 0, bytes: 0 };
      for (;;) {
        const fault = bounds ? sizeFault(size, bounds, sql) : null;
        if (fault) {
          await alive(connection.cancelSent());
          throw fault;
        }
        if (signal?.aborted) throw cancelled(sql);
        const { done, value } = await alive(reader.next());
        if (done) break;
        const batch = value as RecordBatch;
        size.rows += batch.numRows;
        size.bytes += batch.data.byteLength;
        batches.push(batch);
      }
      const asked = labelsQuery(schema, sql);
      return readBatches(schema, batches, asked === null ? NO_LABELS : readLabels(schema, await run(asked, signal)));
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };
  return {
    gone: engine.gone,
    silence: engine.silence,
    end: engine.end,
    run,
    async runPrepared(sql) {
      const statement = await alive(connection.prepare(sql));
      try {
        const table = await alive(statement.query());
        return readBatches(table.schema, table.batches);
      } finally {
        await alive(statement.close());
      }
    },
    async attach(name, file, onBytes) {
      if (!('blob' in file)) throw new QueryError('refused', 'The page’s engine reads files given as a Blob only.', '');
      const inside = FOLDER + encodeFileName(name);
      engine.onBytes(inside, onBytes);
      await alive(database.registerFileHandle(inside, file.blob, DuckDBDataProtocol.BROWSER_FILEREADER, true));
      return inside;
    },
    async detach(inside) {
      engine.onBytes(inside, undefined);
      await alive(database.dropFile(inside));
    },
  };
}
