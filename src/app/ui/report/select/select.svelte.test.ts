import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
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
const cell = (id: string) => document.querySelector<HTMLElement>(`#cell-${id}`)!;
const line = () => document.querySelector<HTMLElement>('[data-actions]');
const marks = () => [...cell('rfm').querySelectorAll<SVGElement>('svg [role="graphics-symbol"][aria-label][tabindex]')];
const selects = (workspace: ReportWorkspace) => workspace.calls.filter(([method]) => method === 'select');
const champions = { part: { segment: 'champions' }, words: { literal: 'Champions' } };

test('RS2 RS3 the list behind a number of a table selects; the line says who, opens them, and takes the selection back', async () => {
  const { workspace, page } = await open();
  cell('rfm').querySelector<HTMLButtonElement>('td button')!.click();
  await page.getByRole('button', { name: 'Show only these in the report' }).click();
  expect(selects(workspace)).toHaveLength(1);
  expect(selects(workspace)[0]!.slice(0, 2)).toEqual(['select', 'rfm']);
  expect(selects(workspace)[0]![2]).toMatchObject({ part: { segment: 'champions' } });
  await expect.element(page.getByRole('region', { name: 'Only these customers' })).toBeVisible();
  expect(document.querySelector('[role=dialog]')).toBeNull();
  expect(line()!.textContent).toContain('Champions');
  expect(line()!.textContent).toContain('Which customers deserve which attention?');
  expect(cell('rfm').querySelector('td .chosen')?.textContent).toBe('1,092');
  await expect.element(page.getByText(/The other cells now show only the customers of Champions/)).toBeInTheDocument();
  await page.getByRole('button', { name: 'Who are they: Champions' }).click();
  await expect.element(page.getByRole('heading', { name: '116 customers' })).toBeVisible();
  expect(workspace.calls.at(-1)).toEqual(['people', 'rfm', { segment: 'champions' }]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  expect(workspace.selected).not.toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(workspace.selected).toBeNull();
  await expect.poll(line).toBeNull();
  await expect.element(page.getByText('All customers are shown again.')).toBeInTheDocument();
});

test('RS1 RS4 a mark selects with the pointer and with Enter, beside others with Shift; the picture stays and the others fade', async () => {
  const { workspace } = await open();
  await expect.poll(() => marks().length, { timeout: 20_000 }).toBeGreaterThan(3);
  const picture = cell('rfm').querySelector('svg');
  marks()[0]!.focus();
  await userEvent.keyboard('{Enter}');
  expect(selects(workspace)).toHaveLength(1);
  const [, id, chosen, adds] = selects(workspace)[0]!;
  expect([id, adds]).toEqual(['rfm', false]);
  expect(chosen).toHaveProperty('part');
  await expect.poll(() => marks()[0]!.getAttribute('aria-current')).toBe('true');
  expect(marks()[0]!.style.opacity).toBe('');
  expect(marks().filter((mark) => mark.style.opacity !== '').length).toBeGreaterThan(2);
  expect(cell('rfm').querySelector('svg')).toBe(picture);
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
  expect(selects(workspace)[1]![3]).toBe(true);
  expect(workspace.calls.some(([method]) => method === 'runCell')).toBe(false);
  marks()[1]!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  expect(selects(workspace)[2]![2]).not.toEqual(chosen);
  expect(selects(workspace)[2]![3]).toBe(false);
  workspace.clearSelection();
  await expect.poll(() => marks().filter((mark) => mark.style.opacity !== '').length).toBe(0);
  expect(marks()[0]!.hasAttribute('aria-current')).toBe(false);
});

test('RS5 RS6 a cell that stands alone says that it does not follow; one that follows keeps no segment meanwhile', async () => {
  const report = teaReport('en');
  const cells = report.cells.map((each) =>
    each.id === 'overview' && each.type === 'analysis' ? ({ ...each, alone: true } as const) : each,
  );
  const { workspace, page } = await open({ report: { ...report, cells }, selected: { cellId: 'revenue', parts: [champions] } });
  expect(cell('overview').querySelector('.stamp')?.textContent).toContain('does not follow the selection');
  expect(cell('rfm').querySelector('.stamp')?.textContent).not.toContain('does not follow');
  cell('rfm').querySelector<HTMLButtonElement>('td button')!.click();
  await expect.element(page.getByText('This cell follows a selection.', { exact: false })).toBeVisible();
  expect(page.getByRole('button', { name: 'Keep as segment' }).query()).toBeNull();
  await userEvent.keyboard('{Escape}');
  await page.getByRole('button', { name: 'Notebook' }).click();
  await page.getByRole('button', { name: 'Follow selections again' }).click();
  expect(workspace.calls.at(-1)).toEqual(['edit', { op: 'set_alone', id: 'overview', alone: false }]);
  await page.getByRole('button', { name: 'Keep out of selections' }).first().click();
  expect(workspace.calls.at(-1)).toMatchObject(['edit', { op: 'set_alone', alone: true }]);
});

test.each([
  ['en', 1280],
  ['zh-CN', 390],
] as const)('RS3 the line is complete, in the window and without a fault for assistive technology: %s, %i px', async (locale, width) => {
  await screen.viewport(width, 844);
  const parts = [champions, { part: { segment: 'at_risk' }, words: { literal: 'At risk of leaving, and once among the best' } }];
  const { workspace, page } = await open({ locale, report: teaReport(locale), selected: { cellId: 'rfm', parts } });
  await expect.poll(line).not.toBeNull();
  const box = line()!.getBoundingClientRect();
  expect(box.bottom).toBeLessThanOrEqual(844);
  expect([box.left >= 0, box.right <= width]).toEqual([true, true]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  const found = await axe.run(line()!);
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  const name = locale === 'en' ? 'Take out Champions' : '去掉 Champions';
  await page.getByRole('button', { name }).click();
  expect(workspace.calls.at(-1)).toEqual(['select', 'rfm', champions, true]);
});
