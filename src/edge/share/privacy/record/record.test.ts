import { expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { Locale, Text } from '#core/messages/text';
import type { DataModel } from '#core/model/data-model';
import type { ColumnMapping, Mapping } from '#core/model/source';
import { columnsRead } from './columns-read';
import { makeRecord, recordJson, recordLines } from './record';

const text = { type: 'text' } as const;
const column = (header: string, role: ColumnMapping['role'], more: Partial<ColumnMapping> = {}): ColumnMapping => ({
  header,
  role,
  parse: text,
  ...more,
});
const mapping = (columns: ColumnMapping[]): Mapping => ({ grain: 'order', columns });
const sources = [
  {
    name: 'orders.csv',
    mapping: mapping([
      column('订单号', 'order_id'),
      column('会员编号', 'customer_id', { personal: 'phone', protect: 'pseudonym' }),
      column('下单时间', 'ordered_at'),
      column('实付', 'net_amount'),
      column('收货人', 'skip', { personal: 'name' }),
      column('电话', 'attribute', { personal: 'phone', protect: 'mask' }),
      column('邮箱', 'attribute', { personal: 'email' }),
    ]),
  },
];
const data = (name: string, label: string) =>
  ({ name, label, type: 'text', attribute: false, distinct: 0, missing: 0, values: [], min: null, max: null }) as const;
const model: DataModel = {
  tables: [
    { name: 'customers', rows: 1, columns: [data('customer_key', '会员编号'), data('customer_id', '会员编号')] },
    {
      name: 'orders',
      rows: 3,
      columns: [
        data('order_id', '订单号'),
        data('customer_key', '会员编号'),
        data('ordered_at', '下单时间'),
        data('net_amount', '实付'),
        data('电话', '电话'),
        data('邮箱', '邮箱'),
      ],
    },
  ],
  joins: [],
  firstOrder: null,
  lastOrder: null,
  currency: null,
};
const inLanguage = (locale: Locale) => (each: Text) => say(each, { locale, currency: null });

test('PR23 a query reads the columns that it names, of the tables that it names', () => {
  const names = (sql: string) => columnsRead([sql], model).map(({ table, label }) => `${table}.${label}`);
  expect(names('SELECT sum(net_amount) FROM orders')).toEqual(['orders.实付']);
  expect(names('SELECT count(*) FROM orders')).toEqual([]);
  expect(names("SELECT 'net_amount' -- ordered_at\nFROM orders")).toEqual([]);
  expect(names('SELECT "电话" FROM ORDERS')).toEqual(['orders.电话']);
  expect(names('SELECT * FROM orders')).toHaveLength(6);
  expect(names('SELECT o.* FROM orders AS o')).toHaveLength(6);
  expect(names('SELECT net_amount FROM elsewhere')).toEqual([]);
  expect(names('SELECT count(DISTINCT customer_key) FROM orders')).toEqual(['orders.会员编号']);
});

const record = makeRecord({
  report: 'Q3',
  made: '2026-10-24',
  sources,
  model,
  cells: [
    {
      id: 'a',
      title: { literal: '月度收入' },
      purpose: { key: 'revenue_question' },
      sql: ['SELECT ordered_at, sum(net_amount) FROM orders', 'SELECT count(DISTINCT customer_key) FROM orders'],
    },
    { id: 'b', title: { literal: 'contacts' }, purpose: { literal: 'contacts' }, sql: ['SELECT "电话" FROM orders'] },
  ],
});

test('PR23 every column of every file with what became of it', () => {
  expect(record.columns.map(({ column: name, treatment, standing }) => [name, treatment, standing])).toEqual([
    ['订单号', 'plain', 'other'],
    ['会员编号', 'pseudonym', 'deidentified'],
    ['下单时间', 'plain', 'other'],
    ['实付', 'plain', 'other'],
    ['收货人', 'left_out', 'absent'],
    ['电话', 'mask', 'deidentified'],
    ['邮箱', 'plain', 'personal'],
  ]);
});

test('PR23 each cell with the columns that it reads, in the language of the reader', () => {
  expect(record.cells.map(({ id, reads }) => [id, reads.map(({ column: name }) => name).toSorted()])).toEqual([
    ['a', ['下单时间', '会员编号', '实付']],
    ['b', ['电话']],
  ]);
  const lines = recordLines(record, inLanguage('zh-CN'));
  expect(lines[0]).toEqual(['条目', '单元', '用途', '文件', '列', '读作', '个人信息', '处理方式', '性质']);
  expect(lines.at(-1)).toEqual([
    '单元读取的列',
    'contacts',
    'contacts',
    'orders.csv',
    '电话',
    '其他列',
    '电话号码',
    '读取时已遮盖',
    '已去标识化，并非匿名化',
  ]);
  expect(lines).toHaveLength(1 + 7 + 3 + 1);
  expect(recordLines(record, inLanguage('en'))[2]).toEqual([
    ...['column of a file', '', '', 'orders.csv', '会员编号', 'customer id', 'telephone numbers'],
    ...['replaced by pseudonyms while it was read', 'de-identified, not anonymised'],
  ]);
  expect(JSON.parse(recordJson(record, inLanguage('en')))).toMatchObject({
    format: 'clientele.processing',
    cells: [{ title: '月度收入' }, { purpose: 'contacts' }],
  });
});
