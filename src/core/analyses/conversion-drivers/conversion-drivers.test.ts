import { describe, expect, it } from 'vitest';
import { modelOf, type ShopTables } from '../../../../tests/support/shop-tables';
import type { EventPredicate } from '#core/query/events/predicates';
import { candidatesOf } from './candidates';
import { drawnTraits, farthest } from './chart-rows';
import { CONVERSION_DEFAULTS, form } from './params';
import { readConversion, type Trait } from './reading';

type Counts = readonly [name: string, kind: Trait['kind'], a: number, b: number];
const read = (entered: number, converted: number, traits: readonly Counts[]) =>
  readConversion({
    conversion: [
      ...traits.map(([name, kind, a, b]) => ({ part: 'trait', kind, source: 'customers', name, value: 'yes', converted: a, others: b })),
      { part: 'place', kind: 'counted', converted, others: entered - converted },
      { part: 'place', kind: 'no_entry', converted: 0, others: 7 },
    ],
  });

describe('conversion drivers', () => {
  it('CD6: the table of four of a trait, with the shares of both sides', () => {
    const { tested } = read(100, 40, [['plan', 'customer', 25, 15]]);
    expect(tested[0]).toMatchObject({ table: { a: 25, b: 15, c: 15, d: 45 }, share: 0.625, rest: 0.25 });
    // (25.5 · 45.5) ÷ (15.5 · 15.5); half-width 1.959964 · √(1/25.5 + 1/15.5 + 1/15.5 + 1/45.5)
    const log = Math.log((25.5 * 45.5) / 15.5 ** 2);
    const half = 1.959963984540054 * Math.sqrt(1 / 25.5 + 2 / 15.5 + 1 / 45.5);
    expect(tested[0]!.odds.ratio).toBeCloseTo(Math.exp(log), 12);
    expect(tested[0]!.odds.low).toBeCloseTo(Math.exp(log - half), 9);
    expect(tested[0]!.odds.high).toBeCloseTo(Math.exp(log + half), 9);
  });

  it('CD7: what 24 of 100, or 40 of 2,100, or everybody has is left out and counted', () => {
    const few = read(100, 40, [
      ['rare', 'customer', 24, 0],
      ['enough', 'customer', 25, 0],
      ['all', 'customer', 40, 60],
    ]);
    expect([few.tested.map(({ key }) => key.name), few.leftOut]).toEqual([['enough'], 2]);
    expect(read(2100, 40, [['under 2 %', 'customer', 20, 20]]).leftOut).toBe(1);
  });

  it('CD7: q rises with each trait that is tested, whether or not it is shown', () => {
    const strong: Counts = ['plan', 'customer', 25, 20];
    const alone = read(100, 40, [strong]).tested[0]!;
    const even = Array.from({ length: 9 }, (_, at): Counts => [`even ${at}`, 'customer', 20, 30]);
    const among = read(100, 40, [strong, ...even]).tested.find(({ key }) => key.name === 'plan')!;
    expect(alone.q).toBe(alone.p);
    expect(among.q).toBeCloseTo(10 * alone.p, 12);
    expect([alone.finding, among.finding]).toEqual([true, among.q <= 0.05]);
  });

  it('CD8: a thing done is judged above 1 and not below; an attribute both ways', () => {
    const below: readonly Counts[] = [
      ['ticket', 'done', 5, 45],
      ['plan', 'customer', 5, 45],
      ['help', 'done', 45, 5],
    ];
    const found = Object.fromEntries(read(200, 100, below).tested.map((each) => [each.key.name, each]));
    expect(found['ticket']).toMatchObject({ judged: false, finding: false, p: 1, q: 1 });
    expect(found['plan']).toMatchObject({ judged: true, finding: true });
    expect(found['help']).toMatchObject({ judged: true, finding: true });
    // Three tests all the same: two equal p and one of 1.
    expect(found['plan']!.q).toBeCloseTo((found['plan']!.p * 3) / 2, 15);
  });

  it('CD9: up is the surest above 1, down the surest below 1 of another column; nothing where nothing is found', () => {
    const found = read(400, 200, [
      ['plan', 'customer', 150, 50],
      ['city', 'customer', 30, 2],
      ['tier', 'customer', 40, 100],
    ]);
    const low = (name: string): number => found.tested.find(({ key }) => key.name === name)!.odds.low;
    expect(low('plan')).toBeGreaterThan(low('city'));
    expect(found.tested[0]!.key.name).toBe('city');
    expect([found.up?.key.name, found.down?.key.name]).toEqual(['plan', 'tier']);
    const sole = readConversion({
      conversion: [
        { part: 'place', kind: 'counted', converted: 100, others: 100 },
        { part: 'trait', kind: 'customer', source: 'customers', name: 'plan', value: 'yes', converted: 80, others: 20 },
        { part: 'trait', kind: 'customer', source: 'customers', name: 'plan', value: 'no', converted: 20, others: 80 },
      ],
    });
    expect([sole.up?.key.value, sole.down]).toEqual(['yes', null]);
    const none = read(400, 200, [['plan', 'customer', 100, 100]]);
    expect([none.up, none.down]).toEqual([null, null]);
  });

  it('CD10: more than ten to one on either side', () => {
    expect([read(110, 100, []), read(111, 101, []), read(111, 10, []), read(110, 10, [])].map(({ lopsided }) => lopsided)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(read(50, 50, []).lopsided).toBe(false);
  });

  it('CD11: ten each way, those with the smallest q, the axis as far up as down', () => {
    const many = read(1000, 500, [
      ...Array.from({ length: 14 }, (_, at): Counts => [`up ${at}`, 'customer', 60 + at, 50]),
      ...Array.from({ length: 3 }, (_, at): Counts => [`down ${at}`, 'customer', 50, 60 + at]),
    ]);
    const drawn = drawnTraits(many).map(({ key }) => key.name);
    expect(drawn).toEqual([...Array.from({ length: 10 }, (_, at) => `up ${13 - at}`), 'down 0', 'down 1', 'down 2']);
    expect(farthest(drawnTraits(many))).toBe(4);
    expect(farthest([])).toBe(2);
  });

  it('CD1: every attempt is not on offer', () => {
    const field = form.find(({ key }) => key === 'attempt')!;
    expect(field.type === 'choice' && field.options.map(({ value }) => value)).toEqual(['best', 'first']);
  });
});

describe('CD5: what may be a trait', () => {
  const tables: ShopTables = {
    customers: [
      ['customer_id', 'region', 'plan', 'age', ...(['code'] as const)],
      ...Array.from({ length: 120 }, (_, at) => [`c${at}`, 'north', 'pro', 30, `x${at}`]),
    ],
    orders: [
      ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'channel'],
      ['1', 'c1', '2026-01-01', 1, 'web'],
    ],
    usage_events: [
      ['customer_id', 'event_at', 'event', 'device'],
      ['c1', '2026-01-01 10:00:00', 'view', 'phone'],
      ['c1', '2026-01-01 10:00:00', 'help', 'phone'],
    ],
    tickets: [
      ['ticket_id', 'customer_id', 'opened_at', 'severity'],
      ['t1', 'c1', '2026-01-01', 'high'],
    ],
  };
  const event = (name: string): EventPredicate => ({
    table: 'usage_events',
    where: [{ column: 'event', condition: { op: 'in', values: [name] } }],
  });
  const candidates = (steps: readonly EventPredicate[], exclusions: readonly EventPredicate[] = []) => {
    const all = exclusions.map((each) => ({ ...each, after: 1, before: 2 }));
    const found = candidatesOf({ ...CONVERSION_DEFAULTS, steps, exclusions: all }, modelOf(tables));
    return {
      customers: found.customers.map(({ name }) => name),
      entries: found.entries.map(({ rows, columns }) => [rows.table, ...columns.map(({ name }) => name)]),
      done: found.done.map(({ table, any, columns }) => [table, any, ...columns.map((each) => [each.column.name, ...each.steps])]),
    };
  };

  it('text to group by with at most 100 values; no numbers, ids and long lists', () => {
    expect(candidates([event('view'), event('pay')]).customers).toEqual(['region', 'plan']);
  });
  it('the columns of the row that begins', () => {
    expect(candidates([event('view'), event('pay')]).entries).toEqual([['usage_events', 'event', 'device']]);
    expect(candidates([{ table: 'tickets', where: [] }, event('pay')]).entries).toEqual([['tickets', 'severity']]);
  });
  it('a record that may be a step or an exclusion is none', () => {
    expect(candidates([event('view'), event('pay')]).done).toEqual([
      ['orders', true, ['channel']],
      ['usage_events', false, ['event', 'view']],
      ['tickets', true, ['severity']],
    ]);
    expect(candidates([event('view'), event('help')]).done.map(([table]) => table)).toEqual(['orders', 'tickets']);
    expect(candidates([event('view'), { table: 'orders', where: [] }], [{ table: 'tickets', where: [] }]).done).toEqual([
      ['usage_events', false, ['event', 'view']],
    ]);
  });
});
