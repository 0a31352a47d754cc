import * as v from 'valibot';
import { CANONICAL, CANONICAL_TABLES, GRAIN_TABLES, type CanonicalTable, type Grain, type Role } from '#core/model/canonical';
import type { Filter } from '#core/model/filters';
import type { JsonObject } from '#core/model/presentation';
import { MONTH_LANGUAGES, SERIALS } from '#core/model/source';
import { NUMBER_UNITS } from '#core/model/value-forms';
import { copyJson, findJsonFault } from './json';
import { WIDTHS } from './layout';
import { NOTEBOOK_CAPS, notebookShapes, plainName } from './notebook-schema';
import { stepsShape } from './step-schema';
import type { Cell, ReportSource, Segment } from './types';
import { viewShape } from './view-schema';

/** What one report may hold at most. */
export const CAPS = {
  cells: 200,
  filters: 50,
  filterValues: 1000,
  segments: 50,
  sources: 40,
  parts: 10_000,
  columns: 5000,
  title: 200,
  markdown: 50_000,
  params: 20_000,
  text: 2000,
} as const;

const ROLES: readonly Role[] = [
  ...new Set(CANONICAL_TABLES.flatMap((table) => CANONICAL[table].map((column) => column.name as Role))),
  'attribute',
  'skip',
];

const text = (length: number) => v.pipe(v.string(), v.maxLength(length));
const list = <Item extends v.GenericSchema>(item: Item, length: number) => v.pipe(v.array(item), v.maxLength(length));
const number = v.pipe(v.number(), v.finite());
const amount = v.union([number, text(CAPS.text)]);

/** Entries without a prototype: valibot looks a key up with `in`, which would find `constructor` in any plain object. */
function bare<Entries extends object>(entries: Entries): Entries {
  return Object.assign(Object.create(null) as Entries, entries);
}

const namesSegment = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, 'segment');

const isDay = (value: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(value);
};

export const title = text(CAPS.title);
export const markdown = text(CAPS.markdown);
export const cellId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,40}$/));
export const kindName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,59}$/));
export const paramsVersion = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000));
export const currency = v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)));
export const weekStart = v.picklist(['monday', 'sunday']);
export const day = v.nullable(v.pipe(v.string(), v.check(isDay)));
const json = (length: number) =>
  v.pipe(
    v.custom<JsonObject>(
      (value) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        findJsonFault(value) === null &&
        JSON.stringify(value).length <= length,
    ),
    v.transform((value) => copyJson(value) as JsonObject),
  );
export const params = json(CAPS.params);
export const chart = json(NOTEBOOK_CAPS.spec);
export const width = v.picklist(WIDTHS);

/**
 * The shapes of a document's parts. `strict` refuses what it does not know; the other kind leaves it out and is only used to
 * show a document from a newer version.
 */
