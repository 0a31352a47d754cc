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

export interface Order {
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
