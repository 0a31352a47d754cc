import { describe, expect, it } from 'vitest';
import { saying } from '../words';
import { checkRules, firstMatch } from '../rule-check';
import { bordersOf } from '../rank-scores';
import { definition } from './definition';
import { groupingOf } from './grouping';
import { defaults } from './params';
import { cellsFor, checkInWords, checkSegments, presetsFor, wordedSegments } from './rule-words';
import { scoredOf } from './scored';
import { COPIED_RULES, GRID, GRID_RULES, SEGMENTS } from './segments';

const english = saying({ locale: 'en', currency: null });
const cellsOfGrid = [1, 2, 3, 4, 5].flatMap((r) => [1, 2, 3, 4, 5].map((fm) => [r, fm] as const));

describe('RF6: the grid', () => {
  it('gives each of the 25 cells exactly one of eleven names', () => {
    expect(checkSegments(GRID_RULES, 5)).toEqual({ cells: 25, unmatched: [], conflicts: [], never: [] });
    expect(new Set(GRID.flat())).toEqual(new Set(SEGMENTS));
    expect(SEGMENTS).toHaveLength(11);
    expect(presetsFor(7)).toEqual([]);
  });

  it('reads as the table of the rules', () => {
    const rows: [number, string][] = [
      [5, 'new potential potential champions champions'],
      [4, 'promising potential potential loyal loyal'],
      [3, 'about_to_sleep about_to_sleep needs_attention loyal loyal'],
      [2, 'hibernating hibernating at_risk at_risk cant_lose'],
      [1, 'lost hibernating at_risk at_risk cant_lose'],
    ];
    for (const [r, names] of rows) {
      expect([1, 2, 3, 4, 5].map((fm) => firstMatch(GRID_RULES, { r, fm })).join(' ')).toBe(names);
      expect(GRID[5 - r]!.join(' ')).toBe(names);
    }
  });
});

describe('RF15: the copied table', () => {
  /** Written out from the rule, apart from the product's list. */
  const TABLE: readonly (readonly [string, number, number, number, number])[] = [
    ['champions', 4, 5, 4, 5],
    ['loyal', 2, 5, 3, 5],
    ['potential', 3, 5, 1, 3],
    ['new', 4, 5, 1, 1],
    ['promising', 3, 4, 1, 1],
    ['needs_attention', 2, 3, 2, 3],
    ['about_to_sleep', 2, 3, 1, 2],
    ['at_risk', 1, 2, 2, 5],
    ['cant_lose', 1, 1, 4, 5],
    ['lost', 1, 2, 1, 2],
  ];

  it('contradicts itself in 19 of 25 cells, leaves none out, and the first line counts', () => {
    const fitting = cellsOfGrid.map(([r, fm]) =>
      TABLE.filter(([, a, b, c, d]) => r >= a && r <= b && fm >= c && fm <= d).map(([name]) => name),
    );
    expect(fitting.filter((names) => names.length > 1)).toHaveLength(19);
    expect(fitting.filter((names) => names.length === 0)).toHaveLength(0);
    const report = checkRules(COPIED_RULES, cellsFor(COPIED_RULES, 5));
    expect(report.conflicts.map(({ cell, names }) => [cell['r'], cell['fm'], ...names])).toEqual(
      cellsOfGrid.flatMap(([r, fm], at) => (fitting[at]!.length > 1 ? [[r, fm, ...fitting[at]!]] : [])),
    );
    expect(report.unmatched).toEqual([]);
    const given = new Set(fitting.map(([first]) => first));
    expect(report.never).toEqual(TABLE.map(([name]) => name).filter((name) => !given.has(name)));
    for (const [at, [r, fm]] of cellsOfGrid.entries()) expect(firstMatch(COPIED_RULES, { r, fm })).toBe(fitting[at]![0]);
  });

  it('is reported in words, all 19 cells of it', () => {
    const rules = presetsFor(5)[1]!.rules.map(({ name, ranges }) => ({ name: english(name), ranges }));
    const words = checkInWords(rules, 5).map(english);
    expect(words).toContain('R 2, FM 4–5: Loyal counts, but At risk would fit too.');
    const named = words.flatMap((line) =>
      [...line.matchAll(/R (\d), FM (\d)(?:–(\d))?/g)].flatMap(([, r, from, to]) =>
        Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, at) => `${r}${Number(from) + at}`),
      ),
    );
    expect(named).toHaveLength(19);
    expect(new Set(named).size).toBe(19);
  });
});

