import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '#core/messages/say';
import { LOCALES } from '#core/messages/text';
import type { Row, Scalar } from '#core/model/columns';
import { runs } from '../../../../tests/support/seeded';
import { exactSum } from '../exact-sum';
import { shapesOf } from '../builder/columns';
import { partOfPlace, placeOfPart } from './drill';
import { pivotMeasure } from './measure';
import { makePivot } from './pivot';
import { sortHeads } from './sort';
import { PIVOT_REASONS, pivotTable } from './table';
import { PIVOT_OPS, type Pivot, type PivotHead, type PivotMeasure, type PivotPlace, type PivotQuestion } from './types';

const measure = (change: Partial<PivotMeasure> = {}): PivotMeasure => ({
  key: 'm',
  op: 'sum',
  column: 'amount',
  unit: 'money',
  holds: 'amounts',
  ...change,
});
const pivot = (records: readonly Row[], question: Partial<PivotQuestion> & { measures: readonly PivotMeasure[] }): Pivot => {
  const made = makePivot(records, { rows: ['region'], columns: ['channel'], ...question });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
};
const at = (made: Pivot, row: PivotHead | null, column: PivotHead | null, key = 'm') => made.at({ row, column, measure: key });

// Worked out by hand: East web 10 + 20, East shop 5, West web 7.5 and an empty amount, (empty) shop 1.
const shop: readonly Row[] = [
  { region: 'East', channel: 'web', amount: 10, customer: 'a' },
  { region: 'East', channel: 'web', amount: 20, customer: 'b' },
  { region: 'East', channel: 'shop', amount: 5, customer: 'a' },
  { region: 'West', channel: 'web', amount: 7.5, customer: 'a' },
  { region: 'West', channel: 'web', amount: null, customer: 'c' },
  { region: null, channel: 'shop', amount: 1, customer: null },
];

