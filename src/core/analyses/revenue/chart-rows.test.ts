import { expect, test } from 'vitest';
import { makeContext } from '#core/query/context';
import { duckdb } from '#core/sql/dialects/duckdb';
import { valueOf } from '../../../../tests/support/contract';
import { moneyScale } from '../money-scale';
import { chartRows } from './chart-rows';
import type { Point } from './series';

/** Months of 2026 with this revenue and, where it is known, that of the year before. */
const months = (before: readonly (number | null)[]): Point[] =>
  before.map((was, at) => ({
    start: `2026-0${at + 1}-01`,
    from: `2026-0${at + 1}-01`,
    to: `2026-0${at + 1}-28`,
    revenue: 100 + at * 10,
    fresh: 0,
    existing: 0,
    orders: 1,
    customers: 1,
    before: was,
    provisional: false,
    whole: true,
  }));

const model = {
  tables: [{ name: 'orders', rows: 3, columns: [] }],
  joins: [],
  firstOrder: '2025-01-01',
  lastOrder: '2026-04-28',
  currency: 'CNY',
} as const;
const context = {
  ...valueOf(
    makeContext(
      { asOf: null, range: { from: null, to: null }, filters: [], revenue: { paidStatuses: null }, weekStart: 'monday' },
      model,
      duckdb,
    ),
  ),
  locale: 'en',
  currency: 'CNY',
} as const;
const kindsOf = (points: readonly Point[]) => {
  const rows = chartRows(points, { grain: 'month', compare: 'year' }, moneyScale([100], context), context);
  return rows.flatMap(({ kind }) => (typeof kind === 'string' && kind.startsWith('before') ? [kind] : []));
};

test('RV5 the year before is a line with its name from two months on, and is not drawn for a single one', () => {
  expect(kindsOf(months([null, null, null, 90]))).toEqual([]);
  expect(kindsOf(months([null, null, 95, 90])).filter((kind) => kind === 'before')).toHaveLength(2);
  expect(kindsOf(months([null, null, 95, 90]))).toContain('before_label');
});
