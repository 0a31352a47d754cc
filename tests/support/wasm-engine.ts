import * as blocking from '@duckdb/duckdb-wasm/blocking';
import type { DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
import { tableFromIPC, type Table } from 'apache-arrow';
import { createRequire } from 'node:module';
import path from 'node:path';
import { duckdb } from '#core/sql/dialects/duckdb';
import type { Columns } from '#core/model/columns';
import type { Connector, QueryOptions } from '#edge/engine/connector';
import { readBatches } from '#edge/engine/duckdb-wasm/columns';
import { NO_LABELS, labelsQuery, readLabels } from '#edge/engine/duckdb-wasm/enum-labels';
import { encodeFileName } from '#edge/engine/file-name';
import { KeptLists } from '#edge/engine/kept-lists';
import { lockDown } from '#edge/engine/lockdown';
import { cancelled, toQueryError } from '#edge/engine/query-fault';
import { createQueue } from '#edge/engine/queue';

const FOLDER = 'in/';

/**
 * The engine of the page, run in Node without a worker, behind the same lock and the same wall. One costs about a second and 300 MB. `heard`
 * is told every text that reaches it.
 */
export async function openWasmTestEngine(heard: (sql: string) => void = () => undefined): Promise<Connector> {
  const dist = path.dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  const bundle = (name: string) => ({ mainModule: path.join(dist, `duckdb-${name}.wasm`), mainWorker: '' });
  const bundles = { mvp: bundle('mvp'), eh: bundle('eh') };
  const database = await blocking.createDuckDB(bundles, new blocking.VoidLogger(), blocking.NODE_RUNTIME);
  await database.instantiate(() => undefined);
  database.open({});
  const connection = database.connect();
  // As the page does it: sent and streamed, not queried.
  const run = async (sql: string): Promise<Columns> => {
    heard(sql);
    const { schema, batches } = stream(connection, sql);
    const asked = labelsQuery(schema, sql);
    return readBatches(schema, batches, asked === null ? NO_LABELS : readLabels(schema, await run(asked)));
  };
  await lockDown(run, { folder: FOLDER });
  return createConnector(database, connection, run, heard);
}

function stream(connection: DuckDBConnection, sql: string): Table {
  const pieces: Uint8Array[] = [];
  connection.useUnsafe((bindings, id) => {
    let header = bindings.startPendingQuery(id, sql, true);
    while (header === null) header = bindings.pollPendingQuery(id);
    for (let piece: Uint8Array | null = header; piece && piece.length > 0; piece = bindings.fetchQueryResults(id))
      pieces.push(piece.slice());
  });
  return tableFromIPC(Buffer.concat(pieces));
}

function createConnector(
  database: Awaited<ReturnType<typeof blocking.createDuckDB>>,
  connection: DuckDBConnection,
  run: (sql: string) => Promise<Columns>,
  heard: (sql: string) => void,
): Connector {
  const enqueue = createQueue();
  const kept = new KeptLists();
  const runPrepared = async (sql: string) => {
    heard(sql);
    const statement = connection.prepare(sql);
    try {
      const table = statement.query();
      return readBatches(table.schema, table.batches);
    } finally {
      statement.close();
    }
  };
  const guarded = (sql: string, { signal }: QueryOptions, task: () => Promise<Columns>) =>
    enqueue(async () => {
      if (signal?.aborted) throw cancelled(sql);
      try {
        return await task();
      } catch (fault) {
        throw toQueryError(fault, sql);
      }
    });
  return {
    dialect: duckdb,
    ready: async () => undefined,
    execute: (sql, options = {}) =>
      guarded(sql, options, async () => {
        await kept.clear({ control: run });
        return run(sql);
      }),
    query: (sql, options = {}) => guarded(sql, options, () => kept.query({ run, runPrepared, control: run }, sql, options.lists)),
    attachFile: (name, file) =>
      enqueue(async () => {
        const inside = FOLDER + encodeFileName(name);
        if ('blob' in file) database.registerFileBuffer(inside, new Uint8Array(await file.blob.arrayBuffer()));
        else database.registerFileURL(inside, path.resolve(file.path), blocking.DuckDBDataProtocol.NODE_FS, false);
        return inside;
      }),
    detachFile: (name) => enqueue(async () => database.dropFile(name)),
    memory: async () => Number((await run('SELECT sum(memory_usage_bytes) AS bytes FROM duckdb_memory()')).columns[0]?.values[0] ?? 0),
    close: () =>
      enqueue(async () => {
        connection.close();
        database.reset();
      }),
  };
}
