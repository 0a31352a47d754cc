import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { JsonObject } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import { definition } from './definition';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const AS_OF = '2026-06-30';
const DAY = 86_400_000;
const dayBefore = (n: number): string => new Date(Date.parse(`${AS_OF}T00:00:00Z`) - n * DAY).toISOString().slice(0, 10);

interface Sale {
  readonly customer: string;
  readonly ago: number;
  readonly amount: number | null;
  readonly cost: number | null;
}
interface Question {
  readonly lookbackDays: number;
  readonly frequency: 'orders' | 'days';
  readonly monetary: 'sum' | 'mean' | 'margin';
  readonly scoring: 'quantile' | 'ntile';
  readonly scores: number;
  readonly groups: 'eight' | 'cells' | 'weighted' | 'grid';
  readonly threshold: 'median' | 'mean';
  readonly weightR: number;
}

interface Person {
  readonly id: string;
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

/** R, F and M from the rules, customer by customer (RF2, RF13). */
function measure(sales: readonly Sale[], { lookbackDays, frequency, monetary }: Question): Person[] {
  const seen = sales.filter(({ ago }) => ago >= 0 && (lookbackDays === 0 || ago < lookbackDays));
  return [...new Set(seen.map(({ customer }) => customer))].map((id) => {
    const own = seen.filter(({ customer }) => customer === id);
    const paid = own.filter(({ amount }) => amount !== null);
    const sum = paid.reduce((total, { amount }) => total + amount!, 0);
    const margin = own.reduce((total, { amount, cost }) => (cost === null ? total : total + (amount ?? 0) - cost), 0);
    return {
      id,
      r: Math.min(...own.map(({ ago }) => ago)),
      f: frequency === 'orders' ? own.length : new Set(own.map(({ ago }) => ago)).size,
      m: monetary === 'sum' ? sum : monetary === 'mean' ? (paid.length === 0 ? 0 : sum / paid.length) : margin,
    };
  });
}

/** RF4, RF10 by counting who is worse. */
function score(people: readonly Person[], good: (person: Person) => number, { scoring, scores: k }: Question): Map<string, number> {
  const value = (person: Person): number => Math.round(good(person) * 1e6);
  const n = people.length;
  if (scoring === 'quantile')
    return new Map(
      people.map((person) => [person.id, 1 + Math.floor((k * people.filter((other) => value(other) < value(person)).length) / n)]),
    );
  const order = people.toSorted((a, b) => value(a) - value(b) || (a.id < b.id ? -1 : 1));
  // The first n mod k groups hold one customer more.
  const [size, larger] = [Math.floor(n / k), n % k];
  const bigger = larger * (size + 1);
  return new Map(
    order.map(({ id }, at) => [id, 1 + (at < bigger ? Math.floor(at / (size + 1)) : larger + Math.floor((at - bigger) / size))]),
  );
}

function middle(values: readonly number[], threshold: 'median' | 'mean'): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const found =
    threshold === 'mean'
      ? values.reduce((sum, value) => sum + value, 0) / values.length
      : (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
  return Math.round(found * 1e6);
}

const GRID = ['lost hibernating at_risk at_risk cant_lose', 'hibernating hibernating at_risk at_risk cant_lose'].concat([
  'about_to_sleep about_to_sleep needs_attention loyal loyal',
  'promising potential potential loyal loyal',
  'new potential potential champions champions',
]);

/** RF5, RF6, RF14, RF16, RF19. */
function groupOf(person: Person, of: { r: number; f: number; m: number }, people: readonly Person[], question: Question): string {
  const fm = Math.floor((of.f + of.m + 1) / 2);
  switch (question.groups) {
    case 'cells':
      return [of.r, of.f, of.m].join(question.scores > 9 ? '-' : '');
    case 'weighted':
      return String(Math.floor(Math.round((question.weightR * of.r + of.f + of.m) * 1e6) / 1e6));
    case 'grid':
      return question.scores === 5 ? GRID[of.r - 1]!.split(' ')[fm - 1]! : `R${of.r} FM${fm}`;
    case 'eight': {
      const line = (pick: (each: Person) => number): number => middle(people.map(pick), question.threshold);
      const recent = Math.round(person.r * 1e6) <= line(({ r }) => r);
      const often = Math.round(person.f * 1e6) > line(({ f }) => f);
      const much = Math.round(person.m * 1e6) > line(({ m }) => m);
      return [recent, often, much].map((high) => (high ? 'H' : 'L')).join('');
    }
  }
}

const anySale: fc.Arbitrary<Sale> = fc.record({
  customer: fc.integer({ min: 0, max: 14 }).map((n) => `c${String(n).padStart(2, '0')}`),
  ago: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -5, max: 200 })),
  amount: fc.option(
    fc.integer({ min: 0, max: 8 }).map((n) => n * 12.5),
    { freq: 12 },
  ),
  cost: fc.option(
    fc.integer({ min: 0, max: 10 }).map((n) => n * 7),
    { freq: 8 },
  ),
});
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  lookbackDays: fc.constantFrom(0, 10, 90),
  frequency: fc.constantFrom('orders', 'days'),
  monetary: fc.constantFrom('sum', 'mean', 'margin'),
  scoring: fc.constantFrom('quantile', 'ntile'),
  scores: fc.constantFrom(3, 5, 5, 7, 10),
  groups: fc.constantFrom('eight', 'cells', 'weighted', 'grid'),
  threshold: fc.constantFrom('median', 'mean'),
  weightR: fc.constantFrom(0, 0.1, 2),
});

