import { afterEach, describe, expect, test } from 'vitest';
import { columnOf } from '#core/model/columns';
import { openMemoryStorage } from '#edge/storage/storage';
import { csv, settled, stageKeeper, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** 1,000 orders of 200 customers, whose ids are theirs alone. */
const orders = csv('orders.csv', [
  'Order Number,Customer ID,Order Date,Total',
  ...Array.from({ length: 1000 }, (_, at) => `A${at},C${at % 200},2026-0${1 + (at % 6)}-${String(1 + (at % 28)).padStart(2, '0')},10`),
]);
const customers = csv('customers.csv', [
  'Customer ID,City',
  ...Array.from({ length: 200 }, (_, at) => `C${at},${at % 2 ? 'Paris' : 'Lyon'}`),
]);
const ledgers = ({ workspace }: Stage) => workspace.drafts.map(({ ledger }) => ledger && [ledger.records, ledger.kept, ledger.skipped]);
const buyers = async ({ engine }: Stage) =>
  Number(columnOf(await engine.query('SELECT count(DISTINCT customer_key) AS n FROM orders'), 'n')[0]);
const stamps = ({ workspace }: Stage): (readonly string[])[] =>
  (workspace.report?.cells ?? []).flatMap(({ id }) => {
    const state = workspace.cells[id];
    return state?.state === 'done' ? [state.presentation.stamp.phrases.map((phrase) => ('key' in phrase ? phrase.key : ''))] : [];
  });

async function loaded(storage = openMemoryStorage()): Promise<Stage> {
  const stage = await open({ storage });
  await stage.workspace.dropFiles([orders, customers]);
  await settled(stage);
  return stage;
}

describe('DR1–DR3 LD27 a sample of customers', () => {
  test('is read from all files, said by every cell, and undone', async () => {
    const stage = await loaded();
    expect(ledgers(stage)).toEqual([
      [1000, 1000, 0],
      [200, 200, 0],
    ]);
    expect(stamps(stage).flat()).not.toContain('stamp_drawn');
    await stage.workspace.readOneIn(4);
    await settled(stage);
    const drawn = await buyers(stage);
    // 50 expected; five standard deviations are 31.
    expect(Math.abs(drawn - 50)).toBeLessThan(31);
    expect(ledgers(stage)).toEqual([
      [1000, 5 * drawn, 1000 - 5 * drawn],
      [200, drawn, 200 - drawn],
    ]);
    expect(stage.workspace.model!.sources!.map(({ oneIn }) => oneIn)).toEqual([4, 4]);
    expect(stamps(stage).length).toBeGreaterThan(3);
    for (const phrases of stamps(stage)) expect(phrases.filter((key) => key === 'stamp_drawn')).toHaveLength(1);
    await stage.workspace.readOneIn(null);
    await settled(stage);
    expect(stage.workspace.oneIn).toBeNull();
    expect(await buyers(stage)).toBe(200);
    expect(stamps(stage).flat()).not.toContain('stamp_drawn');
  });

  test('is remembered with the files, also for one that comes later, and not for other data', async () => {
    const storage = openMemoryStorage();
    const before = await loaded(storage);
    await before.workspace.readOneIn(4);
    const drawn = await buyers(before);
    const stage = await open({ storage });
    await until(() => stage.workspace.model !== null, 'loaded again');
    expect(stage.workspace.oneIn).toBe(4);
    expect(await buyers(stage)).toBe(drawn);
    const answers = csv('answers.csv', [
      'Response ID,Customer ID,Responded At,Score',
      ...Array.from({ length: 200 }, (_, at) => `R${at},C${at},2026-02-01,${at % 11}`),
    ]);
    await stage.workspace.dropFiles([answers]);
    await until(() => stage.workspace.drafts.length === 3 && stage.workspace.drafts.every(({ ledger }) => ledger !== null), 'three files');
    expect(ledgers(stage)[2]).toEqual([200, drawn, 200 - drawn]);
    await stage.workspace.clearAll();
    await stage.workspace.dropFiles([orders]);
    await settled(stage);
    expect(stage.workspace.oneIn).toBeNull();
    expect(await buyers(stage)).toBe(200);
  });

  test('that cannot be drawn leaves what was loaded', async () => {
    const stage = await open();
    await stage.workspace.dropFiles([
      csv('orders.csv', [
        'Order Number,Order Date,Total',
        ...Array.from({ length: 60 }, (_, at) => `A${at},2026-01-${String(1 + (at % 28)).padStart(2, '0')},${at}`),
      ]),
    ]);
    await until(() => stage.workspace.model !== null || stage.workspace.drafts.some(({ issues }) => issues.length > 0), 'loaded');
    await stage.workspace.readOneIn(4);
    expect(stage.workspace.dataIssues.map(({ code }) => code)).toEqual(['issue_load_cannot_draw']);
  });
});
