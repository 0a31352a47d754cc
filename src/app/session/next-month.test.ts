import { afterEach, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { openMemoryStorage } from '#edge/storage/storage';
import { corrected, HEADER, idle, keys, MONTH, notices, november, october, press, september, total } from './test-months';
import { csv, settled, stageKeeper, until } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

describe('MF21–MF26 next month’s file', () => {
  test('is asked about with what is known; appended, replaced by key, and taken back, the data are what they were', async () => {
    const stage = await open();
    const { workspace } = stage;
    await workspace.dropFiles([september]);
    await settled(stage);
    await workspace.dropFiles([october]);
    const [first, waiting] = workspace.drafts;
    const [question] = waiting!.preview!.questions;
    expect(workspace.say(question!.evidence)).toBe(
      'It covers 1 Oct 2026 to 10 Oct 2026; “2026-09.csv” has 1 Sept 2026 to 10 Sept 2026. Of the 10 values of “Order Number” looked at, 0 are among the loaded data.',
    );
    expect(question!.answers.map(({ value }) => value)).toEqual(['append', 'replace', 'whole', 'separate']);
    expect(first!.ledger).not.toBeNull();
    expect(await total(stage)).toEqual([10, MONTH]);
    workspace.answer(waiting!.id, 'update:', 'append');
    await until(() => keys(stage).includes('files_change_append'), 'appended');
    expect(notices(stage)).toContain(
      '“2026-10.csv” was appended. By “Order Number”: 10 new, 0 that were there already, 0 of them exactly as they were.',
    );
    expect(await total(stage)).toEqual([20, 2 * MONTH]);

    await stage.storage.rememberUpdate(HEADER.toLowerCase().split(',').sort(), null);
    await workspace.dropFiles([corrected]);
    const again = workspace.drafts.find(({ joining }) => joining)!;
    expect(workspace.say(again.preview!.questions[0]!.evidence)).toContain(
      'Of the 15 values of “Order Number” looked at, 10 are among the loaded data.',
    );
    expect(again.preview!.questions[0]!.answers[0]!.value).toBe('replace');
    workspace.answer(again.id, 'update:', 'replace');
    await until(() => keys(stage).includes('files_change_replace'), 'replaced');
    expect(notices(stage)).toContain(
      '“2026-10 corrected.csv” was loaded. By “Order Number”: 5 new, 10 replaced, of which 2 with other values and 8 as they were.',
    );
    // 15 orders of 10 + at and a half, ninety more for two of them.
    expect(await total(stage)).toEqual([25, MONTH + (15 * 10 + 105 + 7.5) + 180]);
    const { ledger } = workspace.drafts[0]!;
    expect(ledger).toMatchObject({ records: 35, kept: 25, rejected: 0, skipped: 10, skippedBy: [{ reason: 'replaced', count: 10 }] });

    press(stage, 'files_change_replace');
    await until(() => workspace.drafts[0]!.parts?.length === 2 && workspace.drafts[0]!.ledger !== null, 'taken back');
    expect(await total(stage)).toEqual([20, 2 * MONTH]);
    press(stage, 'files_change_append');
    await until(() => workspace.drafts[0]!.parts === undefined && workspace.drafts[0]!.ledger !== null, 'taken back whole');
    expect(await total(stage)).toEqual([10, MONTH]);
    expect(workspace.drafts[0]).toMatchObject({
      id: first!.id,
      name: '2026-09.csv',
      mapping: first!.mapping,
      preview: { head: { headers: HEADER.split(',') } },
    });
  });

  test('MF22 the month after needs no click, in another visit too, and can be taken back', async () => {
    const storage = openMemoryStorage();
    const before = await open({ storage });
    await before.workspace.dropFiles([september]);
    await settled(before);
    await before.workspace.dropFiles([october]);
    before.workspace.answer(before.workspace.drafts[1]!.id, 'update:', 'append');
    await until(() => keys(before).includes('files_change_append'), 'appended');
    await until(() => before.workspace.loading === null, 'idle');

    const stage = await open({ storage });
    await settled(stage);
    expect(keys(stage)).not.toContain('files_change_append');
    await stage.workspace.dropFiles([november]);
    await until(() => keys(stage).includes('files_change_append'), 'appended by itself');
    expect(notices(stage)).toContain('as you chose before for these columns');
    expect(await total(stage)).toEqual([30, 3 * MONTH]);
    press(stage, 'files_notice_append');
    await until(() => stage.workspace.drafts.some(({ joining }) => joining), 'asked');
    await idle(stage);
    expect(await total(stage)).toEqual([20, 2 * MONTH]);
    expect(await storage.recallUpdate(HEADER.toLowerCase().split(',').sort())).toBeNull();
  });

  test('a source of its own, and one that replaces the whole', async () => {
    const stage = await open();
    const { workspace } = stage;
    await workspace.dropFiles([september]);
    await settled(stage);
    await workspace.dropFiles([october]);
    workspace.answer(workspace.drafts[1]!.id, 'update:', 'separate');
    await until(() => workspace.drafts.length === 2 && workspace.drafts.every(({ ledger }) => ledger), 'two sources');
    expect(workspace.drafts.map(({ parts }) => parts)).toEqual([undefined, undefined]);
    expect(await total(stage)).toEqual([20, 2 * MONTH]);

    const alone = await open();
    await alone.workspace.dropFiles([october]);
    await settled(alone);
    await alone.workspace.dropFiles([corrected]);
    alone.workspace.answer(alone.workspace.drafts[1]!.id, 'update:', 'whole');
    await until(() => keys(alone).includes('files_change_whole'), 'replaced');
    expect(notices(alone)).toContain('5 new, 10 that were there before, of which 2 with other values and 8 as they were, and 0 are gone.');
    expect(alone.workspace.drafts[0]!.ledger).toMatchObject({ kept: 15, skipped: 10 });
  });

  test('MF2 a new column joins the source, and goes again with its file', async () => {
    const stage = await open();
    const { workspace } = stage;
    await workspace.dropFiles([september]);
    await settled(stage);
    await workspace.dropFiles([
      csv('2026-10.csv', [
        `channel,${HEADER}`,
        ...Array.from({ length: 8 }, (_, at) => `${at % 2 ? 'web' : 'shop'},A${50 + at},C1,2026-10-0${at + 1},5`),
      ]),
    ]);
    workspace.answer(workspace.drafts[1]!.id, 'update:', 'append');
    await until(() => keys(stage).includes('files_change_append'), 'appended');
    expect(workspace.drafts[0]!.preview!.head.headers).toEqual([...HEADER.split(','), 'channel', 'file']);
    const channels = rowsOf(
      await stage.engine.execute('SELECT CAST(channel AS VARCHAR) AS channel, count(*) AS orders FROM orders GROUP BY 1 ORDER BY 1'),
    );
    expect(channels.map(({ channel, orders }) => [channel, orders])).toEqual([
      ['shop', 4],
      ['web', 4],
      [null, 10],
    ]);
    await workspace.removePart(workspace.drafts[0]!.id, workspace.drafts[0]!.parts![1]!.id);
    await idle(stage);
    expect(workspace.drafts[0]!.preview!.head.headers).toEqual(HEADER.split(','));
    expect(await total(stage)).toEqual([10, MONTH]);
  });
});
