import { afterEach, expect, test } from 'vitest';
import { ordersFile, settled, stageKeeper } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);
const never = new AbortController().signal;

test('RP32 a preview answers what the cell would, adds nothing, and leaves the cells on screen alone', async () => {
  const stage = await open();
  const { workspace } = stage;
  expect(await workspace.preview({ kind: 'overview' }, never)).toEqual({ state: 'idle' });
  await workspace.dropFiles([ordersFile()]);
  await settled(stage);
  const before = { report: workspace.report, cells: workspace.cells };
  const [overview, other] = await Promise.all([
    workspace.preview({ kind: 'overview' }, never),
    workspace.preview({ kind: 'nothing of that name' }, never),
  ]);
  const shown = [overview, other].find(({ state }) => state === 'done');
  // 10.5 + 11.5 + … + 69.5
  expect(shown?.state === 'done' && shown.presentation.insight.numbers.revenue).toBeCloseTo(60 * 40, 9);
  expect(workspace.report).toBe(before.report);
  expect(workspace.cells).toBe(before.cells);
});

test('RP32 a preview that nobody waits for any more ends without a result', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  const looking = new AbortController();
  looking.abort();
  expect((await stage.workspace.preview({ kind: 'repurchase' }, looking.signal)).state).not.toBe('done');
});
