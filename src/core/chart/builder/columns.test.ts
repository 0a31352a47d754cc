import { describe, expect, it } from 'vitest';
import type { Column, Columns } from '#core/model/columns';
import { shapesOf, widthOf } from './columns';
import { saysIdentifier, unitInName, wordsOf } from './column-words';

const result = (...columns: Column[]): Columns => ({ rowCount: columns[0]?.values.length ?? 0, columns });
const roleOf = (column: Column) => shapesOf(result(column))[0]!.role;

describe('what a column is', () => {
  it('CB1 tells keys, measures, times and prose apart', () => {
    expect(roleOf({ name: 'region', type: 'text', values: ['East', 'West', 'East'] })).toBe('key');
    expect(roleOf({ name: 'revenue', type: 'number', values: [1.5, 2, null] })).toBe('measure');
    expect(roleOf({ name: 'day', type: 'date', values: ['2026-03-01', null] })).toBe('time');
    expect(roleOf({ name: 'month', type: 'text', values: ['2026-03', '2026-04', null] })).toBe('time');
    expect(roleOf({ name: 'month', type: 'text', values: ['2026-03', '2026-13'] })).toBe('key');
    expect(roleOf({ name: 'quarter', type: 'text', values: ['2026-Q1', '2025-Q4'] })).toBe('time');
    expect(roleOf({ name: 'order_year', type: 'integer', values: [2024, 2025] })).toBe('time');
    expect(roleOf({ name: 'orders', type: 'integer', values: [2024, 2025] })).toBe('measure');
    expect(roleOf({ name: 'paid', type: 'boolean', values: [true, false] })).toBe('key');
    const prose = 'The delivery was late and the box was open when it came.';
    expect(roleOf({ name: 'comment', type: 'text', values: [prose, `${prose}!`] })).toBe('text');
    expect(roleOf({ name: 'comment', type: 'text', values: [prose, prose, prose] })).toBe('key');
    expect(roleOf({ name: 'nothing', type: 'null', values: [null] })).toBe('key');
  });

  it('CB2 takes numbers that identify for keys', () => {
    expect(roleOf({ name: 'customerId', type: 'integer', values: [1, 2] })).toBe('key');
    expect(roleOf({ name: '会员编号', type: 'integer', values: [1, 1] })).toBe('key');
    expect(roleOf({ name: 'customer_id', type: 'number', values: [1.5] })).toBe('measure');
    expect(saysIdentifier('paid')).toBe(false);
    expect(wordsOf('Ship-to_customerID 2')).toEqual(['ship', 'to', 'customer', 'id', '2']);
  });

  it.each([
    ['revenue', 'money'],
    ['实付金额', 'money'],
    ['repeat_rate', 'rate'],
    ['复购率', 'rate'],
    ['customer count', 'count'],
    ['count of customers', 'customers'],
    ['客户数', 'customers'],
    ['订单数', 'orders'],
    ['order_days', 'days'],
    ['nps score', 'score'],
    ['sales_rate', null],
    ['salesman', null],
    ['x', null],
  ])('CB3 reads %s as %s', (name, unit) => expect(unitInName(name)).toBe(unit));

  it('CB3 believes a rate only where the values are some', () => {
    const unit = (values: number[]) => shapesOf(result({ name: 'rate', type: 'number', values }))[0]!.unit;
    expect(unit([0, 0.4, 1])).toBe('rate');
    expect(unit([12, 40])).toBe('number');
  });

  it.each([
    ['revenue', 'amounts'],
    ['avg_order_amount', 'averages'],
    ['平均金额', 'averages'],
    ['price', 'averages'],
    ['cumulative revenue', 'averages'],
    ['conversion_rate', 'averages'],
    ['customers', 'people'],
    ['orders', 'amounts'],
    ['height', 'unknown'],
  ])('CB4 says what %s holds: %s', (name, holds) => {
    expect(shapesOf(result({ name, type: 'number', values: [0.1, 0.5] }))[0]!.holds).toBe(holds);
  });

  it('counts what is filled, different and missing, and how wide it is', () => {
    expect(shapesOf(result({ name: '地区', type: 'text', values: ['华东', '华东地区', null, '华东'] }))).toEqual([
      {
        name: '地区',
        type: 'text',
        role: 'key',
        unit: 'text',
        holds: 'none',
        distinct: 2,
        filled: 3,
        nulls: 1,
        longest: 8,
        min: null,
        max: null,
        named: false,
        chartable: true,
      },
    ]);
    expect(widthOf('a华')).toBe(3);
    const [measure] = shapesOf(result({ name: 'n', type: 'integer', values: Float64Array.from([3, -2, 3]) }));
    expect(measure).toMatchObject({ min: -2, max: 3, distinct: 2, unit: 'count', nulls: 0 });
  });

  it.each(["it's", '"quoted"', 'a\\b', '__proto__', 'valueOf', 'see http://x', 'url(x)', '', 'x'.repeat(201)])(
    'CB5 keeps %s out of charts',
    (name) => {
      expect(shapesOf(result({ name, type: 'text', values: ['a'] }))[0]!.chartable).toBe(false);
    },
  );
});
