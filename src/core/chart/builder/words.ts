import type { Text } from '#core/messages/text';
import type { Amount, Unit } from '#core/messages/unit';
import type { ColumnShape } from './columns';
import type { BuilderChannel, BuilderState, ChannelState } from './state';
import { isMeasure } from './tidy';

/** What a channel shows, in words: its own title, or its column with what is done to it. */
export function channelText({ column, aggregate, title }: ChannelState): Text {
  if (title !== null && title !== '') return { literal: title };
  if (column === null || aggregate === 'count') return { key: 'builder_rows' };
  return aggregate ? { key: `builder_${aggregate}`, values: { column } } : { literal: column };
}

/** The unit of a channel's numbers. */
export function channelUnit({ column, aggregate, format }: ChannelState, shapes: readonly ColumnShape[]): Unit {
  if (aggregate === 'count' || aggregate === 'distinct') return 'count';
  if (format !== null && format !== 'other') return format;
  const unit = shapes.find(({ name }) => name === column)?.unit ?? 'number';
  return unit === 'text' || unit === 'date' ? 'number' : unit;
}

/** An amount in a sentence. An average of counts has decimals; customers and orders are plain counts there. */
export function amountOf(value: number | null, channel: ChannelState, shapes: readonly ColumnShape[]): Amount {
  const unit = channelUnit(channel, shapes);
  const whole = unit === 'count' || unit === 'customers' || unit === 'orders' || unit === 'days';
  return { amount: value, unit: whole && value !== null && !Number.isInteger(value) ? 'number' : unit };
}

/** Names and times that a chart is divided by, the first the one along the axis. */
export const DIVIDING: readonly BuilderChannel[] = ['x', 'y', 'color', 'row', 'column'];

/** The channel whose numbers the chart is about; null where there is none. */
export function measureOf({ mark, channels }: BuilderState): BuilderChannel | null {
  const order: readonly BuilderChannel[] =
    mark === 'arc' ? ['theta'] : mark === 'text' ? ['text', 'y', 'x'] : mark === 'rect' ? ['color', 'y', 'x'] : ['y', 'x', 'color'];
  return order.find((name) => isMeasure(channels[name])) ?? null;
}

/** The channels that divide, without the measure. Bins divide too. */
export function dividersOf(state: BuilderState): BuilderChannel[] {
  const measure = measureOf(state);
  return DIVIDING.filter((name) => name !== measure && state.channels[name] && !isMeasure(state.channels[name]));
}

/** What the chart shows: the measure by what divides it. */
export function stateText(state: BuilderState): Text {
  const name = measureOf(state);
  const measure = name ? state.channels[name] : undefined;
  const [divider] = dividersOf(state);
  const key = divider ? state.channels[divider] : undefined;
  const other = [state.channels.x, state.channels.y].find((channel) => channel !== measure && isMeasure(channel));
  if (measure && other && state.mark === 'point')
    return { key: 'builder_against', values: { first: channelText(other), second: channelText(measure) } };
  if (measure && key) return { key: 'builder_by', values: { measure: channelText(measure), key: channelText(key) } };
  const one = measure ?? key;
  return one ? channelText(one) : { key: 'builder_title_custom' };
}
