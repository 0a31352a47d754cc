import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../../../tests/support/seeded';
import { checkRules, type Box, type Piece } from '../tier-check';
import { axisOf, isTierList, type TierCondition, type TierRule } from '../tier-params';

/** What is known of a customer, by axis; a column without a value is null. */
type Customer = Readonly<Record<string, number | string | null>>;

const least = (axis: 'revenue' | 'orders' | 'days_since_last', value: number): TierCondition => ({ measure: axis, op: 'gte', value });
const under = (axis: 'revenue' | 'orders' | 'days_since_last', value: number): TierCondition => ({ measure: axis, op: 'lt', value });
const list = (...wheres: (readonly TierCondition[])[]): TierRule[] => [
  ...wheres.map((where, at): TierRule => ({ name: `t${at + 1}`, match: 'all', where })),
  { name: 'rest', match: 'all', where: [] },
];

describe('TI9: by hand', () => {
  it('falling cut points overlap, are all reached, and leave what lies under the last', () => {
    expect(checkRules(list([least('revenue', 500)], [least('revenue', 100)]))).toEqual({
      looked: true,
      unreached: [],
      overlaps: [[0, 1]],
      uncovered: [[{ axis: 'revenue', pieces: [{ low: -Infinity, high: 100 }] }]],
    });
  });

  it('rising cut points make the second out of reach', () => {
    expect(checkRules(list([least('revenue', 100)], [least('revenue', 500)])).unreached).toEqual([1]);
  });

  it('two rules together can hide a third that neither hides alone', () => {
    const hidden = list([least('revenue', 100)], [under('revenue', 100), least('orders', 3)], [least('orders', 4)]);
    expect(checkRules(hidden).unreached).toEqual([2]);
  });

  it('values nobody named and missing ones stay for the last tier', () => {
    expect(checkRules(list([{ column: 'region', values: ['north'] }], [{ column: 'region', values: ['south', 'west'] }]))).toEqual({
      looked: true,
      unreached: [],
      overlaps: [],
      uncovered: [[{ axis: 'column:region', pieces: [{ other: true }] }]],
    });
    const score = list([{ column: 'score', op: 'gte', value: 7 }], [{ column: 'score', op: 'lt', value: 7 }]);
    expect(checkRules(score).uncovered).toEqual([[{ axis: 'column:score', pieces: [{ missing: true }] }]]);
  });
});

describe('TI10: what cannot be is left out', () => {
  it.each([
    ['fewer than one order', list([under('orders', 1)])],
    ['no whole number between 2.2 and 2.8', list([least('orders', 2.2), under('orders', 2.8)])],
    ['last order before the first', list([least('days_since_last', 30), { measure: 'days_since_first', op: 'lt', value: 30 }])],
    [
      'an order in 30 days, the last 30 days ago',
      list([{ measure: 'recent_orders', days: 30, op: 'gte', value: 1 }, least('days_since_last', 30)]),
    ],
    [
      'no order in 30 days, the last 29 days ago',
      list([{ measure: 'recent_orders', days: 30, op: 'lt', value: 1 }, under('days_since_last', 30)]),
    ],
    ['more in 30 days than in all', list([{ measure: 'recent_orders', days: 30, op: 'gte', value: 4 }, under('orders', 4)])],
  ])('%s', (_name, rules) => {
    expect(checkRules(rules).unreached).toEqual([0]);
  });

  it('says nothing of more than 20,000 combinations', () => {
    const many = ['revenue', 'orders', 'average_order', 'days_since_last', 'days_since_first'] as const;
    const wheres = Array.from({ length: 9 }, (_, at) => many.map((measure): TierCondition => ({ measure, op: 'gte', value: at + 2 })));
    expect(checkRules(list(...wheres))).toMatchObject({ looked: false, unreached: [] });
  });
});

describe('TI4: what may be stored', () => {
  it.each([
    ['no list', {}],
    ['one entry', [{ name: 'a', match: 'all', where: [] }]],
    ['two of one name', list([least('orders', 2)]).map((rule) => ({ ...rule, name: 'a' }))],
    ['an entry without conditions before the last', list([], [least('orders', 2)])],
    [
      'a last entry with a condition',
      list([least('orders', 2)])
        .slice(0, 1)
        .concat(list([least('orders', 3)])[0]!),
    ],
    ['recent orders without days', list([{ measure: 'recent_orders', op: 'gte', value: 2 }])],
    ['days where none belong', list([{ measure: 'orders', days: 3, op: 'gte', value: 2 }])],
    ['an empty name', [{ name: ' ', match: 'all', where: [least('orders', 2)] }, ...list()]],
  ])('%s is refused', (_name, value) => {
    expect(isTierList(value as never)).toBe(false);
  });
  it('empty or well made is taken', () => {
    expect(isTierList([])).toBe(true);
    expect(isTierList(list([{ measure: 'recent_orders', days: 90, op: 'gte', value: 2 }]) as never)).toBe(true);
  });
});

function meets(condition: TierCondition, customer: Customer): boolean {
  const value = customer[axisOf(condition)]!;
  if ('values' in condition) return condition.values.some((each) => each === value);
  return value !== null && (condition.op === 'gte' ? Number(value) >= condition.value : Number(value) < condition.value);
}
const fitting = (rules: readonly TierRule[], customer: Customer): number[] =>
  rules.slice(0, -1).flatMap(({ match, where }, place) => {
    const met = where.map((condition) => meets(condition, customer));
    return (match === 'all' ? !met.includes(false) : met.includes(true)) ? [place] : [];
  });
