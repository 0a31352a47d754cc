import { expect, test } from 'vitest';
import { CANONICAL, GRAIN_TABLES, type Grain } from '#core/model/canonical';
import type { Mapping } from '#core/model/source';
import { allChoices, choiceKey, choicesOf, tablesOf } from './mapping-choices';

const grains = Object.keys(GRAIN_TABLES) as Grain[];

test.each(grains)('every column of the tables of %s can be chosen, each once', (grain) => {
  const names = GRAIN_TABLES[grain].flatMap((table) => CANONICAL[table].map((column) => column.name));
  const offered = choicesOf(grain).flatMap((group) => group.choices.map((choice) => choice.role));
  expect(new Set(offered)).toEqual(new Set(names));
  expect(offered).toHaveLength(new Set(names).size);
});

test.each(grains)('choices of %s have different keys, and end with one attribute a table and leaving out', (grain) => {
  const keys = allChoices(grain).map(choiceKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.slice(-1 - GRAIN_TABLES[grain].length)).toEqual([...GRAIN_TABLES[grain].map((table) => `attribute@${table}`), 'skip']);
});

test('customers come out of a file of orders only when it names them', () => {
  const mapping = (role: 'customer_id' | 'attribute'): Mapping => ({
    grain: 'order',
    columns: [{ header: 'who', role, parse: { type: 'text' } }],
  });
  expect(tablesOf(mapping('customer_id'))).toEqual(['orders', 'customers']);
  expect(tablesOf(mapping('attribute'))).toEqual(['orders']);
});
