import { afterEach, expect, test } from 'vitest';
import { makeLink } from '#edge/share/link';
import type { Report } from '#core/report/types';
import { emptyReport } from '../../../tests/support/reports';
import { ADDRESS, ordersFile, stageKeeper, until, type Stage } from './test-parts';

const stages = stageKeeper();
afterEach(() => stages.closeAll());

const report: Report = {
  ...emptyReport,
  title: 'Third quarter',
  cells: [
    { id: 'top', type: 'control', name: 'top', control: { type: 'number', min: 1, max: 50, value: 10 } },
    { id: 'c1', type: 'analysis', kind: 'overview', version: 1, params: {} },
  ],
};
const index = {
  format: 'clientele.reports',
  version: 1,
  reports: [
    { path: 'q3.report.json', title: 'Third quarter', data: [{ path: '../data/orders.csv', bytes: 99 }] },
    { path: 'gone.report.json', title: 'Gone', data: [{ path: 'gone.csv' }] },
  ],
};

/** A site that keeps these texts beside the page. */
function site(files: Record<string, string>) {
  const asked: string[] = [];
  const get = (async (url: URL, init?: RequestInit) => {
    init?.signal?.throwIfAborted();
    const path = url.href.slice(ADDRESS.length);
    asked.push(path);
    return path in files ? new Response(init?.method === 'HEAD' ? null : files[path]) : new Response('no', { status: 404 });
  }) as typeof fetch;
  return { asked, get };
}
const files = async () => ({
  'reports/index.json': JSON.stringify(index),
  'reports/q3.report.json': JSON.stringify(report),
  'reports/gone.report.json': JSON.stringify(report),
  'data/orders.csv': await ordersFile().text(),
});
const codes = ({ workspace }: Stage) => workspace.notices.map(({ text }) => ('key' in text ? text.key : ''));

test('HR1 the site is asked once for its list; where there is none nothing is said, a damaged one is said', async () => {
  const none = site({});
  const stage = await stages.open({ fetch: none.get });
  await Promise.all([stage.workspace.outside.lookForReports(), stage.workspace.outside.lookForReports()]);
  expect([stage.workspace.outside.hosted, none.asked, codes(stage)]).toEqual([null, ['reports/index.json'], []]);
  const damaged = await stages.open({ fetch: site({ 'reports/index.json': '{"format":"clientele.reports"' }).get });
  await damaged.workspace.outside.lookForReports();
  expect(codes(damaged)).toEqual(['issue_hosted_index']);
});

test('HR2 HF1 a listed report stands inert with its data, and runs on them when the reader agrees', async () => {
  const { get, asked } = site(await files());
  const stage = await stages.open({ fetch: get });
  const { workspace } = stage;
  await workspace.outside.lookForReports();
  await workspace.outside.openHosted(workspace.outside.hosted!.reports[0]!);
  expect(workspace.incoming).toMatchObject({ from: 'address', name: 'reports/q3.report.json', data: [{ bytes: 99 }] });
  expect([workspace.report, asked.includes('data/orders.csv')]).toEqual([null, false]);
  await workspace.outside.acceptHosted();
  await until(() => workspace.cells['c1']?.state === 'done', 'done');
  expect([workspace.screen, workspace.report?.title, workspace.sources.length, stage.address()]).toEqual([
    'report',
    'Third quarter',
    1,
    ADDRESS,
  ]);
});

test('HF4 data that are missing are said, and the report goes on waiting', async () => {
  const { get } = site(await files());
  const stage = await stages.open({ fetch: get, address: `${ADDRESS}?report=reports/gone.report.json` });
  await until(() => stage.workspace.incoming !== null, 'incoming');
  await stage.workspace.outside.acceptHosted();
  expect(codes(stage)).toContain('issue_hosted_fetch');
  expect([stage.workspace.screen, stage.workspace.report]).toEqual(['incoming', null]);
});

test('PL1 PL2 what stands behind a link or an address sets controls and the cell; what does not fit is said', async () => {
  const stage = await stages.open({ address: `${makeLink(report, ADDRESS)}&cell=c1&p.top=7&p.top2=1` });
  const { workspace } = stage;
  await until(() => workspace.incoming !== null, 'incoming');
  expect(workspace.incoming).toMatchObject({ cell: 'c1', report: { cells: [{ control: { value: 7 } }, {}] } });
  expect(codes(stage)).toEqual(['issue_link_no_control']);
  await workspace.acceptIncoming();
  expect([workspace.outside.takeCell(['top']), workspace.outside.takeCell(['top', 'c1']), workspace.outside.takeCell(['c1'])]).toEqual([
    null,
    'c1',
    null,
  ]);

  const hosted = await stages.open({ fetch: site(await files()).get, address: `${ADDRESS}?report=reports/q3.report.json#p.top=99` });
  await until(() => hosted.workspace.incoming !== null, 'incoming');
  expect(hosted.workspace.incoming).toMatchObject({ report: { cells: [{ control: { value: 10 } }, {}] } });
  expect(codes(hosted)).toEqual(['issue_link_value']);
});
