import type { Row, Scalar } from '#core/model/columns';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { isObject } from './colour';
import type { ColumnShape } from './columns';
import { columnOfField } from './field';
import type { BuilderState } from './state';
import { millisecondsOf } from './time';
import { isDiscrete } from './tidy';

/** Columns that a spec reads as times, wherever in it. Only for specs that passed the gate, which bounds their size. */
function timesIn(spec: JsonObject): Set<string> {
  const found = new Set<string>();
  const open: JsonValue[] = [spec];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) open.push(...(value as readonly JsonValue[]));
    else if (isObject(value)) {
      const column = typeof value.field === 'string' ? columnOfField(value.field) : null;
      if (column !== null && (value.type === 'temporal' || value.timeUnit !== undefined)) found.add(column);
      open.push(...Object.values(value));
    }
  }
  return found;
}

/** The rows with the spec's times as milliseconds of UTC (CB45). */
export function timedRows(spec: JsonObject, rows: readonly Row[], shapes: readonly ColumnShape[]): readonly Row[] {
  const times = timesIn(spec);
  const columns = shapes.filter(({ name, type }) => times.has(name) && (type === 'date' || type === 'timestamp')).map(({ name }) => name);
  if (columns.length === 0) return rows;
  return rows.map((row) => ({ ...row, ...Object.fromEntries(columns.map((name) => [name, millisecondsOf(row[name] ?? null)])) }));
}

/** The spec with its time units in UTC, wherever they stand: rows carry UTC, and the local zone would move days (CB45). */
export function inUtc<Value extends JsonValue>(value: Value): Value {
  const turned = (each: JsonValue): JsonValue => {
    if (Array.isArray(each)) return each.map((item: JsonValue) => turned(item));
    if (!isObject(each)) return each;
    return Object.fromEntries(
      Object.entries(each).map(([key, inner]) => [
        key,
        key === 'timeUnit' && typeof inner === 'string' && !inner.startsWith('utc') ? `utc${inner}` : turned(inner),
      ]),
    );
  };
  return turned(value) as Value;
}

/** The rows with a word where a name is empty, so that no chart says “null”. */
export function namedRows(state: BuilderState, rows: readonly Row[], empty: string): readonly Row[] {
  const names = Object.values(state.channels).filter((channel) => isDiscrete(channel) && !channel.timeUnit && channel.column !== null);
  const columns = [...new Set(names.map(({ column }) => column!))];
  const missing = (row: Row) => columns.filter((name) => (row[name] ?? null) === null);
  return rows.map((row) => {
    const gaps = missing(row);
    return gaps.length === 0 ? row : { ...row, ...Object.fromEntries(gaps.map((name): [string, Scalar] => [name, empty])) };
  });
}
