import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { say } from '#core/messages/say';
import { makeZip } from '../../../../tests/support/make-zip';
import { fromBlob } from '../input-file';
import type { InputFile } from '../types';
import { readZipDirectory } from './zip-directory';
import { openContainer, type OpenOptions } from './open-container';

const file = (bytes: Uint8Array<ArrayBuffer> | string, name: string): InputFile => fromBlob(new Blob([bytes]), name);
const textOf = (each: InputFile): Promise<string> => new Response(each.stream()).text();
const ORDERS = 'order_id,amount\n1,2.50\n2,3.00\n';
const GB_NAME = new Uint8Array([0xb6, 0xa9, 0xb5, 0xa5, 0x2e, 0x63, 0x73, 0x76]); // 订单.csv

/** The names and texts of what is inside, and the issues; every issue has a sentence in both languages. */
async function open(bytes: Uint8Array<ArrayBuffer>, name = 'export.zip', options: OpenOptions = {}) {
  const { files, issues } = await openContainer(file(bytes, name), options);
  for (const { code, values } of issues)
    for (const locale of ['en', 'zh-CN'] as const) {
      const sentence = say(values ? { key: code, values } : { key: code }, { locale, currency: null });
      expect(sentence).toContain(name);
      expect(sentence).not.toContain(code);
    }
  return { files: await Promise.all(files.map(async (each) => [each.name, await textOf(each)])), issues: issues.map(({ code }) => code) };
}

test('F2 what is no container comes back itself, whatever it is called', async () => {
  const plain = file(ORDERS, 'orders.zip');
  expect(await openContainer(plain)).toEqual({ files: [plain], issues: [] });
});

test('F2 F3 files of a zip bear its name and theirs; folders are walked, hidden ones passed over', async () => {
  const zip = makeZip([
    { name: 'out/', content: '', stored: true },
    { name: 'out/2024/orders.csv', content: ORDERS },
    { name: '__MACOSX/out/._orders.csv', content: 'x' },
    { name: 'out/.DS_Store', content: 'x' },
    { name: 'Thumbs.db', content: 'x' },
    { name: 'customers.csv', content: 'customer_id\nA\n', stored: true },
  ]);
  expect(await open(zip)).toEqual({
    files: [
      ['export.zip › out/2024/orders.csv', ORDERS],
      ['export.zip › customers.csv', 'customer_id\nA\n'],
    ],
    issues: [],
  });
});

test('F4 names that Windows in Chinese wrote, and names in UTF-8 with and without the flag', async () => {
  const zip = makeZip([
    { name: GB_NAME, content: ORDERS },
    { name: '客户.csv', content: ORDERS, flags: 0x800 },
    { name: '商品.csv', content: ORDERS },
  ]);
  expect((await open(zip)).files.map(([name]) => name)).toEqual([
    'export.zip › 订单.csv',
    'export.zip › 客户.csv',
    'export.zip › 商品.csv',
  ]);
});

test('F5 archives beyond 4 GB, with bytes before and a comment behind, are read', async () => {
  const long = makeZip([
    { name: 'a.csv', content: ORDERS, long: true },
    { name: 'b.csv', content: ORDERS, long: true },
  ]);
  expect((await open(long)).files).toHaveLength(2);
  expect((await open(makeZip([{ name: 'a.csv', content: ORDERS }], { comment: 'PK\u0005\u0006 made by a till' }))).files).toHaveLength(1);
  const behind = makeZip([{ name: 'a.csv', content: ORDERS }], { before: 'unpacks itself' });
  const [entry] = await readZipDirectory(file(behind, 'a.exe'));
  expect(entry).toMatchObject({ path: 'a.csv', offset: 'unpacks itself'.length, size: ORDERS.length });
});

test('F3 pictures are passed over in one sentence; nothing usable is an issue', async () => {
  const picture = { name: 'logo.png', content: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) };
  expect(await open(makeZip([{ name: 'a.csv', content: ORDERS }, picture]))).toEqual({
    files: [['export.zip › a.csv', ORDERS]],
    issues: ['issue_file_passed_over'],
  });
  expect(await open(makeZip([picture]))).toEqual({ files: [], issues: ['issue_file_nothing_inside'] });
  expect(await open(makeZip([]))).toEqual({ files: [], issues: ['issue_file_nothing_inside'] });
});

test('F2 a gzip file is called as its head says, else by its own name', async () => {
  expect((await open(new Uint8Array(gzipSync(ORDERS)), 'orders.csv.gz')).files).toEqual([['orders.csv', ORDERS]]);
  // By hand: flag 8, then the name, as `gzip orders-2024.csv` writes it.
  const plain = gzipSync(ORDERS);
  const named = new Uint8Array(
    Buffer.concat([plain.subarray(0, 3), Buffer.from([8]), plain.subarray(4, 10), Buffer.from('orders-2024.csv\0'), plain.subarray(10)]),
  );
  expect((await open(named, 'download')).files).toEqual([['orders-2024.csv', ORDERS]]);
});

