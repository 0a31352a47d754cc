import { describe, expect, it } from 'vitest';
import type { Row } from '#core/model/columns';
import { modelOf } from '../../../../tests/support/shop-tables';
import type { PresentContext } from '../contract';
import type { StepParam } from '../step-params';
import { sayGroups } from './groups-compared';
import { DEFAULTS, type FunnelParams } from './params';

const model = modelOf({
  customers: [
    ['customer_id', 'region'],
    ['a', 'north'],
  ],
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'channel', 'promo_code'],
    ['1', 'a', '2026-01-01', 1, 'web', null],
  ],
});
const context = { model } as PresentContext;
const nothing = { sentences: [], numbers: { entered: 800 } };
/** Rows as the query gives them: of each group how many began and how many reached the third step. */
const rowsOf = (groups: readonly (readonly [kind: string, grp: string | null, began: number, reached: number])[]): Row[] =>
  groups.flatMap(([kind, grp, began, reached]) => [
    { kind, grp, k: 1, units: began },
    ...(reached > 0
      ? [
          { kind, grp, k: 2, units: (began + reached) / 2 },
          { kind, grp, k: 3, units: reached },
        ]
      : []),
  ]);
const say = (rows: Row[], params: Partial<FunnelParams> = {}) =>
  sayGroups(nothing, rows, { ...DEFAULTS, breakdown: 'customers.region', ...params }, context);
const keysOf = ({ insight }: ReturnType<typeof say>) => insight.sentences.map(({ finding }) => 'key' in finding && finding.key);
const differing = rowsOf([
  ['value', 'north', 400, 120],
  ['value', 'south', 400, 90],
]);

describe('FC20: groups of a breakdown', () => {
  it('one against the rest, with the interval of the difference and q', () => {
    const found = say(differing);
    expect(found.named).toBe('north');
    expect(keysOf(found)).toEqual(['funnel_groups_more']);
    const { numbers } = found.insight;
    // Definitions 5.0: 120/400 against 90/400.
    expect(numbers['group_low']).toBeCloseTo(0.014, 4);
    expect(numbers['group_high']).toBeCloseTo(0.1353, 4);
    expect(numbers['group_q']).toBeCloseTo(0.0159, 4);
    expect(numbers).toMatchObject({ entered: 800, group_share: 0.3, group_rest: 0.225 });
  });

  it('several against the rest: q, not p, decides', () => {
    // The first against 800 others: z = 2.29, p = 0.022; with nine alike q is above 0.05.
    const alike = Array.from({ length: 8 }, (_, at) => ['value', `region ${at}`, 100, 25] as const);
    const found = say(rowsOf([['value', 'north', 100, 36], ...alike]));
    expect([found.named, keysOf(found)]).toEqual([null, ['funnel_groups_alike']]);
    expect(
      say(
        rowsOf([
          ['value', 'north', 100, 36],
          ['value', 'rest', 800, 200],
        ]),
      ).named,
    ).toBe('north');
  });

  it('a group under 30, one without value and those put together are compared and never named', () => {
    expect(
      say(
        rowsOf([
          ['value', 'few', 29, 29],
          ['value', 'south', 400, 90],
        ]),
      ).named,
    ).toBe(null);
    expect(
      say(
        rowsOf([
          ['value', 'few', 30, 30],
          ['value', 'south', 400, 90],
        ]),
      ).named,
    ).not.toBe(null);
    for (const group of [
      ['value', null],
      ['small', null],
      ['other', null],
    ] as const)
      expect(
        say(
          rowsOf([
            [...group, 400, 200],
            ['value', 'south', 29, 0],
          ]),
        ).insight.sentences,
      ).toEqual([]);
    const less = say(
      rowsOf([
        ['other', null, 400, 200],
        ['value', 'south', 100, 0],
      ]),
    );
    expect([less.named, keysOf(less)]).toEqual(['south', ['funnel_groups_less']]);
  });

  it('only where each customer stands in one group that was settled at the beginning', () => {
    const order: StepParam = { table: 'orders', where: [] };
    const spoken = (params: Partial<FunnelParams>): number =>
      say(differing, { steps: [order, order, order], ...params }).insight.sentences.length;
    const channel = { breakdown: 'orders.channel', attribution: 'first' } as const;
    expect(spoken(channel)).toBe(1);
    expect(spoken({ ...channel, order: 'any' })).toBe(1);
    const not: Partial<FunnelParams>[] = [
      { ...channel, attribution: 'last' },
      { ...channel, attribution: 'all' },
      { ...channel, breakdown: 'orders.promo_code' },
      { ...channel, order: 'any', anchorFirst: false },
      { ...channel, steps: [{ table: 'usage_events', where: [] }, order, order] },
      { attempt: 'every' },
      { actor: 'session' },
      { breakdown: null },
    ];
    expect(not.map(spoken)).toEqual(not.map(() => 0));
  });
});
