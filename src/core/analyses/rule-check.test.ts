import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saying } from './words';
import { cellsInWords, cellsOfAxes, checkRules, firstMatch, isSound, reportTexts, type RangeRule } from './rule-check';
import { runs } from '../../../tests/support/seeded';

const AXES = [
  { name: 'a', low: 1, high: 3, label: 'A' },
  { name: 'b', low: 0, high: 1, label: 'B' },
] as const;
const cells = cellsOfAxes(AXES);

describe('RC1–RC4', () => {
  it('RC2: six cells of 3 × 2, the last axis fastest, with what follows from them', () => {
    expect(cells.map(({ a, b }) => `${a}${b}`)).toEqual(['10', '11', '20', '21', '30', '31']);
    expect(cellsOfAxes(AXES, ({ a, b }) => ({ sum: a! + b! })).at(-1)).toEqual({ a: 3, b: 1, sum: 4 });
  });

  it('RC3: a partition is sound; an axis that is not named may have any value', () => {
    const sound = checkRules(
      [
        { name: 'low', ranges: { a: [1, 1] } },
        { name: 'high', ranges: { a: [2, 3], b: [1, 1] } },
        { name: 'low', ranges: { a: [2, 3], b: [0, 0] } },
      ],
      cells,
    );
    expect(sound).toEqual({ cells: 6, unmatched: [], conflicts: [], never: [] });
    expect(isSound(sound)).toBe(true);
  });

  it('RC3, RC4: gaps, conflicts in the order of the rules, rules of one name never in conflict, names that get nothing', () => {
    const rules: RangeRule[] = [
      { name: 'first', ranges: { a: [1, 2], b: [0, 0] } },
      { name: 'first', ranges: { a: [2, 2] } },
      { name: 'second', ranges: { a: [2, 2], b: [0, 1] } },
      { name: 'third', ranges: { a: [3, 3], b: [1, 1] } },
      { name: 'fourth', ranges: { c: [1, 1] } },
    ];
    const report = checkRules(rules, cells);
    expect(report.unmatched).toEqual([
      { a: 1, b: 1 },
      { a: 3, b: 0 },
    ]);
    expect(report.conflicts).toEqual([
      { cell: { a: 2, b: 0 }, names: ['first', 'second'] },
      { cell: { a: 2, b: 1 }, names: ['first', 'second'] },
    ]);
    expect(report.never).toEqual(['second', 'fourth']);
    expect(isSound(report)).toBe(false);
    expect(firstMatch(rules, { a: 2, b: 1 })).toBe('first');
    expect(firstMatch(rules, { a: 1, b: 1 })).toBeNull();
  });

  it('RC3: any list equals a search cell by cell', () => {
    const range = (low: number, high: number) =>
      fc.option(
        fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high })).map(([x, y]) => (x < y ? [x, y] : [y, x])),
      );
    const rule = fc.record({ name: fc.constantFrom('p', 'q', 'r'), a: range(1, 3), b: range(0, 1) });
    const seen = { gaps: 0, conflicts: 0, sound: 0 };
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 5 }), (drawn) => {
        const rules = drawn.map(({ name, a, b }) => ({
          name,
          ranges: { ...(a ? { a } : {}), ...(b ? { b } : {}) } as RangeRule['ranges'],
        }));
        const report = checkRules(rules, cells);
        for (let a = 1; a <= 3; a++)
          for (let b = 0; b <= 1; b++) {
            const names = new Set<string>();
            for (const each of drawn)
              if ((!each.a || (each.a[0]! <= a && a <= each.a[1]!)) && (!each.b || (each.b[0]! <= b && b <= each.b[1]!)))
                names.add(each.name);
            const gap = report.unmatched.some((cell) => cell['a'] === a && cell['b'] === b);
            const conflict = report.conflicts.find(({ cell }) => cell['a'] === a && cell['b'] === b);
            expect([gap, conflict?.names]).toEqual([names.size === 0, names.size > 1 ? [...names] : undefined]);
          }
        if (report.unmatched.length > 0) seen.gaps++;
        if (report.conflicts.length > 0) seen.conflicts++;
        if (isSound(report)) seen.sound++;
      }),
      runs(2000),
    );
    expect(Math.min(seen.gaps, seen.conflicts, seen.sound)).toBeGreaterThan(3);
  });
});

describe('RC5: in words', () => {
  it('joins neighbours of the last axis', () => {
    expect(cellsInWords([cells[0]!, cells[1]!, cells[2]!, cells[5]!], AXES)).toBe('A 1, B 0–1; A 2, B 0; A 3, B 1');
    expect(cellsInWords([], AXES)).toBe('');
  });

  it('says every fault once', () => {
    const report = checkRules(
      [
        { name: 'x', ranges: { a: [1, 2] } },
        { name: 'y', ranges: { a: [2, 2] } },
      ],
      cells,
    );
    const say = saying({ locale: 'en', currency: null });
    const texts = reportTexts(report, AXES, (literal) => ({ literal }));
    expect(texts.map(say)).toEqual([
      '2 of the 6 cells fit no rule: A 3, B 0–1.',
      'A 2, B 0–1: x counts, but y would fit too.',
      'y gets no cell, because earlier rules take all of them.',
    ]);
  });
});
