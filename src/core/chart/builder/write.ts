import type { JsonObject, JsonValue } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { checkSpec } from '../gate';
import { paint } from '../tokens';
import { isObject, without, writeColour } from './colour';
import { fieldOf, mayChart } from './field';
import { FORMATS, UNITS } from './forms';
import { dissect, readBuilder, type Anatomy } from './read';
import { GUIDES } from './read-channel';
import { CHANNELS, type BuilderChange, type BuilderChannel, type BuilderState, type ChannelState } from './state';
import { applyChange, isMeasure } from './tidy';
import { measureAxis } from './tidy-series';

/** Pixels of a chart of the builder that nobody resized. */
export const HEIGHT = 300;
/** Pixels of one panel of small multiples side by side, and one above another. */
export const PANEL = { column: 200, row: 640 } as const;

/** A chart with nothing on it yet. */
export const emptySpec = (): JsonObject => ({
  data: { name: 'rows' },
  width: 'container',
  height: HEIGHT,
  mark: { type: 'bar' },
  encoding: {},
});

function sortOf(name: BuilderChannel, { sort }: ChannelState): JsonObject {
  const across = name === 'x' ? 'y' : 'x';
  if (sort === null) return {};
  if (sort === 'data') return { sort: null };
  return { sort: sort === 'value_up' ? across : sort === 'value_down' ? `-${across}` : sort };
}

/** Title and format, in the guide of a channel or in itself; what else stands in the guide stays. */
function guideOf(name: BuilderChannel, state: ChannelState, old: JsonObject): JsonObject {
  const key = GUIDES[name];
  const place = key === null ? old : old[key];
  const kept = state.format === 'other' && isObject(place) && place.format !== undefined ? { format: place.format } : {};
  const format: JsonObject = state.format && state.format !== 'other' ? { format: FORMATS[state.format] } : kept;
  if (key === null) return format;
  const guide = { ...without(old[key], 'title', 'format'), ...format };
  if (Object.keys(guide).length > 0) return { [key]: guide };
  return old[key] === null ? { [key]: null } : {};
}

function writeChannel(name: BuilderChannel, state: ChannelState, old: JsonObject): JsonObject {
  const guide = GUIDES[name];
  const known = ['field', 'type', 'aggregate', 'bin', 'timeUnit', 'sort', 'stack', 'title', ...(guide ? [guide] : ['format'])];
  return {
    ...(state.column === null ? {} : { field: fieldOf(state.column) }),
    type: state.type,
    ...(state.aggregate ? { aggregate: state.aggregate } : {}),
    ...(state.bin === null ? {} : { bin: state.bin === true ? true : { maxbins: state.bin } }),
    ...(state.timeUnit ? { timeUnit: UNITS[state.timeUnit] } : {}),
    ...sortOf(name, state),
    ...(state.title === null ? {} : { title: state.title === '' ? null : state.title }),
    ...without(old, ...known),
    ...guideOf(name, state, old),
  };
}

/** The channels that mark and labels share, with stacking or places beside each other. */
function writeEncoding(state: BuilderState, old: JsonObject, labelled: boolean): JsonObject {
  const kept = without(old, ...CHANNELS, 'xOffset', 'yOffset') ?? {};
  const written: Record<string, JsonValue> = {};
  for (const name of CHANNELS) {
    const channel = state.channels[name];
    if (!channel || (name === 'text' && labelled)) continue;
    const before = old[name];
    written[name] = writeChannel(name, channel, isObject(before) ? before : {});
  }
  if (isObject(written.color) && state.colour) written.color = writeColour(written.color, state.colour, labelled && state.mark === 'rect');
  if (isObject(written.size) && written.size.legend === undefined) written.size = { ...written.size, legend: { orient: 'top' } };
  const axis = measureAxis(state.channels);
  const filled = state.mark === 'bar' || state.mark === 'area';
  // With numbers on both axes Vega-Lite would choose one and stack it, means too.
  if (filled && isMeasure(state.channels.x) && isMeasure(state.channels.y))
    for (const name of ['x', 'y'] as const) written[name] = { ...(written[name] as JsonObject), stack: null };
  if (axis && state.stack) {
    const stack = { zero: 'zero', normalise: 'normalize', none: null, beside: null }[state.stack];
    written[axis] = { ...(written[axis] as JsonObject), stack };
    const color = state.stack === 'beside' && isObject(written.color) ? written.color : null;
    const { field, type, timeUnit } = color ?? {};
    if (field !== undefined && type !== undefined)
      written[axis === 'y' ? 'xOffset' : 'yOffset'] = { field, type, ...(timeUnit === undefined ? {} : { timeUnit }) };
  }
  return { ...written, ...kept };
}

function labelsOf(state: BuilderState, text: ChannelState, { labels }: Anatomy): JsonObject {
  const old = labels && isObject(labels.encoding) ? labels.encoding : {};
  const before = isObject(old.text) ? old.text : {};
  const place: JsonObject = state.mark === 'rect' ? {} : measureAxis(state.channels) === 'x' ? { dx: 6, align: 'left' } : { dy: -8 };
  const color = { value: { ...paint(state.mark === 'rect' ? 'ink' : 'ink2') } };
  const encoding = { color, ...without(old, 'text'), text: writeChannel('text', text, before) };
  return { mark: { type: 'text', ...place }, ...without(labels ?? undefined, 'encoding'), encoding };
}

/** Wide as the page, or as a panel; a width of one's own stays. */
function widthOf(spec: JsonObject, { channels }: BuilderState): JsonObject {
  const automatic = spec.width === undefined || spec.width === 'container' || spec.width === PANEL.column || spec.width === PANEL.row;
  if (!automatic) return {};
  return { width: channels.column ? PANEL.column : channels.row ? PANEL.row : 'container' };
}

function writeSpec(spec: JsonObject, state: BuilderState): JsonObject {
  const anatomy = dissect(spec);
  const { mark: old } = anatomy;
  const mark = isObject(old) ? { ...old, type: state.mark } : old === state.mark ? old : { type: state.mark };
  const text = state.mark === 'text' ? undefined : state.channels.text;
  const rest = { ...without(spec, 'mark', 'encoding', 'layer'), ...widthOf(spec, state) };
  const from = anatomy.labels && isObject(anatomy.labels.encoding) ? anatomy.labels.encoding.text : undefined;
  const source: JsonObject = from === undefined ? anatomy.encoding : { ...anatomy.encoding, text: from };
  const encoding = writeEncoding(state, source, text !== undefined);
  return text ? { ...rest, encoding, layer: [{ mark, encoding: {} }, labelsOf(state, text, anatomy)] } : { ...rest, mark, encoding };
}

/**
 * The spec after a change of the builder; parts that the builder does not know stay (CB41). Fails with `issue_builder_beyond` where the spec is
 * more than the builder reads, `issue_builder_column` where a chart cannot carry a column, `issue_chart_refused` where the gate refuses the result.
 */
export function writeBuilder(spec: JsonObject, change: BuilderChange): Result<JsonObject> {
  const read = readBuilder(spec);
  if (!read.ok) return read;
  const names = Object.values(change.channels ?? {}).flatMap((channel) => (channel && channel.column !== null ? [channel.column] : []));
  const column = names.find((name) => !mayChart(name));
  if (column !== undefined) return fail({ code: 'issue_builder_column', values: { column: column.slice(0, 200) } });
  const written = writeSpec(spec, applyChange(read.value, change));
  const checked = checkSpec(written);
  return checked.ok ? succeed(written) : checked;
}
