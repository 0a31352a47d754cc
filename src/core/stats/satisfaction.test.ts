import { describe, expect, it } from 'vitest';
import { momentsOf } from './means';
import { countNps, npsInterval, npsScore, weightedNps } from './nps';
import { compareNps, pairedNps } from './nps-waves';
import { makeRandom } from './random';
import { customerEffort, topBoxes, topBoxShare } from './scales';
import { effectiveSize, finitePopulation, postStratify } from './weights';

const counts = (promoters: number, passives: number, detractors: number) => ({ promoters, passives, detractors });

describe('NPS', () => {
  it('ST50: 162 / 108 / 54 of 324', () => {
    const found = npsInterval(counts(162, 108, 54))!;
    expect(npsScore(counts(162, 108, 54))).toBeCloseTo(33.33, 2);
    expect(found.standardError).toBeCloseTo(4.141, 3);
    expect(found.high! - found.centre).toBeCloseTo(8.12, 2);
    expect(found.kind).toBe('plain');
  });
  it('ST50: other answers are invalid and counted; half a point is no answer', () => {
    const found = countNps([0, 6, 7, 8, 9, 10, 11, -1, 8.5]);
    expect(found).toEqual({ counts: counts(2, 2, 2), invalid: 3 });
  });
  it('ST1: without answers there is nothing', () => {
    expect(npsScore(counts(0, 0, 0))).toBeNull();
    expect(npsInterval(counts(0, 0, 0))).toBeNull();
    expect(compareNps(counts(0, 0, 0), counts(1, 1, 1))).toBeNull();
    expect(weightedNps([])).toBeNull();
  });
  it('ST51: adjusted below 100 answers and where the plain error is 0, never clipped', () => {
    expect(npsInterval(counts(60, 20, 19))!.kind).toBe('adjusted');
    expect(npsInterval(counts(60, 20, 20))!.kind).toBe('plain');
    const all = npsInterval(counts(200, 0, 0))!;
    expect(all.kind).toBe('adjusted');
    expect(all.high).toBeGreaterThan(100);
    expect(npsInterval(counts(200, 0, 0), 'plain')).toMatchObject({ low: 100, high: 100, standardError: 0 });
  });
  it('ST51: at 15 answers the adjusted interval covers 95 %, the plain one 89 % (70 / 25 / 5)', () => {
    // Every outcome of 15 answers with its multinomial probability: no chance in it.
    let [plain, adjusted] = [0, 0];
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    for (let promoters = 0; promoters <= 15; promoters++)
      for (let passives = 0; passives + promoters <= 15; passives++) {
        const detractors = 15 - promoters - passives;
        const ways = factorial(15) / (factorial(promoters) * factorial(passives) * factorial(detractors));
        const probability = ways * 0.7 ** promoters * 0.25 ** passives * 0.05 ** detractors;
        const answers = counts(promoters, passives, detractors);
        const covers = (kind: 'plain' | 'adjusted'): boolean => {
          const found = npsInterval(answers, kind)!;
          return found.low! <= 65 && found.high! >= 65;
        };
        if (covers('plain')) plain += probability;
        if (covers('adjusted')) adjusted += probability;
      }
    expect(adjusted).toBeCloseTo(0.95, 2);
    expect(plain).toBeCloseTo(0.89, 2);
  });
  it('ST52: two waves by hand', () => {
    // NPS 50 and 20 of 100 each; variances 0.8 − 0.25 and 0.8 − 0.04.
    const found = compareNps(counts(65, 20, 15), counts(50, 20, 30))!;
    expect(found.difference).toBeCloseTo(30, 10);
    expect(found.standardError).toBeCloseTo(100 * Math.sqrt((0.55 + 0.76) / 100), 10);
    expect(found.z).toBeCloseTo(30 / (100 * Math.sqrt(0.0131)), 10);
    expect(compareNps(counts(5, 0, 0), counts(0, 0, 5), 'plain')).toMatchObject({ difference: 200, z: null, p: null });
    expect(compareNps(counts(200, 0, 0), counts(65, 20, 15))!.kind).toBe('adjusted');
  });
  it('ST53: the same customers twice equals Student on the list of changes', () => {
    const changes = [1, 1, 2, 0, 0, 0, -1, 0, 1, 1];
    const { mean, variance } = momentsOf(changes);
    const found = pairedNps([0, 1, 4, 4, 1])!;
    expect(found.n).toBe(10);
    expect(found.difference).toBeCloseTo(100 * mean!, 10);
    expect(found.standardError).toBeCloseTo(100 * Math.sqrt(variance! / 10), 10);
    // t = 0.5 / 0.26874 = 1.86052, 9 degrees of freedom: SciPy t.sf gives 0.095769….
    expect(found.p).toBeCloseTo(0.0957, 3);
    expect(pairedNps([0, 0, 1, 0, 0])).toBeNull();
    expect(pairedNps([0, 0, 5, 0, 0])).toMatchObject({ difference: 0, p: null });
  });
  it('ST54: equal weights change nothing; unequal ones make fewer', () => {
    const groups = [
      { counts: counts(10, 20, 30), weight: 2 },
      { counts: counts(40, 10, 10), weight: 2 },
    ];
    const equal = weightedNps(groups)!;
    expect(equal.nps).toBeCloseTo(npsScore(counts(50, 30, 40))!, 10);
    expect(equal.effectiveSize).toBeCloseTo(120, 10);
    expect(equal.interval.standardError).toBeCloseTo(npsInterval(counts(50, 30, 40))!.standardError, 10);
    const [first, second] = [
      { ...groups[0]!, weight: 3 },
      { ...groups[1]!, weight: 1 },
    ];
    const found = weightedNps([first, second])!;
    expect(found.nps).toBeCloseTo((100 * (3 * -20 + 30)) / 240, 10);
    expect(found.effectiveSize).toBeCloseTo(240 ** 2 / (9 * 60 + 60), 10);
    expect(found.interval.kind).toBe('adjusted');
  });
  it('ST55: a list that was asked almost whole leaves less doubt', () => {
    expect(finitePopulation(100, 1000)).toBeCloseTo(Math.sqrt(900 / 999), 12);
    expect(finitePopulation(50, 1000)).toBe(1);
    expect(finitePopulation(1000, 1000)).toBe(0);
    expect(finitePopulation(1, 1)).toBe(0);
    expect(finitePopulation(2, 1)).toBeNull();
    const all = npsInterval(counts(50, 30, 20), 'auto', 100)!;
    expect(all).toMatchObject({ standardError: 0, low: null, high: null });
    expect(npsInterval(counts(50, 30, 20), 'auto', 99)).toBeNull();
    expect(npsInterval(counts(50, 30, 20), 'auto', 400)!.standardError).toBeCloseTo(
      npsInterval(counts(50, 30, 20))!.standardError * Math.sqrt(300 / 399),
      10,
    );
  });
});