describe('RF17, RF18: own rules', () => {
  it('are proven over R by FM, or over all scores where they name F or M', () => {
    expect(checkSegments([{ name: 'all', ranges: {} }], 7)).toMatchObject({ cells: 49, unmatched: [], conflicts: [] });
    const halves = [
      { name: 'often', ranges: { f: [3, 4] } },
      { name: 'seldom', ranges: { f: [1, 2] } },
    ] as const;
    expect(checkSegments(halves, 4)).toMatchObject({ cells: 64, unmatched: [], conflicts: [] });
    expect(checkSegments([halves[0]], 4).unmatched).toHaveLength(32);
    expect(checkInWords(halves, 4).map(english)).toEqual(['Every one of the 64 cells fits exactly one name.']);
    const mixed = [{ name: 'often', ranges: { f: [3, 4] } } as const, { name: 'good', ranges: { fm: [4, 4] } } as const];
    // FM 4 with F ≤ 2 needs floor((F + M + 1) / 2) = 4, so F + M ≥ 7, which F ≤ 2 and M ≤ 4 never reach.
    expect(checkSegments(mixed, 4)).toMatchObject({ never: ['good'] });
  });

  it('without rules are those of the grid, or cells for another k', () => {
    expect(groupingOf({ ...defaults, groups: 'own' })).toEqual({ kind: 'rules', rules: GRID_RULES });
    expect(groupingOf({ ...defaults, groups: 'own', scores: 4 })).toEqual({ kind: 'squares' });
    expect(groupingOf({ ...defaults, groups: 'intervals', scores: 10 })).toEqual({ kind: 'squares' });
  });

  it('RF21: a rule that kept one of the eleven names keeps its action; stored words replace it', () => {
    const rules = [
      { name: '核心客户', ranges: { r: [5, 5] } },
      { name: 'Mine', ranges: { r: [1, 4] } },
    ] as const;
    const worded = wordedSegments({ ...defaults, groups: 'own', rules });
    expect(worded.map(({ suggested }) => english(suggested))).toEqual(['Thank them, show new things first', '']);
    const params = { ...defaults, groups: 'own', rules, actions: [{ of: 'Mine', text: 'Ring twice' }] } as const;
    const rows = scoredOf({ segments: [{ segment: 'Mine', customers: 1, orders: 1, revenue: 1 }] }, params).segments;
    expect(rows.map(({ segment, action }) => [segment, action && english(action)])).toEqual([
      ['Mine', 'Ring twice'],
      ['核心客户', 'Thank them, show new things first'],
    ]);
  });

  it('are refused with an axis that is not there, a range that runs backwards, or an empty name', () => {
    const read = (rule: unknown) => definition.parse({ rules: [rule] }).ok;
    expect(read({ name: 'x', ranges: { r: [1, 2], fm: [3, 3] } })).toBe(true);
    expect([
      read({ name: 'x', ranges: { q: [1, 2] } }),
      read({ name: 'x', ranges: { r: [2, 1] } }),
      read({ name: ' ', ranges: {} }),
      read({ name: 'x' }),
      read({ name: 'x', ranges: {}, sql: 'y' }),
    ]).toEqual([false, false, false, false, false]);
    expect(definition.parse({ cutPoints: { r: [3, 2] } }).ok).toBe(false);
    expect(
      definition.parse({
        actions: [
          { of: 'a', text: 'b' },
          { of: 'a', text: 'c' },
        ],
      }).ok,
    ).toBe(false);
  });
});

describe('RF12: the borders of today', () => {
  it('are the smallest value of each score, one above the largest where nobody has it', () => {
    // Frequencies 1 seven times, 2, 2, 3 with the scores 1, 4, 4, 5.
    const spans = [
      { score: 1, least: 1, most: 1 },
      { score: 4, least: 2, most: 2 },
      { score: 5, least: 3, most: 3 },
    ];
    expect(bordersOf(spans, 5, 'high')).toEqual([2, 2, 2, 3]);
    expect(bordersOf(spans.slice(0, 2), 5, 'high')).toEqual([2, 2, 2, 3]);
    expect(bordersOf([], 5, 'high')).toEqual([]);
  });

  it('of days begin one after the most days of a score, at the fewest where nobody has it', () => {
    const spans = [
      { score: 1, least: 80, most: 100 },
      { score: 2, least: 40, most: 60 },
      { score: 4, least: 3, most: 10 },
    ];
    // 5 is reached by nobody: under 3 days; 4 by days under 11; 3 the same; 2 under 61.
    expect(bordersOf(spans, 5, 'low')).toEqual([3, 11, 11, 61]);
  });
});

it('RF7: shares are of all scored; without revenue there is no share of it', () => {
  const row = { segment: 'loyal', customers: 3, orders: 6, revenue: 90, median_days: 4, least_days: 2, repeaters: 2 };
  const scored = scoredOf({ segments: [row, { ...row, segment: 'lost', customers: 1, orders: 0, revenue: 10 }] }, defaults);
  expect(scored.segments[0]).toMatchObject({
    segment: 'loyal',
    share: 0.75,
    revenueShare: 0.9,
    average: 15,
    median: 4,
    repeat: 2 / 3,
    margin: null,
  });
  expect(scored.segments[1]).toMatchObject({ segment: 'lost', average: null });
  expect(scoredOf({ segments: [{ ...row, revenue: 0 }] }, defaults).segments[0]?.revenueShare).toBeNull();
});

it('the migration of version 1 changes no answer', () => {
  const stored = { lookbackDays: 0, frequency: 'days' };
  const migrated = definition.migrations.reduce((params, { up }) => up(params) as typeof stored, stored);
  expect(definition.parse(migrated)).toEqual({ ok: true, value: { ...defaults, ...stored } });
});
