import { describe, expect, it } from 'vitest';
import { chiSquare } from './chi-square';
import { fisherOneSided, fisherTwoSided } from './fisher';
import { makeRandom } from './random';
import { oddsRatio, phi, type TwoByTwo } from './two-by-two';

const table = (a: number, b: number, c: number, d: number): TwoByTwo => ({ a, b, c, d });

const choose = (n: bigint, k: bigint): bigint => {
  let found = 1n;
  for (let i = 1n; i <= k; i++) found = (found * (n - k + i)) / i;
  return found;
};
/** Fisher by listing every table with the same margins, in whole numbers: exact, without tolerance. */
function listed({ a, b, c, d }: TwoByTwo): { two: number; greater: number; less: number } {
  const [row, other, column] = [BigInt(a + b), BigInt(c + d), BigInt(a + c)];
  const weight = (x: bigint): bigint => choose(row, x) * choose(other, column - x);
  const [low, high] = [column > other ? column - other : 0n, row < column ? row : column];
  const seen = weight(BigInt(a));
  let [all, two, greater, less] = [0n, 0n, 0n, 0n];
  for (let x = low; x <= high; x++) {
    const each = weight(x);
    all += each;
    if (each <= seen) two += each;
    if (x >= BigInt(a)) greater += each;
    if (x <= BigInt(a)) less += each;
  }
  const part = (x: bigint): number => Number((x * 10n ** 15n) / all) / 1e15;
  return { two: part(two), greater: part(greater), less: part(less) };
}

describe('tables of counts', () => {
  it('ST20, ST21: 5, 1, 2, 10', () => {
    const found = oddsRatio(table(5, 1, 2, 10))!;
    expect(found.ratio).toBeCloseTo(15.4, 10);
    expect(found.low).toBeCloseTo(1.59, 2);
    expect(found.high).toBeCloseTo(149, 0);
    expect(phi(table(5, 1, 2, 10))).toBeCloseTo(0.6447, 4);
    expect(fisherTwoSided(table(5, 1, 2, 10))).toBeCloseTo(0.01282051282051282, 14);
  });
  it('ST21: half a case keeps an empty cell finite; 3, 1, 1, 3 is 5.444', () => {
    expect(oddsRatio(table(3, 1, 1, 3))!.ratio).toBeCloseTo(49 / 9, 12);
    expect(oddsRatio(table(4, 0, 0, 4))!.ratio).toBeCloseTo(81, 12);
    expect(oddsRatio(table(0, 0, 0, 0))).toBeNull();
    expect(phi(table(0, 0, 3, 4))).toBeNull();
  });
  it('ST20: association rules’ one-sided p of the project definitions', () => {
    // Of 8 baskets tea is in 5, cookies in 6, both in 4; then milk 3, tea 5, both 3; coffee 3, cookies 6, both 2.
    expect(fisherOneSided(table(4, 1, 2, 1), 'greater')).toBeCloseTo(0.6429, 4);
    expect(fisherOneSided(table(3, 1, 2, 2), 'greater')).toBeCloseTo(0.5, 4);
    expect(fisherOneSided(table(2, 1, 4, 1), 'greater')).toBeCloseTo(0.8929, 4);
  });
  it('ST20: equals the list of all tables, in whole numbers, for 2,000 random tables', () => {
    const random = makeRandom(20);
    let [ties, empty, large] = [0, 0, 0];
    for (let run = 0; run < 2000; run++) {
      const most = run % 20 === 0 ? 200 : 12;
      const cells = table(random.whole(most), random.whole(most), random.whole(most), random.whole(most));
      const wanted = listed(cells);
      expect(fisherTwoSided(cells)).toBeCloseTo(wanted.two, 12);
      expect(fisherOneSided(cells, 'greater')).toBeCloseTo(wanted.greater, 12);
      expect(fisherOneSided(cells, 'less')).toBeCloseTo(wanted.less, 12);
      if (Math.abs(wanted.two - 2 * Math.min(wanted.greater, wanted.less)) < 1e-12) ties++;
      if (cells.a * cells.b * cells.c * cells.d === 0) empty++;
      if (most === 200) large++;
    }
    expect(ties).toBeGreaterThan(20);
    expect(empty).toBeGreaterThan(200);
    expect(large).toBe(100);
  });
  it('ST20: a million customers neither overflow nor take long (p-values of SciPy)', () => {
    expect(fisherTwoSided(table(8502, 36198, 8279, 37210))).toBeCloseTo(0.001590961583984235, 10);
    const began = Date.now();
    const p = fisherTwoSided(table(250_700, 249_300, 249_300, 250_700));
    expect(Date.now() - began).toBeLessThan(2000);
    expect(p).toBeCloseTo(0.005141985916374809, 9);
    expect(fisherTwoSided(table(500_000, 0, 0, 500_000))).toBe(0);
  });
  it('ST23: the smaller tail of 24 of 60 within 300 of 1000', () =>
    expect(Math.min(fisherOneSided(table(24, 36, 276, 664), 'greater'), fisherOneSided(table(24, 36, 276, 664), 'less'))).toBeCloseTo(
      0.05744171415388278,
      12,
    ));
  it('ST22: χ² by hand, with and without correction; empty rows are left out', () => {
    // Expected 20 everywhere: 4 · 25 / 20 = 5; corrected 4 · 4.5² / 20 = 4.05.
    const rows = [
      [25, 15],
      [15, 25],
    ];
    expect(chiSquare(rows)).toMatchObject({ statistic: 5, df: 1 });
    expect(chiSquare(rows)!.cramersV).toBeCloseTo(0.25, 12);
    expect(chiSquare(rows, { continuity: true })!.statistic).toBeCloseTo(4.05, 12);
    expect(chiSquare([...rows, [0, 0]])).toEqual(chiSquare(rows));
    expect(chiSquare([[3, 4]])).toBeNull();
    expect(chiSquare([])).toBeNull();
    // All equal to what is expected: the correction must not push it beyond 0.
    expect(
      chiSquare(
        [
          [10, 10],
          [10, 10],
        ],
        { continuity: true },
      )!.statistic,
    ).toBe(0);
  });
});
