import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import type { Loaded } from '#edge/load/types';
import { ask, openFiles, sharedPath, unpack } from './open-files';

const data = sharedPath('data/online-retail/online_retail.csv.gz');
if (!data) console.warn('Data quality of Online Retail: skipped, because ../shared is not here.');

type Raw = Readonly<Record<string, string>>;

/** The file read a second time, by another parser, without any of the program. */
async function readRaw(path: string): Promise<Raw[]> {
  const rows: Raw[] = [];
  await new Promise<void>((resolve, reject) => {
    const stream = createReadStream(path, 'utf8').pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true }));
    stream.on('data', (row: Raw) => rows.push(row));
    stream.on('end', resolve).on('error', reject);
  });
  return rows;
}

interface Invoice {
  customer: string;
  time: string;
  amount: number;
}

function invoicesOf(rows: readonly Raw[]): Map<string, Invoice> {
  const invoices = new Map<string, Invoice>();
  for (const row of rows) {
    const known = invoices.get(row['InvoiceNo']!);
    const amount = Number(row['Quantity']) * Number(row['UnitPrice']);
    if (!known) invoices.set(row['InvoiceNo']!, { customer: row['CustomerID']!, time: row['InvoiceDate']!, amount });
    else {
      known.amount += amount;
      if (row['InvoiceDate']! < known.time) Object.assign(known, { time: row['InvoiceDate']!, customer: row['CustomerID']! });
    }
  }
  return invoices;
}

const quartile = (sorted: readonly number[], q: number): number => {
  const place = (sorted.length - 1) * q;
  const low = Math.floor(place);
  return sorted[low]! + (place - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
};

describe.skipIf(!data)('the data themselves, Online Retail', () => {
  let opened: { readonly engine: Connector; readonly loaded: Loaded };
  let rows: readonly Raw[];
  let invoices: ReadonlyMap<string, Invoice>;
  beforeAll(async () => {
    const path = await unpack(data!);
    opened = await openFiles([path]);
    rows = await readRaw(path);
    invoices = invoicesOf(rows);
  }, 120_000);
  afterAll(() => opened?.engine.close());

  it('DQ2: what a second reading finds in the orders, the cell finds', async () => {
    const { results, present, people } = await ask(opened.engine, opened.loaded.model, 'data_quality', {}, {});
    const all = [...invoices.values()];
    const round = (value: number) => Math.round(value * 1e6) / 1e6;
    const seen = new Set<string>();
    const repeated = all.filter(({ customer, time, amount }) => {
      const key = `${customer}|${time}|${round(amount)}`;
      const again = customer !== '' && seen.has(key);
      seen.add(key);
      return again;
    });
    const { numbers } = present().insight;
    expect(numbers).toMatchObject({
      orders: 25_900,
      no_customer: all.filter(({ customer }) => customer === '').length,
      zero_amount: all.filter(({ amount }) => round(amount) === 0).length,
      negative_amount: all.filter(({ amount }) => round(amount) < 0).length,
      repeated: repeated.length,
      after_as_of: 0,
      too_early: 0,
      no_amount: 0,
    });
    const logs = all
      .filter(({ amount }) => amount > 0)
      .map(({ amount }) => Math.log(amount))
      .toSorted((one, other) => one - other);
    const [first, third] = [quartile(logs, 0.25), quartile(logs, 0.75)];
    const [low, high] = [first - 3 * (third - first), third + 3 * (third - first)];
    expect(numbers['unusual_amount']).toBe(logs.filter((log) => log < low || log > high).length);
    const negative = new Set(all.filter(({ amount, customer }) => customer !== '' && round(amount) < 0).map(({ customer }) => customer));
    expect(results['checks']![0]!['negative_amount_customers']).toBe(negative.size);
    expect(await people({ check: 'negative_amount' })).toHaveLength(negative.size);
  });

  it('DQ4: lines that stand twice in one invoice', async () => {
    const { present } = await ask(opened.engine, opened.loaded.model, 'data_quality', {}, {});
    const lines = new Set(
      rows.map((row) => ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'UnitPrice'].map((name) => row[name]!.trim()).join('\u0001')),
    );
    expect(present().insight.numbers['repeated_lines']).toBe(rows.length - lines.size);
  });

  it('DQ6: the closed days around New Year are the only gap', async () => {
    const { results } = await ask(opened.engine, opened.loaded.model, 'data_quality', {}, {});
    const days = [...new Set([...invoices.values()].map(({ time }) => time.slice(0, 10)))].toSorted();
    const steps = days
      .slice(1)
      .map((day, at) => ({ from: days[at]!, to: day, days: (Date.parse(day) - Date.parse(days[at]!)) / 86_400_000 - 1 }));
    const long = steps.filter(({ days: length }) => length >= 7);
    expect(results['gaps']!.map((gap) => gap['days'])).toEqual(long.map(({ days: length }) => length));
    expect(results['span']).toEqual([{ first_day: days[0], last_day: days.at(-1), days_with_orders: days.length }]);
  });

  it('DS1–DS6: the inventory of tables and the file', async () => {
    const { present } = await ask(opened.engine, opened.loaded.model, 'data_sources', {}, {});
    const { insight, table } = present();
    expect(insight.numbers).toMatchObject({
      orders_records: 25_900,
      orders_customers: 4_372,
      order_items_records: 541_909,
      customers_records: 4_372,
      orders_days_behind: 0,
    });
    expect(table.rows.at(-1)!.values).toMatchObject({ records: 541_909, rejected: 0, skipped: 0 });
  });
});
