import { expect, test } from 'vitest';
import { succeed } from '#core/model/result';
import type { Part, Presentation } from '#core/model/presentation';
import type { Report } from '#core/report/types';
import { emptyReport } from '../../../tests/support/reports';
import { outgoing, USUAL_OUTGOING, type OutgoingDesk } from './outgoing';

const stamp = { asOf: '2026-10-24', phrases: [], provisional: false };
const nobody = { used: [], excluded: [] };
/** Groups with their customers, and a chart whose marks stand for parts of other names. */
const groups = (counts: readonly number[]): Presentation => ({
  figures: [],
  charts: [
    {
      ...{ id: 'grid', spec: { mark: 'rect' }, height: 1, title: { literal: '' }, caption: { literal: '' } },
      rows: [{ x: 1, part: '{"cell":1}' }],
    },
  ],
  table: {
    columns: [
      { key: 'group', label: { literal: 'group' }, unit: 'text', is: 'key' },
      { key: 'customers', label: { literal: 'customers' }, unit: 'customers', is: 'count', part: true },
    ],
    rows: counts.map((customers, at) => ({ values: { group: `g${at}`, customers }, parts: { customers: { group: at } } })),
  },
  insight: { sentences: [], numbers: {} },
  stamp,
  ledger: nobody,
});
const rows: Presentation = {
  ...groups([]),
  charts: [],
  table: {
    columns: ['customer_id', 'name', 'spend'].map((key) => ({ key, label: { literal: key }, unit: 'text', is: 'other' })),
    rows: [{ values: { customer_id: 'c1', name: '王小明', spend: 12 } }, { values: { customer_id: 'c2', name: '李四', spend: 3 } }],
  },
};
const cell = (id: string, kind: string) => ({ id, type: 'analysis', kind, version: 1, params: {} }) as const;
const report: Report = {
  ...emptyReport,
  cells: [cell('a', 'rfm'), cell('b', 'comments'), { id: 'q', type: 'sql', name: 'list', sql: 'SELECT 1' } as never, cell('w', 'rfm')],
};

function desk(behind: (part: Part) => number): OutgoingDesk & { ended: number } {
  const done = (presentation: Presentation) => ({ state: 'done', presentation, steps: [], took: 0 }) as const;
  const made = {
    ended: 0,
    report,
    cells: {
      states: { a: done(groups([2, 40, 60])), b: done(groups([7, 40, 60])), q: done(rows), w: { state: 'waiting' } as const },
      settled: Promise.resolve(),
    },
    selecting: { end: () => void made.ended++ },
    people: (_cell: string, part: Part) => Promise.resolve(succeed({ rowCount: behind(part), columns: [] })),
  };
  return made;
}
const counts = (presentation: Presentation | undefined) => presentation?.table.rows.map(({ values }) => values['customers']);

test('PR22 each cell leaves protected, those of free text by their own k, unfinished ones not at all', async () => {
  const from = desk(() => 9);
  const { cells, protection, done } = await outgoing(from, USUAL_OUTGOING);
  expect(from.ended).toBe(1);
  expect(Object.keys(cells)).toEqual(['a', 'b', 'q']);
  expect(counts(cells['a'])).toEqual([null, null, 60]);
  // 7 would be enough elsewhere.
  expect(counts(cells['b'])).toEqual([null, null, 60]);
  expect(protection.k).toBe(5);
  expect(protection.told).toContainEqual({ key: 'privacy_told_numbers', values: { n: 2, k: '5' } });
  expect(done['b']?.told).toContainEqual({ key: 'privacy_told_numbers', values: { n: 2, k: '10' } });
});

test('PR16 a chart of other parts leaves when the engine says that nobody in it stands for few', async () => {
  const usual = USUAL_OUTGOING;
  expect(
    (
      await outgoing(
        desk(() => 9),
        usual,
      )
    ).cells['a']?.charts,
  ).toHaveLength(0);
  const all = desk(() => 9);
  const states = { ...all.cells.states, a: { state: 'done', presentation: groups([20, 40]), steps: [], took: 0 } as const };
  expect((await outgoing({ ...all, cells: { ...all.cells, states } }, usual)).cells['a']?.charts).toHaveLength(1);
  const few = { ...desk(() => 1), cells: { ...all.cells, states } };
  expect((await outgoing(few, usual)).cells['a']?.charts).toHaveLength(0);
});

test('PR20, PR21 rows of a query stay here; ticked columns leave, personal ones masked unless they are named', async () => {
  const left = async (choice: Partial<typeof USUAL_OUTGOING>) =>
    (
      await outgoing(
        desk(() => 9),
        { ...USUAL_OUTGOING, ...choice },
      )
    ).cells['q']!.table;
  expect(await left({})).toEqual({ columns: [], rows: [] });
  const ticked = await left({ rows: { q: { columns: ['name', 'spend'], open: [] } } });
  expect(ticked.columns.map(({ key }) => key)).toEqual(['name', 'spend']);
  expect(ticked.rows.map(({ values }) => values)).toEqual([
    { name: '王**', spend: 12 },
    { name: '李**', spend: 3 },
  ]);
  const open = await left({ rows: { q: { columns: ['name'], open: ['name'] } } });
  expect(open.rows[0]?.values).toEqual({ name: '王小明' });
});

test('PR19 with k = 1 a prebuilt result leaves as it is', async () => {
  const { cells } = await outgoing(
    desk(() => 1),
    { k: 1, freeTextK: 1, rows: {} },
  );
  expect(counts(cells['a'])).toEqual([2, 40, 60]);
  expect(cells['a']?.charts).toHaveLength(1);
});
