import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Text } from '#core/messages/text';
import type { Part } from '#core/model/presentation';
import { Cells } from './cells.svelte';
import { Selecting } from './selecting.svelte';
import { ordersFile, settled, stageKeeper, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);
/** Fetches what a first report needs, which takes long on a busy machine. */
beforeAll(async () => {
  await openReport();
  await closeAll();
}, 240_000);

async function openReport(): Promise<Stage> {
  const stage = await open();
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  stage.workspace.setScreen('report');
  return stage;
}
const idOf = ({ workspace }: Stage, kind: string) =>
  workspace.report!.cells.find((cell) => cell.type === 'analysis' && cell.kind === kind)!.id;
const customersOf = (stage: Stage) => {
  const state = stage.workspace.cells[idOf(stage, 'overview')];
  return state?.state === 'done' ? state.presentation.insight.numbers.customers : undefined;
};
const noticeKeys = ({ workspace }: Stage) => workspace.notices.map(({ text }) => ('key' in text ? text.key : text.literal));
const january: Part = { from: '2026-01-01', to: '2026-01-31' };
const words = { literal: 'January' };
async function select(stage: Stage, part = january): Promise<void> {
  stage.workspace.select(idOf(stage, 'revenue'), { part, words });
  await until(() => customersOf(stage) === 4, 'the other cells follow');
}

test('SL1 one part, another in its place, both, and back', () => {
  let runs = 0;
  const say = (text: Text) => ('literal' in text ? text.literal : '');
  const selecting = new Selecting(new Cells(), { run: () => void runs++, say, tell: () => undefined });
  const part = (name: string) => ({ part: { name }, words: { literal: name } });
  const names = () => selecting.current?.parts.map(({ words: each }) => say(each)) ?? null;
  selecting.select('c1', part('a'), false);
  expect(names()).toEqual(['a']);
  selecting.select('c1', part('b'), false);
  expect(names()).toEqual(['b']);
  selecting.select('c1', part('a'), true);
  expect(names()).toEqual(['b', 'a']);
  expect(selecting.option.selection).toEqual({
    cellId: 'c1',
    parts: [{ name: 'b' }, { name: 'a' }],
    name: 'b + a',
  });
  selecting.select('c1', part('b'), true);
  expect(names()).toEqual(['a']);
  selecting.select('c1', part('a'), false);
  expect(names()).toBeNull();
  selecting.select('c1', part('a'), false);
  selecting.select('c1', part('b'), true);
  selecting.select('c1', part('a'), false);
  expect(names()).toEqual(['a']);
  selecting.select('c2', part('d'), true);
  expect([selecting.current?.cellId, names()]).toEqual(['c2', ['d']]);
  const before = runs;
  selecting.end();
  selecting.end();
  expect([names(), runs - before]).toEqual([null, 1]);
});

/** Orders 0, 5, 10, … 55 are of January; customer numbers repeat after 20, so they are four: C100, C105, C110, C115. */
test('XF7 the others follow, the document does not change, and undo takes back no selection', async () => {
  const stage = await openReport();
  const before = [stage.workspace.report, stage.workspace.canUndo, customersOf(stage)];
  await select(stage);
  expect([stage.workspace.report, stage.workspace.canUndo]).toEqual(before.slice(0, 2));
  stage.workspace.clearSelection();
  await until(() => customersOf(stage) === before[2], 'all again');
  expect(stage.workspace.selected).toBeNull();
});

test('SL2 leaving the screen and other data end the selection', async () => {
  const stage = await openReport();
  const all = customersOf(stage);
  await select(stage);
  stage.workspace.setScreen('data');
  expect(stage.workspace.selected).toBeNull();
  await until(() => customersOf(stage) === all, 'all again');
  stage.workspace.setScreen('report');
  await select(stage);
  await stage.workspace.load();
  expect(stage.workspace.selected).toBeNull();
  await until(() => customersOf(stage) === all, 'all again after the load');
});

test.each([
  ['removed', (stage: Stage) => stage.workspace.edit({ op: 'remove_cell', id: idOf(stage, 'revenue') })],
  [
    'asked for weeks',
    (stage: Stage) => stage.workspace.edit({ op: 'set_params', id: idOf(stage, 'revenue'), version: 1, params: { grain: 'week' } }),
  ],
  ['out of the range', (stage: Stage) => stage.workspace.edit({ op: 'set_range', range: { from: '2026-02-01', to: null } })],
])('SL3 the cell that selects is %s: the selection ends, and a notice says so', async (_, change) => {
  const stage = await openReport();
  await select(stage);
  change(stage);
  await until(() => stage.workspace.selected === null, 'the selection ends');
  expect(noticeKeys(stage)).toContain('select_dropped');
  await until(() => (customersOf(stage) ?? 0) > 4, 'all again');
});
