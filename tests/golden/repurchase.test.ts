import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filter } from '#core/model/filters';
import type { Connector } from '#edge/engine/connector';
import type { Loaded } from '#edge/load/types';
import { ask, openFiles, sharedPath, unpack } from './open-files';

const data = sharedPath('data/online-retail/online_retail.csv.gz');
if (!data) console.warn('Online Retail: skipped, because ../shared is not here.');

interface Invoice {
  readonly customer: string;
  time: string;
  readonly country: string;
}

/** The invoices with a line of quantity and price above zero, read by another parser, without any of the program. */
async function readInvoices(path: string): Promise<Map<string, Invoice>> {
  const found = new Map<string, Invoice>();
  await new Promise<void>((resolve, reject) => {
    const stream = createReadStream(path, 'utf8').pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true }));
    stream.on('data', (line: Record<string, string>) => {
      if (line['CustomerID'] === '' || !(Number(line['Quantity']) > 0) || !(Number(line['UnitPrice']) > 0)) return;
      const time = line['InvoiceDate']!;
      const invoice = found.get(line['InvoiceNo']!) ?? { customer: line['CustomerID']!, time, country: line['Country']! };
      if (time < invoice.time) invoice.time = time;
      found.set(line['InvoiceNo']!, invoice);
    });
    stream.on('end', resolve).on('error', reject);
  });
  return found;
}

const AS_OF = '2011-12-09';
const filters: readonly Filter[] = ['quantity', 'unit_price'].map((column) => ({
  table: 'order_items',
  column,
  condition: { op: 'gt', value: 0 },
}));
const dayOf = (time: string): number => Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / 86_400_000;

interface Wait {
  readonly days: number;
  readonly came: boolean;
  readonly began: number;
}

/** Ŝ by the definition, one factor for each distinct day with an order. */
function curveOf(waits: readonly Wait[]): (day: number) => number {
  const days = [...new Set(waits.filter(({ came }) => came).map((wait) => wait.days))].toSorted((a, b) => a - b);
  const factors = days.map((day) => {
    const atRisk = waits.filter((wait) => wait.days >= day).length;
    return { day, factor: 1 - waits.filter((wait) => wait.came && wait.days === day).length / atRisk };
  });
  return (day) => factors.reduce((share, each) => (each.day <= day ? share * each.factor : share), 1);
}

describe.skipIf(!data)('Online Retail: time to the next order', () => {
  let engine: Connector;
  let loaded: Loaded;
  let lives: string[][];
  beforeAll(async () => {
    const file = await unpack(data!);
    ({ engine, loaded } = await openFiles([file]));
    const own = new Map<string, string[]>();
    for (const { customer, time } of (await readInvoices(file)).values()) own.set(customer, [...(own.get(customer) ?? []), time]);
    lives = [...own.values()].map((times) => times.toSorted());
  }, 180_000);
  afterAll(() => engine?.close());

  it('RP2–RP5: waits, mature customers, usual times and shares equal a second computation', async () => {
    const { present } = await ask(engine, loaded.model, 'repurchase', {}, { asOf: AS_OF, filters });
    const { numbers } = present().insight;
    const end = dayOf(AS_OF);
    const shown: Record<string, unknown>[] = [];
    for (const nth of [2, 3, 4]) {
      const waits = lives.flatMap((times): Wait[] => {
        const [start, next] = [times[nth - 2], times[nth - 1]];
        if (start === undefined) return [];
        return [{ days: (next === undefined ? end : dayOf(next)) - dayOf(start), came: next !== undefined, began: dayOf(start) }];
      });
      const mature = waits.filter(({ began }) => end - began >= 90);
      const within = mature.filter(({ days, came }) => came && days <= 90).length;
      const curve = curveOf(waits);
      const usual = Array.from({ length: 374 }, (_, day) => day).find((day) => curve(day) <= 0.5 + 1e-12) ?? null;
      expect([numbers[`customers_${nth}`], numbers[`came_${nth}`], numbers[`mature_${nth}`], numbers[`within_${nth}`]]).toEqual([
        waits.length,
        waits.filter(({ came }) => came).length,
        mature.length,
        within,
      ]);
      expect(numbers[`usual_${nth}`]).toBe(usual);
      for (const day of [30, 60, 90, 180, 365]) {
        const expected = waits.filter(({ days }) => days >= day).length >= 10 ? 1 - curve(day) : null;
        if (expected === null) expect(numbers[`by_${day}_${nth}`]).toBeNull();
        else expect(numbers[`by_${day}_${nth}`]).toBeCloseTo(expected, 9);
      }
      shown.push({ nth, waits: waits.length, mature: mature.length, within, usual });
    }
    expect(shown[0]).toMatchObject({ waits: 4338 });
    console.info(`Online Retail, next orders: ${JSON.stringify(shown)}`);
  }, 60_000);

  it('RP9: stages of the clean orders equal a second computation', async () => {
    // Filters on orders do not touch whole lives, so the stages count every invoice that is an order: an amount of zero or more.
    const { present, people } = await ask(engine, loaded.model, 'repurchase', { show: 'stages' }, { asOf: AS_OF });
    const { numbers } = present().insight;
    const stages = ['prospect', 'first', 'repeat', 'loyal', 'overdue'] as const;
    const lists = await Promise.all(stages.map((stage) => people({ stage })));
    expect(lists.map((list) => list.length)).toEqual(stages.map((stage) => numbers[stage]));
    expect(new Set(lists.flat().map((row) => row['customer_id'])).size).toBe(4372);
    for (const person of lists[1]!) expect(person['orders']).toBe(1);
  }, 60_000);
});
