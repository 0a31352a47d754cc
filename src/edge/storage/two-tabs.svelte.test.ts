import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '#core/model/presentation';
import { startJournal } from '#core/report/journal';
import type { Report } from '#core/report/types';
import { deleteDatabase } from './database';
import { openMemoryStorage, openStorage } from './storage';
import type { StorageEvent, WorkspaceStorage } from './types';

const report = (title: string): Report => ({
  format: 'clientele.report',
  version: 2,
  title,
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [],
});
const journal = (title: string) => startJournal(report(title)).journal;
const document = (mark: string): JsonObject => ({ format: 'clientele.library', mark });

const opened: WorkspaceStorage[] = [];
async function tab(): Promise<{ storage: WorkspaceStorage; heard: string[] }> {
  const { storage } = await openStorage({ keep: true });
  opened.push(storage);
  const heard: string[] = [];
  storage.listen((event: StorageEvent) =>
    heard.push(event.kind === 'issue' ? event.issue.code : event.kind === 'reader' && event.taken ? 'taken' : event.kind),
  );
  return { storage, heard };
}
const titleIn = async (storage: WorkspaceStorage) =>
  ((await storage.readWorkspace()).workspace.journal as { snapshot: Report } | null)?.snapshot.title;
const keysIn = async (storage: WorkspaceStorage) => (await storage.readLibrary()).items.map(({ key }) => key).sort();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

beforeEach(deleteDatabase);
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  opened.splice(0).forEach((storage) => storage.close());
  await pause(30);
});

describe('ST16 taking over', () => {
  test('ST16 what was asked before is written; then the second writes and the first follows, and back again', async () => {
    const [first, second] = [await tab(), await tab()];
    const saves = Array.from({ length: 30 }, (_, at) => first.storage.saveJournal(journal(`edit ${at}`), null));
    await second.storage.takeOver();
    expect(await Promise.all(saves)).toEqual(saves.map(() => []));
    expect(first.heard).toContain('taken');
    expect([first.storage.mayWrite, second.storage.mayWrite]).toEqual([false, false]);
    expect(second.heard).toContain('writer');
    expect(await titleIn(second.storage)).toBe('edit 29');
    expect(second.storage.mayWrite).toBe(true);
    expect(await first.storage.saveJournal(journal('too late'), null)).toEqual([{ code: 'issue_storage_other_tab' }]);
    await second.storage.saveJournal(journal('second'), null);
    await vi.waitFor(() => expect(first.heard).toContain('changed'));
    expect(await titleIn(first.storage)).toBe('second');

    await first.storage.takeOver();
    await first.storage.readWorkspace();
    expect([first.storage.mayWrite, second.storage.mayWrite]).toEqual([true, false]);
    expect(second.heard).toContain('taken');
  });
  test('ST16 of three tabs the one that asks gets it, and the one in line comes when that is gone', async () => {
    const [first, second, third] = [await tab(), await tab(), await tab()];
    await third.storage.takeOver();
    await third.storage.readWorkspace();
    expect([first, second, third].map(({ storage }) => storage.mayWrite)).toEqual([false, false, true]);
    third.storage.close();
    await vi.waitFor(() => expect([...first.heard, ...second.heard]).toContain('writer'));
    await first.storage.readWorkspace();
    await second.storage.readWorkspace();
    expect([first, second].filter(({ storage }) => storage.mayWrite)).toHaveLength(1);
  });
  test('ST16 a tab that does not answer is passed over', async () => {
    const deaf: LockManager = navigator.locks;
    const held = new Promise<void>(
      (resolve) => void deaf.request('clientele.workspace', () => (resolve(), new Promise(() => undefined))).catch(() => undefined),
    );
    await held;
    const second = await tab();
    const before = performance.now();
    await second.storage.takeOver();
    expect(performance.now() - before).toBeLessThan(4000);
    await second.storage.readWorkspace();
    expect(second.storage.mayWrite).toBe(true);
  });
  test('ST16 a tab that handed over to one that went away writes again', async () => {
    const first = await tab();
    const channel = new BroadcastChannel('clientele.workspace');
    const given = new Promise((resolve) => (channel.onmessage = resolve));
    channel.postMessage('give');
    await given;
    expect(first.storage.mayWrite).toBe(false);
    await vi.waitFor(() => expect(first.heard).toContain('writer'), { timeout: 6000 });
    await first.storage.readWorkspace();
    expect(first.storage.mayWrite).toBe(true);
    channel.close();
  });
});

test('ST17 without Web Locks every tab writes, and each is told once that there are others', async () => {
  vi.spyOn(Navigator.prototype, 'locks', 'get').mockReturnValue(undefined as never);
  const first = await tab();
  await pause(50);
  expect(first.heard).toEqual([]);
  const second = await tab();
  await vi.waitFor(() => expect([first.heard, second.heard]).toEqual([['issue_storage_no_locks'], ['issue_storage_no_locks']]));
  await tab();
  await pause(50);
  expect(first.heard).toEqual(['issue_storage_no_locks']);
  expect([first.storage.mayWrite, second.storage.mayWrite]).toEqual([true, true]);
});

describe('ST18 the library', () => {
  test('ST18 items come back after a reload; a change of several is whole; a removed one is gone', async () => {
    const { storage } = await tab();
    expect(await storage.saveLibrary(['a', 'b', 'c'].map((key) => ({ key, document: document(key) })))).toEqual([]);
    expect(
      await storage.saveLibrary([
        { key: 'b', document: null },
        { key: 'c', document: document('later') },
      ]),
    ).toEqual([]);
    storage.close();
    await pause(30);
    const again = await tab();
    expect((await again.storage.readLibrary()).items).toEqual([
      { key: 'a', document: document('a') },
      { key: 'c', document: document('later') },
    ]);
    await again.storage.setLibraryItemAside('a');
    expect(await keysIn(again.storage)).toEqual(['c']);
    expect(await again.storage.clear()).toEqual([]);
    expect(await keysIn(again.storage)).toEqual([]);
  });
  test('ST18 over quota nothing of a change is written, and it is told', async () => {
    const { storage } = await tab();
    const put = IDBObjectStore.prototype.put;
    let calls = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values: Parameters<typeof put>) {
      calls += 1;
      if (calls === 2) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, values);
    });
    expect(await storage.saveLibrary(['a', 'b'].map((key) => ({ key, document: document(key) })))).toEqual([
      { code: 'issue_storage_quota' },
    ]);
    expect(await keysIn(storage)).toEqual([]);
  });
  test('ST18 a tab that only reads does not write to it', async () => {
    await tab();
    const second = await tab();
    expect(await second.storage.saveLibrary([{ key: 'a', document: document('a') }])).toEqual([{ code: 'issue_storage_other_tab' }]);
  });
  test('ST18 from memory and back: “keep nothing” takes it along, and keeping again leaves what the browser holds', async () => {
    const { storage } = await tab();
    await storage.saveLibrary([{ key: 'a', document: document('kept') }]);
    await storage.setKeep(false);
    expect(await keysIn(storage)).toEqual(['a']);
    await storage.saveLibrary([{ key: 'b', document: document('memory') }]);
    await storage.setKeep(true);
    expect(await keysIn(storage)).toEqual(['a', 'b']);
  });
  test('ST18 in memory it is kept as long as the page', async () => {
    const storage = openMemoryStorage();
    await storage.saveLibrary([{ key: 'a', document: document('a') }]);
    expect(await keysIn(storage)).toEqual(['a']);
    await storage.setLibraryItemAside('a');
    expect(await keysIn(storage)).toEqual([]);
  });
});
