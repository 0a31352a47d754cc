import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile } from '../../../tests/support/load-request';
import { loadSources } from './loader';
import type { LoadRequest } from './types';

let connector: Connector;
beforeAll(async () => void (connector = await openNodeEngine({ threads: 1 })));
afterAll(() => connector.close());

const load = (...requests: LoadRequest[]) => loadSources(connector, requests);
const ask = async (sql: string) => rowsOf(await connector.query(sql)).map((row) => ({ ...row }));

test('LD12 V5 the currency follows from the signs of the amounts where no column names it', async () => {
  const signed = (strip: readonly string[]) =>
    requestFor('s1', textFile('a.csv', 'id,when,sum\n1,2024-01-01,€5\n2,2024-01-02,$7\n'), 'order', {
      id: { role: 'order_id' },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', parse: { type: 'number', strip, decimal: '.' } },
    });
  expect((await load(signed(['€']))).model.currency).toBe('EUR');
  expect((await load(signed([]))).model.currency).toBeNull();
  const both = await load(signed(['€', '$']));
  expect(both.model.currency).toBeNull();
  expect(both.issues.map(({ code }) => code)).toEqual(['issue_load_mixed_currencies']);
});
test('LD15 words for nothing are empty in amounts, ids and categories, and are counted apart', async () => {
  const request = requestFor(
    's1',
    textFile(
      'a.csv',
      'id,who,when,sum,city\n1,a,2024-01-01,5,NULL\n2,NULL,2024-01-02,-,Leeds\n NULL ,a,2024-01-03,7,\n3,a,2024-01-04,x,York\n',
    ),
    'order',
    {
      id: { role: 'order_id', nulls: ['NULL'] },
      who: { role: 'customer_id', nulls: ['NULL'] },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', ...asNumber, nulls: ['-'] },
      city: { role: 'city', nulls: ['NULL'] },
    },
  );
  const { ledger } = (await load(request)).sources[0]!;
  expect(ledger).toMatchObject({ records: 4, kept: 3, rejected: 1, skipped: 0 });
  expect(ledger.rejects.map(({ record, reason }) => [record, reason])).toEqual([[3, 'missing_order_id']]);
  expect(ledger.values.map(({ header, count }) => [header, count])).toEqual([['sum', 1]]);
  expect(ledger.nulls).toEqual([
    { header: 'who', count: 1, words: [{ text: 'NULL', count: 1 }] },
    { header: 'sum', count: 1, words: [{ text: '-', count: 1 }] },
    { header: 'city', count: 1, words: [{ text: 'NULL', count: 1 }] },
  ]);
  expect(await ask('SELECT order_id, customer_id FROM orders LEFT JOIN customers USING (customer_key) ORDER BY order_id')).toEqual([
    { order_id: '1', customer_id: 'a' },
    { order_id: '2', customer_id: null },
    { order_id: '3', customer_id: 'a' },
  ]);
});
test('LD16 a column whose misfits are left out rejects their records, words for nothing stay', async () => {
  const request = requestFor(
    's1',
    textFile('a.csv', 'id,when,sum\n1,2024-01-01,5\n2,2024-01-02,free\n3,2024-01-03,-\n4,,oops\n5,2024-01-05,\n'),
    'order',
    {
      id: { role: 'order_id' },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', ...asNumber, nulls: ['-'], misfits: 'reject' },
    },
  );
  const { ledger } = (await load(request)).sources[0]!;
  expect(ledger).toMatchObject({ records: 5, kept: 3, rejected: 2, skipped: 0, values: [] });
  expect(ledger.rejects.map(({ record, line, reason }) => [record, line, reason])).toEqual([
    [2, 3, 'unread_value'],
    [4, 5, 'missing_date'],
  ]);
  expect(await ask('SELECT order_id FROM orders ORDER BY 1')).toEqual([{ order_id: '1' }, { order_id: '3' }, { order_id: '5' }]);
});
