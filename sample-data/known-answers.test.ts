import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import known from './known-answers.json';

type Record_ = Readonly<Record<string, string>>;

/** A CSV reader of its own: one pass, quotes doubled, no library. */
function readTable(name: string): Record_[] {
  const text = readFileSync(path.join(import.meta.dirname, `${name}.csv`), 'utf8');
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted && character === '"' && text[index + 1] === '"') field += text[index++];
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === ',' || character === '\n')) {
      rows.at(-1)!.push(field);
      field = '';
      if (character === '\n') rows.push([]);
    } else field += character;
  }
  const [head = [], ...records] = rows.slice(0, -1);
  for (const record of records) if (record.length !== head.length) throw new Error(`${name}: ${record.join(',')}`);
  return records.map((record) => Object.fromEntries(head.map((column, index) => [column, record[index] ?? ''])));
}

const NAMES = ['customers', 'orders', 'order_items', 'products', 'marketing_spend', 'app_events', 'surveys', 'tickets'] as const;
const tables = Object.fromEntries(NAMES.map((name) => [name, readTable(name)])) as Record<(typeof NAMES)[number], Record_[]>;
const { orders, surveys, tickets } = tables;

/** Amounts in tenths of a yuan, so that sums are exact. */
const tenths = (amount: string | undefined) => Math.round(Number(amount) * 10);
const of = (row: Record_, column: string) => row[column] ?? '';
const sumBy = (rows: readonly Record_[], key: (row: Record_) => string, value: (row: Record_) => number) => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + value(row));
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
};
const scale = (sums: Record<string, number>, by: number) =>
  Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, value / by]));
const monthOf = (row: Record_) => of(row, 'ordered_at').slice(0, 7);

const paid = orders.filter((order) => order['status'] !== 'cancelled');
const refunds = orders.filter((order) => order['refund_of'] !== '');
const refunded = new Map<string, number>();
for (const refund of refunds)
  refunded.set(of(refund, 'refund_of'), (refunded.get(of(refund, 'refund_of')) ?? 0) + tenths(refund['net_amount']));
const left = (order: Record_) => tenths(order['net_amount']) + (refunded.get(of(order, 'order_id')) ?? 0);
const sales = paid.filter((order) => order['refund_of'] === '');
const counted = sales.filter((order) => order['customer_id'] !== '' && left(order) !== 0);
const byCustomer = new Map<string, Record_[]>();
for (const order of counted) byCustomer.set(of(order, 'customer_id'), [...(byCustomer.get(of(order, 'customer_id')) ?? []), order]);
const firstMonth = new Map([...byCustomer].map(([customer, all]) => [customer, all.map(monthOf).sort()[0]!]));

test('records of each file, first and last day', () => {
  expect(Object.fromEntries(NAMES.map((name) => [name, tables[name].length]))).toEqual(known.records);
  const days = orders.map((order) => of(order, 'ordered_at').slice(0, 10)).sort();
  expect([days[0], days.at(-1)]).toEqual([known.first_order, known.last_order]);
});

test('orders without a customer, cancelled, refunded', () => {
  const ids = new Set(orders.map((order) => order['order_id']));
  expect(ids.size).toBe(known.records.orders);
  expect(orders.filter((order) => order['customer_id'] === '').length).toBe(known.orders_without_customer);
  expect(orders.length - paid.length).toBe(known.cancelled);
  expect(refunds.length).toBe(known.refunds.count);
  expect(refunds.reduce((sum, refund) => sum + tenths(refund['net_amount']), 0) / 10).toBe(known.refunds.amount);
  expect(refunds.every((refund) => ids.has(refund['refund_of']))).toBe(known.refunds.all_linked);
  expect(sales.filter((order) => left(order) === 0).length).toBe(known.fully_refunded);
});

test('revenue, in all and by month', () => {
  expect(paid.reduce((sum, order) => sum + tenths(order['net_amount']), 0) / 10).toBe(known.revenue);
  expect(
    scale(
      sumBy(paid, monthOf, (order) => tenths(order['net_amount'])),
      10,
    ),
  ).toEqual(known.revenue_by_month);
});

test('customers by number of orders, and the best of them', () => {
  expect(counted.length).toBe(known.orders_of_customers);
  expect(byCustomer.size).toBe(known.customers_with_orders);
  const counts: Record<string, number> = {};
  for (const all of byCustomer.values()) counts[Math.min(all.length, 10)] = (counts[Math.min(all.length, 10)] ?? 0) + 1;
  expect(counts).toEqual(known.customers_by_orders);
  const amounts = [...byCustomer].map(([customer, all]) => ({ customer, all, amount: all.reduce((sum, order) => sum + left(order), 0) }));
  const best = amounts.sort((a, b) => b.amount - a.amount || (a.customer < b.customer ? -1 : 1)).slice(0, 5);
  expect(
    best.map(({ customer, all, amount }) => [
      customer,
      all.length,
      amount / 10,
      all
        .map((order) => of(order, 'ordered_at'))
        .sort()
        .at(-1)
        ?.slice(0, 10),
    ]),
  ).toEqual(known.top_customers);
});

