import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { SheetReading } from '#core/model/reading';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor } from '../../../../../tests/support/load-request';
import { makeXlsx, type HandWorkbook } from '../../../../../tests/support/make-xlsx';
import { makeZip } from '../../../../../tests/support/make-zip';
import { runs } from '../../../../../tests/support/seeded';
import { fromBlob } from '../../input-file';
import { loadSources } from '../../loader';
import { previewFile } from '../../preview';
import type { InputFile, ReadingChoice } from '../../types';

const file = (bytes: Uint8Array<ArrayBuffer>, name = 'book.xlsx'): InputFile => fromBlob(new Blob([bytes]), name);
const book = (workbook: HandWorkbook, name?: string): InputFile => file(makeXlsx(workbook), name);

/** What stands on screen of a workbook; its issues and notes have sentences in both languages. */
async function look(input: InputFile, choice: ReadingChoice = {}) {
  const { head, issues, questions } = await previewFile(input, undefined, choice);
  for (const { code, values } of [...issues, ...(head.notes ?? [])])
    for (const locale of ['en', 'zh-CN'] as const)
      expect(say(values ? { key: code, values } : { key: code }, { locale, currency: null })).toContain(input.name);
  const { reading, sheets, headers, rows } = head;
  return {
    reading,
    sheets,
    headers,
    rows,
    issues: issues.map(({ code }) => code),
    notes: (head.notes ?? []).map(({ code, values }) => ({ code, ...values })),
    questions,
  };
}
const text = (at: string, words: string) => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (at: string, digits: string, style = 0) => `<c r="${at}"${style ? ` s="${style}"` : ''}><v>${digits}</v></c>`;

