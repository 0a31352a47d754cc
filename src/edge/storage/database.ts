import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { JournalEntry } from '#core/report/journal';
import type { KeyHeader } from '#edge/seal/place-key';
import { ChangedLockError } from './fault';
import type { StoredSource } from './types';

/** The one database of the page. */
export const DATABASE = 'clientele';
/** 2: with `secrets`. 3: with `library`. 4: with `lock` and `sealed`. */
const VERSION = 4;

/** The stored journal without its entries. */
export interface Head {
  readonly snapshot: unknown;
  readonly position: number;
  /** Entries that belong to this snapshot. */
  readonly count: number;
  /** Where a foreign report came from; absent: from here. */
  readonly origin?: unknown;
}

/** What says that everything is sealed. */
export interface LockHead {
  /** Which of the sealed values are in effect; others were half written. */
  readonly generation: string;
  readonly header: KeyHeader;
}

/** A value with the files in it, sealed. */
export interface SealedRecord {
  readonly data: Uint8Array<ArrayBuffer>;
  /** In pieces, in the order in which the value names them. */
  readonly files: readonly Blob[];
  /** Where it stood and what it was called there, where it was set aside unopened. */
  readonly from?: readonly [store: PlainStore, name: string | number];
}
/** Generation, store, and the name there: a mark of the key, or the number of an entry. */
export type SealedKey = [generation: string, store: PlainStore, name: string | number];

/** The database as it is stored. */
export interface Schema extends DBSchema {
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
  /** Under `head` the lock; under `writes` how many writes there were, so that a rewriting notices one beside it. */
  lock: { key: string; value: LockHead | number };
  /** Everything that is kept, while a passphrase is set; the stores above are empty then. */
  sealed: { key: SealedKey; value: SealedRecord };
}

export type Database = IDBPDatabase<Schema>;
/** The stores that hold what is kept while no passphrase is set. */
export const PLAIN_STORES = ['sources', 'document', 'entries', 'mappings', 'secrets', 'library', 'aside'] as const;
export type PlainStore = (typeof PLAIN_STORES)[number];
/** Under this key of `lock` stands its head. */
export const LOCK_HEAD = 'head';
const WRITES = 'writes';

function upgrade(database: Database, from: number): void {
  if (from < 1) {
    for (const store of ['sources', 'document', 'entries', 'mappings'] as const) database.createObjectStore(store);
    database.createObjectStore('aside', { autoIncrement: true });
  }
  if (from < 2) database.createObjectStore('secrets');
  if (from < 3) database.createObjectStore('library');
  if (from < 4) for (const store of ['lock', 'sealed'] as const) database.createObjectStore(store);
}

/** Opens the database of a place; rejects where the browser has none, denies it, or holds one of a newer version. `onLost`: it was taken away. */
export const openDatabase = (onLost: () => void, place = ''): Promise<Database> =>
  openDB<Schema>(DATABASE + place, VERSION, {
    upgrade,
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: onLost,
  });

/** The lock as it stands; undefined where everything is plain. What it holds is foreign. */
export async function readLockHead(database: Database): Promise<Partial<LockHead> | undefined> {
  const head = await database.get('lock', LOCK_HEAD);
  return typeof head === 'number' ? {} : head;
}

/** A transaction over some of the stores and the lock. */
export type Transaction = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>;

/**
 * ST28: begins a transaction that counts only while the lock is as this tab knows it; `generation` null: there is none. Rejects with
 * `ChangedLockError` otherwise. A transaction that writes is counted.
 */
export async function begin(
  database: Database,
  stores: readonly StoreNames<Schema>[],
  generation: string | null,
  mode: 'readonly' | 'readwrite',
  options: IDBTransactionOptions = {},
): Promise<Transaction> {
  const transaction = database.transaction([...stores, 'lock'], mode, options) as Transaction;
  // Whoever waits for its end hears of a fault; nobody has to.
  transaction.done.catch(() => undefined);
  const lock = transaction.objectStore('lock');
  const head = (await lock.get(LOCK_HEAD)) as Partial<LockHead> | undefined;
  if ((head ? (head.generation ?? '') : null) !== generation) {
    transaction.abort();
    await transaction.done.catch(() => undefined);
    throw new ChangedLockError();
  }
  if (mode === 'readwrite') await lock.put(Number((await lock.get(WRITES)) ?? 0) + 1, WRITES);
  return transaction;
}

/** Makes these requests and waits for the end of the transaction: all of them are done, or none. */
export async function commit(transaction: Transaction, requests: readonly (() => Promise<unknown>)[]): Promise<void> {
  const pending: Promise<unknown>[] = [];
  try {
    for (const request of requests) pending.push(request());
  } catch (fault) {
    // A request that is refused at once leaves the ones before it standing.
    transaction.abort();
    await Promise.allSettled([...pending, transaction.done]);
    throw fault;
  }
  await Promise.all([...pending, transaction.done]);
}

/** How many writes were counted so far. */
export const readWrites = async (database: Database): Promise<number> => Number((await database.get('lock', WRITES)) ?? 0);

/** Empties every store, the lock with them. */
export async function clearDatabase(database: Database): Promise<void> {
  const stores = [...PLAIN_STORES, 'lock', 'sealed'] as const;
  const transaction = database.transaction(stores, 'readwrite');
  await Promise.all([...stores.map((store) => transaction.objectStore(store).clear()), transaction.done]);
}

/** Takes the whole database away, with what was set aside. */
export const deleteDatabase = (): Promise<void> => deleteDB(DATABASE);
