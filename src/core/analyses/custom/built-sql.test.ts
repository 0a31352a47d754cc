import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Filter } from '#core/model/filters';
import { makeContext } from '#core/query/context';
import type { BuiltGroup, BuiltMeasure, BuiltQuery, Metric } from '#core/report/notebook-types';
import { duckdb } from '#core/sql/dialects/duckdb';
import { tokenize, isCode } from '#core/sql/tokens';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import type { Connector } from '#edge/engine/connector';
import { valueOf } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop, modelOf, type ShopTables } from '../../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import type { CompileContext, Notebook } from '../contract';
import { builtSql } from './built-sql';
import { qualifyFormula } from './metric-sql';
import { queryDefinition } from './query-cell';

/** A header from a file that means no good. */
const HOSTILE = `bal"ance; DROP TABLE orders --`;
const VALUE = `no'rth"; --`;

const SHOP: ShopTables = {
  customers: [
    ['customer_id', 'region', 'age', 'created_at'],
    ['c1', 'north', 31, '2025-03-01'],
    ['c2', 'south', 40, '2025-04-01'],
    ['c3', null, 45, '2025-05-01'],
    ['c4', VALUE, null, '2025-06-01'],
  ],
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'status', 'channel', HOSTILE],
    ['o1', 'c1', '2026-01-04', 100, 'paid', 'web', -5],
    ['o2', 'c1', '2026-01-05', 50, 'paid', 'shop', -10],
    ['o3', 'c2', '2026-01-12', 30, 'paid', 'web', -11],
    ['o4', 'c2', '2026-02-01', 70, 'cancelled', 'web', 0],
    ['o5', null, '2026-02-02', 10, 'paid', 'web', 5],
    ['o6', 'c3', '2026-02-03', 20, 'paid', null, 10],
    ['o7', 'c4', '2026-02-28', null, 'paid', 'shop', null],
    ['o8', 'c4', '2026-03-01', 40, 'paid', 'shop', 25],
    ['o9', 'c4', '2026-03-02', -40, 'paid', 'shop', 25],
  ],
  order_items: [
    ['order_id', 'product_id', 'category', 'quantity', 'line_amount'],
    ['o1', 'p1', 'tea', 1, 60],
    ['o1', 'p2', 'cup', 2, 40],
    ['o2', 'p1', 'tea', 1, 50],
    ['o3', 'p2', 'cup', 1, 30],
    ['o4', 'p1', 'tea', 1, 70],
    ['o6', 'p3', 'tea', 4, 20],
    ['o8', 'p1', null, 1, 40],
  ],
  products: [
    ['product_id', 'product_name', 'category', 'tier'],
    ['p1', 'Longjing', 'tea', 'fine'],
    ['p1', 'Longjing again', 'tea', 'plain'],
    ['p2', 'Bowl', 'ware', 'plain'],
  ],
  tickets: [
    ['ticket_id', 'customer_id', 'opened_at', 'severity'],
    ['t1', 'c1', '2026-01-20', 'high'],
    ['t2', 'c2', '2026-02-20', 'low'],
    ['t3', null, '2026-02-21', 'low'],
    ['t4', 'c1', '2026-04-01', 'low'],
  ],
};

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

