import type { Locale, Text } from '#core/messages/text';
import type { Row, Scalar } from '#core/model/columns';
import { aggregate } from '../aggregate';
import { millisecondsOf, startOfUnit, timeText } from './time';
import type { BuilderChannel, BuilderState, ChannelState } from './state';
import { dividersOf, measureOf } from './words';

/** One number of a chart: where it stands, by channel, and what it is. */
export interface Place {
  readonly at: Readonly<Partial<Record<BuilderChannel, Scalar>>>;
  readonly value: number;
}

interface Group {
  readonly at: Place['at'];
  readonly values: Scalar[];
}

const isTime = ({ type, timeUnit }: ChannelState): boolean => type === 'temporal' || timeUnit !== null;

/** The value that a channel divides by: of times the beginning of their span in milliseconds. */
export function dividedBy(channel: ChannelState, row: Row): Scalar {
  const value = row[channel.column ?? ''] ?? null;
  if (!isTime(channel)) return value;
  const milliseconds = millisecondsOf(value);
  return milliseconds !== null && channel.timeUnit ? startOfUnit(milliseconds, channel.timeUnit) : milliseconds;
}

/** A place in words. */
export function placeText(value: Scalar, channel: ChannelState, locale: Locale): Text {
  if (value === null) return { key: 'builder_empty' };
  return isTime(channel) && typeof value === 'number' ? timeText(value, channel.timeUnit, locale) : { literal: String(value) };
}

/**
 * The numbers that a chart shows, computed from the rows as the spec says, times first in order; null where the places are bins, or where
 * each row is a mark of its own. A place without a value is left out.
 */
export function placesOf(state: BuilderState, rows: readonly Row[]): Place[] | null {
  const name = measureOf(state);
  const measure = name ? state.channels[name] : undefined;
  const dividers = dividersOf(state);
  if (!measure || dividers.some((each) => state.channels[each]!.bin !== null)) return null;
  if (!measure.aggregate && ['point', 'tick', 'boxplot'].includes(state.mark)) return null;
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const at = Object.fromEntries(dividers.map((each) => [each, dividedBy(state.channels[each]!, row)]));
    const key = JSON.stringify(Object.values(at));
    const group: Group = groups.get(key) ?? { at, values: [] };
    groups.set(key, group);
    group.values.push(measure.column === null ? 1 : (row[measure.column] ?? null));
  }
  const op = measure.aggregate ?? 'sum';
  return [...groups.values()].flatMap(({ at, values }) => {
    const value = aggregate(op, values);
    return value === null ? [] : [{ at, value }];
  });
}
