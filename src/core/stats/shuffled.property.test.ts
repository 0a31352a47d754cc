import { describe, expect, it } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { chiSquare } from './chi-square';
import { fisherTwoSided } from './fisher';
import { logRank } from './log-rank';
import { momentsOf, welch } from './means';
import { countNps } from './nps';
import { compareNps } from './nps-waves';
import { falseDiscovery, pooledZ } from './proportions';
import { makeRandom } from './random';
import { rankSum } from './ranks';

const { seed, numRuns } = runs(20_000);
const PEOPLE = 240;

/** A crowd whose label is shuffled: whoever finds a difference is wrong. */
function crowd(random: ReturnType<typeof makeRandom>) {
  const base = 0.1 + 0.5 * random.next();
  const labels = random.shuffle(Array.from({ length: PEOPLE }, (_, i) => (i < 90 ? 1 : 0)));
  const people = labels.map((label) => ({
    label,
    converted: random.next() < base,
    spend: random.next() ** 3 * 100,
    score: Math.min(10, Math.floor(12 * Math.sqrt(random.next()))),
    exit: Math.ceil(random.next() * 40),
    event: random.next() < 0.6,
  }));
  return [people.filter((p) => p.label), people.filter((p) => !p.label)] as const;
}
type People = ReturnType<typeof crowd>[0];
const hits = (people: People): number => people.filter((p) => p.converted).length;
const tableOf = ([x, y]: readonly [People, People]) => ({ a: hits(x), b: x.length - hits(x), c: hits(y), d: y.length - hits(y) });

const tests: Record<string, (groups: readonly [People, People]) => number | null | undefined> = {
  'pooled z': ([x, y]) => pooledZ(hits(x), x.length, hits(y), y.length)?.p,
  'chi-square': (groups) => {
    const { a, b, c, d } = tableOf(groups);
    return chiSquare([
      [a, b],
      [c, d],
    ])?.p;
  },
  Fisher: (groups) => fisherTwoSided(tableOf(groups)),
  Welch: ([x, y]) => welch(momentsOf(x.map((p) => p.spend)), momentsOf(y.map((p) => p.spend)))?.p,
  'rank sum': ([x, y]) =>
    rankSum(
      x.map((p) => p.spend),
      y.map((p) => p.spend),
    )?.p,
  'NPS waves': ([x, y]) => compareNps(countNps(x.map((p) => p.score)).counts, countNps(y.map((p) => p.score)).counts)?.p,
  'log-rank': (groups) => logRank(groups)?.p,
};

describe('shuffled labels give no finding', () => {
  // Four standard errors on either side. Counts are discrete: half of the z tests' p-values are off by up to 0.03, and Fisher stays below on purpose.
  it.each(Object.keys(tests))('%s: p below 0.05 in 5 %% of the crowds, below 0.5 in half', (name) => {
    const random = makeRandom(seed);
    let [low, half, none] = [0, 0, 0];
    for (let run = 0; run < numRuns; run++) {
      const p = tests[name]!(crowd(random));
      if (p === null || p === undefined) none++;
      else {
        if (!(p >= 0 && p <= 1)) throw new Error(`${p} is no p-value`);
        if (p < 0.05) low++;
        if (p < 0.5) half++;
      }
    }
    const error = (line: number): number => 4 * Math.sqrt((line * (1 - line)) / numRuns);
    expect(none).toBe(0);
    expect(low / numRuns).toBeLessThan(0.055 + error(0.05));
    expect(half / numRuns).toBeLessThan(0.53 + error(0.5));
    // A test that never speaks would pass the above.
    expect(low / numRuns).toBeGreaterThan((name === 'Fisher' ? 0.03 : 0.045) - error(0.05));
    expect(half / numRuns).toBeGreaterThan((name === 'Fisher' ? 0.35 : 0.47) - error(0.5));
  });

  it('ST14: of twenty shuffled attributes at once, any is announced in at most 5 % of the reports', () => {
    const random = makeRandom(seed + 1);
    const reports = Math.ceil(numRuns / 20);
    let [announced, tested] = [0, 0];
    for (let report = 0; report < reports; report++) {
      const converted = Array.from({ length: PEOPLE }, () => random.next() < 0.3);
      const pValues = Array.from({ length: 20 }, (_, attribute) => {
        const labels = random.shuffle(Array.from({ length: PEOPLE }, (_, i) => i < 30 + 8 * attribute));
        const cells = { a: 0, b: 0, c: 0, d: 0 };
        labels.forEach((label, i) => cells[label ? (converted[i] ? 'a' : 'b') : converted[i] ? 'c' : 'd']++);
        return fisherTwoSided(cells);
      });
      tested += pValues.length;
      if (falseDiscovery(pValues).some((q) => q <= 0.05)) announced++;
    }
    expect(tested).toBe(20 * reports);
    expect(announced / reports).toBeLessThan(0.05 + 4 * Math.sqrt(0.0475 / reports));
  });

  it('a true difference is announced', () => {
    const random = makeRandom(seed + 2);
    let found = 0;
    for (let report = 0; report < 100; report++) {
      const draw = (share: number): number => Array.from({ length: 300 }, () => Number(random.next() < share)).reduce((a, b) => a + b, 0);
      const [x, y] = [draw(0.5), draw(0.3)];
      if (falseDiscovery([fisherTwoSided({ a: x, b: 300 - x, c: y, d: 300 - y }), 0.5, 0.9])[0]! <= 0.05) found++;
    }
    expect(found).toBeGreaterThan(95);
  });
});
