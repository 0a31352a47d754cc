import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { succeed } from '#core/model/result';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import type { Connector } from '#edge/engine/connector';
import { createRunner } from './runner';
import { cellOf, collect, count, definitionOf, loaderOf, MODEL, reportOf, SHOP, watched } from './test-parts';
import type { CellState, CellUpdate, RunOptions } from './types';

let engine: Connector;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.ready();
  for (const sql of SHOP) await engine.execute(sql);
});
afterAll(() => engine.close());

const options: RunOptions = { locale: 'en', seed: 1 };
const counting = definitionOf('counting', (params) => count(String(params.where ?? 'true')));
const byDay = definitionOf('by_day', (_params, asOf) => count(`ordered_on <= DATE '${asOf}'`));

function last(updates: readonly CellUpdate[], cellId: string): CellState {
  return updates.filter((update) => update.cellId === cellId).at(-1)!.state;
}
function numberOf(state: CellState): number | null | undefined {
  return state.state === 'done' ? state.presentation.insight.numbers.number : undefined;
}

describe('states', () => {
  test('RU1 every analysis cell settles, text cells say nothing', async () => {
    const runner = createRunner(engine, MODEL, loaderOf(counting));
    const report = reportOf([{ id: 't', type: 'text', markdown: 'x' }, cellOf('counting'), cellOf('nobody')]);
    const updates = await collect(runner.run(report, options));
    expect(new Set(updates.map((update) => update.cellId))).toEqual(new Set(['counting', 'nobody']));
    expect(numberOf(last(updates, 'counting'))).toBe(4);
    expect(last(updates, 'nobody')).toMatchObject({ state: 'refused', issues: [{ code: 'issue_run_unknown_kind' }] });
  });

  test('RU2 cells that need a query run with their last result, the others are done at once', async () => {
    const runner = createRunner(engine, MODEL, loaderOf(counting));
    const first = await collect(
      runner.run(reportOf([cellOf('counting', {}, 'a'), cellOf('counting', { where: 'net_amount > 15' }, 'b')]), options),
    );
    expect(first.slice(0, 2).map((update) => update.state)).toEqual([
      { state: 'running', previous: null },
      { state: 'running', previous: null },
    ]);
    const next = await collect(
      runner.run(reportOf([cellOf('counting', {}, 'a'), cellOf('counting', { where: 'net_amount > 25' }, 'b')]), options),
    );
    expect(next.map((update) => [update.cellId, update.state.state])).toEqual([
      ['a', 'done'],
      ['b', 'running'],
      ['b', 'done'],
    ]);
    const running = next[1]!.state;
    expect(running.state === 'running' && running.previous?.insight.numbers.number).toBe(3);
    expect(numberOf(next[2]!.state)).toBe(2);
  });

  test('RU3 queries follow the order of cells and steps', async () => {
    const door = watched(engine);
    const two = definitionOf('two', () => ({
      steps: [
        { id: 'one', sql: 'SELECT 1 AS n' },
        { id: 'two', sql: 'SELECT 2 AS n' },
      ],
    }));
    await collect(createRunner(door, MODEL, loaderOf(two, counting)).run(reportOf([cellOf('two'), cellOf('counting')]), options));
    expect(door.asked).toEqual(['SELECT 1 AS n', 'SELECT 2 AS n', 'SELECT count(*) AS n FROM orders WHERE true']);
  });

  test('RU6 what is missing is named', async () => {
    const needy = definitionOf('needy', () => count(), { requires: [{ table: 'orders', columns: ['order_id', 'cost', 'channel'] }] });
    const surveys = definitionOf('surveys', () => count(), { requires: [{ table: 'surveys', columns: ['nps_0_10'] }] });
    const updates = await collect(
      createRunner(engine, MODEL, loaderOf(needy, surveys)).run(reportOf([cellOf('needy'), cellOf('surveys')]), options),
    );
    expect(last(updates, 'needy')).toEqual({
      state: 'refused',
      issues: [
        { code: 'issue_run_no_column', values: { table: 'orders', name: 'cost', column: { key: 'import_role_cost' } } },
        { code: 'issue_run_no_column', values: { table: 'orders', name: 'channel', column: { key: 'import_role_channel' } } },
      ],
    });
    expect(last(updates, 'surveys')).toEqual({
      state: 'refused',
      issues: [{ code: 'issue_run_no_table', values: { table: { key: 'import_table_surveys' }, columns: 'nps_0_10' } }],
    });
  });

  test('RU6 params of a newer version are refused', async () => {
    const cell = { ...cellOf('counting'), version: 2 };
    const updates = await collect(createRunner(engine, MODEL, loaderOf(counting)).run(reportOf([cell]), options));
    expect(last(updates, 'counting')).toMatchObject({ state: 'refused', issues: [{ code: 'issue_run_newer_cell' }] });
  });

  test('RU7 faults of engine and program stay in their cell', async () => {
    const wrong = definitionOf('wrong', () => ({ steps: [{ id: 'rows', sql: 'SELECT nothing FROM orders' }] }));
    const broken = definitionOf('broken', () => count(), {
      present: () => {
        throw new Error('a slip');
      },
    });
    const unloadable = async (kind: string) => {
      if (kind === 'gone') throw new Error('chunk not found');
      return loaderOf(wrong, broken, counting)(kind);
    };
    const report = reportOf([cellOf('wrong'), cellOf('broken'), cellOf('gone'), cellOf('counting')]);
    const updates = await collect(createRunner(engine, MODEL, unloadable).run(report, options));
    expect(last(updates, 'wrong')).toMatchObject({ state: 'failed', kind: 'sql', sql: 'SELECT nothing FROM orders' });
    expect(last(updates, 'broken')).toMatchObject({ state: 'failed', kind: 'program', message: 'a slip' });
    expect(last(updates, 'gone')).toMatchObject({ state: 'failed', kind: 'program', message: 'chunk not found' });
    expect(numberOf(last(updates, 'counting'))).toBe(4);
  });

  test('RU7 a crashed engine is asked again in the next run', async () => {
    const door = watched(engine);
    door.crash = /orders/;
    const runner = createRunner(door, MODEL, loaderOf(counting));
    expect(last(await collect(runner.run(reportOf([cellOf('counting')]), options)), 'counting')).toMatchObject({
      state: 'failed',
      kind: 'crashed',
    });
    door.crash = null;
    expect(numberOf(last(await collect(runner.run(reportOf([cellOf('counting')]), options)), 'counting'))).toBe(4);
  });
});

