import { afterEach, describe, expect, test } from 'vitest';
import { openMemoryStorage } from '#edge/storage/storage';
import { writeReportFile } from '#core/report/serialize';
import { csv, fixture, stageKeeper, ordersFile, settled, until, type Stage, type StageOptions } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

async function openWithOrders(options?: StageOptions): Promise<Stage> {
  const stage = await open(options);
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  return stage;
}
/** Long enough for what is kept behind the scenes. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 80));
const noticeKeys = ({ workspace }: Stage) => workspace.notices.map(({ text }) => ('key' in text ? text.key : text.literal));
const revenueOf = ({ workspace }: Stage) => {
  const cell = workspace.report?.cells.find((each) => each.type === 'analysis' && each.kind === 'overview');
  const state = cell && workspace.cells[cell.id];
  return state?.state === 'done' ? state.presentation.insight.numbers.revenue : undefined;
};
/** 10.5 + … + 69.5 */
const ALL_REVENUE = 60 * 40;

describe('files', () => {
  test('SE1 previews stand without any engine, and a broken file does not hold up the others', async () => {
    const { workspace } = await open({ engine: 'never' });
    await Promise.race([
      workspace.dropFiles([await fixture('picture.csv'), await fixture('orders.shop.en.csv')]),
      until(() => workspace.drafts.length === 2 && workspace.drafts.every((draft) => draft.preview || draft.issues.length > 0), 'previews'),
    ]);
    expect(workspace.screen).toBe('data');
    expect(workspace.drafts[0]).toMatchObject({ preview: null, mapping: null });
    expect(workspace.drafts[0]!.issues.length).toBeGreaterThan(0);
    expect(workspace.drafts[1]!.preview?.grain).toBe('order');
    expect(workspace.loading).toBeNull();
  });

  test('SE3 SE6 clear files load by themselves and make a first report', async () => {
    const stage = await openWithOrders();
    const { workspace } = stage;
    expect(workspace.drafts[0]!.ledger).toMatchObject({ records: 60, kept: 60, rejected: 0, skipped: 0 });
    expect(workspace.report?.cells.map((cell) => cell.type === 'analysis' && cell.kind)).toEqual(['overview', 'revenue', 'rfm', 'cohort']);
    expect(Object.values(workspace.cells).map((cell) => cell.state)).toEqual(['done', 'done', 'done', 'done']);
    expect(revenueOf(stage)).toBeCloseTo(ALL_REVENUE, 9);
    expect(workspace.screen).toBe('data');
    expect(workspace.asOf).toBe(workspace.model?.lastOrder);
  });

  test('SE3 an open question waits for its answer', async () => {
    const { workspace } = await open();
    await workspace.dropFiles([await fixture('ambiguous-dates.csv')]);
    const draft = workspace.drafts[0]!;
    expect(draft.preview!.questions.map((question) => question.kind)).toEqual(['date_order']);
    expect(workspace.model).toBeNull();
    const { header, answers } = draft.preview!.questions[0]!;
    workspace.answer(draft.id, `date_order:${header}`, answers[1]!.value);
    await until(() => workspace.model !== null, 'loaded after the answer');
  });

  test('SE4 a changed mapping is loaded only when asked for', async () => {
    const { workspace } = await openWithOrders();
    const draft = workspace.drafts[0]!;
    const columns = draft.mapping!.columns.map((column) => (column.header === 'Channel' ? { ...column, role: 'skip' as const } : column));
    workspace.setMapping(draft.id, { ...draft.mapping!, columns });
    expect(workspace.drafts[0]!.ledger).toBeNull();
    expect(workspace.model?.tables.find((table) => table.name === 'orders')?.columns.map((column) => column.label)).toContain('Channel');
    await workspace.load();
    expect(workspace.model?.tables.find((table) => table.name === 'orders')?.columns.map((column) => column.label)).not.toContain(
      'Channel',
    );
  });

  test('SE2 a mapping used before is proposed again', async () => {
    const stage = await openWithOrders();
    const draft = stage.workspace.drafts[0]!;
    const columns = draft.mapping!.columns.map((column) => (column.header === 'Channel' ? { ...column, role: 'skip' as const } : column));
    stage.workspace.setMapping(draft.id, { ...draft.mapping!, columns });
    await stage.workspace.load();
    await pause();
    await stage.workspace.removeDraft(draft.id);
    await stage.workspace.dropFiles([ordersFile('next-month.csv')]);
    expect(stage.workspace.drafts[0]!.mapping!.columns.find((column) => column.header === 'Channel')?.role).toBe('skip');
  });

  test('SE5 a load that stops leaves data, report and screen as they were', async () => {
    const stage = await openWithOrders();
    const { workspace } = stage;
    const before = [workspace.model, workspace.report, revenueOf(stage)];
    workspace.setScreen('report');
    const draft = workspace.drafts[0]!;
    const columns = draft.mapping!.columns.map((column) => (column.role === 'ordered_at' ? { ...column, role: 'skip' as const } : column));
    workspace.setMapping(draft.id, { ...draft.mapping!, columns });
    await workspace.load();
    expect(workspace.dataIssues.map((issue) => issue.code)).toContain('issue_load_role_missing');
    expect([workspace.model, workspace.report, revenueOf(stage)]).toEqual(before);
    expect(workspace.screen).toBe('report');
    expect(workspace.loading).toBeNull();
  });

  test('a file that cannot be read is left out of the load', async () => {
    const stage = await open();
    await stage.workspace.dropFiles([await fixture('picture.csv'), ordersFile()]);
    expect(stage.workspace.model).toBeNull();
    await stage.workspace.load();
    await settled(stage);
    expect(revenueOf(stage)).toBeCloseTo(ALL_REVENUE, 9);
    expect(stage.workspace.drafts.map((draft) => draft.ledger?.records)).toEqual([undefined, 60]);
  });

  test('a file that is there already is not added twice', async () => {
    const stage = await openWithOrders();
    await stage.workspace.dropFiles([ordersFile()]);
    expect(stage.workspace.drafts).toHaveLength(1);
    expect(noticeKeys(stage)).toContain('notice_source_again');
  });

  test('a removed file takes its numbers along and can come back', async () => {
    const stage = await openWithOrders();
    await stage.workspace.removeDraft(stage.workspace.drafts[0]!.id);
    expect(stage.workspace.model).toBeNull();
    stage.workspace.notices.find((notice) => notice.action)!.action!.run();
    await until(() => stage.workspace.model !== null, 'back');
    await settled(stage);
    expect(revenueOf(stage)).toBeCloseTo(ALL_REVENUE, 9);
  });
});