describe('a workbook written by hand', () => {
  const orders: HandWorkbook = {
    strings: [
      '<t>order_id</t>',
      '<r><t>am</t></r><r><rPr/><t>ount</t></r><rPh sb="0" eb="1"><t>ignored</t></rPh>',
      '<t xml:space="preserve"> 00123 </t>',
      '<t>a_x000D_b &amp; c</t>',
    ],
    formats: [14, 22, '00000', 46],
    sheets: [
      { name: 'Notes', rows: `<row r="1">${text('A1', 'Exported by the till')}</row>` },
      {
        name: '订单',
        rows: [
          `<row r="1">${text('A1', 'Orders of January')}</row>`,
          '<row r="2"/>',
          `<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c>${text('C3', 'on')}${text('D3', 'at')}${text('E3', 'zip')}${text('F3', 'took')}${text('G3', 'paid')}${text('H3', 'note')}</row>`,
          `<row r="4"><c r="A4" t="s"><v>2</v></c>${number('B4', '0.30000000000000004')}${number('C4', '45296', 1)}${number('D4', '45296.430902777778', 2)}${number('E4', '123', 3)}${number('F4', '1.5104166666666667', 4)}<c r="G4" t="b"><v>1</v></c><c r="H4" t="s"><v>3</v></c></row>`,
          '<row r="5"><c r="A5" t="e"><v>#N/A</v></c><c r="B5"><f>1/3</f><v>0.33333333333333331</v></c><c r="D5" t="d"><v>2024-01-06T00:00:00</v></c><c r="G5" t="b"><v>0</v></c><c r="H5" t="str"><f>A1</f><v>made</v></c></row>',
          `<row r="8">${text('A8', 'X9')}${number('B8', '1.2345678901234568E+17')}<c r="Z8" s="1"/></row>`,
          `<row r="9">${text('A9', '合计')}${number('B9', '7')}</row>`,
        ].join(''),
      },
      {
        name: 'hidden',
        state: 'hidden',
        rows: Array.from(
          { length: 30 },
          (_, at) => `<row r="${at + 1}">${text(`A${at + 1}`, `n${at}`)}${text(`B${at + 1}`, `m${at}`)}</row>`,
        ).join(''),
      },
    ],
  };

  test('F20–F27 its table is found, its cells become text, and what is odd is said', async () => {
    expect(await look(book(orders))).toEqual({
      reading: { format: 'xlsx', sheet: '订单', skip: 2, headerRows: 1 },
      sheets: ['Notes', '订单', 'hidden'],
      headers: ['order_id', 'amount', 'on', 'at', 'zip', 'took', 'paid', 'note'],
      rows: [
        [' 00123 ', '0.3', '2024-01-05', '2024-01-05 10:20:30', '00123', '36:15:00', 'true', 'a\nb & c'],
        ['', '0.333333333333333', '', '2024-01-06', '', '', 'false', 'made'],
        ['X9', '123456789012345680', '', '', '', '', '', ''],
      ],
      issues: [],
      notes: [
        { code: 'issue_sheet_long_numbers', name: 'book.xlsx', column: 'amount', count: 1, example: '123456789012345680' },
        { code: 'issue_sheet_errors', name: 'book.xlsx', count: 1, example: '#N/A' },
      ],
      questions: expect.any(Array),
    });
  });

  test('elements with a prefix, cells and rows without addresses', async () => {
    const rows =
      '<x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>n</x:t></x:is></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>';
    expect(await look(book({ prefix: 'x', sheets: [{ name: 'S', rows }] }))).toMatchObject({ headers: ['id', 'n'], rows: [['1', '2']] });
  });

  test('F24 the calendar of 1904', async () => {
    const rows = `<row r="1">${text('A1', 'id')}${text('B1', 'on')}</row><row r="2">${text('A2', 'a')}${number('B2', '43834', 1)}</row>`;
    expect(await look(book({ date1904: true, formats: ['yyyy-mm-dd'], sheets: [{ name: 'S', rows }] }))).toMatchObject({
      rows: [['a', '2024-01-05']],
    });
  });

  test('F21 F22 a header of two rows with merged groups, and an order id merged over its lines', async () => {
    const rows = [
      `<row r="1">${text('A1', 'Order')}${text('B1', '2024')}<c r="C1"/></row>`,
      `<row r="2">${text('B2', 'Quantity')}${text('C2', 'Amount')}</row>`,
      `<row r="3">${text('A3', 'A1')}${number('B3', '1')}${number('C3', '5')}</row>`,
      `<row r="4">${number('B4', '2')}${number('C4', '6')}</row>`,
      `<row r="5">${text('A5', 'A2')}${number('B5', '3')}${number('C5', '7')}</row>`,
    ].join('');
    expect(await look(book({ sheets: [{ name: 'S', rows, merges: ['A1:A2', 'B1:C1', 'A3:A4'] }] }))).toMatchObject({
      reading: { skip: 0, headerRows: 2 },
      headers: ['Order', '2024 Quantity', '2024 Amount'],
      rows: [
        ['A1', '1', '5'],
        ['A1', '2', '6'],
        ['A2', '3', '7'],
      ],
      notes: [{ code: 'issue_sheet_merged', count: 1 }],
    });
  });

  test('F20 another sheet and another header by choice; a sheet that is gone is said', async () => {
    const hidden: SheetReading = { format: 'xlsx', sheet: 'hidden', skip: 1, headerRows: 1 };
    const chosen = await look(book(orders), { reading: hidden });
    expect([chosen.reading, chosen.headers, chosen.rows.length]).toEqual([hidden, ['n1', 'm1'], 28]);
    expect((await look(book(orders), { reading: { ...hidden, sheet: 'gone' } })).issues).toEqual(['issue_sheet_gone']);
  });

  test('a row that is wider than all before it makes a column, and loses no cell', async () => {
    const rows = `<row r="1">${text('A1', 'id')}${text('B1', 'n')}</row>${Array.from({ length: 300 }, (_, at) => `<row r="${at + 2}">${text(`A${at + 2}`, `x${at}`)}${number(`B${at + 2}`, '1')}${at === 299 ? number(`D${at + 2}`, '9') : ''}</row>`).join('')}`;
    const { headers, rows: shown } = await look(book({ sheets: [{ name: 'S', rows }] }));
    expect(headers).toEqual(['id', 'n', 'column_3', 'column_4']);
    expect(shown[0]).toEqual(['x0', '1', '', '']);
  });

  test('empty sheets, workbooks without sheets and parts that are lacking are said', async () => {
    expect((await look(book({ sheets: [{ name: 'S', rows: '' }] }))).issues).toEqual(['issue_sheet_empty']);
    expect((await look(book({ sheets: [{ name: 'S', rows: `<row r="1">${text('A1', 'id')}${text('B1', 'n')}</row>` }] }))).issues).toEqual([
      'issue_file_header_only',
    ]);
    expect((await look(book({ sheets: [] }))).issues).toEqual(['issue_file_no_sheet']);
    const bare = makeZip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/styles.xml', content: '<x/>' },
    ]);
    expect((await look(file(bare))).issues).toEqual(['issue_file_damaged']);
  });
});

test('F28 F1 what is no workbook that is read says what to do, whatever it is called', async () => {
  const compound = (word: string) =>
    new Uint8Array(
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(1016),
        Buffer.from(word, 'utf16le'),
        Buffer.alloc(512),
      ]),
    );
  const stored = (name: string, content: string) => ({ name, content, stored: true });
  const cases = [
    [compound('Workbook'), 'issue_file_xls'],
    [compound('EncryptedPackage'), 'issue_file_locked'],
    [
      makeZip([stored('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'), stored('content.xml', '<x/>')]),
      'issue_file_other_workbook',
    ],
    [makeZip([stored('Index/Document.iwa', 'x')]), 'issue_file_other_workbook'],
    [makeZip([stored('[Content_Types].xml', '<x/>'), stored('xl/workbook.bin', 'x')]), 'issue_file_other_workbook'],
    [makeZip([stored('[Content_Types].xml', '<x/>'), stored('word/document.xml', 'x')]), 'issue_file_binary'],
  ] as const;
  for (const [bytes, code] of cases) expect((await look(file(bytes, 'orders.csv'))).issues).toEqual([code]);
});

