import { afterEach, expect, test } from 'vitest';
import { serializeReport } from '#core/report/serialize';
import { ordersFile, settled, stageKeeper, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

async function openWithOrders(): Promise<Stage> {
  const stage = await open();
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  return stage;
}
const cellOf = ({ workspace }: Stage, kind: string) =>
  workspace.report!.cells.find((cell) => cell.type === 'analysis' && cell.kind === kind)!;
const shownOf = ({ workspace }: Stage, id: string) => {
  const state = workspace.cells[id];
  if (state?.state !== 'done') throw new Error(JSON.stringify(state));
  return state.presentation;
};
const done = (stage: Stage, id: string) => until(() => stage.workspace.cells[id]?.state === 'done', 'the cell');

test.each(['overview', 'revenue', 'rfm', 'cohort'])(
  'RU16 OW1 %s made one’s own shows what it showed, and comes back by undo',
  async (kind) => {
    const stage = await openWithOrders();
    const { workspace } = stage;
    const { id } = cellOf(stage, kind);
    const before = shownOf(stage, id);
    const written = serializeReport(workspace.report!);
    await workspace.makeOwn(id);
    await settled(stage);
    await done(stage, id);
    expect(workspace.report!.cells.find((cell) => cell.id === id)).toMatchObject({ kind: 'custom', definition: 'd1' });
    expect(workspace.report!.definitions).toMatchObject([{ id: 'd1', base: { kind } }]);
    const { ledger: _ledger, ...own } = shownOf(stage, id);
    const { ledger: _before, ...prebuilt } = before;
    expect(own).toEqual(prebuilt);
    expect(shownOf(stage, id).ledger).toEqual(before.ledger);
    workspace.undo();
    await settled(stage);
    expect(serializeReport(workspace.report!)).toBe(written);
  },
);

test('RU16 its people are those of the prebuilt question until its SQL is changed, then nobody is listed', async () => {
  const stage = await openWithOrders();
  const { workspace } = stage;
  const { id } = cellOf(stage, 'rfm');
  const part = shownOf(stage, id).table.rows.flatMap((row) => Object.values(row.parts ?? {}))[0]!;
  const before = await workspace.people(id, part);
  await workspace.makeOwn(id);
  await settled(stage);
  const same = await workspace.people(id, part);
  expect(before.ok && before.value.rowCount).toBeGreaterThan(0);
  expect(same).toEqual(before);

  const definition = workspace.report!.definitions![0]!;
  const steps = definition.steps.map((step, at) =>
    at === 0 ? { ...step, sql: `SELECT * FROM (\n${step.sql}\n) AS fewer WHERE true` } : step,
  );
  workspace.edit({ op: 'set_definition', definition: { ...definition, steps } });
  await settled(stage);
  await done(stage, id);
  expect(await workspace.people(id, part)).toMatchObject({ ok: false, issues: [{ code: 'issue_query_no_people' }] });
});

test('QC11 QC14 other columns make a table of one’s own, with the sentence of the definition', async () => {
  const stage = await openWithOrders();
  const { workspace } = stage;
  const { id } = cellOf(stage, 'rfm');
  await workspace.makeOwn(id);
  await settled(stage);
  const definition = workspace.report!.definitions![0]!;
  const steps = [{ id: definition.steps[0]!.id, sql: 'SELECT count(*) AS orders_here, 60 AS expected FROM history' }];
  workspace.edit({ op: 'set_definition', definition: { ...definition, steps, insight: '{{orders_here}} of {{expected}}, {{nothing}}' } });
  await until(
    () => (workspace.cells[id]?.state === 'done' ? shownOf(stage, id).insight.numbers['orders_here'] !== undefined : false),
    'the new answer',
  );
  const shown = shownOf(stage, id);
  expect(shown.table.columns.map(({ key }) => key)).toEqual(['orders_here', 'expected']);
  expect(shown.insight).toMatchObject({ sentences: [{ finding: { literal: '60 of 60, {{nothing}}' } }], numbers: { orders_here: 60 } });
});

test('NB6 a definition travels with the report: the file of one tab shows the same in another', async () => {
  const stage = await openWithOrders();
  const { id } = cellOf(stage, 'rfm');
  await stage.workspace.makeOwn(id);
  await settled(stage);
  const other = await openWithOrders();
  await other.workspace.openReportText(serializeReport(stage.workspace.report!), 'file');
  await other.workspace.acceptIncoming();
  await settled(other);
  await done(other, id);
  expect(shownOf(other, id)).toEqual(shownOf(stage, id));
});

test('OD2 a definition on trial answers in the cell’s place, reads queries and controls, and stores nothing', async () => {
  const stage = await openWithOrders();
  const { workspace } = stage;
  const { id } = cellOf(stage, 'rfm');
  await workspace.makeOwn(id);
  await settled(stage);
  const { base: _, ...definition } = workspace.report!.definitions![0]!;
  const control = { type: 'number', min: null, max: null, value: 40 } as const;
  workspace.edit({ op: 'add_cell', index: 0, cell: { id: 'c90', type: 'control', name: 'knob', control } });
  workspace.edit({ op: 'add_cell', index: 0, cell: { id: 'c91', type: 'sql', name: 'base', query: { by: 'sql', text: 'SELECT 2 AS n' } } });
  workspace.edit({ op: 'set_params', id, version: 1, params: { here: 5, gone: 9 } });
  await until(() => workspace.cells['c91']?.state === 'done' && workspace.cells[id]?.state === 'refused', 'the cells beside it');
  await until(() => Object.values(workspace.cells).every(({ state }) => state !== 'running' && state !== 'waiting'), 'all of them');
  const before = { report: workspace.report, cells: workspace.cells };
  const here = { key: 'here', label: 'Here', help: '', type: 'integer', min: 0, max: 10, default: 1 } as const;
  const draft = {
    ...definition,
    form: [here],
    requires: [],
    steps: [{ id: 'rows', sql: 'SELECT 100 * n + {{knob}} + {{here}} AS sum FROM base' }],
  };
  const { signal } = new AbortController();
  const state = await workspace.preview({ draft, cellId: id }, signal);
  expect(state.state === 'done' && state.presentation.table.rows.map(({ values }) => values['sum'])).toEqual([245]);
  const wrong = { ...draft, steps: [{ id: 'rows', sql: 'SELECT n,\n  absent\nFROM base' }] };
  expect(await workspace.preview({ draft: wrong, cellId: id }, signal)).toMatchObject({
    state: 'failed',
    place: { name: 'rows', step: true, line: 2, column: 3, length: 6 },
  });
  expect(workspace.report).toBe(before.report);
  expect(workspace.cells).toBe(before.cells);
});