describe('edits', () => {
  test('SE7 undo and redo work across a reload', async () => {
    const storage = openMemoryStorage();
    const first = await openWithOrders({ storage });
    const whole = revenueOf(first)!;
    first.workspace.edit({ op: 'set_title', title: 'Spring' });
    first.workspace.edit({ op: 'set_range', range: { from: '2026-02-01', to: '2026-02-28' } });
    await until(() => ![whole, undefined].includes(revenueOf(first) ?? undefined), 'fewer orders');
    const february = revenueOf(first)!;
    expect(february).toBeLessThan(whole);
    await pause();

    const second = await open({ storage });
    expect(second.workspace.screen).toBe('report');
    expect(second.workspace.report?.title).toBe('Spring');
    await settled(second);
    expect(revenueOf(second)).toBeCloseTo(february, 9);
    second.workspace.undo();
    await until(() => ![february, undefined].includes(revenueOf(second) ?? undefined), 'all orders again');
    expect(revenueOf(second)).toBeCloseTo(whole, 9);
    second.workspace.undo();
    expect(second.workspace.report?.title).not.toBe('Spring');
    expect(second.workspace.canUndo).toBe(false);
    second.workspace.redo();
    second.workspace.redo();
    expect(second.workspace.canRedo).toBe(false);
    await until(() => ![whole, undefined].includes(revenueOf(second) ?? undefined), 'February again');
    expect(revenueOf(second)).toBeCloseTo(february, 9);
  });

  test('a deleted cell comes back in its place', async () => {
    const { workspace } = await openWithOrders();
    const id = workspace.report!.cells[1]!.id;
    workspace.edit({ op: 'remove_cell', id });
    expect(workspace.report!.cells).toHaveLength(3);
    expect(workspace.cells[id]).toBeUndefined();
    workspace.undo();
    expect(workspace.report!.cells[1]!.id).toBe(id);
  });

  test('a fresh cell is added where it was asked for, under an id of its own', async () => {
    const stage = await openWithOrders();
    await stage.workspace.addAnalysis('cohort', 1);
    const ids = stage.workspace.report!.cells.map((cell) => cell.id);
    expect(new Set(ids).size).toBe(5);
    expect(stage.workspace.report!.cells[1]).toMatchObject({ kind: 'cohort' });
    await settled(stage);
  });

  test('SE15 a fault of storage is said once and the edit stays', async () => {
    const storage = openMemoryStorage();
    const stage = await openWithOrders({ storage });
    storage.clear = async () => [{ code: 'issue_storage_failed', values: { detail: 'x' } }];
    await stage.workspace.clearAll();
    await stage.workspace.clearAll();
    expect(noticeKeys(stage).filter((key) => key === 'issue_storage_failed')).toHaveLength(1);
    expect(stage.workspace.report).not.toBeNull();
  });

  test('SE13 after the engine was started again the tables are there and the report ran', async () => {
    const stage = await openWithOrders();
    await stage.engine.execute('DROP TABLE orders; DROP TABLE customers');
    const shown = stage.workspace.cells;
    await stage.restart();
    await settled(stage);
    expect((await stage.engine.execute('SELECT count(*) AS n FROM orders')).columns[0]!.values[0]).toBe(60);
    expect(stage.workspace.cells).toEqual(shown);
    expect(revenueOf(stage)).toBeCloseTo(ALL_REVENUE, 9);
    expect(noticeKeys(stage)).toContain('notice_engine_restarted');
  });
});

