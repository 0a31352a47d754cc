import { afterEach, describe, expect, test, vi } from 'vitest';
import { openMemoryStorage } from '#edge/storage/storage';
import type { Report } from '#core/report/types';
import * as downloads from '#edge/share/download';
import { ordersFile, stageKeeper, type Stage } from './test-parts';

vi.mock('#edge/share/download', () => ({ download: vi.fn(), fileName: (title: string, end: string) => `${title}.${end}` }));

const stages = stageKeeper();
afterEach(async () => {
  await stages.closeAll();
  vi.clearAllMocks();
});

const definition = {
  id: 'd1',
  name: 'Who pays late?',
  purpose: '',
  form: [],
  requires: [],
  steps: [{ id: 'rows', sql: 'SELECT 1 AS one' }],
};
const metric = { id: 'm1', name: 'Orders', table: 'orders' as const, formula: 'count(*)', unit: 'count' as const, meaning: '' };
const notices = ({ workspace }: Stage) => workspace.notices.map(({ text }) => ('key' in text ? text.key : text.literal));
const names = ({ workspace }: Stage) => (workspace.library.items ?? []).map(({ item }) => [item.id.length, item.versions.length]);

/** A page with a report that has something to keep. */
async function openShop(storage = openMemoryStorage()): Promise<Stage> {
  const stage = await stages.open({ storage });
  await stage.workspace.dropFiles([ordersFile()]);
  stage.workspace.edit({ op: 'add_definition', definition, index: 0 });
  stage.workspace.edit({ op: 'add_metric', metric, index: 0 });
  return stage;
}
const exported = (): string => vi.mocked(downloads.download).mock.lastCall![1] as string;

