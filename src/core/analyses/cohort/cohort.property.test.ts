import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { Filter } from '#core/model/filters';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { computeCohorts, computeOverall, type MadeOrder, type Scope } from '../../../../tests/support/cohort-computation';
import { contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import type { CompileContext, Field, SqlStep } from '../contract';
import { definition } from './definition';
import { countsCustomers, form, opensCells, type CohortParams } from './params';
import { triangleOf, type CohortRows } from './triangle';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const DAY = 86_400_000;
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const TIMES = [0, 0, 8, 12, 12, 20].map((hour) => hour * 3_600_000);
const textOf = (at: number): string => new Date(at).toISOString().slice(0, 19);

/** Days cluster at the ends of months, where anniversaries are clamped, and on few days, so that instants tie. */
const day = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(29, 30, 31, 57, 58, 59, 88, 89, 90, 119) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 130 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 14 }) },
);
const anyAt = fc.tuple(day, fc.constantFrom(...TIMES)).map(([on, time]) => FIRST + on * DAY + time);
const refund = fc.record({ after: fc.integer({ min: 0, max: 40 }), share: fc.constantFrom(0.5, 1) });
const anyOrder = fc.record({
  customer: fc.integer({ min: 0, max: 9 }).map((n) => `c${n}`),
  at: anyAt,
  amount: fc.integer({ min: 0, max: 40 }),
  channel: fc.constantFrom('web', 'shop'),
  cost: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 5 }),
  refund: fc.option(refund, { freq: 5 }),
});
const anyOrders = fc.array(anyOrder, { minLength: 1, maxLength: 120, size: 'max' }).map((made) =>
  made.map(({ refund: back, ...order }): MadeOrder => {
    const refunds = back ? [{ at: order.at + back.after * DAY, amount: order.amount * back.share }] : [];
    return { ...order, key: 0, refunds: refunds.filter(({ amount }) => amount > 0) };
  }),
);
const anyScope: fc.Arbitrary<Scope> = fc.record({
  asOf: fc.integer({ min: 60, max: 150 }).map((on) => textOf(FIRST + on * DAY).slice(0, 10)),
  from: fc.option(fc.constantFrom('2026-01-10', '2026-02-01'), { freq: 3 }),
  channel: fc.option(fc.constant('web'), { freq: 3 }),
  weekStart: fc.constantFrom('monday', 'sunday'),
});
function anyOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'choice':
      return fc.constantFrom(...field.options.map(({ value }) => value));
    case 'boolean':
      return fc.boolean();
    case 'dimension':
      return fc.constantFrom(null, null, 'orders.channel', 'customers.city');
    case 'numbers':
      return fc.constantFrom([], [], [], [3], [1, 7, 30], [7, 30, 90]);
    default:
      return fc.integer({ min: 1, max: 8 });
  }
}
const anyParams = fc.record(
  Object.fromEntries(form.map((field): [string, fc.Arbitrary<unknown>] => [field.key, anyOf(field)])),
) as unknown as fc.Arbitrary<CohortParams>;

/** `at_least` counts customers alone (CO28); the other measures are asked otherwise. */
const sensible = (params: CohortParams): CohortParams =>
  params.criterion === 'at_least' && !countsCustomers(params) ? { ...params, measure: 'rate' } : params;

/** Nine towns, so that one is among “all others”, and one customer without. */
const cityOf = (customer: string): string | null => (customer === 'c9' ? null : `town ${customer.slice(1)}`);

/** Orders and their refunds as rows of one table, in the order that gives each row its key. */
function tableOf(orders: readonly MadeOrder[]) {
  const rows: (string | number | null)[][] = [];
  const keyed = orders.map((order): MadeOrder => {
    rows.push([`o${rows.length}`, order.customer, textOf(order.at), order.amount, order.channel, order.cost, null]);
    const key = rows.length;
    for (const { at, amount } of order.refunds)
      rows.push([`o${rows.length}`, order.customer, textOf(at), -amount, order.channel, null, `o${key - 1}`]);
    return { ...order, key };
  });
  const header = ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'channel', 'cost', 'refund_of'];
  const customers = [...new Set(orders.map(({ customer }) => customer))].map((id) => [id, cityOf(id)]);
  return { keyed, tables: { customers: [['customer_id', 'city'], ...customers], orders: [header, ...rows] } };
}

/** The steps that the table is made of; what was left out is another matter. */
async function answer(params: CohortParams, context: CompileContext): Promise<Record<string, readonly Row[]>> {
  const results: Record<string, readonly Row[]> = {};
  for (const step of valueOf(definition.compile(params, context)).steps as SqlStep[])
    if (step.id !== 'account' && step.id !== 'orders' && step.id !== 'uncosted') results[step.id] = rowsOf(await engine.query(step.sql));
  return results;
}

const traitOf = (start: MadeOrder, { breakdown }: CohortParams): string | null =>
  breakdown === 'orders.channel' ? start.channel : cityOf(start.customer);

/** The rows of a breakdown in their order, each with the traits that it holds (CO31). */
function slotsOf(
  orders: readonly MadeOrder[],
  params: CohortParams,
  scope: Scope,
): (readonly [string | null, ReadonlySet<string | null>])[] {
  const sizes = new Map<string | null, number>();
  for (const trait of new Set(orders.map((order) => traitOf(order, params)))) {
    const own = computeCohorts(orders, params, scope, (start) => traitOf(start, params) === trait);
    const size = own.reduce((sum, cohort) => sum + cohort.size, 0);
    if (size > 0) sizes.set(trait, size);
  }
  const ranked = [...sizes].flatMap(([trait, size]) => (trait === null ? [] : [{ trait, size }]));
  ranked.sort((a, b) => b.size - a.size || (a.trait < b.trait ? -1 : 1));
  const others = ranked.slice(8).map(({ trait }) => trait);
  return [
    ...ranked.slice(0, 8).map(({ trait }) => [trait, new Set([trait])] as const),
    ...(others.length > 0 ? [[null, new Set(others)] as const] : []),
    ...(sizes.has(null) ? [[null, new Set([null])] as const] : []),
  ];
}

