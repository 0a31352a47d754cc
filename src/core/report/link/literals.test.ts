import { expect, test } from 'vitest';
import type { Report } from '../types';
import { listLiterals, listPersonal, listValues } from './literals';

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

const textsOf = (of: Report) => listValues(of).map(({ text }) => text);

test('RP18 every value written out is named once, in the order of the report', () => {
  expect(textsOf(report)).toEqual(['Champions', 'x', '3', '5', '天猫', 'web', '0', '18', '30', 'paid', '是', '否', '王小明', 'N/A']);
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
  expect(textsOf({ ...report, filters: [filters[0]!], revenue: { paidStatuses: null }, cells: [], sources: [], segments })).toEqual([
    '5',
    'city',
    'Lost',
    'web',
    '7',
  ]);
});

const empty: Report = { ...report, title: '', filters: [], revenue: { paidStatuses: null }, sources: [], cells: [] };

test('RP18 the names of a funnel’s steps are values, the columns they stand in are not', () => {
  const condition = { op: 'in', values: ['加购', '付款'] };
  const steps = [{ table: 'usage_events', where: [{ column: 'event', condition }] }];
  const cells: Report['cells'] = [
    { id: 'f', type: 'analysis', kind: 'funnel', version: 2, params: { steps, breakdown: 'orders.channel' } },
  ];
  expect(textsOf({ ...empty, cells })).toEqual(['加购', '付款']);
  expect(listLiterals({ ...empty, cells }).filter(({ from }) => from === 'column')).toHaveLength(3);
});

test('RP18 what SQL writes out: texts in every quoting and numbers, of queries, definitions and metrics, beside the SQL itself', () => {
  const text =
    "SELECT 1.5 AS \"not this\", 'O''Brien' FROM orders -- 'nor this'\nWHERE status = $$a'b$$ AND note = E'tab\\t' AND x = {{knob}}";
  const of: Report = {
    ...empty,
    cells: [{ id: 'q', type: 'sql', name: 'result_1', query: { by: 'sql', text } }],
    definitions: [{ id: 'd', name: 'Own', purpose: '', form: [], requires: [], steps: [{ id: 's', sql: "SELECT 'deep'" }] }],
    metrics: [{ id: 'm', name: 'M', table: 'orders', formula: 'sum(net_amount) / 7', unit: 'number', meaning: '' }],
  };
  expect(textsOf(of)).toEqual(['1.5', "O'Brien", "a'b", 'tab\t', 'deep', '7']);
  expect(listLiterals(of).flatMap((each) => (each.from === 'query' ? [each.text] : []))).toEqual([
    text,
    "SELECT 'deep'",
    'sum(net_amount) / 7',
  ]);
});

test('RP18 a control’s choices and where it stands, a built query’s conditions, a chart’s texts, the heads of a pivot', () => {
  const cells: Report['cells'] = [
    {
      id: 'a',
      type: 'control',
      name: 'shop',
      control: { type: 'choice', choices: { of: 'list', values: ['河东', '河西'] }, value: '河西' },
    },
    { id: 'b', type: 'control', name: 'top', control: { type: 'number', min: 1, max: 50, value: 10 } },
    {
      id: 'c',
      type: 'sql',
      name: 'built',
      query: {
        by: 'builder',
        from: 'orders',
        filters: [{ table: 'orders', column: 'channel', condition: { op: 'in', values: ['抖音'] } }],
        groups: [],
        measures: [],
      },
      chart: { mark: 'bar', title: 'Ours', encoding: { x: { field: 'n', type: 'quantitative', title: '单数' } } },
      view: {
        pivot: {
          rows: ['r'],
          columns: [],
          measures: [],
          sortRows: { by: 'measure', measure: 'count', across: ['女', null], descending: true },
        },
      },
    },
  ];
  const texts = textsOf({ ...empty, cells });
  for (const text of ['河东', '河西', '1', '50', '10', '抖音', 'Ours', '单数', '女']) expect(texts).toContain(text);
  for (const text of ['channel', 'bar', 'n', 'r', 'quantitative', 'null']) expect(texts).not.toContain(text);
});

test('RP18 what looks like an address, a phone or an identity number is pointed out wherever it stands', () => {
  const of: Report = {
    ...empty,
    title: 'for ann@shop.example',
    filters: [{ table: 'customers', column: 'name', condition: { op: 'in', values: ['13812345678', '杭州'] } }],
    cells: [
      { id: 'n', type: 'text', markdown: '证件 11010519491231002X 已核对' },
      { id: 'q', type: 'sql', name: 'r', query: { by: 'sql', text: "SELECT 'bob@shop.example'" } },
    ],
  };
  expect(listPersonal(of).map(({ personal }) => personal)).toEqual(['email', 'id_card', 'email', 'email', 'phone']);
  expect(listValues(of)).toEqual([
    { text: 'bob@shop.example', personal: 'email' },
    { text: '13812345678', personal: 'phone' },
    { text: '杭州', personal: null },
  ]);
});
