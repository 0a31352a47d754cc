import { describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { FileReading, TextReading } from '#core/model/reading';
import type { FileDialect } from '#core/model/source';
import { readingFacts } from './reading-facts';
import { formOf, linesOf, readingOf } from './reading-form';

const dialect: FileDialect = { encoding: 'utf-8', bom: false, delimiter: ';', quote: '"', header: true };
const text: TextReading = {
  format: 'text',
  delimiter: '~|~',
  quote: "'",
  escape: '\\',
  comment: '#',
  skip: 3,
  headerRows: 2,
  footer: 2,
  short: 'fill',
};
const readings: readonly FileReading[] = [
  text,
  { ...text, delimiter: '\t', quote: '"', escape: '"', short: 'reject', comment: '' },
  { ...text, delimiter: '', quote: '', escape: '' },
  { ...text, mend: true, again: true, rows: 12 },
  { format: 'fixed', starts: [0, 8, 20], skip: 1, headerRows: 0, footer: 3 },
  { format: 'fixed', starts: [0, 8], unit: 'cells', skip: 0, headerRows: 1, footer: 0 },
  { format: 'xlsx', sheet: '订单', skip: 2, headerRows: 3 },
];

describe('UI17 the form', () => {
  test.each(readings)('UI17 says the reading that it was made of: $format $delimiter', (reading) => {
    expect(readingOf(formOf({ dialect, reading }))).toEqual(reading);
  });
  test('UI17 of a file that is read as it is begins with its dialect', () => {
    expect(readingOf(formOf({ dialect: { ...dialect, header: false } }))).toEqual({
      format: 'text',
      delimiter: ';',
      quote: '"',
      escape: '"',
      comment: '',
      skip: 0,
      headerRows: 0,
      footer: 0,
      short: 'reject',
    });
  });
  test.each([
    ['1, 9, 21', [0, 8, 20]],
    ['9 21', [0, 8, 20]],
    ['1，9、21', [0, 8, 20]],
    ['1', [0]],
  ])('UI17 places %j', (places, starts) => {
    expect(readingOf({ ...formOf({ dialect }), separator: 'places', places })).toMatchObject({ format: 'fixed', starts });
  });
  test.each(['', '9, 9', '21, 9', 'a, b', '0, 4', '1.5'])('UI17 places %j are asked for again', (places) => {
    expect(readingOf({ ...formOf({ dialect }), separator: 'places', places })).toBe('places');
  });
  test('UI17 another sign must be written', () => {
    expect(readingOf({ ...formOf({ dialect }), separator: 'own', sign: '' })).toBe('sign');
  });
  test.each([
    ['3', 3],
    ['', 0],
    ['-2', 0],
    ['2.9', 2],
    ['x', 0],
    ['99999999', 10_000],
  ])('UI17 %j lines are %d', (typed, lines) => expect(linesOf(typed)).toBe(lines));
});

describe('UI18 the facts', () => {
  const facts = (reading: FileReading | undefined, locale: 'en' | 'zh-CN') =>
    readingFacts({ dialect, ...(reading ? { reading } : {}) }).map((each) => say(each, { locale, currency: null }));
  test.each([
    [undefined, ['separated by semicolons', 'first row holds the names'], ['分号分隔', '首行为列名']],
    [
      text,
      [
        'separated by “~|~”',
        "quoted with '",
        '“\\” before a quote',
        'lines that begin with “#” left out',
        '3 lines above the table left out',
        'header in 2 rows',
        'footer: 2 rows',
        'short records filled up',
      ],
      [
        '以“~|~”分隔',
        "引号为 '",
        '引号前加“\\”',
        '略去以“#”开头的行',
        '略去表格上方 3 行',
        '列名占 2 行',
        '略去表尾 2 行',
        '不足的记录以空值补齐',
      ],
    ],
    [
      { format: 'fixed', starts: [0, 4], skip: 1, headerRows: 0, footer: 1 },
      ['columns at fixed places', '1 line above the table left out', 'no row of names', 'footer: 1 row'],
      ['按固定位置分列', '略去表格上方 1 行', '没有列名行', '略去表尾 1 行'],
    ],
    [
      { format: 'xlsx', sheet: '订单', skip: 0, headerRows: 1 },
      ['sheet “订单”', 'first row holds the names'],
      ['工作表“订单”', '首行为列名'],
    ],
    [{ format: 'parquet' }, ['Parquet'], ['Parquet']],
  ] as const)('UI18 %j', (reading, en, zh) => {
    expect(facts(reading, 'en')).toEqual(en);
    expect(facts(reading, 'zh-CN')).toEqual(zh);
  });
});
