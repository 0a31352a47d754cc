import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { Condition } from '#core/model/filters';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { runs } from '../../../../tests/support/seeded';
import { createShop, type ShopTables } from '../../../../tests/support/shop-tables';
import { makeContext } from '../context';
import { startQuery } from '../start';
import { areApart, samePredicate, type EventPredicate } from './predicates';
import { eventStream, type StreamOptions } from './stream';

let engine: Connector;
beforeAll(async () => {
  engine = await openNodeEngine({ threads: 1 });
  await engine.ready();
});
afterAll(() => engine?.close());

const TABLES: ShopTables = {
  customers: [
    ['customer_id', 'region'],
    ['a', 'n'],
    ['b', 's'],
  ],
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'channel', 'status'],
    ['o1', 'a', '2026-01-02', 10, 'web', 'paid'],
    ['o2', 'a', '2026-01-01', 20, 'shop', 'paid'],
    ['o3', 'a', '2026-01-03', 30, 'web', 'cancelled'],
    ['o4', 'a', '2026-01-04', 40, 'web', 'paid'],
    ['o5', 'b', '2026-01-01', 50, 'web', 'paid'],
    ['o6', null, '2026-01-01', 60, 'web', 'paid'],
    ['o7', 'b', '2026-02-01', 70, 'web', 'paid'],
  ],
  usage_events: [
    ['customer_id', 'event_at', 'event'],
    ['a', '2026-01-02 10:30:00', 'view'],
    ['b', '2026-01-02 11:00:00', 'pay'],
    [null, '2026-01-02 12:00:00', 'view'],
  ],
};

async function streamOf(
  options: Omit<StreamOptions, 'whole'> & { whole?: boolean },
  filters: Parameters<typeof makeContext>[0]['filters'] = [],
) {
  const model = await createShop(engine, TABLES);
  const scope = {
    asOf: '2026-01-31',
    range: { from: '2026-01-02', to: null },
    filters,
    revenue: { paidStatuses: ['paid'] },
    weekStart: 'monday',
  } as const;
  const context = makeContext(scope, model, engine.dialect);
  const query = context.ok ? startQuery(context.value) : context;
  if (!query.ok) throw new Error(JSON.stringify(query.issues));
  const stream = eventStream(query.value, { whole: false, ...options });
  if (!stream.ok) return stream.issues;
  const body = `SELECT c.customer_id AS who, strftime(make_timestamp(s.t), '%m-%d %H:%M') AS at, s.mask, (SELECT dated FROM stream_clock) AS dated
FROM stream AS s JOIN customers AS c ON c.customer_key = s.actor ORDER BY 1, 2, 3`;
  return rowsOf(await engine.query(query.value.select(body, stream.value))).map(
    (row) => `${String(row['who'])} ${String(row['at'])} ${Number(row['mask'])}${row['dated'] === true ? ' d' : ''}`,
  );
}

const order = (...where: EventPredicate['where']): EventPredicate => ({ table: 'orders', where });
const event = (value: string): EventPredicate => ({
  table: 'usage_events',
  where: [{ column: 'event', condition: { op: 'in', values: [value] } }],
});
const numbered = (n: number): EventPredicate => order({ column: 'order_number', condition: { op: 'between', from: n, to: n } });
const web: EventPredicate = order({ column: 'channel', condition: { op: 'in', values: ['web'] } });

describe('the stream', () => {
  it('EV3–EV6: paid orders of customers up to as_of, numbered over the whole history', async () => {
    // The second order of a stands first in the file; the range does not touch the stream; o7 is later than as_of.
    expect(await streamOf({ predicates: [numbered(1), numbered(2), web] })).toEqual([
      'a 01-01 00:00 1 d',
      'a 01-02 00:00 6 d',
      'a 01-04 00:00 4 d',
      'b 01-01 00:00 5 d',
    ]);
  });

  it('EV4, EV6: filters take rows away and do not renumber', async () => {
    const filters = [{ table: 'orders', column: 'channel', condition: { op: 'in', values: ['web'] } }] as const;
    expect(await streamOf({ predicates: [numbered(1), numbered(2)] }, filters)).toEqual(['a 01-02 00:00 2 d', 'b 01-01 00:00 1 d']);
  });

  it('EV8: a table dated by day takes the hours from all', async () => {
    expect(await streamOf({ predicates: [event('view'), event('pay')] })).toEqual(['a 01-02 10:30 1', 'b 01-02 11:00 2']);
    expect(await streamOf({ predicates: [event('view'), web] })).toEqual([
      'a 01-02 00:00 1 d',
      'a 01-02 00:00 2 d',
      'a 01-04 00:00 2 d',
      'b 01-01 00:00 2 d',
    ]);
  });

  it('rows that pass nothing stay where they are asked for', async () => {
    expect(await streamOf({ predicates: [event('view')], whole: true })).toEqual(['a 01-02 10:30 1', 'b 01-02 11:00 0']);
  });

  it('what the data do not hold is named', async () => {
    expect(await streamOf({ predicates: [{ table: 'tickets', where: [] }] })).toMatchObject([{ code: 'issue_events_table' }]);
    expect(await streamOf({ predicates: [order({ column: 'colour', condition: { op: 'is_missing' } })] })).toMatchObject([
      { code: 'issue_query_filter_column' },
    ]);
  });
});

