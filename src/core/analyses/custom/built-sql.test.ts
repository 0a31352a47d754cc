import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Filter } from '#core/model/filters';
import { makeContext } from '#core/query/context';
import type { BuiltGroup, BuiltMeasure, BuiltQuery, Metric } from '#core/report/notebook-types';
import { duckdb } from '#core/sql/dialects/duckdb';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import type { Connector } from '#edge/engine/connector';
import { compute } from '../../../../tests/support/built/computation';
import { anyQuestion } from '../../../../tests/support/built/questions';
import { HOSTILE, SHOP, VALUE } from '../../../../tests/support/built/shop';
import { valueOf } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop, modelOf } from '../../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import type { CompileContext, Notebook } from '../contract';
import { builtSql } from './built-sql';
import { queryDefinition } from './query-cell';

interface Asked {
  readonly asOf?: string;
  readonly range?: { from: string | null; to: string | null };
  readonly filters?: readonly Filter[];
  readonly weekStart?: 'monday' | 'sunday';
  readonly metrics?: readonly Metric[];
  readonly queries?: Notebook['queries'];
}
const model = modelOf(SHOP);
function contextFor({ asOf = '2026-03-10', range, filters = [], weekStart = 'monday', metrics = [], queries = [] }: Asked): CompileContext {
  const scope = { asOf, range: range ?? { from: null, to: null }, filters, revenue: { paidStatuses: ['paid'] }, weekStart };
  const made = valueOf(makeContext(scope, model, duckdb));
  return { ...made, notebook: { values: new Map(), queries, metrics } };
}
const built = (query: Partial<BuiltQuery>): BuiltQuery => ({
  by: 'builder',
  from: 'orders',
  filters: [],
  groups: [],
  measures: [],
  ...query,
});
const count: BuiltMeasure = { of: 'count' };
const sum = (column: string, table = 'orders'): BuiltMeasure => ({ of: 'sum', table, column });
const group = (column: string, table = 'orders', how: Partial<BuiltGroup> = {}): BuiltGroup => ({ table, column, ...how });
/** The whole statement, with the relations of the report in front. */
function sqlOf(query: BuiltQuery, asked: Asked = {}): string {
  const plan = valueOf(queryDefinition({ id: 'q', type: 'sql', name: 'asked', query }).compile({}, contextFor(asked)));
  const [step] = plan.steps;
  if (!step || !('sql' in step)) throw new Error('no step');
  return step.sql;
}
const issuesOf = (query: BuiltQuery, asked: Asked = {}) => {
  const result = builtSql(query, contextFor(asked));
  return result.ok ? [] : result.issues;
};

const engines: Record<string, () => Promise<Connector>> = { native: openNodeEngine, page: () => openWasmTestEngine() };

