import { isLeftOut } from '#core/intake/left-out';
import { compareNames } from '#core/intake/shapes';

/** What `DataTransferItem.webkitGetAsEntry` gives; named here so that tests can make them. */
export interface Entry {
  readonly name: string;
  readonly isFile: boolean;
  readonly isDirectory: boolean;
}
interface FileEntry extends Entry {
  file(done: (file: File) => void, failed: (reason: unknown) => void): void;
}
interface FolderEntry extends Entry {
  createReader(): { readEntries(done: (entries: Entry[]) => void, failed: (reason: unknown) => void): void };
}

/** The files of a drop, and the names of what was left out of it (MF6). */
export interface DroppedFiles {
  readonly files: readonly File[];
  readonly leftOut: readonly string[];
}

/** A folder hands out at most 100 entries a call, and an empty list at the end. */
async function entriesOf(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((one, other) => compareNames(one.name, other.name));
    all.push(...some);
  }
}

const join = (all: readonly DroppedFiles[]): DroppedFiles => ({
  files: all.flatMap(({ files }) => files),
  leftOut: all.flatMap(({ leftOut }) => leftOut),
});

/** The files of one entry, folders walked, without what systems leave in them. */
export async function filesOfEntry(entry: Entry): Promise<DroppedFiles> {
  if (isLeftOut(entry.name)) return { files: [], leftOut: [entry.name] };
  if (entry.isFile)
    return { files: [await new Promise<File>((resolve, reject) => (entry as FileEntry).file(resolve, reject))], leftOut: [] };
  if (!entry.isDirectory) return { files: [], leftOut: [] };
  const inner: DroppedFiles[] = [];
  for (const child of await entriesOf(entry as FolderEntry)) inner.push(await filesOfEntry(child));
  return join(inner);
}

/** The files of a drop, in its order. The transfer is only readable during the event, so entries are taken before the first wait. */
export async function filesOfDrop(transfer: DataTransfer): Promise<DroppedFiles> {
  const taken = Array.from(transfer.items)
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry() as Entry | null, file: item.getAsFile() }));
  if (taken.length === 0) return filesOfList(Array.from(transfer.files));
  const lists = await Promise.all(
    taken.map(({ entry, file }) => (entry?.isDirectory ? filesOfEntry(entry) : filesOfList(file ? [file] : []))),
  );
  return join(lists);
}

/** Chosen files; of a folder they come flat, each with its path, in the order of the disk. */
export function filesOfList(chosen: readonly File[]): DroppedFiles {
  const pathOf = (file: File) => (file.webkitRelativePath || file.name).split('/');
  const isData = (file: File) => !pathOf(file).some(isLeftOut);
  const ofFolder = chosen.some((file) => file.webkitRelativePath);
  const files = ofFolder ? [...chosen].sort((one, other) => compareNames(one.webkitRelativePath, other.webkitRelativePath)) : chosen;
  return { files: files.filter(isData), leftOut: files.filter((file) => !isData(file)).map((file) => pathOf(file).find(isLeftOut)!) };
}
