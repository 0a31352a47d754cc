import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { binCounts, cubeRootEdges, freedmanDiaconisEdges, logarithmicBins } from './histogram';
import { quantile, weightedQuantile } from './quantiles';

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
