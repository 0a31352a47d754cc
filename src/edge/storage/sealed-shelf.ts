import type { PlaceKey } from '#edge/seal/place-key';
import { begin, clearDatabase, commit, type Database, type Head, type PlainStore, type SealedKey, type SealedRecord } from './database';
import { Records, type OpenRecord } from './sealed-record';
import type { Change, Shelf } from './shelf';

const HEAD = 'head';
/** Begins what stands for the key of a value that does not open; no id begins so. */
const UNOPENED = '?';

/** All sealed values of a generation, or of one store in it, from a name on. */
export const sealedRange = (generation: string, store?: PlainStore, from?: number): IDBKeyRange =>
  store
    ? IDBKeyRange.bound(from === undefined ? [generation, store] : [generation, store, from], [generation, store, []])
    : IDBKeyRange.bound([generation], [generation, []]);

/** Values sealed with a key, under the lock of a generation (ST23, ST24). */
export function sealedShelf(database: Database, generation: string, key: PlaceKey): Shelf {
  const records = new Records(key);
  const open = (mode: 'readonly' | 'readwrite', options?: IDBTransactionOptions) => begin(database, ['sealed'], generation, mode, options);
  const keyOf = (store: PlainStore, name: string | number): SealedKey => [generation, store, name];

  async function stored(store: PlainStore): Promise<readonly { readonly name: string | number; readonly record: SealedRecord }[]> {
    const sealed = (await open('readonly')).objectStore('sealed');
    const range = sealedRange(generation, store);
    const [keys, values] = await Promise.all([sealed.getAllKeys(range), sealed.getAll(range)]);
    return keys.map(([, , name], index) => ({ name, record: values[index]! }));
  }

  type Step = { readonly gone: SealedKey | IDBKeyRange } | { readonly at: SealedKey; readonly record: SealedRecord };
  async function stepOf(change: Change): Promise<Step> {
    if ('from' in change) return { gone: sealedRange(generation, 'entries', change.from) };
    if ('gone' in change) return { gone: keyOf(change.store, await records.nameOf(change.store, change.gone)) };
    const { name, record } = await records.seal(change as OpenRecord);
    return { at: keyOf(change.store, name), record };
  }

  return {
    async get(store, keys) {
      const names = await Promise.all(keys.map((each) => records.nameOf(store, each)));
      const sealed = (await open('readonly')).objectStore('sealed');
      const found = await Promise.all(names.map((name) => sealed.get(keyOf(store, name))));
      const opened = await Promise.all(found.map((record, index) => records.open(store, names[index]!, record)));
      return opened.map((each) => each?.value);
    },
    async getAll(store) {
      const all: { key: string; value: unknown }[] = [];
      for (const { name, record } of await stored(store)) {
        const opened = await records.open(store, name, record);
        all.push(opened ? { key: String(opened.key), value: opened.value } : { key: UNOPENED + name, value: undefined });
      }
      // As the database gives plain ones: by key. Names are in no order.
      return all.sort((one, other) => (one.key < other.key ? -1 : 1));
    },
    async getJournal() {
      const at = await records.nameOf('document', HEAD);
      const transaction = await open('readonly');
      const sealed = transaction.objectStore('sealed');
      const range = sealedRange(generation, 'entries');
      const [head, keys, values] = await Promise.all([sealed.get(keyOf('document', at)), sealed.getAllKeys(range), sealed.getAll(range)]);
      if (!head) return { head: undefined, entries: [] };
      const opened = (await records.open('document', at, head))?.value as Head | undefined;
      // What does not open is no journal, and does not count as there being none.
      if (!opened) return { head: {}, entries: [] };
      const byIndex = new Map(keys.map(([, , name], index) => [name, values[index]]));
      const indexes = Array.from({ length: opened.count }, (_, index) => index);
      const entries = await Promise.all(indexes.map((index) => records.open('entries', index, byIndex.get(index))));
      return { head: opened, entries: entries.map((entry) => entry?.value ?? null) };
    },
    async write(changes, strict = false) {
      const steps: Step[] = [];
      // Sealed before the transaction begins, which ends by itself as soon as it has to wait for anything else.
      for (const change of changes) steps.push(await stepOf(change));
      if (steps.length === 0) return;
      const transaction = await open('readwrite', strict ? { durability: 'strict' } : {});
      const sealed = transaction.objectStore('sealed');
      await commit(
        transaction,
        steps.map((step) => () => ('gone' in step ? sealed.delete(step.gone) : sealed.put(step.record, step.at))),
      );
    },
    async setAside(what) {
      const ranges =
        what === 'journal'
          ? [sealedRange(generation, 'document'), sealedRange(generation, 'entries')]
          : [
              IDBKeyRange.only(
                keyOf(
                  what.store,
                  what.key.startsWith(UNOPENED) ? what.key.slice(UNOPENED.length) : await records.nameOf(what.store, what.key),
                ),
              ),
            ];
      const transaction = await open('readwrite');
      const sealed = transaction.objectStore('sealed');
      for (const range of ranges) {
        const [keys, values] = await Promise.all([sealed.getAllKeys(range), sealed.getAll(range)]);
        for (const [index, [, store, name]] of keys.entries())
          await sealed.put({ ...values[index]!, from: [store, name] }, keyOf('aside', crypto.randomUUID()));
        await sealed.delete(range);
      }
      await transaction.done;
    },
    clear: () => clearDatabase(database),
    close: () => database.close(),
  };
}
