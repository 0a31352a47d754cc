import { describe, expect, it } from 'vitest';
import { alphaOfVariances, cronbachAlpha } from './cronbach';
import { meanInterval, momentsOf, momentsOfCounts, standardisedMeans, standardisedShares, welch, welchInterval } from './means';
import { averageRanks, rankSum } from './ranks';
import { leastSquares } from './regression';

describe('means and ranks', () => {
  it('ST30: 2, 4, 4, 4, 5, 5, 7, 9 by hand', () => {
    const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(moments).toEqual({ n: 8, mean: 5, variance: 32 / 7 });
    // Student's 97.5 % point with 7 degrees of freedom is 2.364624.
    expect(meanInterval(moments)!.high).toBeCloseTo(5 + 2.364624 * Math.sqrt(32 / 56), 5);
    expect(meanInterval(momentsOf([3]))).toBeNull();
    expect(momentsOf([])).toEqual({ n: 0, mean: null, variance: null });
  });
  it('ST30: a large mean does not eat a small variance', () => expect(momentsOf([1e9 + 1, 1e9 + 2, 1e9 + 3]).variance).toBeCloseTo(1, 9));
  it('ST31: Welch by hand: 1, 2, 3 against 2, 4, 6', () => {
    const found = welch(momentsOf([1, 2, 3]), momentsOf([2, 4, 6]))!;
    expect(found.t).toBeCloseTo(-2 / Math.sqrt(5 / 3), 12);
    expect(found.df).toBeCloseTo((5 / 3) ** 2 / ((1 / 3) ** 2 / 2 + (4 / 3) ** 2 / 2), 12);
    expect(welch(momentsOf([1, 1]), momentsOf([2, 2]))).toBeNull();
    expect(welch(momentsOf([1]), momentsOf([2, 3]))).toBeNull();
  });
  it('ST30: values of which each comes several times', () => {
    const found = momentsOfCounts([
      { value: 2, count: 1 },
      { value: 4, count: 3 },
      { value: 5, count: 2 },
      { value: 7, count: 1 },
      { value: 9, count: 1 },
    ]);
    expect(found).toEqual({ n: 8, mean: 5, variance: 32 / 7 });
    expect(momentsOfCounts([])).toEqual({ n: 0, mean: null, variance: null });
  });
  it('ST31: the interval of a difference has Welch’s error and degrees of freedom', () => {
    // 1, 2, 3 against 2, 4, 6: error √(5 ÷ 3), df 50 ÷ 17 = 2.9412; Student's 97.5 % point there is 3.2194.
    const found = welchInterval(momentsOf([1, 2, 3]), momentsOf([2, 4, 6]))!;
    expect(found.high - found.low).toBeCloseTo(2 * 3.2194 * Math.sqrt(5 / 3), 2);
    expect((found.high + found.low) / 2).toBeCloseTo(-2, 12);
    expect(welchInterval(momentsOf([1]), momentsOf([2, 3]))).toBeNull();
  });
  it('ST35: α from variances by hand: 1, 1 and 3.6', () => {
    expect(alphaOfVariances([1, 1], 3.6)).toBeCloseTo(0.888888888889, 12);
    expect(alphaOfVariances([1], 1)).toBeNull();
    expect(alphaOfVariances([1, 1], 0)).toBeNull();
  });
  it('ST31: mean ranks, and a rank sum by hand', () => {
    expect(averageRanks([10, 20, 10, 5])).toEqual([2.5, 4, 2.5, 1]);
    // Ranks of 1, 2, 3 within 1…6 add to 6: W = 0, mean 4.5, variance 9·7/12, correction 0.5.
    expect(rankSum([1, 2, 3], [4, 5, 6])!.z).toBeCloseTo(-4 / Math.sqrt(5.25), 12);
    expect(rankSum([1, 1], [1, 1])).toBeNull();
    expect(rankSum([], [1])).toBeNull();
  });
  it('ST32: standardised differences by hand', () => {
    expect(standardisedShares(0.5, 0.3)).toBeCloseTo(0.2 / Math.sqrt((0.25 + 0.21) / 2), 12);
    expect(standardisedShares(1, 1)).toBe(0);
    expect(standardisedShares(1, 0)).toBeNull();
    expect(standardisedMeans(momentsOf([1, 2, 3]), momentsOf([2, 4, 6]))).toBeCloseTo(-2 / Math.sqrt(2.5), 12);
    expect(standardisedMeans(momentsOf([1]), momentsOf([2, 3]))).toBeNull();
  });
  it('ST35: α of two equal items is 1, of two that never agree below 0', () => {
    expect(
      cronbachAlpha([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toBeCloseTo(1, 12);
    // Variances 1, 1; sum 4, 4, 4 never varies.
    expect(
      cronbachAlpha([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ).toBeNull();
    // Variances 1, 1 and of the sums (2, 5, 5) 3: 2 · (1 − 2/3).
    expect(
      cronbachAlpha([
        [1, 2, 3],
        [1, 3, 2],
      ]),
    ).toBeCloseTo(2 * (1 - 2 / 3), 12);
    expect(cronbachAlpha([[1, 2, 3]])).toBeNull();
  });
  it('ST75: a line through exact points, refused when predictors depend on each other', () => {
    const found = leastSquares([5, 7, 9, 11], [[1, 2, 3, 4]])!;
    expect(found.coefficients[0]).toBeCloseTo(3, 10);
    expect(found.coefficients[1]).toBeCloseTo(2, 10);
    expect(found.r2).toBeCloseTo(1, 10);
    expect(
      leastSquares(
        [1, 2, 3, 5],
        [
          [1, 2, 3, 4],
          [2, 4, 6, 8],
        ],
      ),
    ).toBeNull();
    expect(leastSquares([1, 2], [[1, 2]])).toBeNull();
    expect(leastSquares([1, 2, 4], [[7, 7, 7]])).toBeNull();
  });
});
