import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { JsonObject, Presentation } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import { answer, contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { definition } from './definition';

let engine: Connector;
beforeAll(async () => void (engine = await openWasmTestEngine()), 60_000);
afterAll(() => engine.close());

const isoOf = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
const dayOf = (n: number): string => isoOf(2024, 0, 1 + n);
/** Last days of all months that any run can touch, from January 2024. */
const LAST_DAYS = Array.from({ length: 2000 }, (_, at) => isoOf(2024, at + 1, 0));
const indexOf = (iso: string): number => (Number(iso.slice(0, 4)) - 2024) * 12 + Number(iso.slice(5, 7)) - 1;
const firstOf = (index: number): string => isoOf(2024, index, 1);
const tidy = (money: number): number => Math.round(money * 1e6) / 1e6;

interface Contract {
  readonly id: string;
  readonly customer: string | null;
  readonly signed: string;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly amount: number | null;
  readonly renewal: string | null;
}
interface Order {
  readonly customer: string;
  readonly day: string;
  readonly amount: number;
}
interface Question {
  readonly asOf: string;
  readonly from: string | null;
  readonly region: string | null;
  readonly horizon: '1' | '3' | '6' | '12';
  readonly basis: 'run' | 'year' | 'month';
  readonly term: number;
}
/** What one customer pays in the month of an index. */
type Pays = (customer: string, index: number) => number;

/** RN2: a day so many months later, at the latest the last of its month, less one. */
function endAfter(first: string, months: number): string {
  const [year, month, day] = first.split('-').map(Number) as [number, number, number];
  const last = Number(isoOf(year, month + months, 0).slice(8));
  return isoOf(year, month - 1 + months, Math.min(day, last) - 1);
}

/** Contract by contract and last day by last day (RN2–RN7). */
function paysByContracts(
  contracts: readonly Contract[],
  { asOf, basis, term }: Question,
): { readonly pays: Pays; readonly counted: number } {
  const known = contracts.flatMap((contract) => {
    const { customer, signed, starts, ends, amount, renewal } = contract;
    if (customer === null || signed > asOf || amount === null || amount <= 0) return [];
    const first = starts ?? signed;
    if (ends === null && term === 0 && basis === 'run') return [];
    const last = ends ?? (term === 0 ? '2999-12-31' : endAfter(first, term));
    const days = LAST_DAYS.filter((day) => first <= day && day <= last);
    return days.length > 0
      ? [{ ...contract, customer, first, days, renewal, monthly: { run: amount / days.length, year: amount / 12, month: amount }[basis] }]
      : [];
  });
  const pays: Pays = (customer, index) => {
    const day = LAST_DAYS[index]!;
    const own = known.filter((each) => each.customer === customer);
    return tidy(
      own.reduce((sum, { id, days, monthly }) => {
        const renewed = own.some((other) => other.id !== id && other.renewal === id && other.first <= day);
        return sum + (days.includes(day) && !renewed ? monthly : 0);
      }, 0),
    );
  };
  return { pays, counted: known.length };
}

const paysByOrders =
  (orders: readonly Order[], { asOf }: Question): Pays =>
  (customer, index) => {
    const sum = orders.reduce((total, order) => {
      const here = order.customer === customer && order.day <= asOf && indexOf(order.day) === index;
      return total + (here ? order.amount : 0);
    }, 0);
    return Math.max(0, tidy(sum));
  };

const moveOf = (pays: Pays, customer: string, from: number, to: number): string | null => {
  const [before, after] = [from < 0 ? 0 : pays(customer, from), pays(customer, to)];
  if (before === after) return null;
  const earlier = Array.from({ length: Math.max(0, from) }, (_, index) => pays(customer, index)).some((paid) => paid > 0);
  if (before === 0) return earlier ? 'back' : 'new';
  return after === 0 ? 'gone' : after > before ? 'more' : 'less';
};

const WAYS = ['new', 'back', 'more', 'less', 'gone'] as const;

/** Two months of a crowd set against each other, customer by customer. */
function compare(pays: Pays, customers: readonly string[], from: number, to: number) {
  const at = (customer: string, index: number): number => (index < 0 ? 0 : pays(customer, index));
  const total = (index: number): number => customers.reduce((sum, customer) => sum + at(customer, index), 0);
  const moves = Object.fromEntries(
    WAYS.map((way) => {
      const movers = customers.filter((customer) => moveOf(pays, customer, from, to) === way);
      return [way, { movers, money: movers.reduce((sum, customer) => sum + at(customer, to) - at(customer, from), 0) }];
    }),
  ) as Record<(typeof WAYS)[number], { movers: string[]; money: number }>;
  const base = customers.filter((customer) => at(customer, from) > 0);
  return { before: total(from), after: total(to), moves, base, at };
}

async function show(
  question: Question,
  params: JsonObject,
  model: DataModel,
): Promise<{ shown: Presentation; people: (part: JsonObject) => Promise<Row[]> }> {
  const { asOf, from, region } = question;
  const filters = region ? [{ table: 'customers', column: 'region', condition: { op: 'in', values: [region] } }] : [];
  const context = contextOf({ context: { asOf, range: { from, to: null }, filters, paidStatuses: null } } as unknown as Example, model);
  const parsed = valueOf(definition.parse(params));
  const shown = definition.present(await answer(engine, definition, parsed, context), parsed, context);
  return { shown, people: async (part) => rowsOf(await engine.query(valueOf(definition.people(part, parsed, context)).sql)) };
}

const met = {
  questions: 0,
  months: 0,
  new: 0,
  back: 0,
  more: 0,
  less: 0,
  gone: 0,
  ranges: 0,
  filters: 0,
  bases: 0,
  regular: 0,
  irregular: 0,
};

/** Numbers, months and lists of a cell are what the computation customer by customer has. */
async function check(
  pays: Pays,
  all: readonly { id: string; region: string }[],
  question: Question,
  params: JsonObject,
  model: DataModel,
): Promise<Presentation> {
  const { shown, people } = await show(question, params, model);
  const note = JSON.stringify({ question, params });
  const customers = all.flatMap(({ id, region }) => (question.region === null || region === question.region ? [id] : []));
  const asked = indexOf(question.asOf);
  const now = LAST_DAYS[asked] === question.asOf ? asked : asked - 1;
  const then = now - Number(question.horizon);
  const { before, after, moves, base, at } = compare(pays, customers, then, now);
  const sum = (of: (customer: string) => number): number => base.reduce((total, customer) => total + of(customer), 0);
  const share = (top: number): number | null => (before > 0 ? top / before : null);
  const expected = {
    then: before,
    now: after,
    base: base.length,
    nrr: share(sum((customer) => at(customer, now))),
    grr: share(sum((customer) => Math.min(at(customer, then), at(customer, now)))),
    logo: base.length > 0 ? base.filter((customer) => at(customer, now) > 0).length / base.length : null,
  };
  for (const [key, value] of Object.entries(expected)) {
    const found = shown.insight.numbers[key];
    if (value === null) expect(found, `${key} ${note}`).toBeNull();
    else expect(found, `${key} ${note}`).toBeCloseTo(value, 4);
  }
  for (const way of WAYS) {
    expect(shown.insight.numbers[way], `${way} ${note}`).toBeCloseTo(Math.abs(moves[way].money), 4);
    const listed = await people({ movement: way });
    expect(listed.map((row) => row['customer_id']).toSorted(), `${way} ${note}`).toEqual(moves[way].movers.toSorted());
    for (const row of listed) {
      expect(row['paid_before']).toBeCloseTo(at(String(row['customer_id']), then), 5);
      expect(row['paid_after']).toBeCloseTo(at(String(row['customer_id']), now), 5);
    }
  }
  const firstPaid = LAST_DAYS.findIndex((_, index) => index <= now && customers.some((customer) => pays(customer, index) > 0));
  const begin = Math.max(firstPaid, question.from ? indexOf(question.from) : 0);
  const months = shown.table.rows.slice(1);
  expect(
    months.map(({ values }) => values['period']),
    note,
  ).toEqual(firstPaid < 0 ? [] : Array.from({ length: Math.max(0, now - begin + 1) }, (_, n) => firstOf(begin + n)));
  for (const [n, { values }] of months.entries()) {
    const month = compare(pays, customers, begin + n - 1, begin + n);
    expect(values['before'], note).toBeCloseTo(month.before, 3);
    expect(values['after'], note).toBeCloseTo(month.after, 3);
    // RN11: the movements add up to the difference.
    expect(WAYS.reduce((total, way) => total + Number(values[way]), 0)).toBeCloseTo(Number(values['after']) - Number(values['before']), 3);
    for (const way of WAYS) {
      expect(values[way], `${way} ${note}`).toBeCloseTo(month.moves[way].money, 3);
      expect(values[`${way}_customers`], `${way} ${note}`).toBe(month.moves[way].movers.length);
      met[way] += month.moves[way].movers.length;
    }
    met.months++;
  }
  met.questions++;
  if (question.from) met.ranges++;
  if (question.region) met.filters++;
  if (base.length > 0) met.bases++;
  return shown;
}

const CUSTOMERS = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, at) => ({ id, region: at % 2 === 0 ? 'north' : 'south' }));
/** Late enough that none begins before `LAST_DAYS`. */
const anyDay = fc.integer({ min: 40, max: 700 }).map(dayOf);
const anyContract = fc.record({
  customer: fc.constantFrom('a', 'a', 'b', 'b', 'c', 'd', 'e', null),
  signed: anyDay,
  starts: fc.option(fc.integer({ min: -40, max: 60 }), { freq: 3 }),
  length: fc.option(fc.oneof(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 80, max: 500 })), { freq: 3 }),
  amount: fc.option(fc.oneof(fc.integer({ min: -50, max: 900 }), fc.constantFrom(120, 240)), { freq: 12 }),
  renews: fc.option(fc.integer({ min: 0, max: 24 }), { freq: 2 }),
});
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  asOf: fc.oneof(
    fc.integer({ min: 200, max: 760 }).map(dayOf),
    fc.integer({ min: 8, max: 24 }).map((index) => LAST_DAYS[index]!),
  ),
  from: fc.option(fc.integer({ min: 0, max: 199 }).map(dayOf), { freq: 2 }),
  region: fc.option(fc.constant('north'), { freq: 2 }),
  horizon: fc.constantFrom('1', '3', '6', '12'),
  basis: fc.constantFrom('run', 'run', 'year', 'month'),
  term: fc.constantFrom(12, 12, 0, 5),
});

