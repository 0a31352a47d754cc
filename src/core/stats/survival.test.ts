import { describe, expect, it } from 'vitest';
import { logRank } from './log-rank';
import { twoSidedP } from './normal';
import { makeRandom } from './random';
import { kaplanMeier, survivalAt, type Subject } from './survival';
import { commonHorizon, compareRestrictedMeans, restrictedMean, survivalInterval, survivalQuantile } from './survival-summary';

const subjects = (text: string): Subject[] =>
  text.split(',').map((word) => ({ exit: Number.parseFloat(word), event: !word.includes('+') }));
const FIXTURE = subjects('3,5+,6,7,8+,10,12,12+');

/** The estimate once more, by asking every subject at every time. */
function naive(list: readonly Subject[], t: number): { survival: number; variance: number } {
  let [survival, variance] = [1, 0];
  for (const time of [...new Set(list.filter((s) => s.event).map((s) => s.exit))].toSorted((a, b) => a - b)) {
    if (time > t) break;
    const people = list.flatMap((s) => Array.from({ length: s.count ?? 1 }, () => s));
    const risk = people.filter((s) => (s.entry ?? -1) < time && s.exit >= time).length;
    const died = people.filter((s) => s.event && s.exit === time && (s.entry ?? -1) < time).length;
    if (risk === 0) continue;
    survival *= 1 - died / risk;
    if (died < risk) variance += died / (risk * (risk - died));
  }
  return { survival, variance };
}

