import { expect, test } from 'vitest';
import { requirementsOf } from './requirements';

test('OW3 tables that the SQL reads are asked for, not words in texts; what was known of them stays', () => {
  const before = [{ table: 'orders' as const, columns: ['net_amount'] }];
  const texts = ['SELECT \'from surveys\' AS x FROM orders JOIN "tickets" USING (customer_key)', 'SELECT * FROM mine -- FROM contracts'];
  expect(requirementsOf(texts, before)).toEqual([
    { table: 'orders', columns: ['net_amount'] },
    { table: 'tickets', columns: [] },
  ]);
  expect(requirementsOf([], before)).toEqual([]);
});
