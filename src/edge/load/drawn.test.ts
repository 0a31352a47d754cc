import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsRequest } from '../../../tests/golden/open-parts';
import { asDay, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { loadTwice } from '../../../tests/support/same-tables';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import examples from '../../core/intake/draw/examples.json';
import { rowsOf } from '#core/model/columns';
import type { SourceInfo } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from './loader';
import { LoadError, type LoadProgress, type LoadRequest } from './types';

const ORDER: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asDay },
  sum: { role: 'net_amount', ...asNumber },
  kind: { role: 'status' },
};
const ONE_IN = 4;
const DRAWN = new Set(examples.drawn.in[ONE_IN]);
const PEOPLE = Array.from({ length: 40 }, (_, at) => `C${String(at + 1).padStart(4, '0')}`);
const drawnIn = (line: string): boolean => [...DRAWN].some((id) => line.toUpperCase().includes(id));
/** The same file read as a sample. */
const oneIn = ({ info, ...request }: LoadRequest, n: number = ONE_IN): LoadRequest => ({ ...request, info: { ...info, oneIn: n } });
const withSteps = ({ info, ...request }: LoadRequest, steps: readonly PreparationStep[]): LoadRequest => ({
  ...request,
  info: { ...info, mapping: { ...info.mapping, steps } },
});

/** `?` is the customer, `@` a number that no other record has. */
const record = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('o@,?,2024-01-01,5.25,x', 'o@,"?",2024-02-29,-1,y', '"o@"," ? ",2024-03-01,,"x\nx"', 'o@,?,2023-12-31,7,'),
  },
  { weight: 2, arbitrary: fc.constantFrom('o@,?,2024-01-01,n/a,x', ',?,2024-01-01,1,x', 'o@,?,,1,x', 'o@,?,never,1,x') },
  { weight: 1, arbitrary: fc.constantFrom('', 'Total', 'o@,"?"x,2024-01-01,1,x', 'o@,?,2024-01-01') },
);
const isDamaged = (line: string): boolean => line !== '' && (line === 'Total' || line.includes('"x,') || line.split(',').length < 5);
const HEAD = Object.keys(ORDER).join(',');
const orders = (lines: readonly string[], newline = '\n', id = 's1'): LoadRequest =>
  requestFor(id, textFile(`${id}.csv`, [HEAD, ...lines].join(newline)), 'order', ORDER);
const plain = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => `o${from + at},${PEOPLE[(from + at) % 40]},2024-01-0${1 + (at % 9)},${at % 13},x`);

