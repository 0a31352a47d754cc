import type { JsonObject } from '#core/model/presentation';
import type { Issue } from '#core/model/result';
import type { Mapping, PartUpdate, RememberedReading, SourceInfo } from '#core/model/source';
import type { Journal } from '#core/report/journal';
import type { ReportOrigin } from './origin';

/** A file as the person gave it, kept with what was made of it. */
export interface StoredSource {
  readonly info: SourceInfo;
  readonly blob: Blob;
  /** The files of `info.parts` in their order; `blob` is then the first. */
  readonly blobs?: readonly Blob[];
}

/** What a person chose for a file that has the columns of a source: an update of it, or a source of its own. */
export type UpdateChoice = PartUpdate | 'separate';

/** What this browser kept. The journal is still foreign: `readJournal` checks it. */
export interface StoredWorkspace {
  readonly sources: readonly StoredSource[];
  readonly journal: unknown;
  /** Where the report of the journal came from; null: from here. */
  readonly origin: ReportOrigin | null;
}

/** One item of the library as it is stored: the document of a library that holds it alone. Still foreign: `readLibraryValue` checks it. */
export interface StoredItem {
  /** The item's id. */
  readonly key: string;
  readonly document: unknown;
}
/** What is to stand in the library under an id; null takes it away. */
export interface LibraryChange {
  readonly key: string;
  readonly document: JsonObject | null;
}

/** Whether what is kept is under a passphrase: `locked`: it is, and was not given yet in this tab; `open`: it is, and was. */
export type LockState = 'none' | 'locked' | 'open';

