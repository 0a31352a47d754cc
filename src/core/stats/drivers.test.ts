import { describe, expect, it } from 'vitest';
import { bootstrapDrivers } from './driver-bootstrap';
import { correlateRows, correlationsOf, standardRows, type Correlations } from './correlation';
import { symmetricEigen } from './eigen';
import { relativeWeights } from './relative-weights';
import { makeRandom } from './random';
import { leastSquares } from './regression';
import { shapleyShares } from './shapley';

const FIXTURE: Correlations = {
  predictors: [
    [1, 0.6, 0.3],
    [0.6, 1, 0.4],
    [0.3, 0.4, 1],
  ],
  outcome: [0.5, 0.4, 0.3],
};

/** Answers with a common mood, so that predictors hang together. */
function survey(seed: number, n: number, p: number): { outcome: number[]; predictors: number[][] } {
  const random = makeRandom(seed);
  const predictors: number[][] = Array.from({ length: p }, () => []);
  const outcome: number[] = [];
  for (let i = 0; i < n; i++) {
    const mood = random.next();
    const row = predictors.map(() => mood + random.next() + random.next());
    row.forEach((value, j) => predictors[j]!.push(value));
    outcome.push(row.reduce((sum, value, j) => sum + value / (j + 1), 0) + 2 * random.next());
  }
  return { outcome, predictors };
}

const orders = (items: readonly number[]): number[][] =>
  items.length === 0 ? [[]] : items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

