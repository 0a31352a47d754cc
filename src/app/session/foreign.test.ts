import { afterAll, expect, test, vi } from 'vitest';
import { makeLink } from '#edge/share/link';
import { openMemoryStorage } from '#edge/storage/storage';
import type { StorageEvent, WorkspaceStorage } from '#edge/storage/types';
import { serializeReport } from '#core/report/serialize';
import type { Report, SqlCell } from '#core/report/types';
import { ordersFile, settled, stageKeeper, until, type Stage, type StageOptions } from './test-parts';

const { open, closeAll } = stageKeeper();
afterAll(closeAll);

/** What a query may take, ms: as long as a person waits for their own, and less for a stranger's. */
const OWN = 30_000;
const FOREIGN = 10_000;
const FROM_FILE = { from: 'file', name: 'q3.report.json' } as const;

const query = (id: string, text: string): SqlCell => ({ id, type: 'sql', name: id, query: { by: 'sql', text } });
/** A report with a query of its own, as somebody else would send it. */
const sent: Report = {
  format: 'clientele.report',
  version: 2,
  title: '来自同事',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [query('counted', 'SELECT count(*) AS n FROM orders')],
};
const reportFile = () => new File([serializeReport(sent)], FROM_FILE.name);

/** The time that each query of one's own is given from now on, in ms. */
function watchTimes({ engine }: Stage): () => (number | undefined)[] {
  const asked = vi.spyOn(engine, 'query');
  return () => asked.mock.calls.flatMap(([, options]) => (options?.bounds ? [options.bounds.millis] : []));
}
/** Puts another query into the report, so that one is asked in any case; gives the time that it got. */
async function timeOfQuery(stage: Stage, id: string): Promise<number | undefined> {
  const times = watchTimes(stage);
  stage.workspace.edit({ op: 'add_cell', index: 0, cell: query(id, `SELECT ${id.length} AS ${id} FROM customers`) });
  await until(() => times().length > 0, `${id} was asked`);
  await settled(stage);
  return times().at(-1);
}
/** A page with the orders, and the report in place of its first one. */
async function withForeign(options?: StageOptions): Promise<Stage> {
  const stage = await open(options);
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  await stage.workspace.dropFiles([reportFile()]);
  await stage.workspace.acceptIncoming();
  await settled(stage);
  return stage;
}
const notice = ({ workspace }: Stage, key: string) => workspace.notices.find(({ text }) => 'key' in text && text.key === key);
const keptOrigin = async (storage: WorkspaceStorage) => (await storage.readWorkspace()).workspace.origin;
/** The same storage as a tab sees it that may not write. */
const onlyRead = (storage: WorkspaceStorage, onListen: (listener: (event: StorageEvent) => void) => void): WorkspaceStorage =>
  new Proxy(storage, {
    get(target, key) {
      if (key === 'mayWrite') return false;
      if (key === 'listen') return (hear: (event: StorageEvent) => void) => (onListen(hear), () => undefined);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });

test('SE40 a report made here gives its queries the time of one’s own, one that came in a file less, whoever wrote the query', async () => {
  const own = await open();
  await own.workspace.dropFiles([ordersFile()]);
  await settled(own);
  expect(own.workspace.origin).toBeNull();
  expect(await timeOfQuery(own, 'mine')).toBe(OWN);
  const stage = await withForeign();
  expect(stage.workspace.origin).toEqual(FROM_FILE);
  expect(await timeOfQuery(stage, 'added')).toBe(FOREIGN);
});

test('SE41 it still does after a reload, after undo and redo, and after a reload with nothing to undo', async () => {
  const storage = openMemoryStorage();
  const stage = await withForeign({ storage });
  stage.workspace.edit({ op: 'set_title', title: 'edited here' });
  stage.workspace.undo();
  stage.workspace.redo();
  expect(stage.workspace.origin).toEqual(FROM_FILE);
  const again = await open({ storage });
  await settled(again);
  expect([again.workspace.report?.title, again.workspace.origin]).toEqual(['edited here', FROM_FILE]);
  while (again.workspace.canUndo) again.workspace.undo();
  expect([again.workspace.report?.title, again.workspace.origin]).toEqual(['来自同事', FROM_FILE]);
  const third = await open({ storage });
  await settled(third);
  expect(third.workspace.origin).toEqual(FROM_FILE);
  expect(await timeOfQuery(third, 'after')).toBe(FOREIGN);
});

test('SE41 the first queries after a reload are bounded already', async () => {
  const storage = openMemoryStorage();
  await withForeign({ storage });
  const again = await open({ storage });
  const times = watchTimes(again);
  await settled(again);
  await until(() => times().length > 0, 'asked');
  expect(new Set(times())).toEqual(new Set([FOREIGN]));
});

test('SE41 the mark is not in the report, and whoever opens a link of it sees a foreign report again', async () => {
  const stage = await withForeign();
  const { report, leaving } = stage.workspace;
  expect(JSON.stringify([report, leaving])).not.toContain(FROM_FILE.name);
  const other = await open({ address: makeLink(leaving!, 'https://shop.example/stats/') });
  await other.workspace.acceptIncoming();
  expect(other.workspace.origin).toEqual({ from: 'link' });
});

test('SE41 the way back to the report before brings back whether it was foreign, and so does the way forth', async () => {
  const stage = await withForeign();
  notice(stage, 'notice_report_opened')!.action!.run();
  expect(stage.workspace.origin).toBeNull();
  expect(await keptOrigin(stage.storage)).toBeNull();
  expect(await timeOfQuery(stage, 'back')).toBe(OWN);
  await stage.workspace.openReportText(makeLink(sent, 'https://shop.example/stats/'), 'link');
  await stage.workspace.acceptIncoming();
  await stage.workspace.dropFiles([new File([serializeReport({ ...sent, title: 'another' })], 'other.report.json')]);
  await stage.workspace.acceptIncoming();
  expect(stage.workspace.origin).toEqual({ from: 'file', name: 'other.report.json' });
  stage.workspace.notices.findLast(({ text }) => 'key' in text && text.key === 'notice_report_opened')!.action!.run();
  expect(stage.workspace.origin).toEqual({ from: 'link' });
});

test('SE41 a tab that follows has the mark of what the other tab opened, and loses it when that tab makes the report its own', async () => {
  const storage = openMemoryStorage();
  let listener: (event: StorageEvent) => void = () => undefined;
  const writer = await open({ storage });
  await writer.workspace.dropFiles([ordersFile()]);
  await settled(writer);
  const reader = await open({ storage: onlyRead(storage, (hear) => (listener = hear)) });
  expect([reader.workspace.following, reader.workspace.origin]).toEqual([true, null]);
  await writer.workspace.dropFiles([reportFile()]);
  await writer.workspace.acceptIncoming();
  listener({ kind: 'changed' });
  await until(() => reader.workspace.origin !== null, 'followed');
  expect([reader.workspace.report?.title, reader.workspace.origin]).toEqual(['来自同事', FROM_FILE]);
  reader.workspace.claimReport();
  expect([reader.workspace.origin, await keptOrigin(storage)]).toEqual([FROM_FILE, FROM_FILE]);
  expect(notice(reader, 'issue_storage_other_tab')).toBeTruthy();
  writer.workspace.claimReport();
  listener({ kind: 'changed' });
  await until(() => reader.workspace.origin === null, 'followed again');
});

test('SE42 no edit makes it one’s own, the one act does, also after a reload', async () => {
  const storage = openMemoryStorage();
  const stage = await withForeign({ storage });
  stage.workspace.edit({ op: 'set_query', id: 'counted', query: { by: 'sql', text: 'SELECT 7 AS written_by_the_reader' } });
  await settled(stage);
  expect(stage.workspace.origin).toEqual(FROM_FILE);
  expect(await timeOfQuery(stage, 'edited')).toBe(FOREIGN);
  stage.workspace.claimReport();
  expect(stage.workspace.origin).toBeNull();
  expect(await timeOfQuery(stage, 'claimed')).toBe(OWN);
  const again = await open({ storage });
  await settled(again);
  expect(again.workspace.origin).toBeNull();
  expect(await timeOfQuery(again, 'reloaded')).toBe(OWN);
});

test('SE43 its notice takes that back, undo does not; for a report that was opened since it does nothing', async () => {
  const stage = await withForeign();
  const { workspace } = stage;
  workspace.claimReport();
  workspace.undo();
  expect(workspace.origin).toBeNull();
  const back = notice(stage, 'report_claimed')!.action!;
  back.run();
  expect([workspace.origin, await keptOrigin(stage.storage)]).toEqual([FROM_FILE, FROM_FILE]);
  workspace.claimReport();
  await workspace.openReportText(makeLink(sent, 'https://shop.example/stats/'), 'link');
  await workspace.acceptIncoming();
  back.run();
  workspace.notices.findLast(({ text }) => 'key' in text && text.key === 'report_claimed')!.action!.run();
  expect(workspace.origin).toEqual({ from: 'link' });
});

test('SE43 a report from a newer version is foreign and cannot be claimed', async () => {
  const stage = await open();
  await stage.workspace.openReportText(JSON.stringify({ ...JSON.parse(serializeReport(sent)), version: 3 }), 'file', FROM_FILE.name);
  await stage.workspace.acceptIncoming();
  stage.workspace.claimReport();
  expect([stage.workspace.readOnly, stage.workspace.origin]).toEqual([true, FROM_FILE]);
  expect(notice(stage, 'issue_report_newer')).toBeTruthy();
});

test('SE40 a report from the library is foreign; other data leave a foreign report standing after a reload too', async () => {
  const storage = openMemoryStorage();
  const stage = await open({ storage });
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  await stage.workspace.library.keep({ of: 'report' });
  await stage.workspace.library.open();
  await stage.workspace.library.place(stage.workspace.library.items![0]!.item.id);
  expect(stage.workspace.origin).toEqual({ from: 'library' });
  const { title } = stage.workspace.report!;
  const again = await open({ storage, fetch: (async () => new Response(await ordersFile().text())) as typeof fetch });
  await settled(again);
  await again.workspace.openSample();
  await settled(again);
  expect([again.workspace.report?.title, again.workspace.origin]).toEqual([title, { from: 'library' }]);
});

test('SE44 a mark that cannot be read counts as foreign; a document from before there was one as own', async () => {
  const storage = openMemoryStorage();
  const stage = await withForeign({ storage });
  stage.workspace.edit({ op: 'set_title', title: 'kept' });
  const { workspace } = await storage.readWorkspace();
  await storage.saveJournal(workspace.journal as never, { from: 'nowhere' } as never);
  const damaged = await open({ storage });
  await settled(damaged);
  expect(damaged.workspace.origin).toEqual({ from: 'unknown' });
  expect(await timeOfQuery(damaged, 'unclear')).toBe(FOREIGN);
  await storage.saveJournal((await storage.readWorkspace()).workspace.journal as never, undefined as never);
  expect((await open({ storage })).workspace.origin).toBeNull();
});
