import type { Row } from '#core/model/columns';
import type { Filter } from '#core/model/filters';
import type { BuiltMeasure, BuiltQuery } from '#core/report/notebook-types';
import type { ShopTables } from '../shop-tables';
import { SHOP } from './shop';

// The second computation: from the rules, over the rows as they are written in the shop.

type Record_ = Readonly<Record<string, string | number | null>>;
const recordsOf = (table: keyof ShopTables): readonly Record_[] => {
  const [header = [], ...rows] = SHOP[table] ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [String(name), row[index] ?? null])));
};
const [customers, orders, lines, tickets] = [recordsOf('customers'), recordsOf('orders'), recordsOf('order_items'), recordsOf('tickets')];
const products = recordsOf('products').filter(
  (row, index, all) => all.findIndex((each) => each['product_id'] === row['product_id']) === index,
);
export interface Question {
  readonly query: BuiltQuery;
  readonly asked: {
    readonly range: { from: string | null; to: string | null };
    readonly filters: readonly Filter[];
    readonly weekStart: 'monday' | 'sunday';
  };
}
export type Condition = BuiltQuery['filters'][number]['condition'];

function passes(value: string | number | null | undefined, condition: Condition): boolean {
  if (condition.op === 'is_missing') return value === null || value === undefined;
  if (value === null || value === undefined) return false;
  if (condition.op === 'is_present') return true;
  if (condition.op === 'in') return condition.values.includes(String(value));
  if (condition.op === 'not_in') return !condition.values.includes(String(value));
  if (condition.op === 'between') return value >= condition.from && value <= condition.to;
  if (!('value' in condition)) return false;
  const { op, value: than } = condition;
  return { gt: value > than, lt: value < than, gte: value >= than, lte: value <= than }[op];
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

/** The rows of a question by the rules, each a record by place; in no order. */
export function compute({ from, filters, groups, measures }: BuiltQuery, asked: Question['asked']): Row[] {
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
