import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPERATIONS } from './edit-schema';
import { applyEdit, invertEdit } from './edits';
import { canRedo, canUndo, compactJournal, readJournal, recordEdit, redoEdit, startJournal, undoEdit, type OpenJournal } from './journal';
import { serializeReport } from './serialize';
import { anyEdit, anyReport, editGenerators, emptyReport, kind, kinds } from '../../../tests/support/reports';
import { runs } from '../../../tests/support/seeded';
import type { Edit, Report } from './types';

const cell = (id: string) => ({ id, type: 'analysis', kind: 'rfm', version: 1, params: {} }) as const;
const report: Report = { ...emptyReport, cells: [cell('a'), { id: 'b', type: 'text', markdown: 'words' }] };
const code = (edit: Edit) => {
  const result = applyEdit(report, edit);
  return result.ok ? 'made' : result.issues[0]?.code;
};

describe('ED1 an edit is made or refused', () => {
  test.each<[string, Edit]>([
    ['issue_report_cell_missing', { op: 'remove_cell', id: 'z' }],
    ['issue_report_cell_missing', { op: 'move_cell', id: 'z', index: 0 }],
    ['issue_report_cell_duplicate', { op: 'add_cell', cell: cell('a'), index: 0 }],
    ['issue_report_position', { op: 'add_cell', cell: cell('z'), index: 3 }],
    ['issue_report_position', { op: 'move_cell', id: 'a', index: 2 }],
    ['issue_report_cell_type', { op: 'set_text', id: 'a', markdown: '' }],
    ['issue_report_cell_type', { op: 'set_view', id: 'b', view: {} }],
    ['issue_report_range_reversed', { op: 'set_range', range: { from: '2026-01-02', to: '2026-01-01' } }],
    ['issue_report_invalid', { op: 'set_title', title: 'x'.repeat(201) }],
    ['issue_report_invalid', { op: 'set_params', id: 'a', version: 0, params: {} }],
    ['issue_report_invalid', { op: 'nothing' } as never],
    ['made', { op: 'move_cell', id: 'a', index: 1 }],
  ])('ED1 %s', (expected, edit) => {
    expect(code(edit)).toBe(expected);
  });
  test('ED1 the two hundred and first cell is refused', () => {
    const full = { ...emptyReport, cells: Array.from({ length: 200 }, (_, index) => cell(`c${index}`)) };
    expect(applyEdit(full, { op: 'add_cell', cell: cell('z'), index: 0 })).toMatchObject({
      issues: [{ code: 'issue_report_too_many_cells' }],
    });
  });
  test('ED1 `all` that fails half way changes nothing', () => {
    const before = serializeReport(report);
    expect(
      code({
        op: 'all',
        edits: [
          { op: 'set_title', title: 'new' },
          { op: 'remove_cell', id: 'z' },
        ],
      }),
    ).toBe('issue_report_cell_missing');
    expect(serializeReport(report)).toBe(before);
  });
  test('ED1 moving puts the cell where it was asked to stand', () => {
    const moved = applyEdit({ ...emptyReport, cells: [cell('a'), cell('b'), cell('c')] }, { op: 'move_cell', id: 'a', index: 2 });
    expect(moved.ok && moved.value.cells.map((each) => each.id)).toEqual(['b', 'c', 'a']);
  });
});

test('ED2 NB9 an edit and its inverse give the document before, character by character', () => {
  const made = new Map<string, number>();
  fc.assert(
    fc.property(anyReport, fc.array(anyEdit, { minLength: 1, maxLength: 12 }), (start, edits) => {
      let current = start;
      const before: string[] = [];
      const inverses: Edit[] = [];
      for (const edit of edits) {
        const next = applyEdit(current, edit);
        if (!next.ok) continue;
        before.push(serializeReport(current));
        inverses.push(invertEdit(current, edit));
        current = next.value;
        made.set(edit.op, (made.get(edit.op) ?? 0) + 1);
      }
      while (inverses.length > 0) {
        const back = applyEdit(current, inverses.pop()!);
        if (!back.ok) throw new Error(JSON.stringify(back.issues));
        current = back.value;
        expect(serializeReport(current)).toBe(before.pop());
      }
    }),
    runs(10_000),
  );
  expect(Object.keys(editGenerators).toSorted()).toEqual(OPERATIONS.toSorted());
  for (const op of [...OPERATIONS, 'all']) expect(made.get(op) ?? 0, op).toBeGreaterThan(5);
});

function record(open: OpenJournal, edits: readonly Edit[]): OpenJournal {
  return edits.reduce((current, edit) => {
    const next = recordEdit(current, edit);
    return next.ok ? next.value : current;
  }, open);
}

describe('ED3 the journal', () => {
  test('ED3 undo as often as edits were made is the start, redo the end, at every length', () => {
    fc.assert(
      fc.property(anyReport, fc.array(anyEdit, { maxLength: 30 }), (start, edits) => {
        const end = record(startJournal(start), edits);
        let open = end;
        let steps = 0;
        while (canUndo(open)) {
          open = undoEdit(open);
          steps++;
        }
        expect(steps).toBe(end.journal.entries.length);
        expect(serializeReport(open.report)).toBe(serializeReport(start));
        while (canRedo(open)) open = redoEdit(open);
        expect(open).toEqual(end);
      }),
      runs(2000),
    );
  });
  test('ED3 more than a hundred steps back', () => {
    const titles = Array.from({ length: 150 }, (_, index): Edit => ({ op: 'set_title', title: `t${index}` }));
    let open = record(startJournal(report), titles);
    for (let step = 0; step < 150; step++) open = undoEdit(open);
    expect(open.report.title).toBe('');
    expect(undoEdit(open)).toBe(open);
  });
});

