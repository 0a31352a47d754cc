import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '#core/messages/say';
import { LOCALES, type Text } from '#core/messages/text';
import type { Column, Columns, Scalar } from '#core/model/columns';
import type { JsonObject } from '#core/model/presentation';
import { compileChart, drawnData, drawnSvg } from '../../../../tests/support/compile-chart';
import { runs } from '../../../../tests/support/seeded';
import { checkSpec } from '../gate';
import { presentResult, type ResultOptions } from './present';
import { plainChannel, type BuilderChange } from './state';
import { suggestCharts } from './suggest';
import { emptySpec, writeBuilder } from './write';

const english: ResultOptions = { id: 'c', title: null, locale: 'en', currency: 'EUR' };
const words = (text: Text) => say(text, english);
const column =
  (type: Column['type']) =>
  (name: string, values: Scalar[]): Column => ({ name, type, values });
const text = column('text');
const number = column('number');
const date = column('date');
const result = (...columns: Column[]): Columns => ({ rowCount: columns[0]!.values.length, columns });
const chart = (of: Columns, change: BuilderChange, options: ResultOptions = english) => {
  const spec = writeBuilder(emptySpec(), change);
  if (!spec.ok) throw new Error(JSON.stringify(spec.issues));
  const view = presentResult(of, spec.value, options);
  if (!view.chart) throw new Error(JSON.stringify(view.issues));
  expect(checkSpec(view.chart.spec).ok).toBe(true);
  expect(compileChart(view.chart.spec, view.chart.rows).warnings).toEqual([]);
  return { ...view, chart: view.chart };
};
const name = (of: string) => plainChannel(of, 'nominal');
const sum = (of: string) => ({ ...plainChannel(of, 'quantitative'), aggregate: 'sum' as const });
const encodingOf = (spec: JsonObject) => spec.encoding as Record<string, JsonObject>;

const regions = result(text('region', ['East', 'West', 'East', null]), number('revenue', [100, 50.5, 20, 9.5]));
const months = result(date('month', ['2026-03-01', '2026-01-01', '2026-02-01']), number('revenue', [150, 100, 120]));

