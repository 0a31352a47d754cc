import { describe, expect, it } from 'vitest';
import type { DataModel } from '#core/model/data-model';
import { dimensionsOf, dimensionText, knownDimension } from './known';
import { insightOf } from './insight';
import { DEFAULTS, type DimensionsParams } from './params';
import { readDimensions } from './sides';
import { contextOf } from '../../../../tests/support/contract';
import { modelOf } from '../../../../tests/support/shop-tables';

describe('DI1: the five dimensions by name', () => {
  it.each([
    ['产品质量', 'quality'],
    ['商品品质评分', 'quality'],
    ['Product Quality (1-5)', 'quality'],
    ['cpzl', 'quality'],
    ['服务态度', 'attitude'],
    ['fwtd', 'attitude'],
    ['q3_after_sales', 'aftersales'],
    ['售后服务', 'aftersales'],
    ['shfw', 'aftersales'],
    ['Q4. Price', 'price'],
    ['性价比', 'price'],
    ['响应速度', 'speed'],
    ['Response speed', 'speed'],
    ['xysd', 'speed'],
    ['服务质量', null],
    ['price index', null],
    ['展厅', null],
  ])('%s', (header, known) => expect(knownDimension(header)).toBe(known));

  it('they come first in their own order; a second column of a kind keeps its place among the others', () => {
    const model = modelOf({
      surveys: [
        ['response_id', 'responded_at', 'hall', 'jg', '价格', 'cpzl'],
        ['1', '2026-01-01', 3, 4, 4, 5],
      ],
    });
    const found = dimensionsOf(model, []);
    expect(found.map(({ column, known }) => [column.name, known])).toEqual([
      ['cpzl', 'quality'],
      ['jg', 'price'],
      ['hall', null],
      ['价格', null],
    ]);
    expect(found.map(dimensionText)).toEqual([
      { key: 'dimensions_quality' },
      { key: 'dimensions_price' },
      { literal: 'hall' },
      { literal: '价格' },
    ]);
  });
});

const tables = {
  orders: [
    ['order_id', 'customer_id', 'ordered_at'],
    ['1', 'a', '2026-01-01'],
  ],
  surveys: [
    ['response_id', 'responded_at', 'quality', 'speed'],
    ['1', '2026-01-01', 3, 4],
  ],
} as const;
const model: DataModel = modelOf(tables);
const context = contextOf(
  {
    name: '',
    how: '',
    tables,
    context: { asOf: '2026-04-15', range: { from: null, to: null }, filters: [], paidStatuses: null },
    params: {},
    rows: {},
    numbers: {},
  },
  model,
);
const row = (side: string, score: number, answers: number, more: Readonly<Record<string, string>> = {}) => ({
  side,
  score,
  answers,
  ...more,
});
const params = (some: Partial<DimensionsParams>): DimensionsParams => ({ ...DEFAULTS, ...some });
const keysOf = (found: ReturnType<typeof readDimensions>, some: Partial<DimensionsParams> = {}) =>
  insightOf(found, params(some), context).sentences.map(({ finding }) => ('key' in finding ? finding.key : ''));

describe('DI7, DI8', () => {
  const grades = [row('side_1', 5, 60), row('side_1', 4, 40), row('side_2', 1, 30), row('side_2', 4, 70)];

  it('the lowest stands apart; a product whose grades are low more often than the others’ is named', () => {
    const products = [
      { side: 'side_2', part: 'tea', answers: 40, low: 22 },
      { side: 'side_2', part: 'cups', answers: 50, low: 8 },
      { side: 'side_2', part: 'rare', answers: 10, low: 10 },
      { side: 'side_1', part: 'tea', answers: 40, low: 40 },
    ];
    const found = readDimensions({ grades, products, agents: [] }, params({}), model, context);
    expect(found.lowest?.key).toBe('side_2');
    expect(found.lowest?.moments.mean).toBeCloseTo(3.1, 12);
    expect(found.product).toEqual({ part: 'tea', share: 22 / 40, rest: 8 / 60 });
    expect(found.agent).toBeNull();
    expect(keysOf(found)).toEqual(['dimensions_finding', 'dimensions_behind_product']);
  });

  it('nothing stands apart where intervals touch, and nothing stands behind it', () => {
    const near = [row('side_1', 3, 50), row('side_1', 4, 50), row('side_2', 3, 52), row('side_2', 4, 48)];
    const products = [{ side: 'side_2', part: 'tea', answers: 40, low: 0 }];
    const found = readDimensions({ grades: near, products }, params({}), model, context);
    expect([found.apart, found.product]).toEqual([false, null]);
    expect(keysOf(found)).toEqual(['dimensions_finding_none']);
  });

  it('few grades are called a small sample', () => {
    expect(keysOf(readDimensions({ grades: [row('side_1', 1, 5), row('side_2', 5, 5)] }, params({}), model, context))).toEqual([
      'dimensions_finding_few',
    ]);
  });
});

describe('DI6: the change of each dimension', () => {
  const grades = [row('side_1', 4, 200), row('side_2', 4, 200)];
  const at = (period: string) => ({ period, first_on: period });
  const periods = [
    row('side_1', 5, 50, at('2026-02-01')),
    row('side_1', 3, 50, at('2026-02-01')),
    row('side_1', 5, 90, at('2026-03-01')),
    row('side_1', 3, 10, at('2026-03-01')),
    row('side_2', 4, 29, at('2026-02-01')),
    row('side_2', 2, 100, at('2026-03-01')),
    row('side_1', 1, 99, at('2026-04-01')),
  ];

  it('compares the latest two months that are over, by hand', () => {
    const found = readDimensions({ grades, periods }, params({ over: 'month' }), model, context);
    expect(found.compared).toEqual(['2026-02-01', '2026-03-01']);
    const [first, second] = found.sides;
    expect(first!.change!.difference).toBeCloseTo(0.8, 12);
    // Variances 100/99 and 0.36 · 100/99 of 100 grades each; df 179.0 → t 1.9733.
    const error = Math.sqrt((1.36 * 100) / 99 / 100);
    expect(first!.change!.low).toBeCloseTo(0.8 - 1.9733 * error, 3);
    expect(first!.change!.q).toBeLessThan(0.001);
    // 29 grades are too few to judge.
    expect(second!.change).toMatchObject({ difference: -2, q: null });
    expect(keysOf(found, { over: 'month' }).at(-1)).toBe('dimensions_up');
  });

  it('compares nothing where the ways of asking changed', () => {
    const mix = [
      { period: '2026-02-01', mode: 'phone', answers: 50 },
      { period: '2026-03-01', mode: 'web', answers: 50 },
    ];
    const found = readDimensions({ grades, periods, mix }, params({ over: 'month' }), model, context);
    expect(found.sides.every(({ change }) => change === null)).toBe(true);
    expect(keysOf(found, { over: 'month' }).at(-1)).toBe('dimensions_mix');
  });
});

it('DI5: α from variances, two dimensions that mostly agree', () => {
  // Variances 1 and 1, of the sum 3.6: 2 · (1 − 2 ÷ 3.6) = 0.888…
  const variances = [{ answers: 40, v_1: 1, v_2: 1, v_all: 3.6 }];
  expect(readDimensions({ variances }, params({}), model, context).alpha).toEqual({ value: 2 * (1 - 2 / 3.6), answers: 40 });
  expect(readDimensions({ variances: [{ ...variances[0]!, answers: 29 }] }, params({}), model, context).alpha).toBeNull();
});
