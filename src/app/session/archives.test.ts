import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { openMemoryStorage } from '#edge/storage/storage';
import { makeXlsx } from '../../../tests/support/make-xlsx';
import { makeZip } from '../../../tests/support/make-zip';
import { stageKeeper, settled, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** Long enough for what is kept behind the scenes. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 80));
const rows = (from: number) => Array.from({ length: 20 }, (_, at) => `O${from + at},C${at % 6},2026-01-${10 + at},${at + 1}.50`).join('\n');
const ORDERS = `order_id,customer_id,ordered_at,net_amount\n${rows(0)}\n`;
const PEOPLE = `customer_id,city\n${Array.from({ length: 6 }, (_, at) => `C${at},Paris`).join('\n')}\n`;
const orders = async ({ engine }: Stage) => Number(rowsOf(await engine.query('SELECT count(*) AS n FROM orders'))[0]!['n']);
const codes = ({ workspace }: Stage) => workspace.notices.map(({ text }) => ('key' in text ? text.key : ''));

test('F2 F8 the files of an archive are sources of their own, and come back without the archive', async () => {
  const storage = openMemoryStorage();
  const stage = await open({ storage });
  const zip = makeZip([
    { name: 'out/orders.csv', content: ORDERS },
    { name: 'out/people.csv', content: PEOPLE },
    { name: 'logo.png', content: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) },
  ]);
  const names = ['export.zip › out/orders.csv', 'export.zip › out/people.csv'];
  await stage.workspace.dropFiles([new File([zip], 'export.zip')]);
  await settled(stage);
  expect(stage.workspace.drafts.map(({ name }) => name)).toEqual(names);
  expect(codes(stage)).toContain('issue_file_passed_over');
  expect(await orders(stage)).toBe(20);
  await pause();
  const again = await open({ storage });
  await settled(again);
  expect(again.workspace.drafts.map(({ name }) => name)).toEqual(names);
  expect(await orders(again)).toBe(20);
});

test('F6 a damaged archive is said; the file beside it comes in, and what was loaded stays until then', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([new File([ORDERS], 'orders.csv')]);
  await settled(stage);
  await stage.workspace.dropFiles([
    new File([gzipSync(ORDERS).subarray(0, 60)], 'cut.csv.gz'),
    new File([gzipSync(PEOPLE)], 'people.csv.gz'),
  ]);
  await settled(stage);
  expect(codes(stage)).toContain('issue_file_damaged');
  expect(stage.workspace.drafts.map(({ name }) => name)).toEqual(['orders.csv', 'people.csv']);
  expect(await orders(stage)).toBe(20);
});

test('F1 JSON is data unless it says that it is a report; a source of it comes back as it was read', async () => {
  const storage = openMemoryStorage();
  const stage = await open({ storage });
  const records = Array.from({ length: 20 }, (_, at) => ({
    order_id: `O${at}`,
    customer_id: `C${at % 6}`,
    ordered_at: `2026-01-${10 + at}`,
    net_amount: at,
  }));
  await stage.workspace.dropFiles([new File([JSON.stringify({ data: records })], 'orders.json')]);
  await settled(stage);
  expect([stage.workspace.incoming, await orders(stage)]).toEqual([null, 20]);
  await pause();
  const again = await open({ storage });
  await settled(again);
  expect(again.workspace.drafts[0]!.preview!.head.reading).toEqual({ format: 'json' });
  expect(await orders(again)).toBe(20);
});

test('F10 MF1 workbooks of two months are one source, whose headers are written a little differently', async () => {
  const stage = await open();
  const cell = (at: string, words: string) => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const month = (number: number, id: string) => {
    const lines = Array.from(
      { length: 20 },
      (_, at) =>
        `<row r="${at + 2}">${cell(`A${at + 2}`, `${id}${at}`)}${cell(`B${at + 2}`, `C${at % 6}`)}<c r="C${at + 2}" s="1"><v>${46023 + number * 31 + at}</v></c><c r="D${at + 2}"><v>${at}.5</v></c></row>`,
    );
    const names =
      number === 0 ? ['order_id', 'customer_id', 'ordered_at', 'net_amount'] : ['Order_ID', 'customer_id', 'ordered_at', 'Net_Amount'];
    const rows = `<row r="1">${names.map((name, at) => cell(`${'ABCD'[at]}1`, name)).join('')}</row>${lines.join('')}`;
    return new File([makeXlsx({ formats: [14], sheets: [{ name: 'S', rows }] })], `2026-0${number + 1}.xlsx`);
  };
  await stage.workspace.dropFiles([month(0, 'A'), month(1, 'B')]);
  await settled(stage);
  expect(stage.workspace.drafts).toHaveLength(1);
  expect(stage.workspace.dataIssues).toEqual([]);
  expect(await orders(stage)).toBe(40);
});
