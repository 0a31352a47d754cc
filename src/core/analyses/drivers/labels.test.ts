import { expect, test } from 'vitest';
import { namesOnLeft, shiftsOfNames } from './labels';
import type { Side } from './sides';

const side = (key: string, mean: number, share: number): Side => ({
  key,
  label: 'name',
  mean,
  interval: null,
  share,
  shareInterval: null,
  lowCustomers: 0,
});
/** A hundred pixels a point across, a hundred for a tenth upwards: a name is 28 wide and begins 12 from its mark. */
const plot = { width: 400, height: 400, x: [0, 4], y: [0, 0.4] } as const;
const left = (...sides: readonly Side[]): string[] => [...namesOnLeft(sides, plot)].toSorted();

test('DR11 alone a name stands on the right, at the right edge on the left', () => {
  expect(left(side('a', 2, 0.1))).toEqual([]);
  expect(left(side('a', 3.59, 0.1))).toEqual([]);
  expect(left(side('a', 3.61, 0.1))).toEqual(['a']);
});

test('DR11 a name makes room for a mark on its right at its level, not for one above it', () => {
  expect(left(side('a', 2, 0.1), side('b', 2.3, 0.1))).toEqual(['a']);
  expect(left(side('a', 2, 0.1), side('b', 2.3, 0.2))).toEqual([]);
  expect(left(side('a', 2, 0.1), side('b', 2.8, 0.1))).toEqual([]);
});

test('DR11 it stays on the right where the left is no better', () => {
  expect(left(side('a', 0.2, 0.1), side('b', 0.5, 0.1))).toEqual([]);
});

test('DR11 the interval of another mark is crossed only where nothing else is better', () => {
  const long = { ...side('b', 2.3, 0.3), shareInterval: { low: 0.05, high: 0.35 } };
  expect(left(side('a', 2, 0.1), long)).toEqual(['a']);
});

test('DR12 of two names at one place one stands higher or lower; what is alone stays at its mark', () => {
  const sides = [side('a', 2, 0.1), side('b', 2.1, 0.105), side('c', 2.3, 0.3)];
  const shifts = shiftsOfNames(sides, plot, new Set());
  expect(shifts.get('c')).toBe(0);
  // The marks are 5 pixels apart in height: a line of 16 pixels needs 11 more.
  const apart = 5 + (shifts.get('a') ?? 0) - (shifts.get('b') ?? 0);
  expect(Math.abs(apart)).toBeGreaterThanOrEqual(16);
});
