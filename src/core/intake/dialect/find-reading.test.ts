import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
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
