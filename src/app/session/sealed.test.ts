import { afterEach, expect, test } from 'vitest';
import { makeSealedLink } from '#edge/share/link';
import { emptyReport } from '../../../tests/support/reports';
import { ADDRESS, ordersFile, settled, stageKeeper, until } from './test-parts';

const stages = stageKeeper();
afterEach(() => stages.closeAll());

const PASSPHRASE = 'lantern-orchid-slow-river';
const report = {
  ...emptyReport,
  title: 'Sealed',
  cells: [{ id: 'c1', type: 'analysis' as const, kind: 'overview', version: 1, params: {} }],
};

test('LK10 a sealed link shows nothing, asks, says when the passphrase is wrong, and then waits like any other', async () => {
  const link = await makeSealedLink(report, ADDRESS, PASSPHRASE);
  const { workspace, ...stage } = await stages.open({ address: link.ok ? link.value : expect.fail('not sealed') });
  await until(() => workspace.outside.sealed !== null, 'sealed');
  expect([workspace.screen, workspace.incoming]).toEqual(['incoming', null]);
  await workspace.outside.unseal('lantern-orchid-slow-rivers');
  expect(workspace.outside.sealed?.issues.map(({ code }) => code)).toEqual(['issue_seal_wrong']);
  expect([workspace.screen, workspace.incoming, workspace.report]).toEqual(['incoming', null, null]);
  await workspace.outside.unseal(PASSPHRASE);
  expect(workspace.outside.sealed).toBeNull();
  expect(workspace.incoming).toMatchObject({ from: 'link', report: { title: 'Sealed' } });
  expect(workspace.report).toBeNull();
  await workspace.acceptIncoming();
  expect(stage.address()).toBe(ADDRESS);
  await workspace.dropFiles([ordersFile()]);
  await settled({ workspace, ...stage });
  expect(workspace.report?.title).toBe('Sealed');
});

test('LK10 a link that is sealed and made by the workspace opens elsewhere; declined it is gone', async () => {
  const first = await stages.open();
  await first.workspace.dropFiles([ordersFile()]);
  first.workspace.edit({ op: 'set_title', title: 'For one reader' });
  const link = await first.workspace.makeLink({ passphrase: PASSPHRASE, cell: 'c2' });
  const { workspace } = await stages.open();
  await workspace.openReportText(`see ${link.ok ? link.value : ''} `, 'link');
  expect(workspace.outside.sealed).not.toBeNull();
  await workspace.outside.unseal(PASSPHRASE);
  expect(workspace.incoming).toMatchObject({ cell: 'c2', report: { title: 'For one reader' } });
  workspace.declineIncoming();
  expect([workspace.outside.sealed, workspace.incoming, workspace.screen]).toEqual([null, null, 'start']);
});
