import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import { columnOf } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Filter } from '#core/model/filters';
import type { Part } from '#core/model/presentation';
import type { Cell, Report, SqlCell } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { definitionsOf } from './definitions';
import { createRunner } from './runner';
import { showsParts, type Selection } from './selection';
import { cellOf, collect, reportOf, watched } from './test-parts';
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

const january: Part = { from: '2026-01-01', to: '2026-01-31' };
const february: Part = { from: '2026-02-01', to: '2026-02-28' };
const march: Part = { from: '2026-03-01', to: '2026-03-31' };
const select = (...parts: Part[]): Selection => ({ cellId: 'revenue', parts, name: 'January' });
const over = (cells: readonly Cell[], more: Partial<Report> = {}): Report =>
  reportOf([...cells], { asOf: '2026-03-15', revenue: { paidStatuses: ['paid'] }, ...more });
const runner = () => createRunner(engine, model, load);

type Done = Extract<CellState, { state: 'done' }>;
async function statesOf(report: Report, selection?: Selection, on = runner()): Promise<Record<string, CellState>> {
  const states: Record<string, CellState> = {};
  for (const { cellId, state } of await collect(on.run(report, selection ? { ...options, selection } : options))) states[cellId] = state;
  return states;
}
function done(states: Record<string, CellState>, id: string): Done {
  const state = states[id]!;
  if (state.state !== 'done') throw new Error(`${id}: ${JSON.stringify(state)}`);
  return state;
}
const south: Filter = { table: 'customers', column: 'region', condition: { op: 'in', values: ['south'] } };

describe('XF1 XF2 the customers of a month in the other cells', () => {
  test('the buyers of January are c1 and c2: 100 + 50 of c1, 80 - 30 of c2, in all months', async () => {
    const report = over([cellOf('overview'), cellOf('revenue')]);
    const states = await statesOf(report, select(january));
    expect(done(states, 'overview').presentation.insight.numbers).toMatchObject({ revenue: 200, orders: 3, customers: 2 });
  });
  test('two parts are those of either, each customer once: January and February are still c1 and c2, with March all five', async () => {
    const report = over([cellOf('overview'), cellOf('revenue')]);
    expect(done(await statesOf(report, select(january, february)), 'overview').presentation.insight.numbers).toMatchObject({
      revenue: 200,
      customers: 2,
    });
    expect(done(await statesOf(report, select(january, march)), 'overview').presentation.insight.numbers).toMatchObject({ customers: 5 });
  });
  test('beside the filters of the report, within a segment and within a range: of the south c2 bought in January', async () => {
    const report = over([cellOf('overview'), cellOf('revenue')], { filters: [south] });
    expect(done(await statesOf(report, select(january)), 'overview').presentation.insight.numbers).toMatchObject({
      revenue: 50,
      customers: 1,
    });
    const segments = [{ id: 's1', name: 'South', of: { kind: 'rule', filters: [south] } }] as const;
    const within = over([cellOf('overview'), cellOf('revenue')], {
      segments,
      filters: [{ table: 'customers', segment: 's1', is: 'not_in' }],
    });
    expect(done(await statesOf(within, select(january)), 'overview').presentation.insight.numbers).toMatchObject({
      revenue: 150,
      customers: 1,
    });
  });
  test('XF2 XF4 queries of one’s own follow through the relations, and what they read of the tables themselves does not', async () => {
    const query = (id: string, text: string): SqlCell => ({ id, type: 'sql', name: id, query: { by: 'sql', text } });
    const report = over([
      cellOf('revenue'),
      query('followers', 'SELECT customer_id FROM people ORDER BY 1'),
      query('orders_of_them', 'SELECT count(*) AS n FROM in_range JOIN followers ON true'),
      query('whole_table', 'SELECT count(*) AS n FROM customers'),
    ]);
    const states = await statesOf(report, select(january));
    const rows = (id: string) => done(states, id).presentation.table.rows.map(({ values }) => Object.values(values)[0]);
    expect(rows('followers')).toEqual(['c1', 'c2']);
    expect(rows('orders_of_them').map(Number)).toEqual([6]);
    expect(rows('whole_table').map(Number)).toEqual([6]);
    const says = (id: string) => done(states, id).presentation.stamp.phrases.some((each) => 'key' in each && each.key === 'stamp_selected');
    expect(['followers', 'orders_of_them', 'whole_table'].map(says)).toEqual([true, true, false]);
  });

  const KINDS = ['overview', 'rfm', 'cohort', 'lifecycle', 'activity', 'concentration', 'repurchase', 'satisfaction', 'pipeline', 'funnel'];
  test.each([
    ['no filter', {}],
    ['a filter on customers', { filters: [south] }],
    ['a range', { range: { from: '2026-01-10', to: '2026-03-12' } }],
  ] as const)('XF2 every number is that of a report filtered on the same part kept as a segment: %s', async (_, more) => {
    const cells = KINDS.map((kind) => cellOf(kind));
    const states = await statesOf(over([...cells, cellOf('revenue')], more), select(january));
    const plain = over(cells, more);
    const of = {
      kind: 'part',
      analysis: 'revenue',
      version: 1,
      params: {},
      part: january,
      range: plain.range,
      filters: plain.filters,
    } as const;
    const kept = await statesOf({
      ...plain,
      segments: [{ id: 's1', name: 'January', of }],
      filters: [...plain.filters, { table: 'customers', segment: 's1', is: 'in' }],
    });
    const whole = await statesOf(plain);
    let narrowed = 0;
    for (const kind of KINDS) {
      const [one, other, all] = [states[kind]!, kept[kind]!, whole[kind]!];
      expect([kind, one.state]).toEqual([kind, other.state]);
      if (one.state !== 'done' || other.state !== 'done') continue;
      expect(one.presentation.table.rows).toEqual(other.presentation.table.rows);
      expect(one.presentation.insight.numbers).toEqual(other.presentation.insight.numbers);
      if (all.state === 'done' && JSON.stringify(all.presentation.table.rows) !== JSON.stringify(one.presentation.table.rows)) narrowed++;
    }
    expect(narrowed).toBeGreaterThanOrEqual(5);
  });
});

