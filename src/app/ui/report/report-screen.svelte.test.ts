import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { ReportWorkspace } from '../../../../tests/support/report-harness/report-workspace.svelte';
import type { Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

async function open(facts: Partial<Facts> = {}) {
  const workspace = new ReportWorkspace(facts);
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  return { workspace, page };
}
const cell = (id: string) => document.querySelector<HTMLElement>(`#cell-${id}`)!;
const last = (workspace: ReportWorkspace) => workspace.calls.at(-1);

test('RP1 RP8 a cell reads question, finding, figures and footer with its account', async () => {
  const { page } = await open();
  await expect.element(page.getByRole('heading', { name: 'How is the shop doing?' })).toBeVisible();
  expect(cell('overview').querySelector('strong')?.textContent).toBe(
    'Revenue since 1 November is ¥6.35M, 10.7% more than in the same days a year before.',
  );
  expect(cell('overview').querySelector('.stamp')?.textContent).toContain('As of 24 Oct 2026 · paid and shipped orders');
  expect(cell('overview').querySelector('.ledger')?.textContent).toBe('23,691 orders used · 184 left out');
});

test('RP2 the height of a chart is reserved before it is drawn', async () => {
  await open();
  const reserved = () => cell('revenue').querySelector<HTMLElement>('.stage')?.style.minHeight;
  expect(reserved()).toBe('300px');
  await screen.viewport(390, 844);
  await expect.poll(reserved).toBe('260px');
});

test('RP5 a number of the table opens its customers, fifty at a time', async () => {
  const { workspace, page } = await open();
  cell('rfm').querySelector<HTMLButtonElement>('td button')!.click();
  await expect.element(page.getByRole('heading', { name: '116 customers' })).toBeVisible();
  expect(last(workspace)).toEqual(['people', 'rfm', { segment: 'champions' }]);
  expect(document.querySelectorAll('[role=dialog] tbody tr')).toHaveLength(50);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect.element(page.getByText('51–100 of 116')).toBeVisible();
});

test('RP20 a cell says why other tools differ, rule by rule, and opens who counts on one side only', async () => {
  const { workspace, page } = await open();
  expect(cell('overview').textContent).not.toContain('Why is it different elsewhere?');
  expect(workspace.calls.some(([method]) => method === 'compare')).toBe(false);
  [...cell('cohort').querySelectorAll<HTMLButtonElement>('footer button')].find((each) => each.textContent!.includes('elsewhere'))!.click();
  await expect.element(page.getByRole('heading', { name: 'Why do other tools show another number?' })).toBeVisible();
  await expect.element(page.getByRole('row', { name: 'Mixpanel 1,790 1,002 56.0% −4.0 points' })).toBeVisible();
  await expect.element(page.getByRole('row', { name: 'PostHog 1,500 900 60.0% none' })).toBeVisible();
  const reasons = [...document.querySelectorAll('[role=dialog] li')].map((each) => each.textContent!.replace(/\s+/g, ' ').trim());
  expect(reasons).toEqual([
    'Begins anew in every period in which a customer orders, so loyal customers stand in many groups. 60.0% → 55.2%',
    'Begins weeks on Sunday. 55.2% → 56.0%',
    'Not reproduced: it rounds times down to the hour for days, and to whole days for weeks and months.',
    'Counts this question the same way.',
  ]);
  expect(document.querySelectorAll('[role=dialog] li.main')).toHaveLength(1);
  await page.getByRole('button', { name: '31 customers count only there' }).click();
  expect(last(workspace)).toEqual(['people', 'cohort', { tool: 'mixpanel', side: 'there' }]);
  await expect.element(page.getByText('Counted by the rules of Mixpanel, not here')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.element(page.getByRole('heading', { name: 'Why do other tools show another number?' })).toBeVisible();
});

test('RP24 answers alone, without a date: neither range nor filter is offered, an as-of day is', async () => {
  const chips = () => [...document.querySelectorAll('.bar .chips button')].map((button) => button.textContent!.trim());
  const given = new ReportWorkspace().report!;
  const report = { ...given, asOf: null, range: { from: null, to: null }, filters: [], segments: [] };
  const { workspace, page } = await open({ report });
  await expect.poll(chips).toEqual(['All dates', 'Filter']);
  const tables = [{ name: 'surveys', rows: 9, columns: [] }] as const;
  workspace.facts.model = { tables, joins: [], firstOrder: null, lastOrder: null, currency: null };
  workspace.facts.asOf = null;
  await expect.poll(chips).toEqual([]);
  await expect.element(page.getByRole('button', { name: 'choose a day' })).toBeVisible();
});

test('RP6 the key t turns a chart into its table and back', async () => {
  const { workspace } = await open();
  cell('revenue').focus();
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true }));
  expect(last(workspace)).toEqual(['edit', { op: 'set_view', id: 'revenue', view: { show: 'table' } }]);
  await expect.poll(() => cell('revenue').querySelectorAll('tbody tr').length).toBe(12);
  cell('revenue').focus();
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true }));
  expect(last(workspace)).toEqual(['edit', { op: 'set_view', id: 'revenue', view: { show: 'chart' } }]);
});

