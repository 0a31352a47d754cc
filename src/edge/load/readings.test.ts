import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile } from '../../../tests/support/load-request';
import { loadSources } from './loader';

let connector: Connector;
const told: string[] = [];
beforeAll(async () => {
  const engine = await openNodeEngine();
  connector = { ...engine, execute: (sql, options) => (told.push(sql), engine.execute(sql, options)) };
});
afterAll(() => connector.close());

/** The type as which each reading of the file asked for its last column, and how many records were kept. */
async function readings(text: string): Promise<unknown> {
  told.length = 0;
  const request = requestFor('s1', textFile('orders.csv', `id,when,sum\n${text}`), 'order', {
    id: { role: 'order_id' },
    when: { role: 'ordered_at', ...asInstant },
    sum: { role: 'net_amount', ...asNumber },
  });
  const { sources } = await loadSources(connector, [request]);
  const types = told.filter((sql) => sql.includes('read_csv(')).map((sql) => /'c2': '(\w+)'/.exec(sql)![1]);
  return { types, kept: sources[0]!.ledger.kept };
}

test('LD2 LD4 a clean file is read once, one with a misfit or a damaged record a second time, carefully', async () => {
  expect(await readings('1,2024-01-01,7\n2,2024-01-02,8\n')).toEqual({ types: ['DOUBLE'], kept: 2 });
  expect(await readings('1,2024-01-01,7\n2,2024-01-02,free\n')).toEqual({ types: ['DOUBLE', 'VARCHAR'], kept: 2 });
  expect(await readings('1,2024-01-01,7\n2,2024-01-02,inf\n')).toEqual({ types: ['DOUBLE', 'VARCHAR'], kept: 2 });
  expect(await readings('1,2024-01-01,7\n2,2024-01-02\n')).toEqual({ types: ['DOUBLE', 'VARCHAR'], kept: 1 });
});
