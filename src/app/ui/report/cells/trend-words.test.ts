import { expect, test } from 'vitest';
import type { Figure } from '#core/model/presentation';
import { periodWords, trendNote } from './trend-words';

const figure = (periods: readonly string[], running: boolean): Figure => ({
  label: { literal: 'Revenue' },
  amount: 1,
  unit: 'money',
  change: null,
  against: null,
  trend: periods.map((period, index) => ({ period, amount: 1, provisional: running && index === periods.length - 1 })),
});

test('RP1 a period is a month, a day or its own words', () => {
  expect(periodWords('2026-10')).toEqual({ key: 'cell_period_month', values: { month: { month: '2026-10' } } });
  expect(periodWords('2026-10-01')).toMatchObject({ key: 'cell_period_month' });
  expect(periodWords('2026-10-05')).toEqual({ key: 'cell_period_day', values: { day: { date: '2026-10-05' } } });
  expect(periodWords('2026-Q3')).toEqual({ literal: '2026-Q3' });
});

test('RP1 the note under the small bars says which periods they are and whether the last still runs', () => {
  expect(trendNote([figure(['2026-08', '2026-09', '2026-10'], true)])).toMatchObject({ key: 'cell_trend_months_running' });
  expect(trendNote([figure(['2026-08', '2026-09'], false)])).toMatchObject({ key: 'cell_trend_months' });
  expect(trendNote([figure(['2026-09-07', '2026-09-14'], false)])).toMatchObject({ key: 'cell_trend_periods' });
  expect(trendNote([figure(['2026-09'], false)])).toBeNull();
  expect(trendNote([])).toBeNull();
});
