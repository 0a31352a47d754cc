import type { PlainStore } from './database';

/** One value put in its place, or taken away; `from`: every entry from this index on is taken away. */
export type Change =
  | { readonly store: PlainStore; readonly key: string | number; readonly value: unknown }
  | { readonly store: PlainStore; readonly gone: string | number }
  | { readonly store: 'entries'; readonly from: number };

/** The stores of the database as values go in and come out: as they are, or sealed. Methods may reject. */
export interface Shelf {
  /** Undefined: there is none, or it does not open. */
  get(store: PlainStore, keys: readonly string[]): Promise<readonly unknown[]>;
  /** In the order of keys. One that does not open has the value undefined, and a key by which it can be set aside. */
  getAll(store: PlainStore): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
  /** Both of one moment; `head` undefined: no journal. An entry that is missing or does not open is null. */
  getJournal(): Promise<{ readonly head: unknown; readonly entries: readonly unknown[] }>;
  /** All of them or none. `strict`: on the disk when it settles. */
  write(changes: readonly Change[], strict?: boolean): Promise<void>;
  /** Moves the journal, or a value, to where it is never read. */
  setAside(what: 'journal' | { readonly store: 'sources' | 'library'; readonly key: string }): Promise<void>;
  /** Empties everything, the lock too. */
  clear(): Promise<void>;
  close(): void;
}
