import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import type { SqlStep } from '../contract';
import { readWaits } from './curves';
import { definition } from './definition';
import { BY_DAYS, type RepurchaseParams } from './params';
import { readStages } from './stages';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

interface Made {
  readonly customer: number;
  readonly day: number;
  readonly hour: number;
  readonly channel: string;
}
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const textOf = (day: number, hour = 0): string => new Date(FIRST + day * 86_400_000 + hour * 3_600_000).toISOString().slice(0, 19);

const anyOrders = fc.array(
  fc.record({
    customer: fc.integer({ min: 0, max: 14 }),
    day: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(10, 40, 100)),
    hour: fc.constantFrom(0, 9, 20),
    channel: fc.constantFrom('web', 'shop', 'phone'),
  }),
  { minLength: 1, maxLength: 90, size: 'max' },
);
const anyQuestion = fc.record({
  asOf: fc.integer({ min: 60, max: 230 }),
  from: fc.option(fc.integer({ min: 1, max: 50 }), { freq: 3 }),
  params: fc.record({
    show: fc.constantFrom('curves', 'stages'),
    days: fc.integer({ min: 1, max: 90 }),
    breakdown: fc.constantFrom(null, 'orders.channel'),
    from: fc.constantFrom('previous', 'first'),
    loyal: fc.integer({ min: 3, max: 5 }),
    until: fc.constant(365),
    sameDay: fc.boolean(),
    interval: fc.constantFrom('log-log', 'log', 'plain'),
  }) as fc.Arbitrary<RepurchaseParams>,
});

interface Wait {
  readonly nth: number;
  readonly began: number;
  readonly days: number;
  readonly came: boolean;
  readonly trait: string;
}

/** Each customer's orders up to a day, in order; of one day one where it is asked. */
function livesOf(orders: readonly Made[], asOf: number, sameDay: boolean): (readonly Made[])[] {
  const numbers = [...new Set(orders.map(({ customer }) => customer))];
  return numbers.map((customer) => {
    const own = orders.filter((order) => order.customer === customer && order.day <= asOf);
    own.sort((a, b) => a.day - b.day || a.hour - b.hour || orders.indexOf(a) - orders.indexOf(b));
    return sameDay ? own.filter((order, at) => own[at - 1]?.day !== order.day) : own;
  });
}

function waitsByHand(lives: readonly (readonly Made[])[], from: number | null, asOf: number, params: RepurchaseParams): Wait[] {
  return lives.flatMap((life): Wait[] => {
    if (life.length === 0 || (from !== null && life[0]!.day < from)) return [];
    const numbers = params.breakdown === null ? [2, 3, 4] : [2];
    return numbers.flatMap((nth): Wait[] => {
      const start = params.from === 'first' ? life[0] : life[nth - 2];
      const end = life[nth - 1];
      return start
        ? [{ nth, began: start.day, days: (end?.day ?? asOf) - start.day, came: end !== undefined, trait: life[0]!.channel }]
        : [];
    });
  });
}

/** The share still waiting after a day, by the definition: one factor a day, those at risk counted anew each time. */
function waitingAfter(waits: readonly Wait[], day: number): number {
  let share = 1;
  for (let t = 0; t <= day; t++) {
    const atRisk = waits.filter(({ days }) => days >= t).length;
    const came = waits.filter(({ days, came: ordered }) => ordered && days === t).length;
    if (came > 0) share *= (atRisk - came) / atRisk;
  }
  return share;
}

const near = (value: number | null): number | null => (value === null ? null : Math.round(value * 1e9) / 1e9 + 0);

