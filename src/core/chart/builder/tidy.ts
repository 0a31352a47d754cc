import { addsUp, tidyColour, tidyStack } from './tidy-series';
import type { BuilderChange, BuilderChannel, BuilderMark, BuilderState, ChannelState } from './state';

type Channels = Partial<Record<BuilderChannel, ChannelState>>;
const GUIDED: readonly BuilderChannel[] = ['x', 'y', 'color', 'size', 'text'];

/** A number on a line, not one of a few bins. */
export const isMeasure = (channel: ChannelState | undefined): boolean =>
  channel !== undefined && channel.type === 'quantitative' && channel.bin === null;
export const isDiscrete = (channel: ChannelState | undefined): boolean =>
  channel !== undefined && (channel.type === 'nominal' || channel.type === 'ordinal');

/** The parts of one channel that do not contradict each other: an aggregate before a bin, a bin before a time unit (CB42). */
function tidyParts(channel: ChannelState): ChannelState {
  const aggregate = channel.column === null ? 'count' : channel.aggregate;
  if (aggregate === 'count') return { ...channel, column: null, type: 'quantitative', aggregate, bin: null, timeUnit: null };
  if (aggregate) return { ...channel, type: 'quantitative', aggregate, bin: null, timeUnit: null };
  if (channel.bin !== null) return { ...channel, type: 'quantitative', timeUnit: null };
  if (channel.timeUnit !== null) return { ...channel, type: channel.type === 'temporal' ? 'temporal' : 'ordinal' };
  return channel;
}

function tidyPlain(channel: ChannelState): ChannelState | null {
  return channel.column === null ? null : tidyParts({ ...channel, aggregate: null });
}

/** A channel that names parts: numbers and times stand for themselves, in order. */
function tidyName(channel: ChannelState): ChannelState | null {
  const plain = tidyPlain(channel);
  return plain && plain.bin === null && !isDiscrete(plain) ? { ...plain, type: 'ordinal' } : plain;
}

/** What the place of a channel allows; null where it cannot stand there. */
function tidyPlace(name: BuilderChannel, given: ChannelState, mark: BuilderMark): ChannelState | null {
  const channel = tidyParts(given);
  switch (name) {
    case 'x':
    case 'y':
      if (mark === 'arc') return null;
      return mark === 'boxplot' ? tidyPlain({ ...channel, bin: null }) : channel;
    case 'theta':
      if (mark !== 'arc') return null;
      return isMeasure(channel) && addsUp(channel) ? channel : tidyParts({ ...channel, column: null });
    case 'size':
      return mark === 'point' && isMeasure(channel) ? channel : null;
    case 'color':
      return mark === 'boxplot' ? tidyName({ ...channel, bin: null }) : channel;
    case 'row':
    case 'column':
      return tidyName(channel);
    case 'text':
      return mark === 'arc' || mark === 'boxplot' ? null : tidyParts({ ...channel, bin: null });
  }
}

function tidyGuides(name: BuilderChannel, channel: ChannelState, channels: Channels, mark: BuilderMark): ChannelState {
  const other = name === 'x' ? channels.y : name === 'y' ? channels.x : undefined;
  const byValue = channel.sort === 'value_up' || channel.sort === 'value_down';
  const sort = isDiscrete(channel) && name !== 'text' && (!byValue || (isMeasure(other) && mark !== 'boxplot')) ? channel.sort : null;
  const format = GUIDED.includes(name) && channel.type === 'quantitative' ? channel.format : null;
  return { ...channel, sort, format };
}

/** Size and colour of one number share a legend, and so what it says: the colour's. One that is written by hand stays there alone. */
function tidyLegend({ size, color, ...others }: Channels): Channels {
  const shared = size && color && isMeasure(color) && size.column === color.column;
  if (!shared) return { ...others, ...(size ? { size } : {}), ...(color ? { color } : {}) };
  const format = color.format === 'other' ? null : color.format;
  return { ...others, color, size: { ...size, title: color.title, format } };
}

/** In a box plot, whose tips have a line for each name, no title is another channel's column or title. */
function tidyTitles(channels: Channels): Channels {
  const all = Object.entries(channels) as [BuilderChannel, ChannelState][];
  const isTaken = (name: BuilderChannel, title: string): boolean =>
    all.some(([other, { title: theirs }]) => other < name && theirs === title) ||
    all.some(([other, { column }]) => other !== name && column === title);
  return Object.fromEntries(
    all.map(([name, channel]) => [name, channel.title !== null && isTaken(name, channel.title) ? { ...channel, title: null } : channel]),
  );
}

/** A state that can be drawn: each part that cannot stand beside the others gives way (CB42). Doing it twice changes nothing more. */
export function tidy(state: BuilderState): BuilderState {
  const placed: Channels = {};
  for (const [name, channel] of Object.entries(state.channels) as [BuilderChannel, ChannelState][]) {
    const kept = tidyPlace(name, channel, state.mark);
    if (kept) placed[name] = kept;
  }
  if (state.mark === 'boxplot' && !isMeasure(placed.x) && !isMeasure(placed.y)) return tidy({ ...state, mark: 'tick' });
  if (state.mark !== 'text' && (placed.row || placed.column)) delete placed.text;
  const channels: Channels = {};
  for (const [name, channel] of Object.entries(placed) as [BuilderChannel, ChannelState][])
    channels[name] = tidyGuides(name, channel, placed, state.mark);
  return {
    mark: state.mark,
    channels: tidyLegend(state.mark === 'boxplot' ? tidyTitles(channels) : channels),
    colour: tidyColour(channels.color, state.colour),
    stack: tidyStack(state, channels),
  };
}

/** A number moves between angle and axis, a name between colour and axis, when a mark becomes an arc or stops to be one. */
function moved(channels: Channels, from: BuilderMark, to: BuilderMark): Channels {
  if (from === to || (from !== 'arc' && to !== 'arc')) return channels;
  const { x, y, theta, ...rest } = channels;
  if (to === 'arc') {
    const measure = [y, x].find(isMeasure);
    const name = [x, y].find((channel) => channel !== measure && channel !== undefined && channel.column !== null);
    const color = rest.color ?? name;
    return { ...rest, ...(measure ? { theta: measure } : {}), ...(color ? { color } : {}) };
  }
  return { ...rest, ...(theta ? { y: theta } : {}), ...(rest.color ? { x: rest.color } : {}) };
}

/** The state after a change, in order. Another colour column forgets which value was said. */
export function applyChange(state: BuilderState, change: BuilderChange): BuilderState {
  const mark = change.mark ?? state.mark;
  const channels: Channels = moved(state.channels, state.mark, mark);
  const next: Channels = { ...channels };
  for (const [name, channel] of Object.entries(change.channels ?? {}) as [BuilderChannel, ChannelState | null][]) {
    if (channel) next[name] = channel;
    else delete next[name];
  }
  const sameColour = state.channels.color?.column === next.color?.column;
  const colour = change.colour ?? (sameColour || state.colour?.meaning !== 'one' ? state.colour : null);
  return tidy({ mark, channels: next, colour, stack: change.stack ?? state.stack });
}
