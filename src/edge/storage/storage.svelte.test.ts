import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDB } from 'idb';
import type { SourceInfo } from '#core/model/source';
import { readJournal, recordEdit, startJournal, undoEdit, type OpenJournal } from '#core/report/journal';
import type { Edit, Report } from '#core/report/types';
import { DATABASE, deleteDatabase } from './database';
import { clearPreferences, readPreferences, savePreferences } from './preferences';
import { openStorage } from './storage';
import type { StorageEvent, WorkspaceStorage } from './types';

const info: SourceInfo = {
  id: 's1',
  name: '订单.csv',
  bytes: 9,
  fingerprint: 'abc',
  dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
  headers: ['会员编号', 'x'],
  mapping: { grain: 'order', columns: [{ header: '会员编号', role: 'customer_id', parse: { type: 'text' } }] },
};
const blob = () => new Blob([new Uint8Array([0, 255, 1, 2, 3])]);
const report: Report = {
  format: 'clientele.report',
  version: 2,
  title: 'start',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [],
};
const title = (text: string): Edit => ({ op: 'set_title', title: text });
function edited(open: OpenJournal, ...titles: string[]): OpenJournal {
  return titles.reduce((current, text) => {
    const next = recordEdit(current, title(text));
    if (!next.ok) throw new Error(text);
    return next.value;
  }, open);
}

const opened: WorkspaceStorage[] = [];
async function open(keep = true) {
  const { storage, issues } = await openStorage({ keep });
  opened.push(storage);
  return { storage, issues };
}
const close = (storage: WorkspaceStorage) => storage.close();
const reportOf = async (storage: WorkspaceStorage) => {
  const { workspace } = await storage.readWorkspace();
  const read = readJournal(workspace.journal, new Map());
  return read.ok ? read.value : null;
};
const countOf = async (store: string) => {
  const database = await openDB(DATABASE);
  const count = await database.count(store);
  database.close();
  return count;
};
/** Puts something into a store as damage would leave it. */
const plant = async (store: string, value: unknown, key: string) => {
  const database = await openDB(DATABASE);
  await database.put(store, value, key);
  database.close();
};

beforeEach(async () => {
  clearPreferences();
  await deleteDatabase();
});
afterEach(async () => {
  vi.restoreAllMocks();
  opened.splice(0).forEach(close);
  // Locks are handed on in a task of their own.
  await new Promise((resolve) => setTimeout(resolve, 30));
});

describe('ST1 after a reload', () => {
  test('ST1 files, report, undo and mappings are back', async () => {
    const first = (await open()).storage;
    expect(first.mode).toBe('kept');
    expect(await first.saveSource({ info, blob: blob() })).toEqual([]);
    expect(await first.saveJournal(undoEdit(edited(startJournal(report), 'one', 'two')).journal, null)).toEqual([]);
    expect(await first.rememberMapping(info.headers, info.mapping)).toEqual([]);
    close(first);

    const { storage, issues } = await open();
    const { workspace } = await storage.readWorkspace();
    expect(issues).toEqual([]);
    expect(workspace.sources.map((source) => source.info)).toEqual([info]);
    expect([...new Uint8Array(await workspace.sources[0]!.blob.arrayBuffer())]).toEqual([0, 255, 1, 2, 3]);
    const read = await reportOf(storage);
    expect(read?.report.title).toBe('one');
    expect(read?.journal).toMatchObject({ position: 1, entries: [{}, {}] });
    expect(await storage.recallMapping([' 会员编号', 'x '])).toEqual(info.mapping);
    expect(await storage.recallMapping(['other'])).toBeNull();
  });
  test('ST1 a removed file stays away, a forgotten report too', async () => {
    const { storage } = await open();
    await storage.saveSource({ info, blob: blob() });
    await storage.saveJournal(startJournal(report).journal, null);
    await storage.removeSource('s1');
    await storage.saveJournal(null, null);
    expect((await storage.readWorkspace()).workspace).toEqual({ sources: [], journal: null, origin: null });
  });
});

describe('ST2 edits', () => {
  test('ST2 each of a hundred edits is on disk when its promise settles, also after undo', async () => {
    const { storage } = await open();
    let current = startJournal(report);
    for (let index = 0; index < 100; index++) {
      current = index % 7 === 6 ? undoEdit(current) : edited(current, `t${index}`);
      expect(await storage.saveJournal(current.journal, null)).toEqual([]);
      if (index % 20 === 0) expect((await reportOf(storage))?.report.title).toBe(current.report.title);
    }
    expect((await reportOf(storage))?.report).toEqual(current.report);
    expect(await countOf('entries')).toBe(current.journal.entries.length);
  });
  test('ST2 saves that were not awaited are written in the order asked, within a second', async () => {
    const { storage } = await open();
    const started = performance.now();
    let current = startJournal(report);
    const saves = Array.from({ length: 50 }, (_, index) => storage.saveJournal((current = edited(current, `t${index}`)).journal, null));
    await Promise.all(saves);
    expect(performance.now() - started).toBeLessThan(1000);
    expect((await reportOf(storage))?.report.title).toBe('t49');
  });
});