describe.each(Object.keys(engines))('built queries on DuckDB, %s', (which) => {
  let engine: Connector;
  let loaded: DataModel;
  beforeAll(async () => {
    engine = await engines[which]!();
    await engine.ready();
    loaded = await createShop(engine, SHOP);
  }, 60_000);
  afterAll(() => engine.close());
  const ask = async (query: Partial<BuiltQuery>, asked: Asked = {}): Promise<readonly Row[]> =>
    rowsOf(await engine.query(sqlOf(built(query), asked)));
  const values = async (query: Partial<BuiltQuery>, asked: Asked = {}) => (await ask(query, asked)).map((row) => Object.values(row));

  test('the shop is the one the queries were compiled for', () => expect(loaded).toEqual(model));

  test('QC20 orders that count: paid, of a customer, in range, not below zero', async () => {
    const measures = [count, sum('net_amount')];
    expect(await ask({ measures })).toEqual([{ rows: 6, sum_net_amount: 240 }]);
    expect(await ask({ measures }, { range: { from: '2026-01-05', to: '2026-02-03' } })).toEqual([{ rows: 3, sum_net_amount: 100 }]);
    expect(await ask({ measures }, { asOf: '2026-01-04' })).toEqual([{ rows: 1, sum_net_amount: 100 }]);
  });

  test('QC20 the report’s filters hold for customers, orders and lines', async () => {
    const south: Filter = { table: 'customers', column: 'region', condition: { op: 'in', values: ['south'] } };
    expect(await values({ measures: [count] }, { filters: [south] })).toEqual([[1]]);
    expect(await values({ from: 'customers', measures: [count] }, { filters: [south] })).toEqual([[1]]);
    expect(await values({ from: 'tickets', measures: [count] }, { filters: [south] })).toEqual([[1]]);
    const tea: Filter = { table: 'order_items', column: 'category', condition: { op: 'in', values: ['tea'] } };
    expect(await values({ from: 'order_items', measures: [count, sum('line_amount', 'order_items')] }, { filters: [tea] })).toEqual([
      [3, 130],
    ]);
    expect(await values({ measures: [count, sum('net_amount')] }, { filters: [tea] })).toEqual([[3, 170]]);
    const joined = { from: 'order_items', groups: [group('tier', 'products')], measures: [count] };
    expect(await values(joined, { filters: [tea] })).toEqual([
      ['fine', 2],
      [null, 1],
    ]);
  });

  test('QC20 other tables: what happened up to the as-of day, in range', async () => {
    expect(await values({ from: 'tickets', measures: [count] })).toEqual([[3]]);
    expect(await values({ from: 'tickets', measures: [count] }, { range: { from: '2026-02-01', to: '2026-02-20' } })).toEqual([[1]]);
    expect(await values({ from: 'products', measures: [count] }, { range: { from: '2026-02-01', to: null } })).toEqual([[3]]);
  });

  test('QC21 a product that stands twice never doubles its lines', async () => {
    const lines = { from: 'order_items', measures: [count, sum('line_amount', 'order_items')] };
    expect(await values(lines)).toEqual([[6, 240]]);
    expect(await values({ ...lines, groups: [group('tier', 'products')] })).toEqual([
      ['fine', 3, 150],
      ['plain', 2, 70],
      [null, 1, 20],
    ]);
    expect(await values({ ...lines, groups: [group('region', 'customers')] })).toEqual([
      [VALUE, 1, 40],
      ['north', 3, 150],
      ['south', 1, 30],
      [null, 1, 20],
    ]);
    expect(await values({ ...lines, groups: [group('channel', 'orders')] })).toEqual([
      ['shop', 2, 90],
      ['web', 3, 130],
      [null, 1, 20],
    ]);
  });

  test('QC21 customers are at hand for whatever names them', async () => {
    expect(await values({ from: 'tickets', groups: [group('region', 'customers')], measures: [count] })).toEqual([
      ['north', 1],
      ['south', 1],
      [null, 1],
    ]);
  });

  test('QC22 groups alone are the different ones, measures alone one row, neither a list', async () => {
    expect(await values({ groups: [group('channel')] })).toEqual([['shop'], ['web'], [null]]);
    const none = { filters: [{ table: 'orders', column: 'channel', condition: { op: 'in' as const, values: ['nowhere'] } }] };
    expect(await values({ ...none, measures: [count, sum('net_amount')] })).toEqual([[0, null]]);
    const list = await ask({ limit: 2 });
    expect(list).toHaveLength(2);
    expect(Object.keys(list[0]!)).toEqual(['order_id', 'customer_id', 'ordered_at', 'net_amount', 'status', 'channel', HOSTILE]);
  });

  test('QC22 weeks begin as the report says; months, quarters and years do not', async () => {
    const weekly = { groups: [group('ordered_at', 'orders', { grain: 'week' })], measures: [count] };
    expect(await ask(weekly)).toEqual([
      { ordered_at_week: '2025-12-29', rows: 1 },
      { ordered_at_week: '2026-01-05', rows: 1 },
      { ordered_at_week: '2026-01-12', rows: 1 },
      { ordered_at_week: '2026-02-02', rows: 1 },
      { ordered_at_week: '2026-02-23', rows: 2 },
    ]);
    expect(await values(weekly, { weekStart: 'sunday' })).toEqual([
      ['2026-01-04', 2],
      ['2026-01-11', 1],
      ['2026-02-01', 1],
      ['2026-02-22', 1],
      ['2026-03-01', 1],
    ]);
    expect(await values({ groups: [group('ordered_at', 'orders', { grain: 'quarter' })], measures: [count] })).toEqual([['2026-01-01', 6]]);
  });

  test('QC22 bands below zero, of a column with a hostile name', async () => {
    expect(await values({ groups: [group(HOSTILE, 'orders', { width: 10 })], measures: [count] })).toEqual([
      [-20, 1],
      [-10, 2],
      [10, 1],
      [20, 1],
      [null, 1],
    ]);
  });

  test('QC22 bands of a tenth hold their lower ends', async () => {
    const prices = { queries: [{ name: 'prices', sql: 'SELECT unnest([0.1, 0.3, 0.7, -0.1, -0.25]) AS price' }] };
    expect(await values({ from: 'prices', groups: [group('price', 'prices', { width: 0.1 })], measures: [count] }, prices)).toEqual([
      [-0.3, 1],
      [-0.1, 1],
      [0.1, 1],
      [0.3, 1],
      [0.7, 1],
    ]);
  });

  test('QC22 names that repeat, sorted by the one that is meant', async () => {
    const twice = { groups: [group('channel')], measures: [sum('net_amount'), sum('net_amount'), count] };
    const [first] = await ask({ ...twice, sort: { column: 2, descending: true } });
    expect(first).toEqual({ channel: 'web', sum_net_amount: 130, sum_net_amount_2: 130, rows: 2 });
    const same = { from: 'order_items', groups: [group('category', 'order_items'), group('category', 'products')], measures: [count] };
    expect(await ask({ ...same, sort: { column: 1, descending: true } })).toEqual([
      { category: 'cup', category_2: 'ware', rows: 2 },
      { category: 'tea', category_2: 'tea', rows: 2 },
      { category: null, category_2: 'tea', rows: 1 },
      { category: 'tea', category_2: null, rows: 1 },
    ]);
  });

  test('QC23 a metric whose every name is ambiguous counts over its own table', async () => {
    const metrics: Metric[] = [
      {
        id: 'm1',
        name: 'Lines of tea"; --',
        table: 'order_items',
        formula: `count(*) FILTER (WHERE Category = 'tea') / count(DISTINCT "product_id") -- by product`,
        unit: 'number',
        meaning: '',
      },
    ];
    const query = { from: 'order_items', groups: [group('tier', 'products')], measures: [{ of: 'metric' as const, metric: 'm1' }] };
    expect(await ask(query, { metrics })).toEqual([
      { tier: 'fine', [metrics[0]!.name]: 2 },
      { tier: 'plain', [metrics[0]!.name]: 0 },
      { tier: null, [metrics[0]!.name]: 1 },
    ]);
  });

  test('QC25 columns of another query are compared as what they are compared with', async () => {
    const queries = [
      { name: 'per_month', sql: "SELECT * FROM (VALUES (1, DATE '2026-01-01'), (10, DATE '2026-02-01'), (9, NULL)) AS t(n, month)" },
    ];
    const where = (condition: BuiltQuery['filters'][number]['condition'], column = 'n') =>
      values({ from: 'per_month', measures: [count], filters: [{ table: 'per_month', column, condition }] }, { queries });
    expect(await where({ op: 'between', from: 2, to: 10 })).toEqual([[2]]);
    expect(await where({ op: 'gt', value: 9 })).toEqual([[1]]);
    expect(await where({ op: 'in', values: ['9', '1', 'many'] })).toEqual([[2]]);
    expect(await where({ op: 'gte', value: '2026-01-15' }, 'month')).toEqual([[1]]);
    const monthly = { from: 'per_month', groups: [group('month', 'per_month', { grain: 'year' })], measures: [sum('n', 'per_month')] };
    expect(await values(monthly, { queries })).toEqual([
      ['2026-01-01', 11],
      [null, 9],
    ]);
  });

  test('QC20 QC21 QC22 QC26 any question agrees with a second computation', async () => {
    const met = { questions: 0, rows: 0, joined: 0, filtered: 0, narrowed: 0, banded: 0, dated: 0, empty: 0 };
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ({ query, asked }) => {
        const found = await ask(query, asked);
        const expected = compute(query, asked);
        met.questions++;
        met.rows += expected.length;
        met.joined += query.groups.some(({ table }) => table !== query.from) ? 1 : 0;
        met.filtered += query.filters.length > 0 ? 1 : 0;
        met.narrowed += asked.filters.length > 0 ? 1 : 0;
        met.banded += query.groups.some(({ width }) => width) ? 1 : 0;
        met.dated += query.groups.some(({ grain }) => grain) ? 1 : 0;
        met.empty += expected.length === 0 ? 1 : 0;
        expect(found.map(written).toSorted()).toEqual(expected.map(written).toSorted());
        if (query.sort)
          expectSorted(
            found.map((row) => Object.values(row)[query.sort!.column] ?? null),
            query.sort.descending,
          );
      }),
      runs(1500),
    );
    console.info(`built queries, ${which}: ${JSON.stringify(met)}`);
    for (const what of ['joined', 'filtered', 'narrowed', 'banded', 'dated'] as const)
      expect(met[what]).toBeGreaterThan(met.questions / 12);
    expect(met.rows).toBeGreaterThan(met.questions);
  }, 600_000);
});

