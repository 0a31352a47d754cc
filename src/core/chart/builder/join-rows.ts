import type { Row, Scalar } from '#core/model/columns';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { aggregate, type AggregateOp } from '../aggregate';
import { isObject } from './colour';
import { columnOfField } from './field';
import { dividedBy } from './places';
import { CHANNELS, type BuilderState, type ChannelState } from './state';

/** Rows that a chart may have (CB33). */
export const MOST_ROWS = 1000;
/** The column that joined rows are counted in. */
export const COUNTED = 'rows_counted';

export interface Joined {
  readonly rows: readonly Row[];
  /** Rows were counted before: the chart adds up `COUNTED` instead of counting. */
  readonly counted: boolean;
}

const JOINS: Readonly<Partial<Record<string, AggregateOp>>> = { sum: 'sum', min: 'min', max: 'max', count: 'count' };

/** Columns that channels beside the builder's name, such as a tooltip's; null where one is a path. */
function otherColumns(encoding: JsonObject): string[] | null {
  const open: JsonValue[] = Object.entries(encoding).flatMap(([name, value]) =>
    (CHANNELS as readonly string[]).includes(name) ? [] : [value],
  );
  const found: string[] = [];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) open.push(...(value as readonly JsonValue[]));
    else if (isObject(value)) {
      const column = typeof value.field === 'string' ? columnOfField(value.field) : '';
      if (column === null || 'aggregate' in value) return null;
      if (column !== '') found.push(column);
      open.push(...Object.values(value));
    }
  }
  return found;
}

/**
 * Rows of one place joined into one, so that a long result fits a chart without losing from its totals (CB33): only where every number of the
 * chart is a sum, count, lowest or highest. Null where that would not be the same chart, or would still be too long.
 */
export function joinRows(state: BuilderState, encoding: JsonObject, rows: readonly Row[]): Joined | null {
  const channels = CHANNELS.flatMap((name) => state.channels[name] ?? []);
  const measures = channels.filter((channel): channel is ChannelState => channel.aggregate !== null);
  const others = otherColumns(encoding);
  if (measures.length === 0 || others === null || measures.some(({ aggregate: op }) => !JOINS[op ?? ''])) return null;
  const dividers = channels.filter(({ aggregate: op }) => op === null);
  const taken = [...dividers.map(({ column }) => column), ...others];
  const ops = new Map(measures.map(({ column, aggregate: op }) => [column ?? COUNTED, JOINS[op!]!]));
  const clash = measures.some(
    ({ column, aggregate: op }) => (column !== null && taken.includes(column)) || ops.get(column ?? COUNTED) !== op,
  );
  if (clash) return null;
  const groups = new Map<string, { first: Row; lists: Scalar[][] }>();
  for (const row of rows) {
    const times = dividers.map((channel) =>
      channel.timeUnit?.includes('_of_') ? (row[channel.column!] ?? null) : dividedBy(channel, row),
    );
    const key = JSON.stringify([times, others.map((name) => row[name] ?? null)]);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { first: row, lists: [...ops].map(() => []) }));
    [...ops.keys()].forEach((name, at) => group.lists[at]!.push(name === COUNTED ? 1 : (row[name] ?? null)));
    if (groups.size > MOST_ROWS) return null;
  }
  const joined = [...groups.values()].map(({ first, lists }): Row => ({
    ...first,
    ...Object.fromEntries([...ops].map(([name, op], at) => [name, aggregate(op, lists[at]!)])),
  }));
  return { rows: joined, counted: ops.has(COUNTED) };
}
