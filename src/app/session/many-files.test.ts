import { afterEach, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { openMemoryStorage } from '#edge/storage/storage';
import { corrected, HEADER, idle, keys, MONTH, month, notices, november, october, press, september, total } from './test-months';
import { csv, settled, stageKeeper, until } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

describe('MF20 files that come together', () => {
  test('of one shape are one source, others stay by themselves, what holds no data is said', async () => {
    const stage = await open();
    const people = csv('people.csv', ['Customer ID,City', 'C0,Paris', 'C1,Lyon', 'C2,Nice', 'C3,Brest']);
    const files = [october, people, september, csv('2026-12.csv', [HEADER]), csv('.hidden.csv', [HEADER]), csv('~$x.xlsx', ['x'])];
    await stage.workspace.dropFiles(files, ['Thumbs.db']);
    expect(stage.workspace.drafts.map(({ name, parts }) => [name, parts?.map((part) => part.name)])).toEqual([
      ['2026-09 … 2026-10.csv', ['2026-09.csv', '2026-10.csv']],
      ['people.csv', undefined],
    ]);
    expect(notices(stage)).toContain('4 files were left out, because they hold no data: Thumbs.db, .hidden.csv, ~$x.xlsx and 1 more.');
    await settled(stage);
    expect(await total(stage)).toEqual([20, 2 * MONTH]);
    expect(stage.workspace.drafts[0]!.ledger!.parts!.map(({ kept, covers }) => [kept, covers])).toEqual([
      [10, { from: '2026-09-01', to: '2026-09-10' }],
      [10, { from: '2026-10-01', to: '2026-10-10' }],
    ]);
    expect(stage.workspace.model!.tables.find(({ name }) => name === 'orders')!.columns.map(({ name }) => name)).toContain('file');
  });

  test('many are read a few at a time, and stand on the screen together', async () => {
    const stage = await open();
    const days = Array.from({ length: 40 }, (_, at) =>
      csv(`day-${at + 1}.csv`, [HEADER, `A${at},C${at % 4},2026-0${1 + Math.floor(at / 20)}-${String(1 + (at % 20)).padStart(2, '0')},10`]),
    );
    const seen: number[] = [];
    const drop = stage.workspace.dropFiles(days);
    await until(() => {
      if (stage.workspace.reading) seen.push(stage.workspace.reading.done);
      return stage.workspace.drafts.length > 0;
    }, 'drafts');
    expect(stage.workspace.drafts).toHaveLength(1);
    await drop;
    expect(stage.workspace.reading).toBeNull();
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(stage.workspace.drafts[0]!.parts!.map(({ name }) => name)).toEqual(days.map(({ name }) => name));
    await settled(stage);
    expect(await total(stage)).toEqual([40, 400]);
  });

  test('MF23 a file that is here under another name is not taken twice', async () => {
    const stage = await open();
    await stage.workspace.dropFiles([september, october]);
    await settled(stage);
    await stage.workspace.dropFiles([new File([await october.text()], 'october (1).csv')]);
    expect(notices(stage)).toContain('“october (1).csv” has the same content as “2026-10.csv”');
    expect(stage.workspace.drafts).toHaveLength(1);
    expect(await total(stage)).toEqual([20, 2 * MONTH]);
  });
});

describe('MF26 the files of a source', () => {
  test('are taken apart and put back', async () => {
    const stage = await open();
    const { workspace } = stage;
    await workspace.dropFiles([september, october, november]);
    await settled(stage);
    await workspace.takeApart(workspace.drafts[0]!.id);
    expect(workspace.drafts.map(({ name }) => name)).toEqual(['2026-09.csv', '2026-10.csv', '2026-11.csv']);
    await idle(stage);
    expect(await total(stage)).toEqual([30, 3 * MONTH]);
    press(stage, 'files_notice_apart');
    await idle(stage);
    expect(workspace.drafts.map(({ parts }) => parts?.length)).toEqual([3]);
    await workspace.removePart(workspace.drafts[0]!.id, workspace.drafts[0]!.parts![1]!.id);
    await idle(stage);
    expect(await total(stage)).toEqual([20, 2 * MONTH]);
    press(stage, 'files_notice_removed');
    await until(() => workspace.drafts[0]!.parts!.length === 3, 'back');
    await idle(stage);
    expect(await total(stage)).toEqual([30, 3 * MONTH]);
  });

  test('MF13 MF18 replace one another once a person says so', async () => {
    const stage = await open();
    const { workspace } = stage;
    await workspace.dropFiles([october, corrected]);
    await settled(stage);
    expect(workspace.dataIssues.map(({ code }) => code)).toEqual(['issue_load_keys_recur']);
    workspace.setReplacing(workspace.drafts[0]!.id, true);
    await workspace.load();
    expect(workspace.dataIssues).toEqual([]);
    expect(workspace.drafts[0]!.ledger).toMatchObject({ records: 25, kept: 15, skipped: 10 });
    workspace.setReplacing(workspace.drafts[0]!.id, false);
    await workspace.load();
    expect(workspace.drafts[0]!.ledger).toMatchObject({ kept: 25, skipped: 0 });
  });

  test('MF27 come back after a reload, byte by byte, and are forgotten with their source', async () => {
    const storage = openMemoryStorage();
    const before = await open({ storage });
    await before.workspace.dropFiles([october, corrected]);
    await settled(before);
    before.workspace.setReplacing(before.workspace.drafts[0]!.id, true);
    await before.workspace.load();
    await until(() => before.workspace.loading === null, 'idle');
    const { workspace: kept } = await storage.readWorkspace();
    expect(kept.sources).toHaveLength(1);
    expect(await Promise.all(kept.sources[0]!.blobs!.map((blob) => blob.text()))).toEqual([await october.text(), await corrected.text()]);

    const stage = await open({ storage });
    await settled(stage);
    const [draft] = stage.workspace.drafts;
    const [former] = before.workspace.drafts;
    expect(draft).toMatchObject({
      id: former!.id,
      name: former!.name,
      bytes: former!.bytes,
      mapping: former!.mapping,
      ledger: former!.ledger,
    });
    expect(draft!.parts!.map(({ name, update }) => [name, update])).toEqual(former!.parts!.map(({ name, update }) => [name, update]));
    expect(draft!.preview!.head.headers).toEqual(former!.preview!.head.headers);
    expect(await total(stage)).toEqual(await total(before));
    await stage.workspace.removeDraft(draft!.id);
    await until(() => stage.workspace.sources.length === 0, 'removed');
    await until(() => stage.workspace.loading === null, 'idle');
    expect((await storage.readWorkspace()).workspace.sources).toEqual([]);
  });
});

describe('MF24 files that come during a load', () => {
  test('of another shape: both are loaded, and nobody hears of a load that was stopped', async () => {
    const stage = await open();
    const { workspace } = stage;
    const people = csv('people.csv', ['Customer ID,City', 'C0,Paris', 'C1,Lyon', 'C2,Nice', 'C3,Brest']);
    const first = workspace.dropFiles([september, october]);
    await until(() => workspace.loading !== null, 'loading');
    await workspace.dropFiles([people]);
    await first;
    await idle(stage);
    expect(workspace.sources.map(({ name }) => name)).toEqual(['2026-09 … 2026-10.csv', 'people.csv']);
    expect(await total(stage)).toEqual([20, 2 * MONTH]);
    expect(keys(stage)).not.toContain('notice_load_cancelled');
  });

  test('of the same shape: the first load ends in peace, and the question waits', async () => {
    const stage = await open();
    const { workspace } = stage;
    const first = workspace.dropFiles([september]);
    await until(() => workspace.loading !== null, 'loading');
    await workspace.dropFiles([october]);
    await first;
    await until(() => workspace.sources.length === 1, 'loaded');
    expect(await total(stage)).toEqual([10, MONTH]);
    expect(workspace.drafts.map(({ joining }) => joining?.target)).toEqual([undefined, workspace.drafts[0]!.id]);
    workspace.answer(workspace.drafts[1]!.id, 'update:', 'append');
    await until(() => keys(stage).includes('files_change_append'), 'appended');
    expect(await total(stage)).toEqual([20, 2 * MONTH]);
  });

  test('a load of many files that is cancelled leaves no table behind', async () => {
    const stage = await open();
    const { workspace } = stage;
    const tables = async () =>
      rowsOf(await stage.engine.execute('SELECT table_name FROM duckdb_tables() ORDER BY 1')).map(({ table_name }) => table_name);
    await workspace.dropFiles([month('other.csv', '2026-01', 900)]);
    await settled(stage);
    const before = await tables();
    // With two separators each file is read by itself, which takes long enough to be stopped.
    const lineOf = (at: number) => [
      `Ticket ID,Customer ID,Opened At,Severity`,
      `T${at},C1,2026-01-${String(at + 1).padStart(2, '0')},high`,
    ];
    const days = Array.from({ length: 30 }, (_, at) =>
      csv(`d${at}.csv`, at % 2 ? lineOf(at).map((line) => line.replaceAll(',', ';')) : lineOf(at)),
    );
    const drop = workspace.dropFiles(days);
    await until(() => (workspace.loading?.files?.at ?? 0) > 3, 'reading');
    workspace.cancelLoad();
    await drop;
    expect(keys(stage)).toContain('notice_load_cancelled');
    expect(await tables()).toEqual(before);
    await workspace.load();
    expect(workspace.model!.tables.find(({ name }) => name === 'tickets')!.rows).toBe(30);
  });
});
