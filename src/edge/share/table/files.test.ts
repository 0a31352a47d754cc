import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { unzipSync, strFromU8 } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { afterAll, describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { Scalar } from '#core/model/columns';
import type { TableView } from '#core/model/presentation';
import { runs } from '../../../../tests/support/seeded';
import type { Reader } from '../sheet';
import { sheetOf, SIGNS } from '../test-sheet';
import { FORMULAS, LONG_ID, MIXED as table } from './test-table';
import { bomFor, tableToCsv } from './csv';
import { dayNumber, sheetDay } from './days';
import { tableToParquet } from './parquet';
import { tableToJson, type TableJson } from './table-json';
import { sheetName } from './xlsx/workbook';
import { tableToXlsx } from './xlsx/xlsx';
import { columnName } from './xlsx/write-sheet';

const reader: Reader = { locale: 'en', currency: 'CNY', say: (text) => say(text, { locale: 'en', currency: 'CNY' }) };
const folder = mkdtempSync(path.join(tmpdir(), 'clientele-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sheet = sheetOf({ locale: 'en', table });

async function bytesOf(of: TableView): Promise<Uint8Array<ArrayBuffer>> {
  const made = await tableToXlsx(sheetOf({ locale: 'en', table: of }), reader);
  if (!made.ok) throw new Error(made.issues[0]?.code);
  return new Uint8Array(await made.value.arrayBuffer());
}
const partsOf = (bytes: Uint8Array) => Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
/** The rows of each sheet as another reader has them. */
const readBack = async (bytes: Uint8Array) => (await readWorkbook(Buffer.from(bytes))).map(({ sheet: name, data }) => ({ name, data }));
const texts = (values: readonly string[]): TableView => ({
  columns: [{ key: 'words', label: { literal: 'Words' }, unit: 'text', is: 'other' }],
  rows: values.map((words) => ({ values: { words } })),
});
const day = (iso: string) => new Date(`${iso}T00:00:00.000Z`);

describe('XLSX', () => {
  test('TX12: another reader has numbers as numbers, days as days, words for codes, empty cells empty', async () => {
    const [first] = await readBack(await bytesOf(table));
    expect(first?.name).toBe('Table');
    expect(first?.data).toEqual([
      ['Month', 'Tier', 'Orders', 'Revenue, ¥', 'Share', 'Last order', '客户', 'New'],
      [day('2026-08-01'), 'Champions', 12, 0.30000000000000004, 0.125, day('2026-08-31'), LONG_ID, true],
      [day('2026-09-01'), '沉睡', 0, -5, null, day('2024-02-29'), '=1+1', false],
      ['All', null, 12, null, 1, null, null, null],
    ]);
  });
  test('TX3: the format of each unit', async () => {
    const parts = partsOf(await bytesOf(table));
    const styles = parts['xl/styles.xml']!;
    const formats = Object.fromEntries([...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]));
    const looks = [...styles.slice(styles.indexOf('<cellXfs')).matchAll(/<xf numFmtId="(\d+)" fontId="(\d+)"/g)].map(([, id, font]) => [
      formats[id!] ?? id,
      font,
    ]);
    const lookOf = (cell: string) => looks[Number(new RegExp(`r="${cell}" s="(\\d+)"`).exec(parts['xl/worksheets/sheet1.xml']!)?.[1])];
    expect(['A2', 'C2', 'D2', 'E2', 'F2'].map(lookOf)).toEqual([
      ['yyyy-mm', '0'],
      ['#,##0', '0'],
      ['#,##0.00', '0'],
      ['0.0%', '0'],
      ['yyyy-mm-dd', '0'],
    ]);
    // TX7: heading and total bold, what is not final grey.
    expect(['A1', 'C4'].map((cell) => lookOf(cell)?.[1])).toEqual(['1', '1']);
    expect(lookOf('C3')).toEqual(['#,##0', '2']);
    // TX6: a text that begins like a formula is marked as text.
    expect(lookOf('G3')?.[0]).toBe('49');
    expect(styles).toContain('quotePrefix="1"');
  });
  test('TX7: the heading is frozen, and the second sheet says what the numbers are', async () => {
    const bytes = await bytesOf(table);
    expect(partsOf(bytes)['xl/worksheets/sheet1.xml']).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    const [, second] = await readBack(bytes);
    expect(second?.name).toBe('Definitions');
    expect(second?.data).toEqual([
      ['Title', 'Revenue by month'],
      ['Finding', 'September was best, slowly.'],
      ['Range and filters', '1 Jan 2026 – 24 Oct 2026'],
      [null, 'Channel: web'],
      ['Definition', 'As of 24 Oct 2026'],
      [null, 'paid orders'],
      ['Options', 'Period: month'],
      ['What it rests on', '5 orders used'],
      [null, '2 left out'],
      ['Left out, by reason', 'no customer: 2'],
      ['Currency', 'CNY'],
      ['Data', 'orders.csv, fingerprint 0123456789ab'],
      [expect.stringContaining('months'), 'SELECT 1'],
    ]);
  });
  test('TX6: no formula anywhere; what looks like one comes back as it was', async () => {
    const hostile = [...FORMULAS, ...SIGNS];
    const bytes = await bytesOf(texts(hostile));
    for (const [name, part] of Object.entries(partsOf(bytes))) expect([name, /<f[ >/]/.test(part)]).toEqual([name, false]);
    const [first] = await readBack(bytes);
    const fit = (text: string) =>
      text
        .replace(/[\u0007\ufffe]/g, '')
        .replace(/\r/g, '\n')
        .trim();
    expect(first?.data.slice(1).map(([text]) => String(text).trim())).toEqual(hostile.map(fit));
  });
  test('TX8: long texts are cut, characters that XML lacks are left out, and what reads like a code of one is not', async () => {
    const [first] = await readBack(await bytesOf(texts(['x'.repeat(40_000), 'a\u0001b\ud800c', `${'y'.repeat(32_766)}😀`])));
    expect(first?.data.slice(1).map(([text]) => String(text).length)).toEqual([32_767, 3, 32_766]);
    const written = partsOf(await bytesOf(texts(['_x0041_ and x_x'])))['xl/worksheets/sheet1.xml'];
    expect(written).toContain('>_x005F_x0041_ and x_x<');
  });
  test('TX8: SQL longer than a cell goes on in the next row', async () => {
    const sql = `SELECT ${'1,'.repeat(30_000)}1`;
    const made = await tableToXlsx({ ...sheet, steps: [{ id: 'long', sql }] }, reader);
    const [, second] = await readBack(new Uint8Array(await (made.ok ? made.value : new Blob()).arrayBuffer()));
    expect(
      second?.data
        .slice(-2)
        .map(([, text]) => text)
        .join(''),
    ).toBe(sql);
  });
  test('TX4: days before spreadsheets agree stay text, and so does the whole column', async () => {
    const early: TableView = {
      columns: [{ key: 'day', label: { literal: 'Day' }, unit: 'date', is: 'key' }],
      rows: ['1899-12-31', '2026-01-01'].map((value) => ({ values: { day: value } })),
    };
    const [first] = await readBack(await bytesOf(early));
    expect(first?.data.slice(1)).toEqual([['1899-12-31'], ['2026-01-01']]);
  });
  test('TX4: labels that all stand for days are dates, whatever words they have; a code among them keeps the words', async () => {
    const labels = (values: readonly string[]): TableView => ({
      columns: [{ key: 'period', label: { literal: 'Period' }, unit: 'text', is: 'key' }],
      rows: [
        ...values.map((period) => ({ values: { period }, texts: { period: { literal: `of ${period}` } } })),
        { values: { period: null }, texts: { period: { literal: 'All' } }, total: true },
      ],
    });
    const [days] = await readBack(await bytesOf(labels(['2026-08', '2026-09'])));
    expect(days?.data.slice(1)).toEqual([[day('2026-08-01')], [day('2026-09-01')], ['All']]);
    const [codes] = await readBack(await bytesOf(labels(['2026-08', '2026-Q3'])));
    expect(codes?.data.slice(1)).toEqual([['of 2026-08'], ['of 2026-Q3'], ['All']]);
  });
  test('TX8: more rows than a sheet holds are refused', async () => {
    const rows = new Array<TableView['rows'][number]>(1_048_576).fill({ values: {} });
    const made = await tableToXlsx(sheetOf({ locale: 'en', table: { columns: table.columns, rows } }), reader);
    expect(made).toMatchObject({ ok: false, issues: [{ code: 'issue_export_too_many_rows', values: { n: 1_048_576 } }] });
  });
  test('TX10: the page is let go on while 10,000 rows are written', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => ({ values: { words: `row ${at}` } }));
    let turns = 0;
    const beat = setInterval(() => turns++);
    const [first] = await readBack(await bytesOf({ ...texts([]), rows }));
    clearInterval(beat);
    expect(turns).toBeGreaterThan(9);
    expect(first?.data).toHaveLength(10_001);
  });
  test('equal tables are equal files', async () => {
    expect(Buffer.from(await bytesOf(table)).equals(Buffer.from(await bytesOf(table)))).toBe(true);
  });
  test('names of columns and sheets', () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA', 'XFD']);
    expect(sheetName("'a/b:c[d]'")).toBe('a b c d');
    expect(sheetName('x'.repeat(40))).toHaveLength(31);
    expect(sheetName('??')).toBe('Sheet');
  });
  test('property: texts and numbers come back', async () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
      fc.integer(),
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text && /\S/.test(text) && !/[\r\n\t]|_x/.test(text)),
      fc.constantFrom(...FORMULAS.map((text) => text.trim())),
      fc.boolean(),
    );
    let formulas = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 30 }), async (values: Exclude<Scalar, null>[]) => {
        formulas += values.filter((each) => typeof each === 'string' && /^[=+@-]/.test(each)).length;
        const [first] = await readBack(await bytesOf({ ...texts([]), rows: values.map((words) => ({ values: { words } })) }));
        const fit = (each: Scalar) => (typeof each === 'string' ? each.replace(/[\u0000-\u001f\ufffe\uffff]|\p{Cs}/gu, '') : each);
        expect(first?.data.slice(1).map(([cell]) => cell)).toEqual(values.map(fit).map((each) => (each === '' ? null : each)));
      }),
      runs(300),
    );
    expect(formulas).toBeGreaterThan(10);
  });
});

