import { expect, test } from 'vitest';
import type { ColumnMapping, Mapping } from '#core/model/source';
import { resolveSteps } from './resolve-steps';

const column = (header: string, more: Partial<ColumnMapping> = {}): ColumnMapping => ({
  header,
  role: 'attribute',
  parse: { type: 'text' },
  ...more,
});
const mappingOf = (phone: Partial<ColumnMapping>): Mapping => ({
  grain: 'customer',
  columns: [column('id', { role: 'customer_id' }), column('phone', phone)],
  steps: [{ kind: 'derive', name: 'prefix', expression: 'left([phone], 3)' }],
});
const reads = (phone: Partial<ColumnMapping>): boolean => resolveSteps(['id', 'phone'], mappingOf(phone)).columns.has('phone');

test('PS19 steps do not see a protected column, nor a personal one that is left out', () => {
  expect(reads({})).toBe(true);
  expect(reads({ personal: 'phone' })).toBe(true);
  expect(reads({ personal: 'phone', protect: 'mask' })).toBe(false);
  expect(reads({ personal: 'phone', protect: 'pseudonym' })).toBe(false);
  expect(reads({ personal: 'phone', role: 'skip' })).toBe(false);
  const resolved = resolveSteps(['id', 'phone'], mappingOf({ personal: 'phone', role: 'skip' }));
  expect(resolved.made).toEqual([]);
  expect(resolved.issues[0]).not.toBeNull();
});
