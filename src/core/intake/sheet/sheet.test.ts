import { expect, test } from 'vitest';
import { countFooter } from './find-footer';
import { findHeader, nameSheetColumns } from './find-header';
import { createMergeFiller, readAddress, readMerge } from './merges';
import { numberKind } from './number-format';
import { isDamagedNumber, numberCellText } from './number-text';
import type { Merge, SheetRow } from './types';

test('F24 formats of dates, times and numbers, as offices write them', () => {
  const is = (id: number, code?: string) => numberKind(id, code).is;
  for (const code of [
    'yyyy-mm-dd',
    'd/m/yy',
    'mmm-yy',
    'yyyy"年"m"月"d"日"',
    '[$-804]yyyy"年"m"月";@',
    'yyyy\\-mm\\-dd',
    '[$-F800]dddd\\, mmmm dd\\, yyyy',
    'e/m/d',
    'yyyy/m/d h:mm;@',
  ])
    expect([code, is(164, code)]).toEqual([code, 'date']);
  for (const code of ['h:mm', 'h:mm:ss AM/PM', '[h]:mm:ss', 'mm:ss.0', '[mm]:ss']) expect([code, is(164, code)]).toEqual([code, 'time']);
  for (const code of [
    'General',
    'G/通用格式',
    '0.00',
    '#,##0.00',
    '0%',
    '"¥"#,##0.00',
    '_-* #,##0.00_-',
    '[Red]-0.0',
    '0.00E+00',
    '# ?/?',
    '@',
    '0"月"',
    '#,##0 "days"',
  ])
    expect([code, is(164, code)]).toEqual([code, 'number']);
  expect([is(14), is(22), is(31), is(57), is(21), is(46), is(1), is(9), is(49)]).toEqual([
    'date',
    'date',
    'date',
    'date',
    'time',
    'time',
    'number',
    'number',
    'number',
  ]);
  expect(numberKind(164, '00000')).toEqual({ is: 'zeros', digits: 5 });
});

const DATE = numberKind(14, undefined);
const NUMBER = numberKind(0, undefined);

test('F24 days and times in both calendars; the numbers are those that Excel shows for them', () => {
  const date = (written: string, calendar: 1900 | 1904 = 1900) => numberCellText(written, DATE, calendar);
  expect([date('1'), date('59'), date('61'), date('25569'), date('45296')]).toEqual([
    '1900-01-01',
    '1900-02-28',
    '1900-03-01',
    '1970-01-01',
    '2024-01-05',
  ]);
  expect([date('0', 1904), date('43834', 1904)]).toEqual(['1904-01-01', '2024-01-05']);
  // 08:26:00 on 2010-12-01 as a double: rounding down gives 08:25:59.999.
  expect([date('40513.351388888892'), date('45296.430902777778'), date('45296.999999999')]).toEqual([
    '2010-12-01 08:26:00',
    '2024-01-05 10:20:30',
    '2024-01-06',
  ]);
  expect(numberCellText('0.43090277777777775', DATE, 1900)).toBe('10:20:30');
  expect(numberCellText('1.5104166666666667', numberKind(46, undefined), 1900)).toBe('36:15:00');
  expect(numberCellText('45296.4309085648', numberKind(164, 'hh:mm:ss.000'), 1900)).toBe('1087114:20:30.5');
  expect(numberCellText('45296.4309085648', numberKind(164, 'yyyy-mm-dd hh:mm:ss.000'), 1900)).toBe('2024-01-05 10:20:30.5');
});

