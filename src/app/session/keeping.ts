import { forgetOffline } from '#edge/offline/forget';
import { forgetHosted } from './hosted.svelte';
import type { Issue } from '#core/model/result';
import type { Mapping, RememberedReading, SourceInfo } from '#core/model/source';
import type { Journal } from '#core/report/journal';
import type { ReportOrigin } from '#edge/storage/origin';
import type { LibraryChange, StorageEvent, StoredItem, StoredWorkspace, UpdateChoice, WorkspaceStorage } from '#edge/storage/types';

/** A file of the data screen with what was made of it. */
export interface KeptSource {
  readonly info: SourceInfo;
  readonly file: Blob;
  /** The files of `info.parts` in their order. */
  readonly files?: readonly Blob[];
}

/** What the session asks of storage. Asked before storage is open, it waits; faults are told to the listener, once for each cause. */
export class Keeping {
  #sources = new Map<string, string>();
  #unsaved = false;

  constructor(private readonly storage: Promise<WorkspaceStorage>) {}

  listen(listener: (event: StorageEvent) => void): void {
    void this.storage.then((storage) => storage.listen(listener));
  }

  async read(): Promise<{ readonly workspace: StoredWorkspace; readonly issues: readonly Issue[]; readonly mayWrite: boolean }> {
    const storage = await this.storage;
    const read = await storage.readWorkspace();
    this.#sources = new Map(read.workspace.sources.map(({ info }) => [info.id, JSON.stringify(info)]));
    return { ...read, mayWrite: storage.mayWrite };
  }

  async saveJournal(journal: Journal, origin: ReportOrigin | null): Promise<void> {
    const issues = await (await this.storage).saveJournal(journal, origin);
    this.#unsaved = issues.length > 0;
  }

  /** The last edit stands on this screen only. */
  get unsaved(): boolean {
    return this.#unsaved;
  }

  async readLibrary(): Promise<{ readonly items: readonly StoredItem[]; readonly issues: readonly Issue[]; readonly mayWrite: boolean }> {
    const storage = await this.storage;
    return { ...(await storage.readLibrary()), mayWrite: storage.mayWrite };
  }

  async saveLibrary(changes: readonly LibraryChange[]): Promise<readonly Issue[]> {
    return (await this.storage).saveLibrary(changes);
  }

  async setLibraryItemAside(key: string): Promise<readonly Issue[]> {
    return (await this.storage).setLibraryItemAside(key);
  }

  async takeOver(): Promise<void> {
    await (await this.storage).takeOver();
  }

  async setJournalAside(): Promise<readonly Issue[]> {
    return (await this.storage).setJournalAside();
  }

  /** Keeps these files and forgets the others; remembers how their headers were understood. */
  async saveSources(sources: readonly KeptSource[]): Promise<void> {
    const storage = await this.storage;
    const gone = [...this.#sources.keys()].filter((id) => !sources.some(({ info }) => info.id === id));
    const changed = sources.filter(({ info }) => this.#sources.get(info.id) !== JSON.stringify(info));
    this.#sources = new Map(sources.map(({ info }) => [info.id, JSON.stringify(info)]));
    for (const id of gone) await storage.removeSource(id);
    for (const { info, file, files } of changed) {
      await storage.saveSource({ info, blob: file, ...(files ? { blobs: files } : {}) });
      await storage.rememberMapping(info.headers, info.mapping);
    }
  }

  async pseudonymKey(): Promise<string> {
    return (await this.storage).pseudonymKey();
  }

  async recallMapping(headers: readonly string[]): Promise<Mapping | null> {
    return (await this.storage).recallMapping(headers);
  }

  async recallUpdate(headers: readonly string[]): Promise<UpdateChoice | null> {
    return (await this.storage).recallUpdate(headers);
  }

  async rememberUpdate(headers: readonly string[], choice: UpdateChoice | null): Promise<void> {
    await (await this.storage).rememberUpdate(headers, choice);
  }

  async recallReading(keys: readonly string[]): Promise<{ readonly key: string; readonly remembered: RememberedReading } | null> {
    return (await this.storage).recallReading(keys);
  }

  /** Null forgets. */
  async rememberReading(key: string, remembered: RememberedReading | null): Promise<void> {
    await (await this.storage).rememberReading(key, remembered);
  }

  async setKeep(keep: boolean): Promise<readonly Issue[]> {
    if (!keep) await forgetHosted();
    return (await this.storage).setKeep(keep);
  }

  async clear(): Promise<readonly Issue[]> {
    this.#sources.clear();
    await forgetHosted();
    if (typeof document !== 'undefined') await forgetOffline();
    return (await this.storage).clear();
  }
}
