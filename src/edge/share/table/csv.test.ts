import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { SourceLedger } from '#core/model/ledger';
import { say } from '#core/messages/say';
import type { Locale, Text } from '#core/messages/text';
import { runs } from '../../../../tests/support/seeded';
import { columnsToCsv, guardText, tableToCsv, writeCsv } from './csv';
import { rejectsToCsv, valuesToCsv } from './ledger';

const speak = (locale: Locale) => (text: Text) => say(text, { locale, currency: null });
const parse = (text: string) => Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter: ',', newline: '\r\n' }).data.slice(0, -1);
const HOSTILE = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '－2+3',
  "=cmd|' /C calc'!A0",
  '-',
  '=HYPERLINK("http://x","y")',
  '+86 138 0000 0000',
];

describe('texts that a spreadsheet would compute', () => {
  test.each(HOSTILE)('%j is disarmed and comes back as text', (text) => {
    const [[field]] = parse(writeCsv([[text]], { bom: false })) as [[string]];
    expect(field).toBe(`'${text}`);
  });
  test.each(['-5', '-0.25', '-1e-7', '12', '茶', '张三', 'a=b', '1-2', ''])('%j stays as it is', (text) => {
    expect(guardText(text)).toBe(text);
  });
  test('a formula cannot hide behind another country’s delimiter', () => {
    expect(writeCsv([['a;=1+1'], ['a\t=1+1']], { bom: false })).toBe('"a;=1+1"\r\n"a\t=1+1"\r\n');
  });
});

test('any table comes back, field by field, guarded but otherwise the same', () => {
  const field = fc.oneof(
    fc.string(),
    fc.constantFrom(...HOSTILE, '"', ',', '\r\n', ' ', '茶"'),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 8 }), fc.boolean(), (records, bom) => {
      const text = writeCsv(records, { bom });
      expect(text.startsWith('\uFEFF')).toBe(bom);
      const back = parse(text);
      expect(back).toHaveLength(records.length);
      for (const [row, record] of records.entries())
        for (const [column, value] of record.entries()) {
          const got = back[row]?.[column] ?? '';
          if (typeof value === 'number') expect(Number(got)).toBe(value === 0 ? 0 : value);
          else expect([value ?? '', `'${value ?? ''}`]).toContain(got);
          expect(/^[=+\-@\t\r\n＝＋－＠]/.test(got) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(got)).toBe(false);
        }
    }),
    runs(5000),
  );
});

test('a cell’s table: headings and codes in words, numbers unrounded', () => {
  const label = (literal: string): Text => ({ literal });
  const csv = tableToCsv(
    {
      columns: [
        { key: 'segment', label: label('客群, "层"'), unit: 'text', is: 'key' },
        { key: 'share', label: label('占比'), unit: 'rate', is: 'share', of: 'n' },
      ],
      rows: [
        { values: { segment: 'champions', share: 0.1234567 }, texts: { segment: label('重要价值') } },
        { values: { segment: '=x', share: null } },
      ],
    },
    { bom: true, say: speak('zh-CN') },
  );
  expect(csv).toBe('\uFEFF"客群, ""层""",占比\r\n重要价值,0.1234567\r\n\'=x,\r\n');
});

test('customers: ids keep their digits, typed arrays are read', () => {
  const columns = {
    rowCount: 2,
    columns: [
      { name: 'customer_id', type: 'text', values: ['00012345678901234567', '@x'] },
      { name: 'spend', type: 'number', values: new Float64Array([0.1, -3]) },
    ],
  } as const;
  expect(columnsToCsv(columns, { bom: false })).toBe("customer_id,spend\r\n00012345678901234567,0.1\r\n'@x,-3\r\n");
});

describe('the ledger', () => {
  const nobody = { personal: [], open: [], cut: null };
  const ledger: SourceLedger = {
    records: 3,
    kept: 1,
    rejected: 2,
    skipped: 0,
    rejectedBy: [],
    skippedBy: [],
    rejects: [
      { record: 2, line: 3, reason: 'field_count', text: 'a,b,"c' },
      { record: 3, line: 5, reason: 'missing_date', text: '=x' },
    ],
    values: [
      {
        header: '数量',
        count: 6,
        examples: [
          { text: '两', count: 2, record: 7 },
          { text: '-', count: 1, record: 9 },
        ],
        groups: [
          {
            ...{ kind: 'text', forms: [], count: 5, distinct: 3, record: 7, line: 9 },
            examples: [{ text: '两', count: 2, record: 7 }],
          },
          { kind: 'null_word', forms: [], count: 1, distinct: 1, record: 9, line: 11, examples: [{ text: '-', count: 1, record: 9 }] },
        ],
        uncounted: 0,
      },
    ],
  };
  test('rejected records with their reason', () => {
    const [head, first, second] = parse(rejectsToCsv(ledger, { bom: true, say: speak('en'), privacy: nobody }));
    expect(head).toEqual(['Record', 'Line', 'Reason', 'Text in the file']);
    expect(first).toEqual(['2', '3', 'Number of fields differs from the header', 'a,b,"c']);
    expect(second).toEqual(['3', '5', 'No date that can be read', "'=x"]);
  });
  test('values not understood, in Chinese', () => {
    expect(parse(valuesToCsv(ledger, { bom: true, say: speak('zh-CN'), privacy: nobody }))).toEqual([
      ['列', '原因', '未能识别的内容', '次数', '首次出现的记录'],
      ['数量', '文字', '两', '2', '7'],
      ['数量', '文字', '（其余 2 种）', '3', ''],
      ['数量', '表示没有', "'-", '1', '9'],
    ]);
  });
});
