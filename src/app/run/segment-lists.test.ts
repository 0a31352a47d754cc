import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, beforeAll, describe, expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import { rowsOf } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Filter } from '#core/model/filters';
import type { Report, Segment } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { definitionsOf } from './definitions';
import { createRunner } from './runner';
import { compileSegments } from './segments';
import { cellOf, collect, reportOf, watched } from './test-parts';
import type { CellState, CellUpdate } from './types';

const shop = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../core/analyses/overview/examples/small-shop.json'), 'utf8')) as {
  tables: ShopTables;
};
const load = definitionsOf(registry);
const options = { locale: 'en', seed: 1 } as const;
const heard: string[] = [];

let engine: Connector;
let model: DataModel;
beforeAll(async () => {
  engine = await openWasmTestEngine((sql) => heard.push(sql));
  model = await createShop(engine, shop.tables);
});
afterAll(() => engine.close());
/** Voids what earlier tests left, and forgets what they asked. */
beforeEach(async () => {
  await engine.execute('SELECT 1');
  heard.length = 0;
});

/** Lost at step 2 within so many days: c2, c3 and c4 for 40 (`segments.test.ts`). */
const lost = (window = 40): Segment => ({
  id: 's1',
  name: 'Lost at step 2',
  of: {
    kind: 'part',
    analysis: 'funnel',
    version: 1,
    params: { window, mature: false },
    part: { step: 2, lost: true },
    range: { from: null, to: null },
    filters: [],
  },
});
const south: Segment = {
  id: 's2',
  name: 'South',
  of: { kind: 'rule', filters: [{ table: 'customers', column: 'region', condition: { op: 'in', values: ['south'] } }] },
};
const segment = (id: string, is: 'in' | 'not_in' = 'in'): Filter => ({ table: 'customers', segment: id, is });
/** Buyers among the lost who are not of the south: c3. */
const within: Segment = {
  id: 's3',
  name: 'Within',
  of: {
    kind: 'part',
    analysis: 'overview',
    version: 1,
    params: {},
    part: { who: 'all', from: '2026-01-01', to: '2026-03-15' },
    range: { from: null, to: null },
    filters: [segment('s1'), segment('s2', 'not_in')],
  },
};
const broken: Segment = {
  id: 's4',
  name: 'Of a tier',
  of: { kind: 'rule', filters: [{ table: 'customers', column: 'tier', condition: { op: 'is_present' } }] },
};

const over = (kinds: readonly string[], segments: readonly Segment[], filters: readonly Filter[], more: Partial<Report> = {}): Report =>
  reportOf(
    kinds.map((kind) => cellOf(kind)),
    { asOf: '2026-03-15', revenue: { paidStatuses: ['paid'] }, segments, filters, ...more },
  );
const TWELVE = [
  'overview',
  'revenue',
  'rfm',
  'value_loyalty',
  'tiers',
  'profile',
  'funnel',
  'cohort',
  'lifecycle',
  'satisfaction',
  'comments',
  'activity',
];
/** How many lists the engine worked out. */
const made = () => heard.filter((sql) => sql.startsWith('CREATE TEMPORARY TABLE')).length;
/** How often a text that holds this SQL, in a list or in a query, was run. */
const timesRun = (sql: string): number => {
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
  return heard.filter((text) => !text.startsWith('EXPLAIN') && plain(text).includes(plain(sql))).length;
};
const statesOf = (updates: readonly CellUpdate[], id: string): CellState[] =>
  updates.filter(({ cellId }) => cellId === id).map(({ state }) => state);
const done = (state: CellState | undefined) => {
  if (state?.state !== 'done') throw new Error(JSON.stringify(state));
  return state;
};
const runOf = async (report: Report, runner = createRunner(engine, model, load)) => collect(runner.run(report, options));

