import fc from 'fast-check';
import type { Filter } from '#core/model/filters';
import type { BuiltGroup, BuiltMeasure } from '#core/report/notebook-types';
import type { Condition, Question } from './computation';
import { HOSTILE, VALUE } from './shop';

const count: BuiltMeasure = { of: 'count' };
const AT_HAND: Readonly<Record<string, readonly (readonly [table: string, column: string, kind: 'text' | 'number' | 'day'])[]>> = {
  customers: [
    ['customers', 'region', 'text'],
    ['customers', 'age', 'number'],
    ['customers', 'created_at', 'day'],
  ],
  orders: [
    ['orders', 'channel', 'text'],
    ['orders', 'status', 'text'],
    ['orders', 'net_amount', 'number'],
    ['orders', HOSTILE, 'number'],
    ['orders', 'ordered_at', 'day'],
    ['customers', 'region', 'text'],
    ['customers', 'age', 'number'],
  ],
  order_items: [
    ['order_items', 'category', 'text'],
    ['order_items', 'quantity', 'number'],
    ['order_items', 'line_amount', 'number'],
    ['orders', 'ordered_at', 'day'],
    ['orders', HOSTILE, 'number'],
    ['products', 'category', 'text'],
    ['products', 'tier', 'text'],
    ['customers', 'region', 'text'],
  ],
  tickets: [
    ['tickets', 'severity', 'text'],
    ['tickets', 'opened_at', 'day'],
    ['customers', 'region', 'text'],
    ['customers', 'age', 'number'],
  ],
};
const TEXTS = ['north', 'south', VALUE, 'web', 'shop', 'tea', 'cup', 'fine', 'plain', 'low', 'paid', `'`, '\\', '{{x}}'];
const texts = fc.subarray(TEXTS, { minLength: 1, maxLength: 7 });
const numbers = fc.constantFrom(-11, -5, 0, 1, 20, 31, 40, 50);
const conditionOf = (kind: 'text' | 'number' | 'day'): fc.Arbitrary<Condition> => {
  const always: fc.Arbitrary<Condition> = fc.constantFrom({ op: 'is_present' as const }, { op: 'is_missing' as const });
  if (kind === 'text')
    return fc.oneof({ weight: 4, arbitrary: fc.record({ op: fc.constantFrom('in' as const, 'not_in' as const), values: texts }) }, always);
  if (kind === 'day')
    return fc.constantFrom({ op: 'between' as const, from: '2026-01-05', to: '2026-02-28' }, { op: 'gte' as const, value: '2026-02-01' });
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: numbers }),
    },
    fc.tuple(numbers, numbers).map(([a, b]) => ({ op: 'between' as const, from: Math.min(a, b), to: Math.max(a, b) })),
    always,
  );
};
const reportFilters: fc.Arbitrary<readonly Filter[]> = fc.subarray<Filter>(
  [
    { table: 'customers', column: 'region', condition: { op: 'not_in', values: ['south'] } },
    { table: 'orders', column: 'channel', condition: { op: 'in', values: ['web', 'shop'] } },
    { table: 'order_items', column: 'category', condition: { op: 'in', values: ['tea'] } },
  ],
  { maxLength: 2 },
);
/** Questions of every shape over the shop, with what the report asks. */
export const anyQuestion: fc.Arbitrary<Question> = fc
  .constantFrom('customers', 'orders', 'orders', 'order_items', 'order_items', 'tickets')
  .chain((from) => {
    const column = fc.constantFrom(...AT_HAND[from]!);
    const grouped = column.chain(([table, name, kind]): fc.Arbitrary<BuiltGroup> => {
      if (kind === 'day')
        return fc.constantFrom(...(['day', 'week', 'month', 'quarter', 'year'] as const)).map((grain) => ({ table, column: name, grain }));
      if (kind === 'text') return fc.constant({ table, column: name });
      return fc.constantFrom(undefined, 1, 7, 10, 100).map((width) => ({ table, column: name, ...(width && { width }) }));
    });
    const measure = fc.oneof(
      fc.constant(count),
      column.chain(([table, name, kind]): fc.Arbitrary<BuiltMeasure> =>
        fc
          .constantFrom(...(kind === 'number' ? (['sum', 'mean', 'median', 'min', 'max', 'distinct'] as const) : (['distinct'] as const)))
          .map((of) => ({ of, table, column: name })),
      ),
    );
    const filter = column.chain(([table, name, kind]) => conditionOf(kind).map((condition) => ({ table, column: name, condition })));
    return fc
      .record({
        groups: fc.array(grouped, { maxLength: 3 }),
        measures: fc.array(measure, { minLength: 1, maxLength: 3 }),
        filters: fc.array(filter, { maxLength: 2 }),
        sort: fc.option(fc.record({ column: fc.nat(5), descending: fc.boolean() })),
        range: fc.constantFrom(
          { from: null, to: null },
          { from: '2026-01-05', to: null },
          { from: null, to: '2026-02-28' },
          { from: '2026-01-05', to: '2026-02-03' },
        ),
        reportFilters,
        weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
      })
      .map(({ groups, measures, filters, sort, range, reportFilters: ofReport, weekStart }) => ({
        query: {
          by: 'builder',
          from,
          groups,
          measures,
          filters,
          ...(sort && sort.column < groups.length + measures.length && isPlain([...groups, ...measures][sort.column]!) && { sort }),
        },
        asked: { range, filters: ofReport, weekStart },
      }));
  });
/** Categories are sorted in the order of their types, which is not that of texts everywhere. */
const isPlain = (what: BuiltGroup | BuiltMeasure): boolean =>
  'of' in what || what.grain !== undefined || ['age', 'quantity', 'net_amount', 'line_amount', HOSTILE].includes(what.column);