describe('scales and weights', () => {
  it('ST56: top boxes by number of points', () => {
    expect([2, 3, 4, 5, 7, 8, 10, 11].map(topBoxes)).toEqual([1, 1, 2, 2, 2, 3, 3, 3]);
    expect([1, 12, 100].map(topBoxes)).toEqual([null, null, null]);
  });
  it('ST56: CSAT of a five-point scale by hand', () => {
    const answers = [1, 2, 3, 4, 5, 6, 4.5].map((value, index) => ({ value, count: index + 1 }));
    const found = topBoxShare(answers, { low: 1, high: 5 })!;
    expect(found).toMatchObject({ n: 15, hits: 9, share: 0.6, invalid: 13 });
    expect(found.mean).toBeCloseTo((1 + 4 + 9 + 16 + 25) / 15, 12);
    expect(found.interval!.low).toBeCloseTo(0.3575, 3);
    expect(topBoxShare([], { low: 1, high: 5 })).toMatchObject({ n: 0, share: null, mean: null, interval: null });
    expect(topBoxShare(answers, { low: 1, high: 100 })).toBeNull();
  });
  it('ST57: easy lies beyond the middle, on the side that the direction says', () => {
    const answers = [1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, count: value }));
    expect(customerEffort(answers, { low: 1, high: 7 }, 'high_is_easy')).toMatchObject({ n: 28, hits: 18, mean: 5 });
    expect(customerEffort(answers, { low: 1, high: 7 }, 'low_is_easy')).toMatchObject({ n: 28, hits: 6, mean: 5 });
    expect(customerEffort(answers, { low: 1, high: 10 }, 'high_is_easy')).toMatchObject({ hits: 13 });
  });
  it('ST58: weights bring the answers to the population', () => {
    const found = postStratify([
      { population: 600, answers: 10 },
      { population: 400, answers: 30 },
    ]);
    expect(found.weights).toEqual([2.4, expect.closeTo(16 / 30, 12)]);
    expect(found.covered).toBe(1);
    const gap = postStratify([
      { population: 600, answers: 10 },
      { population: 300, answers: 30 },
      { population: 100, answers: 0 },
    ]);
    expect(gap.weights[2]).toBeNull();
    expect(gap.covered).toBeCloseTo(0.9, 12);
    expect(gap.weights[0]! * 10 + gap.weights[1]! * 30).toBeCloseTo(40, 10);
    expect(postStratify([]).covered).toBeNull();
    expect(effectiveSize([{ weight: 2, count: 5 }])).toBe(5);
    expect(effectiveSize([])).toBeNull();
  });
  it('ST58: weighted answers have the shares of the population, for 500 random splits', () => {
    const random = makeRandom(58);
    for (let run = 0; run < 500; run++) {
      const groups = Array.from({ length: 1 + random.whole(6) }, () => ({
        population: 1 + random.whole(1000),
        answers: 1 + random.whole(50),
      }));
      const { weights } = postStratify(groups);
      const total = groups.reduce((sum, group, i) => sum + group.answers * weights[i]!, 0);
      const people = groups.reduce((sum, group) => sum + group.population, 0);
      groups.forEach((group, i) => expect((group.answers * weights[i]!) / total).toBeCloseTo(group.population / people, 10));
    }
  });
});