/** A change of the passphrase. */
export interface PassphraseChange {
  /** The one of now; null where there is none. */
  readonly current: string | null;
  /** Null takes it off. */
  readonly next: string | null;
  /** Bytes of files done so far, and of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a tab learns of its storage while it is open. */
export type StorageEvent =
  /** Another tab keeps the workspace: this one reads only. `taken`: it wrote until now, and the other took over. */
  | { readonly kind: 'reader'; readonly taken: boolean }
  /** The other tab is gone, or this one took over. Read the workspace again; from then on this tab writes. */
  | { readonly kind: 'writer' }
  /** What is kept was locked, or its lock changed, by another tab: this one can neither read nor write any more, and is to be loaded anew. */
  | { readonly kind: 'relocked' }
  /** The writing tab changed something. */
  | { readonly kind: 'changed' }
  /** Something could not be kept; said once for each cause. */
  | { readonly kind: 'issue'; readonly issue: Issue };

/**
 * What this browser keeps between visits. No method rejects: what could not be done comes back as issues, and what is on screen stays.
 * Writes are done in the order asked; an edit is on disk when its promise settles without issues.
 */
export interface WorkspaceStorage {
  /** `memory`: nothing outlives the page. */
  readonly mode: 'kept' | 'memory';
  readonly lock: LockState;
  /** Opens what is kept with its passphrase. Issues: `issue_lock_wrong`, `issue_seal_newer`, `issue_seal_unavailable`, `issue_lock_failed`. */
  unlock(passphrase: string): Promise<readonly Issue[]>;
  /** Puts a passphrase on what is kept, changes it or takes it off, whole or not at all (ST25). Issues: those above, `issue_seal_short`, `issue_lock_quota`, `issue_lock_not_kept`. */
  setPassphrase(change: PassphraseChange): Promise<readonly Issue[]>;
  /** Forgets the key here and in the other tabs, after everything asked before was written. Only `close` may follow. */
  lockNow(): Promise<void>;
  /** Whether this tab is the one that writes. */
  readonly mayWrite: boolean;
  /** Everything kept. What cannot be read is set aside and told; the rest comes back. */
  readWorkspace(): Promise<{ readonly workspace: StoredWorkspace; readonly issues: readonly Issue[] }>;
  saveSource(source: StoredSource): Promise<readonly Issue[]>;
  removeSource(id: string): Promise<readonly Issue[]>;
  /** Writes what changed since the journal saved before, with where its report came from (ST19); a journal of null forgets the report. */
  saveJournal(journal: Journal | null, origin: ReportOrigin | null): Promise<readonly Issue[]>;
  /** Moves the stored journal out of the way without deleting it, when it could not be read, or not wholly. Gives the issue that says so. */
  setJournalAside(): Promise<readonly Issue[]>;
  /** The mapping used before for a file with the same headers. */
  recallMapping(headers: readonly string[]): Promise<Mapping | null>;
  /** What was chosen for a file with these headers that came after others of them; null where nobody chose. */
  recallUpdate(headers: readonly string[]): Promise<UpdateChoice | null>;
  rememberUpdate(headers: readonly string[], choice: UpdateChoice | null): Promise<readonly Issue[]>;
  /** What pseudonyms are made with in this browser: 64 hexadecimal digits, made when first asked for and forgotten by `clear`. */
  pseudonymKey(): Promise<string>;
  rememberMapping(headers: readonly string[], mapping: Mapping): Promise<readonly Issue[]>;
  /** ST15: the first of these keys under which a reading is remembered, with it. */
  recallReading(keys: readonly string[]): Promise<{ readonly key: string; readonly remembered: RememberedReading } | null>;
  /** Null forgets. */
  rememberReading(key: string, remembered: RememberedReading | null): Promise<readonly Issue[]>;
  /** Every item of the library. */
  readLibrary(): Promise<{ readonly items: readonly StoredItem[]; readonly issues: readonly Issue[] }>;
  /** Makes all of these changes to the library, or none. */
  saveLibrary(changes: readonly LibraryChange[]): Promise<readonly Issue[]>;
  /** Moves an item that could not be read out of the way without deleting it. */
  setLibraryItemAside(key: string): Promise<readonly Issue[]>;
  /** This tab writes from now on, after the one that wrote has finished its writes, or does not answer. Settles when that is so. */
  takeOver(): Promise<void>;
  /** Off: everything kept is cleared, and nothing is kept from then on. On: what is open is kept again. */
  setKeep(keep: boolean): Promise<readonly Issue[]>;
  /** Empties the storage, in memory too. */
  clear(): Promise<readonly Issue[]>;
  /** Calls back until the returned function is called. The first listener also hears what happened before. */
  listen(listener: (event: StorageEvent) => void): () => void;
  close(): void;
}

/** Where the bytes go. Methods may reject; the storage above turns that into issues. */
export interface Backend {
  readonly mode: 'kept' | 'memory';
  readSources(): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
  /** As they were put, both of one moment. */
  readJournal(): Promise<{ readonly journal: unknown; readonly origin: unknown }>;
  putSource(source: StoredSource): Promise<void>;
  removeSource(id: string): Promise<void>;
  /** Both or neither. */
  putJournal(journal: Journal | null, origin: ReportOrigin | null): Promise<void>;
  /** Moves a stored value to where it is never read, with what it was. */
  setAside(what: 'journal' | { readonly source: string } | { readonly item: string }): Promise<void>;
  readLibrary(): Promise<readonly StoredItem[]>;
  /** All of them or none. */
  putLibrary(changes: readonly LibraryChange[]): Promise<void>;
  getUpdate(key: string): Promise<unknown>;
  putUpdate(key: string, choice: UpdateChoice | null): Promise<void>;
  getMapping(key: string): Promise<unknown>;
  putMapping(key: string, mapping: Mapping): Promise<void>;
  getSecret(name: string): Promise<unknown>;
  putSecret(name: string, value: string): Promise<void>;
  /** The value of each key, undefined where there is none. */
  getReadings(keys: readonly string[]): Promise<readonly unknown[]>;
  /** Null takes it away. */
  putReading(key: string, remembered: RememberedReading | null): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}
