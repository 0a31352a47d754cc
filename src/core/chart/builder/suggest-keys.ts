import type { ColumnShape } from './columns';
import { plainChannel, type ChannelChanges, type ChannelState } from './state';
import { draft, isPlace, measureAt, type Seen, type Suggestion } from './suggest-parts';
import { MOST_COLOURS } from './suggest-time';

/** Names wider than this, or more bars than this, lie down (CB14). */
const WIDE_NAME = 12;
const STANDING_BARS = 8;
/** Bars beside each other: so many in a place (CB16). */
const MOST_BESIDE = 3;
/** Rows a value before a box says more than a mean (CB18). */
const ROWS_A_BOX = 5;

type Drafts = (Suggestion | null)[];
const nominal = (shape: ColumnShape): ChannelState => plainChannel(shape.name, 'nominal');
const largestFirst = (shape: ColumnShape): ChannelState => ({ ...nominal(shape), sort: 'value_down' });

const lies = (key: ColumnShape): boolean => key.longest > WIDE_NAME || key.distinct > STANDING_BARS;
const placed = (key: ColumnShape, name: ChannelState, number: ChannelState): ChannelChanges =>
  lies(key) ? { y: name, x: number } : { x: name, y: number };

/** A key and a measure: bars by size (CB14), boxes where rows vary (CB18), an arc where they are parts of a whole (CB15). */
export function byKey(seen: Seen, key: ColumnShape, measure: ColumnShape): Drafts {
  const values = { key: key.name, measure: measure.name, n: key.distinct };
  const number = measureAt(seen, measure, key);
  const why = lies(key) ? 'builder_why_bars_lying' : 'builder_why_bars';
  const bars = draft('bars', { mark: 'bar', channels: placed(key, largestFirst(key), number) }, { key: why, values });
  const raw = { ...number, aggregate: null };
  const varied = seen.result.rowCount >= ROWS_A_BOX * key.distinct;
  const box = varied
    ? draft('box', { mark: 'boxplot', channels: placed(key, nominal(key), raw) }, { key: 'builder_why_box', values })
    : null;
  const parts = measure.holds === 'amounts' && key.distinct <= MOST_COLOURS && (measure.min ?? -1) > 0 && isPlace(seen, key);
  const whole = parts && key.nulls === 0 && measure.nulls === 0;
  const arc = whole
    ? draft('arc', { mark: 'arc', channels: { theta: raw, color: nominal(key) } }, { key: 'builder_why_arc', values })
    : null;
  return measure.holds === 'amounts' ? [bars, box, arc] : [box, bars, arc];
}

/** Two keys and a measure (CB16). */
export function byTwoKeys(seen: Seen, first: ColumnShape, second: ColumnShape, measure: ColumnShape): Drafts {
  const values = { key: first.name, second: second.name, measure: measure.name, n: second.distinct };
  const number = measureAt(seen, measure, first, second);
  const channels = { ...placed(first, nominal(first), number), color: nominal(second) };
  const beside =
    second.distinct <= MOST_BESIDE
      ? draft('bars_beside', { mark: 'bar', channels, stack: 'beside' }, { key: 'builder_why_beside', values })
      : null;
  const adds = measure.holds === 'amounts' && (measure.min ?? 0) >= 0 && second.distinct <= MOST_COLOURS;
  const stacked = adds ? draft('bars_stacked', { mark: 'bar', channels, stack: 'zero' }, { key: 'builder_why_stacked', values }) : null;
  const map: ChannelChanges = { x: nominal(second), y: nominal(first), color: number };
  const heat = draft('heat', { mark: 'rect', channels: map }, { key: 'builder_why_heat', values });
  return first.distinct > MOST_COLOURS && second.distinct > MOST_COLOURS ? [heat, stacked] : [beside, stacked, heat];
}

/** A key alone: how many rows each value has (CB19). */
export function countedKey(key: ColumnShape): Drafts {
  if (key.distinct === key.filled) return [];
  const number: ChannelState = { ...plainChannel(null, 'quantitative'), format: 'count' };
  const channels = placed(key, largestFirst(key), number);
  return [draft('count_bars', { mark: 'bar', channels }, { key: 'builder_why_count', values: { key: key.name } })];
}