describe('SE5 a list is worked out once', () => {
  test('SE5 twelve cells, with their lists, ask for it once, and so does every later run', async () => {
    const runner = createRunner(engine, model, load);
    const report = over(TWELVE, [lost()], [segment('s1')]);
    const updates = await runOf(report, runner);
    for (const kind of TWELVE) done(statesOf(updates, kind).at(-1));
    expect(updates.filter(({ state }) => state.state === 'done')).toHaveLength(12);
    expect(made()).toBe(1);
    const around = { report, model, dialect: engine.dialect, seed: options.seed, load };
    const compiled = await compileSegments(['s1'], around);
    const sql = compiled.ok ? compiled.value[0]!.sql! : '';
    expect(sql.length).toBeGreaterThan(100);
    expect(timesRun(sql)).toBe(1);
    expect(await runner.people(report, 'overview', { who: 'all', from: '2026-01-01', to: '2026-03-15' }, options)).toMatchObject({
      ok: true,
      value: { rowCount: 3 },
    });
    expect(await runner.countSegment(report, 's1', options)).toEqual({ ok: true, value: 3 });
    expect(await runner.compare(report, 'funnel', options)).toMatchObject({ ok: true });
    await runOf({ ...report, range: { from: '2026-02-01', to: null } }, runner);
    await runOf(over(['overview'], [lost()], [segment('s1', 'not_in')]));
    expect(made()).toBe(1);
  });

  test('SE5 lists that rest on each other are worked out once each, and only those that are named', async () => {
    const report = over(TWELVE, [lost(), south, broken, within], [segment('s3'), segment('s1')]);
    const updates = await runOf(report);
    expect(updates.filter(({ state }) => state.state === 'done')).toHaveLength(12);
    expect(done(statesOf(updates, 'overview').at(-1)).presentation.insight.numbers).toMatchObject({ customers: 1, revenue: 40 });
    expect(made()).toBe(3);
  });

  test('SE5 the first cell says whose list it waits for, the others do not', async () => {
    const updates = await runOf(over(['overview', 'revenue'], [lost(), within, south], [segment('s1'), segment('s2')]));
    const [before, ...steps] = statesOf(updates, 'overview');
    expect(before).toEqual({ state: 'running', previous: null });
    expect(steps.slice(0, -1)).toEqual([
      { state: 'running', previous: null, segment: 'Lost at step 2' },
      { state: 'running', previous: null, segment: 'South' },
      { state: 'running', previous: null },
    ]);
    expect(statesOf(updates, 'revenue').map(({ state }) => state)).toEqual(['running', 'done']);
    expect(statesOf(updates, 'revenue').some((state) => 'segment' in state)).toBe(false);
  });

  test('SE5 another definition of the segment, other data and an engine that forgot: worked out again, and right', async () => {
    const runner = createRunner(engine, model, load);
    const customersOf = async (report: Report, by = runner) =>
      done((await runOf(report, by)).at(-1)?.state).presentation.insight.numbers['customers'];
    const report = over(['overview'], [lost()], [segment('s1')]);
    expect(await customersOf(report)).toBe(3);
    const longer = over(['overview'], [lost(1)], [segment('s1')]);
    expect(await customersOf(longer)).toBe(5);
    expect(made()).toBe(2);
    await engine.execute('SELECT 1');
    expect(await customersOf({ ...report, range: { from: '2026-01-01', to: null } })).toBe(3);
    expect(made()).toBe(3);
    await engine.execute(
      "CREATE TABLE kept_orders AS FROM orders; DELETE FROM orders WHERE customer_key = (SELECT customer_key FROM customers WHERE customer_id = 'c3')",
    );
    expect(await customersOf(report, createRunner(engine, model, load))).toBe(2);
    await engine.execute('DELETE FROM orders; INSERT INTO orders FROM kept_orders; DROP TABLE kept_orders');
    expect(await customersOf(report, createRunner(engine, model, load))).toBe(3);
    expect(made()).toBe(5);
  });
});

