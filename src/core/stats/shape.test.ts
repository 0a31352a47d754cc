import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { abcClasses, gini, lorenz, topShare } from './concentration';
import { binCounts, cubeRootEdges, freedmanDiaconisEdges, logarithmicBins } from './histogram';
import { quantile, weightedQuantile } from './quantiles';

const V = [100, 60, 20, 10, 5, 5];

describe('quantiles and bins', () => {
  it('ST33: between the two nearest values; nothing has none', () => {
    expect(quantile([10, 20], 0.25)).toBe(12.5);
    expect(quantile([3], 0.9)).toBe(3);
    expect(quantile([1, 2, 3], 1)).toBe(3);
    expect(quantile([], 0.5)).toBeNull();
  });
  it('ST33: with weights the smallest value that reaches the share', () => {
    const deals = [
      { value: 80, weight: 8 },
      { value: 0, weight: 1 },
      { value: 130, weight: 1 },
    ];
    expect(weightedQuantile(deals, 0.1)).toBe(0);
    expect(weightedQuantile(deals, 0.11)).toBe(80);
    expect(weightedQuantile(deals, 0.9)).toBe(80);
    expect(weightedQuantile(deals, 1)).toBe(130);
    expect(weightedQuantile([], 0.5)).toBeNull();
    expect(weightedQuantile([{ value: 3, weight: 0 }], 0.5)).toBeNull();
  });
  it('ST34: width is twice the interquartile range by the cube root of n', () => {
    // Quartiles 2 and 20.25 of eight values: 2 · 18.25 / 2 = 18.25, range 21 → two bins.
    expect(freedmanDiaconisEdges([1, 2, 2, 3, 9, 20, 21, 22])).toEqual([1, 11.5, 22]);
    expect(freedmanDiaconisEdges([0, 5, 5, 5, 5, 5, 5, 10])).toHaveLength(11);
    expect(freedmanDiaconisEdges([4, 4, 4])).toEqual([4, 4]);
    expect(freedmanDiaconisEdges([])).toEqual([]);
    const longTail = [...Array.from({ length: 1000 }, (_, i) => i / 1000), 1e6];
    expect(freedmanDiaconisEdges(longTail)).toHaveLength(61);
  });
  it('ST34: a bin holds its lower edge, the last one both', () => {
    expect(binCounts([1, 2, 2, 3, 4], [1, 2, 3, 4])).toEqual([1, 2, 2]);
    expect(binCounts([4, 4, 4], [4, 4])).toEqual([3]);
    expect(binCounts([], [])).toEqual([]);
  });
  it('ST34: logarithmic bins keep zeros apart', () => {
    const found = logarithmicBins([0, 0, -1, 1, 10, 100, 1000]);
    expect(found.apart).toBe(3);
    expect(found.edges[0]).toBe(1);
    expect(found.edges.at(-1)).toBe(1000);
    expect(found.counts.reduce((a, b) => a + b, 0)).toBe(4);
    expect(logarithmicBins([0, 0])).toEqual({ apart: 2, edges: [], counts: [] });
  });
  it('ST34: cube-root bins as PostHog’s own tests have them: three values, seven bins wanted, one value', () => {
    expect(cubeRootEdges([2220, 3600, 82800])).toEqual([2220, 29080, 55940, 82800, 109660]);
    expect(cubeRootEdges([2220, 3600, 82800], 7)).toEqual([2220, 13732, 25244, 36756, 48268, 59780, 71292, 82804, 94316]);
    expect(cubeRootEdges([10800])).toEqual([10800, 10860, 10920, 10980, 11040]);
    expect(cubeRootEdges([])).toEqual([]);
    expect(binCounts([2220, 3600, 82800], cubeRootEdges([2220, 3600, 82800]))).toEqual([2, 0, 0, 1]);
  });
  it('ST34: no value is lost in bins', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
        expect(sum(binCounts(sorted, freedmanDiaconisEdges(sorted)))).toBe(values.length);
        const log = logarithmicBins(sorted);
        expect(sum(log.counts) + log.apart).toBe(values.length);
      }),
      runs(2000),
    ));
});

describe('concentration', () => {
  it('ST41, ST42: 100, 60, 20, 10, 5, 5', () => {
    expect(gini(V)).toBeCloseTo(0.5417, 4);
    expect(topShare(V, 20)).toEqual({ customers: 2, share: 0.8 });
  });
  it('ST41: all equal 0, all with one (n − 1)/n, nothing null, order of no matter', () => {
    expect(gini([3, 3, 3])).toBe(0);
    expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75, 12);
    expect(gini([0, 0])).toBeNull();
    expect(gini([])).toBeNull();
    expect(gini(V.toReversed())).toBe(gini(V));
    expect(gini([...V, -50])).toBe(gini(V));
  });
  it('ST41: equals the mean difference of all pairs', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }), (values) => {
        const total = values.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const pairs = values.flatMap((a) => values.map((b) => Math.abs(a - b))).reduce((a, b) => a + b, 0);
        expect(gini(values)).toBeCloseTo(pairs / (2 * values.length * total), 10);
      }),
      runs(1000),
    ));
  it('ST42: 7 % of 100 customers is 7, and 20 % of 4338 is 868', () => {
    const hundred = Array.from({ length: 100 }, () => 1);
    expect(topShare(hundred, 7)!.customers).toBe(7);
    expect(
      topShare(
        Array.from({ length: 4338 }, () => 1),
        20,
      )!.customers,
    ).toBe(868);
    expect(topShare(hundred, 0.5)!.customers).toBe(1);
    expect(topShare([0, 0], 20)).toBeNull();
    // With the five below 0 it would be ⌈20 · 11 ÷ 100⌉ = 3.
    expect(topShare([...V, -1, -1, -1, -1, -1], 20)).toEqual({ customers: 2, share: 0.8 });
  });
  it('ST40, ST43: the class comes from the share before, and 0.1 + 0.2 reaches 0.3', () => {
    const items = V.map((value, index) => ({ key: String(index), value }));
    expect(abcClasses(items).map((item) => item.class)).toEqual(['A', 'A', 'B', 'B', 'C', 'C']);
    // 0.6, 0.1, 0.1 make exactly 80 % of 1: the next is B. In floating point 0.6 + 0.1 + 0.1 is 0.7999999999999999.
    const tenths = [0.6, 0.1, 0.1, 0.1, 0.1].map((value, index) => ({ key: String(index), value }));
    expect(abcClasses(tenths).map((item) => item.class)).toEqual(['A', 'A', 'A', 'B', 'B']);
    const apart = abcClasses(['b', 'a', 'c', 'd'].map((key, index) => ({ key, value: [5, 5, -5, 0][index]! })));
    expect(apart.map((item) => [item.key, item.class])).toEqual([
      ['a', 'A'],
      ['b', 'A'],
      ['d', 'C'],
      ['c', null],
    ]);
    expect(abcClasses([{ key: 'a', value: 0 }])).toEqual([{ key: 'a', value: 0, class: 'C', before: null }]);
  });
  it('ST44: the poorest half of 1, 1, 2 and 4 has a quarter', () => {
    expect(lorenz([4, 1, 2, 1, -3])).toEqual([
      { customers: 0, share: 0 },
      { customers: 0.25, share: 0.125 },
      { customers: 0.5, share: 0.25 },
      { customers: 0.75, share: 0.5 },
      { customers: 1, share: 1 },
    ]);
    expect(lorenz([0])).toEqual([]);
    expect(
      lorenz(
        Array.from({ length: 5000 }, (_, i) => i),
        101,
      ),
    ).toHaveLength(101);
  });
});