describe('LB in the page', () => {
  test('SE20 what is kept is there after a reload, with its past', async () => {
    const storage = openMemoryStorage();
    const first = await openShop(storage);
    await first.workspace.library.keep({ of: 'definition', id: 'd1' });
    expect(notices(first)).toContain('library_saved');
    first.workspace.edit({ op: 'set_definition', definition: { ...definition, purpose: 'more' } });
    await first.workspace.library.keep({ of: 'definition', id: 'd1' });
    await first.workspace.library.keep({ of: 'definition', id: 'd1' });
    expect(notices(first)).toEqual(expect.arrayContaining(['library_saved_again', 'library_saved_already']));
    const again = await stages.open({ storage });
    await again.workspace.library.open();
    expect(names(again)).toEqual([[32, 2]]);
    const id = again.workspace.library.items![0]!.item.id;
    await again.workspace.library.restore(id, 0);
    expect(again.workspace.library.items![0]!.item.versions.map(({ content }) => content)).toMatchObject([
      { definition },
      { definition: { purpose: 'more' } },
      { definition },
    ]);
  }, 180_000);
  test('SE21 deleting can be taken back, and is on disk either way', async () => {
    const storage = openMemoryStorage();
    const stage = await openShop(storage);
    await stage.workspace.library.keep({ of: 'metric', id: 'm1' });
    const [kept] = stage.workspace.library.items!;
    await stage.workspace.library.remove(kept!.item.id);
    expect([stage.workspace.library.items, (await storage.readLibrary()).items]).toEqual([[], []]);
    stage.workspace.notices.find(({ text }) => 'key' in text && text.key === 'library_deleted')!.action!.run();
    await vi.waitFor(() => expect(stage.workspace.library.items).toEqual([kept]));
    expect((await storage.readLibrary()).items).toHaveLength(1);
  });
  test('SE22 exported, imported in a clean page after consent, and put into its report: the same definition', async () => {
    const first = await openShop();
    await first.workspace.library.keep({ of: 'definition', id: 'd1' });
    await first.workspace.library.keep({ of: 'metric', id: 'm1' });
    await first.workspace.library.keep({ of: 'report' });
    await first.workspace.library.exportItems();
    const text = exported();

    const storage = openMemoryStorage();
    const clean = await stages.open({ storage });
    await clean.workspace.dropFiles([new File([text], 'ours.json')]);
    expect(clean.workspace.screen).toBe('library');
    expect(clean.workspace.library.incoming).toMatchObject({
      name: 'ours.json',
      plan: [{ becomes: 'new' }, { becomes: 'new' }, { becomes: 'new' }],
    });
    expect([clean.workspace.library.items, (await storage.readLibrary()).items]).toEqual([[], []]);
    await clean.workspace.library.accept();
    expect(clean.workspace.library.incoming).toBeNull();
    expect(names(clean)).toEqual([
      [32, 1],
      [32, 1],
      [32, 1],
    ]);
    await clean.workspace.library.place(clean.workspace.library.items![0]!.item.id);
    expect(notices(clean)).toContain('library_no_report');
    await clean.workspace.library.place(clean.workspace.library.items![2]!.item.id);
    await clean.workspace.dropFiles([ordersFile()]);
    expect(clean.workspace.report?.definitions).toEqual([definition]);
    expect(clean.workspace.report?.cells.map(({ id }) => id)).toEqual(first.workspace.report?.cells.map(({ id }) => id));
    await clean.workspace.library.place(clean.workspace.library.items![0]!.item.id);
    expect(clean.workspace.report?.cells.at(-1)).toMatchObject({ kind: 'custom', definition: 'd1' });
    await clean.workspace.library.importText(text, 'ours.json');
    expect(clean.workspace.library.incoming?.plan?.map(({ becomes }) => becomes)).toEqual(['same', 'same', 'same']);
    clean.workspace.library.decline();
    expect(clean.workspace.library.incoming).toBeNull();
  }, 60_000);
  test('SE23 a library from the future, or a broken one, is not taken in and does not touch what is here', async () => {
    const stage = await openShop();
    await stage.workspace.library.keep({ of: 'metric', id: 'm1' });
    const before = stage.workspace.library.items;
    await stage.workspace.library.exportItems();
    const future = exported().replace('"version": 1', '"version": 7');
    await stage.workspace.library.importText(future, 'tomorrow');
    expect(stage.workspace.library.incoming).toMatchObject({ plan: null, items: [{ readOnly: true }] });
    await stage.workspace.library.accept();
    await stage.workspace.library.importText('{"format":"clientele.library","version":1,"items":[{"rows":[]}]}', 'broken');
    expect(notices(stage)).toContain('issue_report_invalid');
    expect(stage.workspace.library.items).toEqual(before);
  });
  test('SE24 a stored item that cannot be read is set aside; the others are here', async () => {
    const storage = openMemoryStorage();
    const stage = await openShop(storage);
    await stage.workspace.library.keep({ of: 'metric', id: 'm1' });
    await storage.saveLibrary([
      { key: 'bad', document: { format: 'clientele.library', version: 1, items: [{ id: 'bad', versions: [] }] } },
    ]);
    const again = await stages.open({ storage });
    await again.workspace.library.open();
    expect(names(again)).toEqual([[32, 1]]);
    expect(notices(again)).toContain('issue_library_damaged');
    expect((await storage.readLibrary()).items.map(({ key }) => key)).not.toContain('bad');
  });
  test('SE25 what could not be stored is not shown as kept', async () => {
    const storage = openMemoryStorage();
    const stage = await openShop(storage);
    await stage.workspace.library.open();
    vi.spyOn(storage, 'saveLibrary').mockResolvedValue([{ code: 'issue_storage_quota' }]);
    await stage.workspace.library.keep({ of: 'metric', id: 'm1' });
    expect(stage.workspace.library.items).toEqual([]);
    expect(notices(stage)).toContain('issue_storage_quota');
    expect(notices(stage)).not.toContain('library_saved');
  });
  test('SE26 a prebuilt question by itself is refused with the way out; tiers are kept under their title', async () => {
    const stage = await openShop();
    const prebuilt = (stage.workspace.report as Report).cells.find((cell) => cell.type === 'analysis')!;
    await stage.workspace.library.keep({ of: 'cell', id: prebuilt.id });
    expect(notices(stage)).toContain('issue_library_not_kept');
    await stage.workspace.addAnalysis('tiers', 0);
    await stage.workspace.library.keep({ of: 'cell', id: stage.workspace.report!.cells[0]!.id });
    expect(stage.workspace.library.items![0]!.item.versions[0]!.content).toMatchObject({
      kind: 'tiers',
      tiers: { name: 'Which tier is each customer in?' },
    });
  });

  test('VS1, VS3 a version kept under a name outlives a reload, and restoring it is one undo', async () => {
    const storage = openMemoryStorage();
    const first = await openShop(storage);
    expect(await first.workspace.library.keepVersion('Before')).toBe(true);
    expect(notices(first)).toContain('versions_kept');
    expect(await first.workspace.library.keepVersion('before')).toBe(false);
    expect(notices(first)).toContain('issue_version_name_taken');
    first.workspace.edit({ op: 'remove_metric', id: 'm1' });
    first.workspace.edit({ op: 'set_range', range: { from: '2026-02-01', to: null } });
    const again = await stages.open({ storage });
    const { workspace } = again;
    await workspace.library.open();
    const [version] = workspace.library.items![0]!.item.versions;
    if (version?.content.kind !== 'report') throw new Error('no version');
    expect(version.name).toBe('Before');
    await workspace.library.restoreReport(version.content.report, 'Before');
    expect(notices(again)).toContain('versions_restored');
    expect([workspace.report?.metrics?.length, workspace.report?.range.from]).toEqual([1, version.content.report.range.from]);
    workspace.undo();
    expect([workspace.report?.metrics, workspace.report?.range.from]).toEqual([undefined, '2026-02-01']);
  });
});