describe('XF3 XF5 who follows', () => {
  test('the selecting cell and one that stands alone keep the very same picture and ask nothing', async () => {
    const alone = { ...cellOf('overview', {}, 'alone'), alone: true } as const;
    const report = over([cellOf('overview'), alone, cellOf('revenue')]);
    const on = runner();
    const before = await statesOf(report, undefined, on);
    const after = await statesOf(report, select(january), on);
    expect(done(after, 'revenue').presentation).toBe(done(before, 'revenue').presentation);
    expect(done(after, 'alone').presentation).toBe(done(before, 'alone').presentation);
    expect(done(after, 'overview').presentation.insight.numbers).not.toEqual(done(before, 'overview').presentation.insight.numbers);
    expect(done(after, 'alone').presentation.stamp.phrases).not.toContainEqual(expect.objectContaining({ key: 'stamp_selected' }));
    expect(done(after, 'overview').presentation.stamp.phrases).toContainEqual({ key: 'stamp_selected', values: { name: 'January' } });
  });
  test('the list is worked out once for all that follow, and without a selection nothing is asked', async () => {
    const watching = watched(engine);
    const on = createRunner(watching, model, load);
    const report = over([cellOf('overview'), cellOf('rfm'), cellOf('cohort'), cellOf('revenue')]);
    await statesOf(report, undefined, on);
    watching.asked.length = 0;
    await statesOf(report, select(january), on);
    expect(watching.asked.filter((sql) => sql === 'SELECT count(*) AS customers\nFROM selection_people')).toHaveLength(1);
    expect(watching.asked.some((sql) => sql.includes('January') || /2026-01-31/.test(sql))).toBe(false);
    watching.asked.length = 0;
    await statesOf(report, undefined, on);
    await statesOf(report, select(january), on);
    expect(watching.asked).toEqual([]);
  });
  test('the shown SQL holds the selected in full and runs by itself', async () => {
    const states = await statesOf(over([cellOf('overview'), cellOf('revenue')]), select(january, march));
    for (const { sql } of done(states, 'overview').steps) {
      const whole = await engine.query(sql);
      expect(whole.rowCount).toBeGreaterThan(0);
    }
    expect(done(states, 'overview').steps[0]!.sql).toContain('2026-01-31');
  });
  test('XF4 the people behind a number of a cell that follows', async () => {
    const report = over([cellOf('overview'), cellOf('revenue')]);
    const all: Part = { who: 'all', from: '2026-01-01', to: '2026-03-15' };
    const listed = await runner().people(report, 'overview', all, { ...options, selection: select(january) });
    if (!listed.ok) throw new Error(JSON.stringify(listed.issues));
    expect([...columnOf(listed.value, 'customer_id')].toSorted()).toEqual(['c1', 'c2']);
    const own = await runner().people(report, 'revenue', march, { ...options, selection: select(january) });
    if (!own.ok) throw new Error(JSON.stringify(own.issues));
    expect([...columnOf(own.value, 'customer_id')].toSorted()).toEqual(['c3', 'c4', 'c5']);
  });
  test('a new selection replaces the one before while it is still being worked out', async () => {
    const watching = watched(engine);
    const on = createRunner(watching, model, load);
    const report = over([cellOf('overview'), cellOf('revenue')]);
    await statesOf(report, undefined, on);
    watching.slow = /selection_people/;
    const first = collect(on.run(report, { ...options, selection: select(january) }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    watching.slow = null;
    const states = await statesOf(report, select(march), on);
    expect(done(states, 'overview').presentation.insight.numbers).toMatchObject({ customers: 3 });
    expect((await first).filter(({ cellId, state }) => cellId === 'overview' && state.state === 'done')).toEqual([]);
  });
});

describe('XF6 what is not there any more', () => {
  test('a part that its cell does not understand refuses those that would follow, not the cell', async () => {
    const report = over([cellOf('overview'), cellOf('revenue')]);
    const gone = select({ nothing: 1 });
    const states = await statesOf(report, gone);
    expect(states['overview']).toMatchObject({ state: 'refused', issues: [{ code: 'issue_select_gone' }, { code: 'issue_query_part' }] });
    expect(states['revenue']!.state).toBe('done');
    expect(await runner().holds(report, { ...options, selection: gone })).toBe(false);
    expect(await runner().holds(over([cellOf('overview')]), { ...options, selection: select(january) })).toBe(false);
    expect(await runner().holds(report, { ...options, selection: select(january) })).toBe(true);
    expect(await runner().holds(report, options)).toBe(true);
  });
  test('the cell that selects is asked first, wherever it stands', async () => {
    const report = over([cellOf('overview'), cellOf('rfm'), cellOf('revenue')]);
    const updates = await collect(runner().run(report, { ...options, selection: select(january) }));
    const ends = updates.filter(({ state }) => state.state === 'done').map(({ cellId }) => cellId);
    expect(ends).toEqual(['revenue', 'overview', 'rfm']);
  });
  test('then come those whose numbers add up by keys, once they have been asked', async () => {
    const on = runner();
    const report = over([cellOf('overview'), { ...cellOf('revenue'), id: 'weeks', params: { grain: 'week' } }, cellOf('revenue')]);
    const endsOf = async (selection?: Selection) =>
      (await collect(on.run(report, { ...options, ...(selection ? { selection } : {}) })))
        .filter(({ state }) => state.state === 'done')
        .map(({ cellId }) => cellId);
    expect(await endsOf()).toEqual(['overview', 'weeks', 'revenue']);
    expect(await endsOf(select(january))).toEqual(['revenue', 'weeks', 'overview']);
  });
  test('a part is shown as long as a number or a mark stands for it', async () => {
    const { presentation } = done(await statesOf(over([cellOf('revenue')])), 'revenue');
    const shown = presentation.table.rows.map(({ parts }) => parts!['customers']!);
    expect(shown).toHaveLength(3);
    expect(showsParts(presentation, shown)).toBe(true);
    const [{ from, to }] = shown as [{ from: string; to: string }];
    expect(showsParts(presentation, [{ to, from }])).toBe(true);
    expect(showsParts(presentation, [...shown, { from: '2025-01-01', to: '2025-01-31' }])).toBe(false);
  });
});
