import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { addDays, daysBetween } from '#core/query/days';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import { definition } from './definition';
import type { MigrationParams } from './params';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const AS_OF = '2026-06-30';
interface Order {
  readonly customer: string;
  /** Days before `AS_OF`. */
  readonly ago: number;
  readonly amount: number;
  /** Days from the order to the refund of all of it, or null. */
  readonly refund: number | null;
}
interface Standing {
  readonly last: number;
  readonly orders: number;
  readonly revenue: number;
  readonly recent: number;
}

/** What a customer's orders say on a day; `until` moves the days and the window on without moving what is known. Null: no order that counts. */
function standing(orders: readonly Order[], day: string, window: number, lookback: boolean, until = day): Standing | null {
  const facts = orders.map(({ ago, amount, refund }) => {
    const on = addDays(AS_OF, -ago);
    return { on, amount, back: refund === null ? null : addDays(on, refund) };
  });
  const known = facts.filter(({ on }) => on <= day);
  const inside = (on: string): boolean => !lookback || window === 0 || daysBetween(on, day) < window;
  const counted = known.filter(({ on, amount, back }) => inside(on) && !(back !== null && back <= day && amount > 0));
  if (counted.length === 0) return null;
  const money = known.flatMap(({ on, amount, back }) => [
    [on, amount] as const,
    ...(back !== null && back <= day ? [[back, -amount] as const] : []),
  ]);
  const sum = (test: (on: string) => boolean): number => money.reduce((total, [on, amount]) => total + (test(on) ? amount : 0), 0);
  const days = counted.map(({ on }) => daysBetween(on, until));
  return { last: Math.min(...days), orders: counted.length, revenue: sum(inside), recent: sum((on) => daysBetween(on, until) < window) };
}

const placed = (all: ReadonlyMap<string, Standing>, place: (one: Standing) => string): Map<string, string> =>
  new Map([...all].map(([customer, one]) => [customer, place(one)]));

/** Least value reached by no larger a share than `cut` was (MG5). */
function moveCut(cut: number, before: readonly number[], after: readonly number[]): number {
  if (before.length === 0) return cut;
  const k = before.filter((value) => value >= cut).length;
  const fitting = after.filter((value) => after.filter((other) => other >= value).length * before.length <= k * after.length);
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...after) + 1;
}

const NAMES: Readonly<Record<number, readonly string[]>> = {
  5: ['new', 'potential', 'potential', 'champions', 'champions'],
  4: ['promising', 'potential', 'potential', 'loyal', 'loyal'],
  3: ['about_to_sleep', 'about_to_sleep', 'needs_attention', 'loyal', 'loyal'],
  2: ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
  1: ['lost', 'hibernating', 'at_risk', 'at_risk', 'cant_lose'],
};
const segment = ([r, f, m]: readonly [number, number, number]): string => NAMES[r]![Math.floor((f + m + 1) / 2) - 1]!;
/** RF4: five for the best, equal values the lowest they could have. */
const rankScore = (value: number, all: readonly number[]): number =>
  1 + Math.floor((5 * all.filter((other) => other < value).length) / all.length);
/** MG4: of all scores given at first, the highest whose least value is reached. */
const frozenScore = (value: number, first: readonly number[]): number =>
  Math.max(
    1,
    ...first
      .filter((each) => each <= value || first.some((other) => other <= value && rankScore(other, first) === rankScore(each, first)))
      .map((each) => rankScore(each, first)),
  );

interface Question {
  readonly gap: number;
  readonly window: number;
  readonly gold: number;
  readonly frequent: number;
  readonly quiet: number;
}

/** Where everybody was, is with old and new cut points, and would be without a purchase. */
function place(
  customers: ReadonlyMap<string, readonly Order[]>,
  { gap, window, gold, frequent, quiet }: Question,
  scheme: 'tiers' | 'rfm',
) {
  const earlier = addDays(AS_OF, -gap);
  const at = (day: string, until?: string): Map<string, Standing> =>
    new Map(
      [...customers].flatMap(([id, orders]) => {
        const one = standing(orders, day, window, scheme === 'rfm', until);
        return one ? [[id, one] as const] : [];
      }),
    );
  const [first, later, aged] = [at(earlier), at(AS_OF), at(earlier, AS_OF)];
  if (scheme === 'tiers') {
    const tier =
      (g: number, f: number, q: number) =>
      (one: Standing): string =>
        one.recent >= g && one.last < q ? 'Gold' : one.orders >= f ? 'Silver' : 'Base';
    const again = (cut: number, of: (one: Standing) => number): number =>
      moveCut(cut, [...first.values()].map(of), [...later.values()].map(of));
    const old = tier(gold, frequent, quiet);
    const fresh =
      later.size === 0
        ? old
        : tier(
            again(gold, ({ recent }) => recent),
            again(frequent, ({ orders }) => orders),
            again(quiet, ({ last }) => last),
          );
    return { before: placed(first, old), frozen: placed(later, old), again: placed(later, fresh), aged: placed(aged, old) };
  }
  const values = (all: ReadonlyMap<string, Standing>) =>
    [(one: Standing) => -one.last, (one: Standing) => one.orders, (one: Standing) => one.revenue].map((of) => ({
      of,
      all: [...all.values()].map(of),
    }));
  const ranked =
    (all: ReadonlyMap<string, Standing>) =>
    (one: Standing): string =>
      segment(values(all).map(({ of, all: list }) => rankScore(of(one), list)) as [number, number, number]);
  const kept =
    (shift: number, ranks: boolean) =>
    (one: Standing): string =>
      segment(
        values(first).map(({ of, all: list }, axis) =>
          ranks && axis > 0 ? rankScore(of(one), list) : frozenScore(of(one) - (axis === 0 ? shift : 0), list),
        ) as [number, number, number],
      );
  return {
    before: placed(first, ranked(first)),
    frozen: placed(later, kept(0, false)),
    again: placed(later, ranked(later)),
    aged: placed(first, kept(gap, true)),
  };
}

