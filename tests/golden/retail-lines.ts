import { createReadStream } from 'node:fs';
import Papa from 'papaparse';

export interface Line {
  readonly invoice: string;
  readonly customer: string | null;
  readonly day: string;
  readonly time: string;
  readonly quantity: number;
  readonly price: number;
}

/** The file read a second time, by another parser, without any of the program. */
export async function readLines(path: string): Promise<Line[]> {
  const lines: Line[] = [];
  await new Promise<void>((resolve, reject) => {
    const stream = createReadStream(path, 'utf8').pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true }));
    stream.on('data', (row: Record<string, string>) => {
      const customer = row['CustomerID'] === '' ? null : row['CustomerID']!.replace(/\.0$/, '');
      const time = row['InvoiceDate']!;
      lines.push({
        invoice: row['InvoiceNo']!,
        customer,
        day: time.slice(0, 10),
        time,
        quantity: Number(row['Quantity']),
        price: Number(row['UnitPrice']),
      });
    });
    stream.on('end', resolve).on('error', reject);
  });
  return lines;
}

interface Order {
  readonly customer: string;
  day: string;
  time: string;
  amount: number;
}

/** One order an invoice: amounts add up, the date is the earliest. */
export function ordersOf(lines: readonly Line[]): Map<string, Order> {
  const orders = new Map<string, Order>();
  for (const { invoice, customer, day, time, quantity, price } of lines) {
    if (customer === null) continue;
    const order = orders.get(invoice) ?? { customer, day, time, amount: 0 };
    order.amount += quantity * price;
    if (time < order.time) Object.assign(order, { day, time });
    orders.set(invoice, order);
  }
  return orders;
}

/** 1 + (5 · (values that are worse)) div n, by counting: the rank rule in other words. */
export function rankScores(goodness: ReadonlyMap<string, number>): Map<string, number> {
  const sorted = Float64Array.from(goodness.values()).toSorted();
  const below = (value: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return new Map([...goodness].map(([id, value]) => [id, 1 + Math.floor((5 * below(value)) / sorted.length)]));
}

interface Month {
  readonly invoices: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
  readonly revenue: number;
}

type Months = ReadonlyMap<string, Month>;
/** Invoices, money and customers of each month, each line in the month of its own date. */
export function monthsOf(lines: readonly Line[]): Months {
  const months = new Map<string, { invoices: Set<string>; customers: Set<string>; revenue: number }>();
  for (const { invoice, customer, day, quantity, price } of lines) {
    const month = months.get(day.slice(0, 7)) ?? { invoices: new Set(), customers: new Set(), revenue: 0 };
    month.invoices.add(invoice);
    if (customer !== null) month.customers.add(customer);
    month.revenue += quantity * price;
    months.set(day.slice(0, 7), month);
  }
  return months;
}

/** Monthly cohorts by counting customer by customer: cohort → k → customers and money. */
export function cohortsOf(orders: Iterable<{ readonly customer: string; readonly day: string; readonly amount: number }>) {
  const first = new Map<string, string>();
  const list = [...orders];
  for (const { customer, day } of list) if (!first.has(customer) || day < first.get(customer)!) first.set(customer, day);
  const indexOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const cells = new Map<string, { readonly customers: Set<string>; revenue: number }>();
  for (const { customer, day, amount } of list) {
    const start = first.get(customer)!;
    const key = `${start.slice(0, 7)} ${indexOf(day) - indexOf(start)}`;
    const cell = cells.get(key) ?? { customers: new Set(), revenue: 0 };
    cell.customers.add(customer);
    cell.revenue += amount;
    cells.set(key, cell);
  }
  return cells;
}

/** NTILE by counting: n mod k groups get one more, the first ones (RF10). */
export function ntileScores(order: readonly string[], k: number): Map<string, number> {
  const [size, larger] = [Math.floor(order.length / k), order.length % k];
  const scores = new Map<string, number>();
  let at = 0;
  for (let group = 1; group <= k; group++)
    for (let taken = 0; taken < size + (group <= larger ? 1 : 0); taken++) scores.set(order[at++]!, group);
  return scores;
}
