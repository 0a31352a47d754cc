import { afterEach, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { changeProtection } from '#core/intake/protect';
import { changeRole } from '#core/intake/mapping';
import { writeReportFile } from '#core/report/serialize';
import { openMemoryStorage } from '#edge/storage/storage';
import { csv, ordersFile, settled, stageKeeper, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

const times = (count: number, line: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => line(at));
const day = (at: number): string => `2026-0${1 + (at % 9)}-${10 + (at % 18)}`;

/** A list of members with two ids of which names do not say which one orders use. */
const members = () =>
  csv('members.csv', [
    '编码,卡码,注册日期,城市',
    ...times(60, (at) => `K${1000 + at},V-${7000 + at * 3},${day(at)},${at % 2 ? '杭州' : '苏州'}`),
  ]);
const orders = () =>
  csv('orders.csv', [
    '订单号,活动编码,卡码2,下单时间,实付金额',
    ...times(90, (at) => `D${at},HD${at % 40},V-${7000 + ((at * 7) % 60) * 3},${day(at)},${at}.5`),
  ]);

const draftOf = ({ workspace }: Stage, name: string) => workspace.drafts.find((draft) => draft.name === name)!;
const headerOf = (stage: Stage, name: string, role: string): string | undefined =>
  draftOf(stage, name).mapping?.columns.find((column) => column.role === role)?.header;

describe('M10 files beside each other', () => {
  test('a file that arrives later settles the keys of both, and they join', async () => {
    const stage = await open();
    await stage.workspace.dropFiles([members()]);
    expect(headerOf(stage, 'members.csv', 'customer_id')).toBe('编码');
    await stage.workspace.dropFiles([orders()]);
    await until(() => stage.workspace.drafts.every(({ ledger }) => ledger !== null), 'both loaded');
    expect(headerOf(stage, 'members.csv', 'customer_id')).toBe('卡码');
    expect(headerOf(stage, 'orders.csv', 'customer_id')).toBe('卡码2');
    const [join] = stage.workspace.model!.joins;
    expect([join!.rows, join!.matched]).toEqual([90, 90]);
    const { suggestions } = draftOf(stage, 'orders.csv').preview!;
    expect(stage.workspace.say(suggestions.find(({ header }) => header === '卡码2')!.reason)).toContain(
      '60 of 60 sampled values occur in members.csv › 卡码',
    );
  });

  test('what a person has changed stays as it is', async () => {
    const stage = await open();
    await stage.workspace.dropFiles([members()]);
    const before = changeRole(draftOf(stage, 'members.csv').mapping!, '城市', 'skip');
    stage.workspace.setMapping(draftOf(stage, 'members.csv').id, before);
    await stage.workspace.dropFiles([orders()]);
    expect(draftOf(stage, 'members.csv').mapping).toEqual(before);
    expect(headerOf(stage, 'orders.csv', 'customer_id')).toBe('卡码2');
  });
});

describe('M15 M16 pseudonyms', () => {
  const people = () => csv('people.csv', ['Email,Joined on,City', ...times(30, (at) => `u${at}@example.com,${day(at)},Leeds${at % 3}`)]);
  const sales = () =>
    csv('sales.csv', ['Order Number,Email,Order Date,Total', ...times(60, (at) => `A${at},U${at % 30}@example.com,${day(at)},${at}.5`)]);

  /** Both files, keyed by their addresses, with pseudonyms in their place. */
  async function guarded(storage = openMemoryStorage()): Promise<Stage> {
    const stage = await open({ storage });
    await stage.workspace.dropFiles([people(), sales()]);
    await until(() => stage.workspace.drafts.length === 2, 'both files');
    const first = draftOf(stage, 'people.csv');
    stage.workspace.setMapping(first.id, changeRole(first.mapping!, 'Email', 'customer_id'));
    const draft = draftOf(stage, 'sales.csv');
    stage.workspace.setMapping(draft.id, changeProtection(draft.mapping!, 'Email', 'pseudonym'));
    await stage.workspace.load();
    await settled(stage);
    return stage;
  }
  const idsOf = async ({ engine }: Stage) =>
    rowsOf(await engine.query('SELECT customer_id FROM customers ORDER BY 1')).map(({ customer_id }) => String(customer_id));

  test('protecting the customer id of one file protects that of the others, and they join', async () => {
    const stage = await guarded();
    for (const name of ['people.csv', 'sales.csv'])
      expect(draftOf(stage, name).mapping!.columns.find(({ header }) => header === 'Email')).toMatchObject({
        role: 'customer_id',
        protect: 'pseudonym',
      });
    const ids = await idsOf(stage);
    expect(ids).toHaveLength(30);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(stage.workspace.model!.joins[0]).toMatchObject({ rows: 60, matched: 60 });
  });

  test('at the next visit the same people have the same pseudonyms; after clearing, others', async () => {
    const storage = openMemoryStorage();
    const first = await idsOf(await guarded(storage));
    const again = await open({ storage });
    await settled(again);
    expect(await idsOf(again)).toEqual(first);
    await again.workspace.clearAll();
    expect((await idsOf(await guarded(storage))).filter((id) => first.includes(id))).toEqual([]);
  });

  test('the key stands in no report, link, result or notice, and no address either', async () => {
    const storage = openMemoryStorage();
    const stage = await guarded(storage);
    const key = await storage.pseudonymKey();
    const { workspace } = stage;
    const made = await workspace.makeLink();
    const link = made.ok ? made.value : expect.fail('no link');
    const left = [
      JSON.stringify(workspace.report),
      writeReportFile(workspace.leaving!),
      decodeURIComponent(link),
      JSON.stringify(workspace.cells),
      JSON.stringify(workspace.model),
      JSON.stringify(workspace.sources),
      JSON.stringify(workspace.drafts.map(({ preview: _preview, ...draft }) => draft)),
      JSON.stringify(workspace.notices),
    ];
    expect(left.every((text) => text.length > 1)).toBe(true);
    for (const text of left) {
      expect(text).not.toContain(key);
      expect(text).not.toContain('@example.com');
    }
    expect(writeReportFile(workspace.leaving!)).toContain('"protect": "pseudonym"');
  });

  test('a file without personal columns needs no key', async () => {
    const storage = openMemoryStorage();
    let asked = false;
    const make = storage.pseudonymKey.bind(storage);
    storage.pseudonymKey = () => {
      asked = true;
      return make();
    };
    const stage = await open({ storage });
    await stage.workspace.dropFiles([ordersFile()]);
    await settled(stage);
    expect(asked).toBe(false);
  });
});
