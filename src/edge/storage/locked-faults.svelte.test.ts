import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDB } from 'idb';
import { keptAnywhere } from '../../../tests/support/kept-anywhere';
import { DATABASE, deleteDatabase } from './database';
import { clearPreferences, saveLockMark } from './preferences';
import { CANARIES, fill, journalOf, OTHER, PASSPHRASE, readAll, sourceInfo, tabKeeper } from './test-locked';
import type { StorageEvent, WorkspaceStorage } from './types';

const tabs = tabKeeper();
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);
/** Of one piece, so that each point can be tried quickly. */
const small = () => new File([CANARIES.content], `${CANARIES.file}.csv`);
const canariesFound = async (): Promise<number> => {
  const words = Object.values(await keptAnywhere()).join('\n');
  return Object.values(CANARIES).filter((canary) => words.includes(canary)).length;
};
const ALL = Object.keys(CANARIES).length;
const count = async (store: string): Promise<number> => {
  const database = await openDB(DATABASE);
  const found = await database.count(store);
  database.close();
  return found;
};

beforeEach(async () => {
  clearPreferences();
  saveLockMark(false);
  await deleteDatabase();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await tabs.closeAll();
});

/** How everything is kept before and after. */
const CHANGES = [
  { what: 'setting', before: null, after: PASSPHRASE },
  { what: 'changing', before: PASSPHRASE, after: OTHER },
  { what: 'taking off', before: PASSPHRASE, after: null },
] as const;

async function prepared(before: string | null): Promise<WorkspaceStorage> {
  const storage = await tabs.open();
  await fill(storage, small());
  if (before) await storage.setPassphrase({ current: null, next: before });
  return storage;
}

describe('ST25 a tab that is gone in the middle', () => {
  // The last is the lock itself, within the change over; taking it off is a deletion, so that the last is a value.
  test.each(CHANGES.flatMap((change) => [0, 1, 4, 8, change.after ? 10 : 9].map((point) => ({ ...change, point }))))(
    '$what, after $point writes: everything is there as before',
    async ({ before, after, point }) => {
      const storage = await prepared(before);
      const whole = await readAll(storage);
      const put = IDBObjectStore.prototype.put;
      let writes = 0;
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
        if (typeof value !== 'number' && writes++ === point) throw new Error('gone');
        return put.call(this, value, key);
      });
      expect(codes(await storage.setPassphrase({ current: before, next: after }))).toEqual(['issue_lock_failed']);
      vi.restoreAllMocks();
      expect(storage.lock).toBe(before ? 'open' : 'none');
      expect(await readAll(storage)).toEqual(whole);
      await tabs.close(storage);
      const again = await tabs.open(before ?? undefined);
      expect(await readAll(again)).toEqual(whole);
      expect(await canariesFound()).toBe(before ? 0 : ALL);
    },
  );

  test.each(CHANGES)(
    '$what, killed while it waits: the next visit finds it as before and takes away what was half written',
    async (change) => {
      const { before, after } = change;
      const storage = await prepared(before);
      const whole = await readAll(storage);
      // The last value of the journal is never given to the tab that is gone.
      const method = after ? 'encrypt' : 'decrypt';
      const real = crypto.subtle[method].bind(crypto.subtle);
      let calls = 0;
      let reached = (): void => undefined;
      const stop = new Promise<void>((resolve) => (reached = resolve));
      let give = (): void => undefined;
      vi.spyOn(crypto.subtle, method).mockImplementation(async (algorithm: AlgorithmIdentifier, key: CryptoKey, data: BufferSource) => {
        if (++calls === 12) {
          reached();
          await new Promise<void>((_, reject) => (give = () => reject(new Error('gone'))));
        }
        return real(algorithm, key, data);
      });
      const changed = storage.setPassphrase({ current: before, next: after });
      await stop;
      vi.restoreAllMocks();
      // Another page leaves what is still being written alone.
      const staged = await keptAnywhere();
      const beside = await tabs.open(before ?? undefined);
      expect(await readAll(beside)).toEqual(whole);
      expect(Object.keys(await keptAnywhere())).toEqual(Object.keys(staged));
      await tabs.close(beside);
      give();
      await changed;
      await tabs.close(storage);
      expect(await readAll(await tabs.open(before ?? undefined))).toEqual(whole);
      expect(await canariesFound()).toBe(before ? 0 : ALL);
    },
  );

  test('what a killed tab left behind is taken away: sealed values without a lock, plain ones under it, those of another lock', async () => {
    const storage = await prepared(null);
    const whole = await readAll(storage);
    const database = await openDB(DATABASE);
    const plant = (store: string, value: unknown, key: IDBValidKey) => database.put(store, value, key);
    await plant('sealed', { data: new Uint8Array(40), files: [] }, ['gone', 'library', 'x']);
    await tabs.close(storage);
    const first = await tabs.open();
    expect([await count('sealed'), await readAll(first)]).toEqual([0, whole]);
    await first.setPassphrase({ current: null, next: PASSPHRASE });
    const sealed = await count('sealed');
    await plant('sealed', { data: new Uint8Array(40), files: [] }, ['!', 'library', 'x']);
    await plant('sealed', { data: new Uint8Array(40), files: [] }, ['zzz', 'entries', 3]);
    await plant('library', { title: CANARIES.library }, 'i9');
    await plant('aside', { what: 'x', value: CANARIES.content }, 1);
    database.close();
    await tabs.close(first);
    expect(await canariesFound()).toBe(2);
    // Even before anybody gives the passphrase.
    const second = await tabs.open();
    expect([await canariesFound(), await count('sealed')]).toEqual([0, sealed]);
    await second.unlock(PASSPHRASE);
    expect(await readAll(second)).toEqual(whole);
  });

  test.each(CHANGES)('$what with no room left: said, and everything is as before', async ({ before, after }) => {
    const storage = await prepared(before);
    const whole = await readAll(storage);
    const put = IDBObjectStore.prototype.put;
    let writes = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      if (typeof value === 'object' && ++writes > 3) throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, value, key);
    });
    expect(codes(await storage.setPassphrase({ current: before, next: after }))).toEqual(['issue_lock_quota']);
    vi.restoreAllMocks();
    expect(await readAll(storage)).toEqual(whole);
    // Nothing half written takes up room.
    expect(await (before ? count('library') : count('sealed'))).toBe(0);
    expect(await storage.setPassphrase({ current: before, next: after })).toEqual([]);
    expect(await readAll(storage)).toEqual(whole);
  });
});

