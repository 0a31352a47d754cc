import type { RangeRule } from '../rule-check';

/** The scores for which the eleven names and the copied table are defined: 1 to 5, 5 = best (RF14). */
export const K = 5;

export const SEGMENTS = [
  'champions',
  'loyal',
  'potential',
  'new',
  'promising',
  'needs_attention',
  'about_to_sleep',
  'at_risk',
  'cant_lose',
  'hibernating',
  'lost',
] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Rows are R = 5, 4, 3, 2, 1; columns FM = 1 … 5 (RF6). */
export const GRID: readonly (readonly Segment[])[] = [
  ['new', 'potential', 'potential', 'champions', 'champions'],
  ['promising', 'potential', 'potential', 'loyal', 'loyal'],
  ['about_to_sleep', 'about_to_sleep', 'needs_attention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
  ['lost', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
];

type Rule = RangeRule & { readonly name: Segment };
const rule = (name: Segment, r: readonly [number, number], fm: readonly [number, number]): Rule => ({ name, ranges: { r, fm } });

/** The grid as rules: disjoint, so their order says nothing. */
export const GRID_RULES: readonly Rule[] = [
  rule('champions', [5, 5], [4, 5]),
  rule('loyal', [3, 4], [4, 5]),
  rule('potential', [4, 5], [2, 3]),
  rule('new', [5, 5], [1, 1]),
  rule('promising', [4, 4], [1, 1]),
  rule('needs_attention', [3, 3], [3, 3]),
  rule('about_to_sleep', [3, 3], [1, 2]),
  rule('at_risk', [1, 2], [3, 4]),
  rule('cant_lose', [1, 2], [5, 5]),
  rule('hibernating', [2, 2], [1, 2]),
  rule('hibernating', [1, 1], [2, 2]),
  rule('lost', [1, 1], [1, 1]),
];

/** The table that is often copied (RF15); it contradicts itself, so the first match counts. */
export const COPIED_RULES: readonly Rule[] = [
  rule('champions', [4, 5], [4, 5]),
  rule('loyal', [2, 5], [3, 5]),
  rule('potential', [3, 5], [1, 3]),
  rule('new', [4, 5], [1, 1]),
  rule('promising', [3, 4], [1, 1]),
  rule('needs_attention', [2, 3], [2, 3]),
  rule('about_to_sleep', [2, 3], [1, 2]),
  rule('at_risk', [1, 2], [2, 5]),
  rule('cant_lose', [1, 1], [4, 5]),
  rule('lost', [1, 2], [1, 2]),
];

/** R, F, M high (H) or low (L); value, development, retention and win-back, important and ordinary (RF16). */
export const EIGHT = ['HHH', 'HLH', 'LHH', 'LLH', 'HHL', 'HLL', 'LHL', 'LLL'] as const;