function makeShapes(strict: boolean) {
  const object = <Entries extends v.ObjectEntries>(entries: Entries) =>
    (strict ? v.strictObject(bare(entries)) : v.object(bare(entries))) as v.StrictObjectSchema<Entries, undefined>;

  const range = object({ from: day, to: day });
  const revenue = object({ paidStatuses: v.nullable(list(text(CAPS.text), CAPS.filterValues)) });
  const condition = v.variant('op', [
    object({ op: v.picklist(['in', 'not_in']), values: list(text(CAPS.text), CAPS.filterValues) }),
    object({ op: v.picklist(['gt', 'gte', 'lt', 'lte']), value: amount }),
    object({ op: v.literal('between'), from: amount, to: amount }),
    object({ op: v.picklist(['is_missing', 'is_present']) }),
  ]);
  const columnFilter = object({ table: v.picklist(['customers', 'orders', 'order_items']), column: text(CAPS.text), condition });
  const segmentFilter = object({ table: v.literal('customers'), segment: cellId, is: v.picklist(['in', 'not_in']) });
  const filter: v.GenericSchema<unknown, Filter> = v.lazy((input) => (namesSegment(input) ? segmentFilter : columnFilter));
  const filters = list(filter, CAPS.filters);
  const ofCustomers = list(
    v.pipe(
      filter,
      v.check(({ table }) => table === 'customers'),
    ),
    CAPS.filters,
  );
  const segment: v.GenericSchema<unknown, Segment> = object({
    id: cellId,
    name: v.pipe(title, v.minLength(1)),
    of: v.variant('kind', [
      object({ kind: v.literal('part'), analysis: kindName, version: paramsVersion, params, part: params, range, filters }),
      object({ kind: v.literal('rule'), filters: ofCustomers }),
    ]),
  });

  const yes = v.exactOptional(v.literal(true));
  const numberForm = {
    strip: list(text(20), 50),
    decimal: v.exactOptional(v.picklist(['.', ','])),
    group: v.exactOptional(v.picklist([',', '.', ' ', "'"])),
    indian: yes,
    percent: yes,
    parentheses: yes,
    trailing: yes,
    fullWidth: yes,
    units: v.exactOptional(list(v.picklist(Object.keys(NUMBER_UNITS)), 10)),
  };
  const formats = list(text(100), 50);
  const dateForm = {
    era: v.exactOptional(v.literal('roc')),
    months: v.exactOptional(v.picklist(MONTH_LANGUAGES)),
    halves: yes,
    fullWidth: yes,
    serial: v.exactOptional(v.picklist(SERIALS)),
  };
  const parse = v.variant('type', [
    object({ type: v.literal('text') }),
    object({ type: v.literal('number'), ...numberForm, also: v.exactOptional(list(object(numberForm), 50)) }),
    object({
      type: v.literal('date'),
      formats,
      grain: v.picklist(['date', 'instant']),
      ...dateForm,
      also: v.exactOptional(list(object({ formats, ...dateForm }), 50)),
    }),
    object({ type: v.literal('boolean'), yes: list(text(100), 50), no: list(text(100), 50) }),
  ]);
  const column = object({
    header: text(CAPS.text),
    role: v.picklist(ROLES),
    attributeOf: v.exactOptional(v.picklist(CANONICAL_TABLES as readonly CanonicalTable[])),
    parse,
    personal: v.exactOptional(v.picklist(['phone', 'email', 'id_card', 'name', 'address'])),
    protect: v.exactOptional(v.picklist(['mask', 'pseudonym'])),
    nulls: v.exactOptional(list(text(100), 200)),
    misfits: v.exactOptional(v.literal('reject')),
  });
  const mapping = object({
    grain: v.picklist(Object.keys(GRAIN_TABLES) as Grain[]),
    columns: list(column, CAPS.columns),
    steps: v.exactOptional(stepsShape({ object, text: text(CAPS.text), amount })),
  });
  const sources: v.GenericSchema<unknown, ReportSource[]> = list(
    object({ name: text(CAPS.title), headers: list(text(CAPS.text), CAPS.columns), mapping }),
    CAPS.sources,
  );

  const notebook = notebookShapes({ object, list, text, json, id: cellId, kind: kindName, version: paramsVersion, day, range, condition });
  const view = viewShape({ object, list, name: text(CAPS.text), number });
  const placed = { id: cellId, width: v.exactOptional(width) };
  const shown = { title: v.exactOptional(title), view: v.exactOptional(view), alone: yes };
  const cell: v.GenericSchema<unknown, Cell> = v.variant('type', [
    object({ ...placed, type: v.literal('text'), markdown }),
    object({
      ...placed,
      ...shown,
      type: v.literal('analysis'),
      kind: kindName,
      definition: v.exactOptional(cellId),
      version: paramsVersion,
      params,
      bindings: v.exactOptional(notebook.bindings),
    }),
    object({ ...placed, ...shown, type: v.literal('sql'), name: plainName, query: notebook.query, chart: v.exactOptional(chart) }),
    object({ ...placed, type: v.literal('control'), name: plainName, label: v.exactOptional(title), control: notebook.control }),
  ]);

  const report = object({
    format: v.literal('clientele.report'),
    version: v.literal(2),
    title,
    currency,
    weekStart,
    asOf: day,
    range,
    filters,
    segments: v.exactOptional(list(segment, CAPS.segments)),
    revenue,
    sources,
    cells: list(cell, CAPS.cells),
    definitions: v.exactOptional(list(notebook.definition, NOTEBOOK_CAPS.definitions)),
    metrics: v.exactOptional(list(notebook.metric, NOTEBOOK_CAPS.metrics)),
  });
  return { object, range, revenue, filters, segment, mapping, sources, view, cell, report, notebook };
}

export const strict = makeShapes(true);
export const loose = makeShapes(false);
