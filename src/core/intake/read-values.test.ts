import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { duckdb } from '#core/sql/dialects/duckdb';
import type { Connector } from '#edge/engine/connector';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { inferDates, listFormats, reorderFormats } from './infer-dates';
import { readDay } from './read-date';
import { readNumber } from './read-number';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
});
afterAll(() => engine.close());

async function strptime(text: string, format: string | null): Promise<unknown> {
  const parsed =
    format === null ? `TRY_CAST(${duckdb.literal(text)} AS TIMESTAMP)` : `try_strptime(${duckdb.literal(text)}, ${duckdb.literal(format)})`;
  return rowsOf(await engine.execute(`SELECT strftime(${parsed}, '%Y-%m-%dT%H:%M:%S') AS t`))[0]!['t'];
}

describe('dates', () => {
  // Text, its day as a person reads it, whether a time belongs to it.
  const CASES: readonly (readonly [string, string, boolean])[] = [
    ['2026-01-05', '2026-01-05', false],
    ['2026/1/5', '2026-01-05', false],
    ['2026.1.5', '2026-01-05', false],
    ['20260105', '2026-01-05', false],
    ['20260105093015', '2026-01-05T09:30:15', true],
    ['2026年1月5日', '2026-01-05', false],
    ['2026年01月05日 9时5分', '2026-01-05T09:05:00', true],
    ['2026年1月5日 09:05:07', '2026-01-05T09:05:07', true],
    ['2026/1/5 9:05', '2026-01-05T09:05:00', true],
    ['2026-01-05T09:14:22Z', '2026-01-05T09:14:22', true],
    ['2026-01-05 09:14:22 +0100', '2026-01-05T09:14:22', true],
    ['2026-01-05 09:14:22+08:00', '2026-01-05T09:14:22', true],
    ['2026-01-05 09:14:22.123', '2026-01-05T09:14:22', true],
    ['25/12/2026', '2026-12-25', false],
    ['12/25/2026 3:04 PM', '2026-12-25T15:04:00', true],
    ['12/25/26 12:04 am', '2026-12-25T00:04:00', true],
    ['25.12.2026', '2026-12-25', false],
    ['5 Jan 2026', '2026-01-05', false],
    ['05-Jan-2026', '2026-01-05', false],
    ['January 5, 2026', '2026-01-05', false],
    ['31/12/99', '1999-12-31', false],
  ];
  test.each(CASES)('%s', async (text, iso, instant) => {
    const day = readDay(text)!;
    expect(day.instant).toBe(instant);
    const reading = day.readings.find((each) => each.iso === iso);
    expect(reading?.iso).toBe(iso);
    const whole = iso.includes('T') ? iso : `${iso}T00:00:00`;
    expect(await strptime(text, reading!.format)).toBe(whole);
    if (day.iso) expect(await strptime(text, null)).toBe(whole);
  });
  test.each([
    '',
    '17850.0',
    '536365',
    '2026-02-30',
    '2026-13-01',
    '1899-01-01',
    '99999999',
    '12:30',
    'C536379',
    '1/2',
    '2026-1',
    '45/45/2026',
    'May',
  ])('%s is no day', (text) => expect(readDay(text)).toBeNull());
  test('what is written in a format is read back by it, here and by the engine', async () => {
    const formats = ['%Y-%m-%d', '%Y/%m/%d', '%d/%m/%Y', '%m/%d/%Y', '%d.%m.%Y', '%Y年%m月%d日', '%Y%m%d', '%y/%m/%d'];
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
    const pairs = fc.sample(fc.tuple(days, fc.constantFrom(...formats)), { numRuns: 200, seed: 11 });
    for (const [date, format] of pairs) {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, day] = iso.split('-') as [string, string, string];
      const text = format.replace('%Y', year).replace('%y', year.slice(2)).replace('%m', month).replace('%d', day);
      expect(readDay(text)?.readings.map((each) => each.iso)).toContain(iso);
      expect(await strptime(text, format)).toBe(`${iso}T00:00:00`);
    }
  });
  test('a short year is never taken for the first century', async () => {
    const { parse } = inferDates(['25/12/2026', '26/12/2026'])!;
    const formats = parse.type === 'date' ? parse.formats : [];
    const tried = await Promise.all(formats.map((format) => strptime('25/12/26', format)));
    expect(tried.find((value) => value !== null)).toBe('2026-12-25T00:00:00');
  });
  test('one day above twelve settles the order', () => {
    expect(inferDates(['01/02/2026', '03/04/2026', '25/04/2026'])).toMatchObject({ readings: [{ order: 'dmy' }], example: '' });
    expect(inferDates(['01/02/2026', '03/04/2026', '04/25/2026'])).toMatchObject({ readings: [{ order: 'mdy' }] });
  });
  test('the reading in the order of the file is proposed, and both are kept', () => {
    const days = ['01/02/2026', '01/05/2026', '01/09/2026', '02/01/2026', '02/04/2026'];
    expect(inferDates(days)).toMatchObject({
      readings: [{ order: 'mdy', from: '2026-01-02', to: '2026-02-04' }, { order: 'dmy' }],
      example: '01/02/2026',
    });
  });
  test('years of two digits leave three orders open', () => {
    const orders = inferDates(['10/10/03', '10/10/04', '10/11/03'])!.readings.map((each) => each.order);
    expect(new Set(orders)).toEqual(new Set(['ymd', 'dmy', 'mdy']));
  });
  test('numbers are not dates, whatever they look like', () => {
    expect(inferDates(['12345678', '20260105', '87654321', '99990101'])).toBeNull();
  });
  test('an order is changed in every format', () => {
    expect(reorderFormats(['%d/%m/%y %H:%M', '%d/%m/%Y', '%d %b %Y'], 'mdy')).toEqual(['%m/%d/%y %H:%M', '%m/%d/%Y', '%d %b %Y']);
    expect(reorderFormats(['%y/%m/%d'], 'dmy')).toEqual(['%d/%m/%y']);
    expect(listFormats(['%Y-%m-%d', '%Y-%m-%d', '%d %b %Y'])).toEqual(['%y-%m-%d', '%Y-%m-%d', '%d %b %Y']);
  });
});

describe('numbers', () => {
  test.each([
    ['12', 12, []],
    ['-3.50', -3.5, []],
    ['1,234.50', 1234.5, [',']],
    ['¥1,234.50', 1234.5, ['¥', ',']],
    ['-¥3', -3, ['¥']],
    ['￥12', 12, ['￥']],
    ['12元', 12, ['元']],
    ['$ 1,000,000', 1_000_000, ['$', ',']],
    ['NT$120', 120, ['NT$']],
    ['99.00 EUR', 99, ['EUR']],
    ['17850.0', 17_850, []],
    ['.5', 0.5, []],
    ['1e3', 1000, []],
  ] as const)('%s', (text, value, strip) => {
    expect(readNumber(text)).toEqual({ value, strip });
  });
  test.each(['', '007', '12,50', '1,23', '6222021234567890123', 'NaN', 'Infinity', '0x1F', '1-2', '待付', '--5', '1 2', '¥', '5%'])(
    '%s is no number',
    (text) => expect(readNumber(text)).toBeNull(),
  );
});
