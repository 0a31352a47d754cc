import { afterEach, expect, test } from 'vitest';
import { openMemoryStorage } from '#edge/storage/storage';
import { stageKeeper, ordersFile, settled, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** A storage as a visit leaves it that loaded orders and named the report. */
async function visited() {
  const storage = openMemoryStorage();
  const { workspace, ...stage } = await open({ storage });
  await workspace.dropFiles([ordersFile()]);
  await settled({ workspace, ...stage });
  workspace.edit({ op: 'set_title', title: 'Spring' });
  await new Promise((resolve) => setTimeout(resolve, 80));
  return storage;
}
const statesOf = ({ workspace }: Stage) => Object.values(workspace.cells).map(({ state }) => state);
const waiting = ['waiting', 'waiting', 'waiting', 'waiting'];

test('SE16 kept files that no engine can load: said before the report, whose cells wait', async () => {
  const stage = await open({ storage: await visited(), engine: 'failed' });
  const { workspace } = stage;
  await until(() => workspace.notices.length > 0, 'a notice');
  expect([workspace.screen, workspace.report?.title]).toEqual(['report', 'Spring']);
  expect(workspace.notices).toMatchObject([{ tone: 'problem', text: { key: 'issue_engine_start', values: { detail: 'no wasm' } } }]);
  expect(statesOf(stage)).toEqual(waiting);
});

test('SE16 a report whose files are gone waits for them', async () => {
  const storage = await visited();
  await storage.removeSource('s1');
  const stage = await open({ storage });
  expect([stage.workspace.screen, stage.workspace.report?.title]).toEqual(['report', 'Spring']);
  expect(statesOf(stage)).toEqual(waiting);
});

test('SE16 an engine that is lost for good is told, once there are answers to miss', async () => {
  const lost = { state: 'failed', message: 'The engine stopped several times in a row.' } as const;
  const { workspace } = await open({ storage: await visited() });
  await until(() => workspace.model !== null, 'data');
  workspace.engineChanged(lost);
  expect(workspace.notices).toMatchObject([
    { tone: 'problem', text: { key: 'issue_engine_start', values: { detail: 'The engine stopped several times in a row' } } },
  ]);
  const empty = await open();
  empty.workspace.engineChanged(lost);
  expect(empty.workspace.notices).toEqual([]);
});
