import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openWasmTestEngine } from '../../../../../../tests/support/wasm-engine';
import { SQL_FUNCTIONS } from './functions';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
  await engine.execute(`CREATE TABLE sample AS SELECT 1.5 AS x, 2.5 AS y, true AS condition, 'a-1' AS text, '31/01/2026' AS written,
    DATE '2026-01-31' AS day, TIMESTAMP '2026-01-31 10:00' AS time, DATE '2026-01-01' AS a, DATE '2026-03-01' AS b, [1, 2] AS list`);
});
afterAll(() => engine.close());

test.each(SQL_FUNCTIONS.map(({ name, example }) => [name, example] as const))('SC5 the engine has %s(%s)', async (name, example) => {
  const given = name === 'strptime' ? example.replace('text', 'written') : example;
  const over = /^(?:row_number|rank|dense_rank|ntile|lag|lead|first_value|last_value)$/.test(name) ? ' OVER (ORDER BY x)' : '';
  const call = `${name}(${given})${over}`;
  const text = name === 'generate_series' ? `SELECT unnest(${call}) AS v FROM sample` : `SELECT CAST(${call} AS VARCHAR) AS v FROM sample`;
  expect((await engine.query(name === 'unnest' ? `SELECT ${call} AS v FROM sample` : text)).rowCount).toBeGreaterThan(0);
});