const near = (value: number | null): number | null => (value === null ? null : Math.round(value * 1e6) / 1e6 + 0);

test('CO1–CO22 any orders under any options are what a computation customer by customer has', async () => {
  const met: Record<string, number> = {
    tables: 0,
    questions: 0,
    cells: 0,
    returned: 0,
    complete: 0,
    provisional: 0,
    opened: 0,
    clamped: 0,
  };
  const count = (what: string, n = 1): void => void (met[what] = (met[what] ?? 0) + n);
  await fc.assert(
    fc.asyncProperty(anyOrders, fc.array(fc.tuple(anyScope, anyParams), { minLength: 6, maxLength: 6 }), async (orders, questions) => {
      const { keyed, tables } = tableOf(orders);
      const model = await createShop(engine, tables);
      count('tables');
      for (const [scope, asked] of questions) {
        const params = sensible(asked);
        count('questions');
        for (const [key, value] of Object.entries(params)) if (typeof value === 'string') count(`${key} ${value}`);
        const filters: Filter[] = scope.channel
          ? [{ table: 'orders', column: 'channel', condition: { op: 'in', values: [scope.channel] } }]
          : [];
        const example = { context: { asOf: scope.asOf, range: { from: scope.from, to: null }, filters, paidStatuses: null } };
        const context = { ...contextOf(example as unknown as Example, model), weekStart: scope.weekStart };
        const results = await answer(params, context);
        const found = triangleOf(results as unknown as CohortRows, params, context);
        const expected = computeCohorts(keyed, params, scope);
        const about = JSON.stringify({ params, scope });
        expect(
          found.cohorts.map(({ start, size, cells }) => ({
            start,
            size,
            cells: cells.map((cell) => [cell.k, countsCustomers(params) ? cell.customers : 0, near(cell.top), cell.bottom, cell.state]),
          })),
          about,
        ).toEqual(
          expected.map(({ start, size, cells }) => ({
            start,
            size,
            cells: cells.map((cell) => [
              cell.k,
              countsCustomers(params) ? cell.customers.length : 0,
              near(cell.top),
              cell.bottom,
              cell.state,
            ]),
          })),
        );
        for (const { k, value } of found.overall) expect(near(value), `${k} ${about}`).toBe(near(computeOverall(expected, params, k)));
        if (params.brackets.length > 0) count('brackets');
        for (const [index, row] of found.values.entries()) {
          count('values');
          const slots = slotsOf(keyed, params, scope);
          expect(row.slot === 9 ? 'other' : row.slot === 10 ? null : row.value, about).toBe(
            row.slot === 9 ? 'other' : (slots[index]?.[0] ?? null),
          );
          const own = computeCohorts(keyed, params, scope, (start) => slots[index]![1].has(traitOf(start, params)));
          expect(row.members, about).toBe(own.reduce((sum, { size }) => sum + size, 0));
          for (const { k, value } of row.overall) expect(near(value), `${k} ${about}`).toBe(near(computeOverall(own, params, k)));
          const people = rowsOf(await engine.query(valueOf(definition.people({ slot: row.slot }, params, context)).sql));
          const ids = keyed.filter((order) => slots[index]![1].has(traitOf(order, params))).map(({ customer }) => customer);
          if (params.rule !== 'recurring') expect(people.length, about).toBe(row.members);
          if (params.breakdown === 'customers.city') for (const { customer_id } of people) expect(ids, about).toContain(customer_id);
        }
        const cells = expected.flatMap((cohort) => cohort.cells.map((cell) => ({ cohort, cell })));
        for (const { cell } of cells) {
          count('cells');
          count(cell.state);
          if (cell.k > 0 && cell.customers.length > 0) count('returned');
        }
        if (params.mode === 'rolling' && keyed.some(({ at }) => new Date(at).getUTCDate() > 28)) count('clamped');
        const last = cells.at(-1);
        if (last && opensCells(params)) {
          const sql = valueOf(definition.people({ cohort: last.cohort.start, k: last.cell.k }, params, context)).sql;
          const people = rowsOf(await engine.query(sql));
          const sum = (key: string): number => people.reduce((total, person) => total + Number(person[key]), 0);
          if (countsCustomers(params)) expect(people.map((person) => person['customer_id']).toSorted(), about).toEqual(last.cell.customers);
          else
            expect([sum('orders'), params.measure === 'revenue' ? near(sum('revenue')) : 0], about).toEqual([
              last.cell.orders,
              params.measure === 'revenue' ? near(last.cell.revenue) : 0,
            ]);
          count('opened');
        }
      }
    }),
    { ...runs(200), endOnFailure: true },
  );
  console.info(`cohorts: ${JSON.stringify(met)}`);
  for (const field of form)
    if (field.type === 'choice')
      for (const { value } of field.options) expect(met[`${field.key} ${value}`], value).toBeGreaterThan(met['questions']! * 0.05);
  for (const what of ['cells', 'complete', 'provisional', 'opened', 'clamped', 'returned', 'brackets', 'values'])
    expect(met[what], what).toBeGreaterThan(met['questions']! * 0.1);
}, 600_000);
