import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import type { DataModel } from '#core/model/data-model';
import { columnOf, rowsOf } from '#core/model/columns';
import type { Filter } from '#core/model/filters';
import type { Part } from '#core/model/presentation';
import { makeContext } from '#core/query/context';
import { startQuery } from '#core/query/start';
import type { Report, Segment } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { definitionsOf } from './definitions';
import { createRunner } from './runner';
import { cellOf, collect, reportOf } from './test-parts';
import type { CellState } from './types';

const shop = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../core/analyses/overview/examples/small-shop.json'), 'utf8')) as {
  tables: ShopTables;
};
const load = definitionsOf(registry);
const options = { locale: 'en', seed: 1 } as const;

let engine: Connector;
let model: DataModel;
beforeAll(async () => {
  engine = await openWasmTestEngine();
  model = await createShop(engine, shop.tables);
});
afterAll(() => engine.close());

type Origin = Extract<Segment['of'], { kind: 'part' }>;
/** Lost at step 2 of first, second and third order within 40 days: c2, c3 and c4 of the shop, by hand (`funnel/examples/small-shop.json`). */
const lost = (more: Partial<Origin> = {}, id = 's1', name = 'Lost at step 2'): Segment => ({
  id,
  name,
  of: {
    kind: 'part',
    analysis: 'funnel',
    version: 1,
    params: { window: 40, mature: false },
    part: { step: 2, lost: true },
    range: { from: null, to: null },
    filters: [],
    ...more,
  },
});
const region = (...values: string[]): Filter => ({ table: 'customers', column: 'region', condition: { op: 'in', values } });
const segment = (id = 's1', is: 'in' | 'not_in' = 'in'): Filter => ({ table: 'customers', segment: id, is });
const south: Segment = { id: 's2', name: 'South', of: { kind: 'rule', filters: [region('south')] } };

const over = (segments: readonly Segment[], filters: readonly Filter[], more: Partial<Report> = {}, kind = 'overview'): Report =>
  reportOf([cellOf(kind)], { asOf: '2026-03-15', revenue: { paidStatuses: ['paid'] }, segments, filters, ...more });
const runner = (on: DataModel = model) => createRunner(engine, on, load);

const buyers = (from = '2026-01-01', to = '2026-03-15'): Part => ({ who: 'all', from, to });
async function people(report: Report, part: Part = buyers(), kind = 'overview'): Promise<unknown[]> {
  const listed = await runner().people(report, kind, part, options);
  if (!listed.ok) throw new Error(JSON.stringify(listed.issues));
  return [...columnOf(listed.value, 'customer_id')].toSorted();
}
async function stateOf(report: Report, on: DataModel = model): Promise<CellState> {
  return (await collect(runner(on).run(report, options))).at(-1)!.state;
}
async function numbersOf(report: Report) {
  const state = await stateOf(report);
  if (state.state !== 'done') throw new Error(JSON.stringify(state));
  return state.presentation.insight.numbers;
}

describe('SE1 a segment chooses the customers of other questions', () => {
  test('SE1 those who were lost at step 2, in the overview: 80 - 30 of c2, 40 of c3, nothing of c4', async () => {
    const report = over([lost()], [segment()]);
    expect(await numbersOf(report)).toMatchObject({ revenue: 90, orders: 3, customers: 3 });
    expect(await people(report)).toEqual(['c2', 'c3', 'c4']);
    expect(await people({ ...report, cells: [cellOf('rfm')] }, {}, 'rfm')).toEqual(['c2', 'c3', 'c4']);
  });
  test('SE1 QU14 all others: 150 of c1, 90 of c5; c6 came too late', async () => {
    const report = over([lost()], [segment('s1', 'not_in')]);
    expect(await numbersOf(report)).toMatchObject({ revenue: 240, orders: 4, customers: 2 });
    expect(await people(report)).toEqual(['c1', 'c5']);
  });
  test('SE1 two segments, and a filter beside them', async () => {
    expect(await people(over([lost(), south], [segment(), segment('s2', 'not_in')]))).toEqual(['c3']);
    expect(await people(over([lost(), south], [segment(), segment('s2')]))).toEqual(['c2', 'c4']);
    expect(await people(over([lost()], [segment(), region('north')]))).toEqual(['c3']);
  });
  test('SE1 SG2 its range is its own: by the end of February c1 had come back, c3 was not yet refunded, c4 and c5 had not begun', async () => {
    const february = lost({ range: { from: null, to: '2026-02-28' } });
    expect(await people(over([february], [segment()]))).toEqual(['c2', 'c3']);
    expect(
      await people(over([lost()], [segment()], { range: { from: '2026-01-01', to: '2026-01-31' } }), buyers('2026-01-01', '2026-01-31')),
    ).toEqual(['c2']);
    expect(await people(over([lost()], [segment()], { range: { from: '2026-03-01', to: null } }), buyers('2026-03-01'))).toEqual([
      'c3',
      'c4',
    ]);
  });
  test('SE1 SG2 the as-of day and the paid statuses are the report’s: with every status c4 orders again within 40 days', async () => {
    expect(await people(over([lost()], [segment()], { revenue: { paidStatuses: null } }))).toEqual(['c2', 'c3']);
    expect(await people(over([lost()], [segment()], { asOf: '2026-02-05' }))).toEqual(['c1', 'c2', 'c3']);
  });
  test('SE1 the filters it was kept under stay with it, also those on segments before it', async () => {
    const ofSouth = lost({ filters: [region('south')] });
    expect(await people(over([ofSouth], [segment()]))).toEqual(['c2', 'c4']);
    const within = lost({ analysis: 'overview', params: {}, part: buyers(), filters: [segment(), region('north')] }, 's3', 'Within');
    expect(await people(over([lost(), south, within], [segment('s3')]))).toEqual(['c3']);
    expect(await people(over([lost(), south, within], [segment('s3', 'not_in')]))).toEqual(['c1', 'c2', 'c4', 'c5']);
  });
  test('SE1 RU12 the list behind a number follows the filter on a segment', async () => {
    const report = { ...over([lost()], [segment()]), cells: [cellOf('funnel', { window: 40, mature: false })] };
    expect(await people(report, { step: 1 }, 'funnel')).toEqual(['c2', 'c3', 'c4']);
    expect(await people(report, { step: 2 }, 'funnel')).toEqual([]);
  });
});

