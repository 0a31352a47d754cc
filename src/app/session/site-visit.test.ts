import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SiteInput } from '#edge/share/site/publish-site';
import { readStored, writeStored, type StoredResults } from '#edge/share/site/stored-results';
import { openMemoryStorage } from '#edge/storage/storage';
import { csv, ordersFile, settled, stageKeeper, TODAY, until, type Stage } from './test-parts';
import { hostOf, makeSite, publishable, shownBy } from './test-site';

const keeper = stageKeeper();
afterEach(() => keeper.closeAll());

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const told = ({ workspace }: Stage): readonly string[] => workspace.notices.map(({ text }) => ('key' in text ? text.key : text.literal));

let results: StoredResults;
let protectedResults: StoredResults;
let info: Stage['workspace']['sources'];
const data = () => [{ info: info[0]!, files: [ordersFile()] }];
const input = (change: Partial<SiteInput> = {}): SiteInput => ({
  report: results.report,
  title: 'Report',
  results,
  data: [],
  day: TODAY,
  ...change,
});

beforeAll(async () => {
  ({ results, protectedResults, info } = await publishable(keeper));
}, 60_000);

describe('what is published of the desk', () => {
  it('SR1: every finished cell, the report, the sources with their counts, and the day', () => {
    expect(Object.keys(results.cells)).toEqual(results.report.cells.map(({ id }) => id));
    expect(results).toMatchObject({ made: { day: TODAY }, asOf: '2026-05-22', protection: null });
    expect(results.sources).toMatchObject([{ name: 'orders.csv', ledger: { records: 60, kept: 60, rejected: 0, skipped: 0 } }]);
    expect(readStored(writeStored(results))).toMatchObject({ ok: true });
  });

  it('PB8: without the rows, what rests on too few customers stays here', () => {
    expect(protectedResults.protection).toMatchObject({ k: 5 });
    expect(protectedResults.protection!.told.length).toBeGreaterThan(0);
    const smallIn = ({ cells }: StoredResults): number =>
      Object.values(cells).reduce((sum, { presentation: { table } }) => {
        const counted = table.columns.filter(({ unit }) => unit === 'customers').map(({ key }) => key);
        const small = (value: unknown): boolean => typeof value === 'number' && value >= 1 && value < 5;
        return sum + table.rows.reduce((found, { values }) => found + counted.filter((key) => small(values[key])).length, 0);
      }, 0);
    expect(smallIn(results)).toBeGreaterThan(0);
    expect(smallIn(protectedResults)).toBe(0);
    expect(readStored(writeStored(protectedResults))).toMatchObject({ ok: true });
  });

  it('PB5: a file with a masked column is named, and does not leave', async () => {
    const stage = await keeper.open();
    const { workspace } = stage;
    await workspace.dropFiles([ordersFile()]);
    await until(() => workspace.report !== null, 'a report');
    const draft = workspace.drafts[0]!;
    const columns = draft.mapping!.columns.map((column) =>
      column.header === 'Customer ID' ? { ...column, protect: 'pseudonym' as const } : column,
    );
    workspace.setMapping(draft.id, { ...draft.mapping!, columns });
    await workspace.load();
    await settled(stage);
    expect(workspace.publishing.offer.files).toMatchObject([{ name: 'orders.csv', held: ['Customer ID'] }]);
    const outcome = await workspace.publishing.publish('data', { signal: new AbortController().signal, onProgress: () => undefined });
    expect(outcome).toMatchObject({
      ok: false,
      issues: [{ code: 'issue_site_columns', values: { name: 'orders.csv', columns: 'Customer ID' } }],
    });
  });

  it('says that nothing was counted yet', async () => {
    const { workspace } = await keeper.open();
    await workspace.openReportText(JSON.stringify({ ...results.report, version: 1 }), 'file', 'a');
    await workspace.acceptIncoming();
    const outcome = await workspace.publishing.publish('results', { signal: new AbortController().signal, onProgress: () => undefined });
    expect(outcome).toMatchObject({ ok: false, issues: [{ code: 'issue_site_no_results' }] });
  });
});