describe('Kaplan–Meier', () => {
  it('ST61, ST62: the fixture of the project definitions', () => {
    const curve = kaplanMeier(FIXTURE);
    for (const [t, wanted] of [
      [2.9, 1],
      [3, 0.875],
      [6, 0.729167],
      [7, 0.583333],
      [10, 0.388889],
      [12, 0.194444],
    ] as const)
      expect(survivalAt(curve, t).survival).toBeCloseTo(wanted, 6);
    const at3 = survivalInterval(survivalAt(curve, 3))!;
    expect(at3.low).toBeCloseTo(0.387, 4);
    expect(at3.high).toBeCloseTo(0.9814, 4);
    const at10 = survivalInterval(survivalAt(curve, 10), 'log-log')!;
    expect(at10.low).toBeCloseTo(0.063, 4);
    expect(at10.high).toBeCloseTo(0.7242, 4);
    expect(curve).toMatchObject({ subjects: 8, events: 5 });
    expect(curve.steps.map((step) => [step.time, step.atRisk, step.events, step.censored])).toEqual([
      [3, 8, 1, 0],
      [5, 7, 0, 1],
      [6, 6, 1, 0],
      [7, 5, 1, 0],
      [8, 4, 0, 1],
      [10, 3, 1, 0],
      [12, 2, 1, 1],
    ]);
  });
  it('ST62: nothing happened is certain, nobody left has none, the wide types are clamped', () => {
    expect(survivalInterval({ survival: 1, variance: 0 })).toEqual({ low: 1, high: 1 });
    expect(survivalInterval({ survival: 0, variance: 3 })).toBeNull();
    expect(survivalInterval({ survival: 0.9, variance: 4 }, 'log')!.high).toBe(1);
    expect(survivalInterval({ survival: 0.9, variance: 4 }, 'plain')).toEqual({ low: 0, high: 1 });
  });
  it('ST60: an event at time 0 counts; who enters not before leaving is never at risk', () => {
    expect(survivalAt(kaplanMeier(subjects('0,0+,4,5')), 0).survival).toBeCloseTo(0.75, 12);
    const late = kaplanMeier([
      { entry: 5, exit: 5, event: true },
      { entry: 0, exit: 5, event: true },
      { entry: 2, exit: 9, event: false },
    ]);
    expect(late.subjects).toBe(2);
    expect(late.steps[0]).toMatchObject({ time: 5, atRisk: 2, events: 1, censored: 0, survival: 0.5 });
    expect(kaplanMeier([])).toMatchObject({ subjects: 0, events: 0, steps: [] });
  });
  it('ST61: equals a naive loop over 300 random crowds with ties, late entries and counts', () => {
    const random = makeRandom(61);
    const seen = { ties: 0, late: 0, counted: 0, emptied: 0 };
    for (let run = 0; run < 300; run++) {
      const list: Subject[] = Array.from({ length: 1 + random.whole(25) }, () => {
        const exit = random.whole(12);
        const late = random.next() < 0.3;
        const many = random.next() < 0.2;
        if (late) seen.late++;
        if (many) seen.counted++;
        return {
          exit,
          event: random.next() < 0.6,
          ...(late ? { entry: random.whole(8) } : {}),
          ...(many ? { count: 1 + random.whole(4) } : {}),
        };
      });
      const curve = kaplanMeier(list);
      if (curve.steps.some((step) => step.events > 1)) seen.ties++;
      if (curve.steps.some((step) => step.survival === 0)) seen.emptied++;
      for (let t = 0; t <= 12; t++) {
        const wanted = naive(list, t);
        expect(survivalAt(curve, t).survival).toBeCloseTo(wanted.survival, 12);
        expect(survivalAt(curve, t).variance).toBeCloseTo(wanted.variance, 12);
      }
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });
  it('ST63: the median is reached at exactly a half; not reached is null', () => {
    expect(survivalQuantile(kaplanMeier(subjects('1,2,3,4')), 0.5).time).toBe(2);
    // Twelve of 24 gone one by one: the product is 0.5000000000000001.
    const one = kaplanMeier(Array.from({ length: 24 }, (_, i) => ({ exit: i + 1, event: true })));
    expect(survivalAt(one, 12).survival).toBeGreaterThan(0.5);
    expect(survivalQuantile(one, 0.5).time).toBe(12);
    // One of four gone: 0.75^exp(1.96 · √(1/12) ÷ −ln 0.75) = 0.128, so that the lower bound is there and the curve is not.
    expect(survivalQuantile(kaplanMeier(subjects('1,5+,5+,5+')), 0.5)).toEqual({ time: null, low: 1, high: null });
    expect(survivalQuantile(kaplanMeier(subjects('5+,6+')), 0.5)).toEqual({ time: null, low: null, high: null });
    expect(survivalQuantile(kaplanMeier(FIXTURE), 0.25).time).toBe(6);
  });
  it('ST64: without censoring the restricted mean is the mean, and stops where nothing is known', () => {
    const curve = kaplanMeier(subjects('2,4,6,8'));
    expect(restrictedMean(curve, 8)!.mean).toBeCloseTo(5, 12);
    expect(restrictedMean(curve, 20)!.mean).toBeCloseTo(5, 12);
    expect(restrictedMean(curve, 3)!.mean).toBeCloseTo((2 + 3 * 3) / 4, 12);
    // Variance Σ A² d/(n(n − d)): areas 3, 1.5, 0.5 over 12, 6, 2.
    expect(restrictedMean(curve, 8)!.standardError).toBeCloseTo(Math.sqrt(9 / 12 + 2.25 / 6 + 0.25 / 2), 12);
    const open = kaplanMeier(subjects('2,4+'));
    expect(restrictedMean(open, 6)).toBeNull();
    expect(restrictedMean(open, 6, 'hold')!.mean).toBeCloseTo(2 + 4 * 0.5, 12);
    expect(restrictedMean(kaplanMeier([]), 5)).toBeNull();
  });
  it('ST67: restricted means at the smaller of the last times', () => {
    const [a, b] = [kaplanMeier(subjects('2,4,6,8')), kaplanMeier(subjects('1,3,5+'))];
    expect(commonHorizon([a, b])).toBe(5);
    // a: (2 + 4 + 5 + 5) / 4; b: (1 + 3 + 5) / 3.
    const found = compareRestrictedMeans(a, b)!;
    expect(found.difference).toBeCloseTo(4 - 3, 12);
    expect(found.standardError).toBeCloseTo(Math.hypot(restrictedMean(a, 5)!.standardError, restrictedMean(b, 5)!.standardError), 12);
    expect(found.p).toBeCloseTo(twoSidedP(1 / found.standardError), 12);
    expect(compareRestrictedMeans(a, b, 6)).toBeNull();
    expect(compareRestrictedMeans(a, kaplanMeier([]))).toBeNull();
    expect(compareRestrictedMeans(kaplanMeier(subjects('9+')), kaplanMeier(subjects('9+')))).toBeNull();
  });
});

describe('log-rank', () => {
  /** Two groups by the sums of the definition. */
  const twoGroups = (a: readonly Subject[], b: readonly Subject[]): number => {
    let [u, v] = [0, 0];
    for (const t of new Set([...a, ...b].filter((s) => s.event).map((s) => s.exit))) {
      const risk = (list: readonly Subject[]): number => list.filter((s) => s.exit >= t).length;
      const died = (list: readonly Subject[]): number => list.filter((s) => s.event && s.exit === t).length;
      const [n1, n] = [risk(a), risk(a) + risk(b)];
      const d = died(a) + died(b);
      if (n === 1) continue;
      u += died(a) - (d * n1) / n;
      v += (d * (n1 / n) * (1 - n1 / n) * (n - d)) / (n - 1);
    }
    return (u * u) / v;
  };
  it('ST65: two groups equal U² ÷ V, three do not depend on their order', () => {
    const random = makeRandom(65);
    const group = (): Subject[] => Array.from({ length: 20 }, () => ({ exit: 1 + random.whole(15), event: random.next() < 0.7 }));
    for (let run = 0; run < 50; run++) {
      const [a, b, c] = [group(), group(), group()];
      expect(logRank([a, b])!.chiSquare).toBeCloseTo(twoGroups(a, b), 9);
      expect(logRank([a, b, c])!.chiSquare).toBeCloseTo(logRank([c, a, b])!.chiSquare, 9);
      expect(logRank([a, b, c])!.df).toBe(2);
    }
  });
  it('ST65: a group that is never at risk with an event is left out', () => {
    const [a, b] = [subjects('3,5,8+,9'), subjects('2,4+,7,9')];
    expect(logRank([a, b, subjects('1+,1+')])).toMatchObject({ df: 1, chiSquare: logRank([a, b])!.chiSquare });
    expect(logRank([a])).toBeNull();
    expect(logRank([subjects('3+'), subjects('4+')])).toBeNull();
  });
});
