import type { JsonObject, JsonValue } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { isObject, readColour } from './colour';
import { Beyond, readChannel } from './read-channel';
import { CHANNELS, MARKS, type BuilderChannel, type BuilderMark, type BuilderState, type ChannelState, type Stack } from './state';
import { tidy } from './tidy';
import { measureAxis } from './tidy-series';

/** Parts of a view that the builder neither makes nor keeps right beside what it makes. */
const FOREIGN_VIEWS = ['hconcat', 'vconcat', 'concat', 'facet', 'spec', 'repeat'];
const FOREIGN_CHANNELS = ['x2', 'y2', 'theta2', 'radius', 'radius2', 'xError', 'yError', 'xError2', 'yError2', 'facet'];

/** One mark with its channels, labels taken in; how a spec that the builder understands is put together. */
export interface Anatomy {
  /** The mark's definition, a name or an object. */
  readonly mark: JsonValue;
  /** Channels shared by mark and labels. */
  readonly encoding: JsonObject;
  /** The labels' own layer, where there is one. */
  readonly labels: JsonObject | null;
}

const typeOf = (mark: JsonValue | undefined): JsonValue | undefined => (isObject(mark) ? mark.type : mark);

/** A single view, or one mark with a layer of labels over the same channels. Throws `Beyond` for any other. */
export function dissect(spec: JsonObject): Anatomy {
  const foreign = FOREIGN_VIEWS.find((key) => key in spec);
  if (foreign) throw new Beyond(foreign);
  const encoding = isObject(spec.encoding) ? spec.encoding : {};
  if (spec.layer === undefined) return { mark: spec.mark ?? 'bar', encoding, labels: null };
  const layers: readonly JsonValue[] = Array.isArray(spec.layer) ? (spec.layer as readonly JsonValue[]) : [];
  const [first, second] = layers;
  const plain = layers.length === 2 && isObject(first) && isObject(second) && !('layer' in first) && !('layer' in second);
  const bare = plain && (first.encoding === undefined || (isObject(first.encoding) && Object.keys(first.encoding).length === 0));
  if (!plain || !bare || typeOf(second.mark) !== 'text') throw new Beyond('layer');
  const own = isObject(second.encoding) ? second.encoding : {};
  const shown = Object.keys(own).filter((name) => (CHANNELS as readonly string[]).includes(name));
  if (!isObject(own.text) || shown.some((name) => name !== 'text' && name !== 'color') || 'text' in encoding) throw new Beyond('layer');
  if (isObject(own.color) && own.color.value === undefined) throw new Beyond('layer');
  return { mark: first.mark ?? 'bar', encoding, labels: second };
}

/** How parts stand, as written; null where the spec leaves it to Vega-Lite. */
function readStack(encoding: JsonObject, channels: Partial<Record<BuilderChannel, ChannelState>>): Stack | null {
  const axis = measureAxis(channels);
  const offset = encoding.xOffset ?? encoding.yOffset;
  if (offset !== undefined) {
    const right = axis && `${axis === 'y' ? 'x' : 'y'}Offset` in encoding && !('xOffset' in encoding && 'yOffset' in encoding);
    const color = isObject(encoding.color) ? encoding.color.field : undefined;
    if (!right || !isObject(offset) || offset.field === undefined || offset.field !== color) throw new Beyond('offset');
    return 'beside';
  }
  const channel = axis ? encoding[axis] : undefined;
  const stack = isObject(channel) ? channel.stack : undefined;
  if (stack === undefined) return null;
  if (stack === null || stack === false) return 'none';
  if (stack === 'zero' || stack === true) return 'zero';
  if (stack === 'normalize') return 'normalise';
  throw new Beyond(`stack: ${JSON.stringify(stack)}`);
}

function readState(spec: JsonObject): BuilderState {
  const { mark, encoding, labels } = dissect(spec);
  const type = typeOf(mark);
  if (!(MARKS as readonly unknown[]).includes(type)) throw new Beyond(`mark: ${JSON.stringify(type ?? null)}`);
  const stranger = Object.keys(encoding).find((name) => FOREIGN_CHANNELS.includes(name));
  if (stranger) throw new Beyond(stranger);
  const own = labels && isObject(labels.encoding) ? labels.encoding.text : undefined;
  const shown: JsonObject = own === undefined ? encoding : { ...encoding, text: own };
  const channels: Partial<Record<BuilderChannel, ChannelState>> = {};
  for (const name of CHANNELS) {
    const channel = shown[name];
    if (channel === undefined || channel === null) continue;
    if (!isObject(channel)) throw new Beyond(name);
    channels[name] = readChannel(name, channel);
  }
  const colour = isObject(encoding.color) ? readColour(encoding.color) : null;
  if (channels.color && !colour) throw new Beyond('condition');
  return { mark: type as BuilderMark, channels, colour, stack: readStack(encoding, channels) };
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/**
 * What the builder shows of a spec (CB40). Fails with `issue_builder_beyond`, naming the part, where the spec is more than the builder makes
 * (CB43) or holds parts that would not stand beside each other (CB42).
 */
export function readBuilder(spec: JsonObject): Result<BuilderState> {
  try {
    const read = readState(spec);
    const state = tidy(read);
    const name = CHANNELS.find((each) => sorted(read.channels[each] ?? null) !== sorted(state.channels[each] ?? null));
    if (name) throw new Beyond(name);
    if (read.mark !== state.mark) throw new Beyond(`mark: ${read.mark}`);
    if (read.stack !== null && state.stack !== null && read.stack !== state.stack) throw new Beyond('stack');
    return succeed(state);
  } catch (error) {
    if (error instanceof Beyond) return fail({ code: 'issue_builder_beyond', values: { what: error.message } });
    throw error;
  }
}