describe('a published page', () => {
  it('PV1: shows its results without any engine', async () => {
    const stage = await keeper.open({ published: true, fetch: hostOf(await makeSite(input())), engine: 'never' });
    const { workspace } = stage;
    expect(workspace.screen).toBe('report');
    expect(shownBy(stage)).toEqual(plain(Object.fromEntries(Object.entries(results.cells).map(([id, cell]) => [id, cell.presentation]))));
    expect(workspace.stored).toMatchObject({ data: 'none', results: { made: { day: TODAY } } });
    expect([workspace.asOf, workspace.origin]).toEqual([
      '2026-05-22',
      { from: 'address', name: expect.stringMatching(/^reports\//) as string },
    ]);
    const part = workspace.cells['c1']?.state === 'done' ? workspace.cells['c1'].presentation.figures[0]?.part : undefined;
    expect(await workspace.people('c1', part ?? {})).toMatchObject({ ok: false, issues: [{ code: 'issue_stored_no_data' }] });
  });

  it('PV2: with data, the numbers stay until the fresh ones stand, and these are the same', async () => {
    const site = await makeSite(input({ data: data() }));
    const stage = await keeper.open({ published: true, fetch: hostOf(site) });
    const { workspace } = stage;
    const before = shownBy(stage);
    expect(Object.values(before).every((each) => each !== null)).toBe(true);
    let empty = 0;
    await until(() => {
      if (Object.values(shownBy(stage)).some((each) => each === null)) empty += 1;
      return workspace.stored === null;
    }, 'fresh numbers');
    await settled(stage);
    expect(empty).toBe(0);
    expect(workspace.model).not.toBeNull();
    expect(plain(shownBy(stage))).toEqual(before);
  });

  it('PV2: a file of the visitor that comes before the data stands alone', async () => {
    const host = hostOf(await makeSite(input({ data: data() })));
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const isData = (input: Parameters<typeof fetch>[0]): boolean => (input as URL).pathname.endsWith('orders.csv');
    const late: typeof fetch = async (input, init) => {
      if (isData(input)) await arrived;
      return host(input, init);
    };
    const { workspace } = await keeper.open({ published: true, fetch: late });
    await workspace.dropFiles([ordersFile('mine.csv')]);
    await until(() => workspace.model !== null, 'the visitor’s own data');
    arrive();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(workspace.drafts.map(({ name }) => name)).toEqual(['mine.csv']);
    expect(workspace.sources.map(({ name }) => name)).toEqual(['mine.csv']);
  });

  it('PV3: a changed cell shows no stored number, and has it again when the change is taken back', async () => {
    const { workspace } = await keeper.open({ published: true, fetch: hostOf(await makeSite(input())), engine: 'never' });
    workspace.edit({ op: 'set_title', title: 'Mine' });
    expect(workspace.cells['c1']?.state).toBe('done');
    workspace.edit({ op: 'set_range', range: { from: '2026-02-01', to: null } });
    expect(Object.values(workspace.cells).map(({ state }) => state)).toEqual(results.report.cells.map(() => 'waiting'));
    workspace.undo();
    expect(Object.values(workspace.cells).map(({ state }) => state)).toEqual(results.report.cells.map(() => 'done'));
  });

  it('PV4: what the visitor changed comes back; a newer report is offered, and opened when they agree', async () => {
    const storage = openMemoryStorage();
    const first = await keeper.open({ published: true, storage, fetch: hostOf(await makeSite(input())), engine: 'never' });
    first.workspace.edit({ op: 'set_title', title: 'Mine' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const same = await keeper.open({ published: true, storage, fetch: hostOf(await makeSite(input())), engine: 'never' });
    expect([same.workspace.report?.title, told(same)]).toEqual(['Mine', []]);
    expect(same.workspace.cells['c1']?.state).toBe('done');
    const report = { ...results.report, title: 'Second edition' };
    const newer = await keeper.open({
      published: true,
      storage,
      fetch: hostOf(await makeSite(input({ report, results: null }))),
      engine: 'never',
    });
    expect([newer.workspace.report?.title, told(newer)]).toEqual(['Mine', ['site_newer']]);
    newer.workspace.notices[0]!.action!.run();
    await until(() => newer.workspace.report?.title === 'Second edition', 'the newer report');
  });

  it('PV4: without a change of theirs, the newer report stands by itself', async () => {
    const storage = openMemoryStorage();
    await keeper.open({ published: true, storage, fetch: hostOf(await makeSite(input())), engine: 'never' });
    const range = { from: '2026-02-01', to: null };
    const report = { ...results.report, range };
    const { workspace } = await keeper.open({
      published: true,
      storage,
      fetch: hostOf(await makeSite(input({ report, results: null }))),
      engine: 'never',
    });
    expect(workspace.report?.range).toEqual(range);
  });

  it('PV4: whoever works on something of their own keeps it, and is told of the report', async () => {
    const storage = openMemoryStorage();
    const own = await keeper.open({ storage });
    await own.workspace.dropFiles([ordersFile('mine.csv')]);
    await until(() => own.workspace.report !== null, 'a report');
    await settled(own);
    const stage = await keeper.open({ published: true, storage, fetch: hostOf(await makeSite(input())), engine: 'never' });
    expect([stage.workspace.stored, told(stage)]).toEqual([null, ['site_beside']]);
    expect(stage.workspace.drafts.map(({ name }) => name)).toEqual(['mine.csv']);
  });

  it('ST22: data that stand beside the page are not kept a second time; files of the visitor are', async () => {
    const storage = openMemoryStorage();
    const stage = await keeper.open({ published: true, storage, fetch: hostOf(await makeSite(input({ data: data() }))) });
    const { workspace } = stage;
    await until(() => workspace.model !== null && workspace.stored === null, 'the data');
    expect((await storage.readWorkspace()).workspace.sources).toEqual([]);
    await workspace.dropFiles([
      csv('customers.csv', ['Customer ID,Region', ...Array.from({ length: 20 }, (_, at) => `C${100 + at},R${at % 3}`)]),
    ]);
    await until(() => workspace.sources.length === 2, 'both');
    await settled(stage);
    expect((await storage.readWorkspace()).workspace.sources.map(({ info: { name } }) => name)).toEqual(['orders.csv', 'customers.csv']);
  });

  it('the visitor’s own files take the place of stored numbers, and nothing of these stays', async () => {
    const stage = await keeper.open({ published: true, fetch: hostOf(await makeSite(input())) });
    await stage.workspace.dropFiles([ordersFile('mine.csv')]);
    await until(() => stage.workspace.model !== null, 'the files');
    await settled(stage);
    expect(stage.workspace.stored).toBeNull();
    expect(stage.workspace.report?.title).toBe(results.report.title);
  });

  it.each([
    ['the contents are gone', /^site\.json$/, 'issue_site_report', 'start'],
    ['the report is gone', /^reports/, 'issue_site_report', 'start'],
    ['the results are gone', /^results/, 'issue_site_results', 'data'],
  ] as const)('PV5: %s: said', async (_what, gone, code, screen) => {
    const stage = await keeper.open({ published: true, fetch: hostOf(await makeSite(input()), gone), engine: 'never' });
    expect([told(stage), stage.workspace.screen]).toEqual([[code], screen]);
  });

  it('PV5: results that are damaged are left out, and the page counts by itself', async () => {
    const site = await makeSite(input({ data: data() }));
    const path = Object.keys(site).find((each) => each.startsWith('results/'))!;
    const stage = await keeper.open({ published: true, fetch: hostOf({ ...site, [path]: new TextEncoder().encode('{') }) });
    await until(() => stage.workspace.model !== null, 'the data');
    await settled(stage);
    expect(told(stage)).toEqual(['issue_site_results']);
    expect(plain(shownBy(stage)['c1'])).toEqual(plain(results.cells['c1']!.presentation));
  });

  it('the data are gone: said, and the numbers stay', async () => {
    const stage = await keeper.open({ published: true, fetch: hostOf(await makeSite(input({ data: data() })), /^data/) });
    await until(() => stage.workspace.stored?.data === 'failed', 'it failed');
    expect(told(stage)).toEqual(['issue_site_data']);
    expect(Object.values(shownBy(stage)).every((each) => each !== null)).toBe(true);
  });

  it('the report alone waits for files', async () => {
    const stage = await keeper.open({ published: true, fetch: hostOf(await makeSite(input({ results: null }))), engine: 'never' });
    expect([stage.workspace.screen, stage.workspace.report?.title]).toEqual(['data', results.report.title]);
  });
});
