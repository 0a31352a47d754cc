import { wilson, type Interval } from './proportions';

/** A scale of whole points from `low` to `high`. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** How many gave an answer. */
export interface Answer {
  readonly value: number;
  readonly count: number;
}

/** Which end of a customer-effort scale is good. Nobody may guess it. */
export type EffortDirection = 'high_is_easy' | 'low_is_easy';

/**
 * Answers of a scale: valid ones, hits among them with share (0 to 1) and Wilson interval, mean in points, and how many lay outside the
 * scale.
 */
export interface ScaleResult {
  readonly n: number;
  readonly hits: number;
  readonly share: number | null;
  readonly interval: Interval | null;
  readonly mean: number | null;
  readonly invalid: number;
}

/** How many of the best answers count as satisfied on a scale of so many points; null for scales that have no custom. */
export function topBoxes(points: number): number | null {
  if (points < 2 || points > 11) return null;
  return points <= 3 ? 1 : points <= 7 ? 2 : 3;
}

function count(answers: readonly Answer[], { low, high }: Scale, hit: (value: number) => boolean): ScaleResult {
  const valid = answers.filter(({ value }) => Number.isInteger(value) && value >= low && value <= high);
  const sum = (list: readonly Answer[], of: (answer: Answer) => number): number => list.reduce((total, answer) => total + of(answer), 0);
  const n = sum(valid, (answer) => answer.count);
  const hits = sum(
    valid.filter(({ value }) => hit(value)),
    (answer) => answer.count,
  );
  return {
    n,
    hits,
    share: n > 0 ? hits / n : null,
    interval: wilson(hits, n),
    mean: n > 0 ? sum(valid, (answer) => answer.value * answer.count) / n : null,
    invalid: sum(answers, (answer) => answer.count) - n,
  };
}

/** CSAT: the share of the best answers; null for a scale of fewer than 2 or more than 11 points. */
export function topBoxShare(answers: readonly Answer[], scale: Scale): ScaleResult | null {
  const boxes = topBoxes(scale.high - scale.low + 1);
  return boxes === null ? null : count(answers, scale, (value) => value > scale.high - boxes);
}

/** CES: the share of answers beyond the middle of the scale on the easy side, and the mean in points as asked. */
export function customerEffort(answers: readonly Answer[], scale: Scale, direction: EffortDirection): ScaleResult {
  const middle = (scale.low + scale.high) / 2;
  return count(answers, scale, (value) => (direction === 'high_is_easy' ? value > middle : value < middle));
}
