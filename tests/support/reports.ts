import fc from 'fast-check';
import { succeed } from '#core/model/result';
import type { Kind, Kinds } from '#core/report/kinds';
import { withoutEmpty } from '#core/report/view';
import type { Filter } from '#core/model/filters';
import { findContradiction } from '#core/report/check';
import type { MeasureChoice, PivotChoice } from '#core/chart/pivot/choice';
import type { PivotSort } from '#core/chart/pivot/sort';
import type { TableColour } from '#core/chart/table/view';
import type { Cell, CellView, Edit, Report, Segment } from '#core/report/types';
import {
  anyBindings,
  anyChart,
  anyControl,
  anyDefinition,
  anyMetric,
  anyName,
  anyQuery,
  anyWidth,
  definitionId,
  metricId,
} from './notebook';

export const kind = (version = 1, changes: Partial<Kind> = {}): Kind => ({
  version,
  migrations: [],
  parse: (value) => succeed(value),
  ...changes,
});
export const kinds: Kinds = new Map(['overview', 'revenue', 'rfm', 'cohort'].map((name) => [name, kind()]));

const words = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('山南茶行', '__proto__', '{"a":1}', '\u0000', '😀'));
const day = fc.constantFrom('2024-02-29', '2025-01-01', '2026-10-24');
const range = fc.constantFrom({ from: null, to: null }, { from: '2025-01-01', to: null }, { from: '2025-01-01', to: '2026-10-24' });
const params = fc.dictionary(fc.constantFrom('grain', 'lookbackDays', 'n'), fc.oneof(words, fc.integer(), fc.constant(null), fc.boolean()));
const scale = fc.constantFrom<TableColour['scale']>({ by: 'size' }, { by: 'thresholds', at: [-1, 0.5] }, { by: 'middle', middle: 0 });
const pivotSort = fc.constantFrom<PivotSort>(
  { by: 'head', descending: true },
  { by: 'measure', measure: 'sum:amount', across: null, descending: false },
  { by: 'measure', measure: 'count', across: ['山南', null, 3, true], descending: true },
);
const measure = fc.constantFrom<MeasureChoice>(
  { op: 'count', column: null },
  { op: 'sum', column: 'amount', percent: 'row' },
  { op: 'mean', column: '__proto__', weight: 'n' },
);
const pivot = fc.record<PivotChoice>(
  {
    rows: fc.array(words, { maxLength: 2 }),
    columns: fc.array(words, { maxLength: 2 }),
    measures: fc.array(measure, { maxLength: 3 }),
    sortRows: pivotSort,
    sortColumns: pivotSort,
    colour: scale.map((each) => ({ measure: 'count', within: 'row' as const, scale: each })),
  },
  { requiredKeys: ['rows', 'columns', 'measures'] },
);
const view: fc.Arbitrary<CellView> = fc.oneof(
  fc.constantFrom<CellView>({}, { show: 'chart' }, { show: 'table' }),
  fc.record<CellView>(
    {
      show: fc.constantFrom('chart', 'table', 'both'),
      sort: fc.record({ column: words, descending: fc.boolean() }),
      colours: fc.array(fc.record({ column: words, scale }), { minLength: 1, maxLength: 2 }),
      percents: fc.array(words, { minLength: 1, maxLength: 2 }),
      pivot,
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<CellView>,
);
const columnFilter = fc.record({
  table: fc.constantFrom('customers' as const, 'orders' as const),
  column: words,
  condition: fc.oneof(
    fc.record({ op: fc.constantFrom('in' as const, 'not_in' as const), values: fc.array(words, { maxLength: 3 }) }),
    fc.record({ op: fc.constant('gte' as const), value: fc.integer() }),
  ),
});
const segmentId = fc.constantFrom('s1', 's2', 's3');
const segmentName = fc.constantFrom('Lost', '走失的客户', '__proto__', 'High value');
const segmentFilter = fc.record({
  table: fc.constant('customers' as const),
  segment: segmentId,
  is: fc.constantFrom('in' as const, 'not_in' as const),
});
const filters = fc.array(
  fc.oneof({ weight: 5, arbitrary: columnFilter }, { weight: 1, arbitrary: segmentFilter }) as fc.Arbitrary<Filter>,
  { maxLength: 3 },
);
const segment: fc.Arbitrary<Segment> = fc.record({
  id: segmentId,
  name: segmentName,
  of: fc.oneof(
    fc.record({
      kind: fc.constant('part' as const),
      analysis: fc.constantFrom('rfm', 'cohort'),
      version: fc.constant(1),
      params,
      part: params,
      range,
      filters,
    }),
    fc.record({
      kind: fc.constant('rule' as const),
      filters: filters.map((list) => list.filter(({ table }) => table === 'customers')),
    }),
  ),
});
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');

const placed = { id, width: anyWidth };
const shown = { title: words, view, alone: fc.constant(true as const) };

export const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ ...placed, type: fc.constant('text' as const), markdown: words }, { requiredKeys: ['id', 'type', 'markdown'] }),
  fc.record(
    {
      ...placed,
      ...shown,
      type: fc.constant('analysis' as const),
      kind: fc.constantFrom('rfm', 'cohort'),
      version: fc.constant(1),
      params,
      bindings: anyBindings,
    },
    { requiredKeys: ['id', 'type', 'kind', 'version', 'params'] },
  ),
  fc.record(
    {
      ...placed,
      ...shown,
      type: fc.constant('analysis' as const),
      kind: fc.constant('custom'),
      definition: definitionId,
      version: fc.constant(1),
      params,
    },
    { requiredKeys: ['id', 'type', 'kind', 'definition', 'version', 'params'] },
  ),
  fc.record(
    { ...placed, ...shown, type: fc.constant('sql' as const), name: anyName, query: anyQuery, chart: anyChart },
    { requiredKeys: ['id', 'type', 'name', 'query'] },
  ),
  fc.record(
    { ...placed, type: fc.constant('control' as const), name: anyName, label: words, control: anyControl },
    { requiredKeys: ['id', 'type', 'name', 'control'] },
  ),
) as fc.Arbitrary<Cell>;

