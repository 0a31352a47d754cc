import { describe, expect, test } from 'vitest';
import type { ColumnMapping, ColumnParse } from '#core/model/source';
import type { Role } from '#core/model/canonical';
import type { PreparationStep } from '#core/model/steps';
import { findShare, fitsInStretches, reckonMemory, TAB_LIMIT } from './memory';
import { planLoad } from './plan';
import { estimateDistinct, textFacts } from './text-facts';

const text: ColumnParse = { type: 'text' };
const COLUMNS: readonly (readonly [string, Role, ColumnParse])[] = [
  ['order_id', 'order_id', text],
  ['customer_id', 'customer_id', text],
  ['ordered_at', 'ordered_at', { type: 'date', formats: [], grain: 'instant' }],
  ['net_amount', 'net_amount', { type: 'number', strip: [] }],
  ['status', 'status', text],
];
const planOf = (notes: readonly string[], { steps, oneIn }: { steps?: readonly PreparationStep[]; oneIn?: number } = {}) => {
  const all = [...COLUMNS, ...notes.map((note) => [note, 'attribute', text] as const)];
  const columns = all.map(([header, role, parse]): ColumnMapping => ({ header, role, parse }));
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const headers = columns.map(({ header }) => header);
  const mapping = { grain: 'order', columns, ...(steps ? { steps } : {}) } as const;
  return planLoad([{ id: 's1', name: 'a', bytes: 1, fingerprint: '', dialect, headers, mapping, ...(oneIn ? { oneIn } : {}) }])[0]!;
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
        textFacts(
          Array.from({ length: 4000 }, (_, at) => String(Math.floor((Math.abs(Math.sin(at * 12.9898) * 43_758.5453) % 1) * people))),
        ),
        1e7,
      );
    expect(among(100)).toBeCloseTo(100, -1);
    expect(among(20_000)).toBeGreaterThan(14_000);
    expect(among(20_000)).toBeLessThan(28_000);
    expect(estimateDistinct(textFacts(['a', 'b', 'c']), 500)).toBe(500);
  });
});

describe('LD34 the memory of preparation steps', () => {
  const duplicates: PreparationStep = { kind: 'deduplicate', keys: ['order_id'], survivor: { by: 'last' } };
  const paid: PreparationStep = { kind: 'filter', column: 'status', condition: { op: 'in', values: ['paid'] }, effect: 'keep' };
  const made: PreparationStep = { kind: 'derive', name: 'label', expression: '[order_id] & [customer_id] & [order_id]' };
  const need = (records: number, steps?: readonly PreparationStep[], letters = [44]) =>
    reckonMemory([
      {
        plan: planOf(
          letters.map((length) => `note ${length}`),
          steps ? { steps } : {},
        ),
        records,
        rows: sample(2000, ...letters),
      },
    ]).bytes;

  test('looking for duplicates takes what was seen: 458 bytes an order of six columns beyond the first half million', () => {
    // DuckDB-WASM in Node, orders of 79 bytes: 237 MB for half a million, 695 MB for one and a half.
    const each = (need(20_000_000, [duplicates], [28]) - need(10_000_000, [duplicates], [28])) / 10_000_000;
    expect(each).toBeGreaterThan(458);
    expect(each).toBeLessThan(1.3 * 458);
  });

  test('nine million orders fit without it and with steps that look at one record at a time, and not with it', () => {
    expect(need(9_000_000)).toBeLessThan(TAB_LIMIT);
    expect(need(9_000_000, [paid])).toBe(need(9_000_000));
    expect(need(9_000_000, [paid, duplicates])).toBeGreaterThan(TAB_LIMIT);
    const source = { plan: planOf(['note 44'], { steps: [paid, duplicates] }), records: 9_000_000, rows: sample(2000, 44) };
    expect(fitsInStretches([source])).toBe(true);
    expect(fitsInStretches([{ ...source, records: 40_000_000 }])).toBe(false);
    expect(reckonMemory([{ ...source, records: 7_500_000 }]).leaveOut!.map(({ header }) => header)).toEqual(['note 44']);
  });

  test('a column that a step makes is reckoned with', () => {
    const plan = planOf([], { steps: [made] });
    const mapping = [
      ...COLUMNS.map(([header, role, parse]): ColumnMapping => ({ header, role, parse })),
      { header: 'label', role: 'attribute', parse: text } as const,
    ];
    const dialect = plan.dialect;
    const headers = COLUMNS.map(([header]) => header);
    const info = {
      id: 's1',
      name: 'a',
      bytes: 1,
      fingerprint: '',
      dialect,
      headers,
      mapping: { grain: 'order', columns: mapping, steps: [made] },
    } as const;
    const withLabel = reckonMemory([{ plan: planLoad([info])[0]!, records: 10_000_000, rows: sample(2000) }]);
    // Ids of eight digits and up to five more: some twenty bytes, packed to six tenths.
    expect(withLabel.bytes - reckonMemory([{ plan, records: 10_000_000, rows: sample(2000) }]).bytes).toBeGreaterThan(10_000_000 * 12);
  });
});

describe('LD31 the share that fits', () => {
  const share = (records: number, oneIn?: number) => findShare([{ plan: planOf([], oneIn ? { oneIn } : {}), records, rows: sample(2000) }]);
  /** Of a share: whether it fits when it is taken. */
  const taken = (records: number, oneIn: number) => reckonMemory([{ plan: planOf([], { oneIn }), records, rows: sample(2000) }]);

  test.each([30, 60, 100, 400])('%i million orders: the largest share that fits, whether one is taken already or not', (millions) => {
    const found = share(millions * 1e6)!;
    expect(taken(millions * 1e6, found).bytes).toBeLessThanOrEqual(TAB_LIMIT);
    expect(taken(millions * 1e6, found).read).toBeCloseTo((millions * 1e6) / found, 0);
    if (found > 2) expect(taken(millions * 1e6, found - 1).bytes).toBeGreaterThan(TAB_LIMIT);
    expect(share(millions * 1e6, 2)).toBe(found);
  });

  test('18 million fit at 2.9 GB, so 30 million do as one in two, and 60 million as one in four', () => {
    expect([share(30e6), share(60e6)]).toEqual([2, 3]);
  });

  test('what is read whole counts whole', () => {
    const columns: ColumnMapping[] = [
      { header: 'sku', role: 'product_id', parse: text },
      ...Array.from({ length: 30 }, (_, at): ColumnMapping => ({ header: `t${at}`, role: 'attribute', parse: text })),
    ];
    const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
    const headers = columns.map(({ header }) => header);
    const products = planLoad([
      { id: 's2', name: 'p', bytes: 1, fingerprint: '', dialect, headers, mapping: { grain: 'product', columns } },
    ])[0]!;
    const rows = Array.from({ length: 2000 }, (_, at) => headers.map((header) => `${header} ${at}`.padEnd(200, 'x')));
    const orders = { plan: planOf([]), records: 30e6, rows: sample(2000) };
    expect(findShare([orders, { plan: products, records: 20_000, rows }])).toBe(2);
    expect(findShare([orders, { plan: products, records: 10_000_000, rows }])).toBeNull();
  });
});
