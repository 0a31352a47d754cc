import { expect, test } from 'vitest';
import type { Report } from '#core/report/types';
import { headersOf, literalsOf } from './literals';

const report: Report = {
  format: 'clientele.report',
  version: 2,
  title: 'October',
  currency: 'CNY',
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [
    { table: 'orders', column: 'channel', condition: { op: 'in', values: ['天猫', 'web'] } },
    { table: 'order_items', column: 'quantity', condition: { op: 'gt', value: 0 } },
    { table: 'customers', column: 'city', condition: { op: 'not_in', values: ['web'] } },
    { table: 'customers', column: 'age', condition: { op: 'between', from: 18, to: 30 } },
    { table: 'customers', column: 'tier', condition: { op: 'is_missing' } },
  ],
  revenue: { paidStatuses: ['paid'] },
  sources: [
    { name: 'orders', headers: ['订单号', '渠道'], mapping: { grain: 'order', columns: [] } },
    {
      name: 'more',
      headers: ['渠道', '城市'],
      mapping: {
        grain: 'customer',
        columns: [{ header: '会员', role: 'attribute', parse: { type: 'boolean', yes: ['是'], no: ['否'] }, nulls: ['王小明', 'N/A'] }],
      },
    },
  ],
  cells: [
    { id: 'a', type: 'analysis', kind: 'rfm', version: 1, params: { segment: 'Champions', deep: { list: ['x', 3] }, k: 5 } },
    { id: 'b', type: 'text', markdown: 'not a value' },
  ],
};

test('RP18 every value written out is named once, in the order of the report', () => {
  expect(literalsOf(report)).toEqual(['天猫', 'web', '0', '18', '30', 'paid', 'Champions', 'x', '是', '否', '王小明', 'N/A']);
});

test('RP18 the values of segments are named too', () => {
  const filters: Report['filters'] = [{ table: 'customers', segment: 's1', is: 'in' }, report.filters[2]!];
  const segments: Report['segments'] = [
    {
      id: 's1',
      name: 'Lost',
      of: {
        kind: 'part',
        analysis: 'rfm',
        version: 1,
        params: { k: 5, by: 'city' },
        part: { segment: 'Lost' },
        range: report.range,
        filters,
      },
    },
    { id: 's2', name: 'Web', of: { kind: 'rule', filters: [{ table: 'customers', column: 'tier', condition: { op: 'gte', value: 7 } }] } },
  ];
  expect(literalsOf({ ...report, filters: [filters[0]!], revenue: { paidStatuses: null }, cells: [], sources: [], segments })).toEqual([
    'city',
    'Lost',
    'web',
    '7',
  ]);
});

test('RP18 the headers inside the link are named once', () => {
  expect(headersOf(report)).toEqual(['订单号', '渠道', '城市']);
});
