import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import type { DataModel } from '#core/model/data-model';
import type { Control } from '#core/report/notebook-types';
import type { AnalysisCell, Cell, ControlCell, Report, Segment, SqlCell } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { definitionsOf } from './definitions';
import { createRunner } from './runner';
import { cellOf, collect, reportOf, watched } from './test-parts';
import type { CellState, CellUpdate, RunOptions } from './types';

const file = path.join(import.meta.dirname, '../../core/analyses/overview/examples/small-shop.json');
const shop = JSON.parse(readFileSync(file, 'utf8')) as { tables: ShopTables };
const load = definitionsOf(registry);
const options: RunOptions = { locale: 'en', seed: 1 };

let engine: Connector;
let door: ReturnType<typeof watched>;
let model: DataModel;
beforeAll(async () => {
  engine = await openWasmTestEngine();
  model = await createShop(engine, shop.tables);
});
beforeEach(() => (door = watched(engine)));
afterAll(() => engine.close());

const sql = (name: string, text: string, more: Partial<SqlCell> = {}): SqlCell => ({
  id: name,
  type: 'sql',
  name,
  query: { by: 'sql', text },
  ...more,
});
const knob = (name: string, control: Control): ControlCell => ({ id: `control ${name}`, type: 'control', name, control });
const inSouth: Segment = {
  id: 's1',
  name: 'South',
  of: { kind: 'rule', filters: [{ table: 'customers', column: 'region', condition: { op: 'in', values: ['south'] } }] },
};
const notebook = (cells: readonly Cell[], more: Partial<Report> = {}): Report =>
  reportOf(cells, { asOf: '2026-03-15', revenue: { paidStatuses: ['paid'] }, segments: [inSouth], ...more });

async function statesOf(report: Report, runner = createRunner(door, model, load)): Promise<Map<string, CellState>> {
  const states = new Map<string, CellState>();
  for (const { cellId, state } of await collect(runner.run(report, options))) states.set(cellId, state);
  return states;
}
function rowsIn(state: CellState | undefined): unknown[][] {
  if (state?.state !== 'done') throw new Error(JSON.stringify(state));
  return state.presentation.table.rows.map(({ values }) => Object.values(values));
}
/** The rows of the last cell. */
async function answer(cells: readonly Cell[], more: Partial<Report> = {}): Promise<unknown[][]> {
  return rowsIn((await statesOf(notebook(cells, more))).get(cells.at(-1)!.id));
}
const one = async (text: string, cells: readonly Cell[] = [], more: Partial<Report> = {}) =>
  (await answer([...cells, sql('asked', text)], more))[0]?.[0];

describe('QC3 controls in queries; the shop has 13 orders, 5 of them in March, 2 of c1', () => {
  const count = (where: string) => `SELECT count(*) AS n FROM orders WHERE ${where}`;
  const period = (from: string | null, to: string | null) => knob('period', { type: 'date_range', value: { from, to } });
  const inPeriod = count('ordered_on BETWEEN {{period.from}} AND {{period.to}}');

  test('QC3 a date range, an end of it open, and both', async () => {
    expect(await one(inPeriod, [period('2026-01-20', '2026-02-10')])).toBe(4);
    expect(await one(inPeriod, [period('2026-03-10', null)])).toBe(4);
    expect(await one(inPeriod, [period(null, '2026-01-25')])).toBe(3);
    expect(await one(inPeriod, [period(null, null)])).toBe(13);
  });
  test('QC3 a number, a text, a choice; nothing chosen is NULL', async () => {
    const least = (value: number | null) => knob('least', { type: 'number', min: null, max: null, value });
    expect(await one(count('net_amount >= {{least}}'), [least(80)])).toBe(4);
    expect(await one('SELECT {{least}} IS NULL AS nothing', [least(null)])).toBe(true);
    const word = (value: string) => knob('word', { type: 'text', value });
    expect(await one('SELECT {{word}} AS w', [word("质量's --")])).toBe("质量's --");
    const status = (value: string | null) =>
      knob('状态', { type: 'choice', choices: { of: 'column', table: 'orders', column: 'status' }, value });
    expect(await one(count('status = {{状态}}'), [status('cancelled')])).toBe(1);
    expect(await one(count('status IS NOT DISTINCT FROM {{状态}} OR {{状态}} IS NULL'), [status(null)])).toBe(13);
  });
  test('QC3 several choices; none chosen is all of them', async () => {
    const regions = (value: readonly string[]) =>
      knob('regions', { type: 'multi_choice', choices: { of: 'column', table: 'customers', column: 'region' }, value });
    const asked = 'SELECT count(*) AS n FROM customers WHERE region IN {{regions}}';
    expect(await one(asked, [regions(['north'])])).toBe(3);
    expect(await one(asked, [regions([])])).toBe(6);
  });
  test('QC3 a segment is a relation; none chosen is everybody', async () => {
    const who = (value: string | null) => knob('who', { type: 'segment', value });
    const asked = 'SELECT count(*) AS n FROM customers WHERE customer_id IN (SELECT customer_id FROM {{who}})';
    expect(await one(asked, [who('s1')])).toBe(3);
    expect(await one(asked, [who(null)])).toBe(6);
  });
  test('QC2 QC3 an as-of day, else the report’s; the report’s own range', async () => {
    const day = (value: string | null) => knob('until', { type: 'as_of', value });
    expect(await one(count('ordered_on <= {{until}}'), [day('2026-01-31')])).toBe(3);
    expect(await one(count('ordered_on <= {{until}}'), [day(null)])).toBe(12);
    const range = { from: '2026-03-01', to: null };
    expect(await one(count('ordered_on BETWEEN {{range.from}} AND {{range.to}} AND ordered_on <= {{as_of}}'), [], { range })).toBe(5);
  });
});

