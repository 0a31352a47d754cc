import { expect, test } from 'vitest';
import { countWords, ledgerPhrases } from './ledger-words';

const reason = { literal: 'no customer' };

test('RP8 rows used and left out are said with their unit, the main unit once', () => {
  const phrases = ledgerPhrases({
    used: [{ count: 23_691, unit: 'orders' }],
    excluded: [
      { reason, count: 100, unit: 'orders' },
      { reason, count: 84, unit: 'orders' },
      { reason, count: 3, unit: 'customers' },
    ],
  });
  expect(phrases).toEqual([
    { key: 'cell_used', values: { what: { key: 'cell_n_orders', values: { n: 23_691 } } } },
    { key: 'cell_left_out_same', values: { n: 184, what: { key: 'cell_n_orders', values: { n: 184 } } } },
    { key: 'cell_left_out', values: { what: { key: 'cell_n_customers', values: { n: 3 } } } },
  ]);
});

test('RP8 nothing left out is said too', () => {
  expect(ledgerPhrases({ used: [{ count: 5, unit: 'customers' }], excluded: [] }).at(-1)).toEqual({ key: 'cell_left_out_none' });
  expect(countWords(2, 'count')).toEqual({ key: 'cell_n_records', values: { n: 2 } });
});
