import type { JsonObject } from '#core/model/presentation';
import type { Issue } from '#core/model/result';
import type { Mapping, RememberedReading } from '#core/model/source';
import type { Journal } from '#core/report/journal';
import { parseMapping, parseRememberedReading } from '#core/report/source-info';
import { issueOf } from './fault';
import { openMemoryBackend } from './memory-backend';
import { parseOrigin, type ReportOrigin } from './origin';
import { readStoredSources } from './read-sources';
import { joinTabs, type Tab } from './tabs';
import { Vault } from './vault';
import { changeLock } from './lock-issues';
import type {
  Backend,
  LibraryChange,
  LockState,
  PassphraseChange,
  StorageEvent,
  StoredItem,
  StoredSource,
  StoredWorkspace,
  UpdateChoice,
  WorkspaceStorage,
} from './types';

/** A database that another page holds shut answers never. */
const OPEN_TIMEOUT = 4000;
const ALONE: Tab = { writes: true, tell: () => undefined, takeOver: async () => undefined, leave: () => undefined };

const CHOICES: readonly UpdateChoice[] = ['append', 'replace', 'whole', 'separate'];
const PSEUDONYM = 'pseudonym';
const KEY_BYTES = 32;

/** 32 random bytes as hexadecimal digits. */
const makeKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const isKey = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const headerKey = (headers: readonly string[]): string => JSON.stringify(headers.map((header) => header.trim()));

function withTimeout<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timeout')), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

class BrowserStorage implements WorkspaceStorage {
  #memory: Backend = openMemoryBackend();
  /** Null: everything is in memory. */
  #vault: Vault | null = null;
  #tab: Tab = ALONE;
  /** The pen came over from another tab, and what that tab wrote was not read yet. */
  #stale = false;
  #last: Promise<unknown> = Promise.resolve();
  #said = new Set<string>();
  /** Where it cannot be kept, it lasts as long as the page. */
  #key: string | null = null;
  readonly #listeners = new Set<(event: StorageEvent) => void>();
  /** What happened before anybody listened. */
  #unheard: StorageEvent[] = [];

