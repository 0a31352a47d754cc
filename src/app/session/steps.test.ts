import { afterEach, describe, expect, test } from 'vitest';
import type { PreparationStep } from '#core/model/steps';
import { openMemoryStorage } from '#edge/storage/storage';
import { csv, ordersFile, settled, stageKeeper, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

const leaveOut: PreparationStep = { kind: 'filter', effect: 'leave_out', column: 'Channel', condition: { op: 'in', values: ['web'] } };
const derive: PreparationStep = { kind: 'derive', name: 'Net', expression: 'round(Total / 1.1, 2)' };
const steps = ({ workspace }: Stage, id = 's1') => workspace.drafts.find((draft) => draft.id === id)!.mapping!.steps;
const headers = ({ workspace }: Stage, id = 's1') =>
  workspace.drafts.find((draft) => draft.id === id)!.mapping!.columns.map(({ header }) => header);

async function openWithOrders(storage = openMemoryStorage()): Promise<Stage> {
  const stage = await open({ storage });
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  return stage;
}
/** Sixty orders without the column that the first step asks for. */
const nextFile = () => {
  const rows = Array.from(
    { length: 60 },
    (_, at) => `B${at},C${100 + (at % 20)},2026-06-${String(1 + (at % 28)).padStart(2, '0')},${at}.00,north`,
  );
  return csv('june.csv', ['Order Number,Customer ID,Order Date,Total,Region', ...rows]);
};

describe('SE17 steps', () => {
  test('SE17 SE4 steps are counted by the next load, and a new column is mapped like any other', async () => {
    const stage = await openWithOrders();
    const { workspace } = stage;
    workspace.setSteps('s1', [leaveOut, derive]);
    expect(workspace.drafts[0]!.ledger).toBeNull();
    expect(headers(stage).at(-1)).toBe('Net');
    expect(workspace.drafts[0]!.mapping!.columns.at(-1)).toMatchObject({
      role: 'attribute',
      attributeOf: 'orders',
      parse: { type: 'number' },
    });
    await workspace.load();
    // Every ninth of the sixty orders came from the web.
    expect(workspace.drafts[0]!.ledger).toMatchObject({ kept: 53, skipped: 7, steps: [{ count: 7 }, { count: 53, without: 0 }] });
    workspace.setSteps('s1', []);
    expect(headers(stage)).not.toContain('Net');
    expect('steps' in workspace.drafts[0]!.mapping!).toBe(false);
  });

  test('SE17 the same headers take the steps again, after a reload too, and the report carries them', async () => {
    const storage = openMemoryStorage();
    const stage = await openWithOrders(storage);
    stage.workspace.setSteps('s1', [leaveOut, derive]);
    await stage.workspace.load();
    expect(stage.workspace.leaving!.sources[0]!.mapping.steps).toEqual([leaveOut, derive]);
    const later = await open({ storage });
    await settled(later);
    expect(steps(later)).toEqual([leaveOut, derive]);
    expect(later.workspace.drafts[0]!.ledger).toMatchObject({ kept: 53 });
    await later.workspace.removeDraft('s1');
    await later.workspace.dropFiles([ordersFile('again.csv')]);
    expect(later.workspace.drafts.map(({ name, mapping }) => [name, mapping?.steps])).toEqual([['again.csv', [leaveOut, derive]]]);
  });

  test('SE17 a step that does not suit the next file is kept and passed over, and the file loads', async () => {
    const stage = await openWithOrders();
    stage.workspace.setSteps('s1', [leaveOut, derive]);
    await stage.workspace.load();
    await stage.workspace.dropFiles([nextFile()]);
    expect(steps(stage, 's2')).toEqual([leaveOut, derive]);
    expect(headers(stage, 's2')).toEqual(['Order Number', 'Customer ID', 'Order Date', 'Total', 'Region', 'Net']);
    expect(stage.workspace.drafts[1]!.ledger).toMatchObject({ kept: 60, skipped: 0, steps: [null, { count: 60, without: 0 }] });
  });
});

describe('SE18 undo on the data screen', () => {
  test('SE18 undo and redo go through steps and mappings, then through the report', async () => {
    const stage = await openWithOrders();
    const { workspace } = stage;
    workspace.edit({ op: 'set_title', title: 'New' });
    workspace.setSteps('s1', [leaveOut]);
    workspace.setSteps('s1', [leaveOut, derive]);
    workspace.setSteps('s1', [derive, leaveOut]);
    workspace.undo();
    expect(steps(stage)).toEqual([leaveOut, derive]);
    workspace.undo();
    workspace.undo();
    expect(steps(stage)).toBeUndefined();
    expect(workspace.report!.title).toBe('New');
    workspace.redo();
    workspace.redo();
    workspace.redo();
    expect(steps(stage)).toEqual([derive, leaveOut]);
    for (let index = 0; index < 4; index++) workspace.undo();
    expect(workspace.report!.title).not.toBe('New');
  });

  test('SE18 a change after undo gives up what was undone, and on the report the report is meant', async () => {
    const stage = await openWithOrders();
    const { workspace } = stage;
    workspace.setSteps('s1', [leaveOut]);
    workspace.undo();
    workspace.setSteps('s1', [derive]);
    workspace.redo();
    expect(steps(stage)).toEqual([derive]);
    workspace.setScreen('report');
    expect(workspace.canUndo).toBe(false);
    workspace.undo();
    expect(steps(stage)).toEqual([derive]);
  });
});
