import { say } from '#core/messages/say';
import type { FormatOptions } from '#core/messages/format';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { paint } from '../tokens';
import { isObject } from './colour';
import { fieldOf } from './field';
import { FORMATS } from './forms';
import type { Kept } from './fewer';
import { COUNTED } from './join-rows';
import { GUIDES } from './read-channel';
import type { BuilderChannel, BuilderState, ChannelState } from './state';
import { isDiscrete } from './tidy';
import { channelText, measureOf } from './words';

/** What the rows need beyond the spec. */
export interface Drawing {
  readonly state: BuilderState;
  readonly kept: readonly Kept[];
  readonly others: string;
  /** The row counts stand in a column of their own. */
  readonly counted: boolean;
  readonly format: FormatOptions;
}

const LARGE = {
  en: [
    ['1e9', 'B'],
    ['1e6', 'M'],
    ['1e4', 'k', '1e3'],
  ],
  'zh-CN': [
    ['1e8', '亿'],
    ['1e4', '万'],
  ],
} as const;

/** Figures on an axis in k and M, or 万 and 亿. */
function shortLabels({ locale }: FormatOptions): string {
  return LARGE[locale].reduceRight<string>(
    (rest, [from, word, by]) => `abs(datum.value) >= ${from} ? format(datum.value / ${by ?? from}, ',.2~f') + '${word}' : ${rest}`,
    'datum.label',
  );
}

/** The month of a tick with its year: the tick of January, which would tell it, may not be drawn. */
const monthLabels = ({ locale }: FormatOptions): string =>
  `datum.label === utcFormat(datum.value, '%B') ? utcFormat(datum.value, '${locale === 'en' ? '%b %Y' : '%Y/%-m'}') : datum.label`;

/** Names in order, where only some are left: as the sort asks, the others last. */
function sortedNames({ sort }: ChannelState, { values, others }: Kept, word: string): JsonValue[] {
  const names = values.map((value) => (value === null ? null : value));
  const byName = [...names].sort((a, b) => (String(a) < String(b) ? -1 : 1));
  const order = sort === 'value_down' ? names : sort === 'value_up' ? names.reverse() : sort === 'descending' ? byName.reverse() : byName;
  return others ? [...order, word] : order;
}

const CATEGORIES: readonly JsonValue[] = (['cat1', 'cat2', 'cat3', 'cat4', 'cat5', 'unknown'] as const).map((token) => ({
  ...paint(token),
}));

function finishChannel(name: BuilderChannel, channel: JsonObject, drawing: Drawing): JsonObject {
  const { state, kept, others, counted, format } = drawing;
  const shown = state.channels[name]!;
  const guide = GUIDES[name];
  const inner = guide && isObject(channel[guide]) ? channel[guide] : {};
  const said = name === measureOf(state) && guide === 'axis';
  // The title above the chart says what the measure is; a time needs no name.
  const silent = said || (guide === 'axis' && (shown.type === 'temporal' || shown.timeUnit !== null));
  const title = shown.title !== null ? {} : { title: silent ? null : say(channelText(shown), format) };
  const money =
    guide === 'axis' && shown.type === 'quantitative' && shown.bin === null && shown.format !== 'rate' && shown.format !== 'other';
  const short = money && channel.axis !== null && inner.labelExpr === undefined && inner.format === undefined;
  const large = money && channel.axis !== null && inner.labelExpr === undefined && (shown.format === 'money' || shown.format === 'count');
  const plain = guide === 'axis' && channel.axis !== null;
  const names =
    plain && isDiscrete(shown) ? { ...(name === 'x' ? { labelAngle: 0 } : {}), ...(state.mark === 'rect' ? { grid: false } : {}) } : {};
  const figures = short || large ? { ...(short ? { format: FORMATS.number } : {}), labelExpr: shortLabels(format) } : {};
  const dated =
    plain && shown.type === 'temporal' && shown.timeUnit === null && inner.labelExpr === undefined && inner.format === undefined;
  const times = dated ? { labelExpr: monthLabels(format) } : {};
  const extras = { ...names, ...figures, ...times };
  const axis = plain && Object.keys(extras).length > 0 ? { axis: { ...extras, ...inner } } : {};
  const left = kept.find((each) => each.channel === name || (each.column === shown.column && name !== 'text'));
  const order = left ? { sort: sortedNames(shown, left, others) } : {};
  const grey =
    left?.channel === 'color' && left.others && name === 'color'
      ? { scale: { ...(isObject(channel.scale) ? channel.scale : {}), range: CATEGORIES } }
      : {};
  const utc =
    shown.type === 'temporal' && guide === 'axis' ? { scale: { type: 'utc', ...(isObject(channel.scale) ? channel.scale : {}) } } : {};
  const sum = counted && shown.aggregate === 'count' ? { aggregate: 'sum', field: fieldOf(COUNTED) } : {};
  return { ...channel, ...title, ...axis, ...order, ...grey, ...utc, ...sum };
}

function finishEncoding(encoding: JsonObject, drawing: Drawing): JsonObject {
  return Object.fromEntries(
    Object.entries(encoding).map(([name, channel]) => {
      const known = name in drawing.state.channels && isObject(channel);
      const offset = drawing.kept.find((each) => each.channel === 'color' && (name === 'xOffset' || name === 'yOffset'));
      if (offset && isObject(channel))
        return [name, { ...channel, sort: sortedNames(drawing.state.channels.color!, offset, drawing.others) }];
      return [name, known ? finishChannel(name as BuilderChannel, channel, drawing) : channel];
    }),
  );
}

/** The mark with a tooltip; parts of an area stand on each other and need their full colour. */
function finishMark(mark: JsonValue | undefined, { mark: type, channels }: BuilderState): JsonValue | undefined {
  const usual = { tooltip: { content: 'encoding' }, ...(type === 'area' && channels.color ? { opacity: 0.85 } : {}) };
  if (typeof mark === 'string') return { type: mark, ...usual };
  return isObject(mark) ? { ...usual, ...mark } : mark;
}

/** Titles, labels and order in the reader's language, as a chart of the builder is drawn; the stored spec has none of it. */
export function finishSpec(spec: JsonObject, drawing: Drawing): JsonObject {
  const encoding = isObject(spec.encoding) ? { encoding: finishEncoding(spec.encoding, drawing) } : {};
  if (!Array.isArray(spec.layer)) return { ...spec, mark: finishMark(spec.mark, drawing.state) ?? null, ...encoding };
  const [first, labels] = spec.layer as readonly JsonObject[];
  const own = labels && isObject(labels.encoding) ? finishEncoding(labels.encoding, drawing) : {};
  return {
    ...spec,
    ...encoding,
    layer: [
      { ...first, mark: finishMark(first?.mark, drawing.state) ?? null },
      { ...labels, encoding: own },
    ],
  };
}
