import { describe, expect, it } from 'vitest';
import { makeRandom } from './random';
import { retentionRows, type CohortLine } from './retention-rows';

const TRIANGLE: readonly CohortLine[] = [
  { size: 100, retained: [100, 60, 30] },
  { size: 200, retained: [200, 80, null] },
  { size: 0, retained: [0, 0, 0] },
  { size: 50, retained: [50, null, null] },
];

describe('rows over cohorts', () => {
  it('ST80: 1000 → 500 and 500 → 400', () => {
    const [row] = retentionRows([
      { size: 1000, retained: [500] },
      { size: 500, retained: [400] },
    ]);
    expect(row).toMatchObject({ retained: 900, size: 1500 });
    expect(row!.pooled).toBeCloseTo(0.6, 12);
    expect(row!.simple).toBeCloseTo(0.65, 12);
    expect(row!.bySize).toBeCloseTo(0.56, 12);
  });
  it('ST80–ST82: a triangle by hand; cells not complete and empty cohorts stay out', () => {
    const rows = retentionRows(TRIANGLE);
    expect(rows.map((row) => [row.retained, row.size])).toEqual([
      [350, 350],
      [140, 300],
      [30, 100],
    ]);
    expect(rows.map((row) => row.simple)).toEqual([1, 0.5, 0.3]);
    expect(rows.map((row) => row.sameCohorts)).toEqual([1, 0.6, 0.3]);
    // Links 140/300 and 30/60.
    expect(rows.map((row) => row.chainLadder)).toEqual([1, 140 / 300, 140 / 600]);
  });
  it('ST81: a nearer horizon keeps more cohorts', () =>
    expect(retentionRows(TRIANGLE, 1).map((row) => row.sameCohorts)).toEqual([1, 140 / 300, null]));
  it('ST82: a link takes cohorts that have both ends', () =>
    expect(
      retentionRows([
        { size: 10, retained: [10, null, 4] },
        { size: 10, retained: [10, 8, 2] },
      ]).map((row) => row.chainLadder),
    ).toEqual([1, 0.8, 0.2]));
  it('ST82: a link from nothing has none, nor has what comes after', () => {
    const rows = retentionRows([{ size: 10, retained: [5, 0, 2, 1] }]);
    expect(rows.map((row) => row.chainLadder)).toEqual([0.5, 0, null, null]);
    expect(rows.map((row) => row.pooled)).toEqual([0.5, 0, 0.2, 0.1]);
  });
  it('ST1: no cohort, no row; a column without a complete cell has nothing', () => {
    expect(retentionRows([])).toEqual([]);
    const [row] = retentionRows([{ size: 3, retained: [null] }]);
    expect(row).toEqual({ retained: 0, size: 0, pooled: null, simple: null, bySize: null, sameCohorts: null, chainLadder: null });
  });
  it('ST80–ST82: all rows agree where all cohorts are complete and alike, and pooled equals chain ladder and same cohorts where all are complete', () => {
    const random = makeRandom(80);
    for (let run = 0; run < 200; run++) {
      const cohorts = Array.from({ length: 1 + random.whole(5) }, () => {
        const size = 1 + random.whole(100);
        let left = size;
        return { size, retained: Array.from({ length: 4 }, () => (left = Math.max(1, left - random.whole(20)))) };
      });
      for (const row of retentionRows(cohorts)) {
        expect(row.chainLadder).toBeCloseTo(row.pooled!, 12);
        expect(row.sameCohorts).toBeCloseTo(row.pooled!, 12);
      }
      const alike = cohorts.map(() => cohorts[0]!);
      for (const row of retentionRows(alike)) for (const rate of [row.simple, row.bySize]) expect(rate).toBeCloseTo(row.pooled!, 12);
    }
  });
});
