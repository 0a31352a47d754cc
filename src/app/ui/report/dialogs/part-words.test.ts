import { expect, test } from 'vitest';
import type { Presentation } from '#core/model/presentation';
import { partKey } from '#core/model/part-key';
import { placeOf } from './part-words';

const presentation = {
  figures: [{ label: { literal: 'New' }, amount: 3, unit: 'customers', change: null, against: null, trend: [], part: { figure: 'new' } }],
  charts: [],
  table: {
    columns: [
      { key: 'cohort', label: { literal: 'First bought' }, unit: 'month', is: 'key' },
      { key: 'm1', label: { literal: 'Month 1' }, unit: 'rate', is: 'share' },
    ],
    rows: [{ values: { cohort: '2026-03', m1: 0.289 }, parts: { m1: { k: 1, cohort: '2026-03' } } }],
  },
  insight: { sentences: [], numbers: {} },
  stamp: { asOf: '2026-10-24', phrases: [], provisional: false },
  ledger: { used: [], excluded: [] },
} satisfies Presentation;

test('RP5 a pressed number is named by its row and column, whatever the order of its fields', () => {
  expect(placeOf({ cohort: '2026-03', k: 1 }, presentation)).toEqual({
    row: { row: presentation.table.rows[0], column: presentation.table.columns[0] },
    column: { literal: 'Month 1' },
  });
  expect(placeOf({ figure: 'new' }, presentation)).toEqual({ column: { literal: 'New' } });
  expect(placeOf({ cohort: '2026-04', k: 1 }, presentation)).toBeNull();
});

test('RP5 places are compared by value', () => {
  expect(partKey({ a: [1, { b: null }], c: 'x' })).toBe(partKey({ c: 'x', a: [1, { b: null }] }));
  expect(partKey({ a: 1 })).not.toBe(partKey({ a: '1' }));
});
