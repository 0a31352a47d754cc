import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TextReading } from '#core/model/reading';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asDay, asNumber, requestFor, textFile } from '../../../tests/support/load-request';
import { fromBlob } from './input-file';
import { loadSources } from './loader';
import { previewFile } from './preview';
import { tidyFile } from './tidy';
import { LoadError } from './types';

let connector: Connector;
beforeAll(async () => {
  connector = await openNodeEngine();
});
afterAll(() => connector.close());

const TEXT = `Export of the shop
id||day||sum
1||2024-01-01||7
2||2024-01-02||"8
3||2024-01-03
4||2024-01-04||9
id||day||sum
5||2024-01-05||10

Total||||34
`;

test('a text that is no plain CSV is loaded, and its ledger names the lines of the user’s own file', async () => {
  const file = textFile('orders.txt', TEXT);
  const { head, questions } = await previewFile(file);
  expect(questions.filter(({ kind }) => kind === 'reading')).toEqual([]);
  expect(head.reading).toMatchObject({ format: 'text', delimiter: '||', skip: 1, footer: 1, again: true, mend: true });
  const request = requestFor('s1', file, 'order', {
    id: { role: 'order_id' },
    day: { role: 'ordered_at', ...asDay },
    sum: { role: 'net_amount', ...asNumber },
  });
  const { sources } = await loadSources(connector, [{ ...request, info: { ...request.info, reading: head.reading! } }]);
  const { ledger } = sources[0]!;
  expect(ledger).toMatchObject({ records: 9, kept: 4, rejected: 1, skipped: 4 });
  expect(ledger.rejects).toEqual([{ record: 3, line: 5, reason: 'field_count', text: '3||2024-01-03' }]);
  expect(ledger.mended).toEqual({ by: { quotes: 1 }, records: [{ record: 2, line: 4, how: 'quotes', text: '2||2024-01-02||"8' }] });
  expect(Object.fromEntries(ledger.skippedBy.map(({ reason, count }) => [reason, count]))).toEqual({
    preamble: 1,
    header: 1,
    blank: 1,
    footer: 1,
  });
  const examples = [{ text: '"8', count: 1, record: 2 }];
  const group = { kind: 'text', count: 1, distinct: 1, forms: [], examples, record: 2, line: 4 };
  expect(ledger.values).toEqual([{ header: 'sum', count: 1, examples, groups: [group], uncounted: 0 }]);
});

const reading: TextReading = {
  format: 'text',
  delimiter: '~',
  quote: '"',
  escape: '"',
  comment: '',
  skip: 0,
  headerRows: 1,
  footer: 0,
  short: 'reject',
};
const dialect = { encoding: 'gb18030', bom: false, delimiter: ',', quote: '"', header: true } as const;
/** 编号~名 / 1~王 in GB18030. */
const GB = [0xb1, 0xe0, 0xba, 0xc5, 0x7e, 0xc3, 0xfb, 0x0a, 0x31, 0x7e, 0xcd, 0xf5, 0x0a];

test('another encoding is decoded on the way, strictly', async () => {
  const tidied = await tidyFile(fromBlob(new Blob([Uint8Array.from(GB)]), 'a.txt'), { dialect, reading });
  expect(new TextDecoder().decode(await tidied.file.slice(0, tidied.file.bytes))).toBe('编号,名\n1,王\n');
  const broken = fromBlob(new Blob([Uint8Array.from([...GB, 0xff, 0xff, 0x0a])]), 'a.txt');
  await expect(tidyFile(broken, { dialect, reading })).rejects.toThrow(LoadError);
});

test('writing anew can be cancelled', async () => {
  const cancel = new AbortController();
  cancel.abort(new Error('enough'));
  await expect(tidyFile(textFile('a.txt', 'a~b\n1~2\n'), { dialect, reading }, { signal: cancel.signal })).rejects.toThrow('enough');
});

test('what stands below the table of a long file is found at its end', async () => {
  const rows = Array.from({ length: 6000 }, (_, at) => `A${at},2024-04-0${1 + (at % 9)},${at}.5\n`).join('');
  const { head } = await previewFile(textFile('long.csv', `订单编号,下单时间,金额\n${rows}合计,,1\n制表：王\n`));
  expect(head.reading).toMatchObject({ footer: 2, headerRows: 1, skip: 0 });
});

test('D16 a second table far below is refused, two in sight are asked about, and an answer asks no more', async () => {
  const rows = (fields: string): string => `${fields}\n`.repeat(4000);
  const far = await previewFile(
    textFile('far.csv', `id,day,sum\n${rows('1,2024-01-01,5')}\nshop,staff\n${rows('North,3')}${rows('South,4')}`),
  );
  expect(far.issues.map(({ code }) => code)).toEqual(['issue_file_other_table']);
  const near = textFile('near.csv', 'id,day,sum\n1,2024-01-01,5\n2,2024-01-02,6\n3,2024-01-03,6\n\nshop,staff\nNorth,3\nSouth,4\nWest,5\n');
  const { questions } = await previewFile(near);
  expect(questions[0]).toMatchObject({ kind: 'reading', header: null });
  expect(questions[0]!.answers.map(({ example }) => example?.headers)).toEqual([
    ['id', 'day', 'sum'],
    ['shop', 'staff'],
  ]);
  const second = questions[0]!.answers[1]!;
  const answered = await previewFile(near, undefined, { reading: second.reading! });
  expect(answered.questions.filter(({ kind }) => kind === 'reading')).toEqual([]);
  expect([answered.head.headers, answered.head.rows]).toEqual([second.example!.headers, second.example!.rows]);
});
