import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { CellMoves } from '#core/report/moves/types';
import type { ChangesDesk, ShownChanges } from '#app/session/types';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { teaReport } from '../../../../../tests/support/report-harness/tea-house';
import App from '../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

const [first, second] = teaReport('en').cells.filter(({ type }) => type === 'analysis');
const quiet = { moves: [], others: 0, small: 0, provisional: 0, come: 0, gone: 0, said: { before: [], after: [] } };
const moved: CellMoves = {
  ...quiet,
  cellId: first!.id,
  moves: [
    { of: { is: 'figure', label: { literal: 'Revenue' } }, unit: 'money', before: 200, after: 250, relative: 0.25, size: 0.2 },
    { of: { is: 'number', name: 'rate_ci_low' }, unit: 'number', before: 1, after: 2, relative: 1, size: 0.5 },
    {
      of: { is: 'row', keys: [{ value: '2026-02', unit: 'month' }], column: { literal: 'Share' } },
      unit: 'rate',
      before: 0.5,
      after: 0.44,
      relative: -0.12,
      size: 0.12,
    },
  ],
  small: 1,
  come: 2,
  said: { before: [{ finding: { literal: 'It rose.' } }], after: [{ finding: { literal: 'It fell.' } }] },
};

async function open(shown: ShownChanges | null, desk: Partial<ChangesDesk> = {}) {
  const changes: ChangesDesk = {
    shown,
    wanted: true,
    compareWith: async () => [],
    save: async () => undefined,
    close: () => undefined,
    ...desk,
  };
  const workspace = new ReportWorkspace({ changes });
  const page = await render(App, { workspace });
  return { dialog: page.getByRole('dialog', { name: 'What changed' }) };
}
const against = null;

test('WC the numbers that moved stand beside those before, with their change; names that nobody reads stay away', async () => {
  const { dialog } = await open({
    changed: {
      asOf: { before: '2026-01-31', after: '2026-02-28' },
      moved: [moved],
      still: [{ ...quiet, cellId: second!.id }],
      otherwise: ['c99'],
    },
    against,
  });
  await expect.element(dialog.getByText('as of 31 Jan 2026 → as of 28 Feb 2026')).toBeVisible();
  const rows = dialog.getByRole('row');
  await expect.element(rows.nth(1)).toHaveTextContent(/Revenue.*200.*250.*\+25\.0%/);
  await expect.element(rows.nth(2)).toHaveTextContent(/Feb 2026 · Share.*50\.0%.*44\.0%.*−6\.0 points/);
  expect(dialog.element().textContent).not.toContain('rate_ci_low');
  await expect.element(dialog.getByText('It rose.')).toBeVisible();
  await expect.element(dialog.getByText('It fell.')).toBeVisible();
  await expect.element(dialog.getByText(/1 number moved, too, but rests on fewer than 30/)).toBeVisible();
  await expect.element(dialog.getByText(/^Did not move: /)).toBeVisible();
  await expect.element(dialog.getByText(/^Not compared, .*c99$/)).toBeVisible();
  await expect.element(dialog.getByText(/a difference, not a finding/)).toBeVisible();
});

test('CH2 results that were saved can be chosen, and one that cannot be read is said', async () => {
  const given: string[] = [];
  const { dialog } = await open(null, {
    compareWith: async (text, name) => {
      given.push(name, text);
      return [{ code: 'issue_stored_not_results' }];
    },
  });
  await expect.element(dialog.getByText(/^Nothing to compare with yet/)).toBeVisible();
  await dialog
    .getByLabelText('Open saved results')
    .last()
    .upload(new File(['{}'], 'x.stored.json'));
  await expect.element(dialog.getByText(/does not hold results of a Clientele report/)).toBeVisible();
  expect(given).toEqual(['x.stored.json', '{}']);
});
