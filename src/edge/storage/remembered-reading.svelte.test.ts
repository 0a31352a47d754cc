import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDB } from 'idb';
import type { Mapping, RememberedReading } from '#core/model/source';
import { DATABASE, deleteDatabase } from './database';
import { openStorage } from './storage';
import type { WorkspaceStorage } from './types';

const headers = ['会员编号', 'x'];
const mapping: Mapping = { grain: 'order', columns: [{ header: '会员编号', role: 'customer_id', parse: { type: 'text' } }] };

const opened: WorkspaceStorage[] = [];
async function open(): Promise<WorkspaceStorage> {
  const { storage } = await openStorage({ keep: true });
  opened.push(storage);
  return storage;
}
/** Puts something into a store as damage would leave it. */
const plant = async (store: string, value: unknown, key: string) => {
  const database = await openDB(DATABASE);
  await database.put(store, value, key);
  database.close();
};

beforeEach(() => deleteDatabase());
afterEach(async () => {
  opened.splice(0).forEach((storage) => storage.close());
  // Locks are handed on in a task of their own.
  await new Promise((resolve) => setTimeout(resolve, 30));
});

describe('ST15 how files are read', () => {
  const remembered: RememberedReading = {
    encoding: 'big5',
    reading: { format: 'fixed', starts: [0, 8], skip: 2, headerRows: 1, footer: 0 },
    headers: ['a', 'b'],
    line: 2,
  };
  test('ST15 comes back after a reload for the first key that has something, until it is forgotten or everything is cleared', async () => {
    const first = await open();
    expect(await first.rememberReading('line:a b', remembered)).toEqual([]);
    expect(await first.rememberReading('name:x', { ...remembered, line: null })).toEqual([]);
    first.close();
    const storage = await open();
    expect(await storage.recallReading(['line:none', 'line:a b', 'name:x'])).toEqual({ key: 'line:a b', remembered });
    await storage.rememberReading('line:a b', null);
    expect(await storage.recallReading(['line:none', 'line:a b', 'name:x'])).toMatchObject({ key: 'name:x' });
    await storage.clear();
    expect(await storage.recallReading(['line:a b', 'name:x'])).toBeNull();
  });
  test('ST15 what is damaged, or of a form unknown here, counts as none; mappings are not touched', async () => {
    const storage = await open();
    await storage.rememberMapping(headers, mapping);
    await storage.rememberReading('whole', remembered);
    await plant('mappings', { ...remembered, reading: { format: 'hologram' } }, 'reading/strange');
    await plant('mappings', 7, 'reading/number');
    expect(await storage.recallReading(['strange', 'number', 'whole'])).toEqual({ key: 'whole', remembered });
    expect(await storage.recallMapping(headers)).toEqual(mapping);
  });
});
