import { describe, expect, it } from 'vitest';
import { scoredOf } from './insight';
import { cellsOf, GRID, SEGMENTS, segmentOf } from './segments';

describe('RF6: the grid', () => {
  const cells = [1, 2, 3, 4, 5].flatMap((r) => [1, 2, 3, 4, 5].map((fm) => [r, fm] as const));

  it('gives each of the 25 cells exactly one of eleven names', () => {
    for (const [r, fm] of cells) {
      const owners = SEGMENTS.filter((segment) => cellsOf(segment).some((cell) => cell.r === r && cell.fm === fm));
      expect(owners, `R ${r}, FM ${fm}`).toEqual([segmentOf(r, fm)]);
    }
    expect(new Set(GRID.flat())).toEqual(new Set(SEGMENTS));
    expect(SEGMENTS).toHaveLength(11);
  });

  it('reads as the table of the rules', () => {
    const rows: [number, string][] = [
      [5, 'new potential potential champions champions'],
      [4, 'promising potential potential loyal loyal'],
      [3, 'about_to_sleep about_to_sleep needs_attention loyal loyal'],
      [2, 'hibernating hibernating at_risk at_risk cant_lose'],
      [1, 'lost hibernating at_risk at_risk cant_lose'],
    ];
    for (const [r, names] of rows) expect([1, 2, 3, 4, 5].map((fm) => segmentOf(r, fm)).join(' ')).toBe(names);
  });

  it('has no cell outside', () => {
    expect(() => segmentOf(0, 1)).toThrow(RangeError);
    expect(() => segmentOf(5, 6)).toThrow(RangeError);
  });
});

it('RF7: shares are of all scored; without revenue there is no share of it', () => {
  const row = { segment: 'loyal', customers: 3, orders: 6, revenue: 90, median_days: 4, least_days: 2 };
  const scored = scoredOf({ segments: [row, { ...row, segment: 'lost', customers: 1, orders: 0, revenue: 10 }] });
  expect(scored.segments[0]).toMatchObject({ segment: 'loyal', share: 0.75, revenueShare: 0.9, average: 15, median: 4 });
  expect(scored.segments[1]).toMatchObject({ segment: 'lost', average: null });
  expect(scoredOf({ segments: [{ ...row, revenue: 0 }] }).segments[0]?.revenueShare).toBeNull();
});
