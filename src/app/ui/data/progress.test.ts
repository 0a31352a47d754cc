import { expect, test } from 'vitest';
import { paceOf } from './progress';

test('UI13 no rate in the first second, no time left in the first two', () => {
  expect(paceOf(5_000_000, 50_000_000, 1000, 1900)).toEqual({ share: 0.1, rate: null, left: null });
  expect(paceOf(15_000_000, 50_000_000, 1000, 2500)).toEqual({ share: 0.3, rate: 10_000_000, left: null });
});

test('UI13 bytes by time, and the seconds that the rest takes at that rate', () => {
  expect(paceOf(20_000_000, 50_000_000, 1000, 3000)).toEqual({ share: 0.4, rate: 10_000_000, left: 3 });
});

test('UI13 nothing is left at the end, and a file without bytes divides by nothing', () => {
  expect(paceOf(50, 50, 0, 4000).left).toBeNull();
  expect(paceOf(0, 0, 0, 4000)).toEqual({ share: 0, rate: null, left: null });
});
