import { describe, expect, test } from 'vitest';
import type { Grain } from '#core/model/canonical';
import { studyColumns } from './column-facts';
import { isLeftOut } from './left-out';
import { joinFiles, type SampledFile } from './join-files';
import { compareNames, groupByShape } from './shapes';
import { sniffHead } from './sniff-head';
import { suggestMapping } from './suggest-mapping';

function file(name: string, lines: readonly string[]): SampledFile {
  const head = sniffHead(new TextEncoder().encode([...lines, ''].join('\n')), name);
  if (!head.ok) throw new Error(JSON.stringify(head.issues));
  return { head: head.value, ...suggestMapping(studyColumns(head.value)), further: [] };
}
const ORDERS = 'Order Number,Customer ID,Order Date,Total';
const month = (name: string, day: string, header = ORDERS) => file(name, [header, `A1,C1,${day},5`, `A2,C2,${day},6`]);
const grouped = (files: readonly SampledFile[]) => groupByShape(files).map((group) => group.map(({ head }) => head.name));
const named = (files: readonly SampledFile[]) => joinFiles(files).files.map((each) => each.file.head.name);

describe('MF1–MF3 files of one shape', () => {
  test('case, width, blanks and the order of columns do not part them', () => {
    const other = file('b.csv', [' ORDER NUMBER ,Total,customer id,Ｏｒｄｅｒ Date', 'A3,5,C1,2026-02-01', 'A4,6,C1,2026-02-02']);
    expect(grouped([month('a.csv', '2026-01-01'), other])).toEqual([['a.csv', 'b.csv']]);
  });

  test('columns that came in later do not, but a part of the columns is another table', () => {
    const later = file('c.csv', [`${ORDERS},Channel`, 'A5,C1,2026-03-01,5,web', 'A6,C1,2026-03-01,6,shop']);
    const people = file('people.csv', ['Customer ID,City', 'C1,Paris', 'C2,Lyon', 'C3,Nice']);
    const both = file('both.csv', [
      'Customer ID,City,Order Number,Order Date,Total',
      'C1,Paris,A1,2026-01-01,5',
      'C2,Lyon,A2,2026-01-02,6',
    ]);
    expect(grouped([month('a.csv', '2026-01-01'), people, later, both])).toEqual([['a.csv', 'c.csv'], ['people.csv'], ['both.csv']]);
  });

  test('the outcome does not depend on which file comes first', () => {
    const later = file('c.csv', [`${ORDERS},Channel`, 'A5,C1,2026-03-01,5,web', 'A6,C1,2026-03-01,6,shop']);
    const latest = file('d.csv', [`${ORDERS},Channel,Store`, 'A5,C1,2026-03-01,5,web,x', 'A6,C1,2026-03-01,6,shop,y']);
    const files = [month('a.csv', '2026-01-01'), later, latest];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ])
      expect(grouped(order.map((at) => files[at]!)).map((group) => group.length)).toEqual([3]);
  });

  test('files without names are compared by what their columns are', () => {
    const bare = (name: string, lines: readonly string[]) => file(name, lines);
    const one = bare('1.csv', ['A1,C1,2026-01-01,5', 'A2,C2,2026-01-02,6', 'A3,C3,2026-01-03,7']);
    const two = bare('2.csv', ['A4,C1,2026-02-01,5', 'A5,C2,2026-02-02,6', 'A6,C1,2026-02-03,9']);
    const other = bare('3.csv', ['2026-02-01,5,x,y', '2026-02-02,6,x,z', '2026-02-03,9,y,z']);
    expect([one, two, other].map(({ head }) => head.dialect.header)).toEqual([false, false, false]);
    expect(grouped([one, two, other])).toEqual([['1.csv', '2.csv'], ['3.csv']]);
  });
});

