import type { MessageKey } from '#core/messages/message-key';
import type { ColumnShape } from '#core/chart/builder/columns';
import {
  AGGREGATES,
  NUMBER_FORMS,
  SORTS,
  TIME_UNITS,
  type BuilderChannel,
  type BuilderMark,
  type ChannelState,
} from '#core/chart/builder/state';

interface Choice {
  readonly value: string;
  readonly label: MessageKey;
}
/** One setting of a channel, as a menu; the empty value is none. */
export interface Setting {
  readonly part: 'aggregate' | 'bin' | 'timeUnit' | 'sort' | 'format';
  readonly label: MessageKey;
  readonly value: string;
  readonly choices: readonly Choice[];
}

const BINS = ['auto', '5', '10', '20', '50'] as const;
const plain = (key: MessageKey): Choice => ({ value: '', label: key });
const binOf = (bin: ChannelState['bin']): string => (bin === null ? '' : bin === true ? 'auto' : String(bin));

function aggregateSetting(channel: ChannelState, shape: ColumnShape | undefined): Setting {
  const offered = AGGREGATES.filter((each) => each !== 'count').filter((each) => shape?.role === 'measure' || each === 'distinct');
  return {
    part: 'aggregate',
    label: 'chartui_aggregate',
    value: channel.aggregate ?? '',
    choices: [plain('chartui_aggregate_none'), ...offered.map((value): Choice => ({ value, label: `chartui_aggregate_${value}` }))],
  };
}

function binSetting({ bin }: ChannelState): Setting {
  const own = binOf(bin);
  const known = (BINS as readonly string[]).includes(own) || own === '';
  return {
    part: 'bin',
    label: 'chartui_bin',
    value: known ? own : 'own',
    choices: [
      plain('chartui_bin_none'),
      ...BINS.map((value): Choice => ({ value, label: `chartui_bin_${value}` })),
      ...(known ? [] : [{ value: 'own', label: 'chartui_own' } as const]),
    ],
  };
}

const timeSetting = ({ timeUnit }: ChannelState): Setting => ({
  part: 'timeUnit',
  label: 'chartui_time',
  value: timeUnit ?? '',
  choices: [plain('chartui_time_none'), ...TIME_UNITS.map((value): Choice => ({ value, label: `chartui_time_${value}` }))],
});

const sortSetting = ({ sort }: ChannelState, byValue: boolean): Setting => ({
  part: 'sort',
  label: 'chartui_sort',
  value: sort ?? '',
  choices: [
    plain('chartui_sort_none'),
    ...SORTS.filter((value) => byValue || !value.startsWith('value')).map((value): Choice => ({ value, label: `chartui_sort_${value}` })),
  ],
});

const formatSetting = ({ format }: ChannelState): Setting => ({
  part: 'format',
  label: 'chartui_format',
  value: format ?? '',
  choices: [
    plain('chartui_format_none'),
    ...NUMBER_FORMS.map((value): Choice => ({ value, label: `chartui_format_${value}` })),
    ...(format === 'other' ? [{ value: 'other', label: 'chartui_own' } as const] : []),
  ],
});

/** The settings that mean something for a channel as it stands (CU3). */
export function settingsOf(name: BuilderChannel, channel: ChannelState, shape: ColumnShape | undefined, mark: BuilderMark): Setting[] {
  const discrete = channel.type === 'nominal' || channel.type === 'ordinal';
  const panel = name === 'row' || name === 'column';
  const own = channel.column !== null;
  return [
    ...(own && !panel && mark !== 'boxplot' ? [aggregateSetting(channel, shape)] : []),
    ...(own && !panel && shape?.role === 'measure' && channel.aggregate === null && mark !== 'boxplot' && name !== 'theta'
      ? [binSetting(channel)]
      : []),
    ...(own && shape?.role === 'time' && !shape.named && channel.aggregate === null ? [timeSetting(channel)] : []),
    ...(discrete && name !== 'text' ? [sortSetting(channel, (name === 'x' || name === 'y') && mark !== 'boxplot')] : []),
    ...(channel.type === 'quantitative' && !panel ? [formatSetting(channel)] : []),
  ];
}

/** A channel after a setting was chosen. */
export function withSetting(channel: ChannelState, part: Setting['part'], value: string): ChannelState {
  if (part === 'bin')
    return { ...channel, bin: value === '' ? null : value === 'auto' ? true : value === 'own' ? channel.bin : Number(value) };
  return { ...channel, [part]: value === '' ? null : value };
}

/** Channels that a mark has, in the order of the form. */
export function channelsOf(mark: BuilderMark): readonly BuilderChannel[] {
  if (mark === 'arc') return ['theta', 'color', 'row', 'column'];
  if (mark === 'text') return ['text', 'x', 'y', 'color', 'row', 'column'];
  const size = mark === 'point' ? (['size'] as const) : [];
  const labels = mark === 'boxplot' ? [] : (['text'] as const);
  return ['x', 'y', 'color', ...size, ...labels, 'row', 'column'];
}
