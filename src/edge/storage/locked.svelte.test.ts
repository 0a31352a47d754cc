import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDB } from 'idb';
import { keptAnywhere } from '../../../tests/support/kept-anywhere';
import { DATABASE, deleteDatabase, type SealedKey, type SealedRecord } from './database';
import { clearPreferences, readLockMark, saveLockMark, savePreferences } from './preferences';
import { openMemoryStorage, openStorage } from './storage';
import { CANARIES, content, fill, journalOf, OTHER, PASSPHRASE, readAll, sourceInfo, tabKeeper } from './test-locked';
import type { WorkspaceStorage } from './types';

const tabs = tabKeeper();
const set = (storage: WorkspaceStorage, next: string | null, current: string | null = null) => storage.setPassphrase({ current, next });
const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);

/** How many of the canaries can be found in anything that is kept. */
async function canariesFound(): Promise<number> {
  const words = Object.values(await keptAnywhere()).join('\n');
  return Object.values(CANARIES).filter((canary) => words.includes(canary)).length;
}
const ALL = Object.keys(CANARIES).length;

beforeEach(async () => {
  clearPreferences();
  saveLockMark(false);
  await deleteDatabase();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await tabs.closeAll();
});

describe('a passphrase on everything', () => {
  test('ST23 nothing can be read of what is kept, and all of it is back with the passphrase', async () => {
    const first = await tabs.open();
    savePreferences({ locale: 'en', theme: 'dark', keep: true, singleKeys: true });
    const pseudonym = await fill(first);
    const before = await readAll(first);
    expect(before.sources[0]!.text.length).toBeGreaterThan(9_000_000);
    expect(await canariesFound()).toBe(ALL);
    expect(await set(first, PASSPHRASE)).toEqual([]);
    expect(await canariesFound()).toBe(0);
    // What is kept from now on is sealed as well.
    await fill(first);
    expect(first.lock).toBe('open');
    expect(await canariesFound()).toBe(0);
    expect(Object.keys(await keptAnywhere()).filter((place) => place.startsWith('local'))).toEqual([
      'local clientele.locked',
      'local clientele.preferences',
    ]);
    await tabs.close(first);

    const second = await tabs.open(PASSPHRASE);
    expect(await readAll(second)).toEqual(before);
    expect(await second.pseudonymKey()).toBe(pseudonym);
    expect(await set(second, null, PASSPHRASE)).toEqual([]);
    expect([second.lock, readLockMark()]).toEqual(['none', false]);
    expect(await canariesFound()).toBe(ALL);
    await tabs.close(second);
    expect(await readAll(await tabs.open())).toEqual(before);
  });

  test('ST26 while it is locked nothing is read or written, and a wrong passphrase changes nothing', async () => {
    const first = await tabs.open();
    await fill(first);
    await set(first, PASSPHRASE);
    await tabs.close(first);
    const locked = await tabs.open();
    expect([locked.lock, locked.mode, readLockMark()]).toEqual(['locked', 'kept', true]);
    const before = await keptAnywhere();
    expect(codes(await locked.unlock(OTHER))).toEqual(['issue_lock_wrong']);
    expect(codes(await locked.unlock(''))).toEqual(['issue_lock_wrong']);
    expect(codes(await locked.saveJournal(journalOf('x').journal, null))).toEqual(['issue_storage_locked']);
    expect((await locked.readWorkspace()).workspace).toEqual({ sources: [], journal: null, origin: null });
    expect((await locked.readLibrary()).items).toEqual([]);
    expect(await keptAnywhere()).toEqual(before);
    expect(await locked.unlock(PASSPHRASE)).toEqual([]);
    expect((await readAll(locked)).sources).toHaveLength(1);
  });

  test('ST25 the old passphrase opens nothing after a change; the one of now is asked for', async () => {
    const first = await tabs.open();
    await fill(first);
    const before = await readAll(first);
    await set(first, PASSPHRASE);
    expect(codes(await set(first, OTHER, 'not the one'))).toEqual(['issue_lock_wrong']);
    expect(codes(await set(first, null, null))).toEqual(['issue_lock_wrong']);
    expect(codes(await set(first, '1234567', PASSPHRASE))).toEqual(['issue_seal_short']);
    expect(await set(first, OTHER, PASSPHRASE)).toEqual([]);
    expect(await readAll(first)).toEqual(before);
    await tabs.close(first);
    const second = await tabs.open();
    expect(codes(await second.unlock(PASSPHRASE))).toEqual(['issue_lock_wrong']);
    expect(await second.unlock(OTHER)).toEqual([]);
    expect(await readAll(second)).toEqual(before);
  });

  test('ST2 an edit is one small write under a passphrase, too', async () => {
    const storage = await tabs.open();
    await set(storage, PASSPHRASE);
    const titles = ['a', 'b', 'c'];
    let open = journalOf();
    for (const title of titles) {
      const { recordEdit } = await import('#core/report/journal');
      const next = recordEdit(open, { op: 'set_title', title });
      if (next.ok) open = next.value;
      const put = vi.spyOn(IDBObjectStore.prototype, 'put');
      expect(await storage.saveJournal(open.journal, null)).toEqual([]);
      // The head and the edit, beside the count of writes.
      expect(put.mock.calls.filter(([value]) => typeof value === 'object')).toHaveLength(2);
      put.mockRestore();
    }
    expect((await storage.readWorkspace()).workspace.journal).toEqual(open.journal);
  });

  test('ST29 files are never whole in memory, and how far it is is told', async () => {
    const storage = await tabs.open();
    await storage.saveSource({ info: sourceInfo, blob: content() });
    const sizes: number[] = [];
    const whole = Blob.prototype.arrayBuffer;
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
      sizes.push(this.size);
      return whole.call(this);
    });
    const seen: (readonly [number, number])[] = [];
    await storage.setPassphrase({ current: null, next: PASSPHRASE, onProgress: (done, total) => seen.push([done, total]) });
    const { size } = content();
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual((4 << 20) + 28);
    expect([seen[0], seen.at(-1)]).toEqual([
      [0, size],
      [size, size],
    ]);
  });
});

