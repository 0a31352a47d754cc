import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile } from '../../../tests/support/load-request';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';

const COLUMNS = {
  id: { role: 'order_id' as const },
  when: { role: 'ordered_at' as const, ...asInstant },
  sum: { role: 'net_amount' as const, ...asNumber },
};

describe.each([
  ['native', () => openNodeEngine({ threads: 1 })],
  ['DuckDB-WASM', openWasmTestEngine],
])('orders on %s', (_, open) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  test.each<[string, string[], [string, number][]]>([
    [
      'rise',
      ['1', '2', '10'],
      [
        ['1', 1],
        ['2', 10],
        ['10', 100],
      ],
    ],
    [
      'fall',
      ['10', '2', '1'],
      [
        ['10', 1],
        ['2', 10],
        ['1', 100],
      ],
    ],
    [
      'rise with one that comes again at once',
      ['1', '1', '2'],
      [
        ['1', 11],
        ['2', 100],
      ],
    ],
    [
      'fall with one that comes again at once',
      ['3', '2', '2', '1'],
      [
        ['3', 1],
        ['2', 110],
        ['1', 1000],
      ],
    ],
    [
      'fall with one that is missing',
      ['3', '', '2', '3'],
      [
        ['3', 1001],
        ['2', 100],
      ],
    ],
    [
      'turn back',
      ['1', '2', '1'],
      [
        ['1', 101],
        ['2', 10],
      ],
    ],
    ['are one', ['7'], [['7', 1]]],
  ])('LD5 ids that %s make one order each, and amounts add up', async (_name, ids, orders) => {
    const text = ids.map((id, index) => `${id},2024-01-0${index + 1},${10 ** index}\n`).join('');
    await loadSources(connector, [requestFor('s1', textFile('orders.csv', `id,when,sum\n${text}`), 'order', COLUMNS)]);
    const rows = rowsOf(await connector.query('SELECT order_id, net_amount FROM orders ORDER BY order_key'));
    expect(rows.map((row) => [row.order_id, row.net_amount])).toEqual(orders);
  });
});
