import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { duckdb } from '#core/sql/dialects/duckdb';
import type { Columns } from '#core/model/columns';
import { QueryError, type Connector, type EngineFile, type ReportQueryOptions } from '../connector';
import { encodeFileName } from '../file-name';
import { KeptLists } from '../kept-lists';
import { lockDown } from '../lockdown';
import { limitTime, sizeFault } from '../query-bounds';
import { cancelled, toQueryError } from '../query-fault';
import { createQueue } from '../queue';
import { readColumns } from './columns';

export interface NodeEngineOptions {
  /** Threads of the engine; default: one a processor. */
  readonly threads?: number;
}

/**
 * Native DuckDB in memory, for the terminal, tests and the bench. It can read one folder of its own and nothing else: an attached
 * file is a link in that folder, gone when detached. Bytes read are not reported.
 */
export async function openNodeEngine({ threads }: NodeEngineOptions = {}): Promise<Connector> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'clientele-')));
  const instance = await DuckDBInstance.create(':memory:', threads === undefined ? {} : { threads: String(threads) });
  const connection = await instance.connect();
  const run = async (sql: string) => readColumns(await connection.run(sql));
  await lockDown(run, { folder: `${folder}/`, spill: `${folder}/spill/` });
  return createConnector(connection, run, folder, () => instance.closeSync());
}

function createConnector(connection: DuckDBConnection, run: (sql: string) => Promise<Columns>, folder: string, end: () => void): Connector {
  const enqueue = createQueue();
  const kept = new KeptLists();
  let closed = false;

  const runPrepared = async (sql: string) => {
    const statement = await connection.prepare(sql);
    try {
      return await readColumns(await statement.run());
    } finally {
      statement.destroySync();
    }
  };
  const guarded = (sql: string, { signal, bounds }: ReportQueryOptions, task: (during: Watch) => Promise<Columns>) =>
    enqueue(async () => {
      if (closed) throw new QueryError('crashed', 'The engine is closed.', sql);
      const limit = limitTime(signal, bounds);
      try {
        const columns = await task((statement) => interruptible(statement, () => connection.interrupt(), limit.signal));
        const tooBig = bounds
          ? sizeFault({ names: columns.columns.map(({ name }) => name), rows: columns.rowCount, bytes: 0 }, bounds, sql)
          : null;
        if (tooBig) throw tooBig;
        return columns;
      } catch (fault) {
        throw limit.explain(signal?.aborted ? cancelled(sql) : toQueryError(fault, sql), sql);
      } finally {
        limit.end();
      }
    });

  return {
    dialect: duckdb,
    ready: async () => undefined,
    execute: (sql, options = {}) =>
      guarded(sql, options, async (during) => {
        await kept.clear({ control: run });
        return during(() => run(sql));
      }),
    query: (sql, options = {}) =>
      guarded(sql, options, (during) => {
        const steps = {
          runPrepared: (text: string) => during(() => runPrepared(text)),
          run: (text: string) => during(() => run(text)),
          control: run,
        };
        return kept.query(steps, sql, options.lists);
      }),
    attachFile: async (name, file) => linkFile(path.join(folder, encodeFileName(name)), file),
    detachFile: (name) => enqueue(() => rm(path.join(folder, path.basename(name)), { force: true })),
    memory: async () => {
      const held = await guarded('', {}, () => run('SELECT sum(memory_usage_bytes) AS bytes FROM duckdb_memory()'));
      return Number(held.columns[0]?.values[0] ?? 0);
    },
    close: () =>
      enqueue(async () => {
        if (closed) return;
        closed = true;
        connection.closeSync();
        end();
        await rm(folder, { recursive: true, force: true });
      }),
  };
}

/** Runs one statement so that the caller's signal can stop it. */
type Watch = (statement: () => Promise<Columns>) => Promise<Columns>;

/** DuckDB forgets an interrupt that comes between two statements or before one has begun, so it is repeated until the statement ends. */
async function interruptible(statement: () => Promise<Columns>, interrupt: () => void, signal?: AbortSignal): Promise<Columns> {
  let again: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    interrupt();
    again ??= setInterval(interrupt, 20);
  };
  if (signal?.aborted) throw new Error('interrupted');
  signal?.addEventListener('abort', stop);
  try {
    return await statement();
  } finally {
    clearInterval(again);
    signal?.removeEventListener('abort', stop);
  }
}

async function linkFile(target: string, file: EngineFile): Promise<string> {
  await rm(target, { force: true });
  if ('path' in file) await symlink(path.resolve(file.path), target);
  else await writeFile(target, file.blob.stream());
  return target;
}