test('RN2–RN15 any contracts are what a computation customer by customer and last day by last day has', async () => {
  const contracts = fc.array(anyContract, { minLength: 12, maxLength: 40, size: 'max' });
  let left = 0;
  await fc.assert(
    fc.asyncProperty(contracts, fc.array(anyQuestion, { minLength: 4, maxLength: 4 }), async (drawn, questions) => {
      const all = drawn.map(({ customer, signed, starts, length, amount, renews }, at): Contract => {
        const first =
          starts === null ? null : isoOf(2024, 0, 1 + Math.round((Date.parse(signed) - Date.UTC(2024, 0, 1)) / 86_400_000) + starts);
        const begin = Date.parse(first ?? signed);
        const ends = length === null ? null : new Date(begin + length * 86_400_000).toISOString().slice(0, 10);
        return { id: `k${at}`, customer, signed, starts: first, ends, amount, renewal: renews === null ? null : `k${renews}` };
      });
      const model = await createShop(engine, {
        customers: [['customer_id', 'region'], ...CUSTOMERS.map(({ id, region }) => [id, region])],
        contracts: [
          ['contract_id', 'customer_id', 'signed_at', 'amount', 'starts_on', 'ends_on', 'renewal_of'],
          ...all.map(({ id, customer, signed, amount, starts, ends, renewal }) => [id, customer, signed, amount, starts, ends, renewal]),
        ],
      });
      for (const question of questions) {
        const { pays, counted } = paysByContracts(all, question);
        const { horizon, basis, term } = question;
        const { ledger } = await check(pays, CUSTOMERS, question, { horizon, amount: basis, term }, model);
        const excluded = ledger.excluded.reduce((sum, entry) => sum + (entry.unit === 'count' ? entry.count : 0), 0);
        if (question.region === null) expect(excluded).toBe(all.length - counted);
        left += excluded;
      }
    }),
    { ...runs(80), endOnFailure: true },
  );
  expect(left).toBeGreaterThan(met.questions);
}, 600_000);

