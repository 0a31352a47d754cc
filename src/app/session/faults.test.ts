import { afterEach, describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import { rowsOf } from '#core/model/columns';
import type { Issue } from '#core/model/result';
import { legacyEncoder } from '../../../tests/support/legacy-encoder';
import { fixture, ordersFile, settled, stageKeeper, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

const HEADER = 'order_id,customer_id,ordered_at,net_amount,note';
const orders = (count: number, note: (at: number) => string = () => 'n') =>
  [HEADER, ...Array.from({ length: count }, (_, at) => `D${at},M${at % 7},2026-03-1${at % 10},${at}.50,${note(at)}`), ''].join('\n');
const CHINESE = orders(30, (at) => `下次再来买茶叶${at}`);
const gb18030 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(legacyEncoder('gb18030')(text));
/** Ends behind the last byte of that value, which begins the character 叶. */
const cutAt = (bytes: Uint8Array<ArrayBuffer>, lead: number) => bytes.slice(0, bytes.lastIndexOf(lead) + 1);
const wide = (columns: number) => {
  const names = Array.from({ length: columns }, (_, at) => `measure ${at}`);
  return [
    `order_id,customer_id,ordered_at,net_amount,${names.join(',')}`,
    ...[1, 2, 3].map((row) => `${row},c,2026-01-0${row},5,${names.map(() => row).join(',')}`),
  ].join('\n');
};

async function dropAfterOrders(name: string, content: BlobPart): Promise<Stage> {
  const stage = await open();
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  await stage.workspace.dropFiles([new File([content], name, { lastModified: 2 })]);
  await until(() => stage.workspace.loading === null, 'at rest');
  return stage;
}

const saidBy = ({ workspace }: Stage): readonly Issue[] => [...(workspace.drafts[1]?.issues ?? []), ...workspace.dataIssues];

/** The sentence in both languages, with its figures, and what was loaded before. */
async function expectSentence(stage: Stage, code: Issue['code'], parts: readonly string[]): Promise<void> {
  const issues = saidBy(stage);
  expect(issues.map((issue) => issue.code)).toEqual([code]);
  for (const locale of ['en', 'zh-CN'] as const) {
    const sentence = say({ key: code, ...(issues[0]!.values ? { values: issues[0]!.values } : {}) }, { locale, currency: null });
    for (const part of parts) expect(sentence).toContain(part);
    expect(sentence).not.toMatch(/[{}]|undefined/);
  }
  const { rows } = rowsOf(await stage.engine.query('SELECT count(*) AS rows FROM orders'))[0]!;
  expect(Number(rows)).toBe(60);
  expect(stage.workspace.sources.map(({ name }) => name)).toEqual(['orders.csv']);
}

describe('trust: each fault ends in a sentence, and what was loaded stays', () => {
  test.each<[string, BlobPart, Issue['code'], readonly string[]]>([
    ['a file of one byte', 'a', 'issue_file_header_only', ['fault.csv']],
    ['a file of one line end', '\n', 'issue_file_empty', ['fault.csv']],
    ['5,000 columns', wide(4996), 'issue_file_too_wide', ['fault.csv', '5,000', '2,000']],
    ['a line without end', 'x'.repeat(18_000_000), 'issue_file_long_line', ['fault.csv', '16.8 MB']],
    ['a GB18030 file that ends within a character', cutAt(gb18030(CHINESE), 0xd2), 'issue_file_cut_off', ['fault.csv', 'GB18030']],
    [
      'a UTF-8 file that ends within a character',
      cutAt(new TextEncoder().encode(CHINESE), 0xe5),
      'issue_file_cut_off',
      ['fault.csv', 'UTF-8'],
    ],
    ['a run of NUL bytes', orders(100) + '\0'.repeat(5000), 'issue_file_no_text', ['fault.csv']],
  ])('%s', async (_, content, code, parts) => {
    await expectSentence(await dropAfterOrders('fault.csv', content), code, parts);
  });

  test('a long GB18030 file that ends within a character: found when it is loaded, with the place', async () => {
    const cut = cutAt(gb18030(orders(5000, (at) => `下次再来买茶叶${at}`)), 0xd2);
    await expectSentence(await dropAfterOrders('fault.csv', cut), 'issue_file_undecodable', ['fault.csv', 'GB18030']);
  });

  test('a file that changes while it is read', async () => {
    class Changing extends File {
      changed = false;
      override slice(...range: Parameters<File['slice']>): Blob {
        const blob = super.slice(...range);
        if (this.changed) blob.arrayBuffer = () => Promise.reject(new DOMException('changed', 'NotReadableError'));
        return blob;
      }
    }
    const stage = await open();
    await stage.workspace.dropFiles([ordersFile()]);
    await settled(stage);
    // Its dates are asked about, so that it is not loaded at once.
    const file = new Changing([await (await fixture('ambiguous-dates.csv')).arrayBuffer()], 'fault.csv', { lastModified: 2 });
    await stage.workspace.dropFiles([file]);
    expect(saidBy(stage)).toEqual([]);
    file.changed = true;
    await stage.workspace.load();
    await expectSentence(stage, 'issue_file_unreadable', ['fault.csv']);
  });

  test('SE51 a file that is gone when it is compared with the others', async () => {
    class Gone extends File {
      asked = 0;
      lasts = Infinity;
      override slice(...range: Parameters<File['slice']>): Blob {
        const blob = super.slice(...range);
        if (this.asked++ >= this.lasts) blob.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
        return blob;
      }
    }
    // Its dates are asked about, so that comparing is the last that is done with it.
    const content = await (await fixture('ambiguous-dates.csv')).text();
    const dropped = async (lasts: number) => {
      const stage = await open();
      await stage.workspace.dropFiles([ordersFile()]);
      await settled(stage);
      const file = Object.assign(new Gone([content], 'fault.csv', { lastModified: 2 }), { lasts });
      await stage.workspace.dropFiles([file]);
      return { stage, asked: file.asked };
    };
    const { asked } = await dropped(Infinity);
    const { stage } = await dropped(asked - 1);
    expect(saidBy(stage)).toEqual([]);
    await stage.workspace.load();
    await expectSentence(stage, 'issue_file_unreadable', ['fault.csv']);
  });

  test('a line of 10 MB is read', async () => {
    const stage = await dropAfterOrders('long.csv', `${HEADER}\n1,a,2026-01-01,5,${'x'.repeat(10_000_000)}\n2,b,2026-01-02,6,y\n`);
    expect(saidBy(stage)).toEqual([]);
    expect(stage.workspace.drafts[1]!.ledger).toMatchObject({ records: 2, kept: 2, rejected: 0, skipped: 0 });
  });

  test('ids of twenty digits that differ in the last one stay different customers and orders, digit by digit', async () => {
    const id = (at: number) => `9007199254740993${String(at).padStart(4, '0')}`;
    const lines = Array.from({ length: 12 }, (_, at) => `${id(at)},${id(at % 6)},2026-03-${10 + at},${at}.50`);
    const stage = await open();
    await stage.workspace.dropFiles([new File([['order_id,customer_id,ordered_at,net_amount', ...lines, ''].join('\n')], 'long-ids.csv')]);
    await settled(stage);
    expect(saidBy(stage)).toEqual([]);
    const read = async (sql: string) => rowsOf(await stage.engine.query(sql)).map(({ id: text }) => String(text));
    expect(await read('SELECT CAST(order_id AS VARCHAR) AS id FROM orders ORDER BY 1')).toEqual(
      Array.from({ length: 12 }, (_, at) => id(at)),
    );
    const customers = Array.from({ length: 6 }, (_, at) => id(at));
    expect(await read('SELECT CAST(customer_id AS VARCHAR) AS id FROM customers ORDER BY 1')).toEqual(customers);
  });

  test('a single NUL byte is a value that cannot be read, and its record is kept', async () => {
    const stage = await dropAfterOrders('nul.csv', orders(100).replace('50.50', '50.50\0'));
    expect(saidBy(stage)).toEqual([]);
    expect(stage.workspace.drafts[1]!.ledger).toMatchObject({ records: 100, kept: 100, values: [{ header: 'net_amount', count: 1 }] });
  });

  test('two tables in one file are asked about, and nothing of them is loaded before', async () => {
    const stage = await dropAfterOrders('two.csv', `${orders(20)}\nregion,budget\nnorth,100\nsouth,200\nwest,300\n`);
    expect(stage.workspace.drafts[1]!.preview!.questions.map(({ kind }) => kind)).toContain('reading');
    expect(stage.workspace.sources.map(({ name }) => name)).toEqual(['orders.csv']);
  });
});