describe('what cannot be asked is said', () => {
  const codes = (query: Partial<BuiltQuery>, asked: Asked = {}) => issuesOf(built(query), asked).map(({ code }) => code);
  test('QC24 tables, queries and columns that are not there', () => {
    expect(issuesOf(built({ from: 'contracts' }))).toEqual([
      { code: 'issue_query_unknown_table', values: { table: { key: 'import_table_contracts' } } },
    ]);
    expect(codes({ from: 'result_9' })).toEqual(['issue_query_unknown_table']);
    expect(codes({ from: 'Result_1' }, { queries: [{ name: 'result_1', sql: 'SELECT 1' }] })).toEqual([]);
    expect(issuesOf(built({ groups: [group('colour')] }))).toEqual([
      { code: 'issue_query_unknown_column', values: { table: { key: 'import_table_orders' }, column: { literal: 'colour' } } },
    ]);
    expect(codes({ groups: [group('tier', 'products')] })).toEqual(['issue_query_unknown_column']);
    expect(codes({ filters: [{ table: 'orders', column: 'net_amount', condition: { op: 'gt', value: 'x' } }] })).toEqual([
      'issue_query_filter_value',
    ]);
  });
  test('QC24 periods of no dates, bands and sums of no numbers', () => {
    expect(codes({ groups: [group('channel', 'orders', { grain: 'month' })] })).toEqual(['issue_query_not_dates']);
    expect(codes({ groups: [group('channel', 'orders', { width: 5 })], measures: [sum('status')] })).toEqual([
      'issue_query_not_numbers',
      'issue_query_not_numbers',
    ]);
  });
  test('QC23 a metric that is gone, and one of another table', () => {
    const metrics: Metric[] = [{ id: 'm1', name: 'Orders', table: 'orders', formula: 'count(*)', unit: 'count', meaning: '' }];
    expect(codes({ measures: [{ of: 'metric', metric: 'm2' }] }, { metrics })).toEqual(['issue_query_unknown_metric']);
    expect(issuesOf(built({ from: 'customers', measures: [{ of: 'metric', metric: 'm1' }] }), { metrics })).toEqual([
      { code: 'issue_query_metric_table', values: { name: { literal: 'Orders' }, table: { key: 'import_table_orders' } } },
    ]);
  });
});

/** A row by its values in order; numbers to ten digits. */
const written = (row: Row): string =>
  JSON.stringify(Object.values(row).map((value) => (typeof value === 'number' ? Number((value + 0).toPrecision(10)) : value)));

function expectSorted(values: readonly unknown[], descending: boolean): void {
  const present = values.filter((value) => value !== null) as (string | number)[];
  expect(values.slice(0, present.length)).toEqual(present);
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  const sorted = present.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
  expect(present).toEqual(sorted);
}
