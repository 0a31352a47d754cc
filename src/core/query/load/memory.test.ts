import { describe, expect, test } from 'vitest';
import type { ColumnMapping, ColumnParse } from '#core/model/source';
import type { Role } from '#core/model/canonical';
import { estimateDistinct, reckonMemory, TAB_LIMIT } from './memory';
import { planLoad } from './plan';

const text: ColumnParse = { type: 'text' };
const COLUMNS: readonly (readonly [string, Role, ColumnParse])[] = [
  ['order_id', 'order_id', text],
  ['customer_id', 'customer_id', text],
  ['ordered_at', 'ordered_at', { type: 'date', formats: [], grain: 'instant' }],
  ['net_amount', 'net_amount', { type: 'number', strip: [] }],
  ['status', 'status', text],
];
const planOf = (notes: readonly string[]) => {
  const all = [...COLUMNS, ...notes.map((note) => [note, 'attribute', text] as const)];
  const columns = all.map(([header, role, parse]): ColumnMapping => ({ header, role, parse }));
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const headers = columns.map(({ header }) => header);
  return planLoad([{ id: 's1', name: 'a', bytes: 1, fingerprint: '', dialect, headers, mapping: { grain: 'order', columns } }])[0]!;
};
/** Records of a shop: ids of eight digits, one of `people` customers, and free texts of so many letters. */
const sample = (people: number, ...letters: number[]) =>
  Array.from({ length: 5000 }, (_, at) => [
    String(10_000_000 + at * 977),
    `C${(at * 7919) % people}`,
    '2024-01-01 10:00:00',
    '123.45',
    ['paid', 'refunded'][at % 2]!,
    ...letters.map((length) => String(at).padStart(length, 'x')),
  ]);
const reckon = (records: number, people = 2000, ...letters: number[]) =>
  reckonMemory([{ plan: planOf(letters.map((length) => `note ${length}`)), records, rows: sample(people, ...letters) }]);

describe('LD23 the memory of a load', () => {
  test('eighteen million orders fit: the questions after them were seen to take 2.87 GB', () => {
    const { bytes, leaveOut } = reckon(18_000_000);
    expect(bytes).toBeGreaterThan(2.5e9);
    expect(bytes).toBeLessThan(TAB_LIMIT);
    expect(leaveOut).toEqual([]);
  });

  test('thirty million do not, and no column that is left out helps', () => {
    expect(reckon(30_000_000, 2000, 20).leaveOut).toBeNull();
  });

  test('long texts are what is best left out, the longest first and no more than needed', () => {
    const { bytes, leaveOut } = reckon(12_000_000, 2000, 40, 200, 6);
    expect(bytes).toBeGreaterThan(TAB_LIMIT);
    expect(leaveOut!.map(({ header }) => header)).toEqual(['note 200']);
    expect(reckon(12_000_000, 2000, 40, 6).bytes).toBeLessThanOrEqual(TAB_LIMIT);
    expect(bytes - leaveOut![0]!.bytes).toBeCloseTo(reckon(12_000_000, 2000, 40, 6).bytes, -6);
  });

  test('more records, more customers and longer texts never need less', () => {
    const steps = [reckon(5e6), reckon(6e6), reckon(6e6, 5000), reckon(6e6, 5000, 100), reckon(6e6, 5000, 200)].map(({ bytes }) => bytes);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
  });

  test('distinct values are told by how often two of a sample are alike', () => {
    const among = (people: number) =>
      estimateDistinct(
        Array.from({ length: 4000 }, (_, at) => String(Math.floor((Math.abs(Math.sin(at * 12.9898) * 43_758.5453) % 1) * people))),
        1e7,
      );
    expect(among(100)).toBeCloseTo(100, -1);
    expect(among(20_000)).toBeGreaterThan(14_000);
    expect(among(20_000)).toBeLessThan(28_000);
    expect(estimateDistinct(['a', 'b', 'c'], 500)).toBe(500);
  });
});