describe('MF4 order', () => {
  test.each([
    ['2026-2.csv', '2026-10.csv'],
    ['a2b10', 'a10b2'],
    ['x9', 'x10'],
    ['x007', 'x8'],
    ['a', 'a1'],
    ['99999999999999999998', '99999999999999999999'],
  ])('%s before %s', (one, other) => {
    expect(compareNames(one, other)).toBeLessThan(0);
    expect(compareNames(other, one)).toBeGreaterThan(0);
    expect(compareNames(one, one)).toBe(0);
  });

  test('by the days they begin and end with; by name where two show the same or one shows none', () => {
    const [september, october] = [month('orders-sep.csv', '2026-09-01'), month('orders-oct.csv', '2026-10-01')];
    expect(named([october, september])).toEqual(['orders-sep.csv', 'orders-oct.csv']);
    const again = month('orders-again.csv', '2026-10-01');
    expect(named([october, september, again])).toEqual(['orders-again.csv', 'orders-oct.csv', 'orders-sep.csv']);
    const undated = file('orders-old.csv', [ORDERS, 'A1,C1,,5', 'A2,C2,,6']);
    expect(named([undated, october, september])).toEqual(['orders-oct.csv', 'orders-old.csv', 'orders-sep.csv']);
  });

  test('the days are read in the order of day and month that all files together show', () => {
    const first = file('x.csv', [ORDERS, 'A1,C1,03/02/2026,5', 'A2,C1,04/02/2026,5']);
    const second = file('y.csv', [ORDERS, 'A3,C1,28/01/2026,5', 'A4,C1,31/01/2026,5']);
    const joined = joinFiles([first, second]);
    expect(joined.questions).toEqual([]);
    expect(joined.files.map(({ file: { head }, covers }) => [head.name, covers])).toEqual([
      ['y.csv', { from: '2026-01-28', to: '2026-01-31' }],
      ['x.csv', { from: '2026-02-03', to: '2026-02-04' }],
    ]);
  });
});

describe('MF2 MF5 columns of all', () => {
  test('each file says where its columns stand; the name of the file is the last column', () => {
    const early = month('1.csv', '2026-01-01');
    const late = file('2.csv', [
      'Total,order number,Channel,Customer ID,File,Order Date',
      '5,A3,web,C1,x,2026-02-01',
      '6,A4,shop,C2,y,2026-02-02',
    ]);
    const joined = joinFiles([early, late]);
    expect(joined.head.headers).toEqual(['Total', 'order number', 'Channel', 'Customer ID', 'File', 'Order Date', 'file_2']);
    expect(joined.files.map(({ columns }) => columns)).toEqual([
      [1, 3, 5, 0],
      [0, 1, 2, 3, 4, 5],
    ]);
    expect(joined.head.rows[0]).toEqual(['5', 'A1', '', 'C1', '', '2026-01-01', '1.csv']);
    expect(joined.suggestions.at(-1)).toMatchObject({ header: 'file_2', role: 'attribute', attributeOf: 'orders' satisfies string });
    expect(joined.grain).toBe('order' satisfies Grain);
    expect(joined.head.name).toBe('1 … 2.csv');
  });

  test('columns of a source that is there keep their places', () => {
    const { head } = joinFiles([month('1.csv', '2026-01-01'), month('2.csv', '2026-02-01')]);
    const moved = month('3.csv', '2026-03-01', 'Order Number,Customer ID,Order Date,Total');
    expect(joinFiles([moved], { headers: head.headers, keepOrder: true }).files[0]!.columns).toEqual([0, 1, 2, 3]);
  });
});

test('MF6 what systems leave in folders is left out', () => {
  const names = ['.DS_Store', 'Thumbs.db', 'thumbs.DB', 'desktop.ini', '~$orders.xlsx', '__MACOSX', '.git'];
  expect(names.filter((name) => !isLeftOut(name))).toEqual([]);
  expect(['orders.csv', 'a~$b.csv', 'Thumbs.db.csv', '2026'].filter(isLeftOut)).toEqual([]);
});
