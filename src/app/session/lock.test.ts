import { afterEach, expect, test, vi } from 'vitest';
import { openMemoryStorage } from '#edge/storage/storage';
import type { LockState, StorageEvent, WorkspaceStorage } from '#edge/storage/types';
import { ADDRESS, ordersFile, settled, stageKeeper, until, type Stage } from './test-parts';

const stages = stageKeeper();
afterEach(async () => {
  vi.restoreAllMocks();
  await stages.closeAll();
});
const keys = ({ workspace }: Stage) => workspace.notices.map(({ text }) => ('key' in text ? text.key : text.literal));

/** What is kept in memory, with a lock before it as storage has it. */
function behind(passphrase: string, kept = openMemoryStorage()) {
  let state: LockState = 'locked';
  let listener: (event: StorageEvent) => void = () => undefined;
  vi.spyOn(kept, 'lock', 'get').mockImplementation(() => state);
  vi.spyOn(kept, 'listen').mockImplementation((hear) => ((listener = hear), () => undefined));
  vi.spyOn(kept, 'unlock').mockImplementation(async (given) => {
    if (given !== passphrase) return [{ code: 'issue_lock_wrong' }];
    state = 'open';
    return [];
  });
  const clear = kept.clear.bind(kept);
  vi.spyOn(kept, 'clear').mockImplementation(() => ((state = 'none'), clear()));
  return { storage: kept, say: (event: StorageEvent) => listener(event) };
}
/** Opens a workspace whose lock is closed; it has not begun then. */
async function openLocked(storage: WorkspaceStorage, address = ADDRESS, reloaded = () => undefined as void) {
  const stage = await stages.open({ storage, address, reloaded, waits: false });
  await until(() => stage.workspace.lock.state === 'locked', 'locked');
  return stage;
}
async function keptOrders(): Promise<WorkspaceStorage> {
  const stage = await stages.open();
  await stage.workspace.dropFiles([ordersFile()]);
  stage.workspace.edit({ op: 'set_title', title: 'mine' });
  await settled(stage);
  return stage.storage;
}

test('LW1 LW3 nothing is there before the passphrase, and all of it after', async () => {
  const { storage } = behind('the right one', await keptOrders());
  const { workspace } = await openLocked(storage);
  await workspace.lock.unlock('another one');
  expect(workspace.lock.issues.map(({ code }) => code)).toEqual(['issue_lock_wrong']);
  expect([workspace.lock.state, workspace.report, workspace.drafts, workspace.lock.busy]).toEqual(['locked', null, [], false]);
  await workspace.lock.unlock('the right one');
  await until(() => workspace.report?.title === 'mine', 'back');
  expect([workspace.lock.state, workspace.lock.issues]).toEqual(['open', []]);
});

test('LW2 a report in the address waits', async () => {
  const { storage } = behind('the right one', await keptOrders());
  const { workspace } = await openLocked(storage, `${ADDRESS}?report=reports/q3.report.json`);
  expect([workspace.lock.waiting, workspace.notices]).toEqual([true, []]);
  await workspace.lock.unlock('the right one');
  await until(() => workspace.notices.length > 0, 'looked for');
  expect(workspace.report?.title).toBe('mine');
});

test('LW4 without it everything is deleted and the page begins anew', async () => {
  const { storage } = behind('forgotten', await keptOrders());
  const stage = await openLocked(storage);
  await stage.workspace.lock.forget();
  expect(stage.workspace.lock.state).toBe('none');
  expect((await storage.readWorkspace()).workspace).toEqual({ sources: [], journal: null, origin: null });
  expect([stage.workspace.screen, stage.workspace.report, keys(stage)]).toEqual(['start', null, ['notice_cleared']]);
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
});

test('LW5 LW6 the page is loaded anew, unless that would lose an edit', async () => {
  const { storage, say } = behind('the right one');
  const reloaded = vi.fn();
  const shut = vi.spyOn(storage, 'lockNow');
  const stage = await openLocked(storage, ADDRESS, reloaded);
  const { workspace } = stage;
  await workspace.lock.unlock('the right one');
  await workspace.dropFiles([ordersFile()]);
  const save = vi.spyOn(storage, 'saveJournal').mockResolvedValue([{ code: 'issue_storage_quota' }]);
  workspace.edit({ op: 'set_title', title: 'only here' });
  await until(() => save.mock.calls.length > 0, 'tried');
  await new Promise((resolve) => setTimeout(resolve, 20));
  await workspace.lock.lockNow();
  say({ kind: 'relocked' });
  expect(keys(stage)).toEqual(expect.arrayContaining(['issue_lock_unsaved', 'issue_storage_locked']));
  expect([shut.mock.calls.length, reloaded.mock.calls.length]).toEqual([0, 0]);
  save.mockRestore();
  workspace.edit({ op: 'set_title', title: 'stored' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  say({ kind: 'relocked' });
  expect(reloaded).toHaveBeenCalledTimes(1);
  await workspace.lock.lockNow();
  expect([shut.mock.calls.length, reloaded.mock.calls.length]).toEqual([1, 2]);
});
