import fc from 'fast-check';
import { succeed } from '#core/model/result';
import type { Kind, Kinds } from '#core/report/kinds';
import { withoutEmptyView } from '#core/report/view';
import type { Cell, Edit, Report } from '#core/report/types';

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
const filters = fc.array(
  fc.record({
    table: fc.constantFrom('customers' as const, 'orders' as const),
    column: words,
    condition: fc.oneof(
      fc.record({ op: fc.constantFrom('in' as const, 'not_in' as const), values: fc.array(words, { maxLength: 3 }) }),
      fc.record({ op: fc.constant('gte' as const), value: fc.integer() }),
    ),
  }),
  { maxLength: 3 },
);
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

/** Documents with some cells and settings, all valid, as they are after reading. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({ title: words, range, filters, asOf: fc.option(day), cells: fc.uniqueArray(anyCell, { selector: (cell) => cell.id }) })
  .map((some) => ({ ...emptyReport, ...some, cells: some.cells.map((cell) => (cell.type === 'text' ? cell : withoutEmptyView(cell))) }));
