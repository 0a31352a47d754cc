import { expect, test } from 'vitest';
import type { DataColumn, DataModel } from '#core/model/data-model';
import { conditionOf, conditionWords, draftOf, EMPTY_DRAFT, filterChoices, filterWords } from './filter-draft';

const column = (name: string, type: DataColumn['type'], values: readonly string[] = []): DataColumn => ({
  name,
  label: name,
  type,
  attribute: false,
  distinct: values.length,
  missing: 0,
  values,
  min: null,
  max: null,
});
const model: DataModel = {
  tables: [
    {
      name: 'customers',
      rows: 2,
      columns: [column('customer_id', 'id'), column('地区', 'category', ['华东', '华北']), column('name', 'text')],
    },
    {
      name: 'orders',
      rows: 3,
      columns: [column('order_key', 'number'), column('net_amount', 'money'), column('ordered_at', 'instant'), column('ordered_on', 'day')],
    },
    { name: 'order_items', rows: 3, columns: [column('quantity', 'number')] },
    { name: 'surveys', rows: 1, columns: [column('mode', 'category', ['sms'])] },
  ],
  joins: [],
  firstOrder: null,
  lastOrder: null,
  currency: null,
};

test('RP11 columns with values, numbers and days are offered; ids, keys, free text and other tables are not', () => {
  expect(filterChoices(model).map(({ table, column, kind }) => [table, column.name, kind])).toEqual([
    ['customers', '地区', 'values'],
    ['orders', 'net_amount', 'number'],
    ['orders', 'ordered_at', 'day'],
    ['order_items', 'quantity', 'number'],
  ]);
});

test('RP12 a draft without a value is no filter', () => {
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'in' }, 'values')).toBeNull();
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'gt', from: ' ' }, 'number')).toBeNull();
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'gt', from: 'many' }, 'number')).toBeNull();
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'between', from: '5', to: '2' }, 'number')).toBeNull();
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'between', from: '5', to: 'x' }, 'number')).toBeNull();
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'between' }, 'day')).toBeNull();
});

test('RP11 numbers are numbers, days stay days, an open end is a comparison', () => {
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'gt', from: '0' }, 'number')).toEqual({ op: 'gt', value: 0 });
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'between', from: '9', to: '10' }, 'number')).toEqual({ op: 'between', from: 9, to: 10 });
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'between', from: '', to: '2026-01-31' }, 'day')).toEqual({ op: 'lte', value: '2026-01-31' });
  expect(conditionOf({ ...EMPTY_DRAFT, op: 'is_missing' }, 'values')).toEqual({ op: 'is_missing' });
});

test('RP11 opening a filter again shows what was written', () => {
  const written = { ...EMPTY_DRAFT, op: 'not_in', values: ['天猫'] } as const;
  expect(draftOf({ op: 'not_in', values: ['天猫'] })).toEqual(written);
  expect(draftOf({ op: 'lt', value: 3 })).toEqual({ ...EMPTY_DRAFT, op: 'lt', from: '3' });
});

test('RP11 a chip names at most two values and counts the rest', () => {
  expect(conditionWords({ op: 'in', values: ['a', 'b'] }, false)).toEqual({ literal: 'a, b' });
  expect(conditionWords({ op: 'in', values: ['a', 'b', 'c'] }, false)).toEqual({
    key: 'report_filter_in_more',
    values: { shown: 'a', more: 2 },
  });
  expect(filterWords({ table: 'orders', column: 'gone', condition: { op: 'is_present' } }, model).name).toBe('gone');
});
