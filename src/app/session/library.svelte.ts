import type { Text } from '#core/messages/text';
import type { Issue } from '#core/model/result';
import type { Kinds } from '#core/report/kinds';
import type { Keepable } from '#core/report/library/from-report';
import type { PlannedItem } from '#core/report/library/merge';
import type { LibraryItem } from '#core/report/library/types';
import type { ReadItem } from '#core/report/library/read';
import type { Report } from '#core/report/types';
import type { Desk } from './desk.svelte';
import type { Keeping } from './keeping';
import { listJournalKinds } from './journal-kinds';
import type { Notices } from './notices.svelte';
import { withChanged } from './shelf';
import type { IncomingLibrary, LibraryDesk, Screen, ShelfItem } from './types';

const TIERS = 'tiers';
/** Fetched when the library is first used. */
const contents = () => import('#core/report/library/content');
const versions = () => import('#core/report/library/versions');

/** What of the page the library needs. */
interface LibraryDoors {
  readonly desk: Desk;
  readonly keeping: Keeping;
  readonly notices: Notices;
  say(text: Text): string;
  show(screen: Screen): void;
  /** Opens a report that was kept. */
  openReport(report: Report): Promise<void>;
}

const now = (): string => new Date().toISOString();
const makeId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The library of this browser, as the screen sees it. Everything it decides is decided in `core/report/library`. */
export class Library implements LibraryDesk {
  items = $state.raw<readonly ShelfItem[] | null>(null);
  incoming = $state.raw<IncomingLibrary | null>(null);
  /** One after another: each change starts from what the one before left. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly doors: LibraryDoors) {}

  open(): Promise<void> {
    return this.#queue(() => this.#read());
  }

  /** Reads again what another tab may have changed, if it was read before. */
  async refresh(): Promise<void> {
    if (this.items) await this.open();
  }

  keep(what: Keepable): Promise<void> {
    return this.#queue(async () => {
      const { desk, notices, say } = this.doors;
      const report = desk.leaving;
      if (!report) return;
      const [{ contentOf }, { nameOf }, { saveContent, findNamed }] = await Promise.all([
        import('#core/report/library/from-report'),
        contents(),
        versions(),
      ]);
      const untitled = what.of === 'cell' ? say(desk.questionOf(TIERS)) : say({ key: 'library_untitled' });
      const content = contentOf(report, what, untitled);
      if (!content) return notices.warn({ code: 'issue_library_not_kept' });
      const items = await this.#own();
      const name = nameOf(content);
      const before = findNamed(items, content.kind, name);
      if (before && this.#isReadOnly(before.id)) return notices.warn({ code: 'issue_library_newer', values: { name } });
      const saved = saveContent(items, content, { id: makeId(), at: now() });
      if (!saved.ok) return notices.warn(...saved.issues);
      if (saved.value === before) return notices.tell({ key: 'library_saved_already', values: { name } });
      if (await this.#save([saved.value])) notices.tell({ key: before ? 'library_saved_again' : 'library_saved', values: { name } });
    });
  }

