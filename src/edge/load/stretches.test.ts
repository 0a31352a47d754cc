import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsRequest } from '../../../tests/golden/open-parts';
import { asInstant, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { loadTwice } from '../../../tests/support/same-tables';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { rowsOf } from '#core/model/columns';
import type { ColumnMapping } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from './loader';
import type { LoadProgress } from './types';

const ORDER: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
  sum: { role: 'net_amount', ...asNumber },
  kind: { role: 'status' },
};
const LINE: Record<string, TestColumn> = { ...ORDER, sku: { role: 'product_id' }, n: { role: 'quantity', ...asNumber } };

/** A record by its place: what stands in the file. `@` is a number that no other record has. */
const record = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('o@,c1,2024-01-01,5.25,x', 'o@,"c,2",2024-02-29,-1,y', '"o@"," c3 ",2024-03-01,,x', 'o@,,2023-12-31,7,'),
  },
  { weight: 3, arbitrary: fc.constantFrom('o1,c1,2024-01-02,2,x', 'o2,"two\nlines",2024-01-01,0.1,z', 'o1,c4,2023-01-01,3.3,y') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', 'Total', 'o@,"c"x,2024-01-01,1,x', ',c1,2024-01-01,1,x', 'o@,c1,never,1,x', 'o@,c1,2024-01-01,n/a,x'),
  },
);
const file = fc.record({
  records: fc.array(record, { minLength: 5, maxLength: 40, size: 'max' }),
  newline: fc.constantFrom('\n', '\r\n'),
  lines: fc.boolean(),
});

/** Marks stand 4,096 records apart: a file must be longer to be read in several stretches. */
const LENGTH = 10_000;

