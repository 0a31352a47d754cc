import { momentsOf } from './means';

/**
 * Cronbach's α of a scale: how far its items move together, at most 1. `items` holds one column of answers for each item, all of the same
 * people. Null below two items or people, or where the sum does not vary. Cronbach 1951.
 */
export function cronbachAlpha(items: readonly (readonly number[])[]): number | null {
  const k = items.length;
  if (k < 2) return null;
  const sums = items[0]!.map((_, person) => items.reduce((sum, item) => sum + item[person]!, 0));
  const whole = momentsOf(sums).variance;
  if (whole === null || whole <= 0) return null;
  const parts = items.reduce((sum, item) => sum + momentsOf(item).variance!, 0);
  return (k / (k - 1)) * (1 - parts / whole);
}
