import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Journal, JournalEntry } from '#core/report/journal';
import { diffJournal } from './journal-diff';
import type { ReportOrigin } from './origin';
import type { Backend, LibraryChange, StoredItem, StoredSource } from './types';

/** The one database of the page. */
export const DATABASE = 'clientele';
/** 2: with `secrets`. 3: with `library`. */
const VERSION = 3;

interface Head {
  readonly snapshot: unknown;
  readonly position: number;
  /** Entries that belong to this snapshot. */
  readonly count: number;
  /** Where a foreign report came from; absent: from here. */
  readonly origin?: unknown;
}

interface Schema extends DBSchema {
  sources: { key: string; value: StoredSource };
  /** Under `head`: snapshot, position and origin. */
  document: { key: string; value: Head };
  /** One edit a record, so that an edit costs one small write. */
  entries: { key: number; value: JournalEntry };
  /** By header key; behind `update:` and a header key what was chosen for a file that came later; behind `READING` how files are read. */
  mappings: { key: string; value: unknown };
  /** What must never leave this browser. */
  secrets: { key: string; value: string };
  /** By the item's id, the document of a library that holds it alone. */
  library: { key: string; value: unknown };
  /** What could not be read: never deleted but by clearing all. */
  aside: { key: number; value: { readonly what: string; readonly value: unknown } };
}

type Database = IDBPDatabase<Schema>;
const JOURNAL = ['document', 'entries'] as const;
const HEAD = 'head';
/** No key of a mapping begins so: those are lists in JSON. */
const READING = 'reading/';

function upgrade(database: Database, from: number): void {
  if (from < 1) {
    for (const store of ['sources', 'document', 'entries', 'mappings'] as const) database.createObjectStore(store);
    database.createObjectStore('aside', { autoIncrement: true });
  }
  if (from < 2) database.createObjectStore('secrets');
  if (from < 3) database.createObjectStore('library');
}

async function readJournal(database: Database): ReturnType<Backend['readJournal']> {
  const transaction = database.transaction(JOURNAL, 'readonly');
  const head: Partial<Head> | undefined = await transaction.objectStore('document').get(HEAD);
  const entries = await transaction.objectStore('entries').getAll();
  if (!head) return { journal: null, origin: null };
  const journal = { snapshot: head.snapshot, position: head.position, entries: entries.slice(0, head.count) };
  return { journal, origin: head.origin };
}

async function putJournal(database: Database, before: Journal | null, journal: Journal | null, origin: ReportOrigin | null): Promise<void> {
  // `strict`: the promise of the page is that an edit survives a crash, not only a closed tab.
  const transaction = database.transaction(JOURNAL, 'readwrite', { durability: 'strict' });
  const entries = transaction.objectStore('entries');
  const pending: Promise<unknown>[] = [];
  if (journal) {
    const { from, entries: fresh } = diffJournal(before, journal);
    pending.push(entries.delete(IDBKeyRange.lowerBound(from)));
    fresh.forEach((entry, index) => pending.push(entries.put(entry, from + index)));
    const { snapshot, position } = journal;
    const head = { snapshot, position, count: journal.entries.length, ...(origin ? { origin } : {}) };
    pending.push(transaction.objectStore('document').put(head, HEAD));
  } else {
    pending.push(entries.clear(), transaction.objectStore('document').clear());
  }
  await Promise.all([...pending, transaction.done]);
}

async function readReadings(database: Database, keys: readonly string[]): Promise<readonly unknown[]> {
  const { store } = database.transaction('mappings', 'readonly');
  return Promise.all(keys.map((key) => store.get(READING + key)));
}

async function setAside(database: Database, what: Parameters<Backend['setAside']>[0]): Promise<void> {
  const transaction = database.transaction([...JOURNAL, 'sources', 'library', 'aside'], 'readwrite');
  const aside = transaction.objectStore('aside');
  if (what === 'journal') {
    const head = await transaction.objectStore('document').get(HEAD);
    const entries = await transaction.objectStore('entries').getAll();
    await aside.put({ what, value: { head, entries } });
    await transaction.objectStore('document').clear();
    await transaction.objectStore('entries').clear();
  } else {
    const [name, key] = 'item' in what ? (['library', what.item] as const) : (['sources', what.source] as const);
    const value: unknown = await transaction.objectStore(name).get(key);
    await aside.put({ what: key, value });
    await transaction.objectStore(name).delete(key);
  }
  await transaction.done;
}

async function readSources(database: Database): Promise<{ key: string; value: unknown }[]> {
  const transaction = database.transaction('sources', 'readonly');
  const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  return keys.map((key, index) => ({ key, value: values[index] }));
}

async function readLibrary(database: Database): Promise<readonly StoredItem[]> {
  const { store } = database.transaction('library', 'readonly');
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return keys.map((key, index) => ({ key, document: values[index] }));
}

async function putLibrary(database: Database, changes: readonly LibraryChange[]): Promise<void> {
  const transaction = database.transaction('library', 'readwrite', { durability: 'strict' });
  const pending: Promise<unknown>[] = [];
  try {
    for (const { key, document } of changes)
      pending.push(document === null ? transaction.store.delete(key) : transaction.store.put(document, key));
  } catch (fault) {
    // A put that is refused at once leaves the ones before it standing.
    transaction.abort();
    await Promise.allSettled([...pending, transaction.done]);
    throw fault;
  }
  await Promise.all([...pending, transaction.done]);
}

/** Opens the database of a place; rejects where the browser has none, denies it, or holds one of a newer version. `onLost`: it was taken away. */
export async function openIdbBackend(onLost: () => void, place = ''): Promise<Backend> {
  const database = await openDB<Schema>(DATABASE + place, VERSION, {
    upgrade,
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: onLost,
  });
  let written: Journal | null = null;
  return {
    mode: 'kept',
    readSources: () => readSources(database),
    readJournal: () => readJournal(database),
    putSource: async (source) => void (await database.put('sources', source, source.info.id)),
    removeSource: (id) => database.delete('sources', id),
    putJournal: async (journal, origin) => {
      await putJournal(database, written, journal, origin);
      written = journal;
    },
    setAside: async (what) => {
      written = null;
      await setAside(database, what);
    },
    readLibrary: () => readLibrary(database),
    putLibrary: (changes) => putLibrary(database, changes),
    getMapping: (key) => database.get('mappings', key),
    putMapping: async (key, mapping) => void (await database.put('mappings', mapping, key)),
    getUpdate: (key) => database.get('mappings', `update:${key}`),
    putUpdate: async (key, choice) => void (await database.put('mappings', choice, `update:${key}`)),
    getSecret: (name) => database.get('secrets', name),
    putSecret: async (name, value) => void (await database.put('secrets', value, name)),
    getReadings: (keys) => readReadings(database, keys),
    putReading: async (key, remembered) => {
      if (remembered) await database.put('mappings', remembered, READING + key);
      else await database.delete('mappings', READING + key);
    },
    clear: async () => {
      written = null;
      const stores = ['sources', 'document', 'entries', 'mappings', 'secrets', 'library', 'aside'] as const;
      const transaction = database.transaction(stores, 'readwrite');
      await Promise.all([...stores.map((store) => transaction.objectStore(store).clear()), transaction.done]);
    },
    close: () => database.close(),
  };
}

/** Takes the whole database away, with what was set aside. */
export const deleteDatabase = (): Promise<void> => deleteDB(DATABASE);
