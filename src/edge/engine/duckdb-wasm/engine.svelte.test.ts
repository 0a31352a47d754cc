import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EngineState, Connector } from '../connector';
import type { Supervisor } from '../supervisor';
import { openWasmEngine } from './connector';

const address = { workerUrl: '/engine/duckdb-eh.worker.js', wasmUrl: '/engine/duckdb-eh.wasm.gz' };
const states: EngineState[] = [];
let engine: Supervisor;
beforeAll(async () => {
  engine = openWasmEngine({ ...address, onState: (state) => states.push(state) });
  await engine.ready();
}, 60_000);
afterAll(() => engine.close());

const value = async (connector: Connector, sql: string) => (await connector.query(sql)).columns[0]!.values[0];

test('it starts with real bytes of the download and ends ready', () => {
  const loading = states.filter((state) => state.state === 'starting');
  expect(loading.at(-1)!.loadedBytes).toBeGreaterThan(5_000_000);
  expect(loading.map((state) => state.loadedBytes)).toEqual([...loading.map((state) => state.loadedBytes)].sort((a, b) => a - b));
  expect(engine.state).toEqual({ state: 'ready' });
});

test('values cross the thread as the other connectors give them', async () => {
  const result = await engine.query(
    "SELECT 9007199254740991::BIGINT AS n, 1.1 AS d, 3::HUGEINT AS h, DATE '2024-02-29' AS day, TIMESTAMP '2024-01-31 10:00:00.5' AS at, '客'::ENUM('客') AS e, '18446744073709551616' AS id UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL",
  );
  expect(result.columns.map((column) => [column.name, column.type, column.values])).toEqual([
    ['n', 'integer', [9007199254740991, null]],
    ['d', 'number', [1.1, null]],
    ['h', 'integer', [3, null]],
    ['day', 'date', ['2024-02-29', null]],
    ['at', 'timestamp', ['2024-01-31T10:00:00.5', null]],
    ['e', 'text', ['客', null]],
    ['id', 'text', ['18446744073709551616', null]],
  ]);
});

test('a large file is read with real bytes, each once, and not after it is detached', async () => {
  const line = `${'x'.repeat(60)},1\n`;
  const blob = new Blob(['a,b\n', ...Array.from({ length: 100 }, () => line.repeat(10_000))]);
  const reads: number[] = [];
  const file = await engine.attachFile('large.csv', { blob }, (read) => reads.push(read));
  await engine.execute(
    `CREATE TABLE large AS SELECT * FROM read_csv('${file}', header = true, auto_detect = false, columns = {'a': 'VARCHAR', 'b': 'INTEGER'})`,
  );
  expect(reads.at(-1)).toBeGreaterThanOrEqual(blob.size);
  expect(reads.length).toBeGreaterThan(1);
  await engine.detachFile(file);
  await expect(engine.execute(`SELECT * FROM read_csv('${file}')`)).rejects.toMatchObject({ kind: 'sql' });
  expect(await value(engine, 'SELECT count(*) FROM large')).toBe(1_000_000);
  expect(await engine.memory()).toBeGreaterThan(1_000_000);
});

test('a running query is cancelled within a second, the engine lives on and no transaction is left', async () => {
  const stop = new AbortController();
  const began = performance.now();
  const running = engine.query('SELECT count(*) FROM large a, large b WHERE a.b < b.b + 1', { signal: stop.signal });
  setTimeout(() => stop.abort(), 200);
  await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  expect(performance.now() - began).toBeLessThan(1200);
  await engine.execute('CREATE TABLE after_cancel AS SELECT 1 AS a');
  expect(await value(engine, 'SELECT count(*) FROM after_cancel')).toBe(1);
  expect(engine.state).toEqual({ state: 'ready' });
});

