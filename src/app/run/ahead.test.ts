import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { registry } from '#core/analyses/registry';
import { listLacks, type DataModel } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import type { Report } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { Answers } from './answers';
import { definitionsOf } from './definitions';
import { createRunner } from './runner';
import { selectableParts, type Selection } from './selection';
import { cellOf, collect, reportOf, watched } from './test-parts';
import type { CellState, Runner } from './types';

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
beforeEach(() => void (heard.length = 0));

const months: readonly Part[] = [
  { from: '2026-01-01', to: '2026-01-31' },
  { from: '2026-02-01', to: '2026-02-28' },
  { from: '2026-03-01', to: '2026-03-31' },
];
const select = (...parts: readonly Part[]): Selection => ({ cellId: 'revenue', parts, name: 'bars' });
const over = (kinds: readonly string[]): Report =>
  reportOf(
    ['revenue', ...kinds].map((kind) => cellOf(kind)),
    { asOf: '2026-03-15', revenue: { paidStatuses: ['paid'] } },
  );
/** The orders of the selected customers, as the relations of a report begin. */
const OF_SELECTED = /FROM orders AS o\nJOIN people ON/;
/** The same data, said to hold more orders than relations are kept of. */
const vast = (): DataModel => ({
  ...model,
  tables: model.tables.map((each) => (each.name === 'orders' ? { ...each, rows: 2_000_001 } : each)),
});
const asking = (): readonly string[] =>
  registry.filter(({ kind, requires }) => kind !== 'revenue' && listLacks(model, requires).length === 0).map(({ kind }) => kind);

async function shownBy(on: Runner, report: Report, selection?: Selection): Promise<Record<string, unknown>> {
  const ends: Record<string, CellState> = {};
  for (const { cellId, state } of await collect(on.run(report, { ...options, ...(selection ? { selection } : {}) }))) ends[cellId] = state;
  return Object.fromEntries(
    Object.entries(ends).map(([id, state]) => [id, state.state === 'done' ? state.presentation : { state: state.state }]),
  );
}

describe('XF8 the relations of a selection are kept', () => {
  test('every question shows what it shows when each works its relations out itself', async () => {
    const kinds = asking();
    expect(kinds.length).toBeGreaterThan(15);
    const report = over(kinds);
    for (const part of process.env.TORTURE ? months : months.slice(0, 1)) {
      const kept = await shownBy(createRunner(engine, model, load), report, select(part));
      const whole = await shownBy(createRunner(engine, vast(), load), report, select(part));
      for (const kind of kinds) expect(kept[kind], kind).toEqual(whole[kind]);
    }
  });

  test('each is worked out once for all that follow, and none beyond two million orders', async () => {
    const report = over(['overview', 'rfm', 'cohort', 'lifecycle']);
    const tables = (name: RegExp) => heard.filter((sql) => sql.startsWith('CREATE TEMPORARY TABLE') && name.test(sql)).length;
    await engine.execute('SELECT 1');
    heard.length = 0;
    await shownBy(createRunner(engine, model, load), report, select(months[0]!));
    expect(tables(OF_SELECTED)).toBe(1);
    await engine.execute('SELECT 1');
    heard.length = 0;
    await shownBy(createRunner(engine, vast(), load), report, select(months[0]!));
    expect(tables(OF_SELECTED)).toBe(0);
    expect(tables(/./)).toBe(1);
  });

  test('without a selection nothing but segments is kept', async () => {
    await engine.execute('SELECT 1');
    heard.length = 0;
    await shownBy(createRunner(engine, model, load), over(['overview', 'cohort']));
    expect(heard.filter((sql) => sql.startsWith('CREATE TEMPORARY TABLE'))).toEqual([]);
  });
});

