import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { loadSources } from './loader';
import { LoadError } from './types';

/** One record as the generator knows it: what stands in the file, and what a reader must make of it. */
interface Piece {
  readonly text: string;
  readonly fate: 'kept' | 'field_count' | 'stray_quote' | 'missing_order_id' | 'missing_date' | 'blank';
  readonly id?: string;
  readonly who?: string | null;
  readonly day?: string;
  readonly amount?: number | null;
  /** The amount is a text that is no number. */
  readonly misfit?: boolean;
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const write = (text: string, quoted: boolean): string => (quoted || /[",\n]/.test(text) ? quote(text) : text);

const word = fc.constantFrom('a', 'Bé', '张伟', 'x "y"', 'p,q', 'two\nlines', "o'hara", '0012', '#1', '\\');
const day = fc.constantFrom('2023-12-31', '2024-02-29', '2024-07-01');
const good = fc
  .record({
    id: fc.nat({ max: 40 }).map((number) => `o${number}`),
    who: fc.option(word),
    day,
    amount: fc.oneof(
      fc.integer({ min: -5000, max: 5000 }).map((cents) => ({ text: (cents / 100).toFixed(2), value: cents / 100 })),
      fc.constantFrom(
        { text: '', value: null },
        { text: 'n/a', value: null, misfit: true },
        { text: 'Infinity', value: null, misfit: true },
      ),
    ),
    quoted: fc.boolean(),
    padded: fc.boolean(),
  })
  .map(({ id, who, day, amount, quoted, padded }): Piece => {
    const fields = [padded ? ` ${id} ` : id, who ?? '', day, amount.text].map((field) => write(field, quoted));
    return { text: fields.join(','), fate: 'kept', id, who, day, amount: amount.value, misfit: 'misfit' in amount };
  });
const damaged: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  { text: 'o1,a,2024-01-01', fate: 'field_count' },
  { text: 'o1,a,2024-01-01,5,more', fate: 'field_count' },
  { text: 'Total', fate: 'field_count' },
  { text: 'o1,"a"b,2024-01-01,5', fate: 'stray_quote' },
  { text: ',a,2024-01-01,5', fate: 'missing_order_id' },
  { text: '"  ",a,2024-01-01,5', fate: 'missing_order_id' },
  { text: 'o1,a,,5', fate: 'missing_date' },
  { text: 'o1,a,soon,free', fate: 'missing_date' },
  { text: '', fate: 'blank' },
  { text: '   ', fate: 'blank' },
);
const file = fc.record({
  pieces: fc.array(fc.oneof({ weight: 5, arbitrary: good }, { weight: 2, arbitrary: damaged }), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  }),
  newline: fc.constantFrom('\n', '\r\n'),
  lastNewline: fc.boolean(),
});

const COLUMNS: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
  sum: { role: 'net_amount', ...asNumber },
};

/** A reader in a few lines that knows only what the generator wrote (LD5). */
function readNaively(pieces: readonly Piece[]): unknown[] {
  const orders = new Map<string, { order_id: string; customer_id: string | null; day: string; cents: number | null; place: number }>();
  pieces.forEach(({ fate, id, who, day, amount }, place) => {
    if (fate !== 'kept') return;
    const cents = amount === null || amount === undefined ? null : Math.round(amount * 100);
    const before = orders.get(id!);
    const earliest = !before || day! < before.day ? { customer_id: who ?? null, day: day!, place } : before;
    const sum = before?.cents === null || before === undefined ? cents : before.cents + (cents ?? 0);
    orders.set(id!, { order_id: id!, customer_id: earliest.customer_id, day: earliest.day, place: earliest.place, cents: sum });
  });
  return [...orders.values()]
    .sort((one, other) => one.place - other.place)
    .map(({ order_id, customer_id, day, cents }) => ({ order_id, customer_id, day, cents }));
}

let connector: Connector;
beforeAll(async () => void (connector = await openNodeEngine({ threads: 2 })));
afterAll(() => connector.close());

test('LD1–LD5 random files with random damage: the ledger adds up and every kept value is right', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(file, async ({ pieces, newline, lastNewline }) => {
      const text = ['id,who,when,sum', ...pieces.map((piece) => piece.text)].join('\n') + (lastNewline ? '\n' : '');
      // A line end at the very end closes the last record and opens none.
      const records = lastNewline || pieces.at(-1)!.text !== '' ? pieces : pieces.slice(0, -1);
      const count = (fate: Piece['fate']) => records.filter((piece) => piece.fate === fate).length;
      const request = requestFor('s1', textFile('random.csv', text.replaceAll('\n', newline)), 'order', COLUMNS);
      for (const { fate } of records) seen.set(fate, (seen.get(fate) ?? 0) + 1);
      const loaded = await loadSources(connector, [request]).catch((fault: unknown) => fault);
      if (count('kept') === 0) return void expect(loaded).toBeInstanceOf(LoadError);
      if (loaded instanceof Error) throw loaded;
      const { ledger } = (loaded as Awaited<ReturnType<typeof loadSources>>).sources[0]!;
      const rejected = records.length - count('kept') - count('blank');
      expect(ledger).toMatchObject({ records: records.length, kept: count('kept'), rejected, skipped: count('blank') });
      expect(Object.fromEntries(ledger.rejectedBy.map(({ reason, count: number }) => [reason, number]))).toEqual(
        Object.fromEntries(
          (['field_count', 'stray_quote', 'missing_order_id', 'missing_date'] as const)
            .map((fate) => [fate, count(fate)] as const)
            .filter(([, number]) => number > 0),
        ),
      );
      const lost = records.flatMap(({ fate, text: own }, index) => (fate === 'kept' || fate === 'blank' ? [] : [[index + 1, fate, own]]));
      expect(ledger.rejects.map(({ record, reason, text: own }) => [record, reason, own])).toEqual(lost);
      expect(ledger.values.reduce((sum, problem) => sum + problem.count, 0)).toBe(records.filter(({ misfit }) => misfit).length);
      const answer = await connector.query(
        'SELECT order_id, customer_id, CAST(ordered_on AS VARCHAR) AS day, CAST(round(net_amount * 100) AS INTEGER) AS cents FROM orders LEFT JOIN customers USING (customer_key) ORDER BY order_key',
      );
      const wanted = readNaively(records).map((order) => ({ ...(order as object) }));
      const got = rowsOf(answer).map((row) => ({ ...row }));
      const crlf = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value);
      expect(got.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, crlf(value)])))).toEqual(wanted);
    }),
    runs(600),
  );
  expect([...seen.keys()].sort()).toEqual(['blank', 'field_count', 'kept', 'missing_date', 'missing_order_id', 'stray_quote']);
  expect(seen.get('kept')).toBeGreaterThan(runs(600).numRuns * 10);
});