  get #backend(): Backend {
    return this.#vault?.backend ?? this.#memory;
  }

  get mode(): 'kept' | 'memory' {
    return this.#backend.mode;
  }

  get lock(): LockState {
    return this.#vault?.state ?? 'none';
  }

  get mayWrite(): boolean {
    return this.#tab.writes && !this.#stale;
  }

  /** `place`: which of the workspaces of this origin (ST22). */
  constructor(private readonly place = '') {}

  /** From memory to the browser's database. On failure everything stays in memory. `mayBeLocked`: there is somebody to ask for the passphrase. */
  async keep(mayBeLocked: boolean): Promise<readonly Issue[]> {
    try {
      const opening = Vault.open(() => this.#lose(), this.place);
      const vault = await withTimeout(opening, OPEN_TIMEOUT);
      if (vault.state === 'locked') return this.#standBefore(vault, mayBeLocked);
      await this.#join();
      this.#vault = vault;
      if (!this.#tab.writes) this.#emit({ kind: 'reader', taken: false });
      return [];
    } catch {
      return this.#tell({ code: 'issue_storage_missing' });
    }
  }

  async unlock(passphrase: string): Promise<readonly Issue[]> {
    const vault = this.#vault;
    if (vault?.state !== 'locked') return [];
    const issues = await changeLock(() => this.#queue(() => vault.unlock(passphrase)));
    if (issues.length > 0) return issues;
    await this.#join();
    if (!this.#tab.writes) this.#emit({ kind: 'reader', taken: false });
    return [];
  }

  async setPassphrase({ current, next, onProgress = () => undefined }: PassphraseChange): Promise<readonly Issue[]> {
    const vault = this.#vault;
    if (!vault) return [{ code: 'issue_lock_not_kept' }];
    if (!this.mayWrite) return [{ code: 'issue_storage_other_tab' }];
    const issues = await changeLock(() => this.#queue(() => vault.change(current, next, onProgress)));
    if (issues.length === 0) this.#tab.tell('relocked');
    return issues.flatMap((issue) => (issue.code === 'issue_storage_locked' ? this.#tell(issue) : [issue]));
  }

  async lockNow(): Promise<void> {
    await this.#last;
    this.#vault?.shut();
    this.#tab.tell('relocked');
  }

  async readWorkspace(): Promise<{ workspace: StoredWorkspace; issues: readonly Issue[] }> {
    this.#stale = false;
    const issues: Issue[] = [];
    const attempt = async <T>(read: () => Promise<T>, otherwise: T): Promise<T> => {
      try {
        return await this.#queue(read);
      } catch (fault) {
        issues.push(...this.#tell(issueOf(fault)));
        return otherwise;
      }
    };
    const sources = await attempt(() => readStoredSources(this.#backend, this.mayWrite), { sources: [], issues: [] });
    const { journal, origin } = await attempt(() => this.#backend.readJournal(), { journal: null, origin: null });
    return { workspace: { sources: sources.sources, journal, origin: parseOrigin(origin) }, issues: [...issues, ...sources.issues] };
  }

  saveSource(source: StoredSource): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.putSource(source));
  }

  removeSource(id: string): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.removeSource(id));
  }

  saveJournal(journal: Journal | null, origin: ReportOrigin | null): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.putJournal(journal, origin));
  }

  async setJournalAside(): Promise<readonly Issue[]> {
    const issues = await this.#write((backend) => backend.setAside('journal'));
    return [...issues, { code: 'issue_storage_corrupt', values: { what: { key: 'share_storage_report' } } }];
  }

  async recallMapping(headers: readonly string[]): Promise<Mapping | null> {
    const stored = await this.#queue(() => this.#backend.getMapping(headerKey(headers))).catch(() => null);
    const mapping = stored ? parseMapping(stored) : null;
    return mapping?.ok ? mapping.value : null;
  }

  async pseudonymKey(): Promise<string> {
    const stored = await this.#queue(() => this.#backend.getSecret(PSEUDONYM)).catch(() => null);
    if (isKey(stored)) return (this.#key = stored);
    const key = (this.#key ??= makeKey());
    await this.#write((backend) => backend.putSecret(PSEUDONYM, key));
    return key;
  }

  rememberMapping(headers: readonly string[], mapping: Mapping): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.putMapping(headerKey(headers), mapping));
  }

  async recallUpdate(headers: readonly string[]): Promise<UpdateChoice | null> {
    const stored = await this.#queue(() => this.#backend.getUpdate(headerKey(headers))).catch(() => null);
    return CHOICES.find((choice) => choice === stored) ?? null;
  }

  rememberUpdate(headers: readonly string[], choice: UpdateChoice | null): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.putUpdate(headerKey(headers), choice));
  }

  async recallReading(keys: readonly string[]): Promise<{ key: string; remembered: RememberedReading } | null> {
    const stored = await this.#queue(() => this.#backend.getReadings(keys)).catch(() => []);
    for (const [at, value] of stored.entries()) {
      const read = value === undefined ? null : parseRememberedReading(value);
      if (read?.ok) return { key: keys[at]!, remembered: read.value };
    }
    return null;
  }

  rememberReading(key: string, remembered: RememberedReading | null): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.putReading(key, remembered));
  }

  async readLibrary(): Promise<{ items: readonly StoredItem[]; issues: readonly Issue[] }> {
    try {
      return { items: await this.#queue(() => this.#backend.readLibrary()), issues: [] };
    } catch (fault) {
      return { items: [], issues: this.#tell(issueOf(fault)) };
    }
  }

  saveLibrary(changes: readonly LibraryChange[]): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.putLibrary(changes));
  }

  setLibraryItemAside(key: string): Promise<readonly Issue[]> {
    return this.#write((backend) => backend.setAside({ item: key }));
  }

  takeOver(): Promise<void> {
    return this.#tab.takeOver();
  }

  async setKeep(keep: boolean): Promise<readonly Issue[]> {
    if (keep === (this.mode === 'kept')) return [];
    const before = this.#backend;
    if (!keep && !this.mayWrite) return [{ code: 'issue_storage_other_tab' }];
    const { workspace } = await this.readWorkspace();
    const library = await this.#queue(() => before.readLibrary()).catch(() => []);
    const stored = await this.#queue(() => before.getSecret(PSEUDONYM)).catch(() => null);
    const key = isKey(stored) ? stored : this.#key;
    const issues = keep ? await this.keep(false) : await this.#stopKeeping();
    if (this.#backend === before) return issues;
    await this.#write(async (backend) => {
      for (const source of workspace.sources) await backend.putSource(source);
      await backend.putJournal(workspace.journal as Journal | null, workspace.origin);
      if (key) await backend.putSecret(PSEUDONYM, key);
      await this.#addToLibrary(backend, library);
    });
    return issues;
  }

  clear(): Promise<readonly Issue[]> {
    this.#key = null;
    return this.#write(() => this.#clear());
  }

  listen(listener: (event: StorageEvent) => void): () => void {
    this.#listeners.add(listener);
    for (const event of this.#unheard.splice(0)) queueMicrotask(() => listener(event));
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#tab.leave();
    this.#backend.close();
  }

  async #stopKeeping(): Promise<readonly Issue[]> {
    const issues = await this.clear();
    if (issues.length > 0) return issues;
    this.close();
    this.#tab = ALONE;
    this.#memory = openMemoryBackend();
    this.#vault = null;
    return [];
  }

  /** What is kept waits for its passphrase; the other tabs are joined once it is open. */
  #standBefore(vault: Vault, mayBeLocked: boolean): readonly Issue[] {
    if (mayBeLocked) this.#vault = vault;
    else vault.backend.close();
    return mayBeLocked ? [] : [{ code: 'issue_lock_elsewhere' }];
  }

  async #join(): Promise<void> {
    this.#tab = await joinTabs(
      {
        onPen: () => this.#takePen(),
        onPenGone: () => this.#givePen(),
        onChange: () => this.#emit({ kind: 'changed' }),
        // What was asked before is still written, unless the lock is another one.
        onRelocked: () => void this.#last.then(() => this.#relock()),
        onOthers: () => this.#tell({ code: 'issue_storage_no_locks' }),
      },
      this.place,
    );
  }

  async #clear(): Promise<void> {
    const wasLocked = this.lock === 'locked';
    await (this.#vault ?? this.#memory).clear();
    if (wasLocked) await this.#join();
  }

  /** ST28: said once, and nothing is read or written from then on. */
  #relock(): void {
    if (!this.#vault || this.lock === 'locked') return;
    this.#vault.shut();
    this.#emit({ kind: 'relocked' });
  }

  /** What the library in the browser holds already stays; what was kept in memory comes beside it. */
  async #addToLibrary(backend: Backend, items: readonly StoredItem[]): Promise<void> {
    const there = new Set((await backend.readLibrary()).map(({ key }) => key));
    await backend.putLibrary(items.flatMap(({ key, document }) => (there.has(key) ? [] : [{ key, document: document as JsonObject }])));
  }

  /** Another tab takes over: what was asked before is still written, nothing asked from now on is. */
  async #givePen(): Promise<void> {
    this.#emit({ kind: 'reader', taken: true });
    await this.#last;
  }

  #takePen(): void {
    this.#stale = true;
    this.#emit({ kind: 'writer' });
  }

  /** The database was taken away under the page: what is on screen stays, and nothing more is kept. */
  #lose(): void {
    if (this.mode === 'memory') return;
    this.#tab.leave();
    this.#tab = ALONE;
    this.#memory = openMemoryBackend();
    this.#vault = null;
    this.#tell({ code: 'issue_storage_cleared' });
  }

  async #write(action: (backend: Backend) => Promise<void>): Promise<readonly Issue[]> {
    if (!this.mayWrite) return this.#tell({ code: 'issue_storage_other_tab' });
    try {
      await this.#queue(() => action(this.#backend));
      if (this.mode === 'kept') this.#tab.tell();
      return [];
    } catch (fault) {
      const issue = issueOf(fault);
      if (issue.code === 'issue_storage_cleared') this.#lose();
      return this.#tell(issue);
    }
  }

  /** One after another, in the order asked, whatever became of the one before. */
  #queue<T>(action: () => Promise<T>): Promise<T> {
    const next = this.#last.then(action, action);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Listeners hear of a cause once; who asked gets the issue every time. */
  #tell(issue: Issue): readonly Issue[] {
    if (issue.code === 'issue_storage_locked') return (this.#relock(), [issue]);
    if (!this.#said.has(issue.code)) this.#emit({ kind: 'issue', issue });
    this.#said.add(issue.code);
    return [issue];
  }

  #emit(event: StorageEvent): void {
    if (this.#listeners.size === 0 && event.kind !== 'changed') this.#unheard.push(event);
    for (const listener of this.#listeners) listener(event);
  }
}

/** A storage that keeps nothing: for “keep nothing”, the terminal and tests. */
export const openMemoryStorage = (): WorkspaceStorage => new BrowserStorage();

/** The storage of this browser, or of a place in it (ST22). Without one, or with `keep` false, a storage in memory; the issues say which was not wished. */
export async function openStorage({
  keep,
  place = '',
}: {
  readonly keep: boolean;
  readonly place?: string;
}): Promise<{ storage: WorkspaceStorage; issues: readonly Issue[] }> {
  const storage = new BrowserStorage(place);
  return { storage, issues: keep ? await storage.keep(true) : [] };
}