describe('a result as chart, words and table', () => {
  it('CB50 says what stands highest and lowest, and the total', () => {
    const { chart: view, notes } = chart(regions, { mark: 'bar', channels: { x: name('region'), y: sum('revenue') } });
    expect(words(view.title)).toBe('revenue, total by region, €');
    expect(words(view.caption)).toBe('Bar chart: revenue, total by region. Highest €120 at East, lowest €9.50 at (empty). Total €180.');
    expect(notes).toEqual([]);
    expect(view.rows.map((row) => row.region)).toEqual(['East', 'West', 'East', '(empty)']);
  });

  it('CB50 CB51 says first, last and the change along time, and rising only where every step rises', () => {
    const course: BuilderChange = {
      mark: 'line',
      channels: { x: { ...plainChannel('month', 'temporal'), timeUnit: 'month' }, y: sum('revenue') },
    };
    const caption = words(chart(months, course).chart.caption);
    expect(caption).toBe(
      'Line chart: revenue, total by month. Highest €150 at Mar 2026, lowest €100 at Jan 2026. Total €370. ' +
        'From Jan 2026 to Mar 2026 it goes from €100 to €150, 50.0% more. It rises at every step.',
    );
    const bumpy = result(date('month', ['2026-01-01', '2026-02-01', '2026-03-01']), number('repeat_rate', [0.2, 0.1, 0.3]));
    const rate = { ...course, channels: { ...course.channels, y: plainChannel('repeat_rate', 'quantitative') } };
    expect(words(chart(bumpy, rate).chart.caption)).toBe(
      'Line chart: repeat_rate by month. Highest 30.0% at Mar 2026, lowest 10.0% at Feb 2026. From Jan 2026 to Mar 2026 it goes from 20.0% to 30.0%.',
    );
  });

  it('CB50 never totals means, and says only the span of single rows', () => {
    const mean = { ...sum('revenue'), aggregate: 'mean' as const };
    expect(words(chart(regions, { mark: 'bar', channels: { x: name('region'), y: mean } }).chart.caption)).not.toContain('Total');
    const cloud = { x: plainChannel('revenue', 'quantitative') };
    expect(words(chart(regions, { mark: 'tick', channels: cloud }).chart.caption)).toBe(
      'Strip of single values: revenue. Values from €9.50 to €100.',
    );
    const one = chart(result(number('revenue', [12])), { mark: 'text', channels: { text: plainChannel('revenue', 'quantitative') } });
    expect(words(one.chart.caption)).toBe('revenue: €12.');
    expect(one.chart.spec.mark).toMatchObject({ fontSize: 34 });
  });

  it('CB45 draws days where they are, in every time zone', async () => {
    const course: BuilderChange = {
      mark: 'line',
      channels: { x: { ...plainChannel('month', 'temporal'), timeUnit: 'month' }, y: sum('revenue') },
    };
    const { chart: view } = chart(months, course);
    expect(view.rows.map((row) => row.month)).toEqual([Date.UTC(2026, 2), Date.UTC(2026, 0), Date.UTC(2026, 1)]);
    const drawn = await drawnData(view.spec, view.rows);
    const found = drawn.map((row) => [Number(row.utcyearmonth_month), row.sum_revenue]).sort((a, b) => Number(a[0]) - Number(b[0]));
    expect(found).toEqual([
      [Date.UTC(2026, 0), 100],
      [Date.UTC(2026, 1), 120],
      [Date.UTC(2026, 2), 150],
    ]);
  });

  it('CB31 adds up the rest as Others, which Vega draws with the same total', async () => {
    const keys = Array.from({ length: 60 }, (_, at) => `k${at}`);
    const long = result(
      text('key', keys),
      number(
        'revenue',
        keys.map((_key, at) => at + 1),
      ),
    );
    const { chart: view, notes } = chart(long, {
      mark: 'bar',
      channels: { y: { ...name('key'), sort: 'value_down' }, x: plainChannel('revenue', 'quantitative') },
    });
    expect(notes.map(words)).toEqual(['key: the 40 with the most are shown, the other 20 are added up as “Others”.']);
    const order = encodingOf(view.spec).y!.sort as string[];
    expect([order[0], order.at(-2), order.at(-1), order.length]).toEqual(['k59', 'k20', 'Others', 41]);
    const drawn = await drawnData(view.spec, view.rows);
    expect(drawn).toHaveLength(41);
    // 1 + … + 20, and 1 + … + 60.
    expect(drawn.find((row) => row.key === 'Others')?.sum_revenue).toBe(210);
    expect(drawn.reduce((total, row) => total + Number(row.sum_revenue), 0)).toBe(1830);
  });

  it('CB30 CB31 five colours and grey; what cannot be added is cut and says so', () => {
    const keys = Array.from({ length: 8 }, (_, at) => `k${at}`);
    const wide = result(
      text('kind', keys),
      text(
        'place',
        keys.map(() => 'a'),
      ),
      number(
        'price',
        keys.map((_key, at) => at),
      ),
    );
    const colours: BuilderChange = { mark: 'bar', channels: { x: name('place'), y: sum('price'), color: name('kind') } };
    const { chart: view } = chart(wide, colours);
    expect((encodingOf(view.spec).color!.scale as JsonObject).range).toHaveLength(6);
    expect(encodingOf(view.spec).color!.sort).toEqual(['k3', 'k4', 'k5', 'k6', 'k7', 'Others']);
    const mean: BuilderChange = { ...colours, channels: { ...colours.channels, y: { ...sum('price'), aggregate: 'mean' } } };
    const cut = chart(wide, mean);
    expect(cut.notes.map(words)).toEqual(['kind: 5 of 8 are shown, those with the highest values. The table has all of them.']);
    expect(cut.chart.rows.map((row) => row.kind)).toEqual(['k3', 'k4', 'k5', 'k6', 'k7']);
    expect(cut.table.rows.filter((row) => !row.total)).toHaveLength(8);
  });

  it('CB33 joins rows of one place, so that totals stay whole, and says where it cuts', async () => {
    const count = 2500;
    const many = result(
      text(
        'region',
        Array.from({ length: count }, (_, at) => ['East', 'West'][at % 2]!),
      ),
      number(
        'revenue',
        Array.from({ length: count }, (_, at) => at),
      ),
    );
    const joined = chart(many, { mark: 'bar', channels: { x: name('region'), y: sum('revenue') } });
    expect(joined.chart.rows).toHaveLength(2);
    expect(joined.notes).toEqual([]);
    // 0 + 2 + … + 2498 and 1 + 3 + … + 2499.
    expect(joined.chart.rows.map((row) => row.revenue)).toEqual([1249 * 1250, 1250 ** 2]);
    const rows = plainChannel(null, 'quantitative');
    const counted = chart(many, { mark: 'bar', channels: { x: name('region'), y: rows } });
    const drawn = await drawnData(counted.chart.spec, counted.chart.rows);
    expect(drawn.map((row) => row.sum_rows_counted)).toEqual([1250, 1250]);
    const mean = chart(many, { mark: 'bar', channels: { x: name('region'), y: { ...sum('revenue'), aggregate: 'mean' } } });
    expect(mean.notes.map(words)).toEqual(['The chart is drawn from the first 1,000 of 2,500 rows. The table has all of them.']);
    expect(mean.chart.rows).toHaveLength(1000);
    expect(mean.table.rows.length).toBeGreaterThan(2499);
  });

  it('CB52 has totals only where they mean something', () => {
    const last = (...columns: Column[]) => presentResult(result(...columns), null, english).table.rows.at(-1)!;
    const total = last(
      text('region', ['a', 'b']),
      number('revenue', [1, 2.5]),
      number('customers', [3, 4]),
      number('repeat_rate', [0.1, 0.2]),
    );
    expect(total).toEqual({
      values: { region: null, revenue: 3.5, customers: null, repeat_rate: null },
      texts: { region: { key: 'builder_total' } },
      total: true,
    });
    expect(last(text('region', ['a', null]), number('revenue', [1, 2])).total).toBeUndefined();
    expect(last(text('region', ['a']), number('revenue', [1])).total).toBeUndefined();
    expect(last(text('region', ['a', 'b']), number('height', [1, 2])).total).toBeUndefined();
  });

  it('draws a chart beyond the builder as it is, and none that the gate refuses', () => {
    const byHand = {
      ...emptySpec(),
      mark: 'trail',
      encoding: { x: { field: 'month', type: 'temporal', timeUnit: 'yearmonth' }, y: { field: 'revenue', type: 'quantitative' } },
    };
    const view = presentResult(months, byHand, english).chart!;
    expect(encodingOf(view.spec).x!.timeUnit).toBe('utcyearmonth');
    expect(view.rows[0]!.month).toBe(Date.UTC(2026, 2));
    expect(words(view.caption)).toContain('3 rows');
    const refused = presentResult(months, { mark: { type: 'image' } }, english);
    expect(refused).toMatchObject({ chart: null, issues: [{ code: 'issue_chart_refused' }] });
    expect(refused.table.rows).not.toEqual([]);
  });

  it('writes axes in 万 and 亿 for Chinese, k and M for English', () => {
    const change: BuilderChange = { mark: 'bar', channels: { x: name('region'), y: { ...sum('revenue'), format: 'money' } } };
    const label = (options: ResultOptions) => (encodingOf(chart(regions, change, options).chart.spec).y!.axis as JsonObject).labelExpr;
    expect(label(english)).toContain("'M'");
    expect(label({ ...english, locale: 'zh-CN' })).toContain("'亿'");
  });

  it('CB45 a month on the axis of time has its year, also where no tick stands at January', async () => {
    const days = Array.from(
      { length: 31 },
      (_, at) => `${2024 + Math.floor((3 + at) / 12)}-${String(1 + ((3 + at) % 12)).padStart(2, '0')}-01`,
    );
    const course = result(date('month', days), number('orders', days.map((_, at) => at))); // prettier-ignore
    const change: BuilderChange = {
      mark: 'line',
      channels: { x: plainChannel('month', 'temporal'), y: plainChannel('orders', 'quantitative') },
    };
    const labels = async (options: ResultOptions) => {
      const { chart: view } = chart(course, change, options);
      return [...(await drawnSvg(view.spec, view.rows)).matchAll(/>([^<>]*20\d\d[^<>]*)</g)].map(([, text]) => text);
    };
    expect(await labels(english)).toContain('Oct 2025');
    expect(await labels({ ...english, locale: 'zh-CN' })).toContain('2025/10');
  });

  it('every suggestion over random results is drawn behind the gate, within the cap, in both languages, and Vega-Lite has nothing to say', () => {
    const values = (length: number) => fc.array(fc.option(fc.integer({ min: 0, max: 500 })), { minLength: length, maxLength: length });
    let drawn = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }).chain((length) => fc.tuple(values(length), values(length), values(length))),
        fc.integer({ min: 1, max: 70 }),
        ([a, b, c], kinds) => {
          const data = result(
            date(
              'day',
              a.map((value) => (value === null ? null : new Date(Date.UTC(2025, 0, value)).toISOString().slice(0, 10))),
            ),
            text(
              'kind',
              b.map((value) => (value === null ? null : `k${value % kinds}`)),
            ),
            number('revenue', c),
            number('score', b),
          );
          for (const columns of [
            ['day', 'revenue'],
            ['kind', 'revenue'],
            ['day', 'kind', 'revenue'],
            ['revenue', 'score'],
            ['kind', 'score'],
          ])
            for (const { spec } of suggestCharts(data, columns))
              for (const locale of LOCALES) {
                const { chart: view, notes } = presentResult(data, spec, { ...english, locale });
                expect(view!.rows.length).toBeLessThanOrEqual(1000);
                expect(view!.height).toBeGreaterThan(0);
                for (const each of [view!.spec, view!.narrow ?? view!.spec]) {
                  expect(checkSpec(each).ok).toBe(true);
                  expect(compileChart(each, []).warnings).toEqual([]);
                }
                for (const said of [view!.caption, view!.title, ...notes])
                  expect(say(said, { locale, currency: 'CNY' })).not.toMatch(/undefined|builder_|NaN|null/);
                drawn += 1;
              }
        },
      ),
      runs(120),
    );
    expect(drawn).toBeGreaterThan(60);
  });
});
