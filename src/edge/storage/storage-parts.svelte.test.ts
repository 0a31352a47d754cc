import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDB } from 'idb';
import type { SourceInfo } from '#core/model/source';
import { DATABASE, deleteDatabase } from './database';
import { openStorage } from './storage';
import type { WorkspaceStorage } from './types';

const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
const part = (name: string) => ({ name, bytes: 3, fingerprint: name, dialect, columns: [0] });
const many: SourceInfo = {
  id: 's1',
  name: '1 … 2.csv',
  bytes: 6,
  fingerprint: 'abc',
  dialect,
  headers: ['会员编号', 'file'],
  mapping: { grain: 'customer', columns: [{ header: '会员编号', role: 'customer_id', parse: { type: 'text' } }] },
  parts: [part('1.csv'), { ...part('2.csv'), update: 'replace' }],
  key: '会员编号',
};

const opened: WorkspaceStorage[] = [];
async function open() {
  const { storage } = await openStorage({ keep: true });
  opened.push(storage);
  return { storage };
}
const close = (storage: WorkspaceStorage) => storage.close();
const countOf = async (store: string) => {
  const database = await openDB(DATABASE);
  const count = await database.count(store);
  database.close();
  return count;
};
beforeEach(() => deleteDatabase());
afterEach(async () => {
  for (const storage of opened.splice(0)) storage.close();
  await deleteDatabase();
});

test('ST12 a source of several files comes back with all of them; with one missing it is set aside', async () => {
  const blobs = [new Blob(['one']), new Blob([new Uint8Array([0, 255, 7])])];
  const { storage } = await open();
  await storage.saveSource({ info: many, blob: blobs[0]!, blobs });
  await storage.saveSource({ info: { ...many, id: 's2' }, blob: blobs[0]!, blobs: blobs.slice(1) });
  close(storage);
  const { storage: again } = await open();
  const { workspace, issues } = await again.readWorkspace();
  expect(workspace.sources.map((source) => source.info)).toEqual([many]);
  const bytes = await Promise.all(workspace.sources[0]!.blobs!.map(async (each) => [...new Uint8Array(await each.arrayBuffer())]));
  expect(bytes).toEqual([
    [111, 110, 101],
    [0, 255, 7],
  ]);
  expect(issues.map(({ code }) => code)).toEqual(['issue_storage_corrupt']);
  expect([await countOf('sources'), await countOf('aside')]).toEqual([1, 1]);
  await again.removeSource('s1');
  expect(await countOf('sources')).toBe(0);
});

test('ST13 what was chosen for later files of some headers is back, and can be forgotten', async () => {
  const { storage } = await open();
  await storage.rememberUpdate(['a', 'b'], 'replace');
  await storage.rememberMapping(['a', 'b'], many.mapping);
  close(storage);
  const { storage: again } = await open();
  expect([await again.recallUpdate(['a', 'b']), await again.recallUpdate(['a'])]).toEqual(['replace', null]);
  expect(await again.recallMapping(['a', 'b'])).toEqual(many.mapping);
  await again.rememberUpdate(['a', 'b'], null);
  expect(await again.recallUpdate(['a', 'b'])).toBeNull();
  await again.rememberUpdate(['a', 'b'], 'append');
  await again.clear();
  expect(await again.recallUpdate(['a', 'b'])).toBeNull();
});
