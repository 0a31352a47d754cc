import { afterEach, expect, test } from 'vitest';
import { csv, settled, stageKeeper, TODAY } from './test-parts';
import { today } from './today';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** Two hundred answers of nobody known, at no known time: s3 goes with the satisfaction, the others follow a count. */
const answers = () =>
  csv('answers.csv', [
    'overall_sat,class,s1,s2,s3',
    ...Array.from(
      { length: 200 },
      (_, at) => `${1 + (at % 7)},${at % 3 ? 'Economy' : 'First'},${1 + (at % 5)},${1 + ((at * 3) % 7)},${1 + (at % 7)}`,
    ),
  ]);

test('M19 FR4 AN4 answers without date, id and customer come up as a report of the day, and no cell fails', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([answers()]);
  await settled(stage);
  const { report, cells } = stage.workspace;
  expect(stage.workspace.drafts[0]!.mapping?.grain).toBe('response');
  expect([report!.asOf, stage.workspace.asOf]).toEqual([TODAY, TODAY]);
  expect(report!.cells.map((cell) => [cell.type === 'analysis' && cell.kind, cells[cell.id]?.state])).toEqual([
    ['satisfaction', 'done'],
    ['drivers', 'done'],
    ['dimensions', 'done'],
  ]);
});

test('FR4 the day of the calendar is that of the place where somebody sits, not of Greenwich', () => {
  expect([today(new Date(2026, 0, 1, 0, 5)), today(new Date(2026, 11, 31, 23, 55))]).toEqual(['2026-01-01', '2026-12-31']);
});
