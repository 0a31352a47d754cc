import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { rehearse } from './rehearse';

const start = { screen: 'start', drafts: [], loading: null, sources: [] } as const;
const told: string[] = [];
let engine: Connector;
beforeAll(async () => {
  const native = await openNodeEngine({ threads: 1 });
  engine = { ...native, execute: (sql, options) => (told.push(sql), native.execute(sql, options)) };
});
beforeEach(() => void (told.length = 0));
afterAll(() => engine.close());

test('an engine nobody waits for rehearses a load once and holds nothing afterwards', async () => {
  await rehearse(Promise.resolve(engine), start);
  expect(told.filter((sql) => sql.startsWith('CREATE TABLE "next_orders"'))).toHaveLength(1);
  expect(rowsOf(await engine.execute('SELECT count(*) AS tables FROM duckdb_tables()'))[0]!.tables).toBe(0);
});

test('whoever has brought something gets the engine for themselves', async () => {
  const loading = { sourceId: 's1', phase: 'decoding', bytes: 0, totalBytes: 1 } as const;
  for (const touched of [
    { ...start, loading },
    { ...start, screen: 'report' as const },
  ])
    await rehearse(Promise.resolve(engine), touched);
  expect(told).toEqual([]);
});

test('what comes while the engine still starts is seen', async () => {
  const workspace = { ...start, screen: 'start' as 'start' | 'data' };
  const slow = { ...engine, ready: async () => void (workspace.screen = 'data') };
  await rehearse(Promise.resolve(slow), workspace);
  expect(told).toEqual([]);
});

test('an engine that cannot start is left to the load to explain', async () => {
  await expect(rehearse(Promise.reject(new Error('no engine')), start)).resolves.toBeUndefined();
});
