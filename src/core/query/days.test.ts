import { describe, expect, it } from 'vitest';
import type { DataModel } from '#core/model/data-model';
import { resolveAsOf } from './context';
import { addDays, addMonths, daysBetween, isComplete, movePeriod, periodsBetween, startOf } from './days';

describe('the calendar', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('%s moved by %i months is %s', (day, months, moved) => expect(addMonths(day, months)).toBe(moved));

  it('days cross months and leap days', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });

  it.each([
    ['week', '2026-11-22', 'monday', '2026-11-16'],
    ['week', '2026-11-22', 'sunday', '2026-11-22'],
    ['week', '2026-11-21', 'sunday', '2026-11-15'],
    ['quarter', '2026-11-22', 'monday', '2026-10-01'],
    ['year', '2026-11-22', 'monday', '2026-01-01'],
  ] as const)('%s of %s (%s) begins on %s', (grain, day, weekStart, start) => expect(startOf(grain, day, weekStart)).toBe(start));

  it('lists every period, also across a year', () => {
    expect(periodsBetween('month', '2025-11-20', '2026-02-01', 'monday')).toEqual(['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01']);
    expect(movePeriod('quarter', '2026-10-01', 1)).toBe('2027-01-01');
  });

  it('a period is over on its last day and not before', () => {
    expect(isComplete('month', '2026-10-01', '2026-10-30')).toBe(false);
    expect(isComplete('month', '2026-10-01', '2026-10-31')).toBe(true);
  });
});

describe('QU11: the clock', () => {
  const model = { tables: [], joins: [], firstOrder: '2025-01-01', lastOrder: '2026-10-24', currency: null } satisfies DataModel;
  it('is the latest order, or the day asked for, and a range that ends earlier moves it', () => {
    expect(resolveAsOf({ asOf: null, range: { from: null, to: null } }, model)).toBe('2026-10-24');
    expect(resolveAsOf({ asOf: '2026-05-01', range: { from: null, to: null } }, model)).toBe('2026-05-01');
    expect(resolveAsOf({ asOf: null, range: { from: null, to: '2026-03-31' } }, model)).toBe('2026-03-31');
    expect(resolveAsOf({ asOf: '2026-02-01', range: { from: null, to: '2026-03-31' } }, model)).toBe('2026-02-01');
    expect(resolveAsOf({ asOf: null, range: { from: null, to: '2026-03-31' } }, { ...model, lastOrder: null })).toBeNull();
  });
});