describe('a pivot', () => {
  it('PV1 PV2 PV4 puts each row in one cell, and totals come from the rows', () => {
    const measures = [...PIVOT_OPS].map((op) => measure({ key: op, op, column: op === 'distinct' ? 'customer' : 'amount' }));
    const made = pivot(shop, { measures });
    expect(made.rows).toEqual([['East'], ['West'], [null]]);
    expect(made.columns).toEqual([['shop'], ['web']]);
    const values = (row: PivotHead | null, column: PivotHead | null) => PIVOT_OPS.map((op) => at(made, row, column, op).value);
    expect(values(['East'], ['web'])).toEqual([30, 15, 2, 10, 20, 2]);
    expect(values(['East'], ['shop'])).toEqual([5, 5, 1, 5, 5, 1]);
    expect(values(['West'], ['web'])).toEqual([7.5, 7.5, 1, 7.5, 7.5, 2]);
    expect(values(['West'], ['shop'])).toEqual([null, null, null, null, null, null]);
    expect(values([null], ['shop'])).toEqual([1, 1, 1, 1, 1, 0]);
    // The mean of East is 35 ÷ 3, not the mean of 15 and 5; its customers are a and b, not 2 + 1.
    expect(values(['East'], null)).toEqual([35, 35 / 3, 3, 5, 20, 2]);
    expect(values(null, ['web'])).toEqual([37.5, 12.5, 3, 7.5, 20, 3]);
    expect(values(null, null)).toEqual([43.5, 8.7, 5, 1, 20, 3]);
  });

  it('PV2 counts rows where no column is named', () => {
    const made = pivot(shop, { measures: [measure({ op: 'count', column: null })] });
    expect(at(made, ['West'], ['web'])).toEqual({ value: 2 });
    expect(at(made, ['West'], ['shop'])).toEqual({ value: null, reason: 'none' });
    expect(makePivot(shop, { rows: [], columns: [], measures: [measure({ column: null })] }).ok).toBe(false);
  });

  it('PV5 never averages averages, unless their weights are known', () => {
    const rows: readonly Row[] = [
      { region: 'East', channel: 'web', rate: 0.5, n: 10 },
      { region: 'East', channel: 'shop', rate: 0.1, n: 90 },
      { region: 'West', channel: 'web', rate: 0.3, n: 0 },
    ];
    const rate = measure({ op: 'mean', column: 'rate', unit: 'rate', holds: 'averages' });
    const plain = pivot(rows, { measures: [rate, { ...rate, key: 'sum', op: 'sum' }, { ...rate, key: 'max', op: 'max' }] });
    expect(at(plain, ['East'], ['web'])).toEqual({ value: 0.5 });
    expect(at(plain, ['East'], null)).toEqual({ value: null, reason: 'averages' });
    expect(at(plain, ['East'], null, 'sum')).toEqual({ value: null, reason: 'averages' });
    expect(at(plain, ['West'], null)).toEqual({ value: 0.3 });
    expect(at(plain, null, null, 'max')).toEqual({ value: 0.5 });
    const weighted = pivot(rows, { measures: [{ ...rate, weight: 'n' }] });
    // (0.5 · 10 + 0.1 · 90) ÷ 100
    expect(at(weighted, ['East'], null).value).toBeCloseTo(0.14, 12);
    expect(at(weighted, ['West'], ['web'])).toEqual({ value: null, reason: 'weight' });
  });

  it('PV6 does not add people up', () => {
    const people = measure({ holds: 'people' });
    expect(at(pivot(shop, { measures: [people] }), ['East'], ['web'])).toEqual({ value: null, reason: 'people' });
    expect(at(pivot(shop, { measures: [people] }), ['East'], ['shop'])).toEqual({ value: 5 });
  });

  it('PV7 percents of row, column and total, and where there are none', () => {
    const share = (percent: 'row' | 'column' | 'total', change: Partial<PivotMeasure> = {}) =>
      pivot(shop, { measures: [measure({ percent, ...change })] });
    expect(at(share('row'), ['East'], ['web']).value).toBeCloseTo(30 / 35, 12);
    expect(at(share('row'), ['East'], null)).toEqual({ value: 1 });
    expect(at(share('column'), ['East'], ['web']).value).toBeCloseTo(30 / 37.5, 12);
    expect(at(share('total'), ['East'], ['web']).value).toBeCloseTo(30 / 43.5, 12);
    expect(at(share('row', { op: 'mean' }), ['East'], ['web'])).toEqual({ value: null, reason: 'not_additive' });
    const mixed = pivot([...shop, { region: 'East', channel: 'web', amount: -4 }], { measures: [measure({ percent: 'row' })] });
    expect(at(mixed, ['East'], ['shop'])).toEqual({ value: null, reason: 'signs' });
    expect(at(mixed, ['West'], ['web'])).toEqual({ value: 1 });
    const zero = pivot([{ region: 'a', channel: 'b', amount: 0 }], { measures: [measure({ percent: 'row' })] });
    expect(at(zero, ['a'], ['b'])).toEqual({ value: null, reason: 'whole_empty' });
  });

  it('PV8 orders by heads or by numbers, empty last either way', () => {
    const made = pivot(shop, { measures: [measure()] });
    expect(sortHeads(made, 'rows', { by: 'head', descending: true })).toEqual([['West'], ['East'], [null]]);
    expect(sortHeads(made, 'rows', { by: 'measure', measure: 'm', across: null, descending: false })).toEqual([[null], ['West'], ['East']]);
    expect(sortHeads(made, 'rows', { by: 'measure', measure: 'm', across: ['shop'], descending: true })).toEqual([
      ['East'],
      [null],
      ['West'],
    ]);
    expect(sortHeads(made, 'rows', { by: 'measure', measure: 'm', across: ['shop'], descending: false })).toEqual([
      [null],
      ['East'],
      ['West'],
    ]);
    expect(sortHeads(made, 'columns', { by: 'measure', measure: 'm', across: ['East'], descending: true })).toEqual([['web'], ['shop']]);
    const numbers = pivot([{ n: 10 }, { n: 9 }, { n: null }, { n: 'a' }, { n: true }] as Row[], {
      rows: ['n'],
      columns: [],
      measures: [measure({ op: 'count', column: null })],
    });
    expect(numbers.rows).toEqual([[true], [9], [10], ['a'], [null]]);
  });

  it('PV10 finds the rows behind every number, and nothing behind a foreign part', () => {
    const made = pivot(shop, { measures: [measure()] });
    const place: PivotPlace = { row: ['East'], column: null, measure: 'm' };
    expect(made.behind(place)).toEqual([0, 1, 2]);
    expect(placeOfPart(made, JSON.parse(JSON.stringify(partOfPlace(place))) as never)).toEqual(place);
    for (const part of [
      {},
      { pivot: 'x', row: null, column: null },
      { pivot: 'm', row: ['a', 'b'], column: null },
      { pivot: 'm', row: [{}], column: null },
    ])
      expect(placeOfPart(made, part as never)).toBeNull();
    expect(made.behind({ row: ['North'], column: null, measure: 'm' })).toEqual([]);
  });

  it('makes a measure of a column, with the unit and the care that its numbers need', () => {
    const columns = [
      { name: 'revenue', type: 'number' as const, values: [1.5, 2] },
      { name: 'repeat_rate', type: 'number' as const, values: [0.1, 0.2] },
      { name: 'height', type: 'number' as const, values: [1.5, 2] },
      { name: 'region', type: 'text' as const, values: ['a', 'b'] },
    ];
    const shapes = shapesOf({ rowCount: 2, columns });
    expect(pivotMeasure(shapes[0]!, 'sum')).toEqual({ key: 'sum:revenue', op: 'sum', column: 'revenue', unit: 'money', holds: 'amounts' });
    expect(pivotMeasure(shapes[1]!, 'mean')).toMatchObject({ unit: 'rate', holds: 'averages' });
    expect(pivotMeasure(shapes[2]!, 'mean')).toMatchObject({ unit: 'number', holds: 'amounts' });
    expect(pivotMeasure(shapes[3]!, 'distinct')).toMatchObject({ unit: 'count' });
    expect(pivotMeasure(null, 'count')).toEqual({ key: 'count', op: 'count', column: null, unit: 'count', holds: 'amounts' });
  });

  it('PV11 says when it would be too wide', () => {
    const wide = Array.from({ length: 501 }, (_, channel) => ({ region: 'a', channel, amount: 1 }));
    expect(makePivot(wide, { rows: ['region'], columns: ['channel'], measures: [measure()] })).toMatchObject({
      ok: false,
      issues: [{ code: 'issue_pivot_large' }],
    });
  });

  it('becomes a table with totals right and below, a part for each number, and words in both languages', () => {
    const table = pivotTable(pivot(shop, { measures: [measure()] }));
    expect(table.columns).toHaveLength(4);
    expect(table.rows).toHaveLength(4);
    const total = table.rows.at(-1)!;
    expect(total).toMatchObject({ total: true, texts: { head_0: { key: 'builder_total' } } });
    expect(total.values[table.columns[3]!.key]).toBe(43.5);
    expect(table.rows[1]!.parts).not.toHaveProperty([table.columns[1]!.key]);
    for (const locale of LOCALES) {
      for (const { label } of table.columns) expect(say(label, { locale, currency: null })).not.toMatch(/undefined|pivot_|builder_/);
      for (const key of Object.values(PIVOT_REASONS)) expect(say({ key }, { locale, currency: null }).length).toBeGreaterThan(5);
    }
  });
});