test('F13 a workbook that ends early, or of which a byte was changed, is damaged wherever that is', async () => {
  const whole = new Uint8Array(
    await writeXlsxFile([
      [{ value: 'id' }, { value: 'n' }],
      ...Array.from({ length: 200 }, (_, at) => [{ value: `a${at}` }, { value: at * 1.5 }]),
    ]).toBuffer(),
  );
  expect((await look(file(whole))).rows).toHaveLength(200);
  for (let end = 40; end < whole.length; end += 211)
    expect([end, (await look(file(whole.slice(0, end)))).issues]).toEqual([end, ['issue_file_damaged']]);
});

test('F14 a workbook is read once for the first look and the load', async () => {
  let slices = 0;
  const input = book({
    sheets: [
      {
        name: 'S',
        rows: `<row r="1">${text('A1', 'customer_id')}${text('B1', 'n')}</row><row r="2">${text('A2', 'a')}${number('B2', '5')}</row>`,
      },
    ],
  });
  const watched: InputFile = { ...input, slice: (from, to) => (slices++, input.slice(from, to)) };
  await previewFile(watched);
  const once = slices;
  await previewFile(watched);
  expect(slices - once).toBeLessThanOrEqual(4);
});

describe('beside another reader', () => {
  const cell = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.string({ unit: fc.constantFrom('a', '0', ' ', '客', '&', '<', '"', "'", '\n', '_x0041_', '😀'), maxLength: 8 }),
    },
    { weight: 3, arbitrary: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })) },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => new Date(seconds * 1000)) },
    { weight: 2, arbitrary: fc.constant(null) },
  );
  const shown = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (value instanceof Date)
      return new Date(Math.round(value.getTime() / 1000) * 1000)
        .toISOString()
        .replace('T', ' ')
        .replace('.000Z', '')
        .replace(/ 00:00:00$/, '');
    return typeof value === 'string' ? value.trim() : String(value);
  };

  test('F11 F23 F24 every cell of generated workbooks is the same', async () => {
    let cells = 0;
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 5 })
          .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 })),
        async (rows) => {
          const width = rows[0]!.length;
          const header = Array.from({ length: width }, (_, at) => ({ value: `name ${at}` }));
          const written = rows.map((row) =>
            row.map((value) =>
              value instanceof Date
                ? { value, type: Date, format: 'yyyy-mm-dd hh:mm:ss' }
                : value === null || value === ''
                  ? null
                  : { value },
            ),
          );
          const bytes = new Uint8Array(await writeXlsxFile([header, ...written] as SheetData).toBuffer());
          const other = await readSheet(Buffer.from(bytes), { trim: false });
          const reading: SheetReading = { format: 'xlsx', sheet: 'Sheet1', skip: 0, headerRows: 1 };
          const ours = await look(file(bytes), { reading });
          const theirs = other.slice(1).map((row) => Array.from({ length: width }, (_, at) => row[at]));
          const kept = theirs.filter((row) => row.some((value) => value !== null && value !== undefined));
          if (kept.length === 0) return;
          const same = ours.rows.map((row) => row.map((value, at) => [value.trim(), at]));
          expect(same.length).toBe(kept.length);
          for (const [at, row] of kept.entries())
            for (const [column, value] of row.entries()) {
              cells++;
              const mine = ours.rows[at]![column] ?? '';
              if (typeof value === 'number') expect(Math.abs(Number(mine) - value) <= Math.abs(value) * 1e-14).toBe(true);
              else expect(mine.trim()).toBe(shown(value));
            }
        },
      ),
      runs(200),
    );
    expect(cells).toBeGreaterThan(100);
  });
});

describe('loaded', () => {
  let engine: Connector;
  beforeAll(async () => {
    engine = await openNodeEngine();
  });
  afterAll(() => engine.close());

  test('F12 F27 the account names rows of the sheet, and counts what stands around the table', async () => {
    const row = (at: number, id: string | null, on: string | null) =>
      `<row r="${at}">${id === null ? '' : text(`A${at}`, id)}${text(`B${at}`, 'c1')}${on === null ? '' : number(`C${at}`, on, 1)}${number(`D${at}`, '5')}</row>`;
    const rows = [
      `<row r="1">${text('A1', 'Orders')}</row>`,
      `<row r="3">${text('A3', 'id')}${text('B3', 'who')}${text('C3', 'when')}${text('D3', 'sum')}</row>`,
      row(4, '1', '45296'),
      row(7, null, '45297'),
      row(8, '3', null),
      `<row r="9">${text('A9', 'Total')}${number('D9', '15')}</row>`,
    ].join('');
    const input = book({ formats: [14], sheets: [{ name: 'S', rows }] });
    const { head } = await previewFile(input);
    const request = requestFor('s1', input, 'order', {
      id: { role: 'order_id' },
      who: { role: 'customer_id' },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', ...asNumber },
    });
    const { sources } = await loadSources(engine, [{ ...request, info: { ...request.info, reading: head.reading! } }]);
    const { rejects, ...ledger } = sources[0]!.ledger;
    expect(ledger).toMatchObject({
      records: 7,
      kept: 1,
      rejected: 2,
      skipped: 4,
      skippedBy: [
        { reason: 'preamble', count: 1 },
        { reason: 'blank', count: 2 },
        { reason: 'footer', count: 1 },
      ],
    });
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [7, 'missing_order_id'],
      [8, 'missing_date'],
    ]);
  });
});