describe('QC23 a formula is one expression over its own table', () => {
  const qualified = (formula: string) => qualifyFormula({ table: 'orders', formula }, contextFor({}));
  test.each([
    ['sum(net_amount) / count(*)', '(sum("orders".net_amount) / count(*))'],
    ['count(DISTINCT "Status");', '(count(DISTINCT "orders"."Status"))'],
    [`sum(CASE WHEN status = 'status' THEN 1 END)`, `(sum(CASE WHEN "orders".status = 'status' THEN 1 END))`],
    ['sum(orders.net_amount)', '(sum(orders.net_amount))'],
    ['max(CAST(channel AS status))', '(max(CAST("orders".channel AS status)))'],
    ['sum(1) /* channel */', '(sum(1))'],
    ['sum(1)--channel', '(sum(1))'],
    [`sum("bal""ance; DROP TABLE orders --")`, `(sum("orders"."bal""ance; DROP TABLE orders --"))`],
  ])('QC23 %s', (formula, expected) => expect(valueOf(qualified(formula))).toBe(expected));

  test.each([
    ['sum(net_amount', 'issue_sql_open_bracket'],
    ['sum(net_amount)) FROM orders; --', 'issue_sql_extra_bracket'],
    ['1), (SELECT 1', 'issue_sql_extra_bracket'],
    ['1; DROP TABLE orders', 'issue_sql_two_statements'],
    ["'open", 'issue_sql_open_text'],
    ['"open', 'issue_sql_open_name'],
    ['1 /* open', 'issue_sql_open_comment'],
    ['sum(net_amount), count(*)', 'issue_query_formula_comma'],
    [' -- nothing', 'issue_sql_empty'],
  ])('QC23 refused: %s', (formula, code) => {
    const result = qualified(formula);
    expect(result.ok ? null : result.issues[0]?.code).toBe(code);
  });

  test('QC26 whatever a formula holds, the statement around it keeps its shape', () => {
    const piece = fc.constantFrom(
      'sum(',
      ')',
      '(',
      ';',
      '--',
      '/*',
      '*/',
      "'",
      '"',
      ',',
      'FROM',
      'net_amount',
      ' ',
      '\n',
      '1',
      '$$',
      '::',
      '\\',
      'E',
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ maxLength: 3 }) }), { maxLength: 9 }),
        (pieces) => {
          const result = qualified(pieces.join(''));
          if (!result.ok) return;
          accepted++;
          const code = tokenize(`SELECT ${result.value} AS "x" FROM t`).filter(isCode);
          let depth = 0;
          const closes = code.findIndex(
            ({ kind, text }) => kind === 'sign' && (depth += text === '(' ? 1 : text === ')' ? -1 : 0) === 0 && text === ')',
          );
          expect(code[1]?.text).toBe('(');
          expect(code.slice(closes + 1).map(({ text }) => text)).toEqual(['AS', '"x"', 'FROM', 't']);
          expect(code.some(({ text }) => text === ';')).toBe(false);
        },
      ),
      runs(20_000),
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

/* The second computation: from the rules, over the rows as they are written above. */

type Record_ = Readonly<Record<string, string | number | null>>;
const recordsOf = (table: keyof ShopTables): readonly Record_[] => {
  const [header = [], ...rows] = SHOP[table] ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [String(name), row[index] ?? null])));
};
const [customers, orders, lines, tickets] = [recordsOf('customers'), recordsOf('orders'), recordsOf('order_items'), recordsOf('tickets')];
const products = recordsOf('products').filter(
  (row, index, all) => all.findIndex((each) => each['product_id'] === row['product_id']) === index,
);
interface Question {
  readonly query: BuiltQuery;
  readonly asked: {
    readonly range: { from: string | null; to: string | null };
    readonly filters: readonly Filter[];
    readonly weekStart: 'monday' | 'sunday';
  };
}
type Condition = BuiltQuery['filters'][number]['condition'];

function passes(value: string | number | null | undefined, condition: Condition): boolean {
  if (condition.op === 'is_missing') return value === null || value === undefined;
  if (value === null || value === undefined) return false;
  if (condition.op === 'is_present') return true;
  if (condition.op === 'in') return condition.values.includes(String(value));
  if (condition.op === 'not_in') return !condition.values.includes(String(value));
  if (condition.op === 'between') return value >= condition.from && value <= condition.to;
  if (condition.op === 'gt') return value > condition.value;
  if (condition.op === 'lt') return value < condition.value;
  return condition.op === 'gte' ? value >= condition.value : value <= condition.value;
}

/** Rows of a table that count, each with the rows beside it. */
function counted(from: string, { range, filters }: Question['asked']): readonly Readonly<Record<string, Record_ | undefined>>[] {
  const keeps = (table: string, row: Record_): boolean =>
    filters.every((filter) => filter.table !== table || !('column' in filter) || passes(row[filter.column], filter.condition));
  const end = range.to ?? '2026-03-10';
  const within = (day: unknown): boolean => typeof day === 'string' && day <= end && (range.from === null || day >= range.from);
  const who = customers.filter((row) => keeps('customers', row));
  const buyer = (id: unknown) => customers.find((row) => row['customer_id'] === id);
  const linesOf = (id: unknown) => lines.filter((row) => row['order_id'] === id && keeps('order_items', row));
  const byLines = filters.some(({ table }) => table === 'order_items');
  const good = orders.filter(
    (row) =>
      row['status'] === 'paid' &&
      who.some((each) => each['customer_id'] === row['customer_id']) &&
      within(row['ordered_at']) &&
      (row['net_amount'] === null || Number(row['net_amount']) >= 0) &&
      keeps('orders', row) &&
      (!byLines || linesOf(row['order_id']).length > 0),
  );
  if (from === 'customers') return who.map((row) => ({ customers: row }));
  if (from === 'orders') return good.map((row) => ({ orders: row, customers: buyer(row['customer_id']) }));
  if (from === 'order_items')
    return good.flatMap((order) =>
      linesOf(order['order_id']).map((row) => ({
        order_items: row,
        orders: order,
        customers: buyer(order['customer_id']),
        products: products.find((each) => each['product_id'] === row['product_id']),
      })),
    );
  const narrowed = filters.some(({ table }) => table === 'customers');
  return tickets
    .filter((row) => within(row['opened_at']) && (!narrowed || who.some((each) => each['customer_id'] === row['customer_id'])))
    .map((row) => ({ tickets: row, customers: buyer(row['customer_id']) }));
}

