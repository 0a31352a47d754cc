import { describe, expect, it } from 'vitest';
import { agrestiCoull, clopperPearson, jeffreys, wald, wilsonContinuity } from './proportion-intervals';
import { waldDifference } from './proportions';
import { casesForMeans, casesForShares } from './sample-size';

const kinds = { agrestiCoull, clopperPearson, jeffreys, wald, wilsonContinuity };

describe('shares as other tools give them', () => {
  it.each(Object.entries(kinds))('ST1, ST10: %s has no interval without cases, lies within [0, 1] and turns around', (name, interval) => {
    expect(interval(0, 0)).toBeNull();
    for (const [x, n] of [
      [0, 1],
      [1, 1],
      [0, 30],
      [1, 30],
      [29, 30],
      [500, 1000],
    ] as const) {
      const [found, turned] = [interval(x, n)!, interval(n - x, n)!];
      expect(found.low).toBeGreaterThanOrEqual(0);
      expect(found.high).toBeLessThanOrEqual(1);
      // ST12: equal tails leave 2.5 % beyond either end, so that Jeffreys holds neither 0 nor 1.
      if (name !== 'jeffreys') {
        expect(found.low).toBeLessThanOrEqual(x / n);
        expect(found.high).toBeGreaterThanOrEqual(x / n);
      }
      expect(found.low).toBeCloseTo(1 - turned.high, 10);
    }
  });
  it('ST10: Clopper–Pearson at the ends is a power of 0.025', () => {
    expect(clopperPearson(0, 30)!.high).toBeCloseTo(1 - 0.025 ** (1 / 30), 12);
    expect(clopperPearson(30, 30)!.low).toBeCloseTo(0.025 ** (1 / 30), 12);
  });
  it('ST12: Jeffreys at 0 of 30 has equal tails', () => {
    expect(jeffreys(0, 30)!.low).toBeCloseTo(1.62318612e-5, 12);
    expect(jeffreys(0, 30)!.high).toBeCloseTo(0.0796781738, 9);
  });
  it('ST13: Wald’s difference of 120/400 and 90/400 by hand', () => {
    // √(0.3·0.7/400 + 0.225·0.775/400) = 0.0309990…
    const found = waldDifference(120, 400, 90, 400)!;
    expect(found.low).toBeCloseTo(0.075 - 1.959963984540054 * Math.sqrt(0.384375 / 400), 12);
    expect(found.high - 0.075).toBeCloseTo(0.075 - found.low, 12);
    expect(waldDifference(1, 1, 0, 0)).toBeNull();
  });
  it('ST15: no number of cases tells equal shares apart, and more difference needs fewer', () => {
    expect(casesForShares(0.1, 0.1, 0.8)).toBeNull();
    expect(casesForMeans(0, 1, 0.8)).toBeNull();
    expect(casesForShares(0.1, 0.2, 0.8)!).toBeLessThan(casesForShares(0.1, 0.15, 0.8)!);
    expect(casesForShares(0.1, 0.15, 0.8)!).toBeLessThan(casesForShares(0.1, 0.15, 0.9)!);
  });
});