describe('Parquet', () => {
  const writeTable = async () => {
    const file = path.join(folder, 'table.parquet');
    writeFileSync(file, Buffer.from(await tableToParquet(sheet, reader).arrayBuffer()));
    return file;
  };
  test('TX11: DuckDB reads types and values', async () => {
    const file = await writeTable();
    const connection = await (await DuckDBInstance.create()).connect();
    const types = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${file}')`);
    expect(types.getRowsJson().map(([name, type]) => [name, type])).toEqual([
      ['month', 'VARCHAR'],
      ['tier', 'VARCHAR'],
      ['orders', 'BIGINT'],
      ['revenue', 'DOUBLE'],
      ['share', 'DOUBLE'],
      ['last', 'DATE'],
      ['id', 'VARCHAR'],
      ['new', 'BOOLEAN'],
    ]);
    const rows = await connection.runAndReadAll(`SELECT * REPLACE (last::VARCHAR AS last) FROM read_parquet('${file}')`);
    expect(rows.getRows()).toEqual([
      ['2026-08', 'a', 12n, 0.30000000000000004, 0.125, '2026-08-31', LONG_ID, true],
      ['2026-09', 'b', 0n, -5, null, '2024-02-29', '=1+1', false],
      ['All', null, 12n, null, 1, null, null, null],
    ]);
    connection.closeSync();
  });
  test('TX11: hyparquet reads the same, and what is said around the rows', async () => {
    const file = new Uint8Array(readFileSync(await writeTable())).buffer;
    const rows = await parquetReadObjects({ file });
    expect(rows[0]).toEqual({
      month: '2026-08',
      tier: 'a',
      orders: 12n,
      revenue: 0.30000000000000004,
      share: 0.125,
      last: day('2026-08-31'),
      id: LONG_ID,
      new: true,
    });
    const about = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'clientele')?.value;
    expect(JSON.parse(about ?? '')).toMatchObject({ format: 'clientele.table', asOf: '2026-10-24', scope: sheet.scope });
  });
  test('TX11: words in the place of a number leave their column one of numbers; XLSX and JSON say them', async () => {
    const withheld: TableView = {
      columns: table.columns.slice(2, 3),
      rows: [{ values: { orders: 12 } }, { values: { orders: null }, texts: { orders: { literal: 'under 5' } } }],
    };
    const file = await tableToParquet(sheetOf({ locale: 'en', table: withheld }), reader).arrayBuffer();
    expect(await parquetReadObjects({ file })).toEqual([{ orders: 12n }, { orders: null }]);
    const [first] = await readBack(await bytesOf(withheld));
    expect(first?.data).toEqual([['Orders'], [12], ['under 5']]);
    const json = JSON.parse(tableToJson(sheetOf({ locale: 'en', table: withheld }), reader)) as TableJson;
    expect(json.rows).toEqual([{ values: { orders: 12 } }, { values: { orders: null }, words: { orders: 'under 5' } }]);
  });
  test('an empty table and a column of nothing are files that can be read', async () => {
    const empty = { columns: table.columns.slice(0, 2), rows: [] };
    const file = await tableToParquet(sheetOf({ locale: 'en', table: empty }), reader).arrayBuffer();
    expect(await parquetReadObjects({ file })).toEqual([]);
  });
});

