import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../../tests/support/contract';
import { modelOf } from '../../../../tests/support/shop-tables';
import { readGroups } from './groups';
import { insightOf } from './insight';
import { DEFAULTS, type SatisfactionParams } from './params';
import { mixHasChanged } from '../answer-periods';
import { readTrend } from './trend';

const tables = {
  orders: [
    ['order_id', 'customer_id', 'ordered_at'],
    ['1', 'a', '2026-01-01'],
  ],
} as const;
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
  modelOf(tables),
);
const params = (some: Partial<SatisfactionParams>): SatisfactionParams => ({ ...DEFAULTS, ...some });
/** Answers of a period: promoters (10), passives (8), detractors (0). */
const answers = (period: string, line: string | null, p: number, n: number, d: number) =>
  [
    [10, p],
    [8, n],
    [0, d],
  ].map(([score, count]) => ({ period, line, score: score!, answers: count!, first_on: period }));
const Z = 1.959963984540054;

describe('SA13: each period against the one before', () => {
  const [january, february, march, april] = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'];
  const trend = [
    ...answers(january, null, 60, 60, 80),
    ...answers(february, null, 110, 40, 50),
    ...answers(march, null, 10, 10, 5),
    ...answers(april, null, 100, 50, 50),
  ];

  it('as different people, by hand: −10 to 30', () => {
    const found = readTrend({ trend }, params({ over: 'month', interval: 'plain' }), context)!;
    expect(found.points.map(({ group }) => group.value)).toEqual([-10, 30, 20, 25]);
    const { change } = found.points[1]!;
    // Shares .3 / .4 of 200 and .55 / .25 of 200.
    const error = 100 * Math.sqrt((0.7 - 0.01) / 200 + (0.8 - 0.09) / 200);
    expect(change!.difference).toBeCloseTo(40, 9);
    expect(change!.low).toBeCloseTo(40 - Z * error, 9);
    expect(change!.before).toBe(january);
    // 25 answers in March are too few, and April is not over: one change is judged, so its q is its p.
    expect(found.points.map((point) => (point.change?.q ?? null) !== null)).toEqual([false, true, false, false]);
    expect(found.points.map(({ provisional }) => provisional)).toEqual([false, false, false, true]);
    expect(found.latest).toBe(found.points[1]);
    const keys = insightOf(
      { ...readGroups({ whole: [{ score: 10, answers: 9 }] }, params({})) },
      found,
      params({ over: 'month' }),
      context,
    );
    expect(keys.sentences.map(({ finding }) => ('key' in finding ? finding.key : ''))).toEqual([
      'satisfaction_finding_nps',
      'satisfaction_change_up',
    ]);
  });

  it('the same customers: Student on the list of their changes', () => {
    const pairs = [
      { period: february, line: null, before: 0, score: 10, customers: 12 },
      { period: february, line: null, before: 8, score: 8, customers: 20 },
      { period: february, line: null, before: 10, score: 8, customers: 8 },
    ];
    const found = readTrend({ trend, pairs }, params({ over: 'month', compare: 'paired' }), context)!;
    const list = [...Array<number>(12).fill(2), ...Array<number>(20).fill(0), ...Array<number>(8).fill(-1)];
    const mean = list.reduce((a, b) => a + b) / 40;
    const sd = Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39);
    const { change } = found.points[1]!;
    expect(change).toMatchObject({ pairs: 40 });
    expect(change!.difference).toBeCloseTo(100 * mean, 9);
    // t(39) at 97.5 % is 2.022690920.
    expect(change!.high).toBeCloseTo(100 * (mean + (2.02269092 * sd) / Math.sqrt(40)), 5);
    // Nobody answered in both of the others.
    expect(found.points.map((point) => point.change?.pairs ?? null)).toEqual([null, 40, null, null]);
  });

  it('a share of the same customers changes by −1, 0 or 1', () => {
    const rows = ['2026-01-01', '2026-02-01'].map((period) => ({ period, line: null, score: 5, answers: 50, first_on: period }));
    const pairs = [
      { period: february, line: null, before: 2, score: 5, customers: 10 },
      { period: february, line: null, before: 1, score: 3, customers: 30 },
    ];
    const found = readTrend({ trend: rows, pairs }, params({ measure: 'csat', over: 'month', compare: 'paired' }), context)!;
    expect(found.points[1]!.change!.difference).toBeCloseTo(0.25, 12);
  });
});

describe('SA12: the mix of modes', () => {
  const row = (period: string, mode: string | null, count: number) => ({ period, mode, answers: count });

  it('10 points are the same mix, more are another', () => {
    expect(mixHasChanged([row('a', 'phone', 50), row('a', 'web', 50), row('b', 'phone', 60), row('b', 'web', 40)])).toBe(false);
    expect(mixHasChanged([row('a', 'phone', 50), row('a', 'web', 50), row('b', 'phone', 61), row('b', 'web', 39)])).toBe(true);
    expect(mixHasChanged([row('a', 'phone', 50), row('b', 'phone', 20)])).toBe(false);
    expect(mixHasChanged([])).toBe(false);
  });

  it('where it changed each mode is judged by itself, and groups of something else not at all', () => {
    const trend = ['a', 'b'].flatMap((period, at) => [
      ...answers(period, 'phone', 40 + 40 * at, 40, 40),
      ...answers(period, 'web', 40, 40, 40 + 80 * at),
    ]);
    const mix = [row('a', 'phone', 120), row('a', 'web', 120), row('b', 'phone', 160), row('b', 'web', 300)];
    const byMode = readTrend({ trend, mix }, params({ over: 'wave' }), context)!;
    expect([byMode.by, byMode.points.length]).toEqual(['mode', 4]);
    expect(byMode.points.slice(2).map(({ change }) => Math.sign(change!.difference))).toEqual([1, -1]);
    const byRegion = readTrend({ trend, mix }, params({ over: 'wave', split: 'customers.region' }), context)!;
    expect(byRegion.points.every(({ change }) => change === null)).toBe(true);
    const pooled = readTrend({ trend, mix: [row('a', 'phone', 1), row('b', 'phone', 1)] }, params({ over: 'wave' }), context)!;
    expect([pooled.by, pooled.points.map(({ group }) => group.answers)]).toEqual(['all', [240, 360]]);
  });
});

describe('SA9: the group that stands out', () => {
  const score = (part: string | null, p: number, n: number, d: number) => [
    { part, score: 10, answers: p },
    { part, score: 7, answers: n },
    { part, score: 3, answers: d },
  ];

  it('names the one that differs most from the others; never those without a value, never few', () => {
    const scores = [...score('east', 80, 60, 60), ...score('west', 40, 60, 100), ...score(null, 100, 0, 0), ...score('small', 20, 0, 0)];
    const whole = [
      { score: 10, answers: 240 },
      { score: 7, answers: 120 },
      { score: 3, answers: 160 },
    ];
    const found = readGroups({ scores, whole }, params({ split: 'customers.region', interval: 'plain' }));
    expect(found.named?.part).toBe('west');
    // West: −30 of 200 answers; the others 200 − 60 of 320.
    expect(found.named!.rest!.difference).toBeCloseTo(-30 - (100 * 140) / 320, 9);
    expect(found.groups.find(({ part }) => part === 'small')!.rest).toBeNull();
    expect(found.groups.at(-1)!.part).toBeNull();
  });
});
