import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Presentation } from '#core/model/presentation';
import { publishSite, type SiteInput } from '#edge/share/site/publish-site';
import { readStored, writeStored, type StoredResults } from '#edge/share/site/stored-results';
import { openMemoryStorage } from '#edge/storage/storage';
import { ADDRESS, csv, ordersFile, settled, stageKeeper, TODAY, until, type Stage } from './test-parts';

const keeper = stageKeeper();
afterEach(() => keeper.closeAll());

const HTML = '<html><head></head></html>';
const WORKER = "'0123456789abcdef'";
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const page = Object.entries({ 'index.html': HTML, 'sw.js': WORKER });
const LIST = {
  format: 'clientele.site-files',
  version: 1,
  site: '0123456789abcdef',
  files: page.map(([path, text]) => ({ path, bytes: text.length, hash: sha(text) })),
};
const built: typeof fetch = (input) => {
  const path = new URL(input as URL).pathname.split('/').at(-1)!;
  return Promise.resolve(new Response(path === 'site-files.json' ? JSON.stringify(LIST) : Object.fromEntries(page)[path]!));
};

type Site = Record<string, Uint8Array>;
async function makeSite(input: SiteInput): Promise<Site> {
  const zip = await publishSite(input, {
    fetch: built,
    folder: ADDRESS,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (!zip.ok) throw new Error(JSON.stringify(zip.issues));
  return unzipSync(new Uint8Array(await zip.value.arrayBuffer()));
}
/** A plain host of what was in the zip. `gone`: paths that it does not have any more. */
const hostOf =
  (site: Site, gone = /^$/): typeof fetch =>
  (input) => {
    const path = new URL(input as URL).pathname.slice('/stats/'.length);
    const found = gone.test(path) ? undefined : site[path];
    return Promise.resolve(found ? new Response(found as BodyInit) : new Response('', { status: 404 }));
  };

/** What each cell shows; of one that is being asked, what stands meanwhile. */
const shownBy = ({ workspace }: Stage): Record<string, Presentation | null> =>
  Object.fromEntries(
    Object.entries(workspace.cells).map(([id, state]) => [
      id,
      state.state === 'done' ? state.presentation : state.state === 'running' ? state.previous : null,
    ]),
  );
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
  const stage = await keeper.open();
  await stage.workspace.dropFiles([ordersFile()]);
  await until(() => stage.workspace.report !== null, 'a first report');
  await settled(stage);
  results = await stage.workspace.publishing.results(true);
  protectedResults = await stage.workspace.publishing.results();
  info = stage.workspace.sources;
  await keeper.closeAll();
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

  describe('the list of its reports', () => {
    /** The site at its start page, and what was asked for before and since. */
    async function atStart(
      given: SiteInput,
      more: { readonly more?: object; readonly storage?: ReturnType<typeof openMemoryStorage> } = {},
    ) {
      const site = await makeSite(given);
      const list = JSON.parse(new TextDecoder().decode(site['reports/index.json'])) as { reports: object[] };
      if (more.more) list.reports.push(more.more);
      const whole = {
        ...site,
        'reports/index.json': new TextEncoder().encode(JSON.stringify(list)),
        'reports/q4.report.json': site['reports/site.report.json']!,
      };
      const asked: string[] = [];
      const plainHost = hostOf(whole);
      const get: typeof fetch = (at, init) => (asked.push(new URL(at as URL).pathname), plainHost(at, init));
      const stage = await keeper.open({
        ...{ published: true, fetch: get },
        ...(given.data.length === 0 ? { engine: 'never' as const } : {}),
        ...(more.storage ? { storage: more.storage } : {}),
      });
      const before = [...asked];
      stage.workspace.setScreen('start');
      await stage.workspace.outside.lookForReports();
      const reports = stage.workspace.outside.hosted!.reports;
      return { stage, workspace: stage.workspace, before, reports };
    }

    it('PV6: is not asked for before the report stands', async () => {
      const { before, reports } = await atStart(input());
      expect(before.toSorted()).toEqual(['/stats/reports/site.report.json', '/stats/results/site.stored.json', '/stats/site.json']);
      expect(reports).toEqual([{ path: 'site.report.json', title: 'Report', day: TODAY }]);
    });

    it.each(['results', 'data', 'nothing'] as const)('PV6: its own report opens from there as by itself, with %s', async (choice) => {
      const { stage, workspace, reports } = await atStart(
        input({ data: choice === 'data' ? data() : [], results: choice === 'nothing' ? null : results }),
      );
      await workspace.outside.openHosted(reports[0]!);
      expect([workspace.incoming, workspace.screen]).toEqual([null, choice === 'nothing' ? 'data' : 'report']);
      expect(workspace.report?.title).toBe(results.report.title);
      if (choice !== 'nothing') expect(Object.values(shownBy(stage)).every((each) => each !== null)).toBe(true);
      if (choice === 'data') {
        await until(() => workspace.stored === null && workspace.model !== null, 'the data');
        await settled(stage);
      }
    });

    it('PV6: after everything was cleared it is opened anew, with its numbers', async () => {
      const { stage, workspace, reports } = await atStart(input());
      await workspace.clearAll();
      expect(workspace.report).toBeNull();
      await workspace.outside.openHosted(reports[0]!);
      expect(workspace.screen).toBe('report');
      expect(Object.values(shownBy(stage)).every((each) => each !== null)).toBe(true);
    });

    it('PV6: what a visitor changed stays when it is opened from the list', async () => {
      const { workspace, reports } = await atStart(input());
      workspace.edit({ op: 'set_title', title: 'Mine' });
      await workspace.outside.openHosted(reports[0]!);
      expect(workspace.report?.title).toBe('Mine');
    });

    it('PV6: a report that was put beside it by hand stands inert, and so does its own over work of the reader', async () => {
      const { workspace, reports } = await atStart(input(), { more: { path: 'q4.report.json', title: 'Fourth' } });
      await workspace.outside.openHosted(reports[1]!);
      expect([workspace.screen, workspace.incoming?.name]).toEqual(['incoming', 'reports/q4.report.json']);

      const storage = openMemoryStorage();
      const own = await keeper.open({ storage });
      await own.workspace.dropFiles([ordersFile('mine.csv')]);
      await until(() => own.workspace.report !== null, 'a report');
      await settled(own);
      const busy = await atStart({ ...input(), data: data() }, { storage });
      await busy.workspace.outside.openHosted(busy.reports[0]!);
      expect([busy.workspace.screen, busy.workspace.incoming?.name]).toEqual(['incoming', 'reports/site.report.json']);
      expect(busy.workspace.drafts.map(({ name }) => name)).toEqual(['mine.csv']);
    });
  });
});