  keepVersion(name: string): Promise<boolean> {
    return this.#queue(async () => {
      const { desk, notices } = this.doors;
      const { keepVersion } = await import('#core/report/library/named-versions');
      const items = await this.#own();
      const saved = keepVersion(items, desk.leaving!, name, { id: makeId(), at: now() });
      if (!saved.ok) notices.warn(...saved.issues);
      if (!saved.ok || this.#isReadOnly(saved.value.id) || !(await this.#save([saved.value]))) return false;
      notices.tell({ key: 'versions_kept', values: { name: name.trim() } });
      return true;
    });
  }

  async restoreReport(version: Report, name: string): Promise<void> {
    const { desk, notices } = this.doors;
    const { restoreEdit } = await import('#core/report/restore');
    const issues = desk.document.edit(restoreEdit(desk.report!, version));
    if (issues.length > 0) return notices.warn(...issues);
    desk.run();
    notices.tell({ key: 'versions_restored', values: { name } }, { label: { key: 'notice_undo' }, run: () => desk.undo() });
  }

  place(id: string): Promise<void> {
    return this.#queue(async () => {
      const { desk, notices, show } = this.doors;
      const found = await this.#find(id);
      if (!found) return;
      const [{ newestOf, nameOf }, { placeContent }] = await Promise.all([contents(), import('#core/report/library/place')]);
      const { content } = newestOf(found);
      const name = nameOf(content);
      if (content.kind === 'report') return this.doors.openReport(content.report);
      if (!desk.report) return notices.tell({ key: 'library_no_report', values: { name } });
      const placed = placeContent(desk.report, content, desk.newCellId());
      if (!placed.ok) return notices.warn(...placed.issues);
      show('report');
      if (!placed.value) return notices.tell({ key: 'library_placed_already', values: { name } });
      const issues = desk.document.edit(placed.value);
      if (issues.length > 0) return notices.warn(...issues);
      desk.run();
      notices.tell({ key: 'library_placed', values: { name } }, { label: { key: 'notice_undo' }, run: () => desk.undo() });
    });
  }

  rename(id: string, name: string): Promise<void> {
    return this.#change(id, async (item, items) => {
      const { renameItem } = await versions();
      return renameItem(items, item, name.trim(), now());
    });
  }

  restore(id: string, index: number): Promise<void> {
    return this.#change(
      id,
      async (item, items) => (await versions()).restoreVersion(items, item, index, now()),
      (item) => ({ key: 'library_restored', values: { at: { date: item.versions[index]!.at.slice(0, 10) } } }),
    );
  }

  remove(id: string): Promise<void> {
    return this.#queue(async () => {
      const item = await this.#find(id);
      if (!item) return;
      const { nameOfItem } = await contents();
      if (!(await this.#store([{ key: id, document: null }]))) return;
      this.items = (this.items ?? []).filter((each) => each.item.id !== id);
      const back = () => void this.#queue(() => this.#save([item]));
      this.doors.notices.tell({ key: 'library_deleted', values: { name: nameOfItem(item) } }, { label: { key: 'notice_undo' }, run: back });
    });
  }

  exportItems(ids?: readonly string[]): Promise<void> {
    return this.#queue(async () => {
      const { notices, say } = this.doors;
      const items = (await this.#own()).filter(({ id }) => !this.#isReadOnly(id) && (ids?.includes(id) ?? true));
      const [{ writeLibraryFile }, { download, fileName }, { nameOfItem }] = await Promise.all([
        import('#core/report/library/write'),
        import('#edge/share/download'),
        contents(),
      ]);
      const written = writeLibraryFile(items);
      if (!written.ok) return notices.warn(...written.issues);
      const name = items.length === 1 ? nameOfItem(items[0]!) : say({ key: 'library_title' });
      download(fileName(name, 'library.json'), written.value.text, 'application/json');
      if (written.value.shortened) notices.tell({ key: 'library_shortened' });
    });
  }

  importText(text: string, name: string): Promise<void> {
    return this.#queue(async () => {
      const { notices, show } = this.doors;
      const [{ LIBRARY_CAPS }, { readJson }, { readLibraryValue }, { planImport }] = await Promise.all([
        import('#core/report/library/schema'),
        import('#core/report/parse'),
        import('#core/report/library/read'),
        import('#core/report/library/merge'),
      ]);
      const json = readJson(text, LIBRARY_CAPS);
      const read = json.ok ? readLibraryValue(json.value, await this.#kinds(json.value)) : json;
      if (!read.ok) return notices.warn(...read.issues);
      const items = read.value.items.map(({ item, readOnly }) => ({ item, readOnly }));
      const plan = planImport(
        await this.#own(),
        items.map(({ item }) => item),
      );
      if (!plan.ok) return notices.warn(...plan.issues);
      this.incoming = { name, items, plan: items.some(({ readOnly }) => readOnly) ? null : plan.value };
      show('library');
    });
  }

  accept(): Promise<void> {
    return this.#queue(async () => {
      const { incoming, doors } = this;
      if (!incoming?.plan) return;
      const { planImport } = await import('#core/report/library/merge');
      // What stands here may have changed since the plan was shown.
      const plan = planImport(
        await this.#own(),
        incoming.plan.map((each: PlannedItem) => each.incoming),
      );
      if (!plan.ok) return doors.notices.warn(...plan.issues);
      const results = plan.value.flatMap(({ result }) => result ?? []);
      if (results.length > 0 && !(await this.#save(results))) return;
      this.incoming = null;
      doors.notices.tell(
        results.length > 0 ? { key: 'library_imported', values: { n: results.length } } : { key: 'library_import_nothing' },
      );
    });
  }

  decline(): void {
    this.incoming = null;
  }

  /** Forgets what is on the screen, after everything was cleared. */
  clear(): void {
    this.items = this.incoming = null;
  }

  async #read(): Promise<void> {
    const { keeping, notices } = this.doors;
    const { readLibraryValue } = await import('#core/report/library/read');
    const { items, issues, mayWrite } = await keeping.readLibrary();
    notices.warn(...issues);
    const read: ReadItem[] = [];
    for (const { key, document } of items) {
      const one = readLibraryValue(document, await this.#kinds(document));
      if (one.ok) read.push(...one.value.items);
      else if (one.issues[0]?.code === 'issue_library_newer_unreadable') notices.warn(...one.issues);
      else {
        if (mayWrite) await keeping.setLibraryItemAside(key);
        notices.warn({ code: 'issue_library_damaged' });
      }
    }
    this.items = read.map(({ item, readOnly }) => ({ item, readOnly }));
  }

  async #own(): Promise<readonly LibraryItem[]> {
    if (!this.items) await this.#read();
    return (this.items ?? []).map(({ item }) => item);
  }

  #isReadOnly(id: string): boolean {
    return this.items?.some(({ item, readOnly }) => readOnly && item.id === id) ?? false;
  }

  /** An item that may be worked with; says why there is none. */
  async #find(id: string): Promise<LibraryItem | null> {
    const item = (await this.#own()).find((each) => each.id === id);
    const issue: Issue | null = item ? null : { code: 'issue_library_item_missing' };
    if (issue) this.doors.notices.warn(issue);
    if (!item || !this.#isReadOnly(id)) return item ?? null;
    const { nameOfItem } = await contents();
    this.doors.notices.warn({ code: 'issue_library_newer', values: { name: nameOfItem(item) } });
    return null;
  }

  #change(
    id: string,
    change: (
      item: LibraryItem,
      items: readonly LibraryItem[],
    ) => Promise<{ ok: true; value: LibraryItem } | { ok: false; issues: readonly Issue[] }>,
    done?: (item: LibraryItem) => { readonly key: 'library_restored'; readonly values: { readonly at: { readonly date: string } } },
  ): Promise<void> {
    return this.#queue(async () => {
      const item = await this.#find(id);
      if (!item) return;
      const changed = await change(item, await this.#own());
      if (!changed.ok) return this.doors.notices.warn(...changed.issues);
      if (changed.value === item || !(await this.#save([changed.value])) || !done) return;
      const { nameOfItem } = await contents();
      const { key, values } = done(item);
      this.doors.notices.tell({ key, values: { ...values, name: nameOfItem(changed.value) } });
    });
  }

  /** Keeps these items and shows them; says whether they are on disk. */
  async #save(changed: readonly LibraryItem[]): Promise<boolean> {
    const { libraryDocument } = await import('#core/report/library/write');
    if (!(await this.#store(changed.map((item) => ({ key: item.id, document: libraryDocument([item]) }))))) return false;
    this.items = withChanged(this.items ?? [], changed);
    return true;
  }

  /** Nothing is shown as kept that is not. */
  async #store(changes: Parameters<Keeping['saveLibrary']>[0]): Promise<boolean> {
    const issues = await this.doors.keeping.saveLibrary(changes);
    this.doors.notices.warn(...issues);
    return issues.length === 0;
  }

  async #kinds(document: unknown): Promise<Kinds> {
    const { loadKinds } = await import('#app/run/definitions');
    return loadKinds(await this.doors.desk.definitions(), [TIERS, ...listJournalKinds(document)]);
  }

  #queue<T>(action: () => Promise<T>): Promise<T> {
    const next = this.#last.then(action, action);
    this.#last = next.catch(() => undefined);
    return next;
  }
}
