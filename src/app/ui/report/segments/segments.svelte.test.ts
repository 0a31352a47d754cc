import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Filter } from '#core/model/filters';
import type { Report, Segment } from '#core/report/types';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { teaReport } from '../../../../../tests/support/report-harness/tea-house';
import type { Facts } from '../../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

async function open(facts: Partial<Facts> = {}) {
  const workspace = new ReportWorkspace(facts);
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  return { workspace, page };
}
const edits = (workspace: ReportWorkspace) => workspace.calls.filter(([method]) => method === 'edit').map(([, edit]) => edit);
const champions = () => document.querySelector<HTMLButtonElement>('#cell-rfm td button')!;
const focused = () => document.activeElement?.textContent?.trim();

const north: Filter = { table: 'customers', column: 'region', condition: { op: 'in', values: ['North'] } };
const lapsed: Segment = {
  id: 's1',
  name: 'Lapsed regulars',
  of: {
    kind: 'part',
    analysis: 'rfm',
    version: 1,
    params: {},
    part: { segment: 'at_risk' },
    range: { from: '2025-11-01', to: null },
    filters: [north],
  },
};
const keeping = (more: Partial<Report> = {}): Report => ({ ...teaReport('en'), segments: [lapsed], ...more });

test('RP21 the customers of a number are kept by what was asked, with the keyboard alone, and used at once', async () => {
  const { workspace, page } = await open();
  champions().click();
  await expect.element(page.getByRole('heading', { name: '116 customers' })).toBeVisible();
  page.getByRole('button', { name: 'Keep as segment' }).element().focus();
  await userEvent.keyboard('{Enter}');
  const name = page.getByRole('textbox', { name: 'Name of the segment' });
  await expect.element(name).toHaveFocus();
  await expect.element(name).toHaveValue('Which customers deserve which attention? Champions · Customers');
  await userEvent.keyboard('Our best{Enter}');
  await expect.poll(focused).toBe('Show only these customers');
  const { range, filters } = teaReport('en');
  expect(edits(workspace)).toEqual([
    {
      op: 'add_segment',
      index: 0,
      segment: {
        id: 's1',
        name: 'Our best',
        of: { kind: 'part', analysis: 'rfm', version: 1, params: {}, part: { segment: 'champions' }, range, filters },
      },
    },
  ]);
  expect(JSON.stringify(workspace.report)).not.toMatch(/M10\d{4}/);
  expect(document.querySelectorAll('[role=dialog] tbody tr')).toHaveLength(50);
  await userEvent.keyboard('{Enter}');
  expect(workspace.report?.filters).toEqual([...filters, { table: 'customers', segment: 's1', is: 'in' }]);
  await expect.element(page.getByRole('button', { name: 'Segment only “Our best”' })).toBeVisible();
  expect(document.querySelectorAll('[role=dialog]')).toHaveLength(0);
});

test('RP21 a name must be there and be its own', async () => {
  const { workspace, page } = await open({ report: keeping() });
  champions().click();
  await page.getByRole('button', { name: 'Keep as segment' }).click();
  const name = page.getByRole('textbox', { name: 'Name of the segment' });
  await name.fill(' ');
  await expect.element(page.getByText('Give it a name.')).toBeVisible();
  await name.fill('Lapsed regulars');
  await expect.element(page.getByText('Another segment has this name.')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(edits(workspace)).toEqual([]);
});

test('RP22 a segment stands in the filter menu with its count and what it asks; it is renamed, used and removed there', async () => {
  const { workspace, page } = await open({ report: keeping({ filters: [] }) });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabelText(/^Column:/).click();
  await page.getByRole('option', { name: 'Lapsed regulars' }).click();
  await expect.element(page.getByText('116 customers')).toBeVisible();
  await expect
    .element(page.getByText('Which customers deserve which attention? · From 1 Nov 2025 · with 1 filter of its own'))
    .toBeVisible();
  await page.getByRole('textbox', { name: 'Name of the segment' }).fill('Fading');
  await userEvent.keyboard('{Enter}');
  expect(edits(workspace)).toEqual([{ op: 'rename_segment', id: 's1', name: 'Fading' }]);
  await page.getByLabelText(/^Condition:/).click();
  await page.getByRole('option', { name: 'everyone else' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  expect(workspace.report?.filters).toEqual([{ table: 'customers', segment: 's1', is: 'not_in' }]);
  await page.getByRole('button', { name: 'Segment not “Fading”' }).click();
  await page.getByRole('button', { name: 'Remove the segment' }).click();
  expect(workspace.report?.filters).toEqual([]);
  expect(workspace.report).not.toHaveProperty('segments');
  workspace.undo();
  await expect.element(page.getByRole('button', { name: 'Segment not “Fading”' })).toBeVisible();
});

test('RP22 a segment that another rests on stays, and says why', async () => {
  const within: Segment = {
    id: 's2',
    name: 'Of the north',
    of: { kind: 'rule', filters: [{ table: 'customers', segment: 's1', is: 'in' }] },
  };
  const { page } = await open({
    report: keeping({ segments: [lapsed, within], filters: [{ table: 'customers', segment: 's1', is: 'in' }] }),
  });
  await page.getByRole('button', { name: 'Segment only “Lapsed regulars”' }).click();
  await expect.element(page.getByText('“Of the north” rests on it, so it stays.')).toBeVisible();
  expect(page.getByRole('button', { name: 'Remove the segment' }).elements()).toHaveLength(0);
});

test('RP23 the filters on customers are kept as a rule', async () => {
  const { workspace, page } = await open({ report: keeping({ filters: [...teaReport('en').filters, north] }) });
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('button', { name: 'Keep the filters on customers as a segment' }).click();
  await userEvent.keyboard('Northerners{Enter}');
  await expect
    .poll(() => workspace.report?.segments?.[1])
    .toEqual({ id: 's2', name: 'Northerners', of: { kind: 'rule', filters: [north] } });
});

test('RP17 a document that may only be read keeps no segment', async () => {
  const { page } = await open({ readOnly: true });
  champions().click();
  await expect.element(page.getByRole('heading', { name: '116 customers' })).toBeVisible();
  expect(page.getByRole('button', { name: 'Keep as segment' }).elements()).toHaveLength(0);
});

test('RP18 a link says that it holds segments, and their values', async () => {
  const { page } = await open({ report: keeping(), leaving: keeping() });
  await page.getByRole('button', { name: 'Share' }).click();
  await expect.element(page.getByText('1 segment, as a definition')).toBeVisible();
  await expect.element(page.getByRole('dialog').getByText('Lapsed regulars', { exact: true })).toBeVisible();
  expect([...document.querySelectorAll('[role=dialog] code')].map((code) => code.textContent)).toContain('at_risk');
});

test('RP21 in Chinese', async () => {
  const { page } = await open({ locale: 'zh-CN' });
  champions().click();
  await page.getByRole('button', { name: '存为客户群' }).click();
  await expect.element(page.getByRole('textbox', { name: '客户群名称' })).toHaveFocus();
  await userEvent.keyboard('好客人{Enter}');
  await page.getByRole('button', { name: '只看这些客户' }).click();
  await expect.element(page.getByRole('button', { name: '客户群 仅“好客人”' })).toBeVisible();
});
