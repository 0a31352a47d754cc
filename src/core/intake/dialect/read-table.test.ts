import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextReading } from '#core/model/reading';
import { runs } from '../../../../tests/support/seeded';
import { createTextCutter } from './cut-text';
import { plainDialectOf, readingOf } from './plain-reading';
import { createTableReader } from './read-table';
import { createTextTidier, findLine } from './tidy-text';

const comma = readingOf({ delimiter: ',', header: true });
const whole = (text: string, reading: TextReading) => {
  const reader = createTableReader(reading);
  return [...reader.push(text), ...reader.finish()];
};

test('D2 the plain readings are those that a dialect can say', () => {
  for (const delimiter of [',', '\t', ';', '|'] as const)
    for (const header of [true, false])
      expect(plainDialectOf(readingOf({ delimiter, header }))).toEqual({ encoding: 'utf-8', bom: false, delimiter, quote: '"', header });
  const others: Partial<TextReading>[] = [
    { delimiter: '~' },
    { quote: "'" },
    { escape: '\\' },
    { comment: '#' },
    { skip: 1 },
    { headerRows: 2 },
    { footer: 1 },
    { short: 'fill' },
    { mend: true },
    { again: true },
    { rowNames: true },
    { rows: 3 },
  ];
  for (const other of others) expect(plainDialectOf({ ...comma, ...other })).toBeNull();
});

test('D6 the damage of a quote ends with its line', () => {
  const records = whole('id,name\n1,Ann\n2,"Bo\n3,Cy\n4,"Di" x\n5,"Ed ""E"""\n', comma);
  expect(records.map(({ line, fields, fault }) => [line, fields, fault])).toEqual([
    [2, ['1', 'Ann'], null],
    [3, null, 'stray_quote'],
    [4, ['3', 'Cy'], null],
    [5, null, 'stray_quote'],
    [6, ['5', 'Ed "E"'], null],
  ]);
  const open = whole('id,name\n1,Ann\n2,"Bo\n3,Cy\n', comma);
  expect(open.map(({ line, fault }) => [line, fault])).toEqual([
    [2, null],
    [3, 'unterminated_quote'],
    [4, null],
  ]);
});

test('D6 two quotes that may have held a sign between them', () => {
  const [first, second] = whole('id,price,text\n1,5"Shirt, plaid"\n2,24" pipe,x\n', comma);
  expect([first!.fault, second!.fault]).toEqual(['stray_quote', null]);
});

test('D7 an empty field too many is left out where one way alone leaves the record like the others', () => {
  const rows = Array.from({ length: 8 }, (_, at) => `2024-01-0${at + 1},${at},word,\n`).join('');
  const text = `day,count,text,note\n${rows}2024-02-01,,5,word,\n2024-02-02,6,word,,\n2024-02-03,,,7,\n`;
  const records = whole(text, { ...comma, mend: true }).slice(8);
  expect(records.map(({ fields, mended }) => [fields, mended])).toEqual([
    [['2024-02-01', '5', 'word', ''], 'surplus'],
    [['2024-02-02', '6', 'word', ''], 'surplus'],
    [null, null],
  ]);
});

test('D7 a sign missing before a quote that opens is put back where it alone gives the right number of fields', () => {
  const rows = Array.from({ length: 8 }, (_, at) => `2024-01-0${at + 1},$${at}.5,"Shirt, Plaid","soft"\n`).join('');
  const damaged = [
    '2024-02-01,$5.5"Shirt, Plaid","soft"',
    '2024-02-02,$5.5"Shirt","soft"',
    '2024-02-03,$5.5,"Shirt"soft',
    '5" pipe,$5.5,10" rod',
  ];
  const records = whole(`day,price,name,note\n${rows}${damaged.join('\n')}\n`, { ...comma, mend: true }).slice(8);
  expect(records.map(({ fields, mended }) => [fields, mended])).toEqual([
    [['2024-02-01', '$5.5', 'Shirt, Plaid', 'soft'], 'sign'],
    [['2024-02-02', '$5.5', 'Shirt', 'soft'], 'sign'],
    [null, null],
    [null, null],
  ]);
});