test('F23 F25 numbers lose their noise and keep their digits', () => {
  const text = (written: string) => numberCellText(written, NUMBER, 1900);
  expect(
    [
      '0.30000000000000004',
      '1.1000000000000001',
      '2.9999999999999996',
      '12.50',
      '1E-3',
      '1.2345678901234568E+17',
      '123456789012345',
      '-7',
      '100',
    ].map(text),
  ).toEqual(['0.3', '1.1', '3', '12.50', '0.001', '123456789012345680', '123456789012345', '-7', '100']);
  expect(['123456789012345', '1234567890123450', '1.2345678901234568E+17', '0.30000000000000004'].map(isDamagedNumber)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(numberCellText('123', numberKind(164, '00000'), 1900)).toBe('00123');
  expect(numberCellText('12.5', numberKind(164, '00000'), 1900)).toBe('12.5');
});

/** Rows by their texts; a number is a number. */
const rowsOf = (...rows: readonly (readonly (string | number | null)[])[]): SheetRow[] =>
  rows.flatMap((cells, at) => {
    const filled = cells.flatMap((cell, column) =>
      cell === null ? [] : [{ column, kind: typeof cell === 'number' ? ('number' as const) : ('text' as const), text: String(cell) }],
    );
    return filled.length > 0 ? [{ row: at + 1, cells: filled }] : [];
  });
const filled = (rows: readonly SheetRow[], merges: readonly Merge[]) => {
  const filler = createMergeFiller(merges, Infinity);
  return rows.map((row) => filler.fill(row));
};

test('F21 the header below a title, an empty row and a note', () => {
  const rows = rowsOf(['Sales report'], [null], ['made on', '2024-01-05'], ['id', 'name', 'amount'], ['A1', 'Li', 5], ['A2', 'Wu', 7]);
  expect(findHeader(rows, [])).toEqual({ skip: 3, headerRows: 1 });
});

test('F21 no header where every row holds values, or texts that come again', () => {
  expect(findHeader(rowsOf(['A1', 5], ['A2', 7]), [])).toEqual({ skip: 0, headerRows: 0 });
  expect(findHeader(rowsOf(['red', 'Li'], ['red', 'Wu'], ['blue', 'Li']), [])).toEqual({ skip: 0, headerRows: 0 });
  expect(findHeader(rowsOf(['Shop', 'Bund'], ['id', 'city', 'tier'], ['A1', 'Paris', 'gold'], ['A2', 'Lyon', 'gold']), [])).toEqual({
    skip: 1,
    headerRows: 1,
  });
});

test('F21 F22 groups of merged cells above the header join its names', () => {
  const merges = ['A1:E1', 'B2:C2', 'D2:E2', 'A2:A3'].map((each) => readMerge(each)!);
  const rows = filled(
    rowsOf(['Report of 2024'], ['Shop', '2023', null, '2024', null], [null, 'Orders', 'Amount', 'Orders', 'Amount'], ['Bund', 1, 2, 3, 4]),
    merges,
  );
  expect(findHeader(rows, merges)).toEqual({ skip: 1, headerRows: 2 });
  const groups = ['A1:B1', 'C1:D1'].map((each) => readMerge(each)!);
  const grouped = filled(
    rowsOf(['Customer', null, 'Order', null, 'Note'], ['id', 'city', 'no', 'sum', 'text'], ['c1', 'Paris', 1, 2, 'x']),
    groups,
  );
  expect(findHeader(grouped, groups)).toEqual({ skip: 0, headerRows: 2 });
  expect(nameSheetColumns(rows.slice(1, 3), 5)).toEqual(['Shop', '2023 Orders', '2023 Amount', '2024 Orders', '2024 Amount']);
});

test('F22 merged cells in the table belong to all their rows, not to the columns at their right', () => {
  const filler = createMergeFiller([readMerge('A2:A4')!, readMerge('B3:C3')!], 1);
  const rows = rowsOf(['id', 'x', 'y'], ['A1', 1, 2], [null, 3, null], [null, 5, 6], [null, 7, 8]).map((row) => filler.fill(row));
  expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['id', 'x', 'y'],
    ['A1', '1', '2'],
    ['A1', '3'],
    ['A1', '5', '6'],
    ['7', '8'],
  ]);
  expect(filler.filled).toBe(2);
});

test('F27 totals and notes at the end', () => {
  const rows = (...texts: readonly (readonly [apart: boolean, ...fields: readonly string[]])[]) =>
    texts.map(([apart, ...fields]) => ({ fields, apart }));
  const width = 3;
  expect(countFooter(rows([false, 'A1', 'x', '5'], [false, 'Total', '', '5']), width)).toBe(1);
  expect(
    countFooter(
      rows([false, 'A1', 'x', '5'], [false, '', '合计：', '5'], [true, '制表人：王', '', ''], [false, '2024-01-05', '', '']),
      width,
    ),
  ).toBe(3);
  expect(countFooter(rows([false, 'A1', 'x', '5'], [false, 'Total Wine & More', 'x', '5']), width)).toBe(0);
  expect(countFooter(rows([false, 'A1', 'x', '5'], [false, 'A2', '', '']), width)).toBe(0);
  expect(countFooter(rows([false, 'total']), 1)).toBe(0);
});

test('addresses', () => {
  expect([readAddress('A1'), readAddress('$XFD$1048576'), readAddress('1A')]).toEqual([
    { row: 1, column: 0 },
    { row: 1_048_576, column: 16_383 },
    null,
  ]);
});