test('KL2 KL6 a list that is given up leaves nothing, one that is finished is kept, and the engine lives on', async () => {
  const lists = [{ name: 'pairs', sql: 'SELECT count(*) AS n, random() AS drawn FROM large a, large b WHERE a.b < b.b + 1' }];
  const stop = new AbortController();
  const began = performance.now();
  const running = engine.query('SELECT n FROM pairs', { lists, signal: stop.signal });
  setTimeout(() => stop.abort(), 200);
  await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  expect(performance.now() - began).toBeLessThan(1200);
  await expect(engine.query('SELECT 1 FROM temp.main.kept_list_1')).rejects.toMatchObject({ kind: 'sql' });
  const small = [{ name: 'pairs', sql: 'SELECT random() AS drawn FROM large LIMIT 1' }];
  const draw = async () => (await engine.query('SELECT drawn FROM pairs', { lists: small })).columns[0]!.values[0];
  expect(await draw()).toBe(await draw());
  expect(engine.state).toEqual({ state: 'ready' });
});

test('nothing outside can be reached and no setting can be changed', async () => {
  for (const sql of [
    "SELECT * FROM read_csv('https://example.invalid/x.csv')",
    "SELECT * FROM read_csv('/etc/passwd')",
    'SET lock_configuration = false',
    'LOAD json',
  ])
    await expect(engine.execute(sql), sql).rejects.toMatchObject({ name: 'QueryError', kind: 'sql' });
});

test('a worker that is closed under a query: the query rejects, what waits goes on after the rebuild', async () => {
  engine.onRestart(async (fresh) => void (await fresh.execute('CREATE TABLE rebuilt AS SELECT 42 AS answer')));
  const running = engine.query('SELECT count(*) FROM large a, large b WHERE a.b < b.b + 1');
  const waiting = value(engine, 'SELECT answer FROM rebuilt');
  setTimeout(killWorkers, 300);
  await expect(running).rejects.toMatchObject({ kind: 'crashed' });
  expect(await waiting).toBe(42);
  expect(states.slice(-2)).toEqual([{ state: 'restarting' }, { state: 'ready' }]);
});

/** Ends every engine worker of this page the way the browser does: without an event. */
function killWorkers(): void {
  for (const worker of born) worker.terminate();
}
const born: Worker[] = [];
const Original = globalThis.Worker;
globalThis.Worker = class extends Original {
  constructor(...given: ConstructorParameters<typeof Original>) {
    super(...given);
    born.push(this);
  }
};

test('a host that sends something else is named as the fault', async () => {
  const broken = openWasmEngine({ ...address, wasmUrl: '/engine/duckdb-eh.worker.js' });
  await expect(broken.ready()).rejects.toThrow('What the host sent is not the engine.');
  expect(broken.state.state).toBe('failed');
  await expect(broken.query('SELECT 1')).rejects.toMatchObject({ name: 'QueryError', sql: 'SELECT 1' });
});

test('a download that is cut fails with a sentence, and a start by hand tries it again', async () => {
  const fetchWhole = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    const whole = await fetchWhole(...given);
    return new Response((await whole.blob()).slice(0, 1_000_000), { headers: { 'content-type': 'application/octet-stream' } });
  };
  const cut = openWasmEngine(address);
  try {
    await expect(cut.ready()).rejects.toMatchObject({ name: 'QueryError' });
    expect(cut.state).toMatchObject({ state: 'failed', message: 'The download of the engine was cut off.' });
  } finally {
    globalThis.fetch = fetchWhole;
  }
  await cut.restart();
  expect(await value(cut, 'SELECT 1 AS a')).toBe(1);
  await cut.close();
});

test.each([
  [{ wasmUrl: '/engine/nowhere.gz' }, /The host answered 404|is not the engine/],
  [{ workerUrl: '/engine/nowhere.js' }, /nowhere\.js.* failed to load|SyntaxError/],
])('a missing part of the engine is named: %o', async (wrong, message) => {
  const missing = openWasmEngine({ ...address, ...wrong });
  await expect(missing.ready()).rejects.toThrow(message);
  expect(missing.state.state).toBe('failed');
  await missing.close();
});
