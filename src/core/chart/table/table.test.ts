import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scalar } from '#core/model/columns';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { runs } from '../../../../tests/support/seeded';
import { filterRows, totalOf, valuesOf } from './filter-rows';
import { nextSort, orderTable, type Shown } from './order-rows';
import { wholeOf } from './shares';
import { columnsOfTable } from './to-columns';

const KEY: TableColumn = { key: 'name', label: { literal: 'Name' }, unit: 'text', is: 'key' };
const AMOUNT: TableColumn = { key: 'amount', label: { literal: 'Amount' }, unit: 'money', is: 'sum' };
const RATE: TableColumn = { key: 'rate', label: { literal: 'Rate' }, unit: 'rate', is: 'other' };
const shown: Shown = (row, column) => row.values[column.key] ?? null;
const row = (name: Scalar, amount: Scalar, total = false): TableRow => ({
  values: { name, amount, rate: 0.5 },
  ...(total ? { total } : {}),
});
const table = (...rows: readonly TableRow[]): TableView => ({ columns: [KEY, AMOUNT, RATE], rows });
const names = (rows: readonly TableRow[]) => rows.map(({ values }) => values.name);

describe('order', () => {
  it('TV1 up, down, as given', () => {
    expect(nextSort(undefined, 'a')).toEqual({ column: 'a', descending: false });
    expect(nextSort({ column: 'a', descending: false }, 'a')).toEqual({ column: 'a', descending: true });
    expect(nextSort({ column: 'a', descending: true }, 'a')).toBeNull();
    expect(nextSort({ column: 'a', descending: true }, 'b')).toEqual({ column: 'b', descending: false });
  });
  it('TV1 TV2 ties as given, empty last either way, totals where they stood', () => {
    const all = table(row('all', 9, true), row('b', 2), row('a', null), row('c', 1), row('d', 2), row('sum', 5, true));
    expect(names(orderTable(all, { column: 'amount', descending: false }, shown, 'en'))).toEqual(['all', 'c', 'b', 'd', 'a', 'sum']);
    expect(names(orderTable(all, { column: 'amount', descending: true }, shown, 'en'))).toEqual(['all', 'b', 'd', 'c', 'a', 'sum']);
    expect(names(orderTable(all, { column: 'gone', descending: true }, shown, 'en'))).toEqual(names(all.rows));
  });
  it('TV2 texts as the language orders them, numbers in them by value', () => {
    const texts = table(row('级 10', 1), row('级 9', 1), row('上海', 1), row('北京', 1));
    expect(names(orderTable(texts, { column: 'name', descending: false }, shown, 'zh-CN'))).toEqual(['北京', '级 9', '级 10', '上海']);
  });
  it('TV1 TV2 any rows: the same rows, in order, stable', () => {
    let ties = 0;
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.boolean(), (values, descending) => {
        const rows = values.map((each, index) => row(index, each));
        const ordered = orderTable(table(...rows), { column: 'amount', descending }, shown, 'en');
        expect(new Set(ordered)).toEqual(new Set(rows));
        for (let index = 1; index < ordered.length; index++) {
          const [a, b] = [ordered[index - 1]!.values, ordered[index]!.values];
          if (a.amount === null) expect(b.amount).toBeNull();
          if (a.amount === b.amount) {
            ties += 1;
            expect(Number(a.name)).toBeLessThan(Number(b.name));
          } else if (b.amount !== null)
            expect(descending ? Number(a.amount) > Number(b.amount) : Number(a.amount) < Number(b.amount)).toBe(true);
        }
      }),
      runs(2000),
    );
    expect(ties).toBeGreaterThan(100);
  });
});

describe('filters', () => {
  const all = table(row('North', 1), row('South', 2), row(null, 3), row('north-west', null), row('Total', 6, true));
  const passing = (filters: Parameters<typeof filterRows>[1]) => names(filterRows(all, filters, shown));
  it('TV3 contains, range with both ends, set; all of them together', () => {
    expect(passing({ name: { by: 'contains', text: ' NORTH ' } })).toEqual(['North', 'north-west']);
    expect(passing({ amount: { by: 'range', from: 1, to: 2 } })).toEqual(['North', 'South']);
    expect(passing({ amount: { by: 'range', from: null, to: 1 } })).toEqual(['North']);
    expect(passing({ name: { by: 'values', values: [null, 'South'] } })).toEqual(['South', null]);
    expect(passing({ name: { by: 'contains', text: 'north' }, amount: { by: 'range', from: 0, to: null } })).toEqual(['North']);
    expect(passing({ name: { by: 'values', values: [] } })).toEqual([]);
  });
  it('TV3 nothing asked is no filter, and a column called __proto__ is none either', () => {
    expect(passing({ name: { by: 'contains', text: ' ' }, amount: { by: 'range', from: null, to: null } })).toHaveLength(5);
    const odd: TableView = { ...all, columns: [{ ...KEY, key: '__proto__' }] };
    expect(filterRows(odd, {}, shown)).toHaveLength(5);
  });
  it('TV4 the total of what is shown, of columns that had one', () => {
    const picked = filterRows(all, { amount: { by: 'range', from: 1, to: 2 } }, shown);
    expect(totalOf(all, picked)).toEqual({
      values: { name: null, amount: 3, rate: null },
      texts: { name: { key: 'table_total_shown', values: { n: 2 } } },
      total: true,
    });
    expect(totalOf(table(row('a', 1), row('b', 2)), [row('a', 1), row('b', 2)])).toBeNull();
    expect(totalOf(all, picked.slice(1))).toBeNull();
  });
  it('TV3 a set is offered up to 50 values', () => {
    const many = (count: number) => table(...Array.from({ length: count }, (_, index) => row(`n${index}`, 1)), row('Total', 1, true));
    expect(valuesOf(many(50), KEY, shown)).toHaveLength(50);
    expect(valuesOf(many(51), KEY, shown)).toBeNull();
  });
});

describe('percent and result', () => {
  it('TV5 the whole is the sum of the rows, without totals; none where it is zero, mixed or cannot be added', () => {
    expect(wholeOf(table(row('a', 0.5), row('b', 0.25), row('Total', 99, true)), 'amount')).toBe(0.75);
    expect(wholeOf(table(row('a', -1), row('b', 1)), 'amount')).toBeNull();
    expect(wholeOf(table(row('a', -1), row('b', 2)), 'amount')).toBeNull();
    expect(wholeOf(table(row('a', 0)), 'amount')).toBeNull();
    expect(wholeOf(table(row('a', 1)), 'rate')).toBeNull();
  });
  it('TV8 the result behind a table has its rows and types, without totals', () => {
    const days: TableView = {
      columns: [KEY, AMOUNT, RATE],
      rows: [
        { values: { name: '2026-01-01', amount: 1, rate: null } },
        { values: { name: '2026-02-01', amount: 0.5, rate: null } },
        { values: { name: null, amount: 9, rate: null }, total: true },
      ],
    };
    expect(columnsOfTable(days)).toEqual({
      rowCount: 2,
      columns: [
        { name: 'name', type: 'date', values: ['2026-01-01', '2026-02-01'] },
        { name: 'amount', type: 'number', values: [1, 0.5] },
        { name: 'rate', type: 'null', values: [null, null] },
      ],
    });
  });
});
