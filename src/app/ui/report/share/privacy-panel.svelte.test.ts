import { beforeEach, expect, test, vi } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { OutgoingOptions } from '#app/session/outgoing';
import type { CellState } from '#app/run/types';
import InWorkspace from '../../../../../tests/support/report-harness/InWorkspace.svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { teaCells } from '../../../../../tests/support/report-harness/tea-cells';
import { teaReport } from '../../../../../tests/support/report-harness/tea-house';
import PeopleDialog from '../dialogs/PeopleDialog.svelte';
import PrivacyPanel from './PrivacyPanel.svelte';

beforeEach(() => screen.viewport(720, 900));

const asked = vi.fn<(options: OutgoingOptions) => void>();
beforeEach(() => void asked.mockClear());

/** A report with a query of its own, whose results are protected as `told` says. */
async function open() {
  const report = teaReport('en');
  const query = { id: 'q', type: 'sql', name: 'contacts', sql: 'SELECT 1' } as const;
  const rows: CellState = {
    state: 'done',
    steps: [],
    took: 0,
    presentation: {
      ...{ figures: [], charts: [], insight: { sentences: [], numbers: {} }, ledger: { used: [], excluded: [] } },
      stamp: { asOf: '2026-10-24', phrases: [], provisional: false },
      table: {
        columns: ['收货人', 'spend'].map((key) => ({ key, label: { literal: key }, unit: 'text', is: 'other' })),
        rows: [{ values: { 收货人: '王小明', spend: 12 } }],
      },
    },
  };
  const workspace = new ReportWorkspace({
    report: { ...report, cells: [...report.cells, query as never] },
    cells: { ...teaCells('en'), q: rows },
  });
  const first = report.cells.find(({ type }) => type === 'analysis')!.id;
  workspace.privacy.look = async (options) => {
    asked(options);
    const told = [{ key: 'privacy_told_numbers', values: { n: 3, k: String(options.k) } }] as const;
    const withheld = { numbers: 3, figures: 0, sentences: 0, charts: 0, marks: 0, account: 0 };
    return { cells: {}, done: options.k > 1 ? { [first]: { told, withheld } } : {}, protection: { k: options.k, told } };
  };
  const page = await render(InWorkspace, { workspace, of: PrivacyPanel as never, given: {} });
  return { workspace, page };
}

test('SH30 the panel says what is withheld in each cell, for the chosen size of a group', async () => {
  const { page } = await open();
  await expect.element(page.getByText('3 numbers are withheld, because they count fewer than 5 customers')).toBeVisible();
  const least = page.getByRole('spinbutton', { name: 'Withhold groups smaller than' });
  await least.fill('8');
  await userEvent.tab();
  await expect.element(page.getByText('3 numbers are withheld, because they count fewer than 8 customers')).toBeVisible();
  await least.fill('0');
  await userEvent.tab();
  await expect.element(least).toHaveValue(8);
  await least.fill('1');
  await userEvent.tab();
  await expect.element(page.getByText('Groups of every size leave, down to one customer.')).toBeVisible();
  expect(asked.mock.calls.map(([{ k }]) => k)).toEqual([5, 8, 1]);
});

test('SH31 rows of a query leave by ticked columns, and personal ones unmasked only by a tick of their own', async () => {
  const { page } = await open();
  await expect.element(page.getByRole('checkbox', { name: 'spend' })).not.toBeChecked();
  await expect.element(page.getByText('Leave “收货人” as it is')).not.toBeInTheDocument();
  await page.getByRole('checkbox', { name: '收货人' }).click();
  const unmasked = page.getByRole('checkbox', { name: 'Leave “收货人” as it is (names)' });
  await expect.element(unmasked).not.toBeChecked();
  await expect.element(page.getByText('de-identified, not anonymised')).toBeVisible();
  await unmasked.click();
  await expect.poll(() => asked.mock.lastCall?.[0].rows).toEqual({ q: { columns: ['收货人'], open: ['收货人'] } });
  await page.getByRole('checkbox', { name: '收货人', exact: true }).click();
  await expect.poll(() => asked.mock.lastCall?.[0].rows).toEqual({ q: { columns: [], open: [] } });
});

test('SH32 the processing record is saved as a table or as JSON', async () => {
  const { workspace, page } = await open();
  await page.getByRole('button', { name: 'Save processing record' }).click();
  await page.getByRole('button', { name: 'As JSON' }).click();
  expect(workspace.calls.filter(([method]) => method === 'saveRecord')).toEqual([
    ['saveRecord', 'csv'],
    ['saveRecord', 'json'],
  ]);
});

test('SH33 a list of customers leaves masked unless a column is named', async () => {
  const { workspace } = await open();
  const people = {
    rowCount: 1,
    columns: [
      { name: 'customer_id', type: 'text', values: ['c1'] },
      { name: 'name', type: 'text', values: ['王小明'] },
    ],
  } as const;
  workspace.people = async () => ({ ok: true, value: people });
  const saved = vi.fn<(open: readonly string[] | undefined) => void>();
  workspace.exportPeople = (_columns, _name, names) => saved(names);
  const cell = workspace.report!.cells.find(({ type }) => type === 'analysis')!;
  const page = await render(InWorkspace, { workspace, of: PeopleDialog as never, given: { cell, part: {}, onClose: () => undefined } });
  const tick = page.getByRole('checkbox', { name: 'Leave “Name” as it is (names)' });
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  await tick.click();
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  expect(saved.mock.calls).toEqual([[[]], [['name']]]);
});
