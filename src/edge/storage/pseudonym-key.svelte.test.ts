import { afterEach, expect, test } from 'vitest';
import { openDB } from 'idb';
import { DATABASE, deleteDatabase } from './database';
import { openStorage } from './storage';
import type { WorkspaceStorage } from './types';

const opened: WorkspaceStorage[] = [];
async function open() {
  const { storage } = await openStorage({ keep: true });
  opened.push(storage);
  return storage;
}
const countOf = async (store: string) => {
  const database = await openDB(DATABASE);
  const count = await database.count(store);
  database.close();
  return count;
};
afterEach(async () => {
  for (const storage of opened.splice(0)) storage.close();
  await deleteDatabase();
});

test('ST14 the key of pseudonyms is made once and forgotten with everything else', async () => {
  const storage = await open();
  const key = await storage.pseudonymKey();
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(await storage.pseudonymKey()).toBe(key);
  storage.close();
  const again = await open();
  expect(await again.pseudonymKey()).toBe(key);
  await again.setKeep(false);
  expect(await again.pseudonymKey()).toBe(key);
  expect(await countOf('secrets')).toBe(0);
  await again.setKeep(true);
  expect(await again.pseudonymKey()).toBe(key);
  await again.clear();
  expect(await again.pseudonymKey()).not.toBe(key);
});

test('ST14 a database of the version before is opened with all that is in it', async () => {
  const before = await openDB(DATABASE, 1, {
    upgrade: (database) => {
      for (const store of ['sources', 'document', 'entries', 'mappings']) database.createObjectStore(store);
      database.createObjectStore('aside', { autoIncrement: true });
    },
  });
  const mapping = { grain: 'order', columns: [{ header: 'id', role: 'order_id', parse: { type: 'text' } }] };
  await before.put('mappings', mapping, JSON.stringify(['id']));
  before.close();
  const storage = await open();
  expect(await storage.recallMapping(['id'])).toEqual(mapping);
  expect(await storage.pseudonymKey()).toMatch(/^[0-9a-f]{64}$/);
});
