import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReference } from '../../../tests/support/reference-csv';
import { runs } from '../../../tests/support/seeded';
import type { FileDialect } from '#core/model/source';
import { createNewlineUnifier } from './newline-unifier';
import { createRecordCounter } from './record-counter';
import type { RecordCount } from './record-count';

const dialect = (delimiter: FileDialect['delimiter'], header = false): FileDialect => ({
  encoding: 'utf-8',
  bom: false,
  delimiter,
  quote: '"',
  header,
});

function count(bytes: Uint8Array, how: FileDialect, expected: number, step = bytes.length || 1): RecordCount {
  const counter = createRecordCounter(how, expected);
  for (let at = 0; at < bytes.length; at += step) counter.push(bytes.subarray(at, at + step));
  return counter.finish();
}
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const countText = (text: string, how = dialect(','), expected = 2): RecordCount => count(encode(text), how, expected);

/** Texts made of what breaks readers. */
const nastyText = fc
  .array(
    fc.constantFrom(
      'a',
      '会员',
      '"',
      '""',
      '"x"',
      '"p\nq"',
      '"p\r\nq"',
      '\n',
      '\r\n',
      '\r',
      ' ',
      ',',
      ';',
      '\t',
      'x,y\n',
      'x,y\r\n',
      '"m,n",o\n',
      '"a""b",é\n',
    ),
    { maxLength: 24 },
  )
  .map((atoms) => atoms.join(''));

describe('the counter', () => {
  test('agrees with a slow reader on records, fates, lines and bytes', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(
        nastyText,
        fc.constantFrom(',' as const, ';' as const, '\t' as const),
        fc.integer({ min: 1, max: 9 }),
        (text, delimiter, step) => {
          const reference = readReference(text, delimiter, 2);
          for (const { fate } of reference) met.add(fate);
          const found = count(encode(text), dialect(delimiter), 2, step);
          expect(found.records).toBe(reference.length);
          expect(found.good).toBe(reference.filter((record) => record.fate === 'good').length);
          expect(found.blank).toBe(reference.filter((record) => record.fate === 'blank').length);
          expect(found.cuts.reduce((sum, cut) => sum + cut.records, 0)).toBe(found.records - found.good);
          const bytes = encode(text);
          for (const cut of found.cuts) {
            const same = reference.slice(cut.record - 1, cut.record - 1 + cut.records);
            expect(new Set(same.map((record) => record.fate))).toEqual(new Set([cut.reason]));
            expect(cut.line).toBe(same[0]!.line);
            expect(new TextDecoder().decode(bytes.subarray(cut.byteStart, cut.byteEnd))).toBe(same.map((record) => record.text).join(''));
          }
        },
      ),
      runs(30_000),
    );
    expect([...met].sort()).toEqual(['blank', 'field_count', 'good', 'stray_quote', 'unterminated_quote']);
  });

  test('says that nothing needs trimming only where no field begins or ends with a blank', () => {
    const met = { needed: 0, bare: 0 };
    fc.assert(
      fc.property(
        nastyText,
        fc.constantFrom(',' as const, ';' as const, '\t' as const),
        fc.integer({ min: 1, max: 9 }),
        (text, delimiter, step) => {
          const { padded } = count(encode(text), dialect(delimiter), 2, step);
          const good = readReference(text, delimiter, 2).filter((record) => record.fate === 'good');
          const needed = good.some(({ fields }) => fields.some((field) => /^[\0- ]|[\0- ]$/.test(field)));
          if (needed) met.needed++;
          if (!padded && good.length > 0) met.bare++;
          if (needed) expect(padded).toBe(true);
        },
      ),
      runs(30_000),
    );
    expect(Math.min(met.needed, met.bare)).toBeGreaterThan(runs(30_000).numRuns / 50);
  });
  test.each(['a,b\n', '"a","b"\n', 'a,\n,b\n', 'a b,"c d"\r\n', '"a,b"\t"c\nd"'])('nothing to trim in %j', (text) => {
    expect(countText(text, dialect(text.includes('\t') ? '\t' : ',')).padded).toBe(false);
  });
  test.each([' a,b\n', 'a ,b\n', 'a,b ', '"a ",b\n', '" a",b\n', '"",b\n', 'a,"\nb"\n', '\u0001a,b\n', 'a,b\u0001\r\n'])(
    'something to trim in %j',
    (text) => {
      expect(countText(text).padded).toBe(true);
      expect(count(encode(text), dialect(','), 2, 1).padded).toBe(true);
    },
  );

  test('a header is not a record, and blank lines before it are', () => {
    const found = countText('\n\na,b\n1,2\n', dialect(',', true));
    expect(found).toMatchObject({ records: 3, good: 1, blank: 2, header: { byteStart: 2, byteEnd: 6, line: 3 } });
    expect(found.cuts).toMatchObject([{ reason: 'blank', record: 1, records: 2, byteStart: 0, byteEnd: 2 }]);
  });
  test('a byte order mark belongs to no record, however the bytes come', () => {
    for (const step of [1, 2, 3, 4, 100]) {
      const found = count(encode('\ufeff"a",b\n1,2,3\n'), dialect(',', true), 2, step);
      expect(found).toMatchObject({ records: 1, rejected: 1, header: { byteStart: 3, byteEnd: 9 } });
      expect(found.cuts[0]).toMatchObject({ byteStart: 9, byteEnd: 15, fields: 3 });
    }
  });
  test('line ends are told apart', () => {
    expect(countText('a,b\n1,2\r\n3,4\r5,6').newlines).toEqual({ lf: 1, crlf: 1, cr: 1 });
  });
  test('a mark stands at every 4,096th record', () => {
    const found = countText('x,y\n'.repeat(10_000));
    expect(found.marks).toEqual([0, 1, 2].map((at) => ({ record: at * 4096 + 1, line: at * 4096 + 1, byteStart: at * 4096 * 4 })));
  });
  test.each([
    ['an overlong form', [0x61, 0xc0, 0xaf], 1],
    ['a surrogate', [0xed, 0xa0, 0x80], 1],
    ['a stray continuation', [0x61, 0x2c, 0x62, 0x0a, 0x80], 4],
    ['a character cut off at the end', [0x61, 0xe4, 0xbc], 3],
    ['GBK bytes', [0xbb, 0xe1], 0],
  ])('%s is not UTF-8', (_, bytes, at) => {
    expect(count(new Uint8Array(bytes), dialect(','), 2, 1).invalidUtf8At).toBe(at);
    expect(count(new Uint8Array([...new Array<number>(64).fill(0x61), ...bytes]), dialect(','), 2).invalidUtf8At).toBe(64 + at);
  });
  test('every valid text is UTF-8, in any pieces and at any place in memory', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 7 }), (text, step, shift) => {
        const bytes = new Uint8Array(encode(text).length + shift);
        bytes.set(encode(text), shift);
        expect(count(bytes.subarray(shift), dialect(','), 2, step).invalidUtf8At).toBeNull();
      }),
      runs(5000),
    );
  });
});