describe('what ends it', () => {
  test('ST31 clearing takes the lock, open or closed; what is kept then is plain', async () => {
    const first = await tabs.open();
    await fill(first);
    await set(first, PASSPHRASE);
    expect(await first.clear()).toEqual([]);
    expect([first.lock, Object.keys(await keptAnywhere())]).toEqual(['none', []]);
    await fill(first);
    expect(await canariesFound()).toBe(ALL);
    await set(first, PASSPHRASE);
    await tabs.close(first);
    const locked = await tabs.open();
    expect(await locked.clear()).toEqual([]);
    expect([locked.lock, Object.keys(await keptAnywhere())]).toEqual(['none', []]);
    expect(await locked.saveJournal(journalOf('anew').journal, null)).toEqual([]);
    await tabs.close(locked);
    const anew = await tabs.open();
    expect([anew.lock, (await anew.readWorkspace()).workspace.journal]).toEqual(['none', journalOf('anew').journal]);
  });
  test('ST31 so does “keep nothing”', async () => {
    const storage = await tabs.open();
    await fill(storage);
    await set(storage, PASSPHRASE);
    expect(await storage.setKeep(false)).toEqual([]);
    expect([storage.lock, Object.keys(await keptAnywhere())]).toEqual(['none', []]);
    expect(await storage.setKeep(true)).toEqual([]);
    expect((await readAll(storage)).sources).toHaveLength(1);
  });
  test('ST30 no passphrase without encryption or without keeping, and no keeping beside a locked workspace', async () => {
    expect(codes(await set(openMemoryStorage(), PASSPHRASE))).toEqual(['issue_lock_not_kept']);
    const storage = await tabs.open();
    await fill(storage);
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto), randomUUID: () => 'u' });
    expect(codes(await set(storage, PASSPHRASE))).toEqual(['issue_seal_unavailable']);
    vi.unstubAllGlobals();
    expect([storage.lock, await canariesFound()]).toEqual(['none', ALL]);
    await set(storage, PASSPHRASE);
    const { storage: memory } = await openStorage({ keep: false });
    await memory.saveJournal(journalOf('in memory').journal, null);
    expect(codes(await memory.setKeep(true))).toEqual(['issue_lock_elsewhere']);
    expect([memory.mode, (await memory.readWorkspace()).workspace.journal]).toEqual(['memory', journalOf('in memory').journal]);
  });
});

