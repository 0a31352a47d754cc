import fc from 'fast-check';
import type { CellQuery, Control, CustomDefinition, Metric } from '#core/report/notebook-types';

/** Names a query or control may have; some differ by case only, one is reserved. */
export const anyName = fc.constantFrom('result_1', 'Result_1', 'per_region', '按月', 'days', '_x', 'orders');
const words = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('山南', '__proto__', '{{days}}', "'; DROP TABLE orders --"));
const column = fc.record({
  table: fc.constantFrom('orders', 'customers', 'result_1'),
  column: fc.constantFrom('region', '地区', 'net_amount'),
});
const day = fc.constantFrom('2024-02-29', '2025-01-01');
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value);

export const anyQuery: fc.Arbitrary<CellQuery> = fc.oneof(
  fc.record({
    by: fc.constant('sql' as const),
    text: fc.oneof(words, fc.constant('SELECT count(*) AS n FROM orders WHERE day > {{days}}')),
  }),
  fc.record(
    {
      by: fc.constant('builder' as const),
      from: fc.constantFrom('orders', 'customers', 'result_1'),
      filters: fc.array(
        fc
          .tuple(column, fc.record({ op: fc.constant('in' as const), values: fc.array(words, { maxLength: 2 }) }))
          .map(([of, condition]) => ({ ...of, condition })),
        { maxLength: 2 },
      ),
      groups: fc.array(
        fc.tuple(column, fc.constantFrom({}, { grain: 'month' as const }, { width: 10 })).map(([of, how]) => ({ ...of, ...how })),
        { maxLength: 2 },
      ),
      measures: fc.array(
        fc.oneof(
          fc.constant({ of: 'count' as const }),
          fc.tuple(column, fc.constantFrom('sum' as const, 'median' as const)).map(([of, each]) => ({ ...of, of: each })),
          fc.constant({ of: 'metric' as const, metric: 'm1' }),
        ),
        { maxLength: 2 },
      ),
      sort: fc.record({ column: fc.nat(3), descending: fc.boolean() }),
      limit: fc.integer({ min: 0, max: 100 }),
    },
    { requiredKeys: ['by', 'from', 'filters', 'groups', 'measures'] },
  ) as fc.Arbitrary<CellQuery>,
);

const choices = fc.oneof(
  fc.constant({ of: 'list' as const, values: ['north', 'south'] }),
  fc.constant({ of: 'column' as const, table: 'orders' as const, column: 'region' }),
);
/** Some stand at a value that their own limits refuse. */
export const anyControl: fc.Arbitrary<Control> = fc.oneof(
  fc.record({ type: fc.constant('date_range' as const), value: fc.record({ from: maybe(day), to: maybe(day) }) }),
  fc.record({ type: fc.constant('choice' as const), choices, value: fc.constantFrom(null, 'north', 'gone') }),
  fc.record({ type: fc.constant('multi_choice' as const), choices, value: fc.subarray(['north', 'south', 'gone']) }),
  fc.record({
    type: fc.constant('number' as const),
    min: maybe(fc.constant(0)),
    max: maybe(fc.constant(9)),
    value: maybe(fc.integer({ min: -3, max: 12 })),
  }),
  fc.record({ type: fc.constant('text' as const), value: words }),
  fc.record({ type: fc.constant('segment' as const), value: fc.constantFrom(null, 's1') }),
  fc.record({ type: fc.constant('as_of' as const), value: maybe(day) }),
);

export const anyChart = fc.constantFrom({ mark: 'bar' }, { mark: { type: 'line' }, encoding: { x: { field: 'month', type: 'temporal' } } });
export const anyBindings = fc.dictionary(fc.constantFrom('windowDays', 'grain'), anyName, { maxKeys: 2 });
export const anyWidth = fc.constantFrom(3 as const, 4 as const, 6 as const, 8 as const);

export const definitionId = fc.constantFrom('d1', 'd2');
export const anyDefinition: fc.Arbitrary<CustomDefinition> = fc.record(
  {
    id: definitionId,
    name: fc.constantFrom('Who pays late?', '谁付款晚？', 'who pays late?'),
    purpose: words,
    form: fc.constantFrom<CustomDefinition['form']>(
      [],
      [{ key: 'days', label: 'Days', help: '', type: 'integer', min: 1, max: 90, default: 30 }],
      [
        { key: 'by', label: 'By', help: 'What to group by', type: 'column', tables: ['orders'], default: 'region' },
        { key: 'kind', label: 'Kind', help: '', type: 'choice', options: ['a', 'b'], default: 'b' },
      ],
    ),
    requires: fc.constantFrom([], [{ table: 'orders' as const, columns: ['net_amount'] }]),
    steps: fc.constant([{ id: 'rows', sql: 'SELECT {{days}} AS days' }]),
    chart: anyChart,
    insight: words,
    base: fc.constant({ kind: 'rfm', version: 1, params: { k: 5 }, columns: { rows: ['segment'] } }),
  },
  { requiredKeys: ['id', 'name', 'purpose', 'form', 'requires', 'steps'] },
) as fc.Arbitrary<CustomDefinition>;

export const metricId = fc.constantFrom('m1', 'm2');
export const anyMetric: fc.Arbitrary<Metric> = fc.record(
  {
    id: metricId,
    name: fc.constantFrom('Average order', '客单价'),
    table: fc.constant('orders' as const),
    formula: fc.constantFrom('sum(net_amount) / count(*)', 'count(*)'),
    unit: fc.constantFrom('money' as const, 'count' as const),
    owner: words,
    meaning: words,
  },
  { requiredKeys: ['id', 'name', 'table', 'formula', 'unit', 'meaning'] },
) as fc.Arbitrary<Metric>;
