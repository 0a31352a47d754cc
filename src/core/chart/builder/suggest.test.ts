import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column, Columns, Scalar } from '#core/model/columns';
import { say } from '#core/messages/say';
import { LOCALES } from '#core/messages/text';
import { compileChart } from '../../../../tests/support/compile-chart';
import { runs } from '../../../../tests/support/seeded';
import { checkSpec } from '../gate';
import { readBuilder } from './read';
import { suggestCharts } from './suggest';

const text = (name: string, values: Scalar[]): Column => ({ name, type: 'text', values });
const number = (name: string, values: Scalar[]): Column => ({ name, type: 'number', values });
const date = (name: string, values: Scalar[]): Column => ({ name, type: 'date', values });
const result = (...columns: Column[]): Columns => ({ rowCount: columns[0]?.values.length ?? 0, columns });
const kinds = (...columns: Column[]) => suggestCharts(result(...columns)).map(({ kind }) => kind);
const first = (...columns: Column[]) => {
  const [suggestion] = suggestCharts(result(...columns));
  const state = readBuilder(suggestion!.spec);
  if (!state.ok) throw new Error('unread');
  return { ...suggestion!, state: state.value };
};
const names = (count: number) => Array.from({ length: count }, (_, at) => `n${at}`);
const months = (count: number) =>
  Array.from({ length: count }, (_, at) => `20${20 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`);
const ramp = (count: number, from = 1) => Array.from({ length: count }, (_, at) => from + at * 1.5);