describe('ST28 another tab', () => {
  const heard = (storage: WorkspaceStorage): StorageEvent[] => {
    const events: StorageEvent[] = [];
    storage.listen((event) => events.push(event));
    return events;
  };
  const relocks = (events: readonly StorageEvent[]) => events.filter(({ kind }) => kind === 'relocked').length;
  const title = async (storage: WorkspaceStorage) => (await storage.readWorkspace()).workspace.journal;

  test('hears of the lock, and neither reads nor writes from then on', async () => {
    const first = await prepared(null);
    const second = await tabs.open();
    const events = heard(second);
    await first.setPassphrase({ current: null, next: PASSPHRASE });
    await expect.poll(() => relocks(events)).toBe(1);
    await second.takeOver();
    await second.readWorkspace();
    expect(codes(await second.saveJournal(journalOf(CANARIES.title).journal, null))).toEqual(['issue_storage_locked']);
    expect(codes(await second.saveSource({ info: sourceInfo, blob: small() }))).toEqual(['issue_storage_locked']);
    expect([await title(second), await canariesFound(), relocks(events)]).toEqual([null, 0, 1]);
  });
  test.each(CHANGES)('that heard nothing of $what writes nothing either', async ({ before, after }) => {
    const first = await prepared(before);
    const second = await tabs.open(before ?? undefined);
    const events = heard(second);
    vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(() => undefined);
    await first.setPassphrase({ current: before, next: after });
    const whole = await keptAnywhere();
    await tabs.close(first);
    // It is its turn now.
    await expect.poll(() => events.some(({ kind }) => kind === 'writer')).toBe(true);
    await second.readWorkspace();
    expect(codes(await second.saveJournal(journalOf('mine').journal, null))).toEqual(['issue_storage_locked']);
    expect(await second.setPassphrase({ current: before, next: 'yet another one' })).not.toEqual([]);
    expect(await keptAnywhere()).toEqual(whole);
    expect(relocks(events)).toBe(1);
  });
  test('takes the pen in the middle of it and writes: the lock is not set, and its edit is there', async () => {
    const first = await prepared(null);
    const second = await tabs.open();
    let reached = (): void => undefined;
    const stop = new Promise<void>((resolve) => (reached = resolve));
    let go = (): void => undefined;
    const wait = new Promise<void>((resolve) => (go = resolve));
    const real = crypto.subtle.encrypt.bind(crypto.subtle);
    let calls = 0;
    vi.spyOn(crypto.subtle, 'encrypt').mockImplementation(async (...asked) => {
      if (++calls === 12) await (reached(), wait);
      return real(...asked);
    });
    const locking = first.setPassphrase({ current: null, next: PASSPHRASE });
    await stop;
    await second.takeOver();
    await second.readWorkspace();
    expect(await second.saveJournal(journalOf('in the middle').journal, null)).toEqual([]);
    go();
    expect(codes(await locking)).toEqual(['issue_lock_failed']);
    expect([second.lock, await title(second)]).toEqual(['none', journalOf('in the middle').journal]);
  });
  test('“lock now” in one closes the others after what they were asked before', async () => {
    const first = await prepared(PASSPHRASE);
    const second = await tabs.open(PASSPHRASE);
    const events = heard(first);
    const saved = Promise.all(['a', 'b', 'c'].map((each) => first.saveJournal(journalOf(each).journal, null)));
    await second.lockNow();
    expect((await saved).flat()).toEqual([]);
    await expect.poll(() => relocks(events)).toBe(1);
    expect([first.lock, second.lock]).toEqual(['locked', 'locked']);
    expect(codes(await first.saveJournal(journalOf('later').journal, null))).toEqual(['issue_storage_locked']);
    await tabs.close(first);
    await tabs.close(second);
    expect(await title(await tabs.open(PASSPHRASE))).toEqual(journalOf('c').journal);
  });
  test('reads only, and cannot set a passphrase', async () => {
    await prepared(null);
    const second = await tabs.open();
    expect(codes(await second.setPassphrase({ current: null, next: PASSPHRASE }))).toEqual(['issue_storage_other_tab']);
    expect(await canariesFound()).toBe(ALL);
  });
  test('that stands at the closed lock opens it with the passphrase of now', async () => {
    const first = await prepared(PASSPHRASE);
    const waiting = await tabs.open();
    await first.setPassphrase({ current: PASSPHRASE, next: OTHER });
    expect(codes(await waiting.unlock(PASSPHRASE))).toEqual(['issue_lock_wrong']);
    expect(await waiting.unlock(OTHER)).toEqual([]);
    expect((await readAll(waiting)).sources).toHaveLength(1);
    expect(waiting.mayWrite).toBe(false);
  });
});
