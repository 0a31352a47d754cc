import { afterEach, expect, test } from 'vitest';
import { readingOf } from '#core/intake/dialect/plain-reading';
import { HEADER, october, september } from './test-months';
import { settled, stageKeeper, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

const month = (number: number): string =>
  [HEADER, ...Array.from({ length: 12 }, (_, at) => `A${number * 100 + at},C${at % 5},2026-0${number}-${10 + at},${at}.5`), ''].join('\n');

/** A file whose bytes are held back once, from when it is told to. */
class HeldFile extends File {
  isHeld = (): boolean => false;
  gate: Promise<void> = Promise.resolve();
  waits = 0;
  override slice(...range: Parameters<File['slice']>): Blob {
    const part = super.slice(...range);
    if (this.waits > 0 || !this.isHeld()) return part;
    this.waits++;
    part.arrayBuffer = () => this.gate.then(() => new Blob([part]).arrayBuffer());
    return part;
  }
}

/** Files dropped of which the first is held back when all stand on the screen: they are being compared. */
async function dropHeld(stage: Stage, texts: Readonly<Record<string, string>>) {
  const here = stage.workspace.drafts.length;
  const files = Object.entries(texts).map(([name, text]) => new HeldFile([text], name, { lastModified: 1 }));
  let release = () => {};
  const [first] = files;
  first!.gate = new Promise((resolve) => (release = resolve));
  const fresh = () => stage.workspace.drafts.slice(here);
  first!.isHeld = () => fresh().length === files.length && fresh().every(({ preview }) => preview !== null);
  const dropped = stage.workspace.dropFiles(files);
  await until(() => first!.waits > 0, 'compared');
  return { finish: () => (release(), dropped), idOf: (name: string) => fresh().find((draft) => draft.name === name)!.id };
}

const MONTHS = { '2026-1.csv': month(1), '2026-2.csv': month(2), '2026-3.csv': month(3) };

test.each(Object.keys(MONTHS))('MF20 %s, removed while files of one shape become one source, stays away', async (removed) => {
  const stage = await open();
  const { finish, idOf } = await dropHeld(stage, MONTHS);
  await stage.workspace.removeDraft(idOf(removed));
  await finish();
  await until(() => (stage.workspace.drafts[0]?.ledger ?? null) !== null, 'loaded');
  expect(stage.workspace.drafts).toHaveLength(1);
  expect(stage.workspace.drafts[0]!.parts!.map(({ name }) => name)).toEqual(Object.keys(MONTHS).filter((name) => name !== removed));
  expect(stage.workspace.drafts[0]!.ledger).toMatchObject({ records: 24, kept: 24 });
});

test('MF20 of two files the one that is not removed stays by itself', async () => {
  const stage = await open();
  const { finish, idOf } = await dropHeld(stage, { '2026-1.csv': month(1), '2026-2.csv': month(2) });
  await stage.workspace.removeDraft(idOf('2026-1.csv'));
  await finish();
  expect(stage.workspace.drafts.map(({ name, parts }) => [name, parts])).toEqual([['2026-2.csv', undefined]]);
});

test('IN8 MF20 the encoding that a person names for one of them is that of its part', async () => {
  const stage = await open();
  const { finish, idOf } = await dropHeld(stage, MONTHS);
  await stage.workspace.setEncoding(idOf('2026-2.csv'), 'gb18030');
  await finish();
  expect(stage.workspace.drafts[0]!.parts!.map(({ name, dialect }) => [name, dialect.encoding])).toEqual([
    ['2026-1.csv', 'utf-8'],
    ['2026-2.csv', 'gb18030'],
    ['2026-3.csv', 'utf-8'],
  ]);
});

test('IN8 MF20 an encoding in which a file is still being read when all are compared is waited for', async () => {
  const stage = await open();
  const { finish, idOf } = await dropHeld(stage, MONTHS);
  const named = stage.workspace.setEncoding(idOf('2026-1.csv'), 'gb18030');
  await Promise.all([finish(), named]);
  expect(stage.workspace.drafts).toHaveLength(1);
  expect(stage.workspace.drafts[0]!.parts!.map(({ dialect }) => dialect.encoding)).toEqual(['gb18030', 'utf-8', 'utf-8']);
});

test('IN8 MF20 a source of several files is not read as if it were its first; taken apart, a file of it is', async () => {
  const stage = await open();
  await stage.workspace.dropFiles(Object.entries(MONTHS).map(([name, text]) => new File([text], name, { lastModified: 1 })));
  await settled(stage);
  const { id, preview } = stage.workspace.drafts[0]!;
  await stage.workspace.setEncoding(id, 'gb18030');
  expect(stage.workspace.drafts[0]!.preview!.head.headers).toEqual(preview!.head.headers);
  expect(stage.workspace.drafts[0]!.ledger).toMatchObject({ records: 36, kept: 36 });
  await stage.workspace.takeApart(id);
  const second = stage.workspace.drafts.find(({ name }) => name === '2026-2.csv')!;
  await stage.workspace.setEncoding(second.id, 'gb18030');
  expect(stage.workspace.drafts.map(({ preview: each }) => each!.head.dialect.encoding)).toEqual(['utf-8', 'gb18030', 'utf-8']);
});

const withoutLast = { ...readingOf({ delimiter: ',', header: true }), footer: 1 };
/** The file that waits for a word about what it is to do. */
const waiting = ({ workspace }: Stage) => workspace.drafts.find(({ joining }) => joining)!;

test('RD1 MF21 a reading said while a file is compared with a source is that of the file that is asked about', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([september]);
  await settled(stage);
  const { finish, idOf } = await dropHeld(stage, { '2026-10.csv': await october.text() });
  await stage.workspace.setReading(idOf('2026-10.csv'), withoutLast);
  await finish();
  expect(waiting(stage).preview!.questions.map(({ kind }) => kind)).toEqual(['update']);
  expect(waiting(stage).preview!.head.reading).toEqual(withoutLast);
  stage.workspace.answer(waiting(stage).id, 'update:', 'separate');
  await until(() => stage.workspace.drafts.every(({ joining, ledger }) => !joining && ledger), 'loaded');
  expect(stage.workspace.drafts[1]!.preview!.head.reading).toEqual(withoutLast);
  expect(stage.workspace.drafts[1]!.ledger).toMatchObject({ kept: 9, skipped: 1, skippedBy: [{ reason: 'footer', count: 1 }] });
});