function inPiece(piece: Piece, value: number | string | null, named: readonly string[]): boolean {
  if ('missing' in piece) return value === null;
  if ('value' in piece) return piece.value === value;
  if ('other' in piece) return value === null || !named.includes(String(value));
  return value !== null && Number(value) >= piece.low && Number(value) < piece.high;
}
const inBox = (box: Box, customer: Customer, named: readonly string[]): boolean =>
  box.every(({ axis, pieces }) => pieces.some((piece) => inPiece(piece, customer[axis]!, named)));

const op = fc.constantFrom('gte' as const, 'lt' as const);
const cut = fc.integer({ min: 0, max: 5 });
const anyRules = (condition: fc.Arbitrary<TierCondition>): fc.Arbitrary<TierRule[]> =>
  fc
    .array(
      fc.record({ match: fc.constantFrom('all' as const, 'any' as const), where: fc.array(condition, { minLength: 1, maxLength: 3 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((rules) => [...rules.map((rule, at) => ({ ...rule, name: `t${at}` })), { name: 'rest', match: 'all', where: [] }]);

/** Compares with the customers one by one; `complete`: these are all there can be. */
function compare(rules: readonly TierRule[], customers: readonly Customer[], complete: boolean) {
  const check = checkRules(rules);
  expect(check.looked).toBe(true);
  const found = customers.map((customer) => fitting(rules, customer));
  const named = rules.flatMap(({ where }) => where.flatMap((each) => ('values' in each ? each.values : [])));
  const pairs = rules.slice(0, -1).flatMap((_, one) => rules.slice(one + 1, -1).map((__, step) => [one, one + 1 + step] as const));
  const overlapping = pairs.filter(([one, other]) => found.some((places) => places.includes(one) && places.includes(other)));
  const unreached = rules.slice(0, -1).flatMap((_, place) => (found.some(([first]) => first === place) ? [] : [place]));
  customers.forEach((customer, at) => {
    expect(
      check.uncovered.some((box) => inBox(box, customer, named)),
      JSON.stringify({ rules, customer }),
    ).toBe(found[at]!.length === 0);
  });
  if (complete) expect([check.overlaps, check.unreached]).toEqual([overlapping, unreached]);
  else {
    for (const pair of overlapping) expect(check.overlaps).toContainEqual(pair);
    for (const place of check.unreached) expect(unreached).toContain(place);
  }
  return { unreached: unreached.length, overlaps: overlapping.length, uncovered: check.uncovered.length };
}

test('TI9 any rules over independent axes: exactly what every customer there can be shows', () => {
  const met = { lists: 0, unreached: 0, overlaps: 0, uncovered: 0 };
  const condition = fc.oneof(
    fc.record({ measure: fc.constant('revenue' as const), op, value: cut }),
    fc.record({ measure: fc.constant('average_order' as const), op, value: cut }),
    fc.record({ column: fc.constant('score'), op, value: cut }),
    fc.record({ column: fc.constant('region'), values: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 }) }),
  );
  const steps = [-1, 0, 1, 2, 3, 4, 5];
  const all = steps.flatMap((revenue) =>
    steps.flatMap((average) =>
      [null, ...steps].flatMap((score) =>
        ['a', 'b', 'c', 'd', null].map((region): Customer => ({
          revenue,
          average_order: average,
          'column:score': score,
          'column:region': region,
        })),
      ),
    ),
  );
  fc.assert(
    fc.property(anyRules(condition), (rules) => {
      const found = compare(rules, all, true);
      met.lists++;
      for (const key of ['unreached', 'overlaps', 'uncovered'] as const) if (found[key] > 0) met[key]++;
    }),
    runs(400),
  );
  console.info(`tier rules: ${JSON.stringify(met)}`);
  for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(met.lists * 0.2);
});

test('TI10 any rules over order histories: nothing that a history shows is said to be impossible', () => {
  const condition = fc.oneof(
    fc.record({ measure: fc.constantFrom('orders' as const, 'days_since_last' as const, 'days_since_first' as const), op, value: cut }),
    fc.record({ measure: fc.constant('recent_orders' as const), days: fc.constantFrom(2, 4), op, value: cut }),
  );
  const days = [0, 1, 2, 3, 4, 5];
  /** Every history of at most four orders on six days. */
  const histories = (from: number, room: number): number[][] =>
    room === 0 ? [[]] : [[], ...days.slice(from).flatMap((day) => histories(day, room - 1).map((rest) => [day, ...rest]))];
  const all = histories(0, 4)
    .filter((history) => history.length > 0)
    .map((history): Customer => {
      const within = (limit: number): number => history.filter((day) => day < limit).length;
      return {
        orders: history.length,
        days_since_last: Math.min(...history),
        days_since_first: Math.max(...history),
        'recent_orders:2': within(2),
        'recent_orders:4': within(4),
      };
    });
  let unreached = 0;
  fc.assert(
    fc.property(anyRules(condition), (rules) => {
      unreached += compare(rules, all, false).unreached > 0 ? 1 : 0;
    }),
    runs(400),
  );
  expect(unreached).toBeGreaterThan(0);
});
