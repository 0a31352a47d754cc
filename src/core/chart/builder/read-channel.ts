import type { JsonObject, JsonValue } from '#core/model/presentation';
import { isObject } from './colour';
import { columnOfField } from './field';
import { formOf, unitOf } from './forms';
import {
  AGGREGATES,
  FIELD_TYPES,
  type Aggregate,
  type BuilderChannel,
  type ChannelState,
  type ChartSort,
  type FieldType,
  type NumberForm,
} from './state';

/** Where Vega-Lite keeps title and format of a channel's axis or legend; null where they stand in the channel itself. */
export const GUIDES: Readonly<Record<BuilderChannel, 'axis' | 'legend' | 'header' | null>> = {
  x: 'axis',
  y: 'axis',
  theta: null,
  color: 'legend',
  size: 'legend',
  row: 'header',
  column: 'header',
  text: null,
};

/** Thrown inside the reader, and caught by it: the part of a channel that the builder does not make. */
export class Beyond extends Error {}
const beyond = (key: string, value: JsonValue): never => {
  throw new Beyond(`${key}: ${JSON.stringify(value).slice(0, 60)}`);
};

const isOneOf = <Item extends string>(list: readonly Item[], value: JsonValue | undefined): value is Item =>
  (list as readonly JsonValue[]).includes(value ?? null);

function aggregateIn({ aggregate }: JsonObject): Aggregate | null {
  if (aggregate === undefined || aggregate === null) return null;
  if (aggregate === 'average') return 'mean';
  return isOneOf(AGGREGATES, aggregate) ? aggregate : beyond('aggregate', aggregate);
}

function binIn({ bin }: JsonObject): true | number | null {
  if (bin === undefined || bin === null || bin === false) return null;
  if (bin === true) return true;
  if (isObject(bin) && Object.keys(bin).length === 1 && typeof bin.maxbins === 'number') return bin.maxbins;
  return beyond('bin', bin);
}

function sortIn(name: BuilderChannel, { sort }: JsonObject): ChartSort | null {
  if (sort === undefined) return null;
  if (sort === null) return 'data';
  if (sort === 'ascending' || sort === 'descending') return sort;
  const across = name === 'x' ? 'y' : name === 'y' ? 'x' : null;
  if (across && sort === across) return 'value_up';
  if (across && sort === `-${across}`) return 'value_down';
  return beyond('sort', sort);
}

function titleIn(name: BuilderChannel, channel: JsonObject): string | null {
  const guide = GUIDES[name];
  const inner = guide && isObject(channel[guide]) ? channel[guide].title : undefined;
  const title = inner ?? channel.title;
  if (channel.title === null || inner === null) return '';
  return typeof title === 'string' ? title : title === undefined ? null : beyond('title', title);
}

function formatIn(name: BuilderChannel, channel: JsonObject): NumberForm | 'other' | null {
  const guide = GUIDES[name];
  const place = guide === null ? channel : isObject(channel[guide]) ? channel[guide] : {};
  const { format } = place;
  if (format === undefined) return null;
  return typeof format === 'string' ? (formOf(format) ?? 'other') : 'other';
}

/** What one channel of a spec shows. Throws `Beyond` where the builder would not make it (CB43). */
export function readChannel(name: BuilderChannel, channel: JsonObject): ChannelState {
  const aggregate = aggregateIn(channel);
  const bin = binIn(channel);
  const { field, timeUnit: unit } = channel;
  const timeUnit =
    unit === undefined ? null : typeof unit === 'string' ? (unitOf(unit) ?? beyond('timeUnit', unit)) : beyond('timeUnit', unit);
  const column = typeof field === 'string' ? columnOfField(field) : null;
  if (aggregate !== 'count' && column === null) beyond('field', field ?? channel.value ?? null);
  const usual: FieldType = aggregate || bin !== null ? 'quantitative' : timeUnit ? 'temporal' : 'nominal';
  const type = channel.type === undefined ? usual : isOneOf(FIELD_TYPES, channel.type) ? channel.type : beyond('type', channel.type);
  return {
    column: aggregate === 'count' ? null : column,
    type,
    aggregate,
    bin,
    timeUnit,
    sort: sortIn(name, channel),
    title: titleIn(name, channel),
    format: formatIn(name, channel),
  };
}
