import { expect, test } from 'vitest';
import type { Columns } from '#core/model/columns';
import type { Presentation, TableView } from '#core/model/presentation';
import { maskColumns, maskPersonal, maskResult, maskTable, personalColumns } from './mask';

test.each([
  ['phone', '13812345678', '138****5678'],
  ['phone', '12345', '****'],
  ['email', 'wang@example.com', 'w***@example.com'],
  ['id_card', '110101199003074477', '1****************7'],
  ['name', '王小明', '王**'],
  ['name', 'Ann Lee', 'A***'],
  ['name', '𠮷野家', '𠮷**'],
  ['address', '上海市静安区南京西路1号', '上海市****'],
  ['address', '12 Hill Road', '12****'],
  ['phone', '138****5678', '138****5678'],
  ['name', '', ''],
] as const)('PR21 %s %j leaves as %j', (kind, text, expected) => {
  expect(maskPersonal(text, kind)).toBe(expected);
});

const list: Columns = {
  rowCount: 3,
  columns: [
    { name: 'customer_id', type: 'text', values: ['c1', 'c2', 'c3'] },
    { name: 'name', type: 'text', values: ['王小明', null, 'Ann Lee'] },
    { name: '手机', type: 'text', values: ['13812345678', '13912345678', '13712345678'] },
    { name: 'contact', type: 'text', values: ['a@x.org', 'b@y.org', 'c@z.org'] },
    { name: 'revenue', type: 'number', values: new Float64Array([1, 2, 3]) },
  ],
};

test('PR21 a list leaves with its personal columns masked, found by name and by values', () => {
  expect(personalColumns(list)).toEqual([
    { name: 'name', kind: 'name' },
    { name: '手机', kind: 'phone' },
    { name: 'contact', kind: 'email' },
  ]);
  const found = maskColumns(list).columns.map(({ values }) => Array.from<unknown>(values));
  expect(found).toEqual([
    ['c1', 'c2', 'c3'],
    ['王**', null, 'A***'],
    ['138****5678', '139****5678', '137****5678'],
    ['a***@x.org', 'b***@y.org', 'c***@z.org'],
    [1, 2, 3],
  ]);
});

test('PR21 only a column that is named leaves as it is', () => {
  const found = maskColumns(list, ['手机']).columns.map(({ values }) => values[0]);
  expect(found).toEqual(['c1', '王**', '13812345678', 'a***@x.org', 1]);
});

test('PR21 ids that are telephone numbers are masked, too', () => {
  const ids: Columns = { rowCount: 2, columns: [{ name: 'customer_id', type: 'text', values: ['13812345678', '13912345679'] }] };
  expect(maskColumns(ids).columns[0]!.values[0]).toBe('138****5678');
});

test('PR21 a table is masked under its own headings, and words of the page stay', () => {
  const table: TableView = {
    columns: [
      { key: 'c0', label: { literal: '收货人' }, unit: 'text', is: 'key' },
      { key: 'region', label: { key: 'rfm_column_segment' }, unit: 'text', is: 'key' },
      { key: 'n', label: { literal: 'n' }, unit: 'customers', is: 'count' },
    ],
    rows: [
      { values: { c0: '王小明', region: 'north', n: 7 }, texts: { region: { key: 'rfm_segment_lost' } } },
      { values: { c0: '李四', region: 'south', n: 8 }, texts: { c0: { literal: '李四' } } },
    ],
  };
  const { rows } = maskTable(table);
  expect(rows[0]).toEqual({ values: { c0: '王**', region: 'north', n: 7 }, texts: { region: { key: 'rfm_segment_lost' } } });
  expect(rows[1]).toEqual({ values: { c0: '李**', region: 'south', n: 8 }, texts: { c0: { literal: '李**' } } });
  expect(maskTable(table, ['c0'])).toEqual(table);
});

test('PR21 a personal text is masked wherever else it stands in a result: marks, their places, sorted scales, sentences', () => {
  const result: Presentation = {
    figures: [],
    charts: [
      {
        ...{ id: 'bars', height: 1, title: { literal: 'spend' }, caption: { key: 'builder_total', values: { most: '王小明' } } },
        spec: { mark: 'bar', encoding: { y: { field: 'label', sort: ['王小明', 'spend'] } } },
        rows: [{ label: '王小明', spend: 7, part: JSON.stringify({ customer: '王小明' }) }],
      },
    ],
    table: {
      columns: [
        { key: 'who', label: { literal: '姓名' }, unit: 'text', is: 'key' },
        { key: 'spend', label: { literal: 'spend' }, unit: 'money', is: 'sum' },
      ],
      rows: [{ values: { who: '王小明', spend: 7 } }],
    },
    insight: { sentences: [{ finding: { key: 'builder_total', values: { most: { literal: '王小明' } } } }], numbers: { n: 1 } },
    stamp: { asOf: '2026-10-24', phrases: [], provisional: false },
    ledger: { used: [], excluded: [] },
  };
  const left = maskResult(result);
  expect(JSON.stringify(left)).not.toContain('小明');
  expect(left.charts[0]!.rows[0]).toEqual({ label: '王**', spend: 7, part: '{"customer":"王**"}' });
  expect(left.charts[0]!.spec).toEqual({ mark: 'bar', encoding: { y: { field: 'label', sort: ['王**', 'spend'] } } });
  expect(left.insight.sentences[0]!.finding).toEqual({ key: 'builder_total', values: { most: { literal: '王**' } } });
});
