import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnOf } from '#core/model/columns';
import type { ColumnParse, NumberParse } from '#core/model/source';
import { dateSql } from '#core/query/load/date-sql';
import { numberSql } from '#core/query/load/number-sql';
import { quoteText } from '#core/sql/literal';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { studyColumns, type ColumnFacts } from './column-facts';
import { readNumberAs } from './number-text';
import { isNullWord, isSureNullWord } from './null-words';

let engines: readonly Connector[] = [];
beforeAll(async () => {
  engines = [await openNodeEngine({ threads: 1 }), await openWasmTestEngine()];
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

function study(header: string, texts: readonly string[], others: readonly string[] = []): ColumnFacts {
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const head = {
    name: 'x.csv',
    bytes: 1,
    dialect,
    encodingFrom: 'valid',
    headers: [header, ...others],
    rows: texts.map((text) => [text]),
  } as const;
  return studyColumns(head).columns[0]!;
}

/** The values of texts on both engines; dates as `YYYY-MM-DDTHH:MM:SS`. */
async function readBoth(texts: readonly string[], parse: ColumnParse): Promise<readonly (readonly unknown[])[]> {
  const rows = texts.map((text, at) => `(${at}, ${quoteText(text)})`).join(', ');
  const value =
    parse.type === 'number'
      ? numberSql('raw', parse)
      : parse.type === 'date'
        ? `strftime(${dateSql('raw', parse)}, '%Y-%m-%dT%H:%M:%S')`
        : 'NULL';
  const sql = `SELECT ${value} AS value FROM (VALUES ${rows}) AS t(place, raw) ORDER BY place`;
  return Promise.all(engines.map(async (engine) => [...columnOf(await engine.query(sql), 'value')]));
}

describe('numbers', () => {
  // The texts of a column, and by hand what each is.
  const COLUMNS: readonly (readonly [string, readonly string[], readonly number[]])[] = [
    ['V2 plain', ['12', '-3.50', '.5', '1e3', '7.'], [12, -3.5, 0.5, 1000, 7]],
    ['V2 thousands by comma', ['1,234.50', '12', '1,234,567', '-9,999'], [1234.5, 12, 1_234_567, -9999]],
    ['V2 decimal comma', ['12,50', '7', '-0,125', '1234,5'], [12.5, 7, -0.125, 1234.5]],
    ['V2 decimal comma, thousands by point', ['1.234,56', '12,00', '1.234.567', '5'], [1234.56, 12, 1_234_567, 5]],
    ['V2 thousands by blank', ['1 234,5', '12,00', '999', '1 234 567,89'], [1234.5, 12, 999, 1_234_567.89]],
    ['V2 thousands by narrow blanks', ['1\u202f234,5', '12\u00a0345,00', '9\u2009999'], [1234.5, 12_345, 9999]],
    ['V2 thousands by apostrophe', ["1'234.50", '2’000', '12.5'], [1234.5, 2000, 12.5]],
    ['V2 Indian groups', ['12,34,567.50', '1,234', '99,999', '1,00,00,000'], [1_234_567.5, 1234, 99_999, 10_000_000]],
    ['V3 a zero before the sign decides', ['1.234', '0.567', '2.5'], [1.234, 0.567, 2.5]],
    ['V3 two groups decide', ['1.234', '1.234.567'], [1234, 1_234_567]],
    ['V3 four digits before the sign decide', ['1.234', '1234.567'], [1.234, 1234.567]],
    ['V4 percent', ['5%', '12.5 %', '-0.1%', '100%'], [0.05, 0.125, -0.001, 1]],
    ['V4 percent with decimal comma', ['5,5%', '7%'], [0.055, 0.07]],
    ['V5 signs before', ['¥1,234.50', '￥12', '-¥3', '¥-4'], [1234.5, 12, -3, -4]],
    ['V5 words behind', ['12元', '3.5 元', '人民币 7', '8 RMB'], [12, 3.5, 7, 8]],
    ['V5 several letters', ['NT$120', 'HK$ 3', 'US$5', '99.00 EUR'], [120, 3, 5, 99]],
    ['V5 euro behind', ['1.234,50 €', '3,00 €', '€ 5,25'], [1234.5, 3, 5.25]],
    ['V5 won and yen', ['₩1,500', '980円', '2,000円'], [1500, 980, 2000]],
    ['V6 parentheses', ['(5.00)', '($1,234.50)', '12.00', '$(3.00)'], [-5, -1234.5, 12, -3]],
    ['V6 trailing minus', ['5.00-', '1,200.00', '7'], [-5, 1200, 7]],
    ['V6 Unicode minus', ['−5', '－6.5', '7'], [-5, -6.5, 7]],
    ['V6 full width', ['１２３．４５', '１，２３４．００', '（５）', '￥６'], [123.45, 1234, -5, 6]],
    ['V7 Chinese units', ['1.2万', '3亿', '8000', '1.1万', '2千'], [12_000, 300_000_000, 8000, 11_000, 2000]],
    ['V7 units with a currency', ['1.5万元', '¥2万', '300元'], [15_000, 20_000, 300]],
    ['V7 k', ['1.2k', '3K', '90'], [1200, 3000, 90]],
    ['V8 scientific', ['1.5E+10', '2e-3', '4'], [15_000_000_000, 0.002, 4]],
  ];
  test.each(COLUMNS)('%s', async (_, texts, expected) => {
    const facts = study('amount', texts);
    expect(facts).toMatchObject({ kind: 'number', unread: 0, numbers: { others: [] } });
    expect(texts.map((text) => readNumberAs(text, facts.numbers!.parse))).toEqual(expected);
    expect(await readBoth(texts, facts.numbers!.parse)).toEqual([expected, expected]);
  });

  test.each<[string, readonly string[]]>([
    ['V8 leading zeros', ['01234', '98765', '12345', '00420']],
    ['V8 sixteen digits and more', ['6222021234567890', '6222021234567891']],
    ['V1 half in another form', ['1,234.50', '2,345.60', '1.234,50', '2.345,60']],
    ['V4 half with percent', ['5%', '6%', '7', '8']],
    ['telephone numbers', ['(555) 123-4567', '(555) 987-6543']],
    ['versions', ['1.2.3', '1.2.4']],
    ['ranges', ['1-2', '3-4']],
    ['dimensions', ['10 x 20', '3 x 4']],
  ])('%s are no numbers', (_, texts) => {
    expect(study('x', texts).kind).toBe('text');
  });

  test.each<[string, readonly string[], string, readonly (number | null)[]]>([
    ['points', ['1.234', '12.345', '7'], '1.234', [1.234, 1234]],
    ['commas', ['1,234', '12,345'], '1,234', [1234, 1.234]],
    ['currencies', ['€1.234', '€5.678'], '€1.234', [1.234, 1234]],
    ['as many for the one as for the other', ['1,234.5', '1.234,5', '1.234', ...Array<string>(20).fill('7')], '1,234.5', [1234.5, null]],
  ])('V3 three digits behind %s are asked about', (_, texts, example, expected) => {
    const { numbers } = study('amount', texts);
    expect(numbers!.example).toBe(example);
    expect([numbers!.parse, ...numbers!.others].map((form) => readNumberAs(example, form))).toEqual(expected);
  });

  test('V3 many groups and only small numbers without the sign are thousands', () => {
    const grouped = Array.from({ length: 44 }, (_, at) => `${1 + at}.${100 + at * 7}`);
    const parse = { type: 'number', strip: [], decimal: ',', group: '.' };
    expect(study('amount', [...grouped, '12', '7']).numbers).toMatchObject({ parse, others: [] });
    expect(study('amount', [...grouped, '12', '1500']).numbers!.others).toHaveLength(1);
    expect(study('amount', grouped).numbers!.others).toHaveLength(1);
    expect(study('amount', [...grouped.slice(1), '12', '7']).numbers!.others).toHaveLength(1);
  });

  const FORM: NumberParse = { type: 'number', strip: ['¥'], decimal: '.', group: ',' };
  test.each([
    '1,23',
    '1,2345',
    '12,34,567',
    '0,123',
    '1.234,5',
    '1,234.5.6',
    '12¥5',
    '¥',
    '',
    '5%',
    '(5)',
    '5-',
    '--5',
    '１２',
    'nan',
    'inf',
    '1e999',
    '1_000',
    '0x1F',
    '1,,234',
    ',123',
    '元5',
  ])('LD17 “%s” is no number of another form', async (text) => {
    expect(readNumberAs(text, FORM)).toBeNull();
    expect(await readBoth([text], FORM)).toEqual([[null], [null]]);
  });

  test('V5 currencies are named by their signs and the writing of the headers', async () => {
    const { currenciesOf } = await import('./currency-marks');
    expect(currenciesOf(['¥'], ['订单号', '金额'])).toEqual(['CNY']);
    expect(currenciesOf(['¥'], ['order', 'total'])).toEqual(['¥']);
    expect(currenciesOf(['$'], ['order', 'total'])).toEqual(['USD']);
    expect(currenciesOf(['$'], ['訂單編號'])).toEqual(['$']);
    expect(currenciesOf(['NT$', '元'], ['订单'])).toEqual(['TWD', 'CNY']);
    expect(currenciesOf([',', '€', 'eur'], [])).toEqual(['EUR']);
  });
  test('V8 whole numbers under the name of an identifier stay text where they are kept', () => {
    expect(study('store code', ['12', '13'])).toMatchObject({ kind: 'number', parse: { type: 'text' } });
    for (const header of ['邮编', 'postcode', 'customer id', '商品编码'])
      expect(study(header, ['12', '13']).parse).toEqual({ type: 'text' });
    for (const header of ['amount paid', 'casino', 'pat.karno', 'quantity'])
      expect(study(header, ['12', '13']).parse).toEqual({ type: 'number', strip: [] });
    expect(study('stores', ['12', '13'])).toMatchObject({ kind: 'number', parse: { type: 'number' } });
  });
});

describe('dates', () => {
  const COLUMNS: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['V9 Chinese', 'd', ['2024年1月5日', '2024年12月31日'], ['2024-01-05', '2024-12-31']],
    ['V9 Chinese with a time', 'd', ['2024年1月5日 14时30分', '2024年1月6日 9时5分7秒'], ['2024-01-05T14:30:00', '2024-01-06T09:05:07']],
    ['V9 slashes', 'd', ['2024/1/5', '2024/12/31 8:05'], ['2024-01-05', '2024-12-31T08:05:00']],
    ['V9 full width', 'd', ['２０２４年１月５日', '２０２４年１２月６日'], ['2024-01-05', '2024-12-06']],
    ['V9 compact', 'd', ['20240105', '20241231'], ['2024-01-05', '2024-12-31']],
    ['V9 compact with a time', 'd', ['20240105143000', '20240106000001'], ['2024-01-05T14:30:00', '2024-01-06T00:00:01']],
    ['V9 compact with minutes', 'd', ['202401051430', '202412312359'], ['2024-01-05T14:30:00', '2024-12-31T23:59:00']],
    ['V9 ISO weeks', 'd', ['2024-W01-5', '2020-W53-7', '2024W011'], ['2024-01-05', '2021-01-03', '2024-01-01']],
    ['V9 weeks alone', 'd', ['2024-W01', '2024-W52'], ['2024-01-01', '2024-12-23']],
    [
      'V9 English months',
      'd',
      ['5 Jan 2024', '31-Dec-2024', 'March 3, 2024', '7-Feb-24'],
      ['2024-01-05', '2024-12-31', '2024-03-03', '2024-02-07'],
    ],
    [
      'V9 German months',
      'd',
      ['5. Januar 2024', '31. Dez. 2024', '3. März 2024', '4. Nov 2024'],
      ['2024-01-05', '2024-12-31', '2024-03-03', '2024-11-04'],
    ],
    [
      'V9 French months',
      'd',
      ['5 janvier 2024', '31 déc. 2024', '3 août 2024', '1 févr. 2024'],
      ['2024-01-05', '2024-12-31', '2024-08-03', '2024-02-01'],
    ],
    ['V9 Spanish months', 'd', ['5 de enero de 2024', '31 de diciembre de 2024'], ['2024-01-05', '2024-12-31']],
    ['V9 Spanish months, short', 'd', ['5-ene-2024', '31-dic-24'], ['2024-01-05', '2024-12-31']],
    ['V9 Chinese months', 'd', ['5-一月-2024', '3-十二月-24', '7-十一月-2024'], ['2024-01-05', '2024-12-03', '2024-11-07']],
    ['V9 AM and PM', 'd', ['1/25/2024 3:04 PM', '1/5/2024 12:30 AM'], ['2024-01-25T15:04:00', '2024-01-05T00:30:00']],
    ['V9 上午 and 下午', 'd', ['2024/1/5 下午 3:04:05', '2024/1/6 上午 12:10:00'], ['2024-01-05T15:04:05', '2024-01-06T00:10:00']],
    ['V9 上午 without a blank', 'd', ['2024/1/5 下午3:04', '2024/1/6 上午9:10'], ['2024-01-05T15:04:00', '2024-01-06T09:10:00']],
    ['V9 a. m.', 'd', ['25/01/2024 3:04 p. m.', '26/01/2024 9:10 a. m.'], ['2024-01-25T15:04:00', '2024-01-26T09:10:00']],
    [
      'V9 offsets are passed over',
      'd',
      ['2024-01-05T14:30:00Z', '2024-01-05T23:30:00+08:00'],
      ['2024-01-05T14:30:00', '2024-01-05T23:30:00'],
    ],
    [
      'V9 mail',
      'd',
      ['Fri, 05 Jan 2024 14:30:00 +0000', 'Sat, 06 Jan 2024 00:00:01 +0000'],
      ['2024-01-05T14:30:00', '2024-01-06T00:00:01'],
    ],
    ['V10 two-digit years', 'd', ['31/12/68', '30/12/69', '29/02/24'], ['2068-12-31', '1969-12-30', '2024-02-29']],
    ['V11 three-digit years', 'd', ['113/01/05', '113/02/29', '99/12/31'], ['2024-01-05', '2024-02-29', '2010-12-31']],
    ['V11 民國', 'd', ['民國113年1月5日', '民國99年12月31日'], ['2024-01-05', '2010-12-31']],
    ['V11 compact', 'order date', ['1130105', '0991231'], ['2024-01-05', '2010-12-31']],
    ['V11 with a time', 'd', ['113/01/05 14:30', '113/01/06 08:05'], ['2024-01-05T14:30:00', '2024-01-06T08:05:00']],
    ['V12 days', 'order date', ['45292', '45293', '45351'], ['2024-01-01', '2024-01-02', '2024-02-29']],
    [
      'V12 days with a time',
      '下单时间',
      ['45292.5', '45292.4375', '45293'],
      ['2024-01-01T12:00:00', '2024-01-01T10:30:00', '2024-01-02T00:00:00'],
    ],
    ['V12 days among dates', 'd', ['45292', '25/01/2024', '26/01/2024'], ['2024-01-01', '2024-01-25', '2024-01-26']],
    ['V12 seconds', 'created_at', ['1704412800', '1704412801'], ['2024-01-05T00:00:00', '2024-01-05T00:00:01']],
    ['V12 milliseconds', 'timestamp', ['1704412800123', '1704412861000'], ['2024-01-05T00:00:00', '2024-01-05T00:01:01']],
  ];
  test.each(COLUMNS)('%s', async (_, header, texts, expected) => {
    const facts = study(header, texts);
    expect(facts).toMatchObject({ kind: 'date', unread: 0, dates: { kinds: [] } });
    expect(facts.dates!.readings).toHaveLength(1);
    const whole = expected.map((iso) => (iso.includes('T') ? iso : `${iso}T00:00:00`));
    expect(await readBoth(texts, facts.parse)).toEqual([whole, whole]);
    const sorted = [...expected].sort();
    expect(facts.dates!.readings[0]).toMatchObject({ from: sorted[0], to: sorted.at(-1) });
  });

  test.each<[string, string, readonly string[]]>([
    ['years', 'year', ['2019', '2020']],
    ['years under a date’s name', 'date', ['2019', '2020']],
    ['amounts in the range of day numbers', 'amount', ['45292', '45293']],
    ['seven digits without a date’s name', 'number', ['1130105', '1130106']],
    ['ten digits without a date’s name', 'phone number', ['1704412800', '1704412801']],
    ['identifiers', 'order date id', ['45292', '45293']],
  ])('%s are no dates', (_, header, texts) => {
    expect(study(header, texts).kind).toBe('number');
  });
  test('V12 a name that may mean something else is asked about', () => {
    expect(study('time', ['45292', '45293']).dates).toMatchObject({
      example: '45292',
      kinds: [
        { kind: 'days1900', iso: '2024-01-01' },
        { kind: 'number', iso: null },
        { kind: 'days1904', iso: '2028-01-02' },
      ],
    });
  });
  test('V11 two digits above 31 in a file of traditional Chinese are asked about, elsewhere not', () => {
    const texts = ['86/03/02', '99/12/31'];
    expect(study('日期', texts, ['訂單編號']).dates!.kinds).toEqual([
      { kind: 'roc', iso: '1997-03-02' },
      { kind: 'ce', iso: '1986-03-02' },
    ]);
    expect(study('日期', texts, ['订单号']).dates!.kinds).toEqual([]);
  });
  test.each([
    ['31/02/2024', ['%d/%m/%Y']],
    ['2024-02-30', ['%Y-%m-%d']],
    ['25/12/26', ['%d/%m/%Y']],
    ['0026-01-01', ['%Y-%m-%d']],
  ])('LD18 “%s” is no date', async (text, formats) => {
    expect(await readBoth([text], { type: 'date', formats, grain: 'date' })).toEqual([[null], [null]]);
  });
});

describe('words for nothing', () => {
  test('V13 in columns of values more words are nothing than in text', () => {
    expect(study('amount', ['1', '2', 'N/A', '-', '无', '3.5', 'N/A'])).toMatchObject({
      kind: 'number',
      unread: 0,
      nulls: ['-', 'N/A', '无'],
    });
    expect(study('remark', ['red', '无', '-', 'NULL', 'blue'])).toMatchObject({ kind: 'text', nulls: ['NULL'] });
    expect(study('day', ['2024-01-05', '(blank)', '—'])).toMatchObject({ kind: 'date', nulls: ['(blank)', '—'] });
    expect(study('vip', ['是', '否', '#N/A', '是'])).toMatchObject({ kind: 'boolean', nulls: ['#N/A'] });
  });
  test.each(['NULL', 'N/A', '#N/A', '\\N', '(blank)', 'NaN'])('V13 %s is nothing in any column', (text) =>
    expect(isSureNullWord(text)).toBe(true),
  );
  test.each(['-', '—', '无', '無', 'none', ' na '])('V13 %s is nothing among values, and a word in text', (text) => {
    expect([isNullWord(text), isSureNullWord(text)]).toEqual([true, false]);
  });
  test.each(['0', 'nul', 'Nathan', '无锡', 'x'])('V13 %s is something', (text) => expect(isNullWord(text)).toBe(false));
});
