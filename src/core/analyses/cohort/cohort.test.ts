import { describe, expect, it } from 'vitest';
import { standoutOf } from './insight';
import { hatch } from './layout';
import { triangleOf } from './triangle';

const params = { grain: 'month', maxPeriods: 12 } as const;
const cells = (cohort: string, ...counts: readonly number[]) => counts.map((customers, k) => ({ cohort, k, customers }));

describe('the triangle', () => {
  it('CO6: 1000 → 500 and 500 → 400 pool to 60 %', () => {
    const rows = [...cells('2026-01-01', 1000, 500), ...cells('2026-02-01', 500, 400)];
    const { pooled } = triangleOf(rows, params, { asOf: '2026-03-31' });
    expect(pooled[0]).toMatchObject({ k: 1, retained: 900, size: 1500, rate: 0.6 });
  });

  it('CO4: complete, provisional and future cells are told apart by the day', () => {
    const rows = [...cells('2026-01-01', 10, 4, 1), ...cells('2026-02-01', 8, 2)];
    const states = (asOf: string) =>
      triangleOf(rows, params, { asOf }).cohorts.map((cohort) => cohort.cells.map((cell) => cell.state[0]).join(''));
    expect(states('2026-03-30')).toEqual(['cp', 'p']);
    expect(states('2026-03-31')).toEqual(['cc', 'c']);
    expect(states('2026-04-01')).toEqual(['ccp', 'cp']);
    expect(triangleOf(rows, params, { asOf: '2026-03-30' }).pooled[1]).toMatchObject({ k: 2, rate: null, interval: null });
  });

  it('CO4: a period without an order is 0 of the cohort, not blank', () => {
    const { cohorts } = triangleOf(cells('2026-01-01', 10), params, { asOf: '2026-02-28' });
    expect(cohorts[0]?.cells).toMatchObject([{ k: 1, retained: 0, rate: 0 }]);
  });

  it('CO5: Wilson interval of 27 of 60', () => {
    const { cohorts } = triangleOf(cells('2026-01-01', 60, 27), params, { asOf: '2026-03-31' });
    expect(cohorts[0]?.cells[0]?.interval?.low).toBeCloseTo(0.3309, 4);
    expect(cohorts[0]?.cells[0]?.interval?.high).toBeCloseTo(0.5751, 4);
  });

  it('CO7: no more columns than asked for', () => {
    const { pooled } = triangleOf(cells('2024-01-01', 10), { ...params, maxPeriods: 3 }, { asOf: '2026-02-28' });
    expect(pooled.map(({ k }) => k)).toEqual([1, 2, 3]);
  });
});

describe('CO8: which cohort is named', () => {
  const named = (...groups: readonly (readonly [string, number, number])[]) =>
    standoutOf(
      triangleOf(
        groups.flatMap(([cohort, size, back]) => cells(cohort, size, back)),
        params,
        { asOf: '2026-12-31' },
      ),
    )?.cohort.start ?? null;

  it('the largest of those that differ beyond chance', () => {
    expect(named(['2026-01-01', 400, 80], ['2026-02-01', 400, 160], ['2026-03-01', 400, 84])).toBe('2026-02-01');
  });
  it('none where chance explains all', () => {
    expect(named(['2026-01-01', 400, 80], ['2026-02-01', 400, 84], ['2026-03-01', 400, 78])).toBeNull();
  });
  it('never one of fewer than 30 customers, nor a cohort without others', () => {
    expect(named(['2026-01-01', 400, 80], ['2026-02-01', 29, 29])).toBeNull();
    expect(named(['2026-01-01', 400, 80])).toBeNull();
  });
});

it('hatching stays inside its box', () => {
  const box = { x: 10, y: 20, x2: 90, y2: 50 };
  const lines = hatch(box, 5);
  expect(lines.length).toBeGreaterThan(15);
  for (const line of lines) {
    expect(Math.abs(line.x2 - line.x)).toBeCloseTo(Math.abs(line.y2 - line.y), 9);
    for (const x of [line.x, line.x2]) expect(x >= box.x - 1e-9 && x <= box.x2 + 1e-9).toBe(true);
    for (const y of [line.y, line.y2]) expect(y >= box.y - 1e-9 && y <= box.y2 + 1e-9).toBe(true);
  }
});