test('RN8, RN16 any orders are what the months of each customer have, and the gate is what counting by hand has', async () => {
  const order = fc.record({
    customer: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    day: fc.integer({ min: 0, max: 400 }).map(dayOf),
    amount: fc.integer({ min: -30, max: 100 }),
  });
  const monthly = fc.record({
    from: fc.integer({ min: 0, max: 6 }),
    months: fc.integer({ min: 1, max: 12 }),
    price: fc.integer({ min: 1, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { maxLength: 25 }),
      fc.array(monthly, { minLength: 1, maxLength: 6 }),
      fc.array(anyQuestion, { minLength: 2, maxLength: 2 }),
      async (loose, regular, questions) => {
        const steady = regular.flatMap(({ from, months, price }, at) =>
          Array.from({ length: months }, (_, n): Order => ({ customer: CUSTOMERS[at]!.id, day: isoOf(2024, from + n, 15), amount: price })),
        );
        const all = loose.length % 2 === 0 ? [...steady, ...loose] : steady;
        const model = await createShop(engine, {
          customers: [['customer_id', 'region'], ...CUSTOMERS.map(({ id, region }) => [id, region])],
          orders: [
            ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
            ...all.map(({ customer, day, amount }, at) => [`o${at}`, customer, day, amount]),
          ],
        });
        for (const question of questions) {
          const pays = paysByOrders(all, question);
          const { insight, figures } = await check(pays, CUSTOMERS, question, { horizon: question.horizon }, model);
          const asked = indexOf(question.asOf);
          const now = LAST_DAYS[asked] === question.asOf ? asked : asked - 1;
          const judged = CUSTOMERS.filter(({ region }) => question.region === null || region === question.region).flatMap(({ id }) => {
            const paid = LAST_DAYS.slice(0, now + 1).flatMap((_, index) => (pays(id, index) > 0 ? [index] : []));
            return paid.length > 0 && paid[0]! <= now - 2 ? [paid.length >= 3 && paid.length >= 0.8 * (paid.at(-1)! - paid[0]! + 1)] : [];
          });
          const share = judged.length > 0 ? judged.filter(Boolean).length / judged.length : null;
          expect(insight.numbers['regular_share']).toEqual(share);
          const called = share !== null && share >= 0.6;
          if (figures.length > 0) expect(figures.length).toBe(called ? 5 : 3);
          met[called ? 'regular' : 'irregular']++;
        }
      },
    ),
    { ...runs(240), endOnFailure: true },
  );
  console.info(`revenue retention: ${JSON.stringify(met)}`);
  for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThanOrEqual(met.questions * 0.05);
}, 600_000);
