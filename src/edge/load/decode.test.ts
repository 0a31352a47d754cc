import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { decodeToUtf8 } from './decode';
import { fingerprintFile } from './fingerprint';
import { fromBlob, keptRanges } from './input-file';
import { fromPath } from './path-file';
import { LoadError, type InputFile } from './types';

const GB = { encoding: 'gb18030', bom: false, delimiter: ',', quote: '"', header: true } as const;
const fixture = new URL('../../../tests/fixtures/headers/order-lines.zh.gb18030.csv', import.meta.url).pathname;
const textOf = (file: InputFile): Promise<string> => new Response(file.stream()).text();

/** A file whose bytes come in pieces of a given size, as a disk may give them. */
function inPieces(bytes: Uint8Array<ArrayBuffer>, size: number): InputFile {
  const file = fromBlob(new Blob([bytes]), 'pieces.csv');
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
  return { ...file, stream: () => Readable.toWeb(Readable.from(pieces)) as ReadableStream<Uint8Array> };
}

test('GB18030 comes out whole wherever the pieces are cut', async () => {
  // 会员,€ and 𠀀: two bytes each in GB18030 but the last, which takes four.
  const bytes = new Uint8Array([0xbb, 0xe1, 0xd4, 0xb1, 0x2c, 0xa2, 0xe3, 0x2c, 0x95, 0x32, 0x82, 0x36]);
  for (let size = 1; size <= bytes.length; size++) expect(await textOf(await decodeToUtf8(inPieces(bytes, size), GB))).toBe('会员,€,𠀀');
});

test('IN11 characters of windows-1252 within UTF-8 come out wherever the pieces are cut', async () => {
  const bytes = new TextEncoder().encode('会员,d\u0092Angludet,\u0080 5\u0085');
  const dialect = { ...GB, encoding: 'utf-8+windows-1252' } as const;
  for (let size = 1; size <= bytes.length; size++)
    expect(await textOf(await decodeToUtf8(inPieces(bytes, size), dialect))).toBe('会员,d’Angludet,€ 5…');
});

test('the GB18030 fixture reads as its first line says, from a path and from a blob', async () => {
  const files = [await fromPath(fixture), fromBlob(new Blob([readFileSync(fixture)]), 'x.csv')];
  for (const file of files) {
    const seen: number[] = [];
    const decoded = await decodeToUtf8(file, GB, { onBytes: (read) => seen.push(read) });
    const lines = (await textOf(decoded)).split('\r\n');
    expect(lines[0]).toBe('订单号,会员编号,下单时间,商品名称,商品类目,数量,单价,实付金额,渠道,地区,收货手机');
    expect(lines).toHaveLength(54);
    expect(seen.at(-1)).toBe(file.bytes);
    await decoded.release();
  }
});

test('a damaged character stops the reading and says where', async () => {
  const file = inPieces(new Uint8Array([0x61, 0x2c, 0x62, 0x0a, 0xff, 0xff]), 3);
  const error = await decodeToUtf8(file, GB).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LoadError);
  expect((error as LoadError).issues).toEqual([
    { code: 'issue_file_undecodable', values: { name: 'pieces.csv', encoding: 'GB18030', byte: 3 } },
  ]);
});

test('decoding can be cancelled', async () => {
  const cancel = new AbortController();
  cancel.abort(new Error('enough'));
  await expect(decodeToUtf8(fromBlob(new Blob(['a']), 'a'), GB, { signal: cancel.signal })).rejects.toThrow('enough');
});

test('a file without some stretches, in page and terminal alike', async () => {
  const original = await fromPath(fixture);
  const bytes = await original.slice(0, original.bytes);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: original.bytes }), { maxLength: 8 }), async (points) => {
      const sorted = [...points].sort((one, other) => one - other);
      const ranges = sorted.flatMap((byteStart, at) =>
        at % 2 === 0 && at + 1 < sorted.length ? [{ byteStart, byteEnd: sorted[at + 1]! }] : [],
      );
      const expected = [...bytes].filter((_, at) => !ranges.some((range) => at >= range.byteStart && at < range.byteEnd));
      for (const file of [original, fromBlob(new Blob([bytes as Uint8Array<ArrayBuffer>]), 'x')]) {
        const rest = await file.without(ranges);
        expect([...(await rest.slice(0, rest.bytes))]).toEqual(expected);
        await rest.release();
      }
    }),
    runs(200),
  );
  expect(keptRanges(10, [])).toEqual([[0, 10]]);
});

test('a derived file of the terminal is gone when released; the original stays', async () => {
  const file = await fromPath(fixture);
  const derived = await file.without([{ byteStart: 0, byteEnd: 5 }]);
  const path = 'path' in derived.engineFile ? derived.engineFile.path : '';
  await access(path);
  await derived.release();
  await expect(access(path)).rejects.toThrow();
  await file.release();
  await access(fixture);
});

test('the fingerprint follows the content, not the name', async () => {
  const print = (text: string, name: string) => fingerprintFile(fromBlob(new Blob([text]), name));
  expect(await print('a,b\n1,2\n', 'x.csv')).toBe(await print('a,b\n1,2\n', 'y.csv'));
  expect(await print('a,b\n1,2\n', 'x.csv')).not.toBe(await print('a,b\n1,3\n', 'x.csv'));
  expect(await print('x'.repeat(300_000), 'x')).not.toBe(await print('x'.repeat(300_001), 'x'));
  expect(await print('', 'x')).toMatch(/^[0-9a-f]{32}$/);
});
