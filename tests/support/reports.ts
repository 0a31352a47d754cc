import fc from 'fast-check';
import { succeed } from '#core/model/result';
import type { Kind, Kinds } from '#core/report/kinds';
import { withoutEmptyView } from '#core/report/view';
import type { Filter } from '#core/model/filters';
import type { Cell, Edit, Report, Segment } from '#core/report/types';

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
const view = fc.constantFrom({}, { show: 'chart' as const }, { show: 'table' as const });
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

export const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ id, type: fc.constant('text' as const), markdown: words }),
  fc.record(
    {
      id,
      type: fc.constant('analysis' as const),
      kind: fc.constantFrom('rfm', 'cohort'),
      version: fc.constant(1),
      params,
      title: words,
      view,
    },
    { requiredKeys: ['id', 'type', 'kind', 'version', 'params'] },
  ) as fc.Arbitrary<Cell>,
);

const { edit: anyEdit } = fc.letrec<{ edit: Edit; single: Edit }>((tie) => ({
  edit: fc.oneof(
    { weight: 12, arbitrary: tie('single') },
    fc.record({ op: fc.constant('all' as const), edits: fc.array(tie('single'), { maxLength: 4 }) }),
  ),
  single: fc.oneof(
    fc.record({ op: fc.constant('set_title' as const), title: words }),
    fc.record({ op: fc.constant('set_as_of' as const), asOf: fc.option(day) }),
    fc.record({ op: fc.constant('set_range' as const), range }),
    fc.record({ op: fc.constant('set_filters' as const), filters }),
    fc.record({
      op: fc.constant('set_revenue' as const),
      revenue: fc.record({ paidStatuses: fc.option(fc.array(words, { maxLength: 3 })) }),
    }),
    fc.record({ op: fc.constant('set_currency' as const), currency: fc.constantFrom(null, 'CNY', 'EUR') }),
    fc.record({ op: fc.constant('add_cell' as const), cell: anyCell, index: fc.integer({ min: 0, max: 6 }) }),
    fc.record({ op: fc.constant('remove_cell' as const), id }),
    fc.record({ op: fc.constant('move_cell' as const), id, index: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ op: fc.constant('set_cell_title' as const), id, title: fc.option(words) }),
    fc.record({ op: fc.constant('set_params' as const), id, version: fc.constant(1), params }),
    fc.record({ op: fc.constant('set_view' as const), id, view }),
    fc.record({ op: fc.constant('set_text' as const), id, markdown: words }),
    fc.record({ op: fc.constant('add_segment' as const), segment, index: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ op: fc.constant('remove_segment' as const), id: segmentId }),
    fc.record({ op: fc.constant('rename_segment' as const), id: segmentId, name: segmentName }),
  ),
}));
export { anyEdit };

export const emptyReport: Report = {
  format: 'clientele.report',
  version: 1,
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

/** Documents with some cells, segments and settings, all valid, as they are after reading. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    title: words,
    range,
    filters,
    segments,
    asOf: fc.option(day),
    cells: fc.uniqueArray(anyCell, { selector: (cell) => cell.id }),
  })
  .map(({ segments: list, ...some }) => {
    const ordered = inOrder(list);
    const cells = some.cells.map((cell) => (cell.type === 'text' ? cell : withoutEmptyView(cell)));
    const report: Report = { ...emptyReport, ...some, filters: knownOnly(some.filters, ordered.known), cells };
    return ordered.segments.length > 0 ? { ...report, segments: ordered.segments } : report;
  });
