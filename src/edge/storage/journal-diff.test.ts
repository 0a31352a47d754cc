import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordEdit, redoEdit, startJournal, undoEdit, type Journal, type OpenJournal } from '#core/report/journal';
import { anyEdit, anyReport } from '../../../tests/support/reports';
import { runs } from '../../../tests/support/seeded';
import { diffJournal } from './journal-diff';

/** A second way to keep a journal: whole lists, patched as the database is. */
function patch(stored: unknown[], before: Journal | null, after: Journal): unknown[] {
  const diff = diffJournal(before, after);
  return [...stored.slice(0, diff.from), ...diff.entries];
}

test('ST2 patched entries are the journal’s entries, through edits, undo and redo', () => {
  const move = fc.oneof({ weight: 4, arbitrary: anyEdit }, fc.constant('undo' as const), fc.constant('redo' as const));
  let small = 0;
  fc.assert(
    fc.property(anyReport, fc.array(move, { maxLength: 25 }), (report, moves) => {
      let open: OpenJournal = startJournal(report);
      let before: Journal | null = null;
      let stored: unknown[] = [];
      for (const each of moves) {
        if (each === 'undo') open = undoEdit(open);
        else if (each === 'redo') open = redoEdit(open);
        else {
          const next = recordEdit(open, each);
          if (next.ok) open = next.value;
        }
        if (before && diffJournal(before, open.journal).entries.length <= 1) small++;
        else if (before) throw new Error('one edit wrote several entries');
        stored = patch(stored, before, open.journal);
        before = open.journal;
        expect(stored).toEqual(open.journal.entries);
      }
    }),
    runs(2000),
  );
  expect(small).toBeGreaterThan(500);
});

test('ST2 a new snapshot is written whole', () => {
  const [report] = fc.sample(anyReport, 1);
  const a = startJournal(report!).journal;
  expect(diffJournal(a, { ...a })).toEqual({ whole: false, from: 0, entries: [] });
  expect(diffJournal(a, { ...a, snapshot: { ...a.snapshot } }).whole).toBe(true);
});
