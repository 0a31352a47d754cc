import { momentsOf } from './means';

/** Cronbach's α from the variances of the items and of their sum; null below two items, or where the sum does not vary. Cronbach 1951. */
export function alphaOfVariances(items: readonly number[], sum: number): number | null {
  const k = items.length;
  return k < 2 || sum <= 0 ? null : (k / (k - 1)) * (1 - items.reduce((total, variance) => total + variance, 0) / sum);
}

/**
 * Cronbach's α of a scale: how far its items move together, at most 1. `items` holds one column of answers for each item, all of the same
 * people. Null below two items or people, or where the sum does not vary. Cronbach 1951.
 */
export function cronbachAlpha(items: readonly (readonly number[])[]): number | null {
  if (items.length < 2) return null;
  const sums = items[0]!.map((_, person) => items.reduce((sum, item) => sum + item[person]!, 0));
  const whole = momentsOf(sums).variance;
  return whole === null
    ? null
    : alphaOfVariances(
        items.map((item) => momentsOf(item).variance!),
        whole,
      );
}
