import { afterEach, expect, test, vi } from 'vitest';
import { openMemoryStorage } from '#edge/storage/storage';
import { readJournal, recordEdit } from '#core/report/journal';
import type { StorageEvent, WorkspaceStorage } from '#edge/storage/types';
import { ordersFile, stageKeeper, until, type Stage } from './test-parts';

const stages = stageKeeper();
afterEach(() => stages.closeAll());

/** A storage whose events and right to write the test decides, as another tab would. */
function shared(): { storage: WorkspaceStorage; say(event: StorageEvent): void; write(may: boolean): void } {
  const storage = openMemoryStorage();
  let listener: (event: StorageEvent) => void = () => undefined;
  let may = true;
  vi.spyOn(storage, 'listen').mockImplementation((hear) => ((listener = hear), () => undefined));
  vi.spyOn(storage, 'mayWrite', 'get').mockImplementation(() => may);
  return { storage, say: (event) => listener(event), write: (now) => void (may = now) };
}
const keys = ({ workspace }: Stage) => workspace.notices.map(({ text }) => ('key' in text ? text.key : text.literal));

/** What the other tab does: one more edit of what is stored. */
async function editElsewhere(storage: WorkspaceStorage, title: string): Promise<void> {
  const { workspace } = await storage.readWorkspace();
  const read = readJournal(workspace.journal, new Map());
  if (!read.ok) throw new Error('no journal');
  const next = recordEdit(read.value, { op: 'set_title', title });
  if (next.ok) await storage.saveJournal(next.value.journal, workspace.origin);
}

test('SE30, SE31 taken over from, the page stops at once, follows what is saved, and writes again when it is its turn', async () => {
  const { storage, say, write } = shared();
  const stage = await stages.open({ storage });
  const { workspace } = stage;
  await workspace.dropFiles([ordersFile()]);
  workspace.edit({ op: 'set_title', title: 'mine' });
  expect([workspace.following, workspace.readOnly]).toEqual([false, false]);
  write(false);
  say({ kind: 'reader', taken: true });
  expect([workspace.following, workspace.readOnly, workspace.canUndo]).toEqual([true, true, false]);
  expect(keys(stage)).toContain('storage_gave_over');
  workspace.edit({ op: 'set_title', title: 'too late' });
  expect(workspace.report?.title).toBe('mine');
  expect(keys(stage)).toContain('issue_storage_other_tab');

  write(true);
  await editElsewhere(storage, 'theirs');
  write(false);
  say({ kind: 'changed' });
  await until(() => workspace.report?.title === 'theirs' && workspace.following, 'followed');
  write(true);
  say({ kind: 'writer' });
  await until(() => !workspace.following, 'took over');
  expect(keys(stage)).toContain('storage_took_over');
  workspace.edit({ op: 'set_title', title: 'mine again' });
  expect(workspace.report?.title).toBe('mine again');
});

test('SE32 an edit that could not be stored is not covered by what another tab saved', async () => {
  const { storage, say } = shared();
  const stage = await stages.open({ storage });
  await stage.workspace.dropFiles([ordersFile()]);
  await editElsewhere(storage, 'theirs');
  const save = vi.spyOn(storage, 'saveJournal').mockResolvedValue([{ code: 'issue_storage_quota' }]);
  stage.workspace.edit({ op: 'set_title', title: 'only here' });
  await until(() => save.mock.calls.length > 0, 'tried to save');
  say({ kind: 'changed' });
  await until(() => keys(stage).includes('issue_storage_not_followed'), 'told');
  expect(stage.workspace.report?.title).toBe('only here');
});
