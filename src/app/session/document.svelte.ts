import type { Kinds } from '#core/report/kinds';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type * as JournalModule from '#core/report/journal';
import type { Journal, OpenJournal } from '#core/report/journal';
import type { Edit, Report } from '#core/report/types';
import type { ReportOrigin } from '#edge/storage/origin';

type JournalTools = typeof JournalModule;

/** The report under work: a journal of edits, and whoever keeps it. */
export class ReportDocument {
  readOnly = $state(false);
  issues = $state.raw<readonly Issue[]>([]);
  #open = $state.raw<OpenJournal | null>(null);
  #tools: JournalTools | null = null;
  /** Another tab keeps the edits. */
  elsewhere = $state(false);
  /** SE40: where a foreign report came from; null where it counts as the reader's own. */
  #origin = $state.raw<ReportOrigin | null>(null);
  /** Another object with every document that is opened. */
  #opening = {};

  /** `changed` is called after every change with what must be kept; the journal is null when the document is only to be read. */
  constructor(private readonly changed: (journal: Journal | null, origin: ReportOrigin | null) => void) {}

  get report(): Report | null {
    return this.#open?.report ?? null;
  }
  get origin(): ReportOrigin | null {
    return this.#origin;
  }
  /** The document before the edits that can be taken back. */
  get began(): Report | null {
    return this.#open?.journal.snapshot ?? null;
  }
  get canUndo(): boolean {
    return !this.readOnly && (this.#open?.journal.position ?? 0) > 0;
  }
  get canRedo(): boolean {
    return !this.readOnly && this.#open !== null && this.#open.journal.position < this.#open.journal.entries.length;
  }

  /** Part of the stored journal could not be read. */
  get damaged(): boolean {
    return this.issues.some((issue) => issue.code === 'issue_report_journal_damaged');
  }

  /** Opens a document without a past; `origin` says that it is foreign, and from where. */
  async start(
    report: Report,
    { readOnly = false, origin = null }: { readOnly?: boolean; origin?: ReportOrigin | null } = {},
  ): Promise<void> {
    this.#tools = await import('#core/report/journal');
    this.#begin(origin);
    this.readOnly = readOnly;
    this.elsewhere = false;
    this.issues = [];
    this.#set(this.#tools.startJournal(report));
  }

  /** Opens a stored journal; gives the reasons when nothing of it can be read. */
  async restore(stored: unknown, kinds: Kinds, origin: ReportOrigin | null): Promise<Result<Report>> {
    this.#tools = await import('#core/report/journal');
    const read = this.#tools.readJournal(stored, kinds);
    if (!read.ok) return read;
    this.#begin(origin);
    this.readOnly = read.value.readOnly;
    this.elsewhere = false;
    this.issues = read.value.issues;
    this.#open = { journal: read.value.journal, report: read.value.report };
    return succeed(read.value.report);
  }

  /** Another tab keeps the edits: this document is only to be read until it is restored from there. */
  leaveToOtherTab(): void {
    this.readOnly = this.elsewhere = true;
  }

  /** Writes down the document as it stands, when what was stored of it is gone. */
  keep(): void {
    if (this.#open) this.#set(this.#open);
  }

  /** SE42: the document counts as the reader's own from now on. Gives what takes that back as long as the document is open, or why it cannot be. */
  claim(): Result<() => void> {
    if (this.readOnly) return fail(this.#closed());
    const [origin, opening] = [this.#origin, this.#opening];
    this.#setOrigin(null);
    return succeed(() => {
      if (this.#opening === opening && !this.readOnly) this.#setOrigin(origin);
    });
  }

  /** Makes an edit; what does not fit changes nothing and is told. */
  edit(edit: Edit): readonly Issue[] {
    if (!this.#open || !this.#tools) return [];
    if (this.readOnly) return [this.#closed()];
    const next = this.#tools.recordEdit(this.#open, edit);
    if (!next.ok) return next.issues;
    if (next.value !== this.#open) this.#set(next.value);
    return [];
  }

  undo(): void {
    if (this.canUndo) this.#set(this.#tools!.undoEdit(this.#open!));
  }

  redo(): void {
    if (this.canRedo) this.#set(this.#tools!.redoEdit(this.#open!));
  }

  /** What brings the present document back after another was opened; null when there is none. */
  setAside(): (() => void) | null {
    const [open, readOnly, issues, origin] = [this.#open, this.readOnly, this.issues, this.#origin];
    if (!open) return null;
    return () => {
      this.#begin(origin);
      this.readOnly = readOnly;
      this.issues = issues;
      this.#set(open);
    };
  }

  close(): void {
    this.#open = null;
    this.#begin(null);
    this.readOnly = false;
    this.issues = [];
  }

  #set(open: OpenJournal): void {
    this.#open = open;
    this.changed(this.readOnly ? null : open.journal, this.#origin);
  }

  #begin(origin: ReportOrigin | null): void {
    this.#opening = {};
    this.#origin = origin;
  }

  #setOrigin(origin: ReportOrigin | null): void {
    this.#origin = origin;
    this.keep();
  }

  /** Why the document may only be read. */
  #closed(): Issue {
    return { code: this.elsewhere ? 'issue_storage_other_tab' : 'issue_report_newer' };
  }
}
