import { begin, clearDatabase, commit, type Database, type Head, type Transaction } from './database';
import type { Change, Shelf } from './shelf';

const HEAD = 'head';

function make(transaction: Transaction, change: Change): Promise<unknown> {
  // Each store has its own types of key and value; what is put there was made for it.
  const store = transaction.objectStore(change.store as 'mappings');
  if ('from' in change) return transaction.objectStore('entries').delete(IDBKeyRange.lowerBound(change.from));
  if ('gone' in change) return store.delete(change.gone as string);
  return store.put(change.value, change.key as string);
}

async function setAside(database: Database, what: Parameters<Shelf['setAside']>[0]): Promise<void> {
  const transaction = await begin(database, ['document', 'entries', 'sources', 'library', 'aside'], null, 'readwrite');
  const aside = transaction.objectStore('aside');
  if (what === 'journal') {
    const head = await transaction.objectStore('document').get(HEAD);
    const entries = await transaction.objectStore('entries').getAll();
    await aside.put({ what, value: { head, entries } });
    await transaction.objectStore('document').clear();
    await transaction.objectStore('entries').clear();
  } else {
    const value: unknown = await transaction.objectStore(what.store).get(what.key);
    await aside.put({ what: what.key, value });
    await transaction.objectStore(what.store).delete(what.key);
  }
  await transaction.done;
}

/** Values as they are, while no passphrase is set. */
export function plainShelf(database: Database): Shelf {
  return {
    async get(name, keys) {
      const transaction = await begin(database, [name], null, 'readonly');
      const store = transaction.objectStore(name as 'mappings');
      return Promise.all(keys.map((key) => store.get(key)));
    },
    async getAll(name) {
      const store = (await begin(database, [name], null, 'readonly')).objectStore(name);
      const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return keys.map((key, index) => ({ key: String(key), value: values[index] }));
    },
    async getJournal() {
      const transaction = await begin(database, ['document', 'entries'], null, 'readonly');
      const head: Partial<Head> | undefined = await transaction.objectStore('document').get(HEAD);
      const entries = await transaction.objectStore('entries').getAll();
      return { head, entries: entries.slice(0, head?.count) };
    },
    async write(changes, strict = false) {
      const stores = [...new Set(changes.map(({ store }) => store))];
      if (stores.length === 0) return;
      const transaction = await begin(database, stores, null, 'readwrite', strict ? { durability: 'strict' } : {});
      await commit(
        transaction,
        changes.map((change) => () => make(transaction, change)),
      );
    },
    setAside: (what) => setAside(database, what),
    clear: () => clearDatabase(database),
    close: () => database.close(),
  };
}
