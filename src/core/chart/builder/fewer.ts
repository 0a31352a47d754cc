import type { Text } from '#core/messages/text';
import type { Row, Scalar } from '#core/model/columns';
import { aggregate } from '../aggregate';
import type { ColumnShape } from './columns';
import type { BuilderChannel, BuilderState } from './state';
import { isDiscrete } from './tidy';
import { measureOf } from './words';

/** What stays of a channel with too many names (CB31): them in order of size, and whether the rest stands as “Others” behind them. */
export interface Kept {
  readonly channel: BuilderChannel;
  readonly column: string;
  readonly values: readonly Scalar[];
  readonly others: boolean;
}

export interface Fewer {
  readonly rows: readonly Row[];
  readonly kept: readonly Kept[];
  readonly notes: readonly Text[];
}

/** Names that a channel can show (CB30). */
function capOf(channel: BuilderChannel, state: BuilderState): number {
  if (channel === 'color') return 5;
  if (channel === 'row' || channel === 'column') return 12;
  return state.mark === 'rect' && channel === 'y' ? 60 : 40;
}

/** Whether several rows of one place may be added up (CB31). */
function addsUp(state: BuilderState, shapes: readonly ColumnShape[]): boolean {
  const name = measureOf(state);
  const measure = name ? state.channels[name] : undefined;
  if (!measure) return false;
  if (measure.aggregate) return measure.aggregate === 'sum' || measure.aggregate === 'count';
  return shapes.find((shape) => shape.name === measure.column)?.holds === 'amounts' && state.mark !== 'point' && state.mark !== 'boxplot';
}

/** Names by the size of their numbers, largest first; names without a number last. Ties in order of the names. */
function ranked(rows: readonly Row[], column: string, state: BuilderState, sums: boolean): Scalar[] {
  const name = measureOf(state);
  const measure = name ? state.channels[name] : undefined;
  const counted = measure?.column ?? null;
  const lists = new Map<Scalar, Scalar[]>();
  for (const row of rows) {
    const value = row[column] ?? null;
    const list = lists.get(value) ?? [];
    lists.set(value, list);
    list.push(counted === null ? 1 : (row[counted] ?? null));
  }
  const op = sums ? 'sum' : (measure?.aggregate ?? (measure ? 'max' : 'count'));
  const sizes = [...lists].map(([value, list]) => ({ value, size: aggregate(op, list) ?? -Infinity }));
  const before = (a: Scalar, b: Scalar) => (String(a) < String(b) ? -1 : 1);
  return sizes.toSorted((a, b) => b.size - a.size || before(a.value, b.value)).map(({ value }) => value);
}

/** The rows with no more names in a channel than can be told apart, and a sentence for each that was too long (CB30, CB31). */
export function fewerNames(state: BuilderState, given: readonly Row[], shapes: readonly ColumnShape[], others: string): Fewer {
  let rows = given;
  const kept: Kept[] = [];
  const notes: Text[] = [];
  const sums = addsUp(state, shapes);
  for (const channel of ['color', 'x', 'y', 'row', 'column'] as const) {
    const shown = state.channels[channel];
    const shape = shapes.find(({ name }) => name === shown?.column);
    if (!shown || shown.column === null || !isDiscrete(shown) || shown.timeUnit || shape?.role === 'time') continue;
    if (channel === 'color' && state.colour?.meaning !== 'categories') continue;
    const { column } = shown;
    const most = capOf(channel, state);
    const order = ranked(rows, column, state, sums);
    if (order.length <= most || kept.some((each) => each.column === column)) continue;
    const values = order.slice(0, most);
    const stay = new Set(values);
    const rest = order.length - most;
    rows = sums
      ? rows.map((row) => (stay.has(row[column] ?? null) ? row : { ...row, [column]: others }))
      : rows.filter((row) => stay.has(row[column] ?? null));
    kept.push({ channel, column, values, others: sums });
    notes.push(
      sums
        ? { key: 'builder_note_others', values: { column, shown: most, rest } }
        : { key: 'builder_note_cut', values: { column, shown: most, all: order.length } },
    );
  }
  return { rows, kept, notes };
}
