import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { exactSum } from './exact-sum';

describe('sums that do not depend on the order (PV3)', () => {
  it.each([
    [[1e16, 1, -1e16], 1],
    [[0.1, 0.2, 0.3, -0.3, -0.2, -0.1], 0],
    [Array.from({ length: 10 }, () => 0.1), 1],
    [[], 0],
    [[1e308, 1e292, -1e308], 1e292],
  ])('%j', (values, sum) => expect(exactSum(values)).toBe(sum));

  it('agrees with whole numbers that BigInt adds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 40 })), { maxLength: 30 }), (pairs) => {
        const values = pairs.map(([value, power]) => value * 2 ** power);
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);
        expect(exactSum(values)).toBe(Number(exact));
        expect(exactSum(values.toReversed())).toBe(Number(exact));
      }),
      runs(2000),
    );
  });
});