test('TX2, TX12: JSON has values by key, words beside, and what is said around', () => {
  const json = JSON.parse(tableToJson(sheet, reader)) as TableJson;
  expect(json).toMatchObject({
    format: 'clientele.table',
    version: 1,
    title: 'Revenue by month',
    asOf: '2026-10-24',
    sentences: ['September was best, slowly.'],
    definition: ['As of 24 Oct 2026', 'paid orders'],
    excluded: [{ reason: 'no customer', count: 2, unit: 'orders' }],
    currency: 'CNY',
  });
  expect(json.rows.map(({ values }) => values)).toEqual([
    { month: '2026-08', tier: 'a', orders: 12, revenue: 0.30000000000000004, share: 0.125, last: '2026-08-31', id: LONG_ID, new: true },
    { month: '2026-09', tier: 'b', orders: 0, revenue: -5, share: null, last: '2024-02-29', id: '=1+1', new: false },
    { month: null, tier: null, orders: 12, revenue: null, share: 1, last: null, id: null, new: null },
  ]);
  expect(json.rows.map(({ words, total, provisional }) => [words, total, provisional])).toEqual([
    [{ tier: 'Champions' }, undefined, undefined],
    [{ tier: '沉睡' }, undefined, true],
    [{ month: 'All' }, true, undefined],
  ]);
});