const COMPARE = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
};

/** A condition on a number as a filter reads it; null passes `is_missing` alone. */
function passes(value: number | null, condition: Condition): boolean {
  switch (condition.op) {
    case 'is_missing':
      return value === null;
    case 'is_present':
      return value !== null;
    case 'in':
    case 'not_in':
      return value !== null && condition.values.includes(String(value)) === (condition.op === 'in');
    case 'between':
      return value !== null && value >= Number(condition.from) && value <= Number(condition.to);
    default:
      return value !== null && COMPARE[condition.op](value, Number(condition.value));
  }
}

const number = fc.nat(12);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: fc.constantFrom('in' as const, 'not_in' as const), values: fc.array(number.map(String), { maxLength: 3 }) }),
  fc.record({ op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: number }),
  fc.record({ op: fc.constant('between' as const), from: number, to: number }),
  fc.record({ op: fc.constantFrom('is_missing' as const, 'is_present' as const) }),
);

describe('EV9', () => {
  it('no value passes two conditions that are apart', () => {
    let apart = 0;
    fc.assert(
      fc.property(condition, condition, (one, other) => {
        const [a, b] = [one, other].map((each) => order({ column: 'n', condition: each }));
        if (!areApart(a!, b!)) return;
        apart++;
        for (const value of [null, ...Array.from({ length: 27 }, (_, half) => half / 2 - 0.5)])
          expect(passes(value, one) && passes(value, other)).toBe(false);
      }),
      runs(20_000),
    );
    expect(apart).toBeGreaterThan(runs(20_000).numRuns / 20);
  });

  it('tables, lists and bounds', () => {
    expect(areApart(event('view'), event('pay'))).toBe(true);
    expect(areApart(event('view'), event('view'))).toBe(false);
    expect(areApart(event('view'), web)).toBe(true);
    expect(areApart(numbered(1), numbered(2))).toBe(true);
    expect(areApart(numbered(1), web)).toBe(false);
    // As texts 10 comes before 9, so “5” passes both.
    const [above, below] = [{ op: 'gt', value: '10' } as const, { op: 'lt', value: '9' } as const].map((each) =>
      order({ column: 'code', condition: each }),
    );
    expect(areApart(above!, below!)).toBe(false);
    expect(samePredicate(event('view'), event('view'))).toBe(true);
    expect(samePredicate(event('view'), event('pay'))).toBe(false);
  });
});

it('EV2 AN4 answers without any date are no step in time: refused, with the reason', async () => {
  const surveys = (...columns: string[]): ShopTables => ({
    ...TABLES,
    surveys: [
      ['response_id', 'customer_id', ...columns],
      ['1', 'a', ...columns.map(() => '2026-01-02')],
    ],
  });
  const ask = async (tables: ShopTables) => {
    const model = await createShop(engine, tables);
    const scope = {
      asOf: '2026-01-31',
      range: { from: null, to: null },
      filters: [],
      revenue: { paidStatuses: null },
      weekStart: 'monday',
    } as const;
    const context = makeContext(scope, model, engine.dialect);
    const query = context.ok ? startQuery(context.value) : context;
    if (!query.ok) throw new Error(JSON.stringify(query.issues));
    return eventStream(query.value, { whole: false, predicates: [{ table: 'surveys', where: [] }] });
  };
  expect(await ask(surveys())).toEqual({ ok: false, issues: [{ code: 'issue_answers_no_time' }] });
  expect(await ask(surveys('responded_at'))).toMatchObject({ ok: true });
});