describe('QC4 queries that read queries', () => {
  const first = sql('first', 'SELECT region, count(*) AS customers FROM customers GROUP BY region');
  const second = sql('第 二', 'SELECT region, customers * 10 AS tens FROM first');
  const third = sql('third', 'SELECT sum(tens) AS total FROM "第 二"');

  test('QC4 through two others, wherever they stand', async () => {
    expect(await answer([first, second, third])).toEqual([[60]]);
    const states = await statesOf(notebook([third, second, first]));
    expect(rowsIn(states.get('third'))).toEqual([[60]]);
  });
  test('QC1 filters, also on a segment, change the relations of the report and not the tables', async () => {
    const filters = [{ table: 'customers', segment: 's1', is: 'in' }] as const;
    const asked = 'SELECT (SELECT count(*) FROM people) AS passing, (SELECT count(*) FROM customers) AS everybody';
    expect(await answer([sql('asked', asked)], { filters })).toEqual([[3, 6]]);
    expect(await answer([sql('asked', asked)])).toEqual([[6, 6]]);
  });
  test('QC4 a circle is a sentence with its names; what does not touch it runs', async () => {
    const states = await statesOf(notebook([sql('a', 'FROM b'), sql('b', 'FROM a'), sql('behind', 'FROM a'), first]));
    for (const id of ['a', 'b', 'behind']) {
      const state = states.get(id);
      expect(state, id).toMatchObject({
        state: 'refused',
        issues: [{ code: 'issue_sql_circle', values: { names: { literal: 'a → b → a' } } }],
      });
    }
    expect(states.get('first')?.state).toBe('done');
    expect(door.asked).toHaveLength(1);
  });
  test('QC5 a fault in the text of a query is told by each that rests on it, with its place there', async () => {
    const wrong = sql('wrong', 'SELECT 1 AS a,\n  {{nobody}} AS b');
    const states = await statesOf(notebook([wrong, sql('middle', 'FROM wrong'), sql('end', 'FROM middle')]));
    const fault = { code: 'issue_sql_placeholder_unknown', values: { line: 2, column: 3 }, path: [17, 27] };
    expect(states.get('wrong')).toMatchObject({ state: 'refused', issues: [fault] });
    for (const id of ['middle', 'end'])
      expect(states.get(id)).toMatchObject({
        state: 'refused',
        issues: [{ code: 'issue_query_rests_on', values: { name: 'wrong' } }, fault],
      });
  });
  test('QC6 ten thousand rows are shown and it is said; what others read is the whole', async () => {
    const many = sql('many', 'SELECT range AS n FROM range(10001)');
    const states = await statesOf(notebook([many, sql('all_of_them', 'SELECT count(*) AS n FROM many')]));
    const state = states.get('many');
    expect(rowsIn(state)).toHaveLength(10_000);
    expect(state?.state === 'done' && state.presentation.insight.sentences[0]).toEqual({
      finding: { key: 'query_rows_cut', values: { most: 10_000 } },
    });
    expect(rowsIn(states.get('all_of_them'))).toEqual([[10_001]]);
    const exact = (await statesOf(notebook([sql('exact', 'SELECT range AS n FROM range(10000)')]))).get('exact');
    expect(rowsIn(exact)).toHaveLength(10_000);
    expect(exact?.state === 'done' && exact.presentation.insight.sentences).toEqual([]);
  });
});

