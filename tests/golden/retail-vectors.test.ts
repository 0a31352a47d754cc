import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#core/model/columns';
import type { Filter } from '#core/model/filters';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import type { Connector } from '#edge/engine/connector';
import { loadSources } from '#edge/load/loader';
import { fromPath } from '#edge/load/path-file';
import type { Loaded } from '#edge/load/types';
import { asInstant, requestFor } from '../support/load-request';
import { ask, openFiles, sharedPath, unpack } from './open-files';
import { cohortsOf, monthsOf, ntileScores, ordersOf, rankScores, readLines, type Line } from './retail-lines';
import { openVectors } from './vectors';

const data = sharedPath('data/online-retail/online_retail.csv.gz');
const vectors = openVectors('orders-rfm-cohort-pipeline.json');

const AS_OF = '2011-12-10';
const FILTERS: readonly Filter[] = ['quantity', 'unit_price'].map((column) => ({
  table: 'order_items',
  column,
  condition: { op: 'gt', value: 0 },
}));
const CLEAN = { asOf: AS_OF, filters: FILTERS };
const DAY = 86_400_000;
const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
const idOf = (row: Row): string => String(row['customer_id']).replace(/\.0$/, '');
const dayOf = (value: unknown): string => String(value).slice(0, 10);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const withinCent = (found: number, wanted: number, what: string): void => expect(Math.abs(found - wanted), what).toBeLessThanOrEqual(0.01);

interface Cohorts {
  readonly counts: readonly { readonly cohort: string; readonly counts: readonly number[] }[];
  readonly revenue: readonly { readonly cohort: string; readonly revenue: readonly number[] }[];
}
const countsIn = ({ counts }: Pick<Cohorts, 'counts'>): [string, number][] =>
  counts.flatMap(({ cohort, counts: row }) => row.map((count, k): [string, number] => [`${cohort} ${k}`, count]));
const cellsFound = (rows: readonly Row[], value: string): Map<string, number> =>
  new Map(rows.map((row) => [`${dayOf(row['cohort']).slice(0, 7)} ${row['k']}`, Number(row[value])]));