test('of several tables the rows that are asked for, and what follows is counted', () => {
  const reader = createTableReader({ ...comma, rows: 2 });
  const records = [...reader.push('a,b\n1,2\n3,4\n\nc,d,e\n5,6,7\n'), ...reader.finish()];
  expect(records.map(({ fields }) => fields)).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  expect(reader.skipped()).toEqual([
    { reason: 'blank', count: 1 },
    { reason: 'footer', count: 2 },
  ]);
});

const SIGNS: readonly Pick<TextReading, 'delimiter' | 'quote' | 'escape'>[] = [
  { delimiter: ',', quote: '"', escape: '"' },
  { delimiter: '||', quote: '"', escape: '"' },
  { delimiter: '\u001f', quote: '"', escape: '"' },
  { delimiter: ', ', quote: "'", escape: "'" },
  { delimiter: ';', quote: '"', escape: '\\' },
];
const field = fc.string({
  unit: fc.constantFrom('a', '7', '"', "'", ',', ';', ' ', '|', '\n', '\r\n', '\\', '中', '９', '\u001f'),
  maxLength: 6,
});
const table = fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 6 });
const counted = { tables: 0, quotes: 0, signs: 0, lines: 0 };

/** Every field quoted: the reader must give back what was written, whatever stands in it. */
const write = (rows: readonly (readonly string[])[], { delimiter, quote, escape }: (typeof SIGNS)[number]): string =>
  rows
    .map((row) =>
      row
        .map(
          (text) =>
            `${quote}${(escape === quote ? text : text.replaceAll(escape, escape + escape)).replaceAll(quote, escape + quote)}${quote}`,
        )
        .join(delimiter),
    )
    .join('\n') + '\n';

test('D5 a table written by any signs reads back cell for cell, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(table, fc.constantFrom(...SIGNS), fc.array(fc.nat(60), { maxLength: 5 }), (rows, signs, cuts) => {
      const text = write(rows, signs);
      counted.tables++;
      if (rows.flat().some((cell) => cell.includes(signs.quote))) counted.quotes++;
      if (rows.flat().some((cell) => cell.includes(signs.delimiter[0]!))) counted.signs++;
      if (rows.flat().some((cell) => cell.includes('\n'))) counted.lines++;
      const cutter = createTextCutter({ ...signs, comment: '', skip: 0 });
      const records = [];
      let at = 0;
      for (const cut of cuts) records.push(...cutter.push(text.slice(at, (at += cut))));
      records.push(...cutter.push(text.slice(at)), ...cutter.finish());
      expect(records.map(({ fields }) => fields)).toEqual(rows);
      expect(records.every(({ fault }) => fault === null)).toBe(true);
    }),
    runs(5000),
  );
  expect(Math.min(counted.quotes, counted.signs, counted.lines)).toBeGreaterThan(counted.tables * 0.3);
});

test('what is written anew is plain CSV, and each record knows its line', () => {
  const tidier = createTextTidier({ ...comma, delimiter: '~', skip: 1, footer: 1 });
  const text = 'title\nid~note\n1~"two\nlines"\n2~a, "b"\n3\n4~d\nend\n';
  let out = '';
  for (const sign of text) out += tidier.push(sign);
  out += tidier.finish();
  expect(out).toBe('id,note\n1,"two\nlines"\n2,"a, ""b"""\n3\n4,d\n');
  const { skipped, places, damaged } = tidier.facts();
  expect([1, 2, 3, 4].map((record) => findLine(places, record))).toEqual([3, 5, 6, 7]);
  expect(damaged).toEqual([{ record: 3, reason: 'field_count', text: '3' }]);
  expect(skipped).toEqual([
    { reason: 'preamble', count: 1 },
    { reason: 'footer', count: 1 },
  ]);
});
