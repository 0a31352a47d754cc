import { columnOf } from '#core/model/columns';
import type { QueryList } from '#edge/engine/connector';
import { openWasmEngine } from '#edge/engine/duckdb-wasm/connector';
import { countRecords } from '#edge/load/count-records';
import { fromBlob } from '#edge/load/input-file';
import { loadSources } from '#edge/load/loader';
import { previewFile } from '#edge/load/preview';
import { warmUpEngine, warmUpPreview } from '#edge/load/warm-up';
import { partsOf, plainStatements, QUESTION, recordStatements, requestAll, requestOrders } from './orders-request';
import { measureSelecting } from './select';
import { collectCells, collectSegmentCell, runCell } from './cells';

const engine = openWasmEngine({ workerUrl: 'engine/duckdb-eh.worker.js', wasmUrl: 'engine/duckdb-eh.wasm.gz' });
const given = (): File => (document.getElementById('file') as HTMLInputElement).files![0]!;
const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
  const start = performance.now();
  return [await work(), performance.now() - start];
};

const longTasks: number[] = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });

/** From the file given to a ready engine to the first number, canonical tables and ledger complete. */
async function runProduct() {
  const file = fromBlob(given(), 'orders.csv');
  longTasks.length = 0;
  const { connector, statements } = recordStatements(engine);
  const start = performance.now();
  const { sources } = await loadSources(connector, [requestOrders(file)]);
  const loaded = performance.now();
  const answer = await connector.query(QUESTION);
  const end = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const longest = Math.max(0, ...longTasks);
  const memory = await connector.memory();
  const [, count] = await timed(() => countRecords(file, requestOrders(file).info.dialect, 8));
  return {
    total: end - start,
    question: end - loaded,
    count,
    longest,
    memory,
    ...partsOf(statements),
    records: sources[0]!.ledger.records,
    kept: sources[0]!.ledger.kept,
    revenue: Number(columnOf(answer, 'revenue')[0]),
    statements: statements.map(({ sql, millis }) => `${Math.round(millis)} ${sql.slice(0, 90).replace(/\s+/g, ' ')}`),
  };
}

/** The engine alone in the same browser: its own sniffing, its own types. */
async function runPlain() {
  const attached = await engine.attachFile('plain.csv', { blob: given() });
  const [create, question] = plainStatements(attached);
  const [answer, total] = await timed(async () => {
    await engine.execute(create!);
    return engine.execute(question!);
  });
  await engine.detachFile(attached);
  return { total, revenue: Number(columnOf(answer, 'revenue')[0]) };
}

const runPreview = async () => (await timed(() => previewFile(fromBlob(given(), 'orders.csv'))))[1];

/** The page rehearses a first look as soon as it is idle, long before a person has found a file. */
const rehearsePreview = async (): Promise<void> => void (await warmUpPreview());

/** A person is not there the moment the engine is: what the browser still compiles in the background is over by then. */
const ready = async (): Promise<void> => {
  await engine.ready();
  await warmUpEngine(engine);
  await new Promise((resolve) => setTimeout(resolve, 1000));
};

/** All of the files, and what every cell asks of them. */
async function loadCells() {
  const files = [...(document.getElementById('file') as HTMLInputElement).files!].map((file) => fromBlob(file, file.name));
  const { model } = await loadSources(engine, requestAll(files));
  const [cells, segment] = await Promise.all([collectCells(model, engine.dialect), collectSegmentCell(model, engine.dialect)]);
  return { cells, segment };
}

/** The orders, and bars selected in a report on them. */
async function runSelect(bars: number) {
  const { model } = await loadSources(engine, [requestOrders(fromBlob(given(), 'orders.csv'))]);
  return measureSelecting(engine, model, bars);
}

Object.assign(globalThis, {
  bench: {
    runSelect,
    loadCells,
    runStatements: (statements: readonly string[], lists: readonly QueryList[] = []) => runCell(engine, statements, lists),
    forgetLists: () => engine.execute('SELECT 1'),
    ready,
    rehearsePreview,
    runProduct,
    runPlain,
    runPreview,
  },
});
