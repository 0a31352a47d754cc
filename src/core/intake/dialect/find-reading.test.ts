import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../../tests/support/seeded';
import { findReading, isPlain, type Proposal } from './find-reading';
import { createTableReader } from './read-table';

/** A text and what a person reads in it, written by hand before the code. */
interface Case {
  readonly name: string;
  readonly text: string;
  readonly plain?: true;
  readonly asked?: true;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly skipped?: Readonly<Record<string, number>>;
  /** Lines of records that were mended, and of those that are damaged. */
  readonly mended?: readonly number[];
  readonly rejected?: readonly number[];
  readonly other?: { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

const cases = JSON.parse(
  readFileSync(new URL('../../../../tests/fixtures/dialects/cases.json', import.meta.url), 'utf8'),
) as readonly Case[];

function read(text: string, { reading }: Proposal) {
  const reader = createTableReader(reading);
  const records = [...reader.push(text), ...reader.finish()];
  return {
    headers: reader.headers(),
    rows: records.flatMap(({ fields }) => (fields ? [fields] : [])),
    skipped: Object.fromEntries(reader.skipped().map(({ reason, count }) => [reason, count])),
    mended: records.filter(({ mended }) => mended).map(({ line }) => line),
    rejected: records.filter(({ fields }) => !fields).map(({ line }) => line),
  };
}

describe('texts of records are found to be tables', () => {
  test.each(cases)('$name', (each) => {
    const found = findReading({ head: each.text, tail: null });
    expect({ refused: found.refused, asked: found.doubt !== null }).toEqual({ refused: false, asked: each.asked === true });
    expect(isPlain(found.proposals[0]!)).toBe(each.plain === true);
    const { headers, rows, skipped = {}, mended = [], rejected = [] } = each;
    const seen = read(each.text, found.proposals[0]!);
    expect({ ...seen, ...(each.asked ? { skipped: {} } : {}) }).toEqual({ headers, rows, skipped, mended, rejected });
    if (each.other) expect(read(each.text, found.proposals[1]!)).toMatchObject(each.other);
  });
});

const SIGN = fc.constantFrom(
  'a',
  'Total',
  '7',
  '2024-01-02',
  ',',
  ';',
  '\t',
  '|',
  '"',
  "'",
  ' ',
  '\n',
  '\n\n',
  '\r\n',
  '#',
  '\\',
  '中',
  'sep=;\n',
  '\u0001',
  '~',
);

test('any text has a reading or is refused, and the reading loses no line', () => {
  fc.assert(
    fc.property(fc.array(SIGN, { maxLength: 60 }), fc.boolean(), (signs, cut) => {
      const text = signs.join('');
      const { proposals, refused } = findReading({ head: text, tail: cut ? text : null });
      expect(proposals.length > 0 || refused).toBe(true);
      for (const { reading } of proposals) {
        const reader = createTableReader(reading);
        const records = [...reader.push(text), ...reader.finish()];
        const skipped = reader.skipped().reduce((sum, { count }) => sum + count, 0);
        const lines = records.reduce((sum, record) => sum + record.text.split(/\r\n?|\n/).length, 0);
        const all =
          text.replace(/(\r\n?|\n)$/, '') === '' && !text.includes('\n') ? 0 : text.replace(/(\r\n?|\n)$/, '').split(/\r\n?|\n/).length;
        expect(lines + skipped + reading.headerRows).toBeLessThanOrEqual(all);
        if (!text.includes('"') && !text.includes("'") && reading.headerRows === (reader.headers() ? reading.headerRows : 0))
          expect(lines + skipped + Math.min(reading.headerRows, all)).toBe(all);
      }
    }),
    runs(5000),
  );
});