test('days of spreadsheets', () => {
  expect(dayNumber('1970-01-02')).toBe(1);
  expect(dayNumber('2026-02-29')).toBeNull();
  expect(dayNumber('0099-01-01')).not.toBeNull();
  // 45,658 is 1 January 2025 in every spreadsheet.
  expect(sheetDay('2025-01-01')).toEqual({ serial: 45_658, shows: 'day' });
  expect(sheetDay('2025-01')).toEqual({ serial: 45_658, shows: 'month' });
  expect(sheetDay('2025-01-01T18:00:00')).toEqual({ serial: 45_658.75, shows: 'instant' });
  expect(sheetDay('1900-02-28')).toBe('early');
  expect(sheetDay('1900-03-01')).toEqual({ serial: 61, shows: 'day' });
  for (const text of ['', 'May', '2025-13', '2025-01-01T25:00:00', '2025-1-1']) expect(sheetDay(text)).toBeNull();
});

test('TX9: CSV for programs has no mark, for Excel one where anything is not ASCII', () => {
  const ascii = { ...table, columns: table.columns.slice(0, 3) };
  const begins = (of: TableView, reads: 'excel' | 'programs') =>
    tableToCsv(of, { bom: bomFor(of, reads, reader.say), say: reader.say }).slice(0, 2);
  expect([begins(table, 'programs'), begins(table, 'excel')]).toEqual(['Mo', '\uFEFFM']);
  // The second row says 沉睡 of its tier.
  expect(begins(ascii, 'excel')).toBe('\uFEFFM');
  expect(begins({ columns: table.columns.slice(0, 1), rows: table.rows }, 'excel')).toBe('Mo');
});
