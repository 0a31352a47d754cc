import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#core/model/columns';
import type { Filter } from '#core/model/filters';
import type { Connector } from '#edge/engine/connector';
import type { Loaded } from '#edge/load/types';
import { ask, openFiles, sharedPath, unpack } from './open-files';
import { ordersOf, rankScores, readLines, type Line } from './retail-lines';

const data = sharedPath('data/online-retail/online_retail.csv.gz');
const golden = sharedPath('golden/orders-rfm-cohort-pipeline.json');
if (!data || !golden) console.warn('Online Retail: skipped, because ../shared is not here.');

interface Vector {
  readonly id: string;
  readonly expected: never;
}
interface Clean {
  readonly customers: number;
  readonly invoices: number;
  readonly revenue: number;
  readonly by_month: readonly (readonly [string, number, number, number])[];
  readonly top5_customers: readonly (readonly [number, number, number])[];
  readonly rfm_first10: readonly (readonly [number, number, number, number])[];
  readonly rfm_describe: Readonly<Record<'r' | 'f' | 'm', readonly number[]>>;
}

const vectorOf = <T>(id: string): T => {
  const { vectors } = JSON.parse(readFileSync(golden!, 'utf8')) as { vectors: readonly Vector[] };
  return vectors.find((vector) => vector.id === id)!.expected as T;
};

const AS_OF = '2011-12-10';
const FILTERS: readonly Filter[] = ['quantity', 'unit_price'].map((column) => ({
  table: 'order_items',
  column,
  condition: { op: 'gt', value: 0 },
}));
const clean = { asOf: AS_OF, filters: FILTERS };
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const ofCustomer = (rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [String(row['customer_id']).replace(/\.0$/, ''), row]));

