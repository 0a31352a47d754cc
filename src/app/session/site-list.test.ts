import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SiteInput } from '#edge/share/site/publish-site';
import type { StoredResults } from '#edge/share/site/stored-results';
import { openMemoryStorage } from '#edge/storage/storage';
import { ordersFile, settled, stageKeeper, TODAY, until, type Stage } from './test-parts';
import { hostOf, makeSite, publishable, shownBy } from './test-site';

const keeper = stageKeeper();
afterEach(() => keeper.closeAll());

let results: StoredResults;
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
  ({ results, info } = await publishable(keeper));
}, 60_000);

describe('the list of its reports', () => {
  /** The site at its start page, and what was asked for before and since. */
  async function atStart(given: SiteInput, more: { readonly more?: object; readonly storage?: ReturnType<typeof openMemoryStorage> } = {}) {
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

  it.each(['data', 'nothing'] as const)(
    'SE50 PV6: whoever goes there before the report stands stays, and opens it from there as by itself, with %s',
    async (choice) => {
      const site = await makeSite(input({ data: choice === 'data' ? data() : [], results: choice === 'nothing' ? null : results }));
      let stands = (): void => undefined;
      const open = new Promise<void>((resolve) => (stands = resolve));
      const host = hostOf(site);
      const late: typeof fetch = async (at, init) => {
        if (new URL(at as URL).pathname.endsWith('site.report.json')) await open;
        return host(at, init);
      };
      const { workspace } = await keeper.open({ published: true, fetch: late, engine: 'never', waits: false });
      workspace.setScreen('start');
      await workspace.outside.lookForReports();
      const opened = workspace.outside.openHosted(workspace.outside.hosted!.reports[0]!);
      stands();
      await until(() => workspace.report !== null, 'the report');
      await opened;
      expect([workspace.screen, workspace.outside.incoming]).toEqual([choice === 'nothing' ? 'data' : 'report', null]);

      const { workspace: stays } = await keeper.open({ published: true, fetch: late, engine: 'never', waits: false });
      stays.setScreen('start');
      await until(() => stays.report !== null, 'the report');
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(stays.screen).toBe('start');
    },
  );

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
