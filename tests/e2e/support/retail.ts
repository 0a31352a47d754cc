import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '#core/report/types';
import type { ReportResults } from '#edge/share/results/results';
import { cache, root, shared } from './page';

/** The report of the acceptance: as of the day after the last line, lifetime look-back, only lines that sold something for money. */
export const retailReport: Report = {
  format: 'clientele.report',
  version: 2,
  title: 'Online Retail, sold lines',
  currency: 'GBP',
  weekStart: 'monday',
  asOf: '2011-12-10',
  range: { from: null, to: null },
  filters: [
    { table: 'order_items', column: 'quantity', condition: { op: 'gt', value: 0 } },
    { table: 'order_items', column: 'unit_price', condition: { op: 'gt', value: 0 } },
  ],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [
    { id: 'shop', type: 'analysis', kind: 'overview', version: 1, params: {} },
    { id: 'months', type: 'analysis', kind: 'revenue', version: 1, params: {} },
    { id: 'segments', type: 'analysis', kind: 'rfm', version: 1, params: { lookbackDays: 0 } },
    { id: 'cohorts', type: 'analysis', kind: 'cohort', version: 1, params: {} },
  ],
};

export function writeReport(name: string, report: Report): string {
  const file = path.join(cache, name);
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, JSON.stringify(report));
  return file;
}

/** The same report by the terminal, on native DuckDB. */
export async function runInTerminal(report: string, files: Readonly<Record<string, string>>): Promise<ReportResults> {
  const out = path.join(cache, 'terminal-results.json');
  const given = Object.entries(files).flatMap(([name, file]) => ['--file', `${name}=${file}`]);
  await promisify(execFile)('node', ['src/dev/report.js', report, ...given, '--out', out], { cwd: root, maxBuffer: 1e8 });
  return JSON.parse(readFileSync(out, 'utf8')) as ReportResults;
}

/** The golden vector of a name. */
export function golden(id: string, file = 'orders-rfm-cohort-pipeline'): { expected: Record<string, never> } {
  const { vectors } = JSON.parse(readFileSync(path.join(shared, `golden/${file}.json`), 'utf8')) as {
    vectors: { id: string }[];
  };
  return vectors.find((vector) => vector.id === id) as never;
}

export interface Line {
  readonly invoice: string;
  readonly quantity: number;
  readonly day: string;
  readonly price: number;
  readonly customer: string;
}

/** A second reading of the file, with nothing of the product: splits records by hand. */
export function readLines(file: string): Line[] {
  const text = readFileSync(file, 'utf8');
  const lines: Line[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let first = true;
  const endField = (): void => {
    fields.push(field.replace(/\r$/, ''));
    field = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted && sign === '"' && text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (sign === '"') {
      quoted = !quoted;
    } else if (quoted || (sign !== ',' && sign !== '\n')) {
      field += sign;
    } else {
      endField();
      if (sign === ',') continue;
      const [invoice, , , quantity, moment, price, customer] = fields as [string, string, string, string, string, string, string];
      if (!first) lines.push({ invoice, quantity: Number(quantity), day: moment.slice(0, 10), price: Number(price), customer });
      first = false;
      fields = [];
    }
  }
  return lines;
}

/** R, F, M of every customer over the sold lines, by the definition in words. Money in thousandths, so that sums are exact. */
export function recency(lines: readonly Line[], asOf: string): Map<string, { r: number; f: number; m: number }> {
  const days = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
  const customers = new Map<string, { last: number; invoices: Set<string>; money: bigint }>();
  for (const line of lines) {
    if (line.customer === '' || line.quantity <= 0 || line.price <= 0) continue;
    const customer = customers.get(line.customer) ?? { last: -Infinity, invoices: new Set<string>(), money: 0n };
    customer.last = Math.max(customer.last, days(line.day));
    customer.invoices.add(line.invoice);
    customer.money += BigInt(line.quantity) * BigInt(Math.round(line.price * 1000));
    customers.set(line.customer, customer);
  }
  return new Map(
    [...customers].map(([id, each]) => [id, { r: days(asOf) - each.last, f: each.invoices.size, m: Number(each.money) / 1000 }]),
  );
}

/** Ranks from one definition: score = 1 + floor(5·(number of customers strictly worse)/n). */
export function scores(values: ReadonlyMap<string, number>, better: 'higher' | 'lower'): Map<string, number> {
  const goodness = (value: number) => (better === 'higher' ? value : -value);
  const sorted = [...values.values()].map(goodness).sort((a, b) => a - b);
  const worse = new Map<number, number>();
  sorted.forEach((value, index) => worse.has(value) || worse.set(value, index));
  return new Map([...values].map(([id, value]) => [id, 1 + Math.floor((5 * worse.get(goodness(value))!) / sorted.length)]));
}
