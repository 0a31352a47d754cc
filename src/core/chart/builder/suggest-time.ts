import type { ColumnShape } from './columns';
import { plainChannel, type BuilderChange, type ChannelChanges, type ChannelState } from './state';
import { draft, measureAt, timeChannel, type Seen, type Suggestion } from './suggest-parts';

/** Fewer times than this are read better as bars (CB12). */
const FEW_TIMES = 8;
/** Colours that can be told apart (CB30). */
export const MOST_COLOURS = 5;

type Drafts = (Suggestion | null)[];
const nominal = (shape: ColumnShape): ChannelState => plainChannel(shape.name, 'nominal');

/** A time and a measure: its course (CB12). */
export function alongTime(seen: Seen, time: ColumnShape, measure: ColumnShape): Drafts {
  const values = { time: time.name, measure: measure.name, n: time.distinct };
  const y = measureAt(seen, measure, time);
  const course: ChannelChanges = { x: timeChannel(seen, time, false), y };
  const line = draft('line', { mark: 'line', channels: course }, { key: 'builder_why_line', values });
  const filled = measure.holds === 'amounts' && (measure.min ?? 0) >= 0;
  const area = filled ? draft('area', { mark: 'area', channels: course }, { key: 'builder_why_area', values }) : null;
  const bars: BuilderChange = { mark: 'bar', channels: { x: timeChannel(seen, time, true), y } };
  const columns = draft('columns', bars, { key: 'builder_why_columns', values });
  return time.distinct < FEW_TIMES ? [columns, line] : [line, area, columns];
}

/** A time, a measure and a key: one line each (CB13), parts of the whole, or a map of shades. */
export function alongTimeByKey(seen: Seen, time: ColumnShape, measure: ColumnShape, key: ColumnShape): Drafts {
  const many = key.distinct > MOST_COLOURS;
  const values = { time: time.name, measure: measure.name, key: key.name, n: key.distinct, most: MOST_COLOURS };
  const single = measureAt(seen, measure, time, key);
  // Others are made by adding up; what cannot be added is cut, and says so (CB31).
  const y: ChannelState = many && measure.holds === 'amounts' ? { ...single, aggregate: 'sum' } : single;
  const x = timeChannel(seen, time, single.aggregate !== null && time.distinct > 100);
  const course: ChannelChanges = { x, y, color: nominal(key) };
  const filled = measure.holds === 'amounts' && (measure.min ?? 0) >= 0;
  const heat: ChannelChanges = {
    x: timeChannel(seen, time, true),
    y: nominal(key),
    color: single,
  };
  return [
    draft('lines', { mark: 'line', channels: course }, { key: many ? 'builder_why_lines_most' : 'builder_why_lines', values }),
    filled ? draft('areas', { mark: 'area', channels: course, stack: 'zero' }, { key: 'builder_why_areas', values }) : null,
    draft('heat', { mark: 'rect', channels: heat }, { key: 'builder_why_heat_time', values }),
  ];
}

/** Times without a measure: how many rows fall in each (CB19). */
export function countedTime(seen: Seen, time: ColumnShape): Drafts {
  const values = { time: time.name };
  const x = time.named ? timeChannel(seen, time, true) : { ...timeChannel(seen, time, true), type: 'temporal' as const };
  const y: ChannelState = { ...plainChannel(null, 'quantitative'), format: 'count' };
  return [draft('count_line', { mark: 'line', channels: { x, y } }, { key: 'builder_why_count_time', values })];
}
