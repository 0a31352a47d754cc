import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyReport } from '../../../tests/support/reports';
import { runs } from '../../../tests/support/seeded';
import { applyEdit, invertEdit } from './edits';
import { recordEdit, startJournal, undoEdit } from './journal';
import { restoreEdit } from './restore';
import { serializeReport } from './serialize';

describe('restoring a version of a report', () => {
  it('VS3: makes any report any other, but for its files; the inverse brings the first back', () => {
    let different = 0;
    fc.assert(
      fc.property(anyReport, anyReport, (report, version) => {
        const edit = restoreEdit(report, version);
        const restored = applyEdit(report, edit);
        if (!restored.ok) throw new Error(JSON.stringify(restored.issues));
        expect(serializeReport(restored.value)).toBe(serializeReport({ ...version, sources: report.sources }));
        const back = applyEdit(restored.value, invertEdit(report, edit));
        if (!back.ok) throw new Error(JSON.stringify(back.issues));
        expect(serializeReport(back.value)).toBe(serializeReport(report));
        if (serializeReport(report) !== serializeReport(version)) different += 1;
      }),
      runs(2000),
    );
    expect(different).toBeGreaterThan(100);
  });

  it('VS3: is one step of the journal, and none where nothing differs', () => {
    const [report, version] = fc.sample(anyReport, { seed: 7, numRuns: 2 });
    const open = startJournal(report!);
    const restored = recordEdit(open, restoreEdit(report!, version!));
    if (!restored.ok) throw new Error(JSON.stringify(restored.issues));
    expect(restored.value.journal.entries).toHaveLength(1);
    expect(serializeReport(undoEdit(restored.value).report)).toBe(serializeReport(report!));
    expect(recordEdit(open, restoreEdit(report!, report!))).toMatchObject({ ok: true, value: { journal: { entries: [] } } });
  });
});
