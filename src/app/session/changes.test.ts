import { afterEach, describe, expect, it } from 'vitest';
import { writeStored } from '#edge/share/site/stored-results';
import { HEADER, keys, press } from './test-months';
import { csv, settled, stageKeeper, TODAY, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** Ninety orders of forty-five customers in September, three a day, each of this amount. */
const orders = (name: string, amount: number): File =>
  csv(name, [
    HEADER,
    ...Array.from({ length: 90 }, (_, at) => `A${at},C${at % 45},2026-09-${String(1 + Math.floor(at / 3)).padStart(2, '0')},${amount}`),
  ]);

/** A stage with ninety orders of ten each, and its first report. */
async function withOrders(): Promise<Stage> {
  const stage = await open();
  await stage.workspace.dropFiles([orders('september.csv', 10)]);
  await until(() => stage.workspace.report !== null, 'a report');
  await settled(stage);
  return stage;
}

/** Puts other orders in the place of those that are there. */
async function replaceWith(stage: Stage, file: File): Promise<void> {
  const { workspace } = stage;
  await workspace.dropFiles([file]);
  const waiting = workspace.drafts.find(({ joining }) => joining);
  if (waiting) workspace.answer(waiting.id, 'update:', 'whole');
  await until(() => workspace.loading === null && workspace.drafts.every(({ ledger, joining }) => ledger && !joining), 'loaded');
  await settled(stage);
}

const amounts = ({ workspace }: Stage) =>
  (workspace.changes.shown?.changed.moved ?? []).flatMap(({ moves }) =>
    moves.filter(({ of, unit }) => of.is === 'figure' && unit === 'money').map(({ before, after, relative }) => [before, after, relative]),
  );

describe('what changed', () => {
  it('CH1: after other files were loaded, a notice says so and opens the comparison', async () => {
    const stage = await withOrders();
    expect(keys(stage)).not.toContain('changes_notice');
    await replaceWith(stage, orders('september again.csv', 20));
    await until(() => keys(stage).includes('changes_notice'), 'the notice');
    // 90 × 10 and 90 × 20.
    expect(amounts(stage)).toContainEqual([900, 1800, 1]);
    expect(stage.workspace.changes.shown?.against).toBeNull();
    expect(stage.workspace.changes.wanted).toBe(false);
    press(stage, 'changes_notice');
    expect(stage.workspace.changes.wanted).toBe(true);
    stage.workspace.changes.close();
    expect(stage.workspace.changes.wanted).toBe(false);
  });

  it('CH1: also where the files of before were taken away first', async () => {
    const stage = await withOrders();
    await stage.workspace.removeDraft(stage.workspace.drafts[0]!.id);
    await stage.workspace.dropFiles([orders('september again.csv', 20)]);
    await until(() => keys(stage).includes('changes_notice'), 'the notice');
    expect(amounts(stage)).toContainEqual([900, 1800, 1]);
  });

  it('CH1: the same files read again say nothing', async () => {
    const stage = await withOrders();
    await stage.workspace.load();
    await settled(stage);
    stage.workspace.edit({ op: 'set_range', range: { from: '2026-09-10', to: null } });
    await settled(stage);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(keys(stage)).not.toContain('changes_notice');
    expect(stage.workspace.changes.shown).toBeNull();
  });

  it('CH2, CH4: what was saved is compared with what is on screen, and a file that is none is refused', async () => {
    const stage = await withOrders();
    const saved = writeStored(await stage.workspace.publishing.results());
    expect(await stage.workspace.changes.compareWith(saved, 'same.stored.json')).toEqual([]);
    expect(stage.workspace.changes.shown).toMatchObject({
      against: { name: 'same.stored.json', day: TODAY },
      changed: { moved: [], otherwise: [] },
    });
    const other = await open();
    await other.workspace.dropFiles([orders('october.csv', 20)]);
    await until(() => other.workspace.report !== null, 'a report');
    await settled(other);
    expect(await other.workspace.changes.compareWith(saved, 'september.stored.json')).toEqual([]);
    expect(amounts(other)).toContainEqual([900, 1800, 1]);
    expect(await other.workspace.changes.compareWith('{}', 'x.json')).toMatchObject([{ code: 'issue_stored_not_results' }]);
    expect(amounts(other)).toContainEqual([900, 1800, 1]);
  });

  it('CH2: a file of saved results that is dropped opens the comparison; without a report it says what to do', async () => {
    const stage = await withOrders();
    const saved = new File([writeStored(await stage.workspace.publishing.results())], 'a day in june.json');
    await stage.workspace.dropFiles([saved]);
    expect([stage.workspace.changes.wanted, stage.workspace.changes.shown?.against?.name]).toEqual([true, 'a day in june.json']);
    expect(stage.workspace.drafts).toHaveLength(1);
    const empty = await open();
    await empty.workspace.dropFiles([saved]);
    expect([empty.workspace.changes.wanted, keys(empty)]).toEqual([false, ['issue_changes_no_report']]);
  });
});
