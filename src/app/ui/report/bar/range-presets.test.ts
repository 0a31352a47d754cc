import { expect, test } from 'vitest';
import { isRange, rangePresets } from './range-presets';

const rangeOf = (asOf: string, label: string) => rangePresets(asOf).find((preset) => preset.label === label)?.range;

test('RP10 ranges are counted back from the as-of day, both ends included', () => {
  expect(rangeOf('2026-10-24', 'report_range_12_months')).toEqual({ from: '2025-11-01', to: '2026-10-24' });
  expect(rangeOf('2026-01-15', 'report_range_12_months')).toEqual({ from: '2025-02-01', to: '2026-01-15' });
  expect(rangeOf('2026-03-01', 'report_range_30_days')).toEqual({ from: '2026-01-31', to: '2026-03-01' });
  expect(rangeOf('2024-03-01', 'report_range_30_days')).toEqual({ from: '2024-02-01', to: '2024-03-01' });
  expect(rangeOf('2026-10-24', 'report_range_last_year')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  expect(rangeOf('2026-10-24', 'report_range_all')).toEqual({ from: null, to: null });
});

test('RP9 a start after the end is no range; an open end always is', () => {
  expect(isRange({ from: '2026-02-01', to: '2026-01-31' })).toBe(false);
  expect(isRange({ from: '2026-02-01', to: '2026-02-01' })).toBe(true);
  expect(isRange({ from: '2026-02-01', to: null })).toBe(true);
});
