import { describe, expect, test } from 'vitest';
import type { TextReading } from '#core/model/reading';
import type { FileDialect, SourceHead } from '#core/model/source';
import { legacyEncoder } from '../../../tests/support/legacy-encoder';
import { keyOf, keysOf } from './reading-key';

const plain: FileDialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true };
const text: TextReading = {
  format: 'text',
  delimiter: ';',
  quote: '"',
  escape: '"',
  comment: '',
  skip: 0,
  headerRows: 1,
  footer: 0,
  short: 'reject',
};
const bytesOf = (content: string) => new TextEncoder().encode(content);
const key = (bytes: Uint8Array, head: Partial<SourceHead> = {}) =>
  keyOf(bytes, { name: 'sales-2026-10.csv', bytes: bytes.length, dialect: plain, ...head });
const october = 'Sales\nOctober 2026\n\norder;who;sum\n1;a;5\n';
const november = 'Sales of the whole shop\nNovember 2026\nall branches\n\n order;who;sum \n9;b;7\n';

describe('RD6 the line that names the columns', () => {
  test('RD6 is the key, wherever it stands, with its own place', () => {
    const remembered = key(bytesOf(october), { reading: { ...text, skip: 3 } });
    expect(remembered).toEqual({ key: 'line:order;who;sum', line: 3 });
    expect(keysOf(bytesOf(november), 'sales-2026-11.csv', false)).toContainEqual({ key: 'line:order;who;sum', line: 4 });
  });
  test('RD6 blank lines and comments above it are passed over', () => {
    const bytes = bytesOf('# made by the till\n\n#;;\norder;who;sum\n1;a;5\n');
    expect(key(bytes, { reading: { ...text, comment: '#' } })).toEqual({ key: 'line:order;who;sum', line: 3 });
  });
  test.each([
    ['utf-8 with a mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...bytesOf('a,b\n1,2\n')]), bytesOf('a,b\r\n3,4\r\n')],
    ['lone carriage returns', bytesOf('a,b\r1,2\r'), bytesOf('a,b\n3,4\n')],
  ])('RD6 %s and plain lines are one key', (_, one, other) => {
    expect(key(one)).toEqual({ key: 'line:a,b', line: 0 });
    expect(keysOf(other, 'x.csv', false)[0]).toEqual({ key: 'line:a,b', line: 0 });
  });
  test.each(['euc-kr', 'big5', 'gb18030', 'shift_jis'] as const)(
    'RD6 the bytes of a line in %s find it whatever they are taken for',
    (encoding) => {
      const encode = legacyEncoder(encoding);
      const header = '日,月';
      const first = encode(`${header}\n1,2\n`);
      // The encoding is what a person named and no part of the key.
      const remembered = key(first, { dialect: { ...plain, encoding } });
      const next = keysOf(encode(`標,題\n${header}\n5,6\n`), 'n.csv', false);
      expect(next).toContainEqual({ key: remembered.key, line: 1 });
    },
  );
  test('RD6 UTF-16 is read by its own lines: 上 and 不 hold the byte of a line end', () => {
    const wide = (content: string) =>
      Uint8Array.from([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(content, (c) => c.charCodeAt(0)).buffer)]);
    const remembered = key(wide('上海,不明\n1,2\n'), { dialect: { ...plain, encoding: 'utf-16le', bom: true } });
    expect(remembered).toEqual({ key: 'line:上海,不明', line: 0 });
    expect(keysOf(wide('题\n上海,不明\n5,6\n'), 'n.csv', false)).toContainEqual({ key: 'line:上海,不明', line: 1 });
  });
});

describe('RD7 the name without its digits', () => {
  test.each([
    ['no names', { reading: { ...text, headerRows: 0 } }],
    ['no names, plain', { dialect: { ...plain, header: false } }],
    ['a sheet', { reading: { format: 'xlsx', sheet: 'Orders', skip: 2, headerRows: 1 } }],
  ] as const)('RD7 is the key of a file with %s', (_, head) => {
    const remembered = key(bytesOf('1;a;5\n2;b;6\n'), { name: '销售_2026-10.csv', ...head });
    expect(remembered).toEqual({ key: 'name:销售_-.csv', line: null });
    expect(keysOf(bytesOf('3;c;7\n'), '销售_2026-11.csv', false).at(-1)).toEqual(remembered);
  });
  test('RD7 is the only key of a file that is no text', () => {
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 10, 65, 10]);
    expect(keysOf(zip, 'Oct 10.xlsx', false)).toEqual([{ key: 'name:oct .xlsx', line: null }]);
    expect(key(zip, { name: 'Oct 10.xlsx' })).toEqual({ key: 'name:oct .xlsx', line: null });
  });
});