test('ED4 a new edit drops what was undone; one that changes nothing is not noted', () => {
  const title = (text: string): Edit => ({ op: 'set_title', title: text });
  const open = record(undoEdit(record(startJournal(report), [title('one'), title('two')])), [title('three')]);
  expect(open.journal.entries.map((entry) => entry.edit)).toEqual([title('one'), title('three')]);
  expect(canRedo(open)).toBe(false);
  const same = recordEdit(open, title('three'));
  expect(same.ok && same.value).toBe(open);
});

test('ED5 compacting keeps the document and the last edits', () => {
  fc.assert(
    fc.property(anyReport, fc.array(anyEdit, { minLength: 10, maxLength: 40 }), fc.nat(10), (start, edits, undone) => {
      let open = record(startJournal(start), edits);
      for (let step = 0; step < undone; step++) open = undoEdit(open);
      const compact = compactJournal(open, 4);
      expect(serializeReport(compact.report)).toBe(serializeReport(open.report));
      expect(compact.journal.entries.length).toBeLessThanOrEqual(Math.max(4, open.journal.entries.length - open.journal.position, 7));
      const read = readJournal(JSON.parse(JSON.stringify(compact.journal)), kinds);
      expect(read.ok && serializeReport(read.value.report)).toBe(serializeReport(open.report));
    }),
    runs(1000),
  );
  const long = record(
    startJournal(report),
    Array.from({ length: 1200 }, (_, index): Edit => ({ op: 'set_title', title: `t${index}` })),
  );
  expect(long.journal.entries.length).toBeGreaterThanOrEqual(500);
  expect(long.journal.entries.length).toBeLessThan(1000);
});

describe('ED6 a stored journal', () => {
  const stored = () => {
    const open = record(startJournal(report), [
      { op: 'set_title', title: 'one' },
      { op: 'remove_cell', id: 'a' },
      { op: 'set_title', title: 'two' },
    ]);
    return JSON.parse(JSON.stringify(undoEdit(open).journal)) as {
      snapshot: unknown;
      entries: { edit: Record<string, unknown> }[];
      position: unknown;
    };
  };
  test('ED6 comes back with its position', () => {
    const read = readJournal(stored(), kinds);
    expect(read).toMatchObject({ ok: true, value: { report: { title: 'one' }, issues: [], journal: { position: 2 } } });
    expect(read.ok && canRedo(read.value) && redoEdit(read.value).report.title).toBe('two');
  });
  test('ED6 an entry that does not apply ends the history there', () => {
    const broken = stored();
    broken.entries[1]!.edit['id'] = 'z';
    expect(readJournal(broken, kinds)).toMatchObject({
      ok: true,
      value: { report: { title: 'one' }, journal: { position: 1, entries: [{}] }, issues: [{ code: 'issue_report_journal_damaged' }] },
    });
  });
  test.each([[null], [{}], ['text'], [{ snapshot: emptyReport }], [{ snapshot: { ...emptyReport, title: 1 }, entries: [], position: 0 }]])(
    'ED6 %j is refused, not thrown',
    (value) => {
      expect(readJournal(value, kinds).ok).toBe(false);
    },
  );
  test.each([-1, 99, 'x', NaN])('ED6 position %s is brought into the history and told', (position) => {
    const read = readJournal({ ...stored(), position }, kinds);
    expect(read).toMatchObject({ ok: true, value: { issues: [{ code: 'issue_report_journal_damaged' }] } });
  });
  test('ED6 params of an older version are brought up in every entry, so that undo and redo stay in this version', () => {
    const { journal } = record(startJournal(report), [
      { op: 'set_params', id: 'a', version: 1, params: { n: 1 } },
      {
        op: 'all',
        edits: [
          { op: 'add_cell', cell: cell('z'), index: 0 },
          { op: 'set_params', id: 'z', version: 1, params: { n: 2 } },
        ],
      },
    ]);
    const up = (params: object) => ({ ...params, added: true });
    const newer = new Map([['rfm', kind(2, { migrations: [{ name: 'add_added', from: 1, up }] })]]);
    const read = readJournal(JSON.parse(JSON.stringify(journal)), newer);
    if (!read.ok) throw new Error('unread');
    const paramsOf = (open: OpenJournal) =>
      open.report.cells.flatMap((each) => (each.type === 'analysis' ? [[each.id, each.version, each.params]] : []));
    expect(read.value.issues).toEqual([]);
    expect(paramsOf(read.value)).toEqual([
      ['z', 2, { n: 2, added: true }],
      ['a', 2, { n: 1, added: true }],
    ]);
    expect(paramsOf(undoEdit(undoEdit(read.value)))).toEqual([['a', 2, { added: true }]]);
  });
  test('ED6 inverses are made anew, not believed', () => {
    const lying = JSON.parse(JSON.stringify(stored())) as { entries: { inverse: unknown }[] };
    lying.entries[0]!.inverse = { op: 'set_title', title: 'lie' };
    const read = readJournal(lying, kinds);
    expect(read.ok && undoEdit(undoEdit(read.value)).report.title).toBe('');
  });
});
