import { afterEach, describe, expect, test } from 'vitest';
import { changeRole } from '#core/intake/mapping';
import { offerColumnMends, offerMends, offerReturns, type Mend } from '#core/intake/mend';
import { columnOf } from '#core/model/columns';
import type { MisfitKind } from '#core/model/ledger';
import { openMemoryStorage } from '#edge/storage/storage';
import { csv, settled, stageKeeper, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

const two = (value: number): string => String(value).padStart(2, '0');
/** 400 good orders of 10.50 each, day first; the rest is spoilt as named. Far enough down that no sample of the head sees it. */
const GOOD = 400;
const SPOILT = [
  ...Array.from({ length: 6 }, (_, at) => `X${at},C1,31/02/2024,10.50`),
  ...Array.from({ length: 4 }, (_, at) => `N${at},C1,05/03/2024,N/A`),
  ...Array.from({ length: 3 }, (_, at) => `D${at},C2,06/03/2024,"1.234,56"`),
  'P0,C2,07.03.2024,10.50',
  'P1,C2,25.03.2024,10.50',
  'T0,C3,08/03/2024,free',
];
const lines = (name: string) => [
  `${name},Customer ID,Order Date,Total`,
  ...Array.from({ length: GOOD }, (_, at) => `A${at},C${at % 9},${two(1 + (at % 28))}/${two(1 + (Math.floor(at / 28) % 12))}/2024,10.50`),
  ...SPOILT,
  'short,row',
  '',
  '',
];
const FILE_RECORDS = GOOD + SPOILT.length + 2;
const spoilt = (name = 'Order Number') => csv('spoilt.csv', lines(name));

const ledgerOf = ({ workspace }: Stage) => workspace.drafts[0]!.ledger!;
const groupsOf = (stage: Stage) =>
  ledgerOf(stage).values.flatMap(({ header, groups }) => groups.map(({ kind, count, line }) => [header, kind, count, line]));
const amount = async ({ engine }: Stage) =>
  Number(columnOf(await engine.query('SELECT round(sum(net_amount), 2) AS total FROM orders'), 'total')[0]);

async function openSpoilt(storage = openMemoryStorage()): Promise<Stage> {
  const stage = await open({ storage });
  await stage.workspace.dropFiles([spoilt()]);
  await settled(stage);
  return stage;
}

/** The steps that a group offers, as the screen asks for them. */
function offersOf({ workspace }: Stage, kind: MisfitKind): readonly Mend[] {
  const { ledger, mapping } = workspace.drafts[0]!;
  for (const problem of ledger!.values)
    for (const group of problem.groups)
      if (group.kind === kind) {
        const column = mapping!.columns.find(({ header }) => header === problem.header)!;
        return [...offerMends(column, group), ...offerColumnMends(column)];
      }
  throw new Error(`no group ${kind}`);
}

async function mend(stage: Stage, kind: MisfitKind, step: Mend['kind']): Promise<void> {
  const found = offersOf(stage, kind).find((each) => each.kind === step)!;
  await stage.workspace.mend(stage.workspace.drafts[0]!.id, found);
}

function addsUp(stage: Stage): void {
  const { records, kept, rejected, skipped } = ledgerOf(stage);
  expect(kept + rejected + skipped).toBe(records);
  expect(records).toBe(FILE_RECORDS);
}

describe('V14 V15 mending in place', () => {
  test('the groups of a spoilt file are right, and each step changes the ledger as it says', async () => {
    const stage = await openSpoilt();
    // A day that does not exist, and one in another format, leave an order without its date.
    expect(ledgerOf(stage)).toMatchObject({ kept: GOOD + 8, rejected: 9, skipped: 1 });
    expect(groupsOf(stage)).toEqual([
      ['Total', 'null_word', 4, GOOD + 8],
      ['Total', 'other_number', 3, GOOD + 12],
      ['Total', 'text', 1, GOOD + 17],
    ]);
    expect(
      ledgerOf(stage).refused!.flatMap(({ header, groups }) => groups.map(({ kind, count, line }) => [header, kind, count, line])),
    ).toEqual([
      ['Order Date', 'impossible_date', 6, GOOD + 2],
      ['Order Date', 'other_date', 2, GOOD + 15],
    ]);
    expect(await amount(stage)).toBe(GOOD * 10.5);
    addsUp(stage);

    const [problem] = ledgerOf(stage).refused!;
    const column = stage.workspace.drafts[0]!.mapping!.columns.find(({ header }) => header === 'Order Date')!;
    expect(offerReturns(column, problem!.groups[0]!)).toEqual([]);
    const [returned, ...others] = offerReturns(column, problem!.groups[1]!);
    expect(others).toEqual([]);
    await stage.workspace.mend(stage.workspace.drafts[0]!.id, returned!);
    expect(ledgerOf(stage)).toMatchObject({ kept: GOOD + 10, rejected: 7, skipped: 1 });
    expect(ledgerOf(stage).refused!.map(({ count }) => count)).toEqual([6]);
    const march = await stage.engine.query("SELECT order_id FROM orders WHERE ordered_on = DATE '2024-03-25' AND order_id LIKE 'P%'");
    expect(columnOf(march, 'order_id')).toEqual(['P1']);
    expect(await amount(stage)).toBe((GOOD + 2) * 10.5);
    addsUp(stage);

    await mend(stage, 'null_word', 'empty');
    expect(groupsOf(stage).map(([, kind]) => kind)).toEqual(['other_number', 'text']);
    expect(ledgerOf(stage).nulls).toEqual([{ header: 'Total', count: 4, words: [{ text: 'N/A', count: 4 }] }]);
    addsUp(stage);

    await mend(stage, 'other_number', 'also');
    expect(groupsOf(stage).map(([, kind]) => kind)).toEqual(['text']);
    expect(await amount(stage)).toBe((GOOD + 2) * 10.5 + 3 * 1234.56);
    addsUp(stage);

    await mend(stage, 'text', 'reject');
    expect(ledgerOf(stage)).toMatchObject({ kept: GOOD + 9, rejected: 8, values: [] });
    expect(ledgerOf(stage).rejectedBy).toContainEqual({ reason: 'unread_value', count: 1 });
    expect(ledgerOf(stage).rejects.find(({ reason }) => reason === 'unread_value')).toMatchObject({
      line: GOOD + 17,
      text: 'T0,C3,08/03/2024,free',
    });
    // A word for nothing is no misfit: its records stay.
    expect(ledgerOf(stage).nulls?.[0]?.count).toBe(4);
    addsUp(stage);
  });

  test('LK7 a word for nothing travels in a link while its column is loaded, and not once it is left out', async () => {
    const stage = await openSpoilt();
    const { workspace } = stage;
    await mend(stage, 'null_word', 'empty');
    const nulls = () => workspace.leaving!.sources[0]!.mapping.columns.find(({ header }) => header === 'Total')!.nulls;
    expect(nulls()).toEqual(['N/A']);
    const { id, mapping } = workspace.drafts[0]!;
    workspace.setMapping(id, changeRole(mapping!, 'Total', 'skip'));
    await workspace.load();
    await settled(stage);
    expect(nulls()).toBeUndefined();
    expect(workspace.drafts[0]!.mapping!.columns.find(({ header }) => header === 'Total')!.nulls).toEqual(['N/A']);
  });

  test('a step is taken back by its notice, and by the list of what was agreed', async () => {
    const stage = await openSpoilt();
    const { workspace } = stage;
    const before = workspace.drafts[0]!;
    await mend(stage, 'other_number', 'also');
    expect(groupsOf(stage)).toHaveLength(2);
    workspace.notices.find(({ text }) => 'key' in text && text.key === 'notice_mended')!.action!.run();
    await until(() => workspace.drafts[0]!.ledger !== null && groupsOf(stage).length === 3, 'read again');
    expect(workspace.drafts[0]!.mapping).toEqual(before.mapping);
    expect(workspace.drafts[0]!.ledger).toEqual(before.ledger);

    await mend(stage, 'null_word', 'empty');
    await workspace.mend(before.id, { header: 'Total', kind: 'keep', texts: ['N/A'] });
    expect(workspace.drafts[0]!.mapping).toEqual(before.mapping);
    expect(workspace.drafts[0]!.ledger).toEqual(before.ledger);
  });

  test('what was mended is remembered: next month’s file of the same headers needs nothing', async () => {
    const storage = openMemoryStorage();
    const stage = await openSpoilt(storage);
    await mend(stage, 'null_word', 'empty');
    await mend(stage, 'other_number', 'also');
    const { mapping, id } = stage.workspace.drafts[0]!;
    await stage.workspace.removeDraft(id);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const next = await open({ storage });
    expect(next.workspace.drafts).toEqual([]);
    await next.workspace.dropFiles([spoilt()]);
    await until(() => next.workspace.drafts[0]!.ledger !== null, 'loaded');
    expect(next.workspace.drafts[0]!.mapping).toEqual(mapping);
    expect(groupsOf(next).map(([, kind]) => kind)).toEqual(['text']);
  });
});