describe('ST3 keep nothing', () => {
  test('ST3 clears at once, goes on in memory, and keeps nothing', async () => {
    const { storage } = await open();
    await storage.saveSource({ info, blob: blob() });
    await storage.saveJournal(startJournal(report).journal, null);
    expect(await storage.setKeep(false)).toEqual([]);
    expect(storage.mode).toBe('memory');
    await storage.saveJournal(edited(startJournal(report), 'one').journal, null);
    for (const store of ['sources', 'document', 'entries', 'mappings', 'secrets', 'library', 'aside']) expect(await countOf(store)).toBe(0);
    expect((await reportOf(storage))?.report.title).toBe('one');
    expect((await storage.readWorkspace()).workspace.sources).toHaveLength(1);

    expect(await storage.setKeep(true)).toEqual([]);
    expect(await countOf('sources')).toBe(1);
    close(storage);
    expect((await reportOf((await open()).storage))?.report.title).toBe('one');
  });
  test('ST3 from the beginning no database is made', async () => {
    const { storage, issues } = await open(false);
    await storage.saveJournal(startJournal(report).journal, null);
    expect(issues).toEqual([]);
    expect((await indexedDB.databases()).map((database) => database.name)).not.toContain(DATABASE);
  });
});

test.each([
  [
    'denied',
    () =>
      vi.spyOn(indexedDB, 'open').mockImplementation(() => {
        throw new DOMException('no', 'SecurityError');
      }),
  ],
  ['absent', () => vi.spyOn(globalThis, 'indexedDB', 'get').mockReturnValue(undefined as never)],
])('ST4 IndexedDB %s: in memory, and that is said', async (_how, break_) => {
  break_();
  const { storage, issues } = await open();
  expect(issues).toEqual([{ code: 'issue_storage_missing' }]);
  expect(storage.mode).toBe('memory');
  expect(await storage.saveJournal(edited(startJournal(report), 'one').journal, null)).toEqual([]);
  expect((await reportOf(storage))?.report.title).toBe('one');
});

test('ST5 over quota: told, and the next save writes what is missing', async () => {
  const { storage } = await open();
  const start = startJournal(report);
  await storage.saveJournal(start.journal, null);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const events: StorageEvent[] = [];
  storage.listen((event) => events.push(event));
  const one = edited(start, 'one');
  expect(await storage.saveJournal(one.journal, null)).toEqual([{ code: 'issue_storage_quota' }]);
  expect(await storage.saveSource({ info, blob: blob() })).toEqual([{ code: 'issue_storage_quota' }]);
  await vi.waitFor(() => expect(events).toEqual([{ kind: 'issue', issue: { code: 'issue_storage_quota' } }]));
  put.mockRestore();
  expect(await storage.saveJournal(edited(one, 'two').journal, null)).toEqual([]);
  const read = await reportOf(storage);
  expect(read?.journal.entries.map((entry) => entry.edit)).toEqual([title('one'), title('two')]);
});

describe('ST6 what cannot be read', () => {
  test('ST6 a damaged file is set aside, the sound one comes back', async () => {
    const { storage } = await open();
    await storage.saveSource({ info: { ...info, id: 's2' }, blob: blob() });
    await plant('sources', { info: { ...info, headers: 'none' }, blob: blob() }, 's1');
    const { workspace, issues } = await storage.readWorkspace();
    expect(workspace.sources.map((source) => source.info.id)).toEqual(['s2']);
    expect(issues).toEqual([
      { code: 'issue_storage_corrupt', values: { what: { key: 'share_storage_source', values: { name: '订单.csv' } } }, path: ['s1'] },
    ]);
    expect([await countOf('sources'), await countOf('aside')]).toEqual([1, 1]);
  });
  test('ST6 a damaged file without a name of its own is called after its bytes, else one of yours', async () => {
    const { storage } = await open();
    await plant('sources', { info: 'gone', blob: new File([], 'orders.csv') }, 's1');
    await plant('sources', 7, 's2');
    const { issues } = await storage.readWorkspace();
    expect(issues.map(({ values }) => values?.['what'])).toEqual([
      { key: 'share_storage_source', values: { name: 'orders.csv' } },
      { key: 'share_storage_source_unnamed' },
    ]);
  });
  test('ST6 a damaged journal is set aside on demand, and a new one is kept', async () => {
    const { storage } = await open();
    await plant('document', { snapshot: { format: 'other' }, position: 'x', count: 2 }, 'head');
    const { workspace } = await storage.readWorkspace();
    expect(readJournal(workspace.journal, new Map()).ok).toBe(false);
    expect(await storage.setJournalAside()).toMatchObject([{ code: 'issue_storage_corrupt' }]);
    expect(await countOf('aside')).toBe(1);
    await storage.saveJournal(edited(startJournal(report), 'one').journal, null);
    expect((await reportOf(storage))?.report.title).toBe('one');
  });
  test('ST6 a remembered mapping that is damaged counts as none', async () => {
    const { storage } = await open();
    await plant('mappings', { grain: 'nothing' }, JSON.stringify(['a']));
    expect(await storage.recallMapping(['a'])).toBeNull();
  });
});