describe('what is asked again', () => {
  test('RU4 equal SQL is asked once, in the same run and the next', async () => {
    const door = watched(engine);
    const runner = createRunner(door, MODEL, loaderOf(counting));
    const report = reportOf([cellOf('counting', {}, 'a'), cellOf('counting', {}, 'b')]);
    await collect(runner.run(report, options));
    const again = await collect(runner.run(report, options));
    expect(door.asked).toHaveLength(1);
    expect(again.map((update) => update.state.state)).toEqual(['done', 'done']);
  });

  test('RU5 another language presents again and asks nothing', async () => {
    const door = watched(engine);
    const runner = createRunner(door, MODEL, loaderOf(counting));
    const report = reportOf([cellOf('counting')]);
    const first = last(await collect(runner.run(report, options)), 'counting');
    const same = last(await collect(runner.run({ ...report, title: 'Other' }, options)), 'counting');
    const chinese = last(await collect(runner.run(report, { ...options, locale: 'zh-CN' })), 'counting');
    expect(same).toBe(first);
    expect(chinese).toMatchObject({
      state: 'done',
      took: 0,
      presentation: { insight: { sentences: [{ finding: { literal: 'zh-CN' } }] } },
    });
    expect(door.asked).toHaveLength(1);
  });

  test('RU10 as-of is the last order, the report’s own, or the end of the range', async () => {
    const runner = createRunner(engine, MODEL, loaderOf(byDay));
    const at = async (more: Parameters<typeof reportOf>[1]) =>
      numberOf(last(await collect(runner.run(reportOf([cellOf('by_day')], more), options)), 'by_day'));
    expect(await at({})).toBe(4);
    expect(await at({ asOf: '2026-02-03' })).toBe(2);
    expect(await at({ range: { from: null, to: '2026-01-31' } })).toBe(1);
    expect(await at({ asOf: '2026-02-03', range: { from: null, to: '2027-01-31' } })).toBe(2);
  });

  test('RU10 without any order date the cell is refused', async () => {
    const runner = createRunner(engine, { ...MODEL, lastOrder: null }, loaderOf(byDay));
    expect(last(await collect(runner.run(reportOf([cellOf('by_day')]), options)), 'by_day')).toMatchObject({
      state: 'refused',
      issues: [{ code: 'issue_query_no_orders' }],
    });
  });
});

