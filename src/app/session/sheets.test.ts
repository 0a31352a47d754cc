import { afterEach, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { makeXlsx } from '../../../tests/support/make-xlsx';
import { stageKeeper, settled, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** Text as it stands, and numbers as numbers, in rows from the first. */
function sheet(name: string, table: readonly (readonly (string | number)[])[]) {
  const cell = (value: string | number, at: string) =>
    typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const rows = table.map((row, at) => `<row r="${at + 1}">${row.map((value, x) => cell(value, `${'ABCD'[x]}${at + 1}`)).join('')}</row>`);
  return { name, rows: rows.join('') };
}
const NAMES = ['order_id', 'customer_id', 'ordered_at', 'net_amount'];
/** A workbook whose larger sheet is what was planned, and whose smaller one is what was ordered. */
function workbook(name: string, month: string, first: number): File {
  const row = (mark: string, at: number) => [
    `${mark}${first + at}`,
    `C${at % 5}`,
    `2026-${month}-${String(at + 1).padStart(2, '0')}`,
    at + 1,
  ];
  const table = (mark: string, count: number) => [NAMES, ...Array.from({ length: count }, (_, at) => row(mark, at))];
  return new File([makeXlsx({ sheets: [sheet('Plan', table('P', 25)), sheet('Sold', table('S', 8))] })], name, { lastModified: first });
}
const ORDERED = { format: 'xlsx', sheet: 'Sold', skip: 0, headerRows: 1 } as const;
const draftOf = ({ workspace }: Stage) => workspace.drafts[0]!;
const loaded = (stage: Stage) => until(() => (draftOf(stage)?.ledger ?? null) !== null, 'loaded');
const sold = async ({ engine }: Stage) =>
  rowsOf(await engine.query('SELECT count(*)::INTEGER AS n, sum(net_amount)::DOUBLE AS total, min(order_id) AS first FROM orders'));

test('RD1 a trial of another sheet shows its rows, and no lines: a workbook has none', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([workbook('shop 2026-10.xlsx', '10', 100)]);
  await settled(stage);
  const trial = await stage.workspace.tryReading(draftOf(stage).id, ORDERED);
  expect(trial.lines).toEqual([]);
  expect(trial.head?.rows[0]).toEqual(['S100', 'C0', '2026-10-01', '1']);
});

test('RD7, RD9 a sheet that a person named is loaded, and is next month’s sheet by the name of the file', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([workbook('shop 2026-10.xlsx', '10', 100)]);
  await settled(stage);
  await stage.workspace.setReading(draftOf(stage).id, ORDERED);
  await loaded(stage);
  expect(await sold(stage)).toEqual([{ n: 8, total: 36, first: 'S100' }]);
  await new Promise((resolve) => setTimeout(resolve, 80));
  await stage.workspace.removeDraft(draftOf(stage).id);
  await stage.workspace.dropFiles([workbook('shop 2026-11.xlsx', '11', 200)]);
  await loaded(stage);
  expect(draftOf(stage).preview!.questions).toEqual([]);
  expect(draftOf(stage).preview!.head.reading).toEqual(ORDERED);
  expect(await sold(stage)).toEqual([{ n: 8, total: 36, first: 'S200' }]);
});