test('ST7 cleared while open: told once, work goes on', async () => {
  const { storage } = await open();
  const events: StorageEvent[] = [];
  storage.listen((event) => events.push(event));
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('The database connection is closing.', 'InvalidStateError');
  });
  expect(await storage.saveJournal(startJournal(report).journal, null)).toEqual([{ code: 'issue_storage_cleared' }]);
  expect(storage.mode).toBe('memory');
  expect(await storage.saveJournal(edited(startJournal(report), 'one').journal, null)).toEqual([]);
  expect((await reportOf(storage))?.report.title).toBe('one');
  expect(events).toEqual([{ kind: 'issue', issue: { code: 'issue_storage_cleared' } }]);
});

test('ST9 what happened before anybody listened is heard by the first listener', async () => {
  await open();
  const { storage } = await open();
  const events: StorageEvent[] = [];
  storage.listen((event) => events.push(event));
  await vi.waitFor(() => expect(events).toEqual([{ kind: 'reader', taken: false }]));
});

test('ST8 two tabs: one writes, the other reads, hears, and takes over after reading again', async () => {
  const first = (await open()).storage;
  const second = (await open()).storage;
  const events: string[] = [];
  second.listen((event) => events.push(event.kind));
  expect([first.mayWrite, second.mayWrite]).toEqual([true, false]);
  expect(await second.saveJournal(startJournal(report).journal, null)).toEqual([{ code: 'issue_storage_other_tab' }]);
  expect(await second.setKeep(false)).toEqual([{ code: 'issue_storage_other_tab' }]);
  await first.saveJournal(edited(startJournal(report), 'newer').journal, null);
  await vi.waitFor(() => expect(events).toContain('changed'));
  expect((await reportOf(second))?.report.title).toBe('newer');

  close(first);
  await vi.waitFor(() => expect(events).toContain('writer'));
  expect(second.mayWrite).toBe(false);
  await second.readWorkspace();
  expect(second.mayWrite).toBe(true);
  expect(await second.saveJournal(edited(startJournal(report), 'last').journal, null)).toEqual([]);
  expect((await reportOf(second))?.report.title).toBe('last');
});

describe('ST10 settings', () => {
  test('ST10 come back; under “keep nothing” none are left but the wish, which ends with the tab', () => {
    expect(readPreferences()).toEqual({ locale: null, theme: 'system', keep: true, singleKeys: true });
    savePreferences({ locale: 'zh-CN', theme: 'dark', keep: true, singleKeys: true });
    expect(readPreferences()).toEqual({ locale: 'zh-CN', theme: 'dark', keep: true, singleKeys: true });
    savePreferences({ locale: 'zh-CN', theme: 'dark', keep: false, singleKeys: true });
    expect(readPreferences()).toEqual({ locale: null, theme: 'system', keep: false, singleKeys: true });
    expect(localStorage.getItem('clientele.preferences')).toBeNull();
  });
  test('UI39 ST10 that single keys are turned off comes back', () => {
    savePreferences({ locale: 'en', theme: 'light', keep: true, singleKeys: false });
    expect(readPreferences()).toEqual({ locale: 'en', theme: 'light', keep: true, singleKeys: false });
  });
  test.each(['{', 'null', '[]', '{"locale":"xx","theme":7}'])('ST10 %s counts as none', (text) => {
    localStorage.setItem('clientele.preferences', text);
    expect(readPreferences()).toEqual({ locale: null, theme: 'system', keep: true, singleKeys: true });
  });
  test('ST10 denied storage does not stop the page', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect(readPreferences()).toEqual({ locale: null, theme: 'system', keep: true, singleKeys: true });
  });
});

test('ST11 clear empties every store', async () => {
  const { storage } = await open();
  await storage.saveSource({ info, blob: blob() });
  await storage.saveJournal(edited(startJournal(report), 'one').journal, null);
  await storage.rememberMapping(['a'], info.mapping);
  await plant('sources', 'damage', 's9');
  await storage.readWorkspace();
  expect(await storage.clear()).toEqual([]);
  for (const store of ['sources', 'document', 'entries', 'mappings', 'secrets', 'library', 'aside']) expect(await countOf(store)).toBe(0);
});
