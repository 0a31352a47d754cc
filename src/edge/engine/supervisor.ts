import type { Columns } from '#core/model/columns';
import { duckdb } from '#core/sql/dialects/duckdb';
import { QueryError, type Connector, type EngineState, type ReportQueryOptions } from './connector';
import { cancelled, toQueryError } from './query-fault';
import { KeptLists } from './kept-lists';
import { limitTime } from './query-bounds';
import { createQueue } from './queue';
import type { QueryDoor } from './report-query';
import type { EngineSession } from './session';
import { superviseTask } from './supervise-task';

export interface SupervisorOptions {
  /** Starts one engine; `onProgress` is told of the bytes that have arrived. */
  open(onProgress: (loaded: number, total: number | null) => void): Promise<EngineSession>;
  onState(state: EngineState): void;
}

/** Rebuilds the tables in a fresh engine, through a connector that does not wait for the restart to end. */
export type Rebuild = (engine: Connector) => Promise<void>;

/** The owner of an engine's life, itself a connector. Every promise it hands out settles. */
export interface Supervisor extends Connector {
  readonly state: EngineState;
  /** What is done after each restart, before anything that waits goes on. One hook; the last one given counts. */
  onRestart(rebuild: Rebuild): void;
  /** Throws the engine away and starts another: the way out of `failed`. */
  restart(): Promise<void>;
}

/** Ends without a useful answer in between after which no further start is tried. */
const MAX_DEATHS = 3;

export function createSupervisor({ open, onState }: SupervisorOptions): Supervisor {
  const enqueue = createQueue();
  let state: EngineState = { state: 'starting', loadedBytes: 0, totalBytes: null };
  let rebuild: Rebuild = async () => undefined;
  let deaths = 0;
  let closed = false;
  let current: Promise<EngineSession> = start(false);
  current.catch(() => undefined);

  function report(next: EngineState): void {
    state = next;
    onState(next);
  }

  async function start(again: boolean): Promise<EngineSession> {
    report(again ? { state: 'restarting' } : { state: 'starting', loadedBytes: 0, totalBytes: null });
    try {
      const session = await open((loadedBytes, totalBytes) => {
        if (state.state === 'starting') report({ state: 'starting', loadedBytes, totalBytes });
      });
      if (closed) session.end(new QueryError('crashed', 'The engine is closed.', ''));
      if (again)
        await Promise.race([rebuild(connectTo(async () => session, createQueue())), session.gone.then((fault) => Promise.reject(fault))]);
      void session.gone.then((reason) => revive(session, reason));
      live = session;
      report({ state: 'ready' });
      return session;
    } catch (fault) {
      const reason = toQueryError(fault, '');
      report({ state: 'failed', message: reason.message });
      throw reason;
    }
  }

  let live: EngineSession | undefined;
  function revive(dead: EngineSession, reason: QueryError): void {
    if (closed || dead !== live) return;
    // An engine that was thrown away with what it was asked says nothing of the next one.
    if (reason.kind !== 'cancelled') deaths += 1;
    if (deaths > MAX_DEATHS) return void renew(() => Promise.reject(giveUp(report)));
    renew(() => start(true));
  }

  function renew(begin: () => Promise<EngineSession>): void {
    current = begin();
    current.catch(() => undefined);
  }

  const answered = () => (deaths = 0);
  const connector = connectTo(() => current, enqueue, answered);
  return {
    ...connector,
    get state() {
      return state;
    },
    ready: async () => void (await current),
    onRestart: (hook) => void (rebuild = hook),
    async restart() {
      deaths = 0;
      const before = await current.catch(() => undefined);
      live = undefined;
      before?.end(new QueryError('crashed', 'The engine is being started anew.', ''));
      renew(() => start(true));
      await current;
    },
    async close() {
      closed = true;
      const session = await current.catch(() => undefined);
      session?.end(new QueryError('crashed', 'The engine is closed.', ''));
    },
  };
}

function giveUp(report: (state: EngineState) => void): QueryError {
  const message = 'The engine stopped several times in a row.';
  report({ state: 'failed', message });
  return new QueryError('crashed', message, '');
}

/** A connector to whatever session is there when the turn comes. */
function connectTo(
  session: () => Promise<EngineSession>,
  enqueue: ReturnType<typeof createQueue>,
  answered: () => void = () => undefined,
): Connector {
  const ask = (sql: string, options: ReportQueryOptions, task: (session: EngineSession, door: QueryDoor) => Promise<Columns>) =>
    enqueue(async () => {
      if (options.signal?.aborted) throw cancelled(sql);
      const engine = await session().catch((fault: unknown) => Promise.reject(withSql(fault, sql)));
      // The time counts from its turn: what stands before it in the line is not its fault.
      const limit = limitTime(options.signal, options.bounds);
      const door = doorOf(engine, limit.signal, options);
      try {
        const columns = await superviseTask(engine, sql, limit.signal, () => task(engine, door));
        answered();
        return columns;
      } catch (fault) {
        throw limit.explain(fault, sql);
      } finally {
        limit.end();
      }
    });
  return {
    dialect: duckdb,
    ready: async () => void (await session()),
    execute: (sql, options = {}) =>
      ask(sql, options, async (engine, door) => {
        await keptBy(engine).clear(door);
        return engine.run(sql, options.signal);
      }),
    query: (sql, options = {}) => ask(sql, options, (engine, door) => keptBy(engine).query(door, sql, options.lists)),
    attachFile: (name, file, onBytes) => enqueue(async () => (await session()).attach(name, file, onBytes)),
    detachFile: (name) => enqueue(async () => (await session()).detach(name)),
    async memory() {
      const held = await ask('', {}, (engine) => engine.run('SELECT sum(memory_usage_bytes) AS bytes FROM duckdb_memory()'));
      return Number(held.columns[0]?.values[0] ?? 0);
    },
    close: async () => undefined,
  };
}

/** What is kept goes with the life of the engine that holds it. */
const keptLists = new WeakMap<EngineSession, KeptLists>();

function keptBy(session: EngineSession): KeptLists {
  const known = keptLists.get(session);
  if (known) return known;
  const fresh = new KeptLists();
  keptLists.set(session, fresh);
  return fresh;
}

const doorOf = (engine: EngineSession, signal: AbortSignal | undefined, { bounds }: ReportQueryOptions): QueryDoor => ({
  run: (sql) => engine.run(sql, signal, bounds),
  runPrepared: (sql) => engine.runPrepared(sql),
  control: (sql) => engine.run(sql),
});

function withSql(fault: unknown, sql: string): QueryError {
  const error = toQueryError(fault, sql);
  return new QueryError(error.kind, error.message, sql);
}
