import { expect, test } from 'vitest';
import type { Mapping } from '#core/model/source';
import { parseMapping } from './source-info';

const mapping: Mapping = {
  grain: 'order',
  columns: [
    {
      header: '金额',
      role: 'net_amount',
      parse: {
        type: 'number',
        strip: ['¥'],
        decimal: ',',
        group: '.',
        parentheses: true,
        trailing: true,
        fullWidth: true,
        units: ['万'],
        also: [{ strip: [], decimal: '.', percent: true }],
      },
      nulls: ['-', 'N/A'],
      misfits: 'reject',
    },
    {
      header: '日期',
      role: 'ordered_at',
      parse: {
        type: 'date',
        formats: ['%Y/%m/%d'],
        grain: 'instant',
        era: 'roc',
        months: 'de',
        halves: true,
        fullWidth: true,
        serial: 'days1900',
        also: [{ formats: ['%d.%m.%Y'] }],
      },
    },
  ],
};
const withParse = (parse: object) => ({ ...mapping, columns: [{ ...mapping.columns[0], parse }] });

test('V15 how values are read is stored and comes back as it was, in the same order', () => {
  const read = parseMapping(JSON.parse(JSON.stringify(mapping)));
  expect(read.ok && JSON.stringify(read.value.columns.map(({ parse }) => parse))).toBe(
    JSON.stringify(mapping.columns.map(({ parse }) => parse)),
  );
  expect(read.ok && read.value).toEqual(mapping);
});
test('documents of earlier versions still open', () => {
  expect(parseMapping(withParse({ type: 'number', strip: ['¥', ','] })).ok).toBe(true);
  expect(parseMapping(withParse({ type: 'date', formats: [], grain: 'date' })).ok).toBe(true);
});
test.each([
  { type: 'number', strip: [], decimal: ';' },
  { type: 'number', strip: [], decimal: '.', units: ['x'] },
  { type: 'number', strip: [], percent: false },
  { type: 'date', formats: [], grain: 'date', serial: 'weeks' },
  { type: 'date', formats: [], grain: 'date', era: 'heisei' },
  { type: 'number', strip: [], also: [{ strip: [], also: [] }] },
])('%j is refused', (parse) => expect(parseMapping(withParse(parse)).ok).toBe(false));
