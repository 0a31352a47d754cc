import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnIn, tableOf } from '#core/model/data-model';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from '#edge/load/loader';
import { fromPath } from '#edge/load/path-file';
import type { Loaded } from '#edge/load/types';
import { asInstant, asNumber, requestFor } from '../support/load-request';

const SHARED = process.env.CLIENTELE_SHARED ?? path.resolve(import.meta.dirname, '../../../shared');
const RETAIL = path.join(SHARED, 'data/online-retail/online_retail.csv.gz');
const GOLDEN = path.join(SHARED, 'golden/orders-rfm-cohort-pipeline.json');
const present = existsSync(RETAIL) && existsSync(GOLDEN);
if (!present) console.warn(`skipped: Online Retail is not below ${SHARED}`);

interface Profile {
  readonly rows: number;
  readonly null_customer: number;
  readonly null_description: number;
  readonly customers: number;
  readonly invoices: number;
  readonly stock_codes: number;
  readonly countries: number;
  readonly cancel_invoices: number;
  readonly negative_quantity_rows: number;
  readonly total_amount_all: number;
  readonly qty_sum: number;
  readonly by_country_top10: readonly (readonly [string, number, number])[];
  readonly by_month: readonly (readonly [string, number, number, number])[];
}

describe.skipIf(!present)('Online Retail, loaded from its flat file of order lines', () => {
  let folder: string;
  let engine: Connector;
  let loaded: Loaded;
  const golden = (): Profile =>
    (JSON.parse(readFileSync(GOLDEN, 'utf8')) as { vectors: { id: string; expected: Profile }[] }).vectors.find(
      ({ id }) => id === 'retail.profile',
    )!.expected;
  const ask = async (sql: string) => rowsOf(await engine.query(sql)).map((row) => ({ ...row }));

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'clientele-'));
    const file = path.join(folder, 'online_retail.csv');
    await pipeline(createReadStream(RETAIL), createGunzip(), createWriteStream(file));
    engine = await openNodeEngine();
    loaded = await loadSources(engine, [
      requestFor('s1', await fromPath(file), 'order_line', {
        InvoiceNo: { role: 'order_id' },
        StockCode: { role: 'product_id' },
        Description: { role: 'product_name' },
        Quantity: { role: 'quantity', ...asNumber },
        InvoiceDate: { role: 'ordered_at', ...asInstant },
        UnitPrice: { role: 'unit_price', ...asNumber },
        CustomerID: { role: 'customer_id' },
        Country: { role: 'attribute', attributeOf: 'order_items' },
      }),
    ]);
  });
  afterAll(async () => {
    await engine?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the ledger adds up to every line of the file', () => {
    const { rows } = golden();
    expect(loaded.sources[0]!.ledger).toEqual({
      records: rows,
      kept: rows,
      rejected: 0,
      skipped: 0,
      rejectedBy: [],
      skippedBy: [],
      rejects: [],
      values: [],
    });
  });

  test('customers, orders and lines are as many as were counted elsewhere', async () => {
    const { rows, customers, invoices, countries, null_description } = golden();
    expect(loaded.model.tables.map((table) => [table.name, table.rows])).toEqual([
      ['customers', customers],
      ['orders', invoices],
      ['order_items', rows],
    ]);
    expect(columnIn(loaded.model, 'order_items', 'Country')).toMatchObject({
      distinct: countries,
      type: 'category',
      values: expect.arrayContaining(['EIRE']),
    });
    expect(columnIn(loaded.model, 'order_items', 'product_name')!.missing).toBe(null_description);
    expect(tableOf(loaded.model, 'orders')!.columns.map(({ name }) => name)).toEqual([
      'order_key',
      'order_id',
      'customer_key',
      'ordered_at',
      'ordered_on',
      'net_amount',
    ]);
    expect([loaded.model.firstOrder, loaded.model.lastOrder]).toEqual(['2010-12-01', '2011-12-09']);
  });

  test('lines keep their values', async () => {
    const expected = golden();
    const [lines] = await ask(
      'SELECT count(*) FILTER (o.customer_key IS NULL) AS nobody, count(DISTINCT product_id) AS products, sum(quantity) AS quantity, count(*) FILTER (quantity < 0) AS negative FROM order_items JOIN orders AS o USING (order_key)',
    );
    expect(lines).toEqual({
      nobody: expected.null_customer,
      products: expected.stock_codes,
      quantity: expected.qty_sum,
      negative: expected.negative_quantity_rows,
    });
    const places = await ask(
      'SELECT CAST(Country AS VARCHAR) AS country, count(*) AS lines, count(DISTINCT customer_key) AS customers FROM order_items JOIN orders USING (order_key) GROUP BY 1 ORDER BY lines DESC LIMIT 10',
    );
    expect(places.map(({ country, lines, customers }) => [country, lines, customers])).toEqual(expected.by_country_top10);
  });

  test('LD5 LD7 orders add their lines up', async () => {
    const expected = golden();
    const [orders] = await ask("SELECT count(*) FILTER (order_id LIKE 'C%') AS cancelled, sum(net_amount) AS total FROM orders");
    expect(orders!.cancelled).toBe(expected.cancel_invoices);
    expect(orders!.total).toBeCloseTo(expected.total_amount_all, 4);
    const months = await ask("SELECT strftime(ordered_on, '%Y-%m') AS month, sum(net_amount) AS total FROM orders GROUP BY 1 ORDER BY 1");
    expect(months).toHaveLength(expected.by_month.length);
    months.forEach(({ month, total }, index) => {
      expect(month).toBe(expected.by_month[index]![0]);
      expect(total).toBeCloseTo(expected.by_month[index]![2], 4);
    });
  });
});