const anyOrder: fc.Arbitrary<Order> = fc.record({
  customer: fc.integer({ min: 10, max: 49 }).map((n) => `c${n}`),
  ago: fc.integer({ min: 0, max: 100 }),
  amount: fc.constantFrom(0, 10, 20, 20, 35, 50, 120),
  refund: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 4 }),
});
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  gap: fc.integer({ min: 1, max: 60 }),
  window: fc.constantFrom(20, 30, 60, 90),
  gold: fc.constantFrom(10, 20, 50, 100),
  frequent: fc.integer({ min: 1, max: 4 }),
  quiet: fc.integer({ min: 5, max: 60 }),
});

test('MG1–MG5, MG9 any histories: where everybody was, is and would be is what a computation customer by customer says', async () => {
  const met = { customers: 0, moved: 0, stayed: 0, new: 0, prospect: 0, away: 0, back: 0, drift: 0, aged: 0 };
  const histories = fc.oneof(
    fc.array(anyOrder, { minLength: 1, maxLength: 8 }),
    fc.array(anyOrder, { minLength: 60, maxLength: 160, size: 'max' }),
    fc.array(anyOrder, { minLength: 60, maxLength: 160, size: 'max' }),
  );
  await fc.assert(
    fc.asyncProperty(histories, anyQuestion, async (all, question) => {
      const ids = [...new Set(all.map(({ customer }) => customer))].toSorted();
      const customers = new Map(ids.map((id) => [id, all.filter(({ customer }) => customer === id)]));
      const created = (id: string): string => addDays(AS_OF, id < 'c30' ? -90 : 0);
      const rows = all.flatMap(({ customer, ago, amount, refund }, at) => {
        const on = addDays(AS_OF, -ago);
        const order = [`o${at}`, customer, on, amount, null];
        return refund === null ? [order] : [order, [`r${at}`, customer, addDays(on, refund), -amount, `o${at}`]];
      });
      const model = await createShop(engine, {
        customers: [['customer_id', 'created_at'], ...ids.map((id) => [id, created(id)])],
        orders: [['order_id', 'customer_id', 'ordered_at', 'net_amount', 'refund_of'], ...rows],
      });
      const example = { context: { asOf: AS_OF, range: { from: null, to: null }, filters: [], paidStatuses: null } } as unknown as Example;
      const context = contextOf(example, model);
      const earlier = addDays(AS_OF, -question.gap);
      for (const scheme of ['tiers', 'rfm'] as const) {
        const params: MigrationParams = {
          scheme,
          gap: question.gap,
          window: question.window,
          cuts: 'frozen',
          show: 'customers',
          tiers: [
            {
              name: 'Gold',
              match: 'all',
              where: [
                { measure: 'recent_revenue', days: question.window, op: 'gte', value: question.gold },
                { measure: 'days_since_last', op: 'lt', value: question.quiet },
              ],
            },
            { name: 'Silver', match: 'any', where: [{ measure: 'orders', op: 'gte', value: question.frequent }] },
            { name: 'Base', match: 'all', where: [] },
          ],
        };
        const states = place(customers, question, scheme);
        const expected = ids.flatMap((customer_id) => {
          const [before, frozen_state] = [states.before.get(customer_id), states.frozen.get(customer_id) ?? ':away'];
          if (before === undefined && frozen_state === ':away') return [];
          const had = standing(customers.get(customer_id)!, earlier, 0, false) !== null;
          const from_state = before ?? (had ? ':away' : created(customer_id) <= earlier ? ':prospect' : ':new');
          const again_state = states.again.get(customer_id) ?? ':away';
          return [{ customer_id, from_state, frozen_state, again_state, aged_state: states.aged.get(customer_id) ?? null }];
        });
        const people = rowsOf(await engine.query(valueOf(definition.people({}, params, context)).sql)).map((row) => ({
          customer_id: row['customer_id'],
          from_state: row['from_state'],
          frozen_state: row['frozen_state'],
          again_state: row['again_state'],
          aged_state: row['aged_state'],
        }));
        expect(
          people.toSorted((a, b) => String(a.customer_id).localeCompare(String(b.customer_id))),
          JSON.stringify({ scheme, question, all }),
        ).toEqual(expected);
        for (const { from_state, frozen_state, again_state, aged_state } of expected) {
          met.customers++;
          if (from_state === ':new') met.new++;
          else if (from_state === ':prospect') met.prospect++;
          else if (from_state === ':away') met.back++;
          else if (frozen_state === ':away') met.away++;
          else if (from_state === frozen_state) met.stayed++;
          else met.moved++;
          if (frozen_state !== again_state) met.drift++;
          if (aged_state !== null && aged_state !== from_state) met.aged++;
        }
      }
    }),
    { ...runs(60), endOnFailure: true },
  );
  console.info(`migration: ${JSON.stringify(met)}`);
  for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(0);
}, 300_000);
