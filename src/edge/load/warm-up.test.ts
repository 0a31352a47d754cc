import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile } from '../../../tests/support/load-request';
import { loadSources } from './loader';
import { warmUpEngine, warmUpPreview } from './warm-up';

let connector: Connector;
const told: string[] = [];
beforeAll(async () => {
  const engine = await openNodeEngine({ threads: 1 });
  connector = { ...engine, execute: (sql, options) => (told.push(sql), engine.execute(sql, options)) };
});
afterAll(() => connector.close());

const tables = async () =>
  rowsOf(await connector.execute('SELECT table_name AS name FROM duckdb_tables() ORDER BY 1')).map(({ name }) => name);
const request = requestFor('s1', textFile('a.csv', 'id,who,when,sum\n1,a,2024-01-01,5\n'), 'order', {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
  sum: { role: 'net_amount', ...asNumber },
});

test('a rehearsal builds orders and leaves nothing', async () => {
  await warmUpEngine(connector);
  expect(told.some((sql) => sql.startsWith('CREATE TABLE "next_orders"'))).toBe(true);
  expect(await tables()).toEqual([]);
});

test('a rehearsed first look goes all the way that a real one goes', async () => {
  const { head, grain, suggestions, questions, issues } = await warmUpPreview();
  expect([grain, questions, issues]).toEqual(['order', [], []]);
  expect(head.bytes).toBeGreaterThan(2 * 64 * 1024);
  expect(suggestions.map(({ header, role, parse }) => [header, role, parse.type])).toEqual([
    ['order_id', 'order_id', 'text'],
    ['customer_id', 'customer_id', 'text'],
    ['ordered_at', 'ordered_at', 'date'],
    ['net_amount', 'net_amount', 'number'],
    ['status', 'status', 'text'],
    ['channel', 'channel', 'text'],
  ]);
});

test('a load ends the rehearsal and is not disturbed by it', async () => {
  told.length = 0;
  const rehearsal = warmUpEngine(connector);
  const { model } = await loadSources(connector, [request]);
  await rehearsal;
  expect(told.some((sql) => sql.startsWith('CREATE TABLE "next_orders"') && sql.includes('rehearsal'))).toBe(false);
  expect(model.tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['customers', 1],
    ['orders', 1],
  ]);
  expect(await tables()).toEqual(['customers', 'orders']);
});

test('two loads at once come one after the other', async () => {
  const both = await Promise.all([loadSources(connector, [request]), loadSources(connector, [request])]);
  expect(both.map(({ sources }) => sources[0]!.ledger.kept)).toEqual([1, 1]);
  expect(await tables()).toEqual(['customers', 'orders']);
});
