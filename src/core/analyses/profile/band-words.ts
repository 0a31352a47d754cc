import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import { amount } from '../words';
import type { Banding } from './banding';

/** Smallest and largest value of a band that has no fixed ends. */
export interface Extent {
  readonly low: number | null;
  readonly high: number | null;
}
type Numbered = Extract<Banding, { kind: 'number' }>;

const unitOf = ({ of }: Numbered): Unit => (of === 'spend' ? 'money' : 'number');

/** A band between whole cut points, as the whole numbers it holds: `3–4`, `10+`. */
function wholeLabel(banding: Numbered, cuts: readonly number[], at: number): Text {
  const [low, next] = [at === 0 ? (banding.of === 'orders' ? 1 : null) : cuts[at - 1]!, cuts[at]];
  if (next === undefined) return { literal: `${low ?? ''}+` };
  if (low === null) return { key: 'profile_under', values: { high: amount(next, 'number') } };
  return { literal: low >= next - 1 ? String(low) : `${low}–${next - 1}` };
}

function cutLabel(banding: Numbered, cuts: readonly number[], at: number): Text {
  if (banding.of === 'orders' || banding.of === 'age') if (cuts.every(Number.isInteger)) return wholeLabel(banding, cuts, at);
  const unit = unitOf(banding);
  const [low, high] = [amount(cuts[at - 1] ?? null, unit), amount(cuts[at] ?? null, unit)];
  if (at === 0) return { key: 'profile_under', values: { high } };
  return cuts[at] === undefined ? { key: 'profile_from', values: { low } } : { key: 'profile_between', values: { low, high } };
}

/** What a band is called. Parts by rank are called by their extent where it is known, else by their place. */
export function bandLabel(banding: Banding, band: string, extent: Extent | null): Text {
  if (banding.kind !== 'number') return { literal: band };
  if (banding.cuts) return cutLabel(banding, banding.cuts, Number(band) - 1);
  const unit = unitOf(banding);
  if (extent?.low === null || extent?.high === null || !extent) return { key: 'profile_fifth', values: { n: Number(band) } };
  return { key: 'profile_extent', values: { low: amount(extent.low, unit), high: amount(extent.high, unit) } };
}
