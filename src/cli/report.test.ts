import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportResults } from '#edge/share/results/results';
import { makeZip } from '../../tests/support/make-zip';
import { main } from './report';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clientele-report-'));
  const orders = Array.from(
    { length: 40 },
    (_, n) => `A${n},C${n % 8},2026-0${1 + (n % 4)}-${String(1 + (n % 28)).padStart(2, '0')},${n + 1}`,
  );
  await write('orders.csv', ['Order Number,Customer ID,Order Date,Total', ...orders].join('\n'));
  await write('renamed.csv', ['订单号,会员编号,下单时间,实付金额', ...orders].join('\n'));
  await write('answers.csv', ['overall satisfaction,class', ...Array.from({ length: 40 }, (_, n) => `${1 + (n % 5)},A`)].join('\n'));
  const satisfaction = { id: 'c1', type: 'analysis', kind: 'satisfaction', version: 2, params: { measure: 'csat' } };
  const mapping = {
    grain: 'response',
    columns: [column('overall satisfaction', 'csat', { type: 'number', strip: [] }), column('class', 'attribute')],
  };
  const source = { name: 'answers', headers: ['overall satisfaction', 'class'], mapping };
  await write('answers.json', JSON.stringify({ ...report, sources: [source], cells: [satisfaction] }));
  await write('people.csv', 'Customer ID,City\nC1,Paris\nC2,Lyon\n');
  await write(
    'unclear.csv',
    ['Order Number,Customer ID,Order Date,Total', 'A1,C1,01/02/2026,5', 'A2,C2,03/04/2026,6', 'A3,C1,05/06/2026,7'].join('\n'),
  );
  await write('report.json', JSON.stringify(report));
  const cohort = { id: 'c2', type: 'analysis', kind: 'cohort', version: 2, params: {} };
  await write('cohort.json', JSON.stringify({ ...report, cells: [...report.cells, cohort] }));
  await write('own.json', JSON.stringify({ ...report, sources: [] }));
});
afterAll(() => rm(folder, { recursive: true }));

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
const column = (header: string, role: string, parse: object = { type: 'text' }) => ({ header, role, parse });
const report = {
  format: 'clientele.report',
  version: 1,
  title: 'Terminal',
  currency: 'EUR',
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [
    {
      name: 'orders',
      headers: ['Order Number', 'Customer ID', 'Order Date', 'Total'],
      mapping: {
        grain: 'order',
        columns: [
          column('Order Number', 'order_id'),
          column('Customer ID', 'customer_id'),
          column('Order Date', 'ordered_at', { type: 'date', formats: [], grain: 'date' }),
          column('Total', 'net_amount', { type: 'number', strip: [] }),
        ],
      },
    },
  ],
  cells: [{ id: 'c1', type: 'analysis', kind: 'overview', version: 1, params: {} }],
};

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}
async function run(...words: string[]): Promise<Ended> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await main(words, {
    cwd: folder,
    root: folder,
    today: () => '2026-11-22',
    out: (text) => void out.push(text),
    error: (text) => void error.push(text),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
}
const results = async (): Promise<ReportResults> => JSON.parse(await readFile(path.join(folder, 'results.json'), 'utf8')) as ReportResults;
/** 1 + … + 40 */
const REVENUE = 820;

describe('a report in the terminal', () => {
  test('CL1 CL3 RE1 gives every cell’s numbers, stamp and ledger, and exit code 0', async () => {
    const { code, out } = await run('report.json', '--file', 'orders=orders.csv', '--out', 'results.json');
    expect(out).toContain('orders.csv: 40 records = 40 kept + 0 rejected + 0 skipped');
    expect(code).toBe(0);
    const written = await results();
    expect(written).toMatchObject({ title: 'Terminal', asOf: '2026-04-28', currency: 'EUR' });
    expect(written.cells).toHaveLength(1);
    expect(written.cells[0]).toMatchObject({
      id: 'c1',
      kind: 'overview',
      state: 'done',
      numbers: { revenue: REVENUE, orders: 40, customers: 8 },
    });
    expect(written.cells[0]!.stamp?.asOf).toBe('2026-04-28');
    expect(written.cells[0]!.ledger?.used[0]?.count).toBe(40);
  });

  test('FR4 AN4 answers without any date: the report is of the day it is run, or of the day that is given', async () => {
    for (const [words, day] of [[[], '2026-11-22'] as const, [['--as-of', '2026-06-30'], '2026-06-30'] as const]) {
      const { code, out } = await run('answers.json', '--file', 'answers=answers.csv', '--out', 'results.json', ...words);
      // Of 40 answers from 1 to 5, alike in number, 16 are 4 or 5.
      expect([code, out]).toEqual([0, expect.stringContaining('40.0% of the answers are satisfied')]);
      const { cells } = await results();
      expect([cells[0]!.stamp?.asOf, cells[0]!.numbers?.['value'], cells[0]!.numbers?.['answers']]).toEqual([day, 0.4, 40]);
      expect(cells[0]!.stamp?.phrases.join()).toContain('answers without a date');
    }
  });

  test('SE1 a filter on a segment holds here too: those of January are C0 and C4, with 1 + 5 + … + 37', async () => {
    const part = { who: 'all', from: '2026-01-01', to: '2026-01-31' };
    const of = { kind: 'part', analysis: 'overview', version: 1, params: {}, part, range: report.range, filters: [] };
    const segments = [{ id: 's1', name: 'January', of }];
    const revenueOf = async (is: 'in' | 'not_in') => {
      await write('segment.json', JSON.stringify({ ...report, segments, filters: [{ table: 'customers', segment: 's1', is }] }));
      expect((await run('segment.json', '--file', 'orders=orders.csv', '--out', 'results.json')).code).toBe(0);
      const { cells, segments: said } = await results();
      expect(said).toEqual(segments);
      expect(cells[0]?.stamp?.phrases.at(-1)).toBe(`only customers ${is === 'in' ? 'in' : 'not in'} “January”`);
      return cells[0]?.numbers?.['revenue'];
    };
    expect(await revenueOf('in')).toBe(190);
    expect(await revenueOf('not_in')).toBe(REVENUE - 190);
  });

  test('LD27 a sample of customers is read, and said with every number', async () => {
    const { code, out } = await run('report.json', '--file', 'orders=orders.csv', '--out', 'results.json', '--one-in', '2');
    expect(code).toBe(0);
    // Drawn by a Python script of the published hash: C1, C2, C3, C4, C6, C7.
    expect(out).toContain('orders.csv: 40 records = 30 kept + 0 rejected + 10 skipped');
    expect(out).toContain('sample of 1 in 2 customers: counts and sums are of the sample and not scaled up');
    const [cell] = (await results()).cells;
    expect(cell!.numbers).toMatchObject({ revenue: 625, orders: 30, customers: 6 });
    expect(cell!.stamp!.phrases[0]).toBe(
      'sample of 1 in 2 customers: counts and sums are of the sample, shares and averages are estimates',
    );
    await run('report.json', '--file', 'orders=orders.csv', '--out', 'results.json');
    expect((await results()).cells[0]!.stamp!.phrases.join()).not.toContain('sample');
  });

  test.each(['1', '0', '-2', '2.5', '1001', 'all'])('LD27 --one-in %s is no sample', async (share) => {
    const { code, error } = await run('report.json', '--file', 'orders=orders.csv', '--one-in', share);
    expect(code).toBe(2);
    expect(error).toContain('--one-in');
  });

  test('CL8 says on demand what other tools would count, and leaves the results as they are', async () => {
    const call = ['cohort.json', '--file', 'orders=orders.csv', '--out', 'results.json'];
    const plain = await run(...call);
    expect(plain.out).not.toContain('Amplitude');
    const before = await readFile(path.join(folder, 'results.json'), 'utf8');
    const { code, out } = await run(...call, '--compare');
    expect(code).toBe(0);
    // C0 and C4 order in January alone, C1 and C5 in February, C2, C6, C3 and C7 too late for a month after to be over.
    expect(out).toContain('[Why do other tools show another number?] Which customers come back?');
    expect(out).toContain('    This cell: 4 → 0 · 0.0%');
    expect(out).toContain('    Amplitude: 4 → 0 · 0.0% · none\n      - Counts 30 days from each customer’s own start.');
    expect(out.match(/other tools/g)).toHaveLength(1);
    expect(await readFile(path.join(folder, 'results.json'), 'utf8')).toBe(before);
  });

  test('RE2 the same call gives the same text', async () => {
    await run('report.json', '--file', 'orders=orders.csv', '--out', 'results.json');
    const first = await readFile(path.join(folder, 'results.json'), 'utf8');
    await run('report.json', '--file', 'orders=orders.csv', '--out', 'results.json');
    expect(await readFile(path.join(folder, 'results.json'), 'utf8')).toBe(first);
  });

  test('CL2 other headers are found by what they are', async () => {
    const { code } = await run('report.json', '--file', 'orders=renamed.csv', '--out', 'results.json');
    expect(code).toBe(0);
    expect((await results()).cells[0]!.numbers?.revenue).toBe(REVENUE);
  });

  test('CL2 the steps of a source are done with the file', async () => {
    const [source] = report.sources;
    const steps = [
      { kind: 'filter', effect: 'leave_out', column: 'Customer ID', condition: { op: 'in', values: ['C0'] } },
      { kind: 'derive', name: 'Tenfold', expression: 'Total * 10' },
      { kind: 'trim', columns: ['Channel'], inner: true, halfWidth: false, letters: 'keep' },
    ];
    const columns = source!.mapping.columns.map((each) => (each.role === 'net_amount' ? { ...each, role: 'skip' } : each));
    const tenfold = column('Tenfold', 'net_amount', { type: 'number', strip: [] });
    const mapping = { ...source!.mapping, columns: [...columns, tenfold], steps };
    await write('prepared.json', JSON.stringify({ ...report, sources: [{ ...source, mapping }] }));
    const { code, out } = await run('prepared.json', '--file', 'orders=orders.csv', '--out', 'results.json');
    expect(out).toContain('orders.csv: 40 records = 35 kept + 0 rejected + 5 skipped');
    expect(code).toBe(0);
    // 1 + 9 + 17 + 25 + 33 are the amounts of C0.
    expect((await results()).cells[0]!.numbers?.revenue).toBe((REVENUE - 85) * 10);
  });

  test('CL5 as-of is replaced', async () => {
    await run('report.json', '--file', 'orders=orders.csv', '--as-of', '2026-01-31', '--out', 'results.json');
    const { asOf, cells } = await results();
    expect(asOf).toBe('2026-01-31');
    // Every fourth amount, 1 + 5 + … + 37, is of January.
    expect(cells[0]!.numbers?.revenue).toBe(190);
  });

  test('without --out the document goes to standard output and the summary aside', async () => {
    const { out, error } = await run('report.json', '--file', 'orders=orders.csv', '--locale', 'zh-CN');
    expect((JSON.parse(out) as ReportResults).cells[0]!.state).toBe('done');
    expect(error).toContain('40 条记录 = 保留 40');
  });
});

describe('CL7 many files as one source', () => {
  const HEADER = 'Order Number,Customer ID,Order Date,Total';
  beforeAll(async () => {
    await mkdir(path.join(folder, 'months/old'), { recursive: true });
    await write('months/2026-10.csv', `${HEADER}\nA3,C1,2026-10-01,7\nA2,C2,2026-09-09,60\n`);
    await write('months/old/2026-9.csv', `${HEADER}\nA1,C1,2026-09-01,5\nA2,C2,2026-09-09,6\n`);
    await write('months/2026-11.csv', `${HEADER}\n`);
    await write('months/.DS_Store', 'x');
    await write('months/~$2026-9.xlsx', 'x');
    await mkdir(path.join(folder, 'mixed'), { recursive: true });
    await write('mixed/a.csv', `${HEADER}\nA1,C1,2026-09-01,5\n`);
    await write('mixed/b.csv', 'Customer ID,City\nC1,Paris\n');
    await mkdir(path.join(folder, 'bare'), { recursive: true });
    await write('bare/.hidden', 'x');
    await write('copy.csv', `${HEADER}\nA1,C1,2026-09-01,5\n`);
  });

  test('a folder is read whole, and what was left out is said', async () => {
    const { code, out, error } = await run('report.json', '--file', 'orders=months', '--out', 'results.json');
    expect(out).toContain('2026-9 … 2026-10.csv: 4 records = 4 kept + 0 rejected + 0 skipped');
    expect(error).toContain('left out: .DS_Store, ~$2026-9.xlsx, 2026-11.csv');
    expect(code).toBe(0);
    expect((await results()).cells[0]!.numbers?.revenue).toBe(5 + 6 + 7 + 60);
  });

  test('with --replace the later file corrects the earlier one, and says what it changed', async () => {
    const words = ['--file', 'orders=months/old/2026-9.csv', '--file', 'orders=months/2026-10.csv', '--replace', 'orders'];
    const { code, out } = await run('report.json', ...words, '--out', 'results.json');
    expect(out).toContain('4 records = 3 kept + 0 rejected + 1 skipped');
    expect(out).toContain(
      '“2026-10.csv” was loaded. By “Order Number”: 1 new, 1 replaced, of which 1 with other values and 0 as they were.',
    );
    expect(code).toBe(0);
    expect((await results()).cells[0]!.numbers?.revenue).toBe(5 + 7 + 60);
  });

  test.each([
    ['files of another shape', ['--file', 'orders=mixed'], /“b\.csv” has other columns than “a\.csv”/],
    ['a folder without files', ['--file', 'orders=bare'], /holds no file/],
    [
      'the same content twice',
      ['--file', 'orders=copy.csv', '--file', 'orders=mixed/a.csv'],
      /“a\.csv” and “copy\.csv” have the same content/,
    ],
    ['a name to replace that no file has', ['--file', 'orders=copy.csv', '--replace', 'order'], /--replace/],
  ])('%s', async (_what, words, said) => {
    const { code, error } = await run('report.json', ...words);
    expect(error).toMatch(said);
    expect(code).toBe(2);
  });
});

describe('CL3 what is missing is said with exit code 2', () => {
  test.each([
    ['CL4 a source without a file', ['report.json'], /“orders”/],
    [
      'a name that the report does not have',
      ['report.json', '--file', 'orders=orders.csv', '--file', 'sales=orders.csv'],
      /no source “sales”/,
    ],
    ['CL2 a column found by neither', ['report.json', '--file', 'orders=people.csv'], /net_amount/],
    ['CL6 an open question', ['own.json', '--file', 'orders=unclear.csv'], /question/],
    ['a file that is not there', ['report.json', '--file', 'orders=nowhere.csv'], /nowhere\.csv/],
    ['a report that is not there', ['nowhere.json', '--file', 'orders=orders.csv'], /nowhere\.json/],
    ['a word that is not understood', ['report.json', '--files', 'x'], /--files/],
    ['a day that is none', ['report.json', '--as-of', '2026-13-01'], /--as-of/],
    ['no words at all', [], /--sample/],
    ['no sample', ['--sample'], /sample-data/],
  ])('%s', async (_what, words, said) => {
    const { code, error } = await run(...words);
    expect(error).toMatch(said);
    expect(code).toBe(2);
  });
});

test('CL3 a cell that cannot be computed gives exit code 1, the others are written', async () => {
  const cells = [...report.cells, { id: 'c2', type: 'analysis', kind: 'nobody', version: 1, params: {} }];
  await write('two.json', JSON.stringify({ ...report, cells }));
  const { code } = await run('two.json', '--file', 'orders=orders.csv', '--out', 'results.json');
  expect(code).toBe(1);
  expect((await results()).cells.map((cell) => cell.state)).toEqual(['done', 'refused']);
});

test('F2 an archive stands for the files inside, as a folder does, and one that is damaged is said', async () => {
  const orders = await readFile(path.join(folder, 'orders.csv'), 'utf8');
  const later = orders.replace(/^A(\d+),/gm, 'B$1,');
  await writeFile(path.join(folder, 'orders.csv.gz'), gzipSync(orders));
  const both = [
    { name: 'out/january.csv', content: orders },
    { name: 'out/february.csv', content: later },
  ];
  await writeFile(path.join(folder, 'all.zip'), makeZip(both));
  await writeFile(path.join(folder, 'cut.zip'), makeZip(both).subarray(0, 99));
  for (const [file, kept] of [
    ['orders.csv.gz', 40],
    ['all.zip', 80],
  ] as const) {
    expect(await run('report.json', '--file', `orders=${file}`, '--out', 'results.json')).toMatchObject({ code: 0 });
    expect((await results()).sources.map(({ ledger }) => ledger.kept)).toEqual([kept]);
  }
  expect(await run('report.json', '--file', 'orders=cut.zip')).toMatchObject({ code: 2, error: expect.stringContaining('cut.zip') });
});