describe('what is suggested', () => {
  it('CB11 one row: the number, or the table', () => {
    expect(kinds(number('revenue', [12]))).toEqual(['single']);
    expect(kinds(text('region', ['East']), number('revenue', [12]))).toEqual(['single']);
    expect(kinds(number('revenue', [12]), number('orders', [3]))).toEqual([]);
  });

  it('CB12 a time and a measure: a line, an area for amounts, bars where times are few', () => {
    expect(kinds(date('month', months(12)), number('revenue', ramp(12)))).toEqual(['line', 'area', 'columns']);
    expect(kinds(date('month', months(12)), number('revenue', ramp(12, -5)))).toEqual(['line', 'columns']);
    expect(kinds(date('month', months(12)), number('temperature', ramp(12)))).toEqual(['line', 'columns']);
    expect(kinds(date('month', months(7)), number('revenue', ramp(7)))).toEqual(['columns', 'line']);
    const { state } = first(date('month', months(7)), number('revenue', ramp(7)));
    expect(state.channels.x).toMatchObject({ type: 'ordinal', timeUnit: 'month' });
    expect(state.channels.y).toMatchObject({ aggregate: null, format: 'money' });
  });

  it('CB13 lines by key, the largest five where there are more', () => {
    const by = (keys: number) => {
      const time = months(10).flatMap((month) => names(keys).map(() => month));
      const key = months(10).flatMap(() => names(keys));
      return first(date('month', time), text('region', key), number('revenue', ramp(10 * keys)));
    };
    expect(by(3)).toMatchObject({ kind: 'lines', reason: { key: 'builder_why_lines' } });
    expect(by(3).state.channels.y?.aggregate).toBeNull();
    expect(by(8)).toMatchObject({ kind: 'lines', reason: { key: 'builder_why_lines_most', values: { n: 8, most: 5 } } });
    expect(by(8).state.channels.y?.aggregate).toBe('sum');
  });

  it('CB14 bars by size, lying for long or many names', () => {
    const short = first(text('region', ['East', 'West', 'North']), number('revenue', [1, 2, 3]));
    expect(short.state).toMatchObject({ mark: 'bar', channels: { x: { column: 'region', sort: 'value_down' }, y: { column: 'revenue' } } });
    const long = first(text('region', ['华东及周边地区', '西', '北']), number('revenue', [1, 2, 3]));
    expect(long.state.channels.y).toMatchObject({ column: 'region', sort: 'value_down' });
    expect(long.reason).toMatchObject({ key: 'builder_why_bars_lying' });
    expect(first(text('region', names(9)), number('revenue', ramp(9))).state.channels.y?.column).toBe('region');
  });

  it('CB15 an arc only for few whole parts of an amount, and never first', () => {
    const parts = (...values: Scalar[]) => kinds(text('region', names(values.length)), number('revenue', values));
    expect(parts(1, 2, 3)).toEqual(['bars', 'arc']);
    expect(parts(1, 2, -3)).toEqual(['bars']);
    expect(parts(1, 2, 0)).toEqual(['bars']);
    expect(parts(1, 2, null)).toEqual(['bars']);
    expect(parts(1, 2, 3, 4, 5, 6)).toEqual(['bars']);
    expect(kinds(text('region', names(3)), number('repeat_rate', [0.1, 0.2, 0.3]))).toEqual(['bars']);
    expect(kinds(text('region', ['a', 'a', 'b']), number('revenue', [1, 2, 3]))).toEqual(['bars']);
  });

  it('CB16 two keys: beside, stacked, shades; shades first where both are many', () => {
    const grid = (rows: number, columns: number) =>
      kinds(
        text(
          'region',
          names(rows).flatMap((name) => names(columns).map(() => name)),
        ),
        text(
          'channel',
          names(rows).flatMap(() => names(columns).map((name) => `c${name}`)),
        ),
        number('revenue', ramp(rows * columns)),
      );
    expect(grid(4, 3).slice(0, 3)).toEqual(['bars_beside', 'bars_stacked', 'heat']);
    expect(grid(4, 5).slice(0, 2)).toEqual(['bars_stacked', 'heat']);
    expect(grid(6, 6)[0]).toBe('heat');
  });

  it('CB17 CB18 numbers alone: a scatter, a histogram, a strip; boxes where rows vary', () => {
    expect(kinds(number('height', ramp(10)), number('weight', ramp(10)))).toEqual(['scatter', 'strip']);
    expect(kinds(number('height', ramp(7)), number('weight', ramp(7)))).toEqual(['strip']);
    expect(kinds(number('height', ramp(20)))).toEqual(['histogram', 'strip']);
    const groups = names(2).flatMap((name) => ramp(6).map(() => name));
    expect(kinds(text('region', groups), number('height', ramp(12))).slice(0, 2)).toEqual(['box', 'bars']);
    expect(kinds(text('region', groups), number('revenue', ramp(12))).slice(0, 2)).toEqual(['bars', 'box']);
    const sized = first(number('height', ramp(9)), number('weight', ramp(9)), number('revenue', ramp(9)));
    expect(sized.state.channels.size?.column).toBe('revenue');
    expect(first(number('height', ramp(9)), number('weight', ramp(9)), number('change', ramp(9, -4))).state.channels.size).toBeUndefined();
  });

  it('CB19 counts rows where there is no number', () => {
    expect(kinds(text('region', ['a', 'a', 'b']))).toEqual(['count_bars']);
    expect(kinds(text('region', ['a', 'b', 'c']))).toEqual([]);
    expect(kinds(date('day', ['2026-01-05', '2026-01-05', '2026-01-09']))).toEqual(['count_line']);
  });

  it('CB20 adds amounts, averages the rest, and leaves alone what has one row a place', () => {
    const aggregate = (name: string) => first(text('region', ['a', 'a', 'b']), number(name, [1, 2, 4])).state.channels.y?.aggregate;
    expect(aggregate('revenue')).toBe('sum');
    expect(aggregate('price')).toBe('mean');
    expect(aggregate('customers')).toBe('mean');
    expect(first(text('region', ['a', 'b']), number('price', [1, 2])).state.channels.y?.aggregate).toBeNull();
  });

  it('CB5 CB22 offers nothing for names that a chart cannot carry, and for prose', () => {
    expect(kinds(text("who's", ['a', 'a']), number('a\\b', [1, 2]))).toEqual([]);
    const prose = ['I waited for two weeks and nobody answered my question.', 'All was fine, and the tea tastes as it should taste.'];
    expect(kinds(text('comment', prose))).toEqual([]);
    expect(kinds(text('region', []))).toEqual([]);
  });

  it('uses the chosen columns only', () => {
    const shop = result(date('month', months(9)), text('region', names(9)), number('revenue', ramp(9)));
    expect(suggestCharts(shop, ['region', 'revenue'])[0]?.kind).toBe('bars');
  });

  const cell: fc.Arbitrary<Column> = fc.oneof(
    fc
      .record({
        name: fc.constantFrom('region', '渠道', 'group', 'a.b'),
        values: fc.array(fc.constantFrom('East', 'West', '华东大区', null), { minLength: 24, maxLength: 24 }),
      })
      .map(({ name, values }) => text(name, values)),
    fc
      .record({
        name: fc.constantFrom('revenue', '金额', 'rate', 'customers', 'x[1]'),
        values: fc.array(fc.option(fc.integer({ min: -9, max: 9 })), { minLength: 24, maxLength: 24 }),
      })
      .map(({ name, values }) => number(name, values)),
    fc.array(fc.constantFrom(...months(30), '2026-03-17', null), { minLength: 24, maxLength: 24 }).map((values) => date('day', values)),
  );
  it('CB10 every suggestion can be read back, passes the gate, compiles without a warning, and has its reason in both languages', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { minLength: 1, maxLength: 5, selector: ({ name }) => name }),
        fc.integer({ min: 0, max: 24 }),
        (columns, length) => {
          const cut = columns.map((column) => ({ ...column, values: (column.values as Scalar[]).slice(0, length) }));
          for (const { kind, spec, reason } of suggestCharts(result(...cut))) {
            seen.set(kind, (seen.get(kind) ?? 0) + 1);
            expect(readBuilder(spec).ok).toBe(true);
            expect(checkSpec(spec).ok).toBe(true);
            expect(compileChart(spec, []).warnings).toEqual([]);
            for (const locale of LOCALES) expect(say(reason, { locale, currency: null })).not.toMatch(/undefined|builder_why|\{/);
          }
        },
      ),
      runs(3000),
    );
    expect([...seen.keys()].length).toBeGreaterThan(13);
  });
});
