import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { startOf, movePeriod } from '#core/query/days';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import type { SqlStep } from '../contract';
import { definition } from './definition';
import { seriesOf } from './series';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const DAY = 86_400_000;
const dayOf = (n: number): string => new Date(Date.parse('2026-01-01T00:00:00Z') + n * DAY).toISOString().slice(0, 10);

interface Visit {
  readonly customer: string;
  readonly day: string;
  readonly channel: string;
}
interface Question {
  readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year';
  readonly asOf: string;
  readonly from: string | null;
  readonly channel: string | null;
  readonly weekStart: 'monday' | 'sunday';
}

/** Who is what in one period, customer by customer (LC1–LC3). */
function compute(visits: readonly Visit[], { grain, asOf, from, channel, weekStart }: Question, start: string) {
  const known = visits.filter(({ day }) => day <= asOf);
  const passing = known.filter((visit) => channel === null || visit.channel === channel);
  const firstShown = from === null ? null : startOf(grain, from, weekStart);
  const activeIn = (customer: string, begin: string): boolean =>
    passing.some((visit) => {
      if (visit.customer !== customer || startOf(grain, visit.day, weekStart) !== begin) return false;
      return from === null || firstShown === null || begin < firstShown || visit.day >= from;
    });
  const found = { new: 0, returning: 0, resurrecting: 0, dormant: 0 };
  for (const customer of new Set(known.map((visit) => visit.customer))) {
    const first = known.flatMap((visit) => (visit.customer === customer ? [visit.day] : [])).toSorted()[0]!;
    const [now, before] = [activeIn(customer, start), activeIn(customer, movePeriod(grain, start, -1))];
    if (now) found[first >= start ? 'new' : before ? 'returning' : 'resurrecting']++;
    else if (before) found.dormant++;
  }
  return found;
}

const anyVisit = fc.record({
  customer: fc.integer({ min: 0, max: 9 }).map((n) => `c${n}`),
  day: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 200 })).map(dayOf),
  channel: fc.constantFrom('web', 'web', 'shop'),
});
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  grain: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
  asOf: fc.integer({ min: 60, max: 210 }).map(dayOf),
  from: fc.option(fc.integer({ min: 1, max: 59 }).map(dayOf), { freq: 2 }),
  channel: fc.option(fc.constant('web'), { freq: 2 }),
  weekStart: fc.constantFrom('monday', 'sunday'),
});

test('LC1–LC5 any orders are what a computation customer by customer has, and neighbours add up', async () => {
  const met = { questions: 0, periods: 0, new: 0, returning: 0, resurrecting: 0, dormant: 0, ranges: 0, filters: 0 };
  const visits = fc.array(anyVisit, { minLength: 1, maxLength: 90, size: 'max' });
  await fc.assert(
    fc.asyncProperty(visits, fc.array(anyQuestion, { minLength: 5, maxLength: 5 }), async (all, questions) => {
      const model = await createShop(engine, {
        customers: [['customer_id'], ...[...new Set(all.map(({ customer }) => customer))].map((id) => [id])],
        orders: [
          ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'channel'],
          ...all.map(({ customer, day, channel }, at) => [`o${at}`, customer, day, 10, channel]),
        ],
      });
      for (const question of questions) {
        const { grain, asOf, from, channel, weekStart } = question;
        const filters = channel ? [{ table: 'orders', column: 'channel', condition: { op: 'in', values: [channel] } }] : [];
        const example = { context: { asOf, range: { from, to: null }, filters, paidStatuses: null } } as unknown as Example;
        const context = { ...contextOf(example, model), weekStart };
        const step = valueOf(definition.compile({ grain }, context)).steps.find(({ id }) => id === 'periods') as SqlStep;
        const series = seriesOf(rowsOf(await engine.query(step.sql)), { grain }, context);
        met.questions++;
        if (from) met.ranges++;
        if (channel) met.filters++;
        for (const [at, period] of series.entries()) {
          const expected = compute(all, question, period.start);
          const { new: fresh, returning, resurrecting, dormant } = period;
          expect({ new: fresh, returning, resurrecting, dormant }, JSON.stringify({ question, period })).toEqual(expected);
          const before = series[at - 1];
          if (before) expect(before.active).toBe(returning + dormant);
          met.periods++;
          for (const state of ['new', 'returning', 'resurrecting', 'dormant'] as const) if (expected[state] > 0) met[state]++;
        }
      }
    }),
    { ...runs(300), endOnFailure: true },
  );
  console.info(`lifecycle: ${JSON.stringify(met)}`);
  for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThanOrEqual(met.questions * 0.2);
}, 300_000);