function periodOf(day: string, grain: string, weekStart: 'monday' | 'sunday'): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  if (grain === 'day') return day;
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  if (grain === 'year') return `${year}-01-01`;
  if (grain === 'quarter') return `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
  const date = new Date(`${day}T00:00:00Z`);
  const back = weekStart === 'sunday' ? date.getUTCDay() : (date.getUTCDay() + 6) % 7;
  return new Date(date.getTime() - back * 86_400_000).toISOString().slice(0, 10);
}

function measured(measure: BuiltMeasure, rows: readonly Readonly<Record<string, Record_ | undefined>>[]): number | string | null {
  if (measure.of === 'count') return rows.length;
  if (measure.of === 'metric') throw new Error('not asked here');
  const values = rows.map((row) => row[measure.table]?.[measure.column] ?? null).filter((value) => value !== null);
  if (measure.of === 'distinct') return new Set(values).size;
  if (values.length === 0) return null;
  const ordered = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (measure.of === 'min') return ordered[0]!;
  if (measure.of === 'max') return ordered.at(-1)!;
  const numbers = ordered.map(Number);
  const total = numbers.reduce((all, value) => all + value, 0);
  if (measure.of === 'sum') return total;
  if (measure.of === 'mean') return total / numbers.length;
  const middle = (numbers.length - 1) / 2;
  return (numbers[Math.floor(middle)]! + numbers[Math.ceil(middle)]!) / 2;
}

function compute({ from, filters, groups, measures }: BuiltQuery, asked: Question['asked']): Row[] {
  const rows = counted(from, asked).filter((row) =>
    filters.every(({ table, column, condition }) => passes(row[table]?.[column], condition)),
  );
  const keyOf = (row: Readonly<Record<string, Record_ | undefined>>) =>
    groups.map(({ table, column, grain, width }) => {
      const value = row[table]?.[column] ?? null;
      if (value === null) return null;
      if (grain) return periodOf(String(value).slice(0, 10), grain, asked.weekStart);
      return width === undefined ? value : Math.floor(Number(value) / width) * width + 0;
    });
  const found = new Map<string, Readonly<Record<string, Record_ | undefined>>[]>();
  if (groups.length === 0) found.set('[]', []);
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found].map(([key, of]) =>
    Object.fromEntries(
      [...(JSON.parse(key) as (string | number | null)[]), ...measures.map((each) => measured(each, of))].map((value, index) => [
        String(index),
        value,
      ]),
    ),
  );
}
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

const AT_HAND: Readonly<Record<string, readonly (readonly [table: string, column: string, kind: 'text' | 'number' | 'day'])[]>> = {
  customers: [
    ['customers', 'region', 'text'],
    ['customers', 'age', 'number'],
    ['customers', 'created_at', 'day'],
  ],
  orders: [
    ['orders', 'channel', 'text'],
    ['orders', 'status', 'text'],
    ['orders', 'net_amount', 'number'],
    ['orders', HOSTILE, 'number'],
    ['orders', 'ordered_at', 'day'],
    ['customers', 'region', 'text'],
    ['customers', 'age', 'number'],
  ],
  order_items: [
    ['order_items', 'category', 'text'],
    ['order_items', 'quantity', 'number'],
    ['order_items', 'line_amount', 'number'],
    ['orders', 'ordered_at', 'day'],
    ['orders', HOSTILE, 'number'],
    ['products', 'category', 'text'],
    ['products', 'tier', 'text'],
    ['customers', 'region', 'text'],
  ],
  tickets: [
    ['tickets', 'severity', 'text'],
    ['tickets', 'opened_at', 'day'],
    ['customers', 'region', 'text'],
    ['customers', 'age', 'number'],
  ],
};
const TEXTS = ['north', 'south', VALUE, 'web', 'shop', 'tea', 'cup', 'fine', 'plain', 'low', 'paid', `'`, '\\', '{{x}}'];
const texts = fc.subarray(TEXTS, { minLength: 1, maxLength: 7 });
const numbers = fc.constantFrom(-11, -5, 0, 1, 20, 31, 40, 50);
const conditionOf = (kind: 'text' | 'number' | 'day'): fc.Arbitrary<Condition> => {
  const always: fc.Arbitrary<Condition> = fc.constantFrom({ op: 'is_present' as const }, { op: 'is_missing' as const });
  if (kind === 'text')
    return fc.oneof({ weight: 4, arbitrary: fc.record({ op: fc.constantFrom('in' as const, 'not_in' as const), values: texts }) }, always);
  if (kind === 'day')
    return fc.constantFrom({ op: 'between' as const, from: '2026-01-05', to: '2026-02-28' }, { op: 'gte' as const, value: '2026-02-01' });
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: numbers }),
    },
    fc.tuple(numbers, numbers).map(([a, b]) => ({ op: 'between' as const, from: Math.min(a, b), to: Math.max(a, b) })),
    always,
  );
};
const reportFilters: fc.Arbitrary<readonly Filter[]> = fc.subarray<Filter>(
  [
    { table: 'customers', column: 'region', condition: { op: 'not_in', values: ['south'] } },
    { table: 'orders', column: 'channel', condition: { op: 'in', values: ['web', 'shop'] } },
    { table: 'order_items', column: 'category', condition: { op: 'in', values: ['tea'] } },
  ],
  { maxLength: 2 },
);
const anyQuestion: fc.Arbitrary<Question> = fc
  .constantFrom('customers', 'orders', 'orders', 'order_items', 'order_items', 'tickets')
  .chain((from) => {
    const column = fc.constantFrom(...AT_HAND[from]!);
    const grouped = column.chain(([table, name, kind]): fc.Arbitrary<BuiltGroup> => {
      if (kind === 'day')
        return fc.constantFrom(...(['day', 'week', 'month', 'quarter', 'year'] as const)).map((grain) => ({ table, column: name, grain }));
      if (kind === 'text') return fc.constant({ table, column: name });
      return fc.constantFrom(undefined, 1, 7, 10, 100).map((width) => ({ table, column: name, ...(width && { width }) }));
    });
    const measure = fc.oneof(
      fc.constant(count),
      column.chain(([table, name, kind]): fc.Arbitrary<BuiltMeasure> =>
        fc
          .constantFrom(...(kind === 'number' ? (['sum', 'mean', 'median', 'min', 'max', 'distinct'] as const) : (['distinct'] as const)))
          .map((of) => ({ of, table, column: name })),
      ),
    );
    const filter = column.chain(([table, name, kind]) => conditionOf(kind).map((condition) => ({ table, column: name, condition })));
    return fc
      .record({
        groups: fc.array(grouped, { maxLength: 3 }),
        measures: fc.array(measure, { minLength: 1, maxLength: 3 }),
        filters: fc.array(filter, { maxLength: 2 }),
        sort: fc.option(fc.record({ column: fc.nat(5), descending: fc.boolean() })),
        range: fc.constantFrom(
          { from: null, to: null },
          { from: '2026-01-05', to: null },
          { from: null, to: '2026-02-28' },
          { from: '2026-01-05', to: '2026-02-03' },
        ),
        reportFilters,
        weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
      })
      .map(({ groups, measures, filters, sort, range, reportFilters: ofReport, weekStart }) => ({
        query: {
          by: 'builder',
          from,
          groups,
          measures,
          filters,
          ...(sort && sort.column < groups.length + measures.length && isPlain([...groups, ...measures][sort.column]!) && { sort }),
        },
        asked: { range, filters: ofReport, weekStart },
      }));
  });
/** Categories are sorted in the order of their types, which is not that of texts everywhere. */
const isPlain = (what: BuiltGroup | BuiltMeasure): boolean =>
  'of' in what || what.grain !== undefined || ['age', 'quantity', 'net_amount', 'line_amount', HOSTILE].includes(what.column);
