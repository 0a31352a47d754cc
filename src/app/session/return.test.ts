import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openMemoryStorage } from '#edge/storage/storage';
import { Drafts } from './drafts.svelte';
import { SAMPLE_FILES } from './sample';
import { csv, stageKeeper, ordersFile, settled, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** A storage as a visit leaves it that loaded orders and named the report. */
async function visited() {
  const storage = openMemoryStorage();
  const { workspace, ...stage } = await open({ storage });
  await workspace.dropFiles([ordersFile()]);
  await settled({ workspace, ...stage });
  workspace.edit({ op: 'set_title', title: 'Spring' });
  await new Promise((resolve) => setTimeout(resolve, 80));
  return storage;
}
const statesOf = ({ workspace }: Stage) => Object.values(workspace.cells).map(({ state }) => state);
const waiting = ['waiting', 'waiting', 'waiting', 'waiting'];

test('SE16 kept files that no engine can load: said before the report, whose cells wait', async () => {
  const stage = await open({ storage: await visited(), engine: 'failed' });
  const { workspace } = stage;
  await until(() => workspace.notices.length > 0, 'a notice');
  expect([workspace.screen, workspace.report?.title]).toEqual(['report', 'Spring']);
  expect(workspace.notices).toMatchObject([{ tone: 'problem', text: { key: 'issue_engine_start', values: { detail: 'no wasm' } } }]);
  expect(statesOf(stage)).toEqual(waiting);
});

test('SE16 a report whose files are gone waits for them', async () => {
  const storage = await visited();
  await storage.removeSource('s1');
  const stage = await open({ storage });
  expect([stage.workspace.screen, stage.workspace.report?.title]).toEqual(['report', 'Spring']);
  expect(statesOf(stage)).toEqual(waiting);
});

test('SE16 an engine that is lost for good is told, once there are answers to miss', async () => {
  const lost = { state: 'failed', message: 'The engine stopped several times in a row.' } as const;
  const { workspace } = await open({ storage: await visited() });
  await until(() => workspace.model !== null, 'data');
  workspace.engineChanged(lost);
  expect(workspace.notices).toMatchObject([
    { tone: 'problem', text: { key: 'issue_engine_start', values: { detail: 'The engine stopped several times in a row' } } },
  ]);
  const empty = await open();
  empty.workspace.engineChanged(lost);
  expect(empty.workspace.notices).toEqual([]);
});

const SAMPLE = path.resolve(import.meta.dirname, '../../../sample-data');
/** Gives the sample shop's files, but not before `ready` says so. */
async function sampleHost(ready: () => boolean): Promise<typeof fetch> {
  const files = new Map(await Promise.all(SAMPLE_FILES.map(async (name) => [name, await readFile(path.join(SAMPLE, name))] as const)));
  return (async (address: URL) => {
    while (!ready()) await new Promise((resolve) => setImmediate(resolve));
    return new Response(files.get(path.basename(address.pathname)));
  }) as typeof fetch;
}

test.each(['before', 'while'])(
  'SE47 the sample shop opened %s files come back stands alone, and they can come back',
  async (when) => {
    const fetch = await sampleHost(() => when === 'before' || stage.workspace.drafts.length > 0);
    const stage: Stage = await open({ storage: await visited(), fetch, waits: false });
    const { workspace } = stage;
    await workspace.openSample();
    await settled(stage);
    expect(workspace.sources.map(({ name }) => name).sort()).toEqual([...SAMPLE_FILES].sort());
    const told = workspace.notices.find(({ text }) => 'key' in text && text.key === 'notice_data_replaced');
    told!.action!.run();
    await until(() => workspace.sources.length === 1, 'the files of before');
    expect([workspace.sources[0]?.name, workspace.report?.title]).toEqual(['orders.csv', 'Spring']);
    expect(workspace.notices.filter(({ tone }) => tone === 'problem')).toEqual([]);
  },
  60_000,
);

test('SE47 files dropped while others come back stand beside them, each once', async () => {
  const { workspace } = await open({ storage: await visited(), waits: false });
  await workspace.dropFiles([csv('people.csv', ['Customer ID,Name,City', 'C100,Ada,Ulm', 'C101,Bo,Kiel'])]);
  expect(workspace.drafts.map(({ name }) => name)).toEqual(['orders.csv', 'people.csv']);
  expect(new Set(workspace.drafts.map(({ id }) => id)).size).toBe(2);
});

test('SE50 whoever goes to the start page while what was kept comes back stays there', async () => {
  const { workspace } = await open({ storage: await visited(), waits: false });
  workspace.setScreen('start');
  await until(() => workspace.model !== null, 'data');
  expect([workspace.screen, workspace.report?.title]).toEqual(['start', 'Spring']);
});

test('SE48 files that are taken away while they are read end nothing', async () => {
  const drafts = new Drafts(() => Promise.resolve(null), { recall: () => Promise.resolve(null), remember: () => Promise.resolve() });
  const reading = drafts.add([ordersFile()]);
  drafts.clear();
  expect(await reading).toEqual([]);
  const [draft] = await drafts.add([ordersFile()]);
  const { preview, mapping } = draft!;
  const info = { ...preview!.head, id: 's9', fingerprint: 'x', mapping: mapping! };
  drafts.clear();
  const back = drafts.restore([{ info, file: ordersFile() }]);
  drafts.clear();
  await back;
  expect(drafts.list).toEqual([]);
});

const FIRST = {
  format: 'clientele.report',
  version: 2,
  title: 'Made by hand',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: [] },
  sources: [],
};

test('SE49 a refused report is said with every place that is not understood', async () => {
  const { workspace } = await open();
  const cells = [
    { id: 'a', type: 'sql', name: 'late', sql: 'SELECT 1' },
    { id: 'b', type: 'text', text: 'x' },
  ];
  await workspace.openReportText(JSON.stringify({ ...FIRST, cells }), 'file', 'made.report.json');
  expect(workspace.notices.map(({ text }) => text)).toEqual([
    {
      key: 'issue_report_invalid',
      values: { place: 'cells[0].query, cells[0].sql, cells[1].markdown, cells[1].text' },
    },
  ]);
});