describe('RU15 the place of a fault in the person’s own text', () => {
  /** The text has « where the fault is meant to be, `length` the length of the word there. */
  const cases: readonly (readonly [name: string, text: string, length: number, more: Partial<Report>, cells: readonly Cell[]])[] = [
    ['an unknown column', 'SELECT «nope FROM orders', 4, {}, []],
    ['Chinese before it', "SELECT '客户客户' AS 客户,\n  '渠道' AS x, «nope\nFROM orders", 4, {}, []],
    ['a word too many', 'SELECT * FORM «orders', 6, {}, []],
    ['the end', 'SELECT * FROM orders WHERE«', 0, {}, []],
    [
      'a value longer than its placeholder before it',
      'SELECT {{word}} AS w,\n  {{word}} AS v, «nope FROM orders',
      4,
      {},
      [knob('word', { type: 'text', value: '一段比占位符长得多的文字, and more' })],
    ],
    ['relations of the report in front', 'SELECT count(*) AS n,\n «nope FROM in_range', 4, {}, []],
    [
      'a filter on a segment',
      "SELECT '客' AS x,\n  «nope FROM people",
      4,
      { filters: [{ table: 'customers', segment: 's1', is: 'in' }] },
      [],
    ],
    ['a segment of a control', 'SELECT *\nFROM {{who}}\nWHERE «nope = 1', 4, {}, [knob('who', { type: 'segment', value: 's1' })]],
    ['queries in front', 'SELECT *,\n «nope FROM before', 4, {}, [sql('before', "SELECT '客户' AS a")]],
  ];
  test.each(cases)('RU15 %s', async (_name, marked, length, more, cells) => {
    const offset = marked.indexOf('«');
    const lines = marked.slice(0, offset).split('\n');
    const state = (await statesOf(notebook([...cells, sql('asked', marked.replace('«', ''))], more))).get('asked');
    expect(state).toMatchObject({
      state: 'failed',
      kind: 'sql',
      place: { name: 'asked', offset, length, line: lines.length, column: lines.at(-1)!.length + 1 },
    });
  });

  test('RU15 a fault in a query that is read is placed there, with its name', async () => {
    const wrong = sql('第 一', "SELECT '客户' AS a,\n  nope\nFROM orders");
    const states = await statesOf(notebook([wrong, sql('middle', 'SELECT a FROM "第 一"'), sql('end', 'SELECT a, 1 AS b FROM middle')]));
    for (const id of ['第 一', 'middle', 'end'])
      expect(states.get(id), id).toMatchObject({ state: 'failed', place: { name: '第 一', line: 2, column: 3, offset: 20, length: 4 } });
  });
  test('RU18 the words are the engine’s, without its picture of the text', async () => {
    const state = (await statesOf(notebook([sql('asked', 'SELECT nope FROM orders')]))).get('asked');
    expect(state).toMatchObject({ message: expect.stringMatching(/^Binder Error: Referenced column "nope" not found/) as string });
    expect(state?.state === 'failed' && state.message).not.toMatch(/LINE|\^/);
  });
  test('RU15 what fails only as it runs has its words, in any case', async () => {
    const state = (await statesOf(notebook([sql('asked', 'SELECT CAST(status AS INTEGER) AS s\nFROM orders')]))).get('asked');
    expect(state).toMatchObject({ state: 'failed', kind: 'sql' });
    expect(state?.state === 'failed' && state.message).toMatch(/Could not convert string/);
    expect(state?.state === 'failed' && state.message).not.toContain('{');
  });
});

