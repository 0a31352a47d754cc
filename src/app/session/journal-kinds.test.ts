import { expect, test } from 'vitest';
import { emptyReport } from '../../../tests/support/reports';
import { recordEdit, startJournal } from '#core/report/journal';
import type { Edit } from '#core/report/types';
import { listJournalKinds } from './journal-kinds';

test('SG6 the kinds of cells and of segments are found, also those that were taken away', () => {
  const edits: Edit[] = [
    { op: 'add_cell', cell: { id: 'c1', type: 'analysis', kind: 'cohort', version: 1, params: {} }, index: 0 },
    { op: 'remove_cell', id: 'c1' },
    {
      op: 'add_segment',
      segment: {
        id: 's1',
        name: 'x',
        of: { kind: 'part', analysis: 'funnel', version: 1, params: {}, part: {}, range: { from: null, to: null }, filters: [] },
      },
      index: 0,
    },
    { op: 'add_segment', segment: { id: 's2', name: 'y', of: { kind: 'rule', filters: [] } }, index: 1 },
  ];
  let open = startJournal(emptyReport);
  for (const edit of edits) {
    const next = recordEdit(open, edit);
    if (!next.ok) throw new Error(JSON.stringify(next.issues));
    open = next.value;
  }
  expect(listJournalKinds(JSON.parse(JSON.stringify(open.journal))).toSorted()).toEqual(['cohort', 'funnel']);
});