test('F2 gzip files one behind the other are one file', async () => {
  const parts = Buffer.concat([gzipSync('order_id,amount\n'), gzipSync('1,2\n'), gzipSync('2,3\n')]);
  expect((await open(new Uint8Array(parts), 'a.csv.gz')).files).toEqual([['a.csv', 'order_id,amount\n1,2\n2,3\n']]);
});

test('F2 a container in a container is opened, a third one is not', async () => {
  const inner = new Uint8Array(gzipSync(ORDERS));
  expect((await open(makeZip([{ name: 'orders.csv.gz', content: inner }]))).files).toEqual([['export.zip › orders.csv', ORDERS]]);
  const twice = makeZip([
    { name: 'in.zip', content: makeZip([{ name: 'deep.zip', content: makeZip([{ name: 'a.csv', content: ORDERS }]) }]) },
  ]);
  const { files } = await open(twice);
  expect(files.map(([name]) => name)).toEqual(['export.zip › in.zip › deep.zip']);
});

test('F5 locked members and other packings are named, and nothing of the archive is used', async () => {
  const good = { name: 'a.csv', content: ORDERS };
  expect(await open(makeZip([good, { ...good, name: 'b.csv', flags: 1 }]))).toEqual({ files: [], issues: ['issue_file_member_locked'] });
  expect(await open(makeZip([good, { ...good, name: 'b.csv', method: 14 }]))).toEqual({ files: [], issues: ['issue_file_member_packed'] });
});

test('F6 wherever an archive ends early or a byte of it is changed, nothing of it is used', async () => {
  const rows = Array.from({ length: 300 }, (_, at) => `${at},${(at * 7919) % 1000}\n`).join('');
  const archives = [
    [makeZip([{ name: 'a.csv', content: rows }]), 'a.zip'],
    [new Uint8Array(gzipSync(rows)), 'a.csv.gz'],
  ] as const;
  for (const [whole, name] of archives) {
    expect((await open(whole, name)).files[0]![1]).toBe(rows);
    for (let end = 30; end < whole.length; end += 37) {
      const { files, issues } = await open(whole.slice(0, end), name);
      expect([name, end, files, issues]).toEqual([name, end, [], ['issue_file_damaged']]);
    }
    for (let at = 60; at < 400; at += 41) {
      const bytes = whole.slice();
      bytes[at]! ^= 0x10;
      const { files, issues } = await open(bytes, name);
      expect([name, at, files, issues]).toEqual([name, at, [], ['issue_file_damaged']]);
    }
  }
});

test('F6 a member whose checksum is another is damaged', async () => {
  expect(await open(makeZip([{ name: 'a.csv', content: ORDERS, crc: 1 }]))).toEqual({ files: [], issues: ['issue_file_damaged'] });
});

test('F7 a bomb is stopped: by what comes out, by the ratio, by the number of files', async () => {
  const zeros = new Uint8Array(3 << 20);
  const limits = { bytes: 4 << 20, ratio: 200, free: 1 << 20, files: 3 };
  expect((await open(makeZip([{ name: 'a.csv', content: zeros }]), 'a.zip', { limits })).issues).toEqual(['issue_file_bomb']);
  expect((await open(new Uint8Array(gzipSync(zeros)), 'a.gz', { limits })).issues).toEqual(['issue_file_bomb']);
  const stored = [1, 2].map((at) => ({ name: `${at}.csv`, content: zeros, stored: true }));
  expect((await open(makeZip(stored), 'a.zip', { limits })).issues).toEqual(['issue_file_bomb']);
  const many = [1, 2, 3, 4].map((at) => ({ name: `${at}.csv`, content: ORDERS }));
  expect((await open(makeZip(many), 'a.zip', { limits })).issues).toEqual(['issue_file_too_many_inside']);
  expect((await open(makeZip(many.slice(1)), 'a.zip', { limits })).files).toHaveLength(3);
});

test('F1 documents that are zip archives are no archives', async () => {
  for (const inside of ['xl/workbook.xml', 'word/document.xml']) {
    const document = makeZip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: inside, content: '<x/>' },
    ]);
    expect((await open(document, 'a.docx')).files.map(([name]) => name)).toEqual(['a.docx']);
  }
});

test('F2 a tar archive in a gzip file, as `tar czf` writes it', async () => {
  const bytes = await readFile(new URL('../../../../tests/fixtures/formats/two-files.tar.gz', import.meta.url));
  const { files } = await open(new Uint8Array(bytes), 'days.tar.gz');
  expect(files).toEqual([
    ['days.tar › days/2024-01-01.csv', 'order_id,amount\n1,2.50\n'],
    [
      'days.tar › days/a-name-that-is-so-long-that-it-needs-an-entry-of-its-own-because-a-head-has-only-a-hundred-bytes-for-names.csv',
      'order_id,amount\n2,3.00\n',
    ],
  ]);
});

test('a cancelled opening stops', async () => {
  const stop = new AbortController();
  stop.abort(new Error('enough'));
  await expect(openContainer(file(makeZip([{ name: 'a.csv', content: ORDERS }]), 'a.zip'), { signal: stop.signal })).rejects.toThrow(
    'enough',
  );
});
