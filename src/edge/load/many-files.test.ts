import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { PartUpdate } from '#core/model/source';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { partsRequest } from '../../../tests/golden/open-parts';
import { fromBlob } from './input-file';
import { loadSources } from './loader';
import { LoadError, type InputFile, type LoadProgress } from './types';

let engine: Connector;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const csv = (name: string, lines: readonly string[]): InputFile => fromBlob(new Blob([[...lines, ''].join('\n')]), name);
const bytes = (name: string, content: Uint8Array<ArrayBuffer>): InputFile => fromBlob(new Blob([content]), name);
const ask = async (sql: string) => rowsOf(await engine.execute(sql)).map((row) => ({ ...row }));
const load = async (inputs: readonly InputFile[], updates: readonly (PartUpdate | undefined)[] = []) =>
  loadSources(engine, [await partsRequest(inputs, { updates })]);
const issuesOf = async (loading: Promise<unknown>) => {
  const fault: unknown = await loading.catch((thrown: unknown) => thrown);
  if (!(fault instanceof LoadError)) throw fault;
  return fault.issues;
};
const tables = async () => (await ask('SELECT table_name FROM duckdb_tables() ORDER BY 1')).map(({ table_name }) => table_name);

const LINES = 'Order Number,Customer ID,Order Date,Product ID,Quantity,Unit Price';
const january = csv('2026-1.csv', [LINES, 'A1,C1,2026-01-05,P1,1,10', 'A1,C1,2026-01-05,P2,2,5', 'A2,C2,2026-01-09,P1,1,10']);
const february = csv('2026-2.csv', [
  LINES,
  'A2,C2,2026-01-09,P1,1,10',
  'A1,C1,2026-01-05,P1,3,10',
  'A3,C1,2026-02-01,P3,1,7',
  'A3,C1,2026-02-01,P1,1,10',
]);

describe('MF13 order lines', () => {
  test('all lines of an order come and go together', async () => {
    const { sources } = await load([january, february], [undefined, 'replace']);
    const { parts, ...sum } = sources[0]!.ledger;
    expect(sum).toMatchObject({ records: 7, kept: 4, rejected: 0, skipped: 3, skippedBy: [{ reason: 'replaced', count: 3 }] });
    expect(parts!.map(({ kept, skipped }) => [kept, skipped])).toEqual([
      [0, 3],
      [4, 0],
    ]);
    expect(parts![1]!.change).toEqual({ update: 'replace', key: 'Order Number', added: 1, changed: 1, same: 1, gone: 0 });
    expect(await ask('SELECT order_id, net_amount FROM orders ORDER BY 1')).toEqual([
      { order_id: 'A1', net_amount: 30 },
      { order_id: 'A2', net_amount: 10 },
      { order_id: 'A3', net_amount: 17 },
    ]);
  });

  test('MF12 appended, they add up, and what comes again is said', async () => {
    const { sources } = await load([january, february], [undefined, 'append']);
    expect(sources[0]!.ledger.parts![1]!.change).toEqual({ update: 'append', key: 'Order Number', added: 1, changed: 1, same: 1, gone: 0 });
    expect(await ask("SELECT net_amount FROM orders WHERE order_id = 'A1'")).toEqual([{ net_amount: 50 }]);
  });

  test('MF14 a file that replaces the whole leaves only its own', async () => {
    const { sources } = await load([january, february], [undefined, 'whole']);
    expect(sources[0]!.ledger.parts![1]!.change).toMatchObject({ update: 'whole', added: 1, changed: 1, same: 1, gone: 0 });
    expect(await ask('SELECT count(*) AS lines FROM order_items')).toEqual([{ lines: 4 }]);
    const back = await load([february, january], [undefined, 'whole']);
    expect(back.sources[0]!.ledger.parts![1]!.change).toMatchObject({ added: 0, changed: 1, same: 1, gone: 1 });
  });
});

const ORDERS = 'Order Number,Customer ID,Order Date,Total';

