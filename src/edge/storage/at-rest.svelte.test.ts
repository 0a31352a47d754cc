import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SourceInfo } from '#core/model/source';
import { startJournal } from '#core/report/journal';
import { keptAnywhere as everything } from '../../../tests/support/kept-anywhere';
import { emptyReport } from '../../../tests/support/reports';
import { deleteDatabase } from './database';
import { clearPreferences, savePreferences } from './preferences';
import { openStorage } from './storage';
import type { WorkspaceStorage } from './types';

/** A word that stands in all that is given to the storage. */
const WORD = '山南canary';
const info: SourceInfo = {
  id: 's1',
  name: `${WORD}.csv`,
  bytes: 3_000_000,
  fingerprint: 'abc',
  dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
  headers: [WORD, 'x'],
  mapping: { grain: 'order', columns: [{ header: WORD, role: 'customer_id', parse: { type: 'text' } }] },
};

const opened: WorkspaceStorage[] = [];
async function fill(keep: boolean): Promise<WorkspaceStorage> {
  const { storage } = await openStorage({ keep });
  opened.push(storage);
  savePreferences({ locale: 'en', theme: 'dark', keep, singleKeys: true });
  await storage.saveSource({ info, blob: new Blob([WORD.repeat(250_000)]) });
  await storage.saveJournal(startJournal({ ...emptyReport, title: WORD }).journal, { from: 'file', name: WORD });
  await storage.rememberMapping(info.headers, info.mapping);
  await storage.rememberUpdate(info.headers, 'append');
  await storage.rememberReading(WORD, { encoding: 'gb18030', headers: info.headers, line: null });
  await storage.saveLibrary([{ key: 'i1', document: { title: WORD } }]);
  await storage.pseudonymKey();
  return storage;
}

beforeEach(async () => {
  clearPreferences();
  await deleteDatabase();
});
afterEach(async () => {
  opened.splice(0).forEach((storage) => storage.close());
  await new Promise((resolve) => setTimeout(resolve, 20));
});

test('ST20 after “clear” nothing is left anywhere but language and theme', async () => {
  const storage = await fill(true);
  const before = await everything();
  // The search finds what is kept: the file, the report and its place, mapping, choice, reading, item, key.
  expect(Object.values(before).filter((text) => text.includes(WORD)).length).toBeGreaterThan(4);
  expect(Object.values(before).join('').length).toBeGreaterThan(2_000_000);
  expect(await storage.clear()).toEqual([]);
  const after = await everything();
  expect(Object.keys(after)).toEqual(['local clientele.preferences']);
  expect(Object.values(after).join('').length).toBeLessThan(100);
});

test('ST21 under “keep nothing” nothing is written anywhere but that wish', async () => {
  await fill(false);
  expect(await everything()).toEqual({ 'session clientele.keep-nothing': '1' });
});

test('ST21 switched to “keep nothing”, what was kept is gone at once', async () => {
  const storage = await fill(true);
  expect(await storage.setKeep(false)).toEqual([]);
  savePreferences({ locale: 'en', theme: 'dark', keep: false, singleKeys: true });
  await storage.saveLibrary([{ key: 'i2', document: { title: WORD } }]);
  expect(await everything()).toEqual({ 'session clientele.keep-nothing': '1' });
});
