import type { BuilderState, BuilderChannel, ChannelState, ColourMeaning, Stack } from './state';

const isNumber = (channel: ChannelState | undefined): boolean => channel?.type === 'quantitative' && channel.bin === null;
const isName = (channel: ChannelState | undefined): boolean => channel?.type === 'nominal' || channel?.type === 'ordinal';

/** The meaning that fits what is coloured; null without a colour column. */
export function tidyColour(color: ChannelState | undefined, asked: ColourMeaning | null): ColourMeaning | null {
  if (!color) return null;
  if (asked?.meaning === 'own') return asked;
  if (!isName(color)) return { meaning: 'sequence' };
  return asked && asked.meaning !== 'sequence' ? asked : { meaning: 'categories' };
}

/** The axis whose numbers may be stacked, where exactly one axis is a number. */
export function measureAxis(channels: BuilderState['channels']): 'x' | 'y' | null {
  if (isNumber(channels.y) === isNumber(channels.x)) return null;
  return isNumber(channels.y) ? 'y' : 'x';
}

/** Added up, counted, or one number a row: only these make a whole when they stand on each other (CB32). */
export const addsUp = ({ aggregate }: ChannelState): boolean => aggregate === null || aggregate === 'sum' || aggregate === 'count';

/** How the parts of one place stand; null where there are no parts. */
export function tidyStack(state: BuilderState, channels: Partial<Record<BuilderChannel, ChannelState>>): Stack | null {
  const axis = measureAxis(channels);
  if ((state.mark !== 'bar' && state.mark !== 'area') || axis === null || !channels.color || channels.color.aggregate) return null;
  const across = axis === 'y' ? channels.x : channels.y;
  const beside = state.mark === 'bar' && isName(channels.color) && isName(across) && channels.color.column !== across?.column;
  const stacks = addsUp(channels[axis]!);
  const asked = state.stack ?? 'zero';
  if (asked === 'beside' && beside) return 'beside';
  if (asked === 'none') return 'none';
  if (stacks) return asked === 'beside' ? 'zero' : asked;
  return beside ? 'beside' : 'none';
}