test('RP3 RP4 states other than done say what they are', async () => {
  const { workspace, page } = await open();
  workspace.showStates();
  await expect.element(page.getByText('This question cannot be answered with the data as they are:')).toBeVisible();
  await expect.element(page.getByText('Binder Error')).not.toBeVisible();
  expect(cell('overview').textContent).toContain('23,691 orders used');
  await expect.poll(() => getComputedStyle(cell('cohort').querySelector('.quiet')!).visibility, { timeout: 4000 }).toBe('visible');
  expect(cell('cohort').querySelector('.quiet')!.textContent).toContain('Working out who is in “Lost at step 2”');
  expect(cell('overview').querySelector('.quiet')!.textContent).toContain('Computing');
  expect(cell('rfm').textContent).toContain('The customers of the segment “Gone quiet” could not be worked out.');
});

test('RP15 a deleted cell leaves its name and Undo where it stood', async () => {
  const { workspace, page } = await open();
  await page.getByRole('button', { name: 'Notebook' }).click();
  const before = workspace.report?.cells.map(({ id }) => id);
  [...cell('rfm').querySelectorAll<HTMLButtonElement>('.tools button')].at(-1)!.click();
  await expect.element(page.getByText('Deleted “Which customers deserve which attention?”.')).toBeVisible();
  expect(workspace.report?.cells.map(({ id }) => id)).toEqual(['lead', 'overview', 'revenue', 'cohort']);
  document.querySelector<HTMLButtonElement>('.removed button')!.click();
  await expect.poll(() => workspace.report?.cells.map(({ id }) => id)).toEqual(before);
});

test('RP16 a cell moves with a button and keeps the focus', async () => {
  const { workspace, page } = await open();
  await page.getByRole('button', { name: 'Notebook' }).click();
  cell('rfm').querySelector<HTMLButtonElement>('.arrow')!.click();
  await expect.poll(() => workspace.report?.cells.map(({ id }) => id)).toEqual(['lead', 'overview', 'rfm', 'revenue', 'cohort']);
  await expect.poll(() => document.activeElement?.closest('[data-cell]')?.getAttribute('data-cell')).toBe('rfm');
});

test('RP13 RP14 the options of a cell: changes counted, limits kept, defaults not stored', async () => {
  const { workspace, page } = await open();
  await page.getByRole('button', { name: 'Notebook' }).click();
  cell('cohort').focus();
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await expect.element(page.getByText('2 changes')).toBeVisible();
  const days = page.getByRole('spinbutton', { name: 'Looks back' });
  await days.fill('9999');
  document.querySelector<HTMLElement>('.inspector header button')!.focus();
  await expect.element(page.getByText('From 0 to 3,650')).toBeVisible();
  expect(workspace.calls.some(([method]) => method === 'edit')).toBe(false);
  await page.getByRole('button', { name: 'Reset to defaults' }).click();
  expect(last(workspace)).toEqual(['edit', { op: 'set_params', id: 'cohort', version: 1, params: {} }]);
});

test('RP17 a document that may only be read shows no way to edit', async () => {
  const { page } = await open({ readOnly: true });
  expect(page.getByRole('button', { name: 'Notebook' }).elements()).toHaveLength(0);
  expect(page.getByRole('button', { name: 'Filter' }).elements()).toHaveLength(0);
});

test('RP18 the link dialog names the values that are written out', async () => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect.element(page.getByText('Values written out in it, for you to check:')).toBeVisible();
  expect([...document.querySelectorAll('[role=dialog] code')].map((code) => code.textContent)).toEqual([
    '11',
    'or_later',
    'Wholesale',
    'paid',
    'shipped',
  ]);
});