describe('SE1 every question that the shop can answer gives what it gives for a filter on the same customers', () => {
  const same: Filter = { table: 'customers', column: 'customer_id', condition: { op: 'in', values: ['c2', 'c3', 'c4'] } };
  let answered = 0;
  test.each(registry.map(({ kind }) => kind))('SE1 %s', async (kind) => {
    const first = await stateOf(over([lost()], [segment()], {}, kind));
    const second = await stateOf(over([], [same], {}, kind));
    expect(first.state).toBe(second.state);
    if (first.state !== 'done' || second.state !== 'done') return;
    answered++;
    const shown = ({ presentation: { figures, table, insight, charts, ledger } }: typeof first) => ({
      figures,
      table,
      numbers: insight.numbers,
      charts: charts.map(({ rows }) => rows),
      ledger,
    });
    expect(shown(first)).toEqual(shown(second));
    expect(first.presentation.stamp.phrases).toContainEqual({ key: 'stamp_segment_in', values: { name: 'Lost at step 2' } });
  });
  test('SE1 and these are many', () => expect(answered).toBeGreaterThan(8));
});

describe('SE3 what hinders', () => {
  const hindered = async (of: Partial<Origin>, on = model) => {
    const state = await stateOf(over([lost(of)], [segment()]), on);
    if (state.state !== 'refused') throw new Error(state.state);
    expect(state.issues[0]).toEqual({ code: 'issue_run_segment', values: { name: 'Lost at step 2' } });
    return state.issues.slice(1).map(({ code }) => code);
  };
  test('SE3 kind, version, params, part, column, table, range', async () => {
    expect(await hindered({ analysis: 'forecast' })).toEqual(['issue_run_unknown_kind']);
    expect(await hindered({ version: 99 })).toEqual(['issue_run_newer_cell']);
    expect(await hindered({ params: { window: 0 } })).toEqual(['issue_query_param']);
    expect(await hindered({ part: { step: 40 } })).toEqual(['issue_query_part']);
    expect(await hindered({ filters: [{ table: 'customers', column: 'tier', condition: { op: 'is_present' } }] })).toEqual([
      'issue_query_filter_column',
    ]);
    const bare = { ...model, tables: model.tables.filter(({ name }) => name !== 'surveys') };
    expect(await hindered({ analysis: 'satisfaction', params: {}, part: {} }, bare)).toContain('issue_run_no_table_alone');
    expect(await hindered({ range: { from: '2027-01-01', to: null } })).toEqual(['issue_query_empty_range']);
  });
  test('SE3 a segment that no filter names hinders nobody', async () => {
    expect((await stateOf(over([lost({ analysis: 'forecast' })], []))).state).toBe('done');
  });
});

test('SE2 eight segments that each rest on all before them are asked in one query that stays small', async () => {
  const part = { analysis: 'overview', params: {}, part: buyers() };
  const chain = Array.from({ length: 8 }, (_, index) =>
    lost(
      index === 0 ? {} : { ...part, filters: Array.from({ length: index }, (_each, before) => segment(`x${before}`)) },
      `x${index}`,
      `n${index}`,
    ),
  );
  const report = over(chain, [segment('x7')]);
  const state = await stateOf(report);
  if (state.state !== 'done') throw new Error(JSON.stringify(state));
  for (const { sql } of state.steps) expect(sql.length).toBeLessThan(50_000);
  expect(await people(report)).toEqual(['c2', 'c3', 'c4']);
});

test('SE4 how many customers a segment holds', async () => {
  const report = over([lost(), south], []);
  expect(await runner().countSegment(report, 's1', options)).toEqual({ ok: true, value: 3 });
  expect(await runner().countSegment(report, 's2', options)).toEqual({ ok: true, value: 3 });
  expect(await runner().countSegment(over([lost({ analysis: 'forecast' })], []), 's1', options)).toMatchObject({
    ok: false,
    issues: [{ code: 'issue_run_segment' }, { code: 'issue_run_unknown_kind' }],
  });
});

test('QU14 an id that is missing in the list is nobody’s, and one that is there twice is one customer', async () => {
  const sql = "SELECT * FROM (VALUES ('c1'), ('c1'), (NULL), ('gone')) AS t(customer_id)";
  const listed = async (is: 'in' | 'not_in') => {
    const scope = { asOf: null, range: { from: null, to: null }, filters: [segment('s1', is)], revenue: { paidStatuses: null } };
    const context = makeContext({ ...scope, weekStart: 'monday' }, model, engine.dialect);
    const query = context.ok ? startQuery({ ...context.value, segments: [{ id: 's1', name: 'x', relation: 'segment_1', sql }] }) : context;
    if (!query.ok) throw new Error(JSON.stringify(query.issues));
    return rowsOf(await engine.query(query.value.select('SELECT customer_id FROM people ORDER BY customer_id'))).map(
      (row) => row['customer_id'],
    );
  };
  expect(await listed('in')).toEqual(['c1']);
  expect(await listed('not_in')).toEqual(['c2', 'c3', 'c4', 'c5', 'c6']);
});