describe('XF9 asking ahead', () => {
  test('a part that was asked ahead is selected without the engine, and shows the same', async () => {
    const kinds = asking();
    const report = over(kinds);
    const watching = watched(engine);
    const on = createRunner(watching, model, load);
    const first = await shownBy(on, report);
    await on.ahead(report, { ...options, selection: select(...months) });
    expect(watching.asked.length).toBeGreaterThan(months.length * kinds.length);
    for (const part of months) {
      watching.asked.length = 0;
      const shown = await shownBy(on, report, select(part));
      expect(watching.asked.filter((sql) => !sql.startsWith('SELECT count(*) AS customers\nFROM selection_people'))).toEqual([]);
      expect(shown).toEqual(await shownBy(createRunner(engine, model, load), report, select(part)));
      expect(shown['overview']).not.toEqual(first['overview']);
    }
  });

  test('what adds up by keys is made ready under the name it will have; nothing else is', async () => {
    const report = over(['cohort', 'repurchase', 'rfm']);
    const on = createRunner(engine, model, load);
    const name = (part: Part): string => `the bar of ${String(part['from'])}`;
    await shownBy(on, report);
    const made: string[] = [];
    for (const kind of ['cohort', 'repurchase', 'rfm']) {
      const definition = (await load(kind))!;
      const { present } = definition;
      vi.spyOn(definition, 'present').mockImplementation((...given) => (made.push(kind), present(...given)));
    }
    await on.ahead(report, { ...options, selection: select(...months), nameOf: name });
    expect(made.toSorted()).toEqual([...Array<string>(3).fill('cohort'), ...Array<string>(3).fill('repurchase')]);
    made.length = 0;
    const selection = { ...select(months[1]!), name: name(months[1]!) };
    const shown = await shownBy(on, report, selection);
    expect(made).toEqual(['rfm']);
    expect(shown).toEqual(await shownBy(createRunner(engine, model, load), report, selection));
    expect(JSON.stringify(shown['cohort'])).toContain(selection.name);
    made.length = 0;
    await shownBy(on, report, { ...selection, name: 'another name' });
    expect(made.toSorted()).toEqual(['cohort', 'repurchase', 'rfm']);
    vi.restoreAllMocks();
  });

  test('a run ends it: what was answered stays, what was not is asked then', async () => {
    const report = over(['overview', 'rfm']);
    const watching = watched(engine);
    const on = createRunner(watching, model, load);
    await shownBy(on, report);
    watching.asked.length = 0;
    watching.slow = /score/;
    const ahead = on.ahead(report, { ...options, selection: select(...months) });
    await expect.poll(() => watching.asked.some((sql) => /score/.test(sql))).toBe(true);
    const run = shownBy(on, report, select(months[0]!));
    watching.slow = null;
    await ahead;
    const shown = await run;
    expect(shown).toEqual(await shownBy(createRunner(engine, model, load), report, select(months[0]!)));
    expect(watching.asked.filter((sql) => sql.includes("'now' AS span"))).toHaveLength(1);
  });

  test('what was asked ahead is kept beside what was asked, for as long as the report stays the same', () => {
    const answers = new Answers();
    const [one, other] = [over(['overview']), over(['rfm'])];
    const text = (at: number): string => String(at).padStart(5000, '-');
    answers.turnTo(one);
    for (let at = 0; at < 2000; at++) answers.setAhead(text(at), [{ at }]);
    answers.set('asked', [{ at: -1 }]);
    expect([0, 1999].map((at) => answers.get(text(at)))).toEqual([[{ at: 0 }], [{ at: 1999 }]]);
    answers.turnTo(one);
    expect(answers.has(text(1000))).toBe(true);
    answers.turnTo(other);
    expect([text(0), text(1999), 'asked'].map((each) => answers.has(each))).toEqual([false, false, true]);
  });

  test('a step that meets a fault is passed over, and told when it is asked for', async () => {
    const report = over(['overview', 'rfm']);
    const watching = watched(engine);
    const on = createRunner(watching, model, load);
    await shownBy(on, report);
    watching.crash = /score/;
    await on.ahead(report, { ...options, selection: select(months[0]!) });
    const states = await collect(on.run(report, { ...options, selection: select(months[0]!) }));
    expect(states.filter(({ cellId }) => cellId === 'rfm').at(-1)!.state.state).toBe('failed');
    expect(states.filter(({ cellId }) => cellId === 'overview').at(-1)!.state.state).toBe('done');
  });

  test('nothing is asked ahead of a cell that stands alone, or beyond two million orders', async () => {
    const watching = watched(engine);
    const alone: Report = {
      ...over(['overview']),
      cells: over(['overview']).cells.map((cell) => ({ ...cell, alone: true }) as typeof cell),
    };
    await createRunner(watching, model, load).ahead(alone, { ...options, selection: select(...months) });
    await createRunner(watching, vast(), load).ahead(over(['overview']), { ...options, selection: select(...months) });
    expect(watching.asked).toEqual([]);
  });

  test('the parts of a cell are those of its marks, each once', async () => {
    const on = createRunner(engine, model, load);
    for await (const { state } of on.run(over([]), options))
      if (state.state === 'done')
        expect(selectableParts(state.presentation)).toEqual([
          { from: '2026-01-05', to: '2026-01-31' },
          { from: '2026-02-01', to: '2026-02-28' },
          { from: '2026-03-01', to: '2026-03-15' },
        ]);
  });
});
