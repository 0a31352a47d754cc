import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import { amount } from '../words';
import type { Banding } from './banding';

/** Smallest and largest value of a part by rank; between cut points the numbers of the first and the last band that were joined. */
export interface Extent {
  readonly low: number | null;
  readonly high: number | null;
}
type Numbered = Extract<Banding, { kind: 'number' }>;

const unitOf = ({ of }: Numbered): Unit => (of === 'spend' ? 'money' : 'number');

/** A band between whole cut points, as the whole numbers it holds: `3–4`, `10+`. */
function wholeLabel(banding: Numbered, cuts: readonly number[], first: number, last: number): Text {
  const [low, next] = [first === 0 ? (banding.of === 'orders' ? 1 : null) : cuts[first - 1]!, cuts[last]];
  if (next === undefined) return low === null ? { key: 'profile_any' } : { literal: `${low}+` };
  if (low === null) return { key: 'profile_under', values: { high: amount(next, 'number') } };
  return { literal: low >= next - 1 ? String(low) : `${low}–${next - 1}` };
}

function cutLabel(banding: Numbered, cuts: readonly number[], first: number, last: number): Text {
  if ((banding.of === 'orders' || banding.of === 'age') && cuts.every(Number.isInteger)) return wholeLabel(banding, cuts, first, last);
  const unit = unitOf(banding);
  const [low, high] = [amount(cuts[first - 1] ?? null, unit), amount(cuts[last] ?? null, unit)];
  if (cuts[last] === undefined) return first === 0 ? { key: 'profile_any' } : { key: 'profile_from', values: { low } };
  return first === 0 ? { key: 'profile_under', values: { high } } : { key: 'profile_between', values: { low, high } };
}

/** What a band is called. Parts by rank are called by their extent where it is known, else by their place. */
export function bandLabel(banding: Banding, band: string, extent: Extent | null): Text {
  if (banding.kind !== 'number') return { literal: band };
  if (banding.cuts) return cutLabel(banding, banding.cuts, (extent?.low ?? Number(band)) - 1, (extent?.high ?? Number(band)) - 1);
  const unit = unitOf(banding);
  if (extent?.low === null || extent?.high === null || !extent) return { key: 'profile_fifth', values: { n: Number(band) } };
  return { key: 'profile_extent', values: { low: amount(extent.low, unit), high: amount(extent.high, unit) } };
}
