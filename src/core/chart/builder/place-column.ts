import type { Columns } from '#core/model/columns';
import { shapesOf, type ColumnShape } from './columns';
import { plainChannel, type BuilderChannel, type BuilderState, type ChannelChanges, type ChannelState } from './state';
import { formOfUnit, measureAt, seeColumns, timeChannel, type Seen } from './suggest-parts';
import { isMeasure } from './tidy';
import { dividersOf } from './words';

/** Marks that show each row by itself. */
const SINGLE = ['point', 'tick', 'boxplot'];
const PARTS: readonly BuilderChannel[] = ['color', 'row', 'column'];

const counted = (): ChannelState => ({ ...plainChannel(null, 'quantitative'), format: 'count' });

function named(seen: Seen, shape: ColumnShape, channel: BuilderChannel, { mark }: BuilderState): ChannelState {
  if (shape.role === 'time') return timeChannel(seen, shape, PARTS.includes(channel) || ['bar', 'rect', 'arc'].includes(mark));
  return plainChannel(shape.name, 'nominal');
}

/**
 * The channels that change when a person puts a column on one (CB48); null for the column counts rows. A measure whose places are now shared by
 * several rows is added up or averaged, unless the person chose otherwise before.
 */
export function placeColumn(result: Columns, state: BuilderState, channel: BuilderChannel, column: string | null): ChannelChanges {
  const shapes = shapesOf(result);
  const seen = seeColumns(result, shapes);
  const shape = shapes.find(({ name }) => name === column);
  if (column === null || !shape) return { [channel]: counted() };
  const raw = SINGLE.includes(state.mark);
  const placed: ChannelState =
    shape.role === 'measure'
      ? { ...plainChannel(shape.name, 'quantitative'), format: formOfUnit(shape) }
      : named(seen, shape, channel, state);
  const next: BuilderState = { ...state, channels: { ...state.channels, [channel]: placed } };
  const places = dividersOf(next).flatMap((name) => shapes.find((each) => each.name === next.channels[name]!.column) ?? []);
  const changes: Partial<Record<BuilderChannel, ChannelState>> = { [channel]: placed };
  if (raw || places.length === 0) return changes;
  for (const [name, each] of Object.entries(next.channels) as [BuilderChannel, ChannelState][]) {
    const measure = shapes.find((other) => other.name === each.column);
    if (!measure || !isMeasure(each) || each.aggregate !== null) continue;
    changes[name] = { ...each, aggregate: measureAt(seen, measure, ...places).aggregate };
  }
  return changes;
}