describe('reports from outside', () => {
  async function writtenReport(): Promise<{ text: string; link: string }> {
    const stage = await openWithOrders();
    const draft = stage.workspace.drafts[0]!;
    const columns = draft.mapping!.columns.map((column) => (column.header === 'Channel' ? { ...column, role: 'skip' as const } : column));
    stage.workspace.setMapping(draft.id, { ...draft.mapping!, columns });
    await stage.workspace.load();
    stage.workspace.edit({ op: 'set_title', title: '来自同事' });
    const { makeLink } = await import('#edge/share/link');
    const { reportSources } = await import('#app/run/sources');
    const report = { ...stage.workspace.report!, sources: reportSources(stage.workspace.sources) };
    return { text: writeReportFile(report), link: makeLink(report, stage.address()) };
  }

  test('SE9 SE10 a link stands inert, then brings its mapping to the file dropped next', async () => {
    const { link } = await writtenReport();
    const stage = await open({ address: link });
    const { workspace } = stage;
    expect(workspace.screen).toBe('incoming');
    expect(workspace.incoming).toMatchObject({ from: 'link', readOnly: false, report: { title: '来自同事' } });
    expect(workspace.report).toBeNull();
    await workspace.acceptIncoming();
    expect(stage.address()).toBe('https://shop.example/stats/');
    expect(workspace.screen).toBe('data');
    await workspace.dropFiles([ordersFile('other-name.csv')]);
    expect(workspace.drafts[0]!.mapping!.columns.find((column) => column.header === 'Channel')?.role).toBe('skip');
    await settled(stage);
    expect(workspace.report?.title).toBe('来自同事');
    expect(revenueOf(stage)).toBeCloseTo(ALL_REVENUE, 9);
  });

  test('SE9 declining leaves everything as it was', async () => {
    const { text } = await writtenReport();
    const stage = await openWithOrders();
    const before = stage.workspace.report;
    await stage.workspace.openReportText(text, 'file');
    stage.workspace.declineIncoming();
    expect(stage.workspace.incoming).toBeNull();
    expect(stage.workspace.report).toBe(before);
    expect(stage.workspace.screen).toBe('report');
  });

  test('SE9 an accepted report can be taken back', async () => {
    const { text } = await writtenReport();
    const stage = await openWithOrders();
    const title = stage.workspace.report!.title;
    await stage.workspace.dropFiles([new File([text], 'q3.report.json')]);
    await stage.workspace.acceptIncoming();
    expect(stage.workspace.report?.title).toBe('来自同事');
    stage.workspace.notices.find((notice) => notice.action)!.action!.run();
    expect(stage.workspace.report?.title).toBe(title);
  });

  test('SE11 a report by address is fetched from this site, and what is not there is said', async () => {
    const { text } = await writtenReport();
    const asked: string[] = [];
    const get = (async (input: URL) => {
      asked.push(String(input));
      return String(input).endsWith('/index.json') ? new Response('', { status: 404 }) : new Response(text);
    }) as typeof fetch;
    const stage = await open({ address: 'https://shop.example/stats/?report=reports/q3.report.json', fetch: get });
    // HR1: the list beside it may say which data it is to be run on.
    expect(asked).toEqual(['https://shop.example/stats/reports/q3.report.json', 'https://shop.example/stats/reports/index.json']);
    expect(stage.workspace.incoming?.from).toBe('address');
    const foreign = await open({ address: 'https://shop.example/stats/?report=https://evil.example/a.json', fetch: get });
    expect(asked.every((address) => address.startsWith('https://shop.example/stats/'))).toBe(true);
    expect(noticeKeys(foreign)).toEqual(['issue_run_address_foreign']);
    expect(foreign.workspace.screen).toBe('start');
  });

  test('SE12 a report from a newer version is read only and never written over', async () => {
    const { text } = await writtenReport();
    const stage = await openWithOrders();
    await stage.workspace.openReportText(JSON.stringify({ ...JSON.parse(text), version: 3 }), 'file');
    expect(stage.workspace.incoming?.readOnly).toBe(true);
    await pause();
    const kept = JSON.stringify((await stage.storage.readWorkspace()).workspace.journal);
    await stage.workspace.acceptIncoming();
    const title = stage.workspace.report!.title;
    stage.workspace.edit({ op: 'set_title', title: 'mine' });
    expect(stage.workspace.report!.title).toBe(title);
    expect(stage.workspace.readOnly).toBe(true);
    expect(JSON.stringify((await stage.storage.readWorkspace()).workspace.journal)).toBe(kept);
  });

  test('other data dropped beside the sample leave a foreign report standing', async () => {
    const { text } = await writtenReport();
    const stage = await open({ fetch: (async () => new Response(await ordersFile().text())) as typeof fetch });
    await stage.workspace.openReportText(text, 'file');
    await stage.workspace.acceptIncoming();
    await stage.workspace.dropFiles([ordersFile()]);
    await settled(stage);
    await stage.workspace.openSample();
    expect(stage.workspace.report?.title).toBe('来自同事');
    expect(stage.workspace.drafts.every((draft) => draft.id.startsWith('sample'))).toBe(true);
  });

  test.each(['{"format":', 'nothing at all', '{"format":"other"}'])('SE9 what is no report is said: %s', async (text) => {
    const stage = await open();
    await stage.workspace.openReportText(text, 'file');
    expect(stage.workspace.incoming).toBeNull();
    expect(noticeKeys(stage)[0]).toMatch(/^issue_report_/);
  });

  test('a truncated link is said to be one', async () => {
    const { link } = await writtenReport();
    const stage = await open({ address: link.slice(0, -9) });
    expect(noticeKeys(stage)[0]).toMatch(/^issue_link_/);
    expect(stage.workspace.screen).toBe('start');
  });
});

test('two files that do not join say so and still load', async () => {
  const stage = await open();
  const people = csv('people.csv', ['Customer ID,City,Member Tier', ...Array.from({ length: 30 }, (_, n) => `Z${n},Paris,gold`)]);
  await stage.workspace.dropFiles([ordersFile(), people]);
  await settled(stage);
  expect(stage.workspace.dataIssues.map((issue) => issue.code)).toContain('issue_load_no_match');
});
