import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDB } from 'idb';
import { readJournal, recordEdit, startJournal } from '#core/report/journal';
import type { Report } from '#core/report/types';
import { DATABASE, deleteDatabase } from './database';
import { openStorage } from './storage';
import type { WorkspaceStorage } from './types';

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
const start = startJournal(report);
const edited = recordEdit(start, { op: 'set_title', title: 'one' });
if (!edited.ok) throw new Error('no edit');
const { journal: one } = edited.value;

const opened: WorkspaceStorage[] = [];
async function open(): Promise<WorkspaceStorage> {
  const { storage } = await openStorage({ keep: true });
  opened.push(storage);
  return storage;
}
const originOf = async (storage: WorkspaceStorage) => (await storage.readWorkspace()).workspace.origin;
const plantHead = async (head: object) => {
  const database = await openDB(DATABASE);
  await database.put('document', head, 'head');
  database.close();
};

beforeEach(() => deleteDatabase());
afterEach(async () => {
  for (const storage of opened.splice(0)) storage.close();
  // Locks are handed on in a task of their own.
  await new Promise((resolve) => setTimeout(resolve, 30));
});

describe('ST19 where a report came from', () => {
  test('ST19 comes back with the journal, is replaced with it and goes with it', async () => {
    const storage = await open();
    const from = { from: 'file', name: 'q3.report.json' } as const;
    await storage.saveJournal(start.journal, from);
    await storage.saveJournal(one, from);
    storage.close();
    const again = await open();
    expect(await originOf(again)).toEqual(from);
    const read = readJournal((await again.readWorkspace()).workspace.journal, new Map());
    expect(read.ok && read.value.report.title).toBe('one');
    await again.saveJournal(one, null);
    expect(await originOf(again)).toBeNull();
    await again.saveJournal(start.journal, { from: 'link' });
    await again.saveJournal(null, { from: 'link' });
    expect(await originOf(again)).toBeNull();
  });
  test('ST19 goes along when keeping is switched off and on, and when the journal is set aside', async () => {
    const storage = await open();
    await storage.saveJournal(start.journal, { from: 'link' });
    expect(await storage.setKeep(false)).toEqual([]);
    expect([storage.mode, await originOf(storage)]).toEqual(['memory', { from: 'link' }]);
    expect(await storage.setKeep(true)).toEqual([]);
    expect([storage.mode, await originOf(storage)]).toEqual(['kept', { from: 'link' }]);
    await storage.setJournalAside();
    expect((await storage.readWorkspace()).workspace).toMatchObject({ journal: null, origin: null });
  });
  test('ST19 a mark that cannot be read is unknown, never none; a head without one is from here', async () => {
    const storage = await open();
    await storage.saveJournal(start.journal, null);
    expect(await originOf(storage)).toBeNull();
    const head = { snapshot: report, position: 0, count: 0 };
    for (const origin of [true, 'file', { from: 'moon' }, { name: 'x' }, []]) {
      await plantHead({ ...head, origin });
      expect([origin, await originOf(storage)]).toEqual([origin, { from: 'unknown' }]);
    }
    await plantHead({ ...head, origin: { from: 'file', name: 'a'.repeat(4000), more: 1 } });
    expect(await originOf(storage)).toEqual({ from: 'file', name: 'a'.repeat(300) });
    await plantHead(head);
    expect(await originOf(storage)).toBeNull();
  });
});