test('RP1–RP5, RP7, RP9, RP10: any orders under any options are what a computation customer by customer has', async () => {
  const met: Record<string, number> = {};
  const count = (what: string, n = 1): void => void (met[what] = (met[what] ?? 0) + n);
  await fc.assert(
    fc.asyncProperty(anyOrders, fc.array(anyQuestion, { minLength: 5, maxLength: 5 }), async (orders, questions) => {
      const header = ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'channel'];
      const rows = orders.map(({ customer, day, hour, channel }, at) => [`o${at}`, `c${customer}`, textOf(day, hour), 1, channel]);
      const customers = [...new Set(orders.map(({ customer }) => customer))].map((id) => [`c${id}`]);
      const model = await createShop(engine, { customers: [['customer_id'], ...customers], orders: [header, ...rows] });
      for (const { asOf, from, params } of questions) {
        const range = { from: from === null ? null : textOf(from).slice(0, 10), to: null };
        const example = { context: { asOf: textOf(asOf).slice(0, 10), range, filters: [], paidStatuses: null } };
        const context = contextOf(example as unknown as Example, model);
        const results: Record<string, Row[]> = {};
        for (const step of valueOf(definition.compile(params, context)).steps as SqlStep[])
          results[step.id] = rowsOf(await engine.query(step.sql));
        const about = JSON.stringify({ params, asOf, from });
        const lives = livesOf(orders, asOf, params.sameDay);
        count(params.show);
        if (params.show === 'stages') {
          const stageOf = (life: readonly Made[]): string => {
            if (life.length < 2) return life.length === 0 ? 'prospect' : 'first';
            if (life.length < params.loyal) return 'repeat';
            const gaps = life.slice(1).map((order, at) => Math.max(1, order.day - life[at]!.day));
            gaps.sort((a, b) => a - b);
            const middle = (gaps[Math.floor((gaps.length - 1) / 2)]! + gaps[Math.ceil((gaps.length - 1) / 2)]!) / 2;
            return asOf - life.at(-1)!.day > 2 * middle ? 'overdue' : 'loyal';
          };
          for (const row of readStages(results, params)) {
            expect(row.customers, `${row.stage} ${about}`).toBe(lives.filter((life) => stageOf(life) === row.stage).length);
            if (row.customers > 0) count(row.stage);
            if (row.stage !== 'first' && row.stage !== 'repeat') continue;
            const [start, end] = row.stage === 'first' ? [0, 1] : [1, params.loyal - 1];
            const there = lives.filter((life) => life[start]);
            expect(row.onward?.customers ?? 0, about).toBe(there.length);
            expect(row.onward?.came ?? 0, about).toBe(there.filter((life) => life[end]).length);
          }
          continue;
        }
        const found = readWaits(results, params);
        const expected = waitsByHand(lives, from, asOf, params);
        const traits = [...new Set(expected.map(({ trait }) => trait))];
        expect(found.values.map(({ value }) => value).toSorted(), about).toEqual(params.breakdown === null ? [] : traits.toSorted());
        for (const waits of [...found.orders, ...found.values]) {
          const own = expected.filter(({ nth, trait }) => nth === waits.nth && (waits.slot === null || trait === waits.value));
          const mature = own.filter(({ began }) => asOf - began >= params.days);
          const within = mature.filter(({ days, came }) => came && days <= params.days);
          const totals = {
            customers: own.length,
            came: own.filter(({ came }) => came).length,
            mature: mature.length,
            within: within.length,
          };
          expect({ customers: waits.customers, came: waits.came, mature: waits.mature, within: waits.within }, about).toEqual(totals);
          const last = Math.max(-1, ...own.map(({ days }) => days));
          const half = Array.from({ length: last + 1 }, (_, day) => day).find((day) => waitingAfter(own, day) <= 0.5 + 1e-12) ?? null;
          expect(waits.usual.time, about).toBe(half);
          for (const [at, day] of BY_DAYS.entries()) {
            const followed = own.filter(({ days }) => days >= day).length;
            const all = own.length > 0 && (followed > 0 || waitingAfter(own, last) < 1e-12);
            const known = own.length < 10 ? all : followed >= 10;
            expect(near(waits.byDay[at]?.share ?? null), `${day} ${about}`).toBe(known ? near(1 - waitingAfter(own, day)) : null);
          }
          count('curves checked');
          if (half !== null) count('half');
          if (own.some(({ came }) => !came)) count('censored');
          if (waits.slot !== null) count('values');
          const part = { nth: waits.nth, ...(waits.slot === null ? {} : { slot: waits.slot }), of: 'within' };
          const people = rowsOf(await engine.query(valueOf(definition.people(part, params, context)).sql));
          expect(people.length, about).toBe(within.length);
        }
      }
    }),
    { ...runs(200), endOnFailure: true },
  );
  console.info(`repurchase: ${JSON.stringify(met)}`);
  for (const what of ['curves checked', 'half', 'censored', 'values', 'stages', 'first', 'repeat', 'loyal', 'overdue'])
    expect(met[what] ?? 0, what).toBeGreaterThan(5);
}, 600_000);