describe('cancelling', () => {
  test('RU8 a cancelled cell is idle, the next one runs, and it comes back when asked for', async () => {
    const door = watched(engine);
    door.slow = /net_amount/;
    const runner = createRunner(door, MODEL, loaderOf(counting));
    const report = reportOf([cellOf('counting', { where: 'net_amount > 15' }, 'slow'), cellOf('counting', {}, 'quick')]);
    const seen: CellUpdate[] = [];
    for await (const update of runner.run(report, options)) {
      seen.push(update);
      if (update.cellId === 'quick' && update.state.state === 'running') setTimeout(() => runner.cancel('slow'), 20);
    }
    expect(last(seen, 'slow')).toEqual({ state: 'idle' });
    expect(numberOf(last(seen, 'quick'))).toBe(4);
    door.slow = null;
    expect(last(await collect(runner.run(report, options)), 'slow')).toEqual({ state: 'idle' });
    runner.retry('slow');
    expect(numberOf(last(await collect(runner.run(report, options)), 'slow'))).toBe(3);
  });

  test('RU8 a new question in a cancelled cell is asked', async () => {
    const door = watched(engine);
    door.slow = /net_amount > 15/;
    const runner = createRunner(door, MODEL, loaderOf(counting));
    for await (const update of runner.run(reportOf([cellOf('counting', { where: 'net_amount > 15' })]), options))
      if (update.state.state === 'running') setTimeout(() => runner.cancel('counting'), 20);
    const updates = await collect(runner.run(reportOf([cellOf('counting', { where: 'net_amount > 35' })]), options));
    expect(numberOf(last(updates, 'counting'))).toBe(1);
  });

  test('RU9 a newer run ends the older one', async () => {
    const door = watched(engine);
    door.slow = /net_amount/;
    const runner = createRunner(door, MODEL, loaderOf(counting));
    const older: CellUpdate[] = [];
    const first = (async () => {
      for await (const update of runner.run(
        reportOf([cellOf('counting', { where: 'net_amount > 15' }), cellOf('counting', {}, 'b')]),
        options,
      ))
        older.push(update);
    })();
    while (door.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const newer = await collect(runner.run(reportOf([cellOf('counting')]), options));
    await first;
    expect(older.map((update) => update.state.state)).toEqual(['running', 'running']);
    expect(numberOf(last(newer, 'counting'))).toBe(4);
  });

  test('RU9 the caller’s signal ends a run', async () => {
    const door = watched(engine);
    door.slow = /orders/;
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const run = createRunner(door, MODEL, loaderOf(counting)).run(reportOf([cellOf('counting')]), {
      ...options,
      signal: controller.signal,
    });
    expect((await collect(run)).map((update) => update.state.state)).toEqual(['running']);
  });
});

describe('fits and people', () => {
  const fitted = definitionOf('fitted', () => ({
    steps: [
      { id: 'amounts', sql: 'SELECT net_amount FROM orders ORDER BY 1' },
      { id: 'sum', routine: 'sum', reads: ['amounts'], options: { times: 2 }, seed: 7 },
    ],
  }));

  test('RU11 a fit reads the rows it names and runs once for the same question', async () => {
    let fits = 0;
    const runner = createRunner(engine, MODEL, loaderOf(fitted), async (step, reads) => {
      fits++;
      return [{ total: reads.amounts!.reduce((sum, row) => sum + Number(row.net_amount), 0) * Number(step.options.times) }];
    });
    expect(numberOf(last(await collect(runner.run(reportOf([cellOf('fitted')]), options)), 'fitted'))).toBe(200);
    await collect(runner.run(reportOf([cellOf('fitted')]), { ...options, locale: 'zh-CN' }));
    expect(fits).toBe(1);
  });

  test('RU11 without anybody to fit the cell is refused', async () => {
    const updates = await collect(createRunner(engine, MODEL, loaderOf(fitted)).run(reportOf([cellOf('fitted')]), options));
    expect(last(updates, 'fitted')).toMatchObject({ state: 'refused', issues: [{ code: 'issue_run_no_fit', values: { routine: 'sum' } }] });
  });

  test('RU12 people come from the context of the number', async () => {
    const runner = createRunner(engine, MODEL, loaderOf(byDay));
    const people = await runner.people(reportOf([cellOf('by_day')], { asOf: '2026-02-28' }), 'by_day', { day: 'x' }, options);
    expect(people.ok && people.value.rowCount).toBe(2);
    const wrong = await runner.people(reportOf([cellOf('by_day')]), 'by_day', {}, options);
    expect(wrong).toMatchObject({ ok: false });
  });

  test('RU13 the rules of other tools are asked for when opened, each question once, and a fault is said', async () => {
    const compared = definitionOf('compared', () => count(), {
      compare: {
        compile: (_params, context) =>
          succeed({
            steps: [
              ...count().steps,
              { id: 'early', sql: `SELECT count(*) AS n FROM orders WHERE ordered_on < ${context.dialect.day(context.asOf)}` },
            ],
          }),
        present: (results) => ({
          what: { literal: 'orders' },
          began: { literal: 'began' },
          reached: { literal: 'reached' },
          here: { began: Number(results['rows']![0]!['n']), reached: Number(results['early']![0]!['n']), share: null },
          tools: [],
          note: { literal: '' },
        }),
      },
    });
    const door = watched(engine);
    const runner = createRunner(door, MODEL, loaderOf(compared));
    const report = reportOf([cellOf('compared')]);
    await collect(runner.run(report, options));
    expect(door.asked).toHaveLength(1);
    for (let time = 0; time < 2; time++)
      expect(await runner.compare(report, 'compared', options)).toMatchObject({ ok: true, value: { here: { began: 4, reached: 3 } } });
    expect(door.asked).toHaveLength(2);
    door.crash = /ordered_on/;
    const failed = await runner.compare({ ...report, asOf: '2026-02-28' }, 'compared', options);
    expect(failed).toMatchObject({ ok: false, issues: [{ code: 'issue_compare_failed' }] });
  });

  test('RU12 an engine fault behind people is said', async () => {
    const door = watched(engine);
    door.crash = /DISTINCT/;
    const people = await createRunner(door, MODEL, loaderOf(byDay)).people(reportOf([cellOf('by_day')]), 'by_day', { day: 'x' }, options);
    expect(people).toMatchObject({ ok: false, issues: [{ code: 'issue_run_people_failed' }] });
  });
});