describe('ST24 damage', () => {
  type Pair = readonly [SealedKey, SealedRecord];
  /** Changes sealed values as a stranger on the same origin could. */
  async function meddle(store: string, change: (pairs: readonly Pair[]) => readonly Pair[]): Promise<void> {
    const database = await openDB(DATABASE);
    const keys = (await database.getAllKeys('sealed')) as unknown as SealedKey[];
    const pairs = (await Promise.all(keys.map(async (key) => [key, (await database.get('sealed', key)) as SealedRecord] as const))).filter(
      ([[, name]]) => name === store,
    );
    for (const [key, value] of change(pairs)) await database.put('sealed', value, key);
    database.close();
  }
  async function locked(): Promise<void> {
    const storage = await tabs.open();
    await fill(storage);
    await storage.saveSource({ info: { ...sourceInfo, id: 's2', name: 'second.csv' }, blob: new Blob(['second']) });
    await set(storage, PASSPHRASE);
    await tabs.close(storage);
  }
  const asideCount = async () => {
    let count = 0;
    await meddle('aside', (pairs) => ((count = pairs.length), []));
    return count;
  };

  test.each([
    [
      'values that changed places',
      'sources',
      ([one, two]: readonly Pair[]) => [
        [one![0], two![1]],
        [two![0], one![1]],
      ],
      2,
    ],
    ['a file put under another', 'sources', ([one, two]: readonly Pair[]) => [[one![0], { ...one![1], files: two![1].files }]], 1],
    ['a byte', 'sources', ([one]: readonly Pair[]) => [[one![0], { ...one![1], data: one![1].data.with(40, one![1].data[40]! ^ 1) }]], 1],
    ['garbage', 'sources', ([one]: readonly Pair[]) => [[one![0], 'garbage' as never]], 1],
  ] as const)('%s: set aside and told, the rest is back', async (_name, store, change, lost) => {
    await locked();
    await meddle(store, change as unknown as (pairs: readonly Pair[]) => readonly Pair[]);
    const storage = await tabs.open(PASSPHRASE);
    const { sources, issues, journal } = await readAll(storage);
    expect(codes(issues)).toEqual(Array.from({ length: lost }, () => 'issue_storage_corrupt'));
    expect(sources).toHaveLength(2 - lost);
    expect(journal).toEqual(journalOf('one', `two ${CANARIES.title}`).journal);
    expect(await asideCount()).toBe(lost);
    expect(codes((await readAll(storage)).issues)).toEqual([]);
    expect(await canariesFound()).toBe(0);
    // It is carried along, and goes only when everything is cleared.
    await set(storage, OTHER, PASSPHRASE);
    expect(await asideCount()).toBe(lost);
  });
  test('an edit that does not open is a hole for whoever reads the journal; edits do not change places', async () => {
    await locked();
    await meddle('entries', ([one, two]) => [[one![0], two![1]]]);
    const storage = await tabs.open(PASSPHRASE);
    const { workspace } = await storage.readWorkspace();
    const { entries } = workspace.journal as { entries: readonly unknown[] };
    expect(entries).toEqual([null, journalOf('one', `two ${CANARIES.title}`).journal.entries[1]]);
    // Nothing is carried over with a hole in it.
    expect(codes(await set(storage, null, PASSPHRASE))).toEqual(['issue_lock_damaged']);
    expect([storage.lock, await canariesFound()]).toEqual(['open', 0]);
    expect(codes(await storage.setJournalAside())).toEqual(['issue_storage_corrupt']);
    expect(await set(storage, null, PASSPHRASE)).toEqual([]);
  });
  test('an item of the library, and the journal’s head', async () => {
    await locked();
    await meddle('library', ([one, two]) => [[one![0], two![1]]]);
    await meddle('document', ([head]) => [[head![0], { ...head![1], data: head![1].data.slice(0, -1) }]]);
    const storage = await tabs.open(PASSPHRASE);
    const { library, journal } = await readAll(storage);
    expect(library.filter(({ document }) => document === undefined)).toHaveLength(1);
    expect(journal).toMatchObject({ entries: [], snapshot: undefined });
    const damaged = library.find(({ document }) => document === undefined)!;
    expect(await storage.setLibraryItemAside(damaged.key)).toEqual([]);
    expect((await storage.readLibrary()).items).toHaveLength(1);
  });
  test('the lock itself: said like a wrong passphrase, and nothing is taken for left over', async () => {
    await locked();
    const database = await openDB(DATABASE);
    await database.put('lock', { broken: true }, 'head');
    const count = await database.count('sealed');
    const storage = await tabs.open();
    expect(storage.lock).toBe('locked');
    expect(codes(await storage.unlock(PASSPHRASE))).toEqual(['issue_lock_wrong']);
    expect(await database.count('sealed')).toBe(count);
    database.close();
    expect(await storage.clear()).toEqual([]);
  });
});