type Single = Exclude<Edit['op'], 'all'>;
const index = fc.integer({ min: 0, max: 3 });
/** What an edit of each operation may say beside its name. One without a generator does not compile, and fails ED2. */
export const editGenerators: { readonly [Op in Single]: Readonly<Record<string, fc.Arbitrary<unknown>>> } = {
  set_title: { title: words },
  set_as_of: { asOf: fc.option(day) },
  set_range: { range },
  set_filters: { filters },
  set_revenue: { revenue: fc.record({ paidStatuses: fc.option(fc.array(words, { maxLength: 3 })) }) },
  set_currency: { currency: fc.constantFrom(null, 'CNY', 'EUR') },
  set_sources: { sources: fc.constantFrom([], [{ name: 'orders', headers: ['id'], mapping: { grain: 'order', columns: [] } }]) },
  add_cell: { cell: anyCell, index: fc.integer({ min: 0, max: 6 }) },
  remove_cell: { id },
  move_cell: { id, index: fc.integer({ min: 0, max: 5 }) },
  set_cell_title: { id, title: fc.option(words) },
  set_params: { id, version: fc.constant(1), params },
  set_view: { id, view },
  set_text: { id, markdown: words },
  set_cell_name: { id, name: anyName },
  set_query: { id, query: anyQuery },
  set_chart: { id, chart: fc.option(anyChart) },
  set_control: { id, control: anyControl },
  set_bindings: { id, bindings: anyBindings },
  set_width: { id, width: fc.option(anyWidth) },
  set_alone: { id, alone: fc.boolean() },
  add_segment: { segment, index },
  remove_segment: { id: segmentId },
  rename_segment: { id: segmentId, name: segmentName },
  add_definition: { definition: anyDefinition, index },
  set_definition: { definition: anyDefinition },
  remove_definition: { id: definitionId },
  add_metric: { metric: anyMetric, index },
  set_metric: { metric: anyMetric },
  remove_metric: { id: metricId },
};

const single = fc.oneof(
  ...Object.entries(editGenerators).map(([op, rest]) => fc.record({ op: fc.constant(op), ...rest }) as unknown as fc.Arbitrary<Edit>),
);
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 12, arbitrary: single },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('all' as const), edits: fc.array(single, { maxLength: 4 }) }) },
);

export const emptyReport: Report = {
  format: 'clientele.report',
  version: 2,
  title: '',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [],
};

/** Filters without those on a segment that is not among the known. */
const knownOnly = (list: readonly Filter[], known: ReadonlySet<string>): readonly Filter[] =>
  list.filter((filter) => !('segment' in filter) || known.has(filter.segment));

/** The segments with their filters cut to those before each; and the ids of all. */
function inOrder(segments: readonly Segment[]): { readonly segments: readonly Segment[]; readonly known: ReadonlySet<string> } {
  const known = new Set<string>();
  const ordered = segments.map((each): Segment => {
    const kept = { ...each, of: { ...each.of, filters: knownOnly(each.of.filters, known) } };
    known.add(each.id);
    return kept;
  });
  return { segments: ordered, known };
}

const segments = fc
  .uniqueArray(segment, { selector: ({ id: own }) => own, maxLength: 3 })
  .map((list) => list.filter(({ name }, index) => list.findIndex((other) => other.name === name) === index));

const uniqueNames = <T extends { readonly id: string; readonly name: string }>(item: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(item, { selector: ({ id: own }) => own, maxLength: 2 })
    .map((list) => list.filter(({ name }, at) => list.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) === at));

/** The report with those of the cells that do not contradict it. */
const withCells = (report: Report, cells: readonly Cell[]): Report =>
  cells.reduce<Report>((kept, cell) => {
    const next = { ...kept, cells: [...kept.cells, withoutEmpty(cell)] };
    return findContradiction(next) === null ? next : kept;
  }, report);

/** Documents with some cells, segments, definitions and settings, all valid, as they are after reading. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    title: words,
    range,
    filters,
    segments,
    definitions: uniqueNames(anyDefinition),
    metrics: uniqueNames(anyMetric),
    asOf: fc.option(day),
    cells: fc.uniqueArray(anyCell, { selector: (cell) => cell.id }),
  })
  .map(({ segments: list, cells, definitions, metrics, ...some }) => {
    const ordered = inOrder(list);
    const report: Report = {
      ...emptyReport,
      ...some,
      filters: knownOnly(some.filters, ordered.known),
      ...(ordered.segments.length > 0 ? { segments: ordered.segments } : {}),
      ...(definitions.length > 0 ? { definitions } : {}),
      ...(metrics.length > 0 ? { metrics } : {}),
    };
    return withCells(report, cells);
  });
