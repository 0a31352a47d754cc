import { expect, test } from 'vitest';
import { countRecords } from './count-records';
import { decodeToUtf8 } from './decode';
import { fromBlob } from './input-file';
import { previewFile } from './preview';

const DIALECT = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
const LINES = 200_000;
/** 200,000 lines of which every 1,000th has a field too many. */
const bigText = (): string =>
  `order_id,customer_id,order_date,amount\n${Array.from({ length: LINES }, (_, at) => `O${at},会员${at % 977},2026-01-02,12.50${at % 1000 === 999 ? ',x' : ''}\n`).join('')}`;

test('a worker counts a file, tells the bytes on its way, and leaves the page free', async () => {
  const RealWorker = globalThis.Worker;
  let workers = 0;
  globalThis.Worker = class extends RealWorker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      workers++;
    }
  };
  const file = fromBlob(new File([bigText()], 'big.csv'), 'big.csv');
  const read: number[] = [];
  const count = await countRecords(file, DIALECT, 4, { onBytes: (bytes) => read.push(bytes) });
  expect(count).toMatchObject({
    records: LINES,
    good: LINES - LINES / 1000,
    rejected: LINES / 1000,
    bytes: file.bytes,
    invalidUtf8At: null,
  });
  expect(count.cuts[0]).toMatchObject({ reason: 'field_count', record: 1000, line: 1001, fields: 5 });
  expect(read.length).toBeGreaterThanOrEqual(2);
  expect(read).toEqual([...read].sort((one, other) => one - other));
  globalThis.Worker = RealWorker;
  expect(workers).toBe(1);
});

test('a count can be cancelled', async () => {
  const cancel = new AbortController();
  const file = fromBlob(new File([bigText()], 'big.csv'), 'big.csv');
  const counting = countRecords(file, DIALECT, 4, { signal: cancel.signal, onBytes: () => cancel.abort(new Error('enough')) });
  await expect(counting).rejects.toThrow('enough');
});

test('GB18030 is decoded in the page', async () => {
  const bytes = new Uint8Array([0xbb, 0xe1, 0xd4, 0xb1, 0x0a]);
  const decoded = await decodeToUtf8(fromBlob(new Blob([bytes]), 'x.csv'), { ...DIALECT, encoding: 'gb18030' });
  expect(await new Response(decoded.stream()).text()).toBe('会员\n');
});

test('the preview stands on 64 kB of the head, however long the rest is on its way', async () => {
  const whole = fromBlob(new File([bigText()], 'big.csv'), 'big.csv');
  const read: (readonly [number, number])[] = [];
  let show = (): void => {};
  const shown = new Promise<void>((resolve) => (show = resolve));
  const slice = async (from: number, to: number) => {
    read.push([from, to]);
    if (from > 0) await shown;
    return whole.slice(from, to);
  };
  const file = { ...whole, slice };
  const preview = await previewFile(file, (first) => {
    show();
    expect(first.suggestions.map((each) => each.role)).toEqual(['order_id', 'customer_id', 'ordered_at', 'net_amount']);
  });
  expect(read[0]).toEqual([0, 65_536]);
  expect(read).toHaveLength(3);
  expect(read.reduce((sum, [from, to]) => sum + to - from, 0)).toBeLessThan(file.bytes / 50);
  expect(preview.suggestions.map((each) => each.role)).toEqual(['order_id', 'customer_id', 'ordered_at', 'net_amount']);
});
