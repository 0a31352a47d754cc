import { describe, expect, test } from 'vitest';
import type { CanonicalTable } from '#core/model/canonical';
import type { DataColumn, DataModel, DataTable } from '#core/model/data-model';
import { daysOf, resolveAsOf } from './context';

const column = (name: string, min: string | null, max: string | null): DataColumn => ({
  name,
  label: name,
  type: 'instant',
  attribute: false,
  distinct: 0,
  missing: 0,
  values: [],
  min,
  max,
});
const table = (name: CanonicalTable, ...columns: DataColumn[]): DataTable => ({ name, rows: 1, columns });
const modelOf = (tables: DataTable[], orders: readonly [string, string] | null = null): DataModel => ({
  tables,
  joins: [],
  firstOrder: orders?.[0] ?? null,
  lastOrder: orders?.[1] ?? null,
  currency: null,
});
const answers = table('surveys', column('responded_at', '2026-03-02T10:00:00', '2026-05-09T23:59:59'));
const tickets = table('tickets', column('opened_at', '2026-02-01T00:00:00', '2026-04-01T00:00:00'), column('closed_at', null, null));
const people = table('customers', column('birth_date', '1950-01-01', '2027-12-31'));
const scope = { asOf: null, range: { from: null, to: null } };

describe('QU11 the clock', () => {
  test('is the last order, whatever happened later', () => {
    expect(daysOf(modelOf([answers], ['2025-01-01', '2026-01-31']))).toEqual({ first: '2025-01-01', last: '2026-01-31' });
  });
  test('is the last day on which something happened where there are no orders', () => {
    expect(daysOf(modelOf([answers, tickets, people]))).toEqual({ first: '2026-02-01', last: '2026-05-09' });
    expect(resolveAsOf(scope, modelOf([answers, tickets]))).toBe('2026-05-09');
    expect(resolveAsOf({ ...scope, range: { from: null, to: '2026-03-31' } }, modelOf([answers]))).toBe('2026-03-31');
    expect(resolveAsOf({ ...scope, asOf: '2026-04-01' }, modelOf([answers]))).toBe('2026-04-01');
  });
  test('a birthday is no clock, and without any date there is none', () => {
    expect(daysOf(modelOf([people]))).toBeNull();
    expect(resolveAsOf(scope, modelOf([people]))).toBeNull();
  });
});
