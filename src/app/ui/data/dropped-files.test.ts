import { describe, expect, test } from 'vitest';
import { filesOfDrop, filesOfEntry, type Entry } from './dropped-files';

const fileEntry = (name: string): Entry => ({
  name,
  isFile: true,
  isDirectory: false,
  ...{ file: (done: (file: File) => void) => done(new File(['x'], name)) },
});
/** Hands out two entries a call, as browsers hand out a hundred. */
function folderEntry(name: string, children: Entry[]): Entry {
  const createReader = () => {
    let at = 0;
    return { readEntries: (done: (entries: Entry[]) => void) => done(children.slice(at, (at += 2))) };
  };
  return { name, isFile: false, isDirectory: true, ...{ createReader } };
}
const names = (files: readonly File[]) => files.map((file) => file.name);

describe('UI6 folders are walked', () => {
  test('every batch is read, nested folders too, by name inside a folder', async () => {
    const folder = folderEntry('2026', [
      fileEntry('c.csv'),
      folderEntry('b-months', [fileEntry('02.csv'), fileEntry('01.csv')]),
      fileEntry('a.csv'),
      fileEntry('d.csv'),
      fileEntry('e.csv'),
    ]);
    expect(names(await filesOfEntry(folder))).toEqual(['a.csv', '01.csv', '02.csv', 'c.csv', 'd.csv', 'e.csv']);
  });

  test('hidden files, resource forks and empty folders are passed over', async () => {
    const folder = folderEntry('x', [fileEntry('.DS_Store'), folderEntry('__MACOSX', [fileEntry('a.csv')]), folderEntry('empty', [])]);
    expect(await filesOfEntry(folder)).toEqual([]);
  });

  test('a drop keeps its order and holds files and folders at once', async () => {
    const item = (entry: Entry) => ({
      kind: 'file',
      webkitGetAsEntry: () => entry,
      getAsFile: () => (entry.isFile ? new File(['x'], entry.name) : null),
    });
    const items = [item(fileEntry('z.csv')), item(folderEntry('f', [fileEntry('m.csv')])), { kind: 'string' }, item(fileEntry('a.csv'))];
    const transfer = { items, files: [] } as unknown as DataTransfer;
    expect(names(await filesOfDrop(transfer))).toEqual(['z.csv', 'm.csv', 'a.csv']);
  });
});
