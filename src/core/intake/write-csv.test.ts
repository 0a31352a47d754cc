import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { csvRecord } from './write-csv';

test('F10 nothing and empty text are both empty, and a lone empty field is still a record', () => {
  expect(csvRecord(['a', null, ''])).toBe('a,,\n');
  expect(csvRecord([''])).toBe('""\n');
  expect(csvRecord(['a "b"', 'c,d', 'e\nf', ' g', 'h '])).toBe('"a ""b""","c,d","e\nf"," g","h "\n');
});

test('F10 any record reads back by another reader', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '客', '0', '\t', '😀') });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (fields) => {
      const { data } = Papa.parse<string[]>(csvRecord(fields), { delimiter: ',', newline: '\n' });
      expect(data[0]).toEqual(fields);
    }),
    runs(2000),
  );
});
