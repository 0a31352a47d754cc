import type { Connector } from '#edge/engine/connector';
import type { StorageEvent, StoredWorkspace } from '#edge/storage/types';
import type { Desk } from './desk.svelte';
import type { Keeping } from './keeping';
import type { Notices } from './notices.svelte';
import type { Screen } from './types';

/** What comes back by itself: the kept workspace after a reload, the tables after the engine was started again, the pen from another tab. */
export class Return {
  /** One after another, so that an older state never comes after a newer one. */
  #following: Promise<void> = Promise.resolve();

  constructor(
    private readonly desk: Desk,
    private readonly keeping: Keeping,
    private readonly notices: Notices,
    private readonly show: (screen: Screen) => void,
    private readonly refreshLibrary: () => Promise<void>,
    /** What is kept was locked by another tab. */
    private readonly relocked: () => void,
  ) {}

  async begin(): Promise<void> {
    this.keeping.listen((event) => void this.#storageSaid(event));
    const { workspace, issues, mayWrite } = await this.keeping.read();
    this.notices.warn(...issues);
    await this.#restore(workspace);
    if (!mayWrite) this.#onlyRead();
    if (this.desk.document.report) this.show('report');
    else if (workspace.sources.length > 0) this.show('data');
  }

  /** Loads the tables into a fresh engine and runs the report again. */
  async afterRestart(engine: Connector): Promise<void> {
    if (!this.desk.model) return;
    const before = this.desk.dataIssues;
    if (await this.desk.reload(engine)) this.notices.tell({ key: 'notice_engine_restarted' });
    else if (this.desk.dataIssues !== before) this.notices.warn(...this.desk.dataIssues);
  }

  async #restore(stored: StoredWorkspace): Promise<void> {
    await this.#restoreReport(stored);
    const asFile = (blob: Blob, name: string) => (blob instanceof File ? blob : new File([blob], name));
    const files = stored.sources.map(({ info, blob, blobs }) => ({
      info,
      file: asFile(blob, info.parts?.[0]?.name ?? info.name),
      ...(blobs ? { files: blobs.map((each, at) => asFile(each, info.parts?.[at]?.name ?? info.name)) } : {}),
    }));
    await this.desk.drafts.restore(files);
    this.desk.run();
    if (files.length > 0) void this.#loadAgain();
  }

  /** The data screen says what keeps its files from loading; whoever stands before the report hears it too. */
  async #loadAgain(): Promise<void> {
    if (await this.desk.load()) return;
    this.notices.warn(...this.desk.dataIssues, ...this.desk.drafts.list.flatMap(({ issues }) => issues));
  }

  async #restoreReport({ journal, origin }: StoredWorkspace): Promise<void> {
    if (!journal) return;
    const [{ loadKinds }, { listJournalKinds }] = await Promise.all([import('#app/run/definitions'), import('./journal-kinds')]);
    const kinds = await loadKinds(await this.desk.definitions(), listJournalKinds(journal));
    const restored = await this.desk.document.restore(journal, kinds, origin);
    if (!restored.ok || this.desk.document.damaged) this.notices.warn(...(await this.keeping.setJournalAside()));
    if (!this.desk.document.damaged) return;
    this.desk.document.keep();
    this.notices.warn({ code: 'issue_report_journal_damaged' });
  }

  #onlyRead(): void {
    this.desk.document.leaveToOtherTab();
  }

  async #storageSaid(event: StorageEvent): Promise<void> {
    if (event.kind === 'issue') return this.notices.warn(event.issue);
    if (event.kind === 'relocked') return this.relocked();
    if (event.kind === 'reader') {
      this.#onlyRead();
      if (event.taken) this.notices.tell({ key: 'storage_gave_over' });
      return;
    }
    this.#following = this.#following.then(() => this.#follow(event.kind === 'writer'));
    await this.#following;
  }

  /** Shows what another tab saved; `asWriter` when this one writes from now on. */
  async #follow(asWriter: boolean): Promise<void> {
    const { workspace, mayWrite } = await this.keeping.read();
    // What could not be kept stands on this screen only, and is not covered by what another tab saved.
    if (this.keeping.unsaved) this.notices.warn({ code: 'issue_storage_not_followed' });
    else await this.#restoreReport(workspace);
    if (!mayWrite) this.#onlyRead();
    else if (asWriter) this.notices.tell({ key: 'storage_took_over' });
    this.desk.run();
    await this.refreshLibrary();
  }
}