test.each(['append', 'separate'])('RD1 MF21 a reading said while a file waits stays when it is told to %s', async (choice) => {
  const stage = await open();
  await stage.workspace.dropFiles([september]);
  await settled(stage);
  await stage.workspace.dropFiles([october]);
  await stage.workspace.setReading(waiting(stage).id, withoutLast);
  expect(waiting(stage).preview!.questions.map(({ kind }) => kind)).toEqual(['update']);
  stage.workspace.answer(waiting(stage).id, 'update:', choice);
  await until(() => stage.workspace.drafts.every(({ joining, ledger }) => !joining && ledger), 'loaded');
  const { drafts } = stage.workspace;
  expect(drafts[0]!.parts ? drafts[0]!.parts[1]!.reading : drafts[1]!.preview!.head.reading).toEqual(withoutLast);
  const ledgers = drafts.map(({ ledger }) => ledger!);
  expect(ledgers.reduce((sum, { kept }) => sum + kept, 0)).toBe(19);
  expect(ledgers.flatMap(({ skippedBy }) => skippedBy)).toEqual([{ reason: 'footer', count: 1 }]);
});

test('RD1 MF21 a file that waits is asked about no more when it is read so that its columns are others', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([september]);
  await settled(stage);
  await stage.workspace.dropFiles([october]);
  const { id } = waiting(stage);
  await stage.workspace.setReading(id, { ...withoutLast, footer: 0, headerRows: 0 });
  expect(waiting(stage)).toBeUndefined();
  expect(stage.workspace.drafts.find((draft) => draft.id === id)!.preview!.questions.map(({ kind }) => kind)).not.toContain('update');
});
