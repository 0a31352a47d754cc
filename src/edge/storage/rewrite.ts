import type { PlaceKey } from '#edge/seal/place-key';
import { UnopenedError } from './fault';
import {
  begin,
  commit,
  LOCK_HEAD,
  PLAIN_STORES,
  readLockHead,
  readWrites,
  type Database,
  type LockHead,
  type PlainStore,
  type SealedRecord,
  type Transaction,
} from './database';
import { Records, type OpenRecord } from './sealed-record';
import { sealedRange } from './sealed-shelf';

/** How everything is kept: plain, or under a lock that this key opens. */
export type Side = { readonly head: LockHead; readonly key: PlaceKey } | null;
/** Told as it goes: bytes of files that were read, and of all files. */
export type OnRewrite = (done: number, total: number) => void;

/** Values that are written together; files go one by one. */
const BATCH = 100;

/** What stands somewhere, unread. */
type Place = { readonly store: PlainStore; readonly name: string | number };
/** Ready to be put where it goes. */
type Staged = OpenRecord | { readonly name: string | number; readonly record: SealedRecord; readonly store: PlainStore };

/** Whoever reads these sets aside what does not open, and says so; before that they are not carried over with something missing. */
const READ_FIRST: readonly PlainStore[] = ['sources', 'document', 'entries'];

const generationOf = (side: Side): string | null => side?.head.generation ?? null;

async function list(database: Database, from: Side): Promise<readonly Place[]> {
  const transaction = await begin(database, [...PLAIN_STORES, 'sealed'], generationOf(from), 'readonly');
  if (from) {
    const keys = await transaction.objectStore('sealed').getAllKeys(sealedRange(from.head.generation));
    return keys.map(([, store, name]) => ({ store, name }));
  }
  const all = PLAIN_STORES.map(async (store) => (await transaction.objectStore(store).getAllKeys()).map((name) => ({ store, name })));
  return (await Promise.all(all)).flat();
}

async function readRaw(database: Database, from: Side, { store, name }: Place): Promise<unknown> {
  const transaction = await begin(database, from ? ['sealed'] : [store], generationOf(from), 'readonly');
  if (from) return transaction.objectStore('sealed').get([from.head.generation, store, name]);
  return transaction.objectStore(store as 'mappings').get(name as string);
}

const bytesOf = (value: unknown): number => {
  if (value instanceof Blob) return value.size;
  return typeof value === 'object' && value !== null ? Object.values(value).reduce((sum: number, each) => sum + bytesOf(each), 0) : 0;
};

/** Everything that is kept, one value after another, as it goes into the other state. */
class Carrier {
  readonly #open: Records | null;
  readonly #seal: Records | null;

  constructor(
    private readonly database: Database,
    private readonly from: Side,
    private readonly to: Side,
    onBytes: (bytes: number) => void,
  ) {
    // Sealed values are read and written: both count.
    this.#open = from && new Records(from.key, onBytes);
    this.#seal = to && new Records(to.key, onBytes);
  }

