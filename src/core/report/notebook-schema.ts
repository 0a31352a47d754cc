import * as v from 'valibot';
import { CANONICAL_TABLES, type CanonicalTable } from '#core/model/canonical';
import type { Condition, DateRange } from '#core/model/filters';
import type { JsonObject } from '#core/model/presentation';
import type { CellQuery, Control, CustomDefinition, CustomField, Metric } from './notebook-types';

/** NB8: what the parts of a notebook may hold at most. */
export const NOTEBOOK_CAPS = {
  sql: 100_000,
  spec: 50_000,
  definitions: 50,
  metrics: 100,
  steps: 20,
  fields: 40,
  choices: 200,
  parts: 20,
  words: 2000,
} as const;

/** What the shapes of a notebook are made of. */
interface Pieces {
  object<Entries extends v.ObjectEntries>(entries: Entries): v.StrictObjectSchema<Entries, undefined>;
  list<Item extends v.GenericSchema>(item: Item, length: number): v.GenericSchema<unknown, v.InferOutput<Item>[]>;
  text(length: number): v.GenericSchema<unknown, string>;
  json(length: number): v.GenericSchema<unknown, JsonObject>;
  readonly id: v.GenericSchema<unknown, string>;
  readonly kind: v.GenericSchema<unknown, string>;
  readonly version: v.GenericSchema<unknown, number>;
  readonly day: v.GenericSchema<unknown, string | null>;
  readonly range: v.GenericSchema<unknown, DateRange>;
  readonly condition: v.GenericSchema<unknown, Condition>;
}

/** NB2: what `{{name}}` and a relation may be called. */
export const plainName = v.pipe(v.string(), v.regex(/^[\p{L}_][\p{L}\p{N}_]{0,59}$/u));

const number = v.pipe(v.number(), v.finite());
const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const positive = v.pipe(number, v.gtValue(0));
const filled = (schema: v.GenericSchema<unknown, string>) => v.pipe(schema, v.minLength(1));
const within = (value: number | null, min: number | null, max: number | null): boolean =>
  value === null || ((min === null || value >= min) && (max === null || value <= max));

/** The shapes of queries, controls, definitions and metrics (NB1–NB5, NB8). */
export function notebookShapes({ object, list, text, json, id, kind, version, day, range, condition }: Pieces) {
  const { words, parts } = NOTEBOOK_CAPS;
  const of = { table: filled(text(200)), column: filled(text(words)) };
  const table = v.picklist(CANONICAL_TABLES as readonly CanonicalTable[]);
  const measure = v.variant('of', [
    object({ of: v.literal('count') }),
    object({ of: v.picklist(['distinct', 'sum', 'mean', 'median', 'min', 'max']), ...of }),
    object({ of: v.literal('metric'), metric: id }),
  ]);
  const group = object({
    ...of,
    grain: v.exactOptional(v.picklist(['day', 'week', 'month', 'quarter', 'year'])),
    width: v.exactOptional(positive),
  });
  const query = v.variant('by', [
    object({ by: v.literal('sql'), text: text(NOTEBOOK_CAPS.sql) }),
    object({
      by: v.literal('builder'),
      from: filled(text(200)),
      filters: list(object({ ...of, condition }), parts),
      groups: list(group, parts),
      measures: list(measure, parts),
      sort: v.exactOptional(object({ column: whole(2 * parts), descending: v.boolean() })),
      limit: v.exactOptional(whole(1_000_000)),
    }),
  ]) as v.GenericSchema<unknown, CellQuery>;

  const choices = v.variant('of', [
    object({ of: v.literal('list'), values: list(text(words), NOTEBOOK_CAPS.choices) }),
    object({ of: v.literal('column'), table, column: filled(text(words)) }),
  ]);
  const limit = v.nullable(number);
  const control = v.variant('type', [
    object({ type: v.literal('date_range'), value: range }),
    object({ type: v.literal('choice'), choices, value: v.nullable(text(words)) }),
    object({ type: v.literal('multi_choice'), choices, value: list(text(words), 1000) }),
    object({ type: v.literal('number'), min: limit, max: limit, value: limit }),
    object({ type: v.literal('text'), value: text(words) }),
    object({ type: v.literal('segment'), value: v.nullable(id) }),
    object({ type: v.literal('as_of'), value: day }),
  ]) as v.GenericSchema<unknown, Control>;

  const field = { key: plainName, label: filled(text(200)), help: text(words) };
  const bounded = v.pipe(
    object({ ...field, type: v.picklist(['number', 'integer']), min: number, max: number, default: number }),
    v.check((given) => within(given.default, given.min, given.max) && (given.type === 'number' || Number.isInteger(given.default))),
  );
  const chosen = v.pipe(
    object({ ...field, type: v.literal('choice'), options: list(text(words), NOTEBOOK_CAPS.choices), default: text(words) }),
    v.check((given) => given.options.includes(given.default)),
  );
  const customField = v.union([
    bounded,
    chosen,
    object({ ...field, type: v.literal('text'), default: text(words) }),
    object({ ...field, type: v.literal('boolean'), default: v.boolean() }),
    object({ ...field, type: v.literal('day'), default: v.pipe(day, v.string()) }),
    object({ ...field, type: v.literal('column'), tables: list(table, 20), default: filled(text(words)) }),
  ]) as v.GenericSchema<unknown, CustomField>;
  const requirement = object({ table, columns: list(text(words), 50) });
  const definition = object({
    id,
    name: filled(text(200)),
    purpose: text(words),
    form: list(customField, NOTEBOOK_CAPS.fields),
    requires: list(requirement, 30),
    steps: v.pipe(list(object({ id: plainName, sql: text(NOTEBOOK_CAPS.sql) }), NOTEBOOK_CAPS.steps), v.minLength(1)),
    chart: v.exactOptional(json(NOTEBOOK_CAPS.spec)),
    insight: v.exactOptional(text(words)),
    base: v.exactOptional(
      object({
        kind,
        version,
        params: json(20_000),
        columns: v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(60)), list(text(words), 200)),
      }),
    ),
  }) as v.GenericSchema<unknown, CustomDefinition>;
  const metric = object({
    id,
    name: filled(text(200)),
    table,
    formula: filled(text(words)),
    unit: v.picklist(['money', 'count', 'rate', 'number', 'days']),
    owner: v.exactOptional(text(200)),
    meaning: text(words),
  }) as v.GenericSchema<unknown, Metric>;
  return { query, control, definition, metric, bindings: v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(60)), plainName) };
}

const reversed = ({ from, to }: DateRange): boolean => from !== null && to !== null && from > to;

/** NB5: the value of a control that its own limits refuse. */
export function misfits(control: Control): boolean {
  switch (control.type) {
    case 'date_range':
      return reversed(control.value);
    case 'number':
      return !within(control.value, control.min, control.max);
    case 'choice':
      return control.choices.of === 'list' && control.value !== null && !control.choices.values.includes(control.value);
    case 'multi_choice': {
      const { choices, value } = control;
      return new Set(value).size < value.length || (choices.of === 'list' && value.some((each) => !choices.values.includes(each)));
    }
    default:
      return false;
  }
}