test('MF2 a column that came in later is empty before it', async () => {
  const early = csv('2026-09.csv', [ORDERS, 'A1,C1,2026-09-01,5', 'A2,C2,2026-09-02,6']);
  const late = csv('2026-10.csv', [
    'Total,Order Number,Customer ID,Channel,Order Date',
    '7,A3,C1,web,2026-10-01',
    '8,A4,C2,shop,2026-10-02',
  ]);
  const { sources } = await load([late, early]);
  expect(sources[0]!.ledger.parts!.map(({ name }) => name)).toEqual(['2026-09.csv', '2026-10.csv']);
  expect(
    await ask(
      'SELECT order_id, net_amount, CAST("Channel" AS VARCHAR) AS channel, CAST(file AS VARCHAR) AS file FROM (SELECT *, channel AS "Channel" FROM orders) ORDER BY 1',
    ),
  ).toEqual([
    { order_id: 'A1', net_amount: 5, channel: null, file: '2026-09.csv' },
    { order_id: 'A2', net_amount: 6, channel: null, file: '2026-09.csv' },
    { order_id: 'A3', net_amount: 7, channel: 'web', file: '2026-10.csv' },
    { order_id: 'A4', net_amount: 8, channel: 'shop', file: '2026-10.csv' },
  ]);
});

test('MF10 MF11 each file is read by its own dialect and has its own account', async () => {
  const gbk = Uint8Array.of(0xd5, 0xc5, 0xce, 0xb0); // 张伟 in GB18030
  const text = new TextEncoder();
  const chinese = bytes(
    'b.csv',
    Uint8Array.from([...text.encode(`${ORDERS.replaceAll(',', ';')}\nB1;`), ...gbk, ...text.encode(';2026-02-01;n/a\n;C9;2026-02-02;4\n')]),
  );
  const plain = csv('a.csv', [ORDERS, 'A1,C1,2026-01-01,5', '', 'A2,C2', 'A3,C2,2026-01-03,6']);
  const { sources } = await load([plain, chinese]);
  const { ledger } = sources[0]!;
  expect(ledger).toMatchObject({ records: 6, kept: 3, rejected: 2, skipped: 1 });
  expect(ledger.rejects).toEqual([
    { file: 'a.csv', record: 3, line: 4, reason: 'field_count', text: 'A2,C2' },
    { file: 'b.csv', record: 2, line: 3, reason: 'missing_order_id', text: ';C9;2026-02-02;4' },
  ]);
  expect(ledger.values).toEqual([]);
  expect(ledger.nulls).toEqual([{ header: 'Total', count: 1, words: [{ text: 'n/a', count: 1 }] }]);
  expect(await ask("SELECT customer_id FROM orders JOIN customers USING (customer_key) WHERE order_id = 'B1'")).toEqual([
    { customer_id: '张伟' },
  ]);
});

test('MF10 small files that are read at once give what each by itself gives: quotes, line ends, no last line end, blank lines', async () => {
  const texts = [
    `${ORDERS}\r\nA1,"C,1",2026-01-01,5\r\n\r\nA2,"two\r\nlines",2026-01-02,6`,
    `${ORDERS}\r\nA3,C3,2026-01-03,7\r\n\r\n\r\n`,
    `${ORDERS}\r\nA4,"C ""4""",2026-01-04,8\r\n`,
  ];
  const inputs = texts.map((text, at) => bytes(`${at}.csv`, new TextEncoder().encode(text)));
  let read = 0;
  const counting: Connector = Object.assign(Object.create(engine) as Connector, {
    attachFile: (...given: Parameters<Connector['attachFile']>) => (read++, engine.attachFile(...given)),
  });
  const { sources } = await loadSources(counting, [await partsRequest(inputs)]);
  expect(read).toBe(1);
  expect(sources[0]!.ledger.parts!.map(({ records, kept, skipped }) => [records, kept, skipped])).toEqual([
    [3, 2, 1],
    [3, 1, 2],
    [1, 1, 0],
  ]);
  const together = await ask(
    'SELECT order_id, customer_id, CAST(file AS VARCHAR) AS file FROM orders JOIN customers USING (customer_key) ORDER BY 1',
  );
  expect(together).toEqual([
    { order_id: 'A1', customer_id: 'C,1', file: '0.csv' },
    { order_id: 'A2', customer_id: 'two\r\nlines', file: '0.csv' },
    { order_id: 'A3', customer_id: 'C3', file: '1.csv' },
    { order_id: 'A4', customer_id: 'C "4"', file: '2.csv' },
  ]);
});

