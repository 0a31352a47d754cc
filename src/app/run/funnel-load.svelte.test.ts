import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlStep } from '#core/analyses/contract';
import { definition } from '#core/analyses/funnel/definition';
import { rowsOf, type Row } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Result } from '#core/model/result';
import { makeContext } from '#core/query/context';
import { openWasmEngine } from '#edge/engine/duckdb-wasm/connector';
import type { Supervisor } from '#edge/engine/supervisor';
import { modelOf } from '../../../tests/support/shop-tables';

/** `npm run torture` asks five million events, `npm test` a tenth. */
const CUSTOMERS = import.meta.env['TORTURE'] ? 100_000 : 10_000;
const EACH = 50;
const EVENTS = ['view', 'cart', 'pay', 'review', 'other'];
/** Under the 3.1 GiB that the engine of a tab has, with as much again left for the tables of other files. */
const MOST_BYTES = 1.5 * 2 ** 30;

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
};

let engine: Supervisor;
let model: DataModel;
beforeAll(async () => {
  engine = openWasmEngine({ workerUrl: '/engine/duckdb-eh.worker.js', wasmUrl: '/engine/duckdb-eh.wasm.gz', onState: () => undefined });
  await engine.ready();
  model = modelOf({
    customers: [['customer_id']],
    usage_events: [['customer_id', 'event_at', 'event'], ...EVENTS.map((event) => ['c', '2026-01-01', event])],
  });
  await engine.execute(
    `CREATE TABLE customers AS SELECT CAST(c AS INTEGER) AS customer_key, 'c' || c AS customer_id FROM range(${CUSTOMERS}) AS t(c)`,
  );
  await engine.execute(`CREATE TYPE event_names AS ENUM (${EVENTS.map((event) => `'${event}'`).join(', ')})`);
  // In every fifth hour all look, half of them put something into the cart in the next, a quarter pays, an eighth writes a review.
  await engine.execute(`CREATE TABLE usage_events AS
SELECT CAST(c AS INTEGER) AS customer_key, 'c' || c AS customer_id, TIMESTAMP '2026-01-01' + to_hours(CAST(p AS INTEGER)) + to_seconds(CAST(c % 1800 AS INTEGER)) AS event_at,
  CAST(CASE WHEN p % 5 = 0 THEN 'view' WHEN p % 5 = 1 AND c % 2 = 0 THEN 'cart' WHEN p % 5 = 2 AND c % 4 = 0 THEN 'pay' WHEN p % 5 = 3 AND c % 8 = 0 THEN 'review' ELSE 'other' END AS event_names) AS event
FROM (SELECT r % ${CUSTOMERS} AS c, r // ${CUSTOMERS} AS p FROM range(${CUSTOMERS * EACH}) AS t(r)) AS events`);
}, 240_000);
afterAll(() => engine?.close());

const step = (event: string) =>
  ({ table: 'usage_events', where: [{ column: 'event', condition: { op: 'in', values: [event] } }] }) as const;
function sqlOf(params: Readonly<Record<string, string | number>>): string {
  const scope = {
    asOf: '2026-02-01',
    range: { from: null, to: null },
    filters: [],
    revenue: { paidStatuses: null },
    weekStart: 'monday',
  } as const;
  const context = valueOf(makeContext(scope, model, engine.dialect));
  const steps = ['view', 'cart', 'pay', 'review'].map(step);
  const plan = valueOf(definition.compile(valueOf(definition.parse({ steps, window: 1, ...params })), context));
  return (plan.steps[0] as SqlStep).sql;
}
const barsOf = (rows: readonly Row[]): number[] =>
  rows
    .filter((row) => row['part'] === 'bars')
    .toSorted((a, b) => Number(a['k']) - Number(b['k']))
    .map((row) => Number(row['units']));
const expected = [1, 2, 4, 8].map((part) => CUSTOMERS / part);

test('a funnel over all events fits into the engine and counts right, in order, in any order and in its curve', async () => {
  for (const params of [{}, { order: 'any' }, { attempt: 'first' }]) {
    const began = performance.now();
    expect(barsOf(rowsOf(await engine.query(sqlOf(params))))).toEqual(expected);
    console.info(`funnel over ${CUSTOMERS * EACH} events ${JSON.stringify(params)}: ${Math.round(performance.now() - began)} ms`);
  }
  const curve = rowsOf(await engine.query(sqlOf({ show: 'curve' }))).filter((row) => row['part'] === 'curve');
  expect(curve.map((row) => [row['passed'], row['events'], row['censored']])).toEqual([
    [180, CUSTOMERS / 8, 0],
    [1440, 0, (CUSTOMERS * 7) / 8],
  ]);
  const held = await engine.memory();
  console.info(`the engine holds ${Math.round((held ?? 0) / 1e6)} MB`);
  expect(held).toBeLessThan(MOST_BYTES);
  expect(engine.state).toEqual({ state: 'ready' });
}, 240_000);

test('a funnel that is given up is stopped, and the same engine answers the next', async () => {
  const began = performance.now();
  await engine.query(sqlOf({ order: 'any' }));
  const whole = performance.now() - began;
  for (const part of [0.01, 0.1, 0.4]) {
    const stop = new AbortController();
    const running = engine.query(sqlOf({ order: 'any' }), { signal: stop.signal });
    let ended = 0;
    const outcome = running.then(
      () => 'answered',
      (fault: { kind?: string }) => fault.kind,
    );
    void outcome.then(() => (ended = performance.now()));
    await new Promise((resolve) => setTimeout(resolve, part * whole));
    const asked = performance.now();
    stop.abort();
    expect(await outcome).toBe('cancelled');
    // Some 50 ms on a machine that does nothing else; after 5 s the engine would be thrown away, and its tables with it.
    expect(ended - asked).toBeLessThan(4500);
    console.info(`stopped after ${Math.round(ended - asked)} ms`);
    expect(engine.state).toEqual({ state: 'ready' });
  }
  expect(barsOf(rowsOf(await engine.query(sqlOf({}))))).toEqual(expected);
}, 240_000);