describe.skipIf(!data || !vectors)('Online Retail: every figure of RFM, cohorts and concentration in the golden vectors', () => {
  let engine: Connector;
  let loaded: Loaded;
  let lines: Line[];
  let clean: Line[];
  beforeAll(async () => {
    const file = await unpack(data!);
    ({ engine, loaded } = await openFiles([file]));
    lines = await readLines(file);
    clean = lines.filter(({ customer, quantity, price }) => customer !== null && quantity > 0 && price > 0);
  }, 180_000);
  afterAll(() => engine?.close());

  it('retail.profile: customers and invoices are all accounted for; months by the rule that predicts them', async () => {
    interface Profile {
      readonly customers: number;
      readonly invoices: number;
      readonly by_month: readonly (readonly [string, number, number, number])[];
    }
    const { expected } = vectors!.get<Profile>('retail.profile');
    const { ledger } = (await ask(engine, loaded.model, 'rfm', { lookbackDays: 0 }, {})).present();
    const people = [...ledger.used, ...ledger.excluded].filter(({ unit }) => unit === 'customers');
    expect(sum(people.map(({ count }) => count))).toBe(expected.customers);
    const { results } = await ask(engine, loaded.model, 'revenue', { compare: 'none' }, {});
    expect(sum(results['account']!.map((row) => Number(row['orders'])))).toBe(expected.invoices);
    // The vector's months are of every line. QU2 leaves out lines of nobody, QU4 takes negative invoices for refunds: money, but no orders and no buyers.
    const whole = monthsOf(lines);
    expect([...whole].map(([month, { invoices, customers }]) => [month, invoices.size, customers.size])).toEqual(
      expected.by_month.map(([month, invoices, , customers]) => [month, invoices, customers]),
    );
    for (const [month, , revenue] of expected.by_month) expect(whole.get(month)!.revenue).toBeCloseTo(revenue, 4);
    const predicted = new Map<string, { orders: number; customers: Set<string>; revenue: number }>();
    for (const { customer, day, amount } of ordersOf(lines).values()) {
      const month = predicted.get(day.slice(0, 7)) ?? { orders: 0, customers: new Set<string>(), revenue: 0 };
      month.revenue += amount;
      if (Math.round(amount * 1e6) >= 0) {
        month.orders++;
        month.customers.add(customer);
      }
      predicted.set(day.slice(0, 7), month);
    }
    const months = results['periods']!;
    expect(months.map((row) => [dayOf(row['period']).slice(0, 7), row['orders'], row['customers']])).toEqual(
      [...predicted].toSorted(([a], [b]) => a.localeCompare(b)).map(([month, { orders, customers }]) => [month, orders, customers.size]),
    );
    for (const row of months) expect(Number(row['revenue'])).toBeCloseTo(predicted.get(dayOf(row['period']).slice(0, 7))!.revenue, 4);
    expect(months.map((row) => row['customers'])).not.toEqual(expected.by_month.map(([, , , customers]) => customers));
  });

  it('retail.clean: each figure', async () => {
    type Triple = readonly [number, number, number];
    interface Clean {
      readonly filter: string;
      readonly rows: number;
      readonly customers: number;
      readonly invoices: number;
      readonly revenue: number;
      readonly by_month: readonly (readonly [string, number, number, number])[];
      readonly top5_customers: readonly Triple[];
      readonly repeat_customers: number;
      readonly rfm_snapshot_date: string;
      readonly rfm_first10: readonly (readonly [number, number, number, number])[];
      readonly rfm_describe: Readonly<Record<'r' | 'f' | 'm', readonly number[]>>;
      readonly rfm_scores_rule: string;
      readonly rfm_score_counts_R_F: readonly Triple[];
      readonly rfm_555: number;
      readonly rfm_111: number;
      readonly repeat_interval_days: Triple;
      readonly pareto_top20pct_share: number;
      readonly btyd_summary_weeks: { readonly rule: string; readonly n: number };
    }
    const { expected } = vectors!.get<Clean>('retail.clean');
    const ntile = await ask(engine, loaded.model, 'rfm', { lookbackDays: 0, scoring: 'ntile' }, CLEAN);
    const people = await ntile.people({});
    const byDays = await (await ask(engine, loaded.model, 'rfm', { lookbackDays: 0, frequency: 'days' }, CLEAN)).people({});
    const found = new Map(people.map((row) => [idOf(row), row]));
    const scored = (row: Row, key: string): number => Number(row[`${key}_score`]);
    const alike = (rows: readonly Row[], score: number): number =>
      rows.filter((row) => ['r', 'f', 'm'].every((key) => scored(row, key) === score)).length;
    const numbers = (await ask(engine, loaded.model, 'overview', {}, CLEAN)).present().insight.numbers;
    const spans = byDays.map((row) => days(dayOf(row['first_order']), dayOf(row['last_order'])));
    const gaps = sum(byDays.map((row) => Number(row['frequency']) - 1));

    const checks: Readonly<Record<keyof Clean, () => void | Promise<void>>> = {
      filter: () => expect(expected.filter).toBe('CustomerID not null AND Quantity>0 AND UnitPrice>0'),
      rows: () => expect(clean).toHaveLength(expected.rows),
      customers: () => expect([numbers['customers'], people.length]).toEqual([expected.customers, expected.customers]),
      invoices: () =>
        expect([numbers['orders'], sum(people.map((row) => Number(row['orders'])))]).toEqual([expected.invoices, expected.invoices]),
      revenue: () => withinCent(numbers['revenue']!, expected.revenue, 'revenue'),
      by_month: async () => {
        const { results } = await ask(engine, loaded.model, 'revenue', { compare: 'none' }, CLEAN);
        expect(results['periods']!.map((row) => [dayOf(row['period']).slice(0, 7), row['orders'], row['customers']])).toEqual(
          expected.by_month.map(([month, orders, , customers]) => [month, orders, customers]),
        );
        results['periods']!.forEach((row, at) => withinCent(Number(row['revenue']), expected.by_month[at]![2], String(row['period'])));
      },
      top5_customers: () => {
        const top = people.toSorted((a, b) => Number(b['monetary']) - Number(a['monetary'])).slice(0, 5);
        expect(top.map((row) => [Number(idOf(row)), row['frequency']])).toEqual(expected.top5_customers.map(([id, , f]) => [id, f]));
        top.forEach((row, at) => withinCent(Number(row['monetary']), expected.top5_customers[at]![1], idOf(row)));
      },
      // RF20: orders, not days, so that two orders on one day repeat.
      repeat_customers: () =>
        expect(sum(ntile.results['segments']!.map((row) => Number(row['repeaters'])))).toBe(expected.repeat_customers),
      rfm_snapshot_date: () => expect(ntile.present().stamp.asOf).toBe(expected.rfm_snapshot_date),
      rfm_first10: () => {
        for (const [id, r, f, m] of expected.rfm_first10) {
          const row = found.get(String(id))!;
          expect([row['recency_days'], row['frequency']]).toEqual([r, f]);
          withinCent(Number(row['monetary']), m, String(id));
        }
      },
      rfm_describe: () => {
        for (const [key, column] of [
          ['r', 'recency_days'],
          ['f', 'frequency'],
          ['m', 'monetary'],
        ] as const) {
          const values = people.map((row) => Number(row[column])).toSorted((a, b) => a - b);
          const mean = sum(values) / values.length;
          const deviation = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
          const quantile = (q: number): number => {
            const at = (values.length - 1) * q;
            return values[Math.floor(at)]! + (at % 1) * ((values[Math.ceil(at)] ?? 0) - values[Math.floor(at)]!);
          };
          [mean, deviation, ...[0, 0.25, 0.5, 0.75, 1].map(quantile)].forEach((value, at) =>
            expect(Math.abs(value - expected.rfm_describe[key][at]!), `${key} ${at}`).toBeLessThan(key === 'm' ? 0.01 : 1e-6),
          );
        }
      },
      rfm_scores_rule: () => {
        const asWritten = (value: (row: Row) => number): string[] =>
          people.toSorted((a, b) => value(a) - value(b) || Number(idOf(a)) - Number(idOf(b))).map(idOf);
        const independent = {
          r: ntileScores(
            asWritten((row) => -Number(row['recency_days'])),
            5,
          ),
          f: ntileScores(
            asWritten((row) => Number(row['frequency'])),
            5,
          ),
          m: ntileScores(
            asWritten((row) => Math.round(Number(row['monetary']) * 1e6)),
            5,
          ),
        };
        expect(expected.rfm_scores_rule).toContain('ntile(5) over (order by r desc, id)');
        for (const [id, row] of found)
          for (const [key, scores] of Object.entries(independent)) expect([id, key, scored(row, key)]).toEqual([id, key, scores.get(id)]);
      },
      rfm_score_counts_R_F: () => {
        const counts = expected.rfm_score_counts_R_F.map(
          ([r, f]) => people.filter((row) => scored(row, 'r') === r && scored(row, 'f') === f).length,
        );
        expect(counts).toEqual(expected.rfm_score_counts_R_F.map(([, , count]) => count));
      },
      rfm_555: () => expect(alike(people, 5)).toBe(expected.rfm_555),
      rfm_111: () => expect(alike(people, 1)).toBe(expected.rfm_111),
      // Of the days with an order: their number and mean from the lists of RFM, the median of the lines themselves, because no cell of RFM shows it.
      repeat_interval_days: () => {
        expect(gaps).toBe(expected.repeat_interval_days[0]);
        expect(sum(spans) / gaps).toBeCloseTo(expected.repeat_interval_days[1], 9);
        const daysOf = new Map<string, Set<string>>();
        for (const { customer, day } of ordersOf(clean).values()) daysOf.set(customer, (daysOf.get(customer) ?? new Set()).add(day));
        const between = [...daysOf.values()].flatMap((set) => {
          const sorted = [...set].toSorted();
          return sorted.slice(1).map((day, at) => days(sorted[at]!, day));
        });
        const sorted = between.toSorted((a, b) => a - b);
        expect([sorted.length, sorted[(sorted.length - 1) / 2]]).toEqual([
          expected.repeat_interval_days[0],
          expected.repeat_interval_days[2],
        ]);
      },
      // CN5: ⌈20 · 4338 ÷ 100⌉ = 868 customers; 867 would give 0.74594.
      pareto_top20pct_share: async () => {
        const [whole] = (await ask(engine, loaded.model, 'concentration', {}, CLEAN)).results['whole']!;
        expect(Math.abs(Number(whole!['top_20']) / Number(whole!['revenue']) - expected.pareto_top20pct_share)).toBeLessThan(1e-9);
      },
      btyd_summary_weeks: () => expect(byDays).toHaveLength(expected.btyd_summary_weeks.n),
    };
    expect(Object.keys(checks).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const check of Object.values(checks)) await check();

    // RF4 predicts other scores: equal customers share one. The rank rule counted apart from the program.
    const byRank = await (await ask(engine, loaded.model, 'rfm', { lookbackDays: 0 }, CLEAN)).people({});
    const ranked = (value: (row: Row) => number) => rankScores(new Map(byRank.map((row) => [idOf(row), value(row)])));
    const rank = {
      r: ranked((row) => -Number(row['recency_days'])),
      f: ranked((row) => Number(row['frequency'])),
      m: ranked((row) => Math.round(Number(row['monetary']) * 1e6)),
    };
    for (const row of byRank) for (const [key, scores] of Object.entries(rank)) expect(scored(row, key)).toBe(scores.get(idOf(row)));
    const share = (score: number): number =>
      [...rank.r].filter(([id]) => [rank.r, rank.f, rank.m].every((of) => of.get(id) === score)).length;
    expect([alike(byRank, 5), alike(byRank, 1)]).toEqual([share(5), share(1)]);
    expect([alike(byRank, 5), alike(byRank, 1)]).toEqual([314, 334]);
  });

  it('RF12: fixed cut points of today, kept, change no score of 4,338 customers', async () => {
    const today = await ask(engine, loaded.model, 'rfm', { lookbackDays: 0 }, CLEAN);
    const { numbers } = today.present().insight;
    const cutPoints = Object.fromEntries(['r', 'f', 'm'].map((key) => [key, [1, 2, 3, 4].map((at) => numbers[`cut_${key}_${at}`]!)]));
    const kept = await ask(engine, loaded.model, 'rfm', { lookbackDays: 0, scoring: 'fixed', cutPoints }, CLEAN);
    const cells = (rows: readonly Row[]): Map<string, unknown> => new Map(rows.map((row) => [idOf(row), row['rfm_cell']]));
    expect(cells(await kept.people({}))).toEqual(cells(await today.people({})));
  });

  it('retail.cohort.clean: customers and money of every cell', async () => {
    const { expected } = vectors!.get<Cohorts>('retail.cohort.clean');
    const { results } = await ask(engine, loaded.model, 'cohort', { maxPeriods: 12 }, CLEAN);
    expect(cellsFound(results['cells']!, 'customers')).toEqual(new Map(countsIn(expected)));
    const money = (await ask(engine, loaded.model, 'cohort', { maxPeriods: 12, measure: 'revenue' }, CLEAN))
      .present()
      .table.rows.filter(({ total }) => !total);
    const shown = new Map(money.map(({ values }) => [dayOf(values['cohort']).slice(0, 7), values]));
    expect([...shown.keys()].toSorted()).toEqual(expected.revenue.map(({ cohort }) => cohort));
    for (const { cohort, revenue } of expected.revenue)
      revenue.forEach((amount, k) => withinCent(Number(shown.get(cohort)![`k${k}`]), amount, `${cohort} ${k}`));
  });

  it('retail.cohort.all_rows: with cancellations as activity, which is a file without amounts; with amounts QU4 predicts the others', async () => {
    const { expected } = vectors!.get<Cohorts>('retail.cohort.all_rows');
    const wanted = new Map(countsIn(expected));
    const other = await openNodeEngine();
    try {
      const bare = await loadSources(other, [
        requestFor('s1', await fromPath(await unpack(data!)), 'order_line', {
          InvoiceNo: { role: 'order_id' },
          StockCode: { role: 'skip' },
          Description: { role: 'skip' },
          Quantity: { role: 'skip' },
          InvoiceDate: { role: 'ordered_at', ...asInstant },
          UnitPrice: { role: 'skip' },
          CustomerID: { role: 'customer_id' },
          Country: { role: 'skip' },
        }),
      ]);
      const { results } = await ask(other, bare.model, 'cohort', { maxPeriods: 12 }, { asOf: AS_OF });
      expect(cellsFound(results['cells']!, 'customers')).toEqual(wanted);
    } finally {
      await other.close();
    }
    const known = [...ordersOf(lines).values()];
    const counted = (orders: typeof known): Map<string, number> =>
      new Map([...cohortsOf(orders)].map(([key, { customers }]) => [key, customers.size]));
    expect(counted(known)).toEqual(wanted);
    const { results } = await ask(engine, loaded.model, 'cohort', { maxPeriods: 12 }, { asOf: AS_OF });
    const ours = new Map([...cellsFound(results['cells']!, 'customers')].filter(([, customers]) => customers > 0));
    expect(ours).toEqual(counted(known.filter(({ amount }) => Math.round(amount * 1e6) >= 0)));
    expect(ours).not.toEqual(wanted);
  });
});
