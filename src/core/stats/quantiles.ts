/**
 * The value below which a share q (0 to 1) of ascending values lies, linear between neighbours; null without values.
 * Type 7 of Hyndman and Fan 1996, as DuckDB's `quantile_cont`.
 */
export function quantile(ascending: ArrayLike<number>, q: number): number | null {
  if (ascending.length === 0) return null;
  const place = Math.min(1, Math.max(0, q)) * (ascending.length - 1);
  const [before, after] = [ascending[Math.floor(place)]!, ascending[Math.ceil(place)]!];
  return before + (after - before) * (place - Math.floor(place));
}

/** A value and the weight it has, not below 0. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The smallest value at which the cumulated weight reaches the share q of all; points in any order; null where all weights are 0. */
export function weightedQuantile(points: readonly Weighted[], q: number): number | null {
  const ascending = points.filter((point) => point.weight > 0).toSorted((a, b) => a.value - b.value);
  const wanted = q * ascending.reduce((sum, point) => sum + point.weight, 0);
  let sum = 0;
  for (const { value, weight } of ascending) {
    sum += weight;
    // Rounding of the sum may leave the last bit short.
    if (sum >= wanted * (1 - 1e-12)) return value;
  }
  return null;
}
