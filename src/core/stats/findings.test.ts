import { describe, expect, it } from 'vitest';
import { compareWithRest, testAssociations } from './findings';
import { fisherTwoSided } from './fisher';
import { newcombe, pooledZ } from './proportions';

describe('findings', () => {
  it('ST16: three groups, each against the two others together', () => {
    const found = compareWithRest([
      { hits: 60, n: 200 },
      { hits: 30, n: 150 },
      { hits: 30, n: 150 },
    ]);
    const wanted = pooledZ(60, 200, 60, 300)!.p;
    expect(found[0]).toMatchObject({ share: 0.3, rest: 0.2, interval: newcombe(60, 200, 60, 300), p: wanted });
    expect(found[0]!.difference).toBeCloseTo(0.1, 12);
    // p of the others is equal and the largest: q of the first is 3 p, unless that passes the others'.
    expect(found[0]!.q).toBeCloseTo(Math.min(3 * wanted, found[1]!.p!), 12);
    expect(found[1]!.q).toBeCloseTo(found[1]!.p!, 12);
  });
  it('ST16: two groups are one comparison', () => {
    const found = compareWithRest([
      { hits: 120, n: 400 },
      { hits: 90, n: 400 },
    ]);
    expect(found[0]!.q).toBeCloseTo(0.0159, 4);
    expect(found[1]!.q).toBe(found[0]!.q);
    expect(found[1]!.difference).toBeCloseTo(-0.075, 12);
  });
  it('ST16: a thin table takes Fisher, an empty group or no rest has no comparison', () => {
    const [thin] = compareWithRest([
      { hits: 3, n: 4 },
      { hits: 1, n: 4 },
    ]);
    expect(thin!.p).toBe(fisherTwoSided({ a: 3, b: 1, c: 1, d: 3 }));
    const [empty, other] = compareWithRest([
      { hits: 0, n: 0 },
      { hits: 5, n: 9 },
    ]);
    expect(empty).toEqual({ share: null, rest: 5 / 9, difference: null, interval: null, p: null, q: null });
    expect(other).toMatchObject({ share: 5 / 9, rest: null, p: null, q: null });
    expect(compareWithRest([])).toEqual([]);
  });
  it('ST24: what few or all have is not tested, and the rest share one m', () => {
    const { tested, leftOut } = testAssociations([
      { key: 'strong', table: { a: 60, b: 40, c: 100, d: 300 } },
      { key: 'rare', table: { a: 24, b: 0, c: 100, d: 376 } },
      { key: 'none', table: { a: 40, b: 60, c: 160, d: 240 } },
      { key: 'everybody', table: { a: 200, b: 300, c: 0, d: 0 } },
    ]);
    expect(leftOut).toBe(2);
    expect(tested.map((each) => each.key)).toEqual(['strong', 'none']);
    const p = fisherTwoSided({ a: 60, b: 40, c: 100, d: 300 });
    expect(tested[0]).toMatchObject({ p, q: 2 * p });
    expect(tested[0]!.odds.ratio).toBeCloseTo((60.5 * 300.5) / (40.5 * 100.5), 12);
    expect(tested[1]!.p).toBeGreaterThan(0.9);
  });
  it('ST24: judged upwards only, what has lower odds counts as a test with p = 1', () => {
    const lower = { a: 40, b: 60, c: 200, d: 100 };
    const strong = { key: 'strong', table: { a: 60, b: 40, c: 100, d: 300 } };
    const { tested } = testAssociations([strong, { key: 'lower', table: lower, upwardOnly: true }]);
    expect(tested[1]).toMatchObject({ p: 1, q: 1 });
    expect(tested[0]!.q).toBe(2 * tested[0]!.p);
    const [higher] = testAssociations([{ ...strong, upwardOnly: true }]).tested;
    expect(higher!.p).toBe(fisherTwoSided(strong.table));
  });
  it('ST24: 2 % of many are more than 25', () => {
    const table = { a: 10, b: 20, c: 900, d: 1070 };
    expect(testAssociations([{ key: 'x', table }]).leftOut).toBe(1);
    expect(testAssociations([{ key: 'x', table: { ...table, b: 30 } }]).leftOut).toBe(1);
    expect(testAssociations([{ key: 'x', table: { ...table, b: 31 } }]).leftOut).toBe(0);
  });
});