describe('properties of pivots', () => {
  const record: fc.Arbitrary<Row> = fc.record({
    region: fc.constantFrom<Scalar>('East', 'West', '["x"]', null, 1),
    year: fc.constantFrom<Scalar>(2025, 2026),
    channel: fc.constantFrom<Scalar>('web', 'shop', null),
    amount: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { freq: 6 }),
  });

  /** The same number by another way: filter, then loop. */
  function again(records: readonly Row[], place: PivotPlace, op: PivotMeasure['op']): number | null {
    let count = 0;
    let sum = 0;
    let least = Infinity;
    let most = -Infinity;
    let rows = 0;
    const seen: Scalar[] = [];
    for (const row of records) {
      if (place.row !== null && !(row.region === place.row[0] && row.year === place.row[1])) continue;
      if (place.column !== null && row.channel !== place.column[0]) continue;
      rows += 1;
      const value = row.amount as number | null;
      if (value === null) continue;
      count += 1;
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
      if (!seen.includes(value)) seen.push(value);
    }
    if (op === 'count') return rows === 0 ? null : count;
    if (op === 'distinct') return rows === 0 ? null : seen.length;
    if (count === 0) return null;
    return { sum, mean: sum / count, min: least, max: most }[op];
  }

  it('PV3 PV4 PV7 PV10 PV12 every number agrees with a second computation; cells add up to totals, percents to one; order changes nothing', () => {
    let checked = 0;
    let percents = 0;
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat()), (records, chance) => {
        const ops = [...PIVOT_OPS].map((op) => measure({ key: op, op }));
        const shares = (['row', 'column', 'total'] as const).map((percent) => measure({ key: percent, percent }));
        const question = { rows: ['region', 'year'], columns: ['channel'], measures: [...ops, ...shares] };
        const made = pivot(records, question);
        const order = records.map((row) => ({ row, at: chance.next().value as number })).sort((a, b) => a.at - b.at);
        const shuffled = pivot(
          order.map(({ row }) => row),
          question,
        );
        expect(shuffled.rows).toEqual(made.rows);
        expect(shuffled.columns).toEqual(made.columns);
        const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
        for (const row of [...made.rows, null])
          for (const column of [...made.columns, null]) {
            for (const { key, op } of ops) {
              const number = at(made, row, column, key).value;
              const second = again(records, { row, column, measure: key }, op);
              expect(number === null ? second === null : second !== null && close(number, second)).toBe(true);
              checked += 1;
            }
            for (const { key } of question.measures) expect(at(shuffled, row, column, key)).toEqual(at(made, row, column, key));
          }
        const total = (places: readonly PivotPlace[]) => exactSum(places.map((place) => made.at(place).value ?? 0));
        for (const row of [...made.rows, null]) {
          const places = made.columns.map((column) => ({ row, column, measure: 'sum' }));
          expect(close(total(places), at(made, row, null, 'sum').value ?? 0)).toBe(true);
          const parts = total(places.map((place) => ({ ...place, measure: 'row' })));
          if (at(made, row, null, 'row').value !== null) {
            expect(close(parts, 1)).toBe(true);
            percents += 1;
          }
        }
        const cells = made.rows.flatMap((row) => made.columns.map((column) => ({ row, column, measure: 'total' })));
        if (at(made, null, null, 'total').value !== null) expect(close(total(cells), 1)).toBe(true);
        expect(cells.flatMap((place) => [...made.behind(place)]).sort((a, b) => a - b)).toEqual(records.map((_row, position) => position));
      }),
      runs(1000),
    );
    expect(checked).toBeGreaterThan(5000);
    expect(percents).toBeGreaterThan(200);
  });
});
