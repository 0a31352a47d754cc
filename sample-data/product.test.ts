import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportResults } from '#edge/share/results/results';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
import type { Report } from '#core/report/types';
import { main } from '../src/cli/report';
import known from './known-answers.json';

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'shop-results-'));
let first: ReportResults;
/** The same report over all dates. */
let results: ReportResults;

async function runShop(...words: string[]): Promise<ReportResults> {
  expect(
    await main([...words, '--sample', '--out', 'results.json'], {
      cwd: folder,
      root,
      today: () => '2026-11-22',
      out: () => {},
      error: () => {},
    }),
  ).toBe(0);
  return JSON.parse(readFileSync(path.join(folder, 'results.json'), 'utf8')) as ReportResults;
}

beforeAll(async () => {
  first = await runShop();
  const whole: Report = {
    format: 'clientele.report',
    version: 2,
    title: '山南茶行',
    currency: null,
    weekStart: 'monday',
    asOf: null,
    range: { from: null, to: null },
    filters: [],
    revenue: first.revenue,
    sources: [],
    cells: [
      ...['overview', 'revenue', 'rfm', 'cohort'].map((kind) => ({ id: kind, type: 'analysis' as const, kind, version: 1, params: {} })),
      { id: 'modes', type: 'analysis', kind: 'satisfaction', version: 1, params: { answers: 'every', split: 'surveys.mode' } },
    ],
  };
  writeFileSync(path.join(folder, 'whole.json'), JSON.stringify(whole));
  results = await runShop('whole.json');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const cellOf = (kind: string, within = results) => within.cells.find((cell) => cell.kind === kind);
const monthOf = (value: unknown) => String(value).slice(0, 7);

/** Paid rows of customers by month, from the file alone: no field of it is quoted. */
function revenueOfCustomers(): Record<string, number> {
  const tenths: Record<string, number> = {};
  for (const line of readFileSync(path.join(import.meta.dirname, 'orders.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)) {
    const [, customer, at = '', amount, , status] = line.split(',');
    if (customer && status !== 'cancelled') tenths[at.slice(0, 7)] = (tenths[at.slice(0, 7)] ?? 0) + Math.round(Number(amount) * 10);
  }
  return Object.fromEntries(Object.entries(tenths).map(([month, sum]) => [month, sum / 10]));
}

const GRAINS = {
  app_events: 'event',
  customers: 'customer',
  marketing_spend: 'spend',
  order_items: 'order_line',
  orders: 'order',
  products: 'product',
  surveys: 'response',
  tickets: 'ticket',
};

describe('the shop through the product', () => {
  test.each(Object.entries(GRAINS))('%s.csv is understood without a question, as %s', async (name, grain) => {
    const preview = await previewFile(await fromPath(path.join(import.meta.dirname, `${name}.csv`)));
    expect(preview).toMatchObject({ grain, questions: [], issues: [] });
    // Only the five grades of a survey have no role of their own.
    const attributes = preview.suggestions.filter(({ role }) => role === 'attribute' || role === 'skip').map(({ header }) => header);
    expect(attributes).toEqual(name === 'surveys' ? ['q_quality', 'q_attitude', 'q_aftersales', 'q_price', 'q_speed'] : []);
  });

  test('every record is kept', () => {
    const kept = results.sources.map(({ name, ledger }) => [
      name.replace('.csv', ''),
      ledger.kept,
      ledger.rejected,
      ledger.valuesNotUnderstood,
    ]);
    expect(Object.fromEntries(kept.map(([name, ...counts]) => [name, counts]))).toEqual(
      Object.fromEntries(Object.entries(known.records).map(([name, count]) => [name, [count, 0, 0]])),
    );
  });

  test('a first report of four cells, as of the last order, cancelled orders left out', () => {
    expect(first.cells.map(({ kind, state }) => [kind, state])).toEqual([
      ['overview', 'done'],
      ['revenue', 'done'],
      ['rfm', 'done'],
      ['cohort', 'done'],
    ]);
    expect(first).toMatchObject({ asOf: known.last_order, currency: 'CNY' });
    expect([...(first.revenue.paidStatuses ?? [])].sort()).toEqual(['completed', 'paid', 'refunded', 'shipped']);
  });

  test('a first report shows the last twelve months and the year before', () => {
    const lastYear = Object.keys(known.revenue_by_month).slice(-12);
    const expected = revenueOfCustomers();
    const rows = cellOf('revenue', first)?.rows ?? [];
    expect(rows.map((row) => monthOf(row['period']))).toEqual(lastYear);
    for (const row of rows) expect(row['revenue']).toBeCloseTo(expected[monthOf(row['period'])] ?? NaN, 6);
    const fresh: Record<string, number> = known.new_customers_by_month;
    const cohorts = cellOf('cohort', first)?.rows?.filter((row) => row['cohort'] !== 'pooled') ?? [];
    expect(cohorts.map((row) => [monthOf(row['cohort']), row['size']])).toEqual(lastYear.map((month) => [month, fresh[month]]));
    const [now, before] = cellOf('overview', first)?.rows ?? [];
    expect([now?.['period'], before?.['period']]).toEqual(['total', 'before']);
    const revenue = lastYear.reduce((sum, month) => sum + (expected[month] ?? NaN), 0);
    expect(now?.['revenue']).toBeCloseTo(revenue, 6);
  });

  test('revenue by month; with the walk-ins, which the ledger counts, it is the known total', () => {
    const rows = cellOf('revenue')?.rows ?? [];
    const expected = revenueOfCustomers();
    expect(rows.map((row) => monthOf(row['period']))).toEqual(Object.keys(known.revenue_by_month));
    for (const row of rows) expect(row['revenue']).toBeCloseTo(expected[monthOf(row['period'])] ?? NaN, 6);
    expect(cellOf('revenue')?.ledger?.used).toEqual([{ count: known.orders_of_customers, unit: 'orders' }]);
    expect(cellOf('revenue')?.ledger?.excluded.map(({ count }) => count)).toContain(known.orders_without_customer);
  });

  test('the recommendation, of all answers and by the way of asking', () => {
    const { answers, promoters, detractors } = known.nps;
    const cell = cellOf('satisfaction');
    expect(cell?.numbers).toMatchObject({ answers, promoters, detractors, value: (100 * (promoters - detractors)) / answers });
    const rows = new Map(cell?.rows?.map((row) => [row['part'], row]));
    for (const [mode, [n = NaN, high = NaN, low = NaN]] of Object.entries(known.nps_by_mode)) {
      const row = rows.get(mode);
      expect([row?.['answers'], row?.['value']], mode).toEqual([n, Math.round((1000 * (high - low)) / n) / 10]);
      expect(Number(row?.['low']) * n).toBeCloseTo(low, 6);
    }
    expect(cell?.ledger?.excluded).toEqual([
      { reason: 'without an answer to this question', count: known.records.surveys - answers, unit: 'count' },
    ]);
  });

  test('customers, and cohorts by month with those who came back', () => {
    expect(cellOf('overview')?.numbers?.['customers']).toBe(known.customers_with_orders);
    const rows = new Map(cellOf('cohort')?.rows?.map((row) => [monthOf(row['cohort']), row]));
    for (const [month, size] of Object.entries(known.new_customers_by_month)) expect(rows.get(month)?.['size'], month).toBe(size);
    for (const [month, [size = NaN, ...back]] of Object.entries(known.cohorts))
      for (const [index, count] of back.entries()) expect(Number(rows.get(month)?.[`k${index + 1}`]) * size).toBeCloseTo(count, 6);
  });
});