describe.each([
  ['native', () => openNodeEngine({ threads: 2 }), 60],
  ['DuckDB-WASM', openWasmTestEngine, 20],
] as const)('large loads on %s', (_, open, all) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  test('LD21 random files with random damage: in stretches as in one piece', async () => {
    let [damaged, misfits] = [0, 0];
    await fc.assert(
      fc.asyncProperty(file, async ({ records, newline, lines }) => {
        const body = Array.from({ length: LENGTH }, (_, at) => {
          const text = records[at % records.length]!.replace('@', String(100_000 + at));
          return lines && text.includes(',') ? `${text},s${at % 7},${at % 3}` : text;
        });
        const columns = lines ? LINE : ORDER;
        const text = [Object.keys(columns).join(','), ...body].join(newline);
        const request = requestFor('s1', textFile('random.csv', text), lines ? 'order_line' : 'order', columns);
        if (!records.some((each) => /^"?o[@12]"?,.*202[34]-\d\d-\d\d/.test(each) && !each.includes('"c"x'))) return;
        const { whole, other, tables } = await loadTwice(connector, [request], { stretchRows: 3000 });
        expect(other).toEqual(whole);
        for (const table of tables) expect(table).toMatchObject({ differing: 0, otherColumns: table.columns });
        damaged += whole.sources[0]!.ledger.rejected;
        misfits += whole.sources[0]!.ledger.values.reduce((sum, { count }) => sum + count, 0);
      }),
      runs(all),
    );
    expect(damaged).toBeGreaterThan(100);
    expect(misfits).toBeGreaterThan(100);
  });

  test('LD34 steps that look at one record at a time are done stretch by stretch; with one for duplicates in one piece', async () => {
    const lines = Array.from(
      { length: 9000 },
      (_, at) => `o${at % 8500}, c${at % 97},2024-01-0${1 + (at % 9)},${at % 11 === 0 ? 'n/a' : at % 13},${'xyz'[at % 3]}-${at % 2}`,
    );
    const request = requestFor('s1', textFile('steps.csv', [Object.keys(ORDER).join(','), ...lines].join('\n')), 'order', ORDER);
    const rowwise: PreparationStep[] = [
      { kind: 'filter', column: 'kind', condition: { op: 'starts_with', text: 'z' }, effect: 'leave_out' },
      { kind: 'split', column: 'kind', by: { at: 'separator', separator: '-' }, into: ['letter', 'digit'] },
      { kind: 'derive', name: 'double', expression: 'sum * 2' },
      { kind: 'trim', columns: ['who'], inner: true, halfWidth: false, letters: 'upper' },
      { kind: 'recode', column: 'digit', entries: [{ from: ['0'], to: 'even' }], ignoreCase: false, rest: { do: 'keep' } },
    ];
    const made = ['letter', 'digit', 'double'].map((header): ColumnMapping => ({
      header,
      role: 'attribute',
      parse: header === 'double' ? asNumber.parse : { type: 'text' },
    }));
    for (const steps of [rowwise, [...rowwise, { kind: 'deduplicate', keys: ['id'], survivor: { by: 'last' } } as const]]) {
      const { mapping } = request.info;
      const prepared = { ...request, info: { ...request.info, mapping: { ...mapping, columns: [...mapping.columns, ...made], steps } } };
      let inserts = 0;
      const counting: Connector = {
        ...connector,
        execute: (sql, given) => ((inserts += /^INSERT INTO "staged_s1"/.test(sql) ? 1 : 0), connector.execute(sql, given)),
      };
      const { whole, other, tables } = await loadTwice(counting, [prepared], { stretchRows: 4096 });
      expect(inserts > 0).toBe(steps === rowwise);
      expect(other).toEqual(whole);
      // Of o0 to o499, which come twice, every third has both records left.
      expect(whole.sources[0]!.ledger).toMatchObject({ records: 9000, kept: steps === rowwise ? 6000 : 5833 });
      for (const table of tables) expect(table).toMatchObject({ differing: 0, otherColumns: table.columns });
    }
  });

  const orders = (count: number, id = 's1') => {
    const body = Array.from({ length: count }, (_, at) => `o${at},c${at % 97},2024-01-0${1 + (at % 9)},${at % 13},x`);
    return requestFor(id, textFile(`${id}.csv`, ['id,who,when,sum,kind', ...body].join('\n')), 'order', ORDER);
  };
  const customers = requestFor('s2', textFile('s2.csv', 'who\nc1\nc2'), 'customer', { who: { role: 'customer_id' } });
  const stores = async () =>
    rowsOf(await connector.execute('SELECT database_name, table_name FROM duckdb_tables() ORDER BY ALL')).map(
      (row) => `${String(row['database_name'])}.${String(row['table_name'])}`,
    );
  const counted = async (table: string) => Number(rowsOf(await connector.query(`SELECT count(*) AS n FROM ${table}`))[0]!['n']);

  test('LD24 small after large, large after small and large after large: each table is there once', async () => {
    for (const [rows, options, store] of [
      [10, {}, 'memory'],
      [9000, { stretchRows: 4000 }, 'packed'],
      [9500, { stretchRows: 4000 }, 'packed'],
      [20, {}, 'memory'],
      [9000, { stretchRows: 4000 }, 'packed'],
    ] as const) {
      await loadSources(connector, [orders(rows), customers], options);
      expect(await stores()).toEqual([`${store}.customers`, `${store}.orders`]);
      expect(await counted('orders')).toBe(rows);
    }
  });

  test('LD13 LD24 a large load that is cancelled at any statement leaves the small one, and nothing else', async () => {
    await loadSources(connector, [orders(10)]);
    const before = await stores();
    for (let stopAt = 1; ; stopAt++) {
      const abort = new AbortController();
      let statements = 0;
      const counting: Connector = {
        ...connector,
        execute: (sql, given) => {
          if (given?.signal && ++statements === stopAt) abort.abort();
          return connector.execute(sql, given);
        },
      };
      const outcome = await loadSources(counting, [orders(9000)], { stretchRows: 4000, signal: abort.signal }).catch(
        (fault: unknown) => fault,
      );
      if (!(outcome instanceof Error)) break;
      expect(outcome).toMatchObject({ kind: 'cancelled' });
      expect(await stores()).toEqual(before);
      expect(await counted('orders')).toBe(10);
      expect(stopAt).toBeLessThan(40);
    }
    expect(await counted('orders')).toBe(9000);
  });

  test('LD21 MF13 files of one shape of which the last replaces by key', async () => {
    const month = (name: string, from: number, count: number) =>
      textFile(
        name,
        [
          'Order Number,Customer ID,Order Date,Total',
          ...Array.from({ length: count }, (_, at) => `A${from + at},C${at % 50},2026-0${1 + (at % 5)}-11,${at % 9}`),
        ].join('\n'),
      );
    const files = [month('2026-1.csv', 0, 9000), month('2026-2.csv', 9000, 5000), month('2026-3.csv', 6000, 6000)];
    const request = await partsRequest(files, { updates: [undefined, undefined, 'replace'] });
    const { whole, other, tables } = await loadTwice(connector, [request], { stretchRows: 4000 });
    expect(whole.sources[0]!.ledger).toMatchObject({ records: 20_000, kept: 14_000, skipped: 6000 });
    expect(other).toEqual(whole);
    for (const table of tables) expect(table).toMatchObject({ differing: 0, otherColumns: table.columns });
    expect(tables.find(({ name }) => name === 'orders')!.rows).toBe(14_000);
  });

  test('LD22 progress goes by bytes counted and read, and never back', async () => {
    const seen: LoadProgress[] = [];
    const request = orders(20_000);
    await loadSources(connector, [request], { stretchRows: 4000, onProgress: (progress) => seen.push(progress) });
    for (const phase of ['reading', 'building'] as const) {
      const own = seen.filter((progress) => progress.phase === phase).map(({ bytes }) => bytes);
      expect(own).toEqual(own.toSorted((one, other) => one - other));
      expect(new Set(own).size).toBeGreaterThan(2);
    }
    const last = seen.findLast(({ phase }) => phase === 'reading')!;
    expect([last.bytes, last.totalBytes]).toEqual([2 * request.file.bytes, 2 * request.file.bytes]);
  });
});