test('RF2–RF19 any orders under any options equal a computation customer by customer, and cut points of today change no score', async () => {
  const met = { questions: 0, people: 0, ties: 0, margins: 0, eight: 0, fixed: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(anySale, { minLength: 1, maxLength: 60, size: 'max' }),
      fc.array(anyQuestion, { minLength: 6, maxLength: 6 }),
      async (sales, questions) => {
        const model = await createShop(engine, {
          customers: [['customer_id'], ...[...new Set(sales.map(({ customer }) => customer))].map((id) => [id])],
          orders: [
            ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'cost'],
            ...sales.map(({ customer, ago, amount, cost }, at) => [`o${at}`, customer, dayBefore(ago), amount, cost]),
          ],
        });
        const scope = { asOf: AS_OF, range: { from: null, to: null }, filters: [], paidStatuses: null };
        const context = contextOf({ context: scope } as unknown as Example, model);
        const list = async (params: JsonObject) =>
          rowsOf(await engine.query(valueOf(definition.people({}, valueOf(definition.parse(params)), context)).sql));
        for (const question of questions) {
          const people = measure(sales, question);
          const scored = {
            r: score(people, ({ r }) => -r, question),
            f: score(people, ({ f }) => f, question),
            m: score(people, ({ m }) => m, question),
          };
          const wanted = people.map((person) => {
            const of = { r: scored.r.get(person.id)!, f: scored.f.get(person.id)!, m: scored.m.get(person.id)! };
            return [person.id, person.r, person.f, Math.round(person.m * 1e6), of.r, of.f, of.m, groupOf(person, of, people, question)];
          });
          const byId = (a: readonly unknown[], b: readonly unknown[]): number => String(a[0]).localeCompare(String(b[0]));
          const found = (await list(question as unknown as JsonObject)).map((row) => [
            ...['customer_id', 'recency_days', 'frequency'].map((key) => row[key]),
            Math.round(Number(row['monetary']) * 1e6),
            ...['r_score', 'f_score', 'm_score', 'segment'].map((key) => row[key]),
          ]);
          expect(found.toSorted(byId), JSON.stringify(question)).toEqual(wanted.toSorted(byId));
          met.questions++;
          met.people += people.length;
          if (new Set(people.map(({ f }) => f)).size < people.length) met.ties++;
          if (question.monetary === 'margin') met.margins++;
          if (question.groups === 'eight') met.eight++;
          if (question.scoring !== 'quantile' || people.length === 0) continue;
          // RF12: what the cell calls the cut points of today, kept.
          const params = valueOf(definition.parse(question as unknown as JsonObject));
          const results: Record<string, ReturnType<typeof rowsOf>> = {};
          for (const step of valueOf(definition.compile(params, context)).steps)
            if ('sql' in step) results[step.id] = rowsOf(await engine.query(step.sql));
          const { numbers } = definition.present(results, params, context).insight;
          const cutPoints = Object.fromEntries(
            ['r', 'f', 'm'].map((key) => [key, Array.from({ length: question.scores - 1 }, (_, at) => numbers[`cut_${key}_${at + 1}`]!)]),
          );
          const kept = (await list({ ...question, scoring: 'fixed', cutPoints })).map((row) => [row['customer_id'], row['rfm_cell']]);
          const today = (await list(question as unknown as JsonObject)).map((row) => [row['customer_id'], row['rfm_cell']]);
          expect(kept.toSorted(byId), JSON.stringify(cutPoints)).toEqual(today.toSorted(byId));
          met.fixed++;
        }
      },
    ),
    runs(200),
  );
  expect(Math.min(...Object.values(met)), JSON.stringify(met)).toBeGreaterThan(10);
}, 600_000);
