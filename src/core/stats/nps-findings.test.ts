import { describe, expect, it } from 'vitest';
import { compareWithRest } from './findings';
import { compareNpsWithRest } from './nps-findings';
import { pooledZ } from './proportions';

describe('ST17', () => {
  it('NPS of a group against all others, worked out by hand', () => {
    // 100 answers (60, 20, 20) of 300 (120, 80, 100): the rest is 60, 60, 80 of 200.
    const whole = { promoters: 120, passives: 80, detractors: 100 };
    const [one, none] = compareNpsWithRest([{ promoters: 60, passives: 20, detractors: 20 }, whole], whole, 'plain');
    const variance = (p: number, d: number, n: number) => (p + d - (p - d) ** 2) / n;
    const error = 100 * Math.sqrt(variance(0.6, 0.2, 100) + variance(0.3, 0.4, 200));
    expect(one!.difference).toBeCloseTo(40 - -10, 9);
    expect(one!.standardError).toBeCloseTo(error, 9);
    expect(one!.low).toBeCloseTo(50 - 1.959963984540054 * error, 9);
    expect(none).toBeNull();
    // Alone, q is p.
    expect(one!.q).toBe(one!.p);
  });

  it('q is over the groups that can be tested; answers all alike are no test', () => {
    const whole = { promoters: 400, passives: 0, detractors: 200 };
    const groups = [
      { promoters: 90, passives: 0, detractors: 10 },
      { promoters: 55, passives: 0, detractors: 45 },
    ];
    const found = compareNpsWithRest(groups, whole, 'plain');
    const [first, second] = found.map((each) => each!.p!);
    expect(first!).toBeLessThan(second!);
    expect(found[0]!.q).toBeCloseTo(Math.min(2 * first!, second!), 12);
    expect(found[1]!.q).toBeCloseTo(second!, 12);
    const alike = { promoters: 100, passives: 0, detractors: 0 };
    expect(compareNpsWithRest([{ promoters: 50, passives: 0, detractors: 0 }], alike, 'plain')[0]).toMatchObject({ p: null, q: null });
  });

  it('shares of groups that overlap: the rest is the whole without the group', () => {
    const [one, other] = compareWithRest(
      [
        { hits: 60, n: 200 },
        { hits: 70, n: 250 },
      ],
      { hits: 90, n: 400 },
    );
    expect(one).toMatchObject({ share: 0.3, rest: 30 / 200, p: pooledZ(60, 200, 30, 200)!.p });
    expect(other).toMatchObject({ share: 0.28, rest: 20 / 150 });
  });
});
