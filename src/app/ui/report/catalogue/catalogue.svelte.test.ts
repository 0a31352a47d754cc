import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import type { Facts } from '../../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

async function open(facts: Partial<Facts> = {}) {
  const workspace = new ReportWorkspace(facts);
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 }).first()).toBeInTheDocument();
  return { workspace, page };
}
const cell = (id: string) => document.querySelector<HTMLElement>(`#cell-${id}`)!;
const options = () =>
  [...document.querySelectorAll<HTMLElement>('[role=dialog] [role=option]')]
    .filter((each) => each.checkVisibility())
    .map((each) => each.innerText);
const previews = (workspace: ReportWorkspace) => workspace.calls.filter(([method]) => method === 'preview').map(([, ask]) => ask);
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('RP30 RP31 questions stand in groups and are found in both languages; what the data lack is said', async () => {
  const { page } = await open();
  cell('rfm').focus();
  await userEvent.keyboard('a');
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText('Coming back')).toBeVisible();
  await userEvent.keyboard('留存');
  await expect.poll(options).toEqual(['Which customers come back?']);
  await expect.element(dialog.getByText('Of those who first bought in a month, how many bought again in each month after.')).toBeVisible();
  await dialog.getByRole('combobox').fill('recommend');
  await expect.poll(() => options().join()).toContain('Data missing');
  await expect.element(dialog.getByText('Missing in your data: survey answers (recommendation 0–10)')).toBeVisible();
  await dialog.getByRole('combobox').fill('zzz');
  await expect.element(dialog.getByText('Nothing of that name.', { exact: false })).toBeVisible();
});

test('RP32 only what is looked at for a moment is computed, and drawn', async () => {
  const { workspace, page } = await open();
  cell('rfm').focus();
  await userEvent.keyboard('a');
  await page.getByRole('dialog').getByRole('combobox').fill('customer');
  const signals: AbortSignal[] = [];
  const preview = workspace.preview;
  workspace.preview = (ask, signal) => (signals.push(signal), preview(ask, signal));
  const begun = previews(workspace).length;
  await userEvent.keyboard('{ArrowDown}{ArrowUp}{ArrowDown}{ArrowUp}');
  expect(previews(workspace)).toHaveLength(begun);
  await page.getByRole('dialog').getByRole('combobox').fill('留存');
  await expect.poll(() => previews(workspace).at(-1)).toEqual({ kind: 'cohort' });
  const dialog = document.querySelector('[role=dialog]')!;
  await expect.poll(() => dialog.querySelector('.insight')?.textContent).toContain('of the customers who first bought in March');
  await expect.poll(() => dialog.querySelector('.preview svg')).not.toBeNull();
  expect(dialog.querySelector('.picture')!.hasAttribute('inert')).toBe(true);
  const asked = previews(workspace).length;
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  expect(signals.at(-1)!.aborted).toBe(true);
  await wait(500);
  expect(previews(workspace)).toHaveLength(asked);
});

test('RP33 what is chosen stands after the cell where the catalogue was opened, and is opened for work', async () => {
  const { workspace, page } = await open();
  cell('overview').focus();
  await userEvent.keyboard('a');
  await expect.element(page.getByRole('dialog').getByRole('combobox')).toHaveFocus();
  await userEvent.keyboard('cohort{Enter}');
  await expect
    .poll(() => workspace.report?.cells.map((each) => (each.type === 'analysis' ? each.kind : each.type)))
    .toEqual(['text', 'overview', 'cohort', 'revenue', 'rfm', 'cohort']);
  await expect.element(page.getByRole('complementary', { name: 'Options of the cell' })).toBeVisible();
  await userEvent.keyboard('a');
  await page.getByRole('dialog').getByRole('combobox').fill('drop-down');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => workspace.report?.cells.find(({ type }) => type === 'control')).toMatchObject({ width: 3, name: 'choice_1' });
});

test('RP30 at 390 px a press shows the question first, and a button adds it', async () => {
  await screen.viewport(390, 844);
  const { workspace, page } = await open({ locale: 'zh-CN' });
  cell('overview').focus();
  await userEvent.keyboard('a');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('retention');
  await dialog.getByRole('option', { name: '哪些客户会回来？' }).click();
  await expect.element(dialog.getByText('某个月首次购买的客户', { exact: false })).toBeVisible();
  expect(workspace.report?.cells).toHaveLength(5);
  await dialog.getByRole('button', { name: '添加', exact: true }).click();
  await expect.poll(() => workspace.report?.cells.length).toBe(6);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
