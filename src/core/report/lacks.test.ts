import { expect, test } from 'vitest';
import type { DataModel } from '#core/model/data-model';
import { listReportLacks } from './lacks';
import type { Cell, Report } from './types';
import { emptyReport } from '../../../tests/support/reports';

const table = (name: string, ...columns: string[]) => ({ name, columns: columns.map((column) => ({ name: column })) });
const model = {
  tables: [table('customers', 'customer_key', 'city'), table('orders', 'order_key', 'customer_key', 'ordered_at', 'channel')],
} as unknown as DataModel;
const requiresOf = (kind: string) =>
  kind === 'revenue' ? ([{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }] as const) : [];
const analysis = (id: string, kind: string, params = {}): Cell => ({ id, type: 'analysis', kind, version: 1, params });
const lacksOf = (some: Partial<Report>) =>
  listReportLacks({ ...emptyReport, ...some }, model, requiresOf).map(({ of, lacks }) => [
    of === 'filters' ? of : of.cell.id,
    ...lacks.map(({ table: name, columns, whole }) => `${name}(${columns.join()})${whole ? '!' : ''}`),
  ]);

test('LK11 what the data hold is not said; what a question requires and they lack is', () => {
  expect(lacksOf({ cells: [analysis('a', 'profile'), { id: 't', type: 'text', markdown: 'orders.net_amount' }] })).toEqual([]);
  expect(lacksOf({ cells: [analysis('a', 'revenue')] })).toEqual([['a', 'orders(net_amount)']]);
});

test('LK11 columns that options name: a breakdown, and the steps of a funnel', () => {
  const where = [
    { column: 'event', condition: { op: 'in', values: ['x'] } },
    { column: 'device', condition: { op: 'is_present' } },
  ];
  const params = {
    breakdown: 'orders.store',
    steps: [
      { table: 'usage_events', where },
      { table: 'orders', where: [{ column: 'order_number', condition: { op: 'gte', value: 2 } }] },
    ],
  };
  expect(lacksOf({ cells: [analysis('f', 'funnel', params)] })).toEqual([['f', 'orders(store)', 'usage_events(event,device)!']]);
  expect(lacksOf({ cells: [analysis('f', 'funnel', { breakdown: 'customers.city', title: 'see orders.store, please' })] })).toEqual([]);
});

test('LK11 tables that SQL and built queries read, columns of filters and segments, and what a question of one’s own requires', () => {
  const built = { by: 'builder', from: 'orders', filters: [], groups: [{ table: 'orders', column: 'promo_code' }], measures: [] } as const;
  const filters = [{ table: 'customers', column: 'gender', condition: { op: 'in', values: ['f'] } }] as const;
  expect(
    lacksOf({
      filters: [{ table: 'customers', segment: 's1', is: 'in' }],
      segments: [{ id: 's1', name: 'Women', of: { kind: 'rule', filters } }],
      definitions: [
        {
          id: 'd',
          name: 'Own',
          purpose: '',
          form: [],
          requires: [{ table: 'tickets', columns: ['severity'] }],
          steps: [{ id: 's', sql: 'SELECT 1' }],
        },
      ],
      cells: [
        { id: 'q', type: 'sql', name: 'one', query: { by: 'sql', text: 'SELECT count(*) FROM tickets JOIN orders USING (customer_id)' } },
        { id: 'b', type: 'sql', name: 'two', query: built },
        { ...analysis('o', 'custom'), definition: 'd' } as Cell,
      ],
    }),
  ).toEqual([
    ['filters', 'customers(gender)'],
    ['q', 'tickets()!'],
    ['b', 'orders(promo_code)'],
    ['o', 'tickets(severity)!'],
  ]);
});
