import { expect, test } from 'vitest';
import type { TextReading } from '#core/model/reading';
import { fromBlob } from './input-file';
import { tidyFile } from './tidy';

const LINES = 100_000;
const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
const reading: TextReading = {
  format: 'text',
  delimiter: '||',
  quote: '"',
  escape: '"',
  comment: '',
  skip: 1,
  headerRows: 1,
  footer: 1,
  short: 'reject',
};
const text = `title\nid||name\n${Array.from({ length: LINES }, (_, at) => `${at}||会员, ${at}\n`).join('')}end\n`;

test('a long file is written anew by a worker, which tells the bytes on its way', async () => {
  const read: number[] = [];
  const file = fromBlob(new File([text], 'big.txt'), 'big.txt');
  const tidied = await tidyFile(file, { dialect, reading }, { onBytes: (bytes) => read.push(bytes) });
  expect(read.at(-1)).toBe(file.bytes);
  expect(new TextDecoder().decode(await tidied.file.slice(0, 40))).toMatch(/^id,name\n0,"会员, 0"\n1,/);
  expect([tidied.lineOf(1), tidied.lineOf(LINES)]).toEqual([3, LINES + 2]);
  expect(tidied.skipped).toEqual([
    { reason: 'preamble', count: 1 },
    { reason: 'footer', count: 1 },
  ]);
});

test('it can be cancelled', async () => {
  const cancel = new AbortController();
  const tidying = tidyFile(fromBlob(new File([text], 'big.txt'), 'big.txt'), { dialect, reading }, { signal: cancel.signal });
  cancel.abort(new Error('enough'));
  await expect(tidying).rejects.toThrow('enough');
});