  async carry(place: Place): Promise<Staged> {
    const raw = await readRaw(this.database, this.from, place);
    const open = await this.#opened(place, raw);
    if (open) return this.#seal ? { ...(await this.#seal.seal(open)), store: open.store } : open;
    if (READ_FIRST.includes(place.store)) throw new UnopenedError();
    const record = raw as SealedRecord;
    // What does not open is kept as it is, where it is never read.
    if (this.#seal)
      return { store: 'aside', name: crypto.randomUUID(), record: { ...record, from: record.from ?? [place.store, place.name] } };
    return { store: 'aside', key: '', value: { what: 'sealed', value: { data: new Blob([record.data]), files: record.files } } };
  }

  async #opened({ store, name }: Place, raw: unknown): Promise<OpenRecord | null> {
    if (!this.#open) return { store, key: name, value: raw };
    const open = await this.#open.open(store, name, raw as SealedRecord);
    const wasElsewhere = open && store === 'aside' && open.store !== 'aside';
    return wasElsewhere ? { store, key: crypto.randomUUID(), value: { what: String(open.key), value: open.value } } : open;
  }
}

/** Writes values beside what is in effect. They count only once everything changes over. */
async function stage(database: Database, to: Side, values: readonly Staged[]): Promise<void> {
  const transaction = database.transaction([...PLAIN_STORES, 'sealed'], 'readwrite') as Transaction;
  const put = (value: Staged): Promise<unknown> => {
    if ('record' in value) return transaction.objectStore('sealed').put(value.record, [to!.head.generation, value.store, value.name]);
    if (value.store === 'aside') return transaction.objectStore('aside').put(value.value as { what: string; value: unknown });
    return transaction.objectStore(value.store as 'mappings').put(value.value, value.key as string);
  };
  await commit(
    transaction,
    values.map((value) => () => put(value)),
  );
}

async function removeOthers(transaction: Transaction, generation: string | null): Promise<void> {
  const sealed = transaction.objectStore('sealed');
  if (generation === null) return sealed.clear();
  await Promise.all(PLAIN_STORES.map((store) => transaction.objectStore(store).clear()));
  await sealed.delete(IDBKeyRange.upperBound([generation], true));
  await sealed.delete(IDBKeyRange.lowerBound([generation, []], true));
}

/** In one transaction: what was staged is in effect, and what was in effect is gone. */
async function changeOver(database: Database, from: Side, to: Side, staged: number, writes: number): Promise<void> {
  const stores = [...PLAIN_STORES, 'sealed'] as const;
  const transaction = await begin(database, stores, generationOf(from), 'readwrite', { durability: 'strict' });
  const lock = transaction.objectStore('lock');
  const counts = to
    ? [await transaction.objectStore('sealed').count(sealedRange(to.head.generation))]
    : await Promise.all(PLAIN_STORES.map((store) => transaction.objectStore(store).count()));
  const isWhole = counts.reduce((sum, each) => sum + each, 0) === staged;
  // One more for this transaction itself.
  if (!isWhole || (await lock.get('writes')) !== writes + 1) {
    transaction.abort();
    await transaction.done.catch(() => undefined);
    throw new Error('Something else was written meanwhile.');
  }
  if (to) await lock.put(to.head, LOCK_HEAD);
  else await lock.delete(LOCK_HEAD);
  await removeOthers(transaction, generationOf(to));
  await transaction.done;
}

/** ST25: takes away what a rewriting left behind that did not come to its end. */
export async function tidy(database: Database): Promise<void> {
  const head = await readLockHead(database);
  // Without knowing what is in effect nothing is left over for certain.
  if (head && typeof head.generation !== 'string') return;
  const counts = await Promise.all(PLAIN_STORES.map((store) => database.count(store)));
  const sealed = await database.count('sealed');
  const inEffect = head ? await database.count('sealed', sealedRange(head.generation!)) : 0;
  const others = head ? counts.reduce((sum, each) => sum + each, 0) + sealed - inEffect : sealed;
  if (others === 0) return;
  const generation = head?.generation ?? null;
  const transaction = await begin(database, [...PLAIN_STORES, 'sealed'], generation, 'readwrite');
  await removeOthers(transaction, generation);
  await transaction.done;
}

/**
 * ST25: keeps everything in another way: sealed, sealed with another key, or plain. It is written beside what is there, and changes over in
 * one transaction; whatever ends it before leaves everything as it was. Rejects then.
 */
export async function rewrite(database: Database, from: Side, to: Side, onRewrite: OnRewrite): Promise<void> {
  await tidy(database);
  // Counted as a write, so that one beside it is noticed even where nothing was ever written before.
  await (
    await begin(database, ['sealed'], generationOf(from), 'readwrite')
  ).done;
  const writes = await readWrites(database);
  try {
    const places = await list(database, from);
    const withFiles = new Set(places.filter(({ store }) => store === 'sources' || store === 'aside'));
    const sizes: number[] = [];
    for (const place of withFiles) sizes.push(bytesOf(await readRaw(database, from, place)));
    const total = sizes.reduce((sum, each) => sum + each, 0) * (from && to ? 2 : 1);
    let done = 0;
    onRewrite(0, total);
    const carrier = new Carrier(database, from, to, (bytes) => onRewrite(Math.min(total, (done += bytes)), total));
    let batch: Staged[] = [];
    for (const place of places) {
      batch.push(await carrier.carry(place));
      if (batch.length < BATCH && !withFiles.has(place)) continue;
      await stage(database, to, batch);
      batch = [];
    }
    if (batch.length > 0) await stage(database, to, batch);
    await changeOver(database, from, to, places.length, writes);
  } catch (fault) {
    await tidy(database).catch(() => undefined);
    throw fault;
  }
}
