import type { Kinds } from '#core/report/kinds';
import { succeed, type Issue, type Result } from '#core/model/result';
import type * as JournalModule from '#core/report/journal';
import type { Journal, OpenJournal } from '#core/report/journal';
import type { Edit, Report } from '#core/report/types';

type JournalTools = typeof JournalModule;

/** The report under work: a journal of edits, and whoever keeps it. */
export class ReportDocument {
  readOnly = $state(false);
  issues = $state.raw<readonly Issue[]>([]);
  #open = $state.raw<OpenJournal | null>(null);
  #tools: JournalTools | null = null;
  /** Another tab keeps the edits. */
  elsewhere = $state(false);

  /** `changed` is called after every change with what must be kept, or null when the document is only to be read. */
  constructor(private readonly changed: (journal: Journal | null) => void) {}

  get report(): Report | null {
    return this.#open?.report ?? null;
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

  /** Opens a document without a past. */
  async start(report: Report, readOnly = false): Promise<void> {
    this.#tools = await import('#core/report/journal');
    this.readOnly = readOnly;
    this.elsewhere = false;
    this.issues = [];
    this.#set(this.#tools.startJournal(report));
  }

  /** Opens a stored journal; gives the reasons when nothing of it can be read. */
  async restore(stored: unknown, kinds: Kinds): Promise<Result<Report>> {
    this.#tools = await import('#core/report/journal');
    const read = this.#tools.readJournal(stored, kinds);
    if (!read.ok) return read;
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

  /** Makes an edit; what does not fit changes nothing and is told. */
  edit(edit: Edit): readonly Issue[] {
    if (!this.#open || !this.#tools) return [];
    if (this.readOnly) return [{ code: this.elsewhere ? 'issue_storage_other_tab' : 'issue_report_newer' }];
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
    const [open, readOnly, issues] = [this.#open, this.readOnly, this.issues];
    if (!open) return null;
    return () => {
      this.readOnly = readOnly;
      this.issues = issues;
      this.#set(open);
    };
  }

  close(): void {
    this.#open = null;
    this.readOnly = false;
    this.issues = [];
  }

  #set(open: OpenJournal): void {
    this.#open = open;
    this.changed(this.readOnly ? null : open.journal);
  }
}
