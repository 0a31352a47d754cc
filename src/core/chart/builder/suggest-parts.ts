import type { Columns } from '#core/model/columns';
import type { JsonObject } from '#core/model/presentation';
import type { Text } from '#core/messages/text';
import type { ColumnShape } from './columns';
import { plainChannel, type BuilderChange, type ChannelState, type ChartTimeUnit, type NumberForm } from './state';
import { emptySpec, writeBuilder } from './write';

/** Names of the charts that are suggested; a stable id for tests and controls. */
export type SuggestionKind =
  | 'single'
  | 'line'
  | 'lines'
  | 'area'
  | 'areas'
  | 'columns'
  | 'bars'
  | 'bars_beside'
  | 'bars_stacked'
  | 'heat'
  | 'scatter'
  | 'histogram'
  | 'strip'
  | 'box'
  | 'arc'
  | 'count_bars'
  | 'count_line';

/** A chart that fits, with the reason seen in the columns (CB10). */
export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly spec: JsonObject;
  readonly reason: Text;
}

/** The result and its columns by role, in their order; constants are no keys. */
export interface Seen {
  readonly result: Columns;
  readonly times: readonly ColumnShape[];
  readonly keys: readonly ColumnShape[];
  readonly measures: readonly ColumnShape[];
}

/** The columns that a chart may use (CB5), by role. */
export function seeColumns(result: Columns, shapes: readonly ColumnShape[]): Seen {
  const usable = shapes.filter(({ chartable, filled }) => chartable && filled > 0);
  return {
    result,
    times: usable.filter(({ role, distinct }) => role === 'time' && distinct > 1),
    keys: usable.filter(({ role, distinct }) => role === 'key' && distinct > 1),
    measures: usable.filter(({ role }) => role === 'measure'),
  };
}

/** Whether no two rows share their values in these columns. */
export function isPlace({ result }: Seen, ...shapes: readonly ColumnShape[]): boolean {
  const lists = shapes.map(({ name }) => result.columns.find((column) => column.name === name)!.values);
  const seen = new Set<string>();
  for (let row = 0; row < result.rowCount; row++) seen.add(JSON.stringify(lists.map((values) => values[row])));
  return seen.size === result.rowCount;
}

const FORMS: Readonly<Partial<Record<ColumnShape['unit'], NumberForm>>> = {
  money: 'money',
  rate: 'rate',
  customers: 'count',
  orders: 'count',
  count: 'count',
  days: 'days',
  score: 'score',
};

/** The number format of a column's unit; null where the unit is not certain. */
export const formOfUnit = ({ unit }: ColumnShape): NumberForm | null => FORMS[unit] ?? null;

/** A measure at its places: as it is where each place has one row, else added up or averaged (CB20). */
export function measureAt(seen: Seen, measure: ColumnShape, ...places: readonly ColumnShape[]): ChannelState {
  const format = formOfUnit(measure);
  const state = { ...plainChannel(measure.name, 'quantitative'), format };
  if (isPlace(seen, ...places)) return state;
  return { ...state, aggregate: measure.holds === 'amounts' ? 'sum' : 'mean' };
}

/** The longest span of which every value of a time is a beginning. */
export function grainOf({ result }: Seen, time: ColumnShape): ChartTimeUnit {
  const values = [...new Set(Array.from(result.columns.find(({ name }) => name === time.name)!.values as ArrayLike<unknown>))];
  const texts = values.filter((value) => value !== null).map(String);
  if (texts.some((text) => text.length > 10 && text.slice(11, 19) !== '00:00:00')) return texts.length > 100 ? 'day' : 'hour';
  if (!texts.every((text) => text.slice(8, 10) === '01')) return texts.length > 100 ? 'month' : 'day';
  if (texts.every((text) => text.slice(5, 7) === '01')) return 'year';
  return texts.every((text) => ['01', '04', '07', '10'].includes(text.slice(5, 7))) ? 'quarter' : 'month';
}

/** A time along a line, or one name a span (`discrete`). Places that several rows share are joined by span. */
export function timeChannel(seen: Seen, time: ColumnShape, discrete: boolean): ChannelState {
  if (time.named) return plainChannel(time.name, 'ordinal');
  const joined = discrete || !isPlace(seen, time);
  return { ...plainChannel(time.name, discrete ? 'ordinal' : 'temporal'), timeUnit: joined ? grainOf(seen, time) : null };
}

/** A suggestion out of what the builder would be told; null where a chart cannot carry it. */
export function draft(kind: SuggestionKind, change: BuilderChange, reason: Text): Suggestion | null {
  const spec = writeBuilder(emptySpec(), change);
  return spec.ok ? { kind, spec: spec.value, reason } : null;
}
