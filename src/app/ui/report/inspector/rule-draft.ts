import type { CutMeasure, CutPoints, RuleList, Wording } from '#core/analyses/field-params';
import { isAscending } from '#core/analyses/field-params';
import type { RangeRule } from '#core/analyses/rule-check';

/** A list with one rule moved up (−1) or down (+1), or taken away (null). */
export function rulesWith(rules: RuleList, place: number, by: -1 | 1 | null): RuleList {
  const others = rules.filter((_, index) => index !== place);
  return by === null ? others : others.toSpliced(place + by, 0, rules[place]!);
}

/** A rule with another range on an axis; null = any value. The other end follows where it would stand on the wrong side. */
export function withRange(rule: RangeRule, axis: string, range: readonly [number, number] | null): RangeRule {
  const { [axis]: before, ...others } = rule.ranges;
  if (range === null) return { ...rule, ranges: others };
  const [low, high] = range;
  const kept: readonly [number, number] = low <= high ? [low, high] : before && before[0] !== low ? [low, low] : [high, high];
  return { ...rule, ranges: { ...others, [axis]: kept } };
}

/** Own words with those of one thing replaced; empty words take them away. */
export function withWords(wording: Wording, of: string, text: string): Wording {
  const others = wording.filter((each) => each.of !== of);
  return text.trim() === '' ? others : [...others, { of, text: text.trim().slice(0, 200) }];
}

/** The borders of a measure: kept ones, else those of today among the cell's numbers, else none. */
export function bordersFor(
  { key, count }: CutMeasure,
  kept: CutPoints,
  numbers: Readonly<Record<string, number | null>>,
): { readonly values: readonly number[]; readonly kept: boolean } {
  const stored = kept[key];
  if (stored?.length === count) return { values: stored, kept: true };
  const today = Array.from({ length: count }, (_, at) => numbers[`cut_${key}_${at + 1}`]);
  return { values: today.every((each) => typeof each === 'number') ? today : [], kept: false };
}

/** Borders with one typed anew, or null where they would get smaller. */
export function withBorder(values: readonly number[], at: number, typed: string): number[] | null {
  const value = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(value)) return null;
  const next = values.with(at, value);
  return isAscending(next) ? next : null;
}