describe('drivers', () => {
  it('ST70, ST71: the fixture of the project definitions', () => {
    const found = shapleyShares(FIXTURE)!;
    expect(found.r2).toBeCloseTo(0.28165, 5);
    [0.1645, 0.0738, 0.04335].forEach((wanted, j) => expect(found.shares[j]).toBeCloseTo(wanted, 5));
  });
  it('ST72: relative weights of the same', () => {
    const found = relativeWeights(FIXTURE)!;
    expect(found.r2).toBeCloseTo(0.28165, 5);
    [0.16478, 0.07193, 0.04494].forEach((wanted, j) => expect(found.shares[j]).toBeCloseTo(wanted, 5));
  });
  it('ST71: equals the mean over all orders of entry, with R² from least squares', () => {
    for (const [seed, p] of [
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ] as const) {
      const { outcome, predictors } = survey(seed, 60, p);
      const known = new Map<string, number>([['', 0]]);
      const r2 = (subset: readonly number[]): number => {
        const key = subset.toSorted().join();
        if (!known.has(key))
          known.set(
            key,
            leastSquares(
              outcome,
              subset.map((j) => predictors[j]!),
            )!.r2,
          );
        return known.get(key)!;
      };
      const all = orders(predictors.map((_, j) => j));
      const wanted = predictors.map((_, j) => {
        const gains = all.map((order) => r2(order.slice(0, order.indexOf(j) + 1)) - r2(order.slice(0, order.indexOf(j))));
        return gains.reduce((a, b) => a + b, 0) / all.length;
      });
      const found = shapleyShares(correlationsOf(outcome, predictors)!)!;
      wanted.forEach((share, j) => expect(found.shares[j]).toBeCloseTo(share, 10));
      expect(found.r2).toBeCloseTo(r2(predictors.map((_, j) => j)), 10);
    }
  });
  it('ST71, ST72: both add up to R²; ten predictors go, eleven are refused', () => {
    const ten = survey(10, 300, 10);
    const correlations = correlationsOf(ten.outcome, ten.predictors)!;
    const r2 = leastSquares(ten.outcome, ten.predictors)!.r2;
    for (const found of [shapleyShares(correlations)!, relativeWeights(correlations)!]) {
      expect(found.r2).toBeCloseTo(r2, 10);
      expect(found.shares.reduce((a, b) => a + b, 0)).toBeCloseTo(r2, 10);
    }
    const eleven = survey(11, 300, 11);
    expect(shapleyShares(correlationsOf(eleven.outcome, eleven.predictors)!)).toBeNull();
    expect(relativeWeights(correlationsOf(eleven.outcome, eleven.predictors)!)).not.toBeNull();
  });
  it('ST70: a column twice, a constant column and no predictor are refused', () => {
    const { outcome, predictors } = survey(5, 50, 2);
    const twice = correlationsOf(outcome, [...predictors, predictors[0]!])!;
    expect(shapleyShares(twice)).toBeNull();
    expect(relativeWeights(twice)).toBeNull();
    expect(correlationsOf(outcome, [predictors[0]!, outcome.map(() => 3)])).toBeNull();
    expect(shapleyShares({ predictors: [], outcome: [] })).toBeNull();
  });
  it('ST72: the eigenvectors give the matrix back', () => {
    const { values, vectors } = symmetricEigen(FIXTURE.predictors);
    FIXTURE.predictors.forEach((row, i) =>
      row.forEach((wanted, j) =>
        expect(values.reduce((sum, value, k) => sum + value * vectors[i]![k]! * vectors[j]![k]!, 0)).toBeCloseTo(wanted, 12),
      ),
    );
  });
  it('ST74: ranks of a curved relation correlate by 1', () => {
    const x = [1, 2, 3, 4, 5, 6];
    expect(
      correlationsOf(
        x.map((v) => v ** 5),
        [x],
        'ranks',
      )!.outcome[0],
    ).toBeCloseTo(1, 12);
    expect(
      correlationsOf(
        x.map((v) => v ** 5),
        [x],
      )!.outcome[0],
    ).toBeLessThan(0.95);
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
    expect(correlationsOf([1, 2, 3, 4], [[5, 6, 6, 9]], 'ranks')!.outcome[0]).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  });
  it('ST73: a row drawn twice is two rows', () => {
    const { outcome, predictors } = survey(8, 30, 2);
    const times = outcome.map((_, i) => i % 3);
    const drawn = (column: readonly number[]): number[] => column.flatMap((value, i) => Array.from({ length: times[i]! }, () => value));
    const wanted = correlationsOf(drawn(outcome), predictors.map(drawn))!;
    const found = correlateRows(standardRows(outcome, predictors)!, times)!;
    expect(found.predictors[0]![1]).toBeCloseTo(wanted.predictors[0]![1]!, 12);
    found.outcome.forEach((value, j) => expect(value).toBeCloseTo(wanted.outcome[j]!, 12));
    const one = outcome.map((_, i) => Number(i === 4) * 30);
    expect(correlateRows(standardRows(outcome, predictors)!, one)).toBeNull();
    expect(
      correlateRows(
        standardRows(outcome, predictors)!,
        outcome.map(() => 0),
      ),
    ).toBeNull();
  });
  it('ST73: the same seed, the same intervals; they hold the estimate; few rows are refused', () => {
    const { outcome, predictors } = survey(7, 200, 3);
    const [first, again, other] = [1, 1, 2].map((seed) => bootstrapDrivers(outcome, predictors, { seed, draws: 200 })!);
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    const { shares } = shapleyShares(correlationsOf(outcome, predictors)!)!;
    first!.intervals.forEach((interval, j) => {
      expect(interval.low).toBeLessThan(shares[j]!);
      expect(interval.high).toBeGreaterThan(shares[j]!);
    });
    expect(first!.refused).toBe(0);
    expect(
      bootstrapDrivers(
        outcome.slice(0, 99),
        predictors.map((x) => x.slice(0, 99)),
        { seed: 1 },
      ),
    ).toBeNull();
  });
  it('ST73: intervals of 95 % hold the truth about as often as they say', () => {
    // Truth: two independent predictors, each with a third of the variance: shares 1/3 and 1/3.
    const random = makeRandom(73);
    let held = 0;
    const runs = 120;
    for (let run = 0; run < runs; run++) {
      const [x1, x2, noise] = [0, 1, 2].map(() => Array.from({ length: 150 }, () => random.next())) as [number[], number[], number[]];
      const outcome = x1.map((v, i) => v + x2[i]! + noise[i]!);
      const found = bootstrapDrivers(outcome, [x1, x2], { seed: run, draws: 200 })!;
      const { low, high } = found.intervals[0]!;
      if (low <= 1 / 3 && 1 / 3 <= high) held++;
    }
    expect(held).toBeGreaterThan(runs * 0.86);
    expect(held).toBeLessThan(runs);
  });
});
