import { registry } from '#core/analyses/registry';
import { columnOf } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import { FIRST_KINDS, firstReport } from '#core/report/first';
import { definitionsOf, loadKinds } from '#app/run/definitions';
import { createRunner } from '#app/run/runner';
import { QueryError } from '#edge/engine/connector';
import { openWasmEngine } from '#edge/engine/duckdb-wasm/connector';
import { fromBlob } from '#edge/load/input-file';
import { loadSources } from '#edge/load/loader';
import { LoadError, type LoadProgress } from '#edge/load/types';
import { recordStatements, requestOrders, type Statement } from './orders-request';

const engine = openWasmEngine({ workerUrl: 'engine/duckdb-eh.worker.js', wasmUrl: 'engine/duckdb-eh.wasm.gz' });
const given = (): File => (document.getElementById('file') as HTMLInputElement).files![0]!;

const longTasks: number[] = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });

const TABLES =
  'SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal';
const tables = async (): Promise<string[]> => (columnOf(await engine.execute(TABLES), 'name') as string[]).sort();

/** Progress that moves without bytes, or backwards, within a phase. */
function watchProgress() {
  const seen: LoadProgress[] = [];
  let back = 0;
  return {
    seen,
    onProgress: (progress: LoadProgress) => {
      const last = seen.at(-1);
      if (last?.phase === progress.phase && progress.bytes < last.bytes) back++;
      seen.push(progress);
    },
    back: () => back,
  };
}

const short = ({ sql, millis }: Statement): string => `${Math.round(millis)} ${sql.slice(0, 110).replace(/\s+/g, ' ')}`;
let model: DataModel | null = null;

/** The file given to a ready engine, to canonical tables and ledger. */
async function load() {
  const file = fromBlob(given(), 'orders.csv');
  await engine.ready();
  const { connector, statements } = recordStatements(engine);
  const progress = watchProgress();
  longTasks.length = 0;
  const start = performance.now();
  const outcome = await loadSources(connector, [requestOrders(file)], progress).catch((fault: unknown) =>
    fault instanceof LoadError ? JSON.stringify(fault.issues) : String(fault),
  );
  const millis = performance.now() - start;
  if (typeof outcome !== 'string') model = outcome.model;
  return {
    millis,
    failed: typeof outcome === 'string' ? outcome : null,
    memory: await engine.memory(),
    longest: Math.max(0, ...longTasks),
    events: progress.seen.length,
    back: progress.back(),
    records: typeof outcome === 'string' ? 0 : outcome.sources[0]!.ledger.records,
    kept: typeof outcome === 'string' ? 0 : outcome.sources[0]!.ledger.kept,
    tables: await tables(),
    statements: statements.map(short),
  };
}

/**
 * A load over a small one that is there, cancelled when so many bytes of a phase have moved: how long the engine takes to be free again,
 * and what it then holds.
 */
async function cancel([phase, share]: readonly [LoadProgress['phase'], number]) {
  await engine.ready();
  const small = new Blob([
    'order_id,customer_id,ordered_at,net_amount,quantity,status,channel,region\n1,C1,2024-01-01,5,1,paid,web,north\n',
  ]);
  await loadSources(engine, [requestOrders(fromBlob(small, 'small.csv'))]);
  const before = await tables();
  const stop = new AbortController();
  let asked = 0;
  const onProgress = (progress: LoadProgress): void => {
    if (progress.phase !== phase || progress.bytes < share * progress.totalBytes || asked > 0) return;
    asked = performance.now();
    stop.abort();
  };
  const outcome = await loadSources(engine, [requestOrders(fromBlob(given(), 'orders.csv'))], { signal: stop.signal, onProgress }).then(
    () => 'loaded',
    (fault: unknown) => (fault instanceof QueryError ? fault.kind : String(fault)),
  );
  const after = await tables();
  return { outcome, millis: performance.now() - asked, same: before.join() === after.join(), tables: after };
}

/** The four questions of a first report, one after another, as lines of what became of each. */
async function analyse(): Promise<string[]> {
  if (!model) return [];
  const makers = [...(await loadKinds(definitionsOf(registry), FIRST_KINDS)).values()];
  const report = firstReport(model, makers, { title: 'big', asOf: null, today: '2026-01-01' });
  const runner = createRunner(engine, model, definitionsOf(registry));
  const cells: string[] = [];
  for await (const { cellId, state } of runner.run(report, { locale: 'en', seed: 1 })) {
    const kind = report.cells.flatMap((cell) => (cell.id === cellId && cell.type === 'analysis' ? [cell.kind] : []))[0];
    if (state.state === 'done') cells.push(`${kind} ${Math.round(state.took)} ms`);
    else if (state.state !== 'running') cells.push(`${kind} FAILED: ${JSON.stringify(state).slice(0, 200)}`);
  }
  return cells;
}

Object.assign(globalThis, { bench: { load, analyse, cancel } });
