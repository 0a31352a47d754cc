import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import type { Loaded } from '#edge/load/types';
import { ask, openFiles, sharedPath } from './open-files';
import { openVectors, readData } from './vectors';

const golden = openVectors('orders-rfm-cohort-pipeline.json');
const folder = sharedPath('data/crm-sales-opportunities');

type Named = readonly [name: string, n: number, total: number];
interface Crm {
  readonly rows: Readonly<Record<string, number>>;
  readonly columns: readonly string[];
  readonly stages: readonly (readonly [string, number, number | null])[];
  readonly null_accounts: number;
  readonly won: readonly [count: number, total: number, mean: number, median: number];
  readonly win_rate_closed: number;
  readonly avg_days_to_close: readonly (readonly [string, number, number])[];
  readonly won_by_quarter: readonly (readonly [number, number, number, number])[];
  readonly by_agent_top5: readonly Named[];
  readonly by_product: readonly (readonly [string, number, number, number])[];
  readonly product_name_mismatch: readonly (readonly [string])[];
  readonly dates: readonly (readonly [string, string, string, string])[];
  readonly by_manager: readonly (readonly [string, string, number, number])[];
}

describe.skipIf(!golden || !folder)('golden: crm', () => {
  const { expected, tolerance } = golden!.get<Crm>('crm') as { expected: Crm; tolerance?: string };
  let engine: Connector;
  let loaded: Loaded;
  beforeAll(async () => void ({ engine, loaded } = await openFiles([`${folder}/sales_pipeline.csv`, `${folder}/accounts.csv`])));
  afterAll(() => engine.close());
  const numbers = async (sql: string): Promise<Row> => rowsOf(await engine.query(sql))[0]!;
  const pipeline = (params = {}, scope = {}) => ask(engine, loaded.model, 'pipeline', params, scope);

  test('the file is read as deals without a question, with every record and column', () => {
    expect([tolerance ?? 'exact', loaded.issues]).toEqual(['exact', []]);
    expect(loaded.sources.map(({ info }) => info.mapping.grain)).toEqual(['opportunity', 'customer']);
    expect(loaded.sources[0]!.info.headers).toEqual(expected.columns);
    expect(loaded.sources.map(({ ledger }) => [ledger.records, ledger.kept, ledger.rejected])).toEqual(
      [expected.rows['sales_pipeline']!, expected.rows['accounts']!].map((n) => [n, n, 0]),
    );
    expect(Object.fromEntries(loaded.sources[0]!.info.mapping.columns.map(({ header, role }) => [header, role]))).toEqual({
      opportunity_id: 'opportunity_id',
      sales_agent: 'owner_id',
      product: 'attribute',
      account: 'customer_id',
      deal_stage: 'stage',
      engage_date: 'created_at',
      close_date: 'closed_at',
      close_value: 'amount',
    });
  });

  test('stages, wins, win rate, amounts, days to close, deals without an account', async () => {
    const { results, present } = await pipeline();
    const { insight, table, ledger } = present();
    const byStage = Object.fromEntries(expected.stages.map(([stage, n, total]) => [stage, { n, total }]));
    const standing = (results['standing'] ?? []).map(({ state, k, deals, amount }) => [
      state === 'won' ? 'Won' : state === 'lost' ? 'Lost' : ['Prospecting', 'Engaging'][Number(k) - 1],
      deals,
      amount,
    ]);
    expect(standing.toSorted()).toEqual(expected.stages.toSorted());
    expect(insight.numbers).toMatchObject({
      deals: expected.rows['sales_pipeline'],
      won: expected.won[0],
      won_amount: expected.won[1],
      won_median: expected.won[3],
      lost: byStage['Lost']!.n,
      open: byStage['Prospecting']!.n + byStage['Engaging']!.n,
      rate: expected.win_rate_closed,
      nameless: expected.null_accounts,
      // PF9: a lost deal of this file says only that it is lost.
      lost_unknown: byStage['Lost']!.n,
      first_stage: null,
    });
    expect(insight.numbers['won_mean']).toBeCloseTo(expected.won[2], 9);
    const [[, lostMean, lostMedian], [, wonMean, wonMedian]] = expected.avg_days_to_close as readonly [Named, Named];
    expect(insight.numbers).toMatchObject({ days_won_median: wonMedian, days_lost_median: lostMedian });
    // Numbers of a cell are rounded to six decimals.
    expect(insight.numbers['days_won']).toBeCloseTo(wonMean, 6);
    expect(insight.numbers['days_lost']).toBeCloseTo(lostMean, 6);
    expect(ledger).toEqual({ used: [{ count: expected.rows['sales_pipeline'], unit: 'count' }], excluded: [] });
    expect(table.rows.map(({ values }) => [values['stage'], values['deals'], values['open']])).toEqual([
      ['all', 8800, 2089],
      ['Prospecting', null, 500],
      ['Engaging', null, 1589],
      ['won', 4238, null],
    ]);
  });

  test('the customers behind the wins are those of the file', async () => {
    const { results, people } = await pipeline();
    const wonIn = await numbers("SELECT count(DISTINCT customer_key) AS n FROM opportunities WHERE stage = 'Won'");
    expect((await people({ state: 'won' })).length).toBe(Number(wonIn['n']));
    expect(results['whole']![0]!['won_customers']).toBe(Number(wonIn['n']));
  });

  test('PF3 wins by quarter of their close', async () => {
    for (const [year, quarter, n, total] of expected.won_by_quarter) {
      const day = (month: number): string => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
      const last = new Date(Date.UTC(year, quarter * 3, 0)).toISOString().slice(0, 10);
      const { present } = await pipeline({ which: 'closed' }, { range: { from: day(quarter * 3 - 3), to: last } });
      expect(present().insight.numbers).toMatchObject({ won: n, won_amount: total, open: 0 });
    }
  });

  test('by agent and by product', async () => {
    const agents = (await pipeline({ split: 'opportunities.owner_id' })).present().table.rows.slice(1);
    const top = agents
      .map(({ values }): Named => [String(values['group']), Number(values['won']), Number(values['amount'])])
      .toSorted((one, other) => other[2] - one[2]);
    expect(top.slice(0, 5)).toEqual(expected.by_agent_top5);
    const products = (await pipeline({ split: 'opportunities.product' })).present().table.rows.slice(1);
    const listed = products.map(({ values }) => [values['group'], values['deals'], values['won'], values['amount']]);
    expect(listed.toSorted()).toEqual(expected.by_product.toSorted());
  });

  test('dates', async () => {
    const row = await numbers(
      'SELECT CAST(min(created_at) AS DATE)::VARCHAR AS a, CAST(max(created_at) AS DATE)::VARCHAR AS b, CAST(min(closed_at) AS DATE)::VARCHAR AS c, CAST(max(closed_at) AS DATE)::VARCHAR AS d FROM opportunities',
    );
    expect(Object.values(row)).toEqual(expected.dates[0]);
    expect(loaded.model.lastOrder).toBe(expected.dates[0]![3]);
  });

  test('DL3 the won deals are the orders', async () => {
    const row = await numbers('SELECT count(*) AS n, sum(net_amount) AS total FROM orders');
    expect([Number(row['n']), Number(row['total'])]).toEqual(expected.won.slice(0, 2));
  });

  // Explained, not reproduced by the cell: these need a join with the lists of products and of sales teams, which are no table of the house. The
  // deals agree with them all the same: both values are computed from the loaded deals and the files.
  test('explained: by manager, and the product that has another name in the list of products', async () => {
    const teams = readData('crm-sales-opportunities', 'sales_teams.csv');
    const agents = (await pipeline({ split: 'opportunities.owner_id' })).results['groups']!;
    const sums = new Map<string, [string, string, number, number]>();
    for (const { sales_agent, manager, regional_office } of teams) {
      const agent = agents.find(({ part }) => part === sales_agent);
      const sum = sums.get(manager!) ?? [manager!, regional_office!, 0, 0];
      sums.set(manager!, [sum[0], sum[1], sum[2] + Number(agent?.['won'] ?? 0), sum[3] + Number(agent?.['won_amount'] ?? 0)]);
    }
    expect([...sums.values()].toSorted()).toEqual(expected.by_manager.toSorted());
    const products = readData('crm-sales-opportunities', 'products.csv').map(({ product }) => product);
    const sold = (await pipeline({ split: 'opportunities.product' })).results['groups']!.map(({ part }) => String(part));
    expect(sold.filter((name) => !products.includes(name))).toEqual(expected.product_name_mismatch.flat());
    expect([products.length, teams.length]).toEqual([expected.rows['products'], expected.rows['sales_teams']]);
  });
});
