import { afterEach, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { TextReading } from '#core/model/reading';
import { openMemoryStorage } from '#edge/storage/storage';
import { legacyEncoder } from '../../../tests/support/legacy-encoder';
import { stageKeeper, settled, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

const HEADER = 'order_id,customer_id,ordered_at,net_amount,city';
const lines = (...more: readonly string[]) => [...more, ''].join('\n');
/** Too few Korean characters to be told from Chinese. */
const korean = (name: string, ...records: readonly string[]) =>
  new File([Uint8Array.from(legacyEncoder('euc-kr')(lines(HEADER, ...records)))], name, { lastModified: 1 });
const OCTOBER = ['1,a,2026-10-02,12.5,서울', '2,b,2026-10-13,7,부산', '3,a,2026-10-14,9,서울'];
const NOVEMBER = ['7,a,2026-11-02,12.5,서울', '8,c,2026-11-23,7,부산'];
const cities = async ({ engine }: Stage) =>
  rowsOf(await engine.query('SELECT DISTINCT CAST(city AS VARCHAR) AS city FROM customers ORDER BY 1')).map(({ city }) => city);
const draftOf = ({ workspace }: Stage, at = 0) => workspace.drafts[at]!;
const loaded = (stage: Stage, at = 0) => until(() => draftOf(stage, at)?.ledger !== null, 'loaded');
/** Long enough for what is kept behind the scenes. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 80));

describe('an encoding that a person named', () => {
  async function nameKorean(storage = openMemoryStorage()) {
    const stage = await open({ storage });
    await stage.workspace.dropFiles([korean('2026-10.csv', ...OCTOBER)]);
    await settled(stage);
    expect(draftOf(stage).preview!.head.dialect.encoding).toBe('gb18030');
    await stage.workspace.setEncoding(draftOf(stage).id, 'euc-kr');
    await loaded(stage);
    await pause();
    return { stage, storage };
  }

  test('RD6 next month’s file is read in it at once', async () => {
    const { stage } = await nameKorean();
    await stage.workspace.removeDraft(draftOf(stage).id);
    await stage.workspace.dropFiles([korean('2026-11.csv', ...NOVEMBER)]);
    await loaded(stage);
    expect(draftOf(stage)).toMatchObject({ choice: { encoding: 'euc-kr' }, preview: { head: { dialect: { encoding: 'euc-kr' } } } });
    expect(await cities(stage)).toEqual(['부산', '서울']);
  });

  test('RD6 it is forgotten with everything else', async () => {
    const { stage } = await nameKorean();
    await stage.workspace.clearAll();
    await stage.workspace.dropFiles([korean('2026-11.csv', ...NOVEMBER)]);
    await settled(stage);
    expect(draftOf(stage).preview!.head.dialect.encoding).toBe('gb18030');
  });

  test('RD8 it is not used for a file that is plainly UTF-8, though its bytes mean something in it too', async () => {
    const { stage } = await nameKorean();
    await stage.workspace.removeDraft(draftOf(stage).id);
    const utf8 = new File([lines(HEADER, '1,a,2026-10-02,12.5,首尔市')], 'other.csv', { lastModified: 2 });
    await stage.workspace.dropFiles([utf8]);
    await loaded(stage);
    expect(draftOf(stage).choice).toBeUndefined();
    expect(await cities(stage)).toEqual(['首尔市']);
  });

  test('RD9 a file of an earlier visit knows what was said of it, and one of which nothing was said does not', async () => {
    const { storage } = await nameKorean();
    const again = await open({ storage });
    await settled(again);
    expect(draftOf(again).choice).toEqual({ encoding: 'euc-kr' });

    const plain = openMemoryStorage();
    const first = await open({ storage: plain });
    await first.workspace.dropFiles([korean('2026-10.csv', ...OCTOBER)]);
    await settled(first);
    await pause();
    const second = await open({ storage: plain });
    await settled(second);
    expect(draftOf(second).choice).toBeUndefined();
  });
});

const semicolons: TextReading = {
  format: 'text',
  delimiter: ';',
  quote: '"',
  escape: '"',
  comment: '',
  skip: 2,
  headerRows: 1,
  footer: 1,
  short: 'reject',
};
const NAMES = 'order_id;customer_id;ordered_at;net_amount';
const BODY = ['1;a;2026-10-02;12.5', '2;b;2026-10-13;7', '3;a;2026-10-14;9'];
const shop = (name: string, ...more: readonly string[]) => new File([lines(...more)], name, { lastModified: 3 });
/** Two lines above the table, and a last line that is no order. */
const october = () => shop('shop 2026-10.txt', 'Shop, north', 'October 2026', NAMES, ...BODY, 'sum;;;28.5');
const ids = async ({ engine }: Stage) =>
  rowsOf(await engine.query('SELECT CAST(order_id AS VARCHAR) AS id FROM orders ORDER BY 1')).map(({ id }) => id);

describe('a reading that a person says', () => {
  async function say(storage = openMemoryStorage()) {
    const stage = await open({ storage });
    await stage.workspace.dropFiles([october()]);
    await stage.workspace.setReading(draftOf(stage).id, semicolons);
    await loaded(stage);
    await pause();
    return { stage, storage };
  }

  test('RD1, RD3 the file is read anew by it and loaded, and what it leaves out is in the ledger', async () => {
    const { stage } = await say();
    expect(draftOf(stage)).toMatchObject({
      choice: { reading: semicolons },
      preview: { head: { headers: NAMES.split(';') } },
      ledger: { records: 6, kept: 3, rejected: 0, skipped: 3 },
    });
    expect(await ids(stage)).toEqual(['1', '2', '3']);
  });

  test('RD2 one by which the file cannot be read leaves it as it was and says why', async () => {
    const { stage } = await say();
    const before = draftOf(stage);
    await stage.workspace.setReading(before.id, { ...semicolons, skip: 400 });
    expect(draftOf(stage)).toEqual(before);
    expect(stage.workspace.notices.filter(({ tone }) => tone === 'problem')).toHaveLength(1);
    expect(await ids(stage)).toEqual(['1', '2', '3']);
  });

  test('RD1 a trial changes nothing and shows the lines as they stand in the file', async () => {
    const { stage } = await say();
    const before = draftOf(stage);
    const trial = await stage.workspace.tryReading(before.id, { ...semicolons, skip: 3, headerRows: 0 });
    expect(trial.lines.slice(0, 3)).toEqual(['Shop, north', 'October 2026', NAMES]);
    expect(trial.head?.rows[0]).toEqual(BODY[0]!.split(';'));
    expect(draftOf(stage)).toEqual(before);
  });

  test('RD6, RD9 next month’s file is read by it though more lines stand above its table, and nothing is asked', async () => {
    const { stage, storage } = await say();
    await stage.workspace.removeDraft(draftOf(stage).id);
    const november = () =>
      shop(
        'shop 2026-11.txt',
        'Shop, north',
        'November 2026',
        '',
        'all branches',
        NAMES,
        '8;a;2026-11-03;4',
        '9;c;2026-11-04;5',
        'sum;;;9',
      );
    await stage.workspace.dropFiles([november()]);
    await loaded(stage);
    expect(draftOf(stage)).toMatchObject({
      choice: { reading: { ...semicolons, skip: 4 } },
      preview: { questions: [] },
      ledger: { kept: 2, rejected: 0 },
    });
    expect(await ids(stage)).toEqual(['8', '9']);

    // Taken back, loaded, and forgotten.
    await stage.workspace.setReading(draftOf(stage).id, null);
    expect(draftOf(stage).choice).toBeUndefined();
    await stage.workspace.load();
    await loaded(stage);
    await pause();
    const again = await open({ storage });
    await again.workspace.dropFiles([shop('shop 2026-12.txt', 'Shop', 'Dec', NAMES, ...BODY, 'sum;;;28.5')]);
    expect(draftOf(again, again.workspace.drafts.length - 1).choice).toBeUndefined();
  });

  test('RD8 it is not used where a record would be left out as if it were the line of totals', async () => {
    const { stage } = await say();
    await stage.workspace.removeDraft(draftOf(stage).id);
    await stage.workspace.dropFiles([shop('shop 2026-11.txt', 'Shop, north', 'November 2026', NAMES, ...BODY)]);
    expect(draftOf(stage).choice).toBeUndefined();
  });

  test('RD8 it is not used where the records are of another form', async () => {
    const { stage } = await say();
    await stage.workspace.removeDraft(draftOf(stage).id);
    await stage.workspace.dropFiles([
      shop('shop 2026-11.txt', 'Shop', 'Nov', NAMES, ...BODY.map((line) => line.replaceAll(';', ',')), 'sum'),
    ]);
    expect(draftOf(stage).choice).toBeUndefined();
  });

  test('RD9 it is there at the next visit', async () => {
    const { storage } = await say();
    const again = await open({ storage });
    await settled(again);
    expect(draftOf(again).choice).toEqual({ reading: semicolons });
    expect(await ids(again)).toEqual(['1', '2', '3']);
  });

  test('RD1 an encoding named afterwards leaves the reading as it was said', async () => {
    const { stage } = await say();
    await stage.workspace.setEncoding(draftOf(stage).id, 'windows-1252');
    expect(draftOf(stage).choice).toEqual({ encoding: 'windows-1252', reading: semicolons });
    await stage.workspace.setReading(draftOf(stage).id, null);
    expect(draftOf(stage).choice).toEqual({ encoding: 'windows-1252' });
  });
});

describe('a question about the reading', () => {
  const twoTables = () =>
    shop('two.csv', 'order_id,customer_id,ordered_at,net_amount', ...ORDERS, '', 'region,budget', 'north,100', 'south,200', 'west,50');
  const ORDERS = ['1,a,2026-10-02,12.5', '2,b,2026-10-13,7', '3,a,2026-10-14,9', '4,c,2026-10-15,3'];
  const questionOf = (stage: Stage) => draftOf(stage).preview!.questions.find(({ kind }) => kind === 'reading')!;

  test('RD4 the answer reads the file and stays marked beside the question; another answer is one click away', async () => {
    const stage = await open();
    await stage.workspace.dropFiles([twoTables()]);
    const question = questionOf(stage);
    expect(question.answers.length).toBeGreaterThanOrEqual(2);
    expect(draftOf(stage).answers).toEqual({});
    expect(draftOf(stage).ledger).toBeNull();
    const [first, second] = question.answers;
    stage.workspace.answer(draftOf(stage).id, 'reading:', second!.value);
    await until(() => draftOf(stage).preview!.head.headers.length === 2, 'second table');
    expect(draftOf(stage)).toMatchObject({ answers: { 'reading:': second!.value }, choice: { reading: second!.reading } });
    expect(questionOf(stage)).toEqual(question);
    stage.workspace.answer(draftOf(stage).id, 'reading:', first!.value);
    await loaded(stage);
    expect(draftOf(stage)).toMatchObject({ answers: { 'reading:': first!.value }, ledger: { kept: 4, rejected: 0 } });
    expect(await ids(stage)).toEqual(['1', '2', '3', '4']);
  });

  test('RD4, RD5 a reading of the panel that is no answer takes the question away, and “as found” brings it back open', async () => {
    const stage = await open();
    await stage.workspace.dropFiles([twoTables()]);
    const { id } = draftOf(stage);
    const question = questionOf(stage);
    await stage.workspace.setReading(id, { ...semicolons, delimiter: ',', skip: 0, footer: 5 });
    expect(questionOf(stage)).toBeUndefined();
    await stage.workspace.setReading(id, null);
    expect(questionOf(stage)).toEqual(question);
    expect(draftOf(stage).answers).not.toHaveProperty('reading:');
    await stage.workspace.setReading(id, question.answers[0]!.reading!);
    expect(draftOf(stage).answers).toMatchObject({ 'reading:': question.answers[0]!.value });
  });

  test('RD6 one of several tables is not remembered: how many records it has is known only of this file', async () => {
    const storage = openMemoryStorage();
    const stage = await open({ storage });
    await stage.workspace.dropFiles([twoTables()]);
    stage.workspace.answer(draftOf(stage).id, 'reading:', questionOf(stage).answers[0]!.value);
    await loaded(stage);
    await pause();
    await stage.workspace.removeDraft(draftOf(stage).id);
    const again = await open({ storage });
    await again.workspace.dropFiles([twoTables()]);
    expect(draftOf(again).choice).toBeUndefined();
    expect(questionOf(again)).toBeDefined();
  });
});
