import * as v from 'valibot';
import type { Unit } from '#core/messages/unit';
import type { JsonObject, Presentation } from './presentation';

/** What one presentation from outside may hold at most. */
const CAPS = { text: 20_000, name: 400, figures: 60, charts: 24, chartRows: 1000, columns: 500, rows: 10_000, list: 1000 } as const;

const UNITS: readonly Unit[] = [
  'customers',
  'orders',
  'count',
  'money',
  'rate',
  'points',
  'days',
  'score',
  'number',
  'bytes',
  'date',
  'month',
  'text',
];

/** Entries without a prototype: valibot looks a key up with `in`, which would find `constructor` in any plain object. */
const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(Object.assign(Object.create(null) as Entries, entries));
const list = <Item extends v.GenericSchema>(item: Item, length: number = CAPS.list) => v.pipe(v.array(item), v.maxLength(length));

const number = v.pipe(v.number(), v.finite());
const words = v.pipe(v.string(), v.maxLength(CAPS.text));
const name = v.pipe(v.string(), v.maxLength(CAPS.name));
const scalar = v.union([words, number, v.boolean(), v.null()]);
const unit = v.picklist(UNITS);
/** Texts that are written as a day or a month must be one: a language cannot write any other. */
const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}/.test(value) && Number.isFinite(Date.parse(`${value.slice(0, 10)}T00:00:00Z`));
const day = v.pipe(name, v.check(isDay));
const month = v.pipe(
  name,
  v.check((value) => isDay(`${value.slice(0, 7)}-01`)),
);
const table = v.record(name, scalar);
const json = v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** Texts whose message is known to this page, as it is asked. */
function textShape(isMessage: (key: string) => boolean): v.GenericSchema {
  const text: v.GenericSchema = v.lazy(() => v.union([object({ literal: words }), message]));
  const value = v.union([words, number, object({ amount: v.nullable(number), unit }), object({ date: day }), object({ month }), text]);
  const message = object({ key: v.pipe(name, v.check(isMessage)), values: v.exactOptional(v.record(name, value)) });
  return text;
}

/** The shapes of texts and presentations that come from outside, for `checkShape`: strict and capped. Charts are shaped as JSON only; the gate reads them. */
export function presentationShapes(isMessage: (key: string) => boolean): {
  readonly text: v.GenericSchema;
  readonly presentation: v.GenericSchema<unknown, Presentation>;
} {
  const text = textShape(isMessage);
  const count = object({ count: number, unit });
  const flag = v.exactOptional(v.boolean());
  const figure = object({
    label: text,
    amount: v.nullable(number),
    unit,
    change: v.nullable(number),
    against: v.nullable(text),
    part: v.exactOptional(json),
    trend: list(object({ period: name, amount: v.nullable(number), provisional: v.boolean() })),
  });
  const chart = object({
    id: name,
    spec: json,
    narrow: v.exactOptional(json),
    rows: list(table, CAPS.chartRows),
    height: v.pipe(number, v.minValue(0), v.maxValue(20_000)),
    title: text,
    caption: text,
  });
  const column = object({
    key: name,
    label: text,
    unit,
    is: v.picklist(['key', 'count', 'sum', 'share', 'other']),
    of: v.exactOptional(name),
    part: flag,
    bar: flag,
  });
  const row = object({
    values: table,
    texts: v.exactOptional(v.record(name, text)),
    parts: v.exactOptional(v.record(name, json)),
    provisional: flag,
    provisionalIn: v.exactOptional(list(name)),
    said: flag,
    total: flag,
  });
  const ledger: v.GenericSchema = object({ used: list(count), excluded: list(object({ reason: text, count: number, unit })) });
  const presentation = object({
    figures: list(figure, CAPS.figures),
    charts: list(chart, CAPS.charts),
    table: object({ columns: list(column, CAPS.columns), rows: list(row, CAPS.rows) }),
    insight: object({
      sentences: list(object({ finding: text, rest: v.exactOptional(text) })),
      numbers: v.record(name, v.nullable(number)),
    }),
    stamp: object({ asOf: v.union([v.literal(''), day]), phrases: list(text), provisional: v.boolean() }),
    ledger,
  });
  return { text, presentation: presentation as unknown as v.GenericSchema<unknown, Presentation> };
}