describe('RU19 what runs again', () => {
  const cells = (least: number, middle = 'SELECT n * 2 AS n FROM base'): readonly Cell[] => [
    knob('least', { type: 'number', min: null, max: null, value: least }),
    sql('base', 'SELECT count(*) AS n FROM orders WHERE net_amount >= {{least}}'),
    sql('middle', middle),
    sql('end', 'SELECT n + 1 AS n FROM middle'),
    sql('other', 'SELECT count(*) AS n FROM customers'),
    cellOf('overview'),
  ];
  test('RU19 a changed query is asked again, and those that read it', async () => {
    const runner = createRunner(door, model, load);
    await statesOf(notebook(cells(80)), runner);
    expect(door.asked.length).toBeGreaterThan(4);
    door.asked.length = 0;
    const states = await statesOf(notebook(cells(80, 'SELECT n * 3 AS n FROM base')), runner);
    expect(door.asked).toHaveLength(2);
    expect(['base', 'middle', 'end', 'other'].map((id) => rowsIn(states.get(id))[0]![0])).toEqual([4, 12, 13, 6]);
  });
  test('RU14 RU19 a control runs only what it touches', async () => {
    const runner = createRunner(door, model, load);
    await statesOf(notebook(cells(80)), runner);
    door.asked.length = 0;
    const states = await statesOf(notebook(cells(200)), runner);
    expect(door.asked).toHaveLength(3);
    expect(['base', 'middle', 'end', 'other'].map((id) => rowsIn(states.get(id))[0]![0])).toEqual([1, 2, 3, 6]);
    door.asked.length = 0;
    await statesOf(notebook(cells(80)), runner);
    expect(door.asked).toEqual([]);
  });
  test('RU19 RU9 a query that is under way is given up for its newer text', async () => {
    const runner = createRunner(door, model, load);
    door.slow = /old_text/;
    const seen: CellUpdate[] = [];
    const older = (async () => {
      for await (const update of runner.run(notebook([sql('asked', 'SELECT 1 AS old_text')]), options)) seen.push(update);
    })();
    await expect.poll(() => door.asked.length).toBe(1);
    const states = await statesOf(notebook([sql('asked', 'SELECT 2 AS new_text')]), runner);
    await older;
    expect(rowsIn(states.get('asked'))).toEqual([[2]]);
    expect(seen.map(({ state }) => state.state)).toEqual(['running']);
  });
  test('RU5 title and view ask nothing; a name only where others read it', async () => {
    const runner = createRunner(door, model, load);
    await statesOf(notebook([sql('a', 'SELECT 1 AS n')]), runner);
    door.asked.length = 0;
    await statesOf(notebook([sql('a', 'SELECT 1 AS n', { id: 'a', title: 'T', view: { show: 'table' } })]), runner);
    await statesOf(notebook([sql('b', 'SELECT 1 AS n', { id: 'a' })]), runner);
    expect(door.asked).toEqual([]);
  });
});

describe('RU14 options of prebuilt questions that controls stand for', () => {
  const overview = (bindings: Record<string, string>): AnalysisCell => ({ ...cellOf('overview'), bindings });
  const numbersOf = async (cells: readonly Cell[], id = 'overview') => {
    const state = (await statesOf(notebook(cells))).get(id);
    if (state?.state !== 'done') throw new Error(JSON.stringify(state));
    return state.presentation.insight.numbers;
  };
  test('RU14 @range: money of February is 50 + 200, c3’s order came back only in March', async () => {
    const when = knob('when', { type: 'date_range', value: { from: '2026-02-01', to: '2026-02-28' } });
    expect(await numbersOf([when, overview({ '@range': 'when' })])).toMatchObject({ revenue: 250, orders: 2 });
  });
  test('RU14 @as_of: by the end of January 100 + 80 - 30', async () => {
    const day = knob('day', { type: 'as_of', value: '2026-01-31' });
    expect(await numbersOf([day, overview({ '@as_of': 'day' })])).toMatchObject({ revenue: 150 });
    expect(await numbersOf([knob('day', { type: 'as_of', value: null }), overview({ '@as_of': 'day' })])).toMatchObject({ revenue: 330 });
  });
  test('RU14 @segment: in the south 80 - 30 of c2 and nothing of c4', async () => {
    const who = (value: string | null) => knob('who', { type: 'segment', value });
    expect(await numbersOf([who('s1'), overview({ '@segment': 'who' })])).toMatchObject({ revenue: 50, customers: 2 });
    expect(await numbersOf([who(null), overview({ '@segment': 'who' })])).toMatchObject({ revenue: 330, customers: 5 });
  });
  test('RU14 an option; with a control that is not there, its own', async () => {
    const compare = knob('against', { type: 'choice', choices: { of: 'list', values: ['none', 'days'] }, value: 'days' });
    const range = { from: '2026-02-15', to: '2026-03-15' };
    const stateOf = async (cells: readonly Cell[]) => (await statesOf(notebook(cells, { range }))).get('overview');
    const before = async (cells: readonly Cell[]) => {
      const state = await stateOf(cells);
      if (state?.state !== 'done') throw new Error(JSON.stringify(state));
      return state.presentation.insight.numbers['revenue_before'];
    };
    // The 29 days before: 17 January to 14 February, 80 - 30 + 200 + 50.
    expect(await before([compare, overview({ compare: 'against' })])).toBe(300);
    expect(
      await before([{ ...compare, control: { ...compare.control, value: 'none' } as Control }, overview({ compare: 'against' })]),
    ).toBeNull();
    const own: AnalysisCell = { ...overview({ compare: 'gone' }), params: { compare: 'none' } };
    expect(await before([own])).toBeNull();
  });
});
