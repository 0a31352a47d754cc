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

const isHidden = (name: string) => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db' || name === 'desktop.ini';

/** A folder hands out at most 100 entries a call, and an empty list at the end. */
async function entriesOf(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

/** The files of one entry, folders walked, hidden ones passed over. */
export async function filesOfEntry(entry: Entry): Promise<File[]> {
  if (isHidden(entry.name)) return [];
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileEntry).file(resolve, reject))];
  if (!entry.isDirectory) return [];
  const files: File[] = [];
  for (const child of await entriesOf(entry as FolderEntry)) files.push(...(await filesOfEntry(child)));
  return files;
}

/** The files of a drop, in its order. The transfer is only readable during the event, so entries are taken before the first wait. */
export async function filesOfDrop(transfer: DataTransfer): Promise<File[]> {
  const taken = Array.from(transfer.items)
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry() as Entry | null, file: item.getAsFile() }));
  if (taken.length === 0) return Array.from(transfer.files);
  const lists = await Promise.all(
    taken.map(({ entry, file }) => (entry?.isDirectory ? filesOfEntry(entry) : file && !isHidden(file.name) ? [file] : [])),
  );
  return lists.flat();
}