describe('SE7 what is shown runs by itself and gives the same', () => {
  const cases: readonly (readonly [string, readonly string[], readonly Filter[]])[] = [
    ['in', ['overview', 'rfm', 'funnel', 'profile'], [segment('s1')]],
    ['not in', ['revenue', 'cohort', 'satisfaction', 'tiers'], [segment('s1', 'not_in')]],
    ['nested, and two', ['overview', 'lifecycle', 'activity', 'value_loyalty'], [segment('s3', 'not_in'), segment('s2')]],
  ];
  let compared = 0;
  test.each(cases)('SE7 %s', async (_, kinds, filters) => {
    for (const kind of kinds) {
      const answers: unknown[][] = [];
      const door: Connector = Object.assign(Object.create(engine) as Connector, {
        query: async (...given: Parameters<Connector['query']>) => {
          const answer = await engine.query(...given);
          if (given[1]?.lists && !given[0].startsWith('SELECT count(*) AS customers'))
            answers.push(
              rowsOf(answer)
                .map((row) => JSON.stringify(row))
                .toSorted(),
            );
          return answer;
        },
      });
      const [state] = statesOf(
        await collect(createRunner(door, model, load).run(over([kind], [lost(), south, within], filters), options)),
        kind,
      ).toReversed();
      const { steps } = done(state);
      expect(steps).toHaveLength(answers.length);
      for (const [index, { sql }] of steps.entries()) {
        expect(
          rowsOf(await engine.query(sql))
            .map((row) => JSON.stringify(row))
            .toSorted(),
          sql,
        ).toEqual(answers[index]);
        if (/\bsegment_\d+ AS MATERIALIZED \(/.test(sql)) compared++;
      }
    }
  });
  test('SE7 and these are many', () => expect(compared).toBeGreaterThan(20));
});

describe('SE6 a list that cannot be worked out', () => {
  /** A model that promises a column which the engine does not have. */
  const promising = (): DataModel => ({
    ...model,
    tables: model.tables.map((table) =>
      table.name === 'customers'
        ? { ...table, columns: [...table.columns, { ...table.columns[0]!, name: 'tier', label: 'tier', type: 'category' as const }] }
        : table,
    ),
  });
  const tried = () => heard.filter((sql) => sql.startsWith('EXPLAIN') && sql.includes('tier')).length;

  test('SE6 every cell says which segment and its SQL; it is tried once a run', async () => {
    const runner = createRunner(engine, promising(), load);
    const report = over(['overview', 'revenue', 'rfm'], [lost(), broken], [segment('s1'), segment('s4')]);
    for (const runs of [1, 2]) {
      const updates = await runOf(report, runner);
      for (const kind of ['overview', 'revenue', 'rfm']) {
        const state = statesOf(updates, kind).at(-1);
        expect(state).toMatchObject({ state: 'failed', kind: 'sql', segment: 'Of a tier' });
        expect(state?.state === 'failed' && state.sql).toMatch(
          /^WITH segment_2 AS MATERIALIZED \([^]*tier[^]*\)\nSELECT customer_id\nFROM segment_2$/,
        );
      }
      expect(tried()).toBe(runs);
    }
  });

  test('SE6 a fault of the cell itself stays the cell’s, with its SQL in full', async () => {
    const door = watched(engine);
    door.crash = /^(?!SELECT count\(\*\) AS customers)/;
    const state = (await runOf(over(['overview'], [lost()], [segment('s1')]), createRunner(door, model, load))).at(-1)?.state;
    expect(state).toMatchObject({ state: 'failed', kind: 'crashed' });
    expect(state).not.toHaveProperty('segment');
    expect(state?.state === 'failed' && state.sql).toContain('segment_1 AS MATERIALIZED (');
  });

  test('SE6 RU8 a cell that is stopped while its list is worked out is idle, the next one begins the list anew', async () => {
    const door = watched(engine);
    door.slow = /^SELECT count\(\*\) AS customers/;
    const runner = createRunner(door, model, load);
    const seen: CellUpdate[] = [];
    for await (const update of runner.run(over(['overview', 'revenue'], [lost()], [segment('s1')]), options)) {
      seen.push(update);
      if (update.cellId === 'overview' && update.state.state === 'running' && update.state.segment)
        setTimeout(() => {
          runner.cancel('overview');
          door.slow = null;
        }, 20);
    }
    expect(statesOf(seen, 'overview').at(-1)).toEqual({ state: 'idle' });
    expect(statesOf(seen, 'revenue').map((state) => ('segment' in state ? state.segment : state.state))).toEqual([
      'running',
      'Lost at step 2',
      'running',
      'done',
    ]);
  });
});