describe.skipIf(!data || !golden)('Online Retail', () => {
  let engine: Connector;
  let loaded: Loaded;
  let lines: Line[];
  beforeAll(async () => {
    const file = await unpack(data!);
    ({ engine, loaded } = await openFiles([file]));
    lines = await readLines(file);
  }, 180_000);
  afterAll(() => engine?.close());

  describe('lines with quantity and price above zero, lifetime, as of 2011-12-10', () => {
    const expected = golden ? vectorOf<Clean>('retail.clean') : null;
    let rows: Row[];
    let second: Map<string, { r: number; f: number; m: number }>;
    beforeAll(async () => {
      rows = await (await ask(engine, loaded.model, 'rfm', { lookbackDays: 0 }, clean)).people({});
      second = new Map();
      for (const { customer, day, amount } of ordersOf(lines.filter((line) => line.quantity > 0 && line.price > 0)).values()) {
        const known = second.get(customer) ?? { r: Infinity, f: 0, m: 0 };
        second.set(customer, { r: Math.min(known.r, days(day, AS_OF)), f: known.f + 1, m: known.m + amount });
      }
    });

    it('RF2: R, F and M of every customer equal a second computation', () => {
      const found = ofCustomer(rows);
      expect(found.size).toBe(expected!.customers);
      expect([...found.keys()].toSorted()).toEqual([...second.keys()].toSorted());
      for (const [customer, { r, f, m }] of second) {
        const row = found.get(customer)!;
        expect([customer, row['recency_days'], row['frequency']]).toEqual([customer, r, f]);
        expect(Math.abs(Number(row['monetary']) - m), customer).toBeLessThan(1e-6);
      }
    });

    it('RF2: the first ten, the top five and the distribution equal the golden vector', () => {
      const found = ofCustomer(rows);
      for (const [customer, r, f, m] of expected!.rfm_first10) {
        const row = found.get(String(customer))!;
        expect([row['recency_days'], row['frequency']]).toEqual([r, f]);
        expect(Number(row['monetary'])).toBeCloseTo(m, 2);
      }
      const top = rows.toSorted((a, b) => Number(b['monetary']) - Number(a['monetary'])).slice(0, 5);
      expect(top.map((row) => [Number(String(row['customer_id']).replace(/\.0$/, '')), row['frequency']])).toEqual(
        expected!.top5_customers.map(([id, , f]) => [id, f]),
      );
      top.forEach((row, index) => expect(Number(row['monetary'])).toBeCloseTo(expected!.top5_customers[index]![1], 2));
      for (const [key, column] of [
        ['r', 'recency_days'],
        ['f', 'frequency'],
        ['m', 'monetary'],
      ] as const) {
        const values = rows.map((row) => Number(row[column])).toSorted((a, b) => a - b);
        const quantile = (q: number): number => {
          const at = (values.length - 1) * q;
          return values[Math.floor(at)]! + (at % 1) * ((values[Math.ceil(at)] ?? 0) - values[Math.floor(at)]!);
        };
        const [mean, , ...five] = expected!.rfm_describe[key];
        expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(mean!, key === 'm' ? 2 : 6);
        [0, 0.25, 0.5, 0.75, 1].forEach((q, index) => expect(quantile(q)).toBeCloseTo(five[index]!, 6));
      }
    });

    it('RF4: every score equals an independent rank computation; the counts of the definitions', () => {
      const goodness = (of: (customer: { r: number; f: number; m: number }) => number) =>
        rankScores(new Map([...second].map(([id, customer]) => [id, of(customer)])));
      const independent = {
        r_score: goodness(({ r }) => -r),
        f_score: goodness(({ f }) => f),
        m_score: goodness(({ m }) => Math.round(m * 1e6)),
      };
      for (const [customer, row] of ofCustomer(rows))
        for (const [key, scores] of Object.entries(independent))
          expect([customer, key, row[key]]).toEqual([customer, key, scores.get(customer)]);
      const count = (key: string, score: number): number => rows.filter((row) => row[key] === score).length;
      expect([1, 2, 3, 4, 5].map((score) => count('r_score', score))).toEqual([869, 889, 866, 888, 826]);
      expect([1, 2, 3, 4, 5].map((score) => count('f_score', score))).toEqual([1493, 835, 508, 802, 700]);
      const cell = (score: number): number =>
        rows.filter((row) => ['r_score', 'f_score', 'm_score'].every((key) => row[key] === score)).length;
      expect([cell(5), cell(1)]).toEqual([314, 334]);
    });

    it('RV2, RV6: revenue, orders and customers by month equal the golden vector', async () => {
      const { results } = await ask(engine, loaded.model, 'revenue', { compare: 'none' }, clean);
      const months = results['periods']!;
      expect(months.map((row) => [String(row['period']).slice(0, 7), row['orders'], row['customers']])).toEqual(
        expected!.by_month.map(([month, orders, , customers]) => [month, orders, customers]),
      );
      months.forEach((row, index) => {
        expect(Number(row['revenue'])).toBeCloseTo(expected!.by_month[index]![2], 2);
        expect(Number(row['new_revenue']) + Number(row['existing_revenue'])).toBeCloseTo(Number(row['revenue']), 6);
      });
    });

    it('OV2–OV5: the headline figures equal the golden vector', async () => {
      const { numbers } = (await ask(engine, loaded.model, 'overview', {}, clean)).present().insight;
      expect(numbers['revenue']).toBeCloseTo(expected!.revenue, 2);
      expect([numbers['orders'], numbers['customers'], numbers['new_customers']]).toEqual([
        expected!.invoices,
        expected!.customers,
        expected!.customers,
      ]);
    });

    it('CO1–CO3: monthly cohorts equal the golden vector, the last cells partial', async () => {
      const { counts } = vectorOf<{ counts: readonly { cohort: string; counts: readonly number[] }[] }>('retail.cohort.clean');
      const { results, present } = await ask(engine, loaded.model, 'cohort', { maxPeriods: 12 }, clean);
      const found = new Map(results['cells']!.map((row) => [`${String(row['cohort']).slice(0, 7)} ${row['k']}`, row['customers']]));
      const wanted = counts.flatMap(({ cohort, counts: row }) => row.map((count, k) => [`${cohort} ${k}`, count] as const));
      expect(found).toEqual(new Map(wanted));
      const provisional = present().table.rows.flatMap((row) => row.provisionalIn ?? []);
      expect(provisional).toHaveLength(12);
    });

    it('RF1: a lookback of 365 days at the last order drops 74 customers', async () => {
      const year = await ask(engine, loaded.model, 'rfm', { lookbackDays: 365 }, { ...clean, asOf: '2011-12-09' });
      const people = await year.people({});
      const cell = (score: number): number =>
        people.filter((row) => ['r_score', 'f_score', 'm_score'].every((key) => row[key] === score)).length;
      expect([people.length, cell(5), cell(1)]).toEqual([4264, 330, 327]);
      expect(
        year.present().ledger.excluded.find((entry) => 'key' in entry.reason && entry.reason.key === 'ledger_customers_outside_window')
          ?.count,
      ).toBe(74);
    });
  });

  it('QU2–QU4: under the default rule totals equal a second computation: negative invoices are refunds, never orders', async () => {
    const orders = [...ordersOf(lines).values()];
    const kept = orders.filter((order) => Math.round(order.amount * 1e6) >= 0);
    const { results, present } = await ask(engine, loaded.model, 'revenue', { compare: 'none' }, {});
    const { numbers } = present().insight;
    expect(numbers['revenue']).toBeCloseTo(
      orders.reduce((sum, order) => sum + order.amount, 0),
      2,
    );
    expect(numbers['orders']).toBe(kept.length);
    const byMonth = new Map<string, number>();
    for (const { day, amount } of orders) byMonth.set(day.slice(0, 7), (byMonth.get(day.slice(0, 7)) ?? 0) + amount);
    for (const row of results['periods']!) expect(Number(row['revenue'])).toBeCloseTo(byMonth.get(String(row['period']).slice(0, 7))!, 4);
    const account = new Map(results['account']!.map((row) => [row['place'], row['orders']]));
    const known = ordersOf(lines);
    const anonymous = new Set(lines.filter((line) => line.customer === null).map((line) => line.invoice));
    expect(account.get('refund')).toBe(orders.length - kept.length);
    expect(account.get('no_customer')).toBe([...anonymous].filter((invoice) => !known.has(invoice)).length);
    expect([...account.values()].reduce<number>((sum, count) => sum + Number(count), 0)).toBe(
      new Set(lines.map((line) => line.invoice)).size,
    );
    const customers = new Set(kept.map((order) => order.customer)).size;
    expect((await ask(engine, loaded.model, 'overview', {}, {})).present().insight.numbers['customers']).toBe(customers);
  });
});
