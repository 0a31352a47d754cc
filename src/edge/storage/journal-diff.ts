import type { Journal, JournalEntry } from '#core/report/journal';

/** What must be written so that a stored journal becomes another. */
export interface JournalDiff {
  /** Everything is written anew, snapshot first. */
  readonly whole: boolean;
  /** Stored entries from this index on are dropped, then `entries` are put there. */
  readonly from: number;
  readonly entries: readonly JournalEntry[];
}

/** Entries never change once made, so the same object stands for the same edit. */
export function diffJournal(before: Journal | null, after: Journal): JournalDiff {
  if (!before || before.snapshot !== after.snapshot) return { whole: true, from: 0, entries: after.entries };
  const length = Math.min(before.entries.length, after.entries.length);
  let from = 0;
  while (from < length && before.entries[from] === after.entries[from]) from++;
  return { whole: false, from, entries: after.entries.slice(from) };
}
