import type { Columns } from '#core/model/columns';
import { shapesOf, type ColumnShape } from './columns';
import { plainChannel, type ChannelChanges, type ChannelState } from './state';
import { byKey, byTwoKeys, countedKey } from './suggest-keys';
import { draft, formOfUnit, seeColumns, type Seen, type Suggestion } from './suggest-parts';
import { alongTime, alongTimeByKey, countedTime, MOST_COLOURS } from './suggest-time';

/** Fewest rows of a scatter (CB17) and of a histogram (CB18). */
const CLOUD = 8;
const SHAPE = 20;

type Drafts = (Suggestion | null)[];
const raw = (measure: ColumnShape): ChannelState => ({ ...plainChannel(measure.name, 'quantitative'), format: formOfUnit(measure) });

/** Two measures of the same rows (CB17). */
function cloud(seen: Seen, [first, second, third]: readonly ColumnShape[], key: ColumnShape | undefined): Drafts {
  if (!first || !second || seen.result.rowCount < CLOUD) return [];
  const coloured = key !== undefined && key.distinct <= MOST_COLOURS;
  const sized = third !== undefined && (third.min ?? -1) >= 0;
  const channels: ChannelChanges = {
    x: raw(first),
    y: raw(second),
    ...(coloured ? { color: plainChannel(key.name, 'nominal') } : {}),
    ...(sized ? { size: raw(third) } : {}),
  };
  const values = { first: first.name, second: second.name, n: seen.result.rowCount };
  return [draft('scatter', { mark: 'point', channels }, { key: 'builder_why_scatter', values })];
}

/** A measure alone (CB18). */
function spread({ result }: Seen, measure: ColumnShape): Drafts {
  const values = { measure: measure.name, n: measure.filled };
  const bins: ChannelState = { ...raw(measure), bin: true };
  const count: ChannelState = { ...plainChannel(null, 'quantitative'), format: 'count' };
  const histogram =
    result.rowCount >= SHAPE && measure.distinct > 2
      ? draft('histogram', { mark: 'bar', channels: { x: bins, y: count } }, { key: 'builder_why_histogram', values })
      : null;
  return [histogram, draft('strip', { mark: 'tick', channels: { x: raw(measure) } }, { key: 'builder_why_strip', values })];
}

function draftsOf(seen: Seen): Drafts {
  const { result, times, keys, measures } = seen;
  const [time] = times;
  const [key, other] = keys;
  const [measure] = measures;
  if (result.rowCount === 0) return [];
  if (result.rowCount === 1) {
    if (!measure || measures.length > 1) return [];
    const values = { measure: measure.name };
    return [draft('single', { mark: 'text', channels: { text: raw(measure) } }, { key: 'builder_why_single', values })];
  }
  if (time && measure && key) return [...alongTimeByKey(seen, time, measure, key), ...byKey(seen, key, measure)];
  if (time && measure) return [...alongTime(seen, time, measure), ...cloud(seen, measures, undefined)];
  if (time) return [...countedTime(seen, time), ...(key ? countedKey(key) : [])];
  if (key && other && measure)
    return [...byTwoKeys(seen, key, other, measure), ...byKey(seen, key, measure), ...cloud(seen, measures, other)];
  if (key && measure) return [...byKey(seen, key, measure), ...cloud(seen, measures, key)];
  if (measure) return [...cloud(seen, measures, undefined), ...spread(seen, measure)];
  return key ? countedKey(key) : [];
}

/**
 * Charts that fit a result, the best first, each with its reason (CB10–CB22); none where the table says it all. `columns` names those that
 * the chart should use, in any order; absent = all.
 */
export function suggestCharts(result: Columns, columns?: readonly string[]): Suggestion[] {
  const shapes = shapesOf(result).filter(({ name }) => !columns || columns.includes(name));
  return draftsOf(seeColumns(result, shapes)).filter((suggestion) => suggestion !== null);
}
