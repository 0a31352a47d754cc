import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { parseEdit } from './edit-schema';
import { applyEdit, invertEdit } from './edits';
import { canonicalJson } from './json';
import type { Kinds } from './kinds';
import { readReportValue } from './parse';
import type { Edit, Report } from './types';
import { upgradeEdit } from './upgrade';

/** One edit with what takes it back. */
export interface JournalEntry {
  readonly edit: Edit;
  readonly inverse: Edit;
}

/** The stored form of a report under work: a document, the edits since, and how many of them stand. */
export interface Journal {
  readonly snapshot: Report;
  readonly entries: readonly JournalEntry[];
  /** Entries before it are done, entries from it on are undone. */
  readonly position: number;
}

/** A journal together with the document it amounts to. */
export interface OpenJournal {
  readonly journal: Journal;
  readonly report: Report;
}

/** How many edits can be taken back at least. */
export const KEPT_EDITS = 500;

export const startJournal = (report: Report): OpenJournal => ({ journal: { snapshot: report, entries: [], position: 0 }, report });

export const canUndo = ({ journal }: OpenJournal): boolean => journal.position > 0;
export const canRedo = ({ journal }: OpenJournal): boolean => journal.position < journal.entries.length;

/** Makes an edit and notes it; what was undone before is dropped. An edit that changes nothing is not noted. */
export function recordEdit(open: OpenJournal, edit: Edit): Result<OpenJournal> {
  const next = applyEdit(open.report, edit);
  if (!next.ok) return next;
  if (canonicalJson(next.value) === canonicalJson(open.report)) return succeed(open);
  const { snapshot, entries, position } = open.journal;
  const entry = { edit, inverse: invertEdit(open.report, edit) };
  const recorded = { snapshot, entries: [...entries.slice(0, position), entry], position: position + 1 };
  return succeed(compactJournal({ journal: recorded, report: next.value }));
}

function step(open: OpenJournal, edit: Edit | undefined, by: 1 | -1): OpenJournal {
  if (!edit) return open;
  const next = applyEdit(open.report, edit);
  if (!next.ok) throw new Error(`the journal holds an edit that does not apply: ${edit.op}`);
  return { journal: { ...open.journal, position: open.journal.position + by }, report: next.value };
}

/** Takes the last edit back; the same journal when there is none. */
export const undoEdit = (open: OpenJournal): OpenJournal => step(open, open.journal.entries[open.journal.position - 1]?.inverse, -1);

/** Makes the last undone edit again; the same journal when there is none. */
export const redoEdit = (open: OpenJournal): OpenJournal => step(open, open.journal.entries[open.journal.position]?.edit, 1);

/** Moves the snapshot forward when there are twice as many edits as are kept. The document stays. */
export function compactJournal(open: OpenJournal, kept = KEPT_EDITS): OpenJournal {
  const { snapshot, entries, position } = open.journal;
  const surplus = Math.min(position, entries.length - kept);
  if (entries.length < kept * 2 || surplus <= 0) return open;
  const forward = entries.slice(0, surplus).reduce<OpenJournal>((current, entry) => step(current, entry.edit, 1), startJournal(snapshot));
  const journal = { snapshot: forward.report, entries: entries.slice(surplus), position: position - surplus };
  return { journal, report: open.report };
}

/** A journal as it was found in storage. */
export interface ReadJournal extends OpenJournal {
  readonly readOnly: boolean;
  readonly issues: readonly Issue[];
}

const damaged: Issue = { code: 'issue_report_journal_damaged' };

/** Reads a stored journal as if it were foreign. Entries that do not apply are left out with all after them, and that is told. */
export function readJournal(value: unknown, kinds: Kinds): Result<ReadJournal> {
  const stored = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Journal, unknown>>;
  const snapshot = readReportValue(stored.snapshot, kinds);
  if (!snapshot.ok) return snapshot;
  if (!Array.isArray(stored.entries)) return fail({ code: 'issue_report_invalid', values: { place: 'entries' } });
  const wanted = typeof stored.position === 'number' ? stored.position : NaN;
  const replayed = replay(snapshot.value.report, stored.entries, kinds);
  const whole = replayed.length === stored.entries.length && Number.isInteger(wanted) && wanted >= 0 && wanted <= replayed.length;
  const position = whole ? wanted : Math.max(0, Math.min(replayed.length, Math.trunc(wanted) || 0));

  let open: OpenJournal = { journal: { snapshot: snapshot.value.report, entries: replayed, position: 0 }, report: snapshot.value.report };
  while (open.journal.position < position) open = redoEdit(open);
  const issues = whole ? snapshot.value.issues : [...snapshot.value.issues, damaged];
  return succeed({ ...open, readOnly: snapshot.value.readOnly, issues });
}

/** The entries that apply one after another, with inverses made anew. */
function replay(snapshot: Report, stored: readonly unknown[], kinds: Kinds): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let report = snapshot;
  for (const each of stored) {
    const parsed = parseEdit((each as Partial<JournalEntry> | null)?.edit);
    if (!parsed.ok) break;
    const edit = upgradeEdit(report, parsed.value, kinds);
    const next = applyEdit(report, edit);
    if (!next.ok) break;
    entries.push({ edit, inverse: invertEdit(report, edit) });
    report = next.value;
  }
  return entries;
}
