import { describe, expect, it } from 'vitest';
import { welchInterval, momentsOf } from './means';
import { meanRatio, meanRatioInterval, type Sums } from './mean-ratio';
import { medianDifference, medianPlace } from './medians';
import { makeRandom } from './random';
import { moreOften, rankSum, rankSumOf } from './ranks';

const sums = (values: readonly number[]): Sums => ({
  n: values.length,
  sum: values.reduce((total, value) => total + value, 0),
  squares: values.reduce((total, value) => total + value ** 2, 0),
});

describe('comparing groups', () => {
  it('ST31: a rank sum from sums is the one from values; by hand 1, 2, 3 of 1…6', () => {
    expect(rankSumOf({ n: 3, rest: 3, rankSum: 6, tied: 0 })).toEqual(rankSum([1, 2, 3], [4, 5, 6]));
    expect(rankSumOf({ n: 2, rest: 2, rankSum: 5, tied: 60 })).toBeNull();
    expect(moreOften({ n: 2, rest: 3, rankSum: 8 })).toBeCloseTo(5 / 6, 12);
    expect(moreOften({ n: 0, rest: 3, rankSum: 0 })).toBeNull();
  });

  it('ST37: the variance from sums is the sum of squared influences, customer by customer', () => {
    const [part, others] = [
      [3, 8, 1, 20],
      [5, 5, 2, 9, 30, 1],
    ];
    const whole = [...part, ...others];
    const [own, all] = [sums(part), sums(whole)];
    expect(meanRatio(own, all)).toBeCloseTo(8 / 8.4, 12);
    const influences = whole.map((value, at) => (at < 4 ? value / own.sum - 1 / own.n : 0) - value / all.sum + 1 / all.n);
    const se = Math.sqrt(influences.reduce((total, each) => total + each ** 2, 0));
    expect(meanRatioInterval(own, all)!.low).toBeCloseTo((8 / 8.4) * Math.exp(-1.959963984540054 * se), 10);
    expect(meanRatioInterval(sums([5]), all)).toBeNull();
    expect(meanRatioInterval(all, all)).toBeNull();
    expect(meanRatioInterval(sums([0, 0]), all)).toBeNull();
    expect(meanRatio(own, sums([1, -1]))).toBeNull();
  });

  it('ST37: the interval holds the true ratio of skewed spends in about 95 of 100 samples', () => {
    const random = makeRandom(7);
    const draw = (n: number, scale: number): number[] => Array.from({ length: n }, () => -scale * Math.log(1 - random.next()));
    let held = 0;
    // Means 15 and 10, a quarter and three quarters: 15 ÷ 11.25.
    for (let run = 0; run < 600; run++) {
      const part = draw(60, 15);
      const { low, high } = meanRatioInterval(sums(part), sums([...part, ...draw(180, 10)]))!;
      if (low <= 4 / 3 && 4 / 3 <= high) held++;
    }
    expect(held / 600).toBeGreaterThan(0.92);
    expect(held / 600).toBeLessThan(0.98);
  });

  it('ST38: places and standard error by hand', () => {
    // 16 values: (17 ÷ 2) − 4 = 4.5, so the 5th; fewer than 5 of 16 on one side: (1 + 16 + 120 + 560 + 1820) ÷ 65536 = 0.0384064, z = 1.76952.
    expect([1, 4, 10, 16, 100].map(medianPlace)).toEqual([1, 1, 2, 5, 41]);
    const sample = { n: 16, median: 50, low: 40, high: 66 };
    const se = 26 / (2 * 1.76952);
    const { low, high } = medianDifference(sample, { ...sample, median: 20 })!;
    expect(low).toBeCloseTo(30 - 1.959964 * Math.SQRT2 * se, 2);
    expect(high).toBeCloseTo(30 + 1.959964 * Math.SQRT2 * se, 2);
    expect(medianDifference(sample, { ...sample, n: 9 })).toBeNull();
  });

  it('ST38: holds the true difference of skewed medians in about 95 of 100 samples', () => {
    const random = makeRandom(11);
    const sample = (n: number, scale: number) => {
      const values = Array.from({ length: n }, () => -scale * Math.log(1 - random.next())).toSorted((a, b) => a - b);
      const c = medianPlace(n);
      return { n, median: (values[(n - 1) >> 1]! + values[n >> 1]!) / 2, low: values[c - 1]!, high: values[n - c]! };
    };
    const truth = 5 * Math.log(2);
    let held = 0;
    for (let run = 0; run < 600; run++) {
      const { low, high } = medianDifference(sample(45, 15), sample(70, 10))!;
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 600).toBeGreaterThan(0.92);
    expect(held / 600).toBeLessThan(0.985);
  });

  it('ST39: difference of means by hand: 1, 2, 3 against 2, 4, 6', () => {
    const { low, high } = welchInterval(momentsOf([1, 2, 3]), momentsOf([2, 4, 6]))!;
    // Variances 1/3 and 4/3, degrees of freedom 2.941176; Student's 97.5 % point there is 3.2182.
    expect(low + high).toBeCloseTo(-4, 10);
    expect(high - low).toBeCloseTo(2 * 3.2182 * Math.sqrt(5 / 3), 2);
    expect(welchInterval(momentsOf([1, 1]), momentsOf([2, 2]))).toBeNull();
  });
});
