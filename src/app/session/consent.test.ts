import { afterAll, expect, test, vi } from 'vitest';
import { hostileDocuments } from '../../../tests/hostile/corpus/documents';
import { ordersFile, settled, stageKeeper } from './test-parts';

const { open, closeAll } = stageKeeper();
afterAll(closeAll);

/** One of each kind that can be opened at all. */
const kinds = [...new Set(hostileDocuments.filter(({ ends }) => ends !== 'refused').map(({ kind }) => kind))];
const documents = kinds.map((kind) => hostileDocuments.find((each) => each.kind === kind && each.ends !== 'refused')!);

test('SE9 nothing of a report from outside is asked, drawn or kept before somebody agrees', async () => {
  const stage = await open();
  const { workspace } = stage;
  await workspace.dropFiles([ordersFile()]);
  await settled(stage);
  const before = { report: workspace.report, cells: workspace.cells };
  const asked = vi.spyOn(stage.engine, 'query');
  const changed = vi.spyOn(stage.engine, 'execute');
  expect(documents.length).toBeGreaterThanOrEqual(10);
  for (const document of documents) {
    await workspace.openReportText(document.text('http://127.0.0.1:9'), document.from);
    expect([document.id, workspace.screen]).toEqual([document.id, 'incoming']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(workspace.report).toBe(before.report);
    expect(workspace.cells).toBe(before.cells);
    workspace.declineIncoming();
  }
  await settled(stage);
  expect([asked.mock.calls, changed.mock.calls]).toEqual([[], []]);
});

test('RU17 after agreement its own queries run within the bounds for strangers', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([ordersFile()]);
  await settled(stage);
  const asked = vi.spyOn(stage.engine, 'query');
  const harmless = hostileDocuments.find(({ id }) => id === 'markdown-in-value')!;
  await stage.workspace.openReportText(harmless.text('http://127.0.0.1:9'), 'file');
  await stage.workspace.acceptIncoming();
  await vi.waitFor(() => expect(asked.mock.calls.map(([, options]) => options?.bounds?.millis)).toContain(10_000), { timeout: 20_000 });
});
