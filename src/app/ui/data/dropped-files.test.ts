import { describe, expect, test } from 'vitest';
import { filesOfDrop, filesOfEntry, filesOfList, type DroppedFiles, type Entry } from './dropped-files';

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
const names = ({ files }: DroppedFiles) => files.map((file) => file.name);

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

  test('MF6 hidden files, resource forks and lock files are passed over and told; empty folders are nothing', async () => {
    const folder = folderEntry('x', [
      fileEntry('.DS_Store'),
      folderEntry('__MACOSX', [fileEntry('a.csv')]),
      fileEntry('~$b.xlsx'),
      folderEntry('empty', []),
    ]);
    expect(await filesOfEntry(folder)).toEqual({ files: [], leftOut: ['.DS_Store', '__MACOSX', '~$b.xlsx'] });
  });

  test('names are in the order in which people count', async () => {
    const folder = folderEntry('x', ['2026-10.csv', '2026-9.csv', '2026-11.csv'].map(fileEntry));
    expect(names(await filesOfEntry(folder))).toEqual(['2026-9.csv', '2026-10.csv', '2026-11.csv']);
  });

  test('MF6 of a chosen folder whatever lies in a hidden one is left out', () => {
    const file = (path: string) => Object.defineProperty(new File(['x'], path.split('/').at(-1)!), 'webkitRelativePath', { value: path });
    const chosen = filesOfList(['shop/a.csv', 'shop/.git/b.csv', 'shop/Thumbs.db'].map(file));
    expect([names(chosen), chosen.leftOut]).toEqual([['a.csv'], ['.git', 'Thumbs.db']]);
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