test('orders without ids are numbered through all files, damaged records counted', async () => {
  const one = csv('1.csv', ['Customer ID,Order Date,Total', 'C1,2026-01-01,5', 'C2', 'C2,2026-01-03,6']);
  const two = csv('2.csv', ['Customer ID,Order Date,Total', 'C3,2026-02-01,7', 'C1,2026-02-02,8']);
  await load([one, two]);
  expect((await ask('SELECT order_id FROM orders ORDER BY ordered_at')).map(({ order_id }) => order_id)).toEqual(['1', '3', '4', '5']);
});

test('MF18 order ids that stand in two files are said; MF13 they are not, once a file replaces', async () => {
  const one = csv('1.csv', [ORDERS, 'A1,C1,2026-01-01,5', 'A2,C2,2026-01-02,6']);
  const two = csv('2.csv', [ORDERS, 'A2,C2,2026-01-02,9', 'A3,C2,2026-02-02,6']);
  const codes = async (updates: readonly (PartUpdate | undefined)[]) =>
    (await load([one, two], updates)).issues.map(({ code, values }) => [code, values?.keys]);
  expect(await codes([])).toEqual([['issue_load_keys_recur', 1]]);
  expect(await codes([undefined, 'replace'])).toEqual([]);
});

test('MF17 a file without a column that its table needs is named', async () => {
  const whole = await partsRequest([csv('1.csv', [ORDERS, 'A1,C1,2026-01-01,5']), csv('2.csv', [ORDERS, 'A2,C1,2026-01-02,5'])]);
  const [first, second] = whole.info.parts!;
  const lacking = { ...whole, info: { ...whole.info, parts: [first!, { ...second!, columns: [0, 1, 3] }] } };
  const file = csv('2.csv', ['Order Number,Customer ID,Total', 'A2,C1,5']);
  const issues = await issuesOf(loadSources(engine, [{ ...lacking, parts: [whole.file, file] }]));
  expect(issues).toEqual([{ code: 'issue_load_part_lacks', values: { name: '2.csv', header: 'Order Date' } }]);
});

describe('LD13 what is left', () => {
  test('a file that cannot be read stops the load, is named, and leaves the tables as they were', async () => {
    await load([january]);
    const before = await tables();
    const broken = bytes('broken.csv', Uint8Array.from([...new TextEncoder().encode(`${LINES}\n`.repeat(4000)), 0xff, 0xfe, 0x41]));
    const request = await partsRequest([january, february]);
    const issues = await issuesOf(loadSources(engine, [{ ...request, parts: [request.file, broken] }]));
    expect(issues.map(({ code, values }) => [code, values?.name])).toEqual([['issue_file_undecodable', 'broken.csv']]);
    expect(await tables()).toEqual(before);
    expect(await ask('SELECT count(*) AS lines FROM order_items')).toEqual([{ lines: 3 }]);
  });

  test('cancelled at any file, the tables are what they were', async () => {
    await load([january]);
    const before = await tables();
    const signs = [',', ';'];
    const lines = (at: number) => [LINES, `A${at},C1,2026-01-0${at + 1},P1,1,10`].map((line) => line.replaceAll(',', signs[at % 2]!));
    const request = await partsRequest(Array.from({ length: 6 }, (_, at) => csv(`${at}.csv`, lines(at))));
    for (const stopAt of [1, 3, 6]) {
      const stop = new AbortController();
      const onProgress = ({ files }: LoadProgress) => files?.at === stopAt && stop.abort();
      await expect(loadSources(engine, [request], { signal: stop.signal, onProgress })).rejects.toMatchObject({ kind: 'cancelled' });
      expect(await tables()).toEqual(before);
    }
    expect(await ask('SELECT count(*) AS lines FROM order_items')).toEqual([{ lines: 3 }]);
  });

  test('progress is one for all files and never goes back', async () => {
    const seen: LoadProgress[] = [];
    const other = csv('2026-2.csv', [LINES.replaceAll(',', ';'), 'A9;C1;2026-02-05;P1;1;10']);
    const request = await partsRequest([january, other]);
    await loadSources(engine, [request], { onProgress: (progress) => void seen.push(progress) });
    const reading = seen.filter(({ phase }) => phase === 'reading');
    expect(reading.map(({ bytes: read }) => read)).toEqual(reading.map(({ bytes: read }) => read).sort((one, other) => one - other));
    expect(new Set(reading.map(({ files }) => `${files?.at}/${files?.of}`))).toEqual(new Set(['1/2', '2/2']));
    expect(seen.every(({ totalBytes }) => totalBytes === january.bytes + other.bytes)).toBe(true);
  });
});