test('ragged.csv as its README describes it', () => {
  const bytes = readFileSync(new URL('../../../tests/fixtures/headers/ragged.csv', import.meta.url));
  const found = count(new Uint8Array(bytes), dialect(',', true), 5);
  expect(found).toMatchObject({ records: 8, good: 3, rejected: 4, blank: 1, openQuote: { record: 8, line: 10 } });
  expect(found.cuts.map(({ record, line, reason }) => ({ record, line, reason }))).toEqual([
    { record: 2, line: 3, reason: 'field_count' },
    { record: 4, line: 6, reason: 'blank' },
    { record: 5, line: 7, reason: 'field_count' },
    { record: 7, line: 9, reason: 'stray_quote' },
    { record: 8, line: 10, reason: 'unterminated_quote' },
  ]);
});

test('one kind of line end for all records changes no record', () => {
  fc.assert(
    fc.property(nastyText, fc.integer({ min: 1, max: 9 }), (text, step) => {
      const unifier = createNewlineUnifier(dialect(','));
      const bytes = encode(text);
      const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
        unifier.push(bytes.subarray(at * step, (at + 1) * step)),
      );
      const unified = new Uint8Array(pieces.flatMap((piece) => [...piece]));
      const before = readReference(text, ',', 2);
      const after = readReference(new TextDecoder().decode(unified), ',', 2);
      const outline = (records: typeof before) =>
        records.map(({ fate, fields, line }) => ({ fate, line, fields: fate === 'good' ? fields : null }));
      expect(outline(after)).toEqual(outline(before));
      expect(count(unified, dialect(','), 2).newlines).toMatchObject({ crlf: 0, cr: 0 });
    }),
    runs(15_000),
  );
});
