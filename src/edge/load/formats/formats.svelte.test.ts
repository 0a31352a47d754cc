import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { workbookParts } from '../../../../tests/support/workbook-parts';
import { fromBlob } from '../input-file';
import { openContainer } from '../open/open-container';
import { openDropped } from '../open/open-dropped';
import { previewFile } from '../preview';
import { tidyFile } from '../tidy';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const DIALECT = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;

/** What is in a gzip file. */
async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Counts the workers that are started while something is done. */
async function countWorkers<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const RealWorker = globalThis.Worker;
  let workers = 0;
  globalThis.Worker = class extends RealWorker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      workers++;
    }
  };
  try {
    return [await work(), workers];
  } finally {
    globalThis.Worker = RealWorker;
  }
}

test('F14 a workbook is read in one worker for the first look and the load', async () => {
  const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>客户</t></is></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>王</t></is></c><c r="B2"><v>0.30000000000000004</v></c></row>`;
  const parts = workbookParts({ sheets: [{ name: 'S', rows }] });
  const bytes = zipSync(Object.fromEntries(parts.map(({ name, content }) => [name, encode(content)])));
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const [text, workers] = await countWorkers(async () => {
    const { head } = await previewFile(fromBlob(blob, 'book.xlsx'));
    expect([head.headers, head.rows]).toEqual([['客户', 'n'], [['王', '0.3']]]);
    const tidied = await tidyFile(fromBlob(blob, 'book.xlsx'), { dialect: DIALECT, reading: head.reading!, headers: head.headers });
    expect(tidied.lineOf(1)).toBe(2);
    return new Response(tidied.file.stream()).text();
  });
  expect([text, workers]).toEqual(['客户,n\n王,0.3\n', 1]);
});

const LINES = 120_000;
const bigLines = (): Blob =>
  new Blob([
    Array.from(
      { length: LINES },
      (_, at) => `{"order_id":"O${at}","customer_id":"会员${at % 977}","on":"2026-01-02","amount":12.5}\n`,
    ).join(''),
  ]);

test('the first look leaves the page free, tells bytes, and shows the head before the end', async () => {
  let last = performance.now();
  let longest = 0;
  const clock = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  let early = 0;
  const file = fromBlob(bigLines(), 'a.ndjson');
  last = performance.now();
  const { head } = await previewFile(file, (first) => (early = first.head.rows.length));
  clearInterval(clock);
  expect([early, head.rows.length]).toEqual([200, 200]);
  expect(longest).toBeLessThan(400);
  const read: number[] = [];
  const again = fromBlob(bigLines(), 'a.ndjson');
  await tidyFile(again, { dialect: DIALECT, reading: { format: 'ndjson' } }, { onBytes: (bytes) => read.push(bytes) });
  expect(read.at(-1)).toBe(again.bytes);
  expect(read).toEqual([...read].sort((one, other) => one - other));
});

test('writing anew can be cancelled', async () => {
  const cancel = new AbortController();
  const writing = tidyFile(
    fromBlob(bigLines(), 'a.ndjson'),
    { dialect: DIALECT, reading: { format: 'ndjson' } },
    { signal: cancel.signal, onBytes: () => cancel.abort(new Error('enough')) },
  );
  await expect(writing).rejects.toThrow('enough');
});

test('F2 F6 gzip in the page: one part, several parts, cut short, changed', async () => {
  const parts = [await gzip('id,n\n'), await gzip('a,1\n'), await gzip('b,2\n')];
  const open = async (...pieces: Uint8Array<ArrayBuffer>[]) => {
    const { files, issues } = await openContainer(fromBlob(new Blob(pieces), 'a.csv.gz'));
    return [files[0] ? await new Response(files[0].stream()).text() : null, issues.map(({ code }) => code)];
  };
  expect(await open(parts[0]!)).toEqual(['id,n\n', []]);
  expect(await open(...parts)).toEqual(['id,n\na,1\nb,2\n', []]);
  const long = await gzip(Array.from({ length: 5000 }, (_, at) => `${at},${(at * 7919) % 1000}\n`).join(''));
  expect(await open(long.slice(0, -9))).toEqual([null, ['issue_file_damaged']]);
  expect(await open(long.slice(0, 4000))).toEqual([null, ['issue_file_damaged']]);
  const changed = long.slice();
  changed[changed.length - 6]! ^= 1;
  expect(await open(changed)).toEqual([null, ['issue_file_damaged']]);
  expect(await open(parts[0]!, parts[1]!.slice(0, 12))).toEqual([null, ['issue_file_damaged']]);
});

test('F2 F8 dropped archives become files under their full names, plain files stay themselves', async () => {
  const archive = zipSync({ 'out/orders.csv': encode('id,n\na,1\n'), '__MACOSX/out/._orders.csv': encode('x') });
  const plain = new File(['id\n1\n'], 'plain.csv');
  const zip = new File([archive as Uint8Array<ArrayBuffer>], 'export.zip', { lastModified: 1_700_000_000_000 });
  const { files, issues } = await openDropped([plain, zip, new File([archive.slice(0, 40) as Uint8Array<ArrayBuffer>], 'cut.zip')]);
  expect(files[0]).toBe(plain);
  expect(files.map(({ name, lastModified }) => [name, lastModified === 1_700_000_000_000])).toEqual([
    ['plain.csv', false],
    ['export.zip › out/orders.csv', true],
  ]);
  expect(await files[1]!.text()).toBe('id,n\na,1\n');
  expect(issues.map(({ code }) => code)).toEqual(['issue_file_damaged']);
});
