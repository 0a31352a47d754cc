import { expect, test } from 'vitest';
import { bordersFor, rulesWith, withBorder, withRange, withWords } from './rule-draft';

const rules = ['a', 'b', 'c'].map((name) => ({ name, ranges: {} }));
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join('');

test('RP14 rules are moved and taken away', () => {
  expect([names(rulesWith(rules, 1, -1)), names(rulesWith(rules, 1, 1)), names(rulesWith(rules, 1, null))]).toEqual(['bac', 'acb', 'ac']);
});

test('RP14 a range never runs backwards: the other end follows', () => {
  const rule = { name: 'a', ranges: { r: [2, 4], fm: [1, 1] } } as const;
  expect(withRange(rule, 'r', [5, 4]).ranges).toEqual({ fm: [1, 1], r: [5, 5] });
  expect(withRange(rule, 'r', [2, 1]).ranges).toEqual({ fm: [1, 1], r: [1, 1] });
  expect(withRange(rule, 'r', null).ranges).toEqual({ fm: [1, 1] });
  expect(withRange(rule, 'm', [1, 5]).ranges).toEqual({ r: [2, 4], fm: [1, 1], m: [1, 5] });
});

test('RP14 own words replace a suggestion, empty ones bring it back', () => {
  const own = withWords([], 'a', ' Ring twice ');
  expect(own).toEqual([{ of: 'a', text: 'Ring twice' }]);
  expect(withWords(own, 'a', 'Write')).toEqual([{ of: 'a', text: 'Write' }]);
  expect(withWords(own, 'a', ' ')).toEqual([]);
});

test('RP14 borders are the kept ones, else those of today; one that would get smaller is not taken', () => {
  const measure = { key: 'r', label: { literal: 'R' }, unit: 'days', count: 2 } as const;
  expect(bordersFor(measure, { r: [10, 60] }, {})).toEqual({ values: [10, 60], kept: true });
  expect(bordersFor(measure, { r: [10] }, { cut_r_1: 7, cut_r_2: 9 })).toEqual({ values: [7, 9], kept: false });
  expect(bordersFor(measure, {}, { cut_r_1: 7 })).toEqual({ values: [], kept: false });
  expect([withBorder([10, 60], 0, '20'), withBorder([10, 60], 0, '61'), withBorder([10, 60], 1, ''), withBorder([1, 1], 1, '1')]).toEqual([
    [20, 60],
    null,
    null,
    [1, 1],
  ]);
});