describe.each([
  ['native', () => openNodeEngine({ threads: 2 }), 60],
  ['DuckDB-WASM', openWasmTestEngine, 20],
] as const)('a sample of customers on %s', (_, open, all) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());
  const counted = async (sql: string) => Number(rowsOf(await connector.query(sql))[0]!['n']);

  test('LD27 LD29 random files with random damage: the tables of the drawn customers, and every record in the account', async () => {
    const met = { damaged: 0, sampled: 0, kept: 0, lacking: 0 };
    const file = fc.record({
      records: fc.array(record, { minLength: 20, maxLength: 60, size: 'max' }),
      newline: fc.constantFrom('\n', '\r\n'),
      large: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ records, newline, large }) => {
        const lines = Array.from({ length: large ? 9000 : records.length }, (_, at) =>
          records[at % records.length]!.replace('@', String(at)).replace('?', PEOPLE[(at * 7 + (at >> 5)) % 40]!),
        );
        const good = lines.filter((line) => line !== '' && !isDamaged(line));
        const own = good.filter(drawnIn);
        if (!own.some((line) => /^"?o\d+"?,.*202[34]-/.test(line))) return;
        const options = large ? { stretchRows: 3000 } : {};
        const { whole, other, tables } = await loadTwice(connector, [orders(own, newline)], options, [oneIn(orders(lines, newline))]);
        for (const table of tables) expect(table).toMatchObject({ differing: 0, otherColumns: table.columns });
        const { ledger } = other.sources[0]!;
        const expected = whole.sources[0]!.ledger;
        const damaged = lines.filter(isDamaged).length;
        expect(ledger).toMatchObject({
          records: lines.length,
          kept: expected.kept,
          rejected: expected.rejected + damaged,
          skipped: lines.length - own.length - damaged,
        });
        const by = new Map(ledger.skippedBy.map(({ reason, count }) => [reason, count]));
        expect(by.get('sampled') ?? 0).toBe(good.length - own.length);
        expect(by.get('blank') ?? 0).toBe(lines.filter((line) => line === '').length);
        // Records are told by their numbers in the file.
        for (const { record: number, text } of ledger.rejects) expect(lines[number - 1]).toBe(text);
        for (const { examples: texts } of ledger.values) for (const each of texts) expect(lines[each.record - 1]).toContain(each.text);
        met.damaged += damaged;
        met.kept += ledger.kept;
        met.lacking += expected.rejected;
        met.sampled += by.get('sampled') ?? 0;
      }),
      runs(all),
    );
    for (const number of Object.values(met)) expect(number).toBeGreaterThan(20);
  });

  test('LD27 the same customers in every file; what names no customer is whole', async () => {
    const customers = requestFor(
      's2',
      textFile('s2.csv', `no,city\n${PEOPLE.map((id) => `${id.toLowerCase()},x`).join('\n')}`),
      'customer',
      {
        no: { role: 'customer_id' },
        city: { role: 'attribute' },
      },
    );
    const answers = requestFor(
      's3',
      textFile('s3.csv', `r,d,who\n${PEOPLE.map((id, at) => `r${at},2024-01-01,${id}`).join('\n')}`),
      'response',
      {
        r: { role: 'response_id' },
        d: { role: 'responded_at', ...asDay },
        who: { role: 'customer_id' },
      },
    );
    const products = requestFor('s4', textFile('s4.csv', 'sku\np1\np2\np3'), 'product', { sku: { role: 'product_id' } });
    const { sources, model } = await loadSources(
      connector,
      [orders(plain(400)), customers, answers, products].map((each) => oneIn(each)),
    );
    expect(sources.map(({ ledger }) => [ledger.records, ledger.kept, ledger.skipped])).toEqual([
      [400, 10 * DRAWN.size, 400 - 10 * DRAWN.size],
      [40, DRAWN.size, 40 - DRAWN.size],
      [40, DRAWN.size, 40 - DRAWN.size],
      [3, 3, 0],
    ]);
    expect(model.sources!.map((source) => source.oneIn)).toEqual([ONE_IN, ONE_IN, ONE_IN, undefined]);
    expect(await counted('SELECT count(DISTINCT customer_key) AS n FROM orders')).toBe(DRAWN.size);
    expect(await counted('SELECT count(*) AS n FROM surveys WHERE customer_key IS NOT NULL')).toBe(DRAWN.size);
  });

  test('LD30 orders that do not name their customer stop a load that is to draw, and nothing is touched', async () => {
    await loadSources(connector, [orders(plain(40))]);
    const lines = requestFor('s2', textFile('lines.csv', 'id,n\no1,2'), 'order_line', {
      id: { role: 'order_id' },
      n: { role: 'quantity', ...asNumber },
    });
    const recoded = withSteps(orders(plain(40)), [
      { kind: 'recode', column: 'who', entries: [{ from: ['C0001'], to: 'C0002' }], ignoreCase: false, rest: { do: 'keep' } },
    ]);
    for (const [requests, names] of [
      [[orders(plain(40)), lines], 'lines.csv'],
      [[recoded], 's1.csv'],
      [[requestFor('s4', textFile('p.csv', 'sku\np1'), 'product', { sku: { role: 'product_id' } })], 'p.csv'],
    ] as const) {
      const fault = await loadSources(
        connector,
        requests.map((each) => oneIn(each)),
      ).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(LoadError);
      expect((fault as LoadError).issues).toEqual([{ code: 'issue_load_cannot_draw', values: { names, one_in: ONE_IN } }]);
    }
    expect(await counted('SELECT count(*) AS n FROM orders')).toBe(40);
  });

  test('LD32 MF13 files of one shape of which the last replaces by key', async () => {
    const file = (name: string, lines: readonly string[]) =>
      textFile(name, ['Order Number,Customer ID,Order Date,Total', ...lines].join('\n'));
    const body = (count: number, from: number) => plain(count, from).map((line) => line.replace(/,x$/, ''));
    const all = [
      file('2026-1.csv', body(400, 0)),
      file('2026-2.csv', [...body(100, 400), 'Total', ...body(100, 500)]),
      file('2026-3.csv', body(240, 300)),
    ];
    const own = [
      file('2026-1.csv', body(400, 0).filter(drawnIn)),
      file('2026-2.csv', [...body(100, 400), ...body(100, 500)].filter(drawnIn)),
      file('2026-3.csv', body(240, 300).filter(drawnIn)),
    ];
    const updates = [undefined, undefined, 'replace'] as const;
    const [whole, drawn] = [await partsRequest(own, { updates }), await partsRequest(all, { updates })];
    for (const options of [{}, { stretchRows: 100 }]) {
      const loaded = await loadTwice(connector, [whole], options, [oneIn(drawn)]);
      for (const table of loaded.tables) expect(table).toMatchObject({ differing: 0 });
      const [{ ledger: expected }, { ledger }] = [loaded.whole.sources[0]!, loaded.other.sources[0]!];
      expect(ledger).toMatchObject({ records: 841, kept: expected.kept, rejected: 1 });
      expect(ledger.parts!.map(({ change }) => change)).toEqual(expected.parts!.map(({ change }) => change));
      expect(ledger.rejects).toMatchObject([{ record: 101, line: 102, text: 'Total', file: '2026-2.csv' }]);
    }
  });

  test('LD29 LD34 steps see the drawn records only, and duplicates are looked for among them', async () => {
    const steps: PreparationStep[] = [
      { kind: 'deduplicate', keys: ['id'], survivor: { by: 'last' } },
      { kind: 'filter', column: 'sum', condition: { op: 'gt', value: 1 }, effect: 'keep' },
    ];
    const lines = [...plain(400), ...plain(80)];
    const { whole, other, tables } = await loadTwice(connector, [withSteps(orders(lines.filter(drawnIn)), steps)], {}, [
      oneIn(withSteps(orders(lines), steps)),
    ]);
    for (const table of tables) expect(table).toMatchObject({ differing: 0 });
    const { ledger } = other.sources[0]!;
    expect(ledger.kept + ledger.rejected + ledger.skipped).toBe(480);
    expect(ledger.steps).toEqual(whole.sources[0]!.ledger.steps);
    expect(ledger.skippedBy).toContainEqual({ reason: 'duplicate', count: 2 * DRAWN.size });
  });

  test('LD29 a file that is decoded, or written anew, is drawn all the same', async () => {
    const lines = plain(400);
    const utf16 = [0xff, 0xfe, ...[...`${HEAD}\r\n${lines.join('\r\n')}`].flatMap((sign) => [sign.charCodeAt(0), 0])];
    const file = { ...orders([]).info, dialect: { ...orders([]).info.dialect, encoding: 'utf-16le', bom: true } } satisfies SourceInfo;
    const { fromBlob } = await import('./input-file');
    const decoded = oneIn({ file: fromBlob(new Blob([new Uint8Array(utf16)]), 's1.csv'), info: file });
    const semicolons = [HEAD, ...lines].join('\n').replaceAll(',', ';');
    const reading = {
      format: 'text',
      delimiter: ';',
      quote: "'",
      escape: '',
      comment: '',
      skip: 1,
      headerRows: 1,
      footer: 1,
      short: 'reject',
    } as const;
    const { info } = orders([]);
    const anew = oneIn({ file: textFile('s1.csv', `Shop\n${semicolons}\nTotal;;;;`), info: { ...info, reading } });
    for (const request of [decoded, anew]) {
      const { sources } = await loadSources(connector, [request]);
      expect(sources[0]!.ledger.kept).toBe(10 * DRAWN.size);
      expect(await counted('SELECT count(*) AS n FROM orders')).toBe(10 * DRAWN.size);
    }
  });

  test('nobody of a file is drawn: no table, and a reason', async () => {
    const other = PEOPLE.find((id) => !DRAWN.has(id))!;
    for (const newline of ['\n', '\r\n']) {
      const fault = await loadSources(connector, [oneIn(orders([`o1,${other},2024-01-01,1,x`], newline))]).catch((error: unknown) => error);
      expect((fault as LoadError).issues.map(({ code }) => code)).toEqual(['issue_load_nothing_kept']);
    }
  });

  test('nobody of one file among others is drawn', async () => {
    const other = PEOPLE.find((id) => !DRAWN.has(id))!;
    const head = 'Order Number,Customer ID,Order Date,Total';
    const body = plain(400).map((line) => line.replace(/,x$/, ''));
    const files = [
      textFile('2026-1.csv', [head, ...body].join('\n')),
      textFile('2026-2.csv', `${head}\no900,${other},2024-02-01,3\no901,${other},2024-02-02,3`),
    ];
    const request = oneIn(await partsRequest(files));
    for (const options of [{}, { stretchRows: 100 }]) {
      const { ledger } = (await loadSources(connector, [request], options)).sources[0]!;
      expect(ledger.parts!.map(({ kept, skipped }) => [kept, skipped])).toEqual([
        [10 * DRAWN.size, 400 - 10 * DRAWN.size],
        [0, 2],
      ]);
    }
  });

  test('LD22 progress goes by bytes looked at, drawn and read, and never back', async () => {
    for (const options of [{}, { stretchRows: 1000 }]) {
      const seen: LoadProgress[] = [];
      const request = oneIn(orders(plain(20_000)));
      await loadSources(connector, [request], { ...options, onProgress: (progress) => seen.push(progress) });
      const own = seen.filter(({ phase }) => phase === 'reading');
      expect(own.map(({ bytes }) => bytes)).toEqual(own.map(({ bytes }) => bytes).toSorted((one, other) => one - other));
      expect(new Set(own.map(({ totalBytes }) => totalBytes)).size).toBe(1);
      expect(own.at(-1)!.bytes).toBe(own.at(-1)!.totalBytes);
    }
  });
});