test('cohorts', () => {
  const fresh: Record<string, number> = {};
  for (const month of firstMonth.values()) fresh[month] = (fresh[month] ?? 0) + 1;
  expect(fresh).toEqual(known.new_customers_by_month);
  for (const [month, expected] of Object.entries(known.cohorts)) {
    const start = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
    const active = expected.map(() => new Set<string>());
    for (const [customer, all] of byCustomer)
      if (firstMonth.get(customer) === month)
        for (const order of all)
          active[Number(monthOf(order).slice(0, 4)) * 12 + Number(monthOf(order).slice(5)) - 1 - start]?.add(customer);
    expect(active.map((customers) => customers.size)).toEqual(expected);
  }
});

test('lines add up to their orders; quantities by category', () => {
  const lines = sumBy(
    tables.order_items,
    (line) => of(line, '订单号'),
    (line) => tenths(line['单价']) * Number(line['数量']),
  );
  expect(orders.filter((order) => lines[of(order, 'order_id')] === tenths(order['net_amount'])).length).toBe(
    known.orders_whose_lines_add_up,
  );
  const category = new Map(tables.products.map((product) => [product['product_id'], of(product, 'category')]));
  expect(
    sumBy(
      tables.order_items,
      (line) => category.get(line['商品编号']) ?? 'unknown',
      (line) => Number(line['数量']),
    ),
  ).toEqual(known.quantity_by_category);
});

test('the funnel', () => {
  const sessions = (rows: Record_[], event: string) =>
    new Set(rows.filter((row) => row['event'] === event).map((row) => row['session_id'])).size;
  const phone = tables.app_events.filter((row) => row['device'] === 'phone');
  for (const [event, expected] of Object.entries(known.funnel_sessions)) expect(sessions(tables.app_events, event)).toBe(expected);
  for (const [event, expected] of Object.entries(known.funnel_sessions_phone)) expect(sessions(phone, event)).toBe(expected);
});

test('answers: recommendation and satisfaction', () => {
  const scores = (rows: Record_[]) =>
    rows
      .map((row) => row['nps'])
      .filter((score) => score !== '')
      .map(Number);
  const account = (all: number[]) => [all.length, all.filter((score) => score > 8).length, all.filter((score) => score < 7).length];
  expect(account(scores(surveys))).toEqual([known.nps.answers, known.nps.promoters, known.nps.detractors]);
  for (const [mode, expected] of Object.entries(known.nps_by_mode))
    expect(account(scores(surveys.filter((row) => row['mode'] === mode)))).toEqual(expected);
  for (const [question, expected] of Object.entries(known.csat_sum_and_count)) {
    const grades = surveys
      .map((row) => of(row, question))
      .filter(Boolean)
      .map(Number);
    expect([grades.reduce((sum, grade) => sum + grade, 0), grades.length]).toEqual(expected);
  }
});

test('tickets and spend', () => {
  expect(
    sumBy(
      tickets,
      (ticket) => of(ticket, '工单类型'),
      () => 1,
    ),
  ).toEqual(known.tickets_by_type);
  expect(tickets.filter((ticket) => ticket['关闭时间'] === '').length).toBe(known.tickets_open);
  expect(
    sumBy(
      tables.marketing_spend,
      (row) => of(row, 'channel'),
      (row) => Number(row['spend']),
    ),
  ).toEqual(known.spend_by_channel);
});

test('the shop is one shop: every key is found where it belongs, nothing is later than the last day', () => {
  const customers = new Set(tables.customers.map((customer) => customer['会员编号']));
  const unknown = (rows: Record_[], column: string) => rows.filter((row) => row[column] !== '' && !customers.has(row[column])).length;
  expect([
    unknown(orders, 'customer_id'),
    unknown(tables.app_events, 'customer_id'),
    unknown(surveys, 'customer_id'),
    unknown(tickets, '会员编号'),
  ]).toEqual([0, 0, 0, 0]);
  const late = (rows: Record_[], ...columns: string[]) =>
    rows.filter((row) => columns.some((column) => of(row, column).slice(0, 10) > known.last_order)).length;
  expect([
    late(surveys, 'invited_at', 'responded_at'),
    late(tickets, '工单创建时间', '关闭时间', '首次响应时间'),
    late(tables.app_events, 'event_at'),
  ]).toEqual([0, 0, 0]);
  expect(tickets.filter((row) => row['关闭时间'] !== '' && of(row, '关闭时间') < of(row, '首次响应时间')).length).toBe(0);
});
