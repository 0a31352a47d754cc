import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../../tests/support/seeded';
import type { Draw } from '#core/model/draw';
import { PLAIN_CSV } from '#core/model/source';
import { hashCustomer, hashPlain, spellCustomer } from './draw-customer';
import examples from './examples.json';
import { createThinner } from './thinner';

const utf8 = new TextEncoder();

/** Feeds a file in pieces of so many bytes. */
function thin(text: string, draw: Draw, size = 7) {
  const bytes = utf8.encode(text);
  const thinner = createThinner(PLAIN_CSV, draw);
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += size) out.push(...thinner.push(bytes.subarray(at, at + size)));
  out.push(...thinner.finish());
  return {
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(out)),
    places: [...thinner.places()],
    records: thinner.records,
  };
}

describe('LD28 the spelling of a customer', () => {
  test.each(examples.ids)('“$text” is “$spelled”', ({ text, spelled, hash }) => {
    expect(spellCustomer(text)).toBe(spelled);
    expect(hashCustomer(text)).toBe(hash);
  });

  test('the short way over bytes is the same or none', () => {
    let short = 0;
    const id = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_-]{1,14}$/),
      fc.stringMatching(/^[0-9a-z@. -]{1,10}$/),
      fc.string({ maxLength: 8, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(id, (text) => {
        const bytes = utf8.encode(text);
        const plain = hashPlain(bytes, 0, bytes.length);
        if (plain === null) return;
        short++;
        expect(plain).toBe(hashCustomer(text));
      }),
      runs(2000),
    );
    expect(short).toBeGreaterThan(50);
  });
});

describe('LD27 who is drawn', () => {
  const shop = ['customer,n', ...Array.from({ length: 40 }, (_, at) => `C${String(at + 1).padStart(4, '0')},${at}`)].join('\n');

  test.each([2, 4, 8] as const)('one in %i of forty customers', (oneIn) => {
    const { text, places, records } = thin(shop, { oneIn, customer: 0, order: -1 });
    const drawn = examples.drawn.in[oneIn];
    expect(
      text
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, 5)),
    ).toEqual(drawn);
    expect(places).toEqual(drawn.map((id) => Number(id.slice(1))));
    expect(records).toBe(40);
  });

  test('about as many as said, of any kind of id', () => {
    for (const name of [
      (at: number) => String(10_000 + at),
      (at: number) => `user${at}@shop.cn`,
      (at: number) => `1380000${String(at).padStart(4, '0')}`,
    ]) {
      const drawn = Array.from({ length: 8000 }, (_, at) => hashCustomer(name(at))).filter((hash) => hash % 8 === 0).length;
      // 1,000 expected; five standard deviations are 148.
      expect(Math.abs(drawn - 1000)).toBeLessThan(148);
    }
  });

  test('a record without customer goes by its order, and one without both by its text', () => {
    const lines = Array.from({ length: 400 }, (_, at) => `${['', 'N/A', ' '][at % 3]},o${at >> 2},x${at}`);
    const { text } = thin(['c,o,t', ...lines].join('\r\n'), { oneIn: 4, customer: 0, order: 1, nulls: ['N/A'] });
    const orders = new Map<string, number>();
    for (const line of text.trim().split('\r\n').slice(1)) orders.set(line.split(',')[1]!, (orders.get(line.split(',')[1]!) ?? 0) + 1);
    expect(new Set(orders.values())).toEqual(new Set([4]));
    expect([...orders.keys()]).toEqual(Array.from({ length: 100 }, (_, at) => `o${at}`).filter((id) => hashCustomer(id) % 4 === 0));
    const bare = Array.from({ length: 400 }, (_, at) => `,,x${at}`);
    const kept = thin(['c,o,t', ...bare].join('\n'), { oneIn: 4, customer: 0, order: 1 }).places.length;
    // 100 expected; five standard deviations are 43.
    expect(Math.abs(kept - 100)).toBeLessThan(43);
  });

  test('LD29 random tables in random pieces: exactly the records of drawn customers, byte for byte', () => {
    const cell = fc.constantFrom(
      '',
      'C1',
      'C0006',
      'c0010',
      ' C11 ',
      '客,户',
      'a"b',
      'a""b',
      'two\nlines',
      ' "x"',
      'é',
      '“q”',
      '13800000000',
    );
    const written = (text: string, always: boolean) => (always || /^[\s"]|[,\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const met = { quoted: 0, dropped: 0, kept: 0 };
    const table = fc.record({
      rows: fc.array(fc.tuple(cell, cell, cell, fc.boolean()), { minLength: 1, maxLength: 30 }),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
      size: fc.integer({ min: 1, max: 60 }),
      open: fc.boolean(),
      mark: fc.boolean(),
    });
    fc.assert(
      fc.property(table, ({ rows, newline, size, open, mark }) => {
        const lines = rows.map(([one, two, three, always]) => [one, two, three].map((text) => written(text, always)).join(','));
        const head = `a,b,c${newline}`;
        const file = (mark ? '\ufeff' : '') + head + lines.join(newline) + (open ? '' : newline);
        const { text, places, records } = thin(file, { oneIn: 2, customer: 1, order: 0 }, size);
        // Whether a record without both is drawn is told by another test.
        for (const [at, [one, two]] of rows.entries()) {
          const id = [two, one].find((each) => each.trim() !== '');
          if (id !== undefined) expect(places.includes(at + 1)).toBe(hashCustomer(id) % 2 === 0);
        }
        const ends = lines.map((line, at) => (open && at === lines.length - 1 ? line : line + newline));
        expect(text).toBe(head + places.map((place) => ends[place - 1]).join(''));
        expect(records).toBe(rows.length);
        // What is left still reads back as those records.
        if (newline !== '\r') {
          const read = Papa.parse<string[]>(text, { delimiter: ',', newline: newline as '\n' })
            .data.slice(1)
            .filter((row) => row.length === 3);
          expect(read.length).toBe(places.length);
        }
        met.quoted += lines.filter((line) => /^"|,"/.test(line)).length;
        met.kept += places.length;
        met.dropped += rows.length - places.length;
      }),
      runs(2000),
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(100);
  });
});
