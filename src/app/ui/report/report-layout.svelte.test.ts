import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Cell } from '#core/report/types';
import { teaReport } from '../../../../tests/support/report-harness/tea-house';
import { ReportWorkspace } from '../../../../tests/support/report-harness/report-workspace.svelte';
import type { Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

async function open(facts: Partial<Facts> = {}) {
  const workspace = new ReportWorkspace(facts);
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 }).first()).toBeInTheDocument();
  return { workspace, page };
}
const cell = (id: string) => document.querySelector<HTMLElement>(`#cell-${id}`)!;
const box = (id: string) => cell(id).getBoundingClientRect();
const order = (workspace: ReportWorkspace) => workspace.report?.cells.map(({ id }) => id).join(' ');
const widthsOf = (workspace: ReportWorkspace) => workspace.report?.cells.map(({ width }) => width ?? 12);
const drawn = () => [...document.querySelectorAll<HTMLElement>('[data-cell]')].map((each) => each.dataset.cell).join(' ');
async function toNotebook(page: Awaited<ReturnType<typeof open>>['page']) {
  await page.getByRole('button', { name: 'Notebook', exact: true }).click();
}
const tea = teaReport('en');
const heading = (id: string, markdown: string): Cell => ({ id, type: 'text', markdown });
const [lead, overview, revenue, rfm, cohort] = tea.cells as [Cell, Cell, Cell, Cell, Cell];
const sectioned = {
  ...tea,
  cells: [
    lead,
    heading('s1', '# Now\n\nThe shop today.'),
    overview,
    revenue,
    heading('s2', '# People'),
    rfm,
    heading('s3', '## Back'),
    cohort,
  ],
};

test('RP36 two halves stand beside each other, and below each other where the column is narrow', async () => {
  const halves = tea.cells.map((each): Cell => (each.id === 'overview' || each.id === 'revenue' ? { ...each, width: 6 } : each));
  await open({ report: { ...tea, cells: halves } });
  expect(box('overview').top).toBeCloseTo(box('revenue').top, 0);
  expect(box('revenue').left - box('overview').right).toBeCloseTo(36, 0);
  expect(box('overview').width).toBeCloseTo(box('revenue').width, 0);
  await expect.poll(() => cell('revenue').querySelector<HTMLElement>('.stage')?.style.minHeight).toBe('260px');
  await screen.viewport(390, 844);
  await expect.poll(() => box('revenue').top > box('overview').bottom).toBe(true);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

test('RP36 brackets make a cell narrower and wider, the menu sets any width, and both are said', async () => {
  const { workspace, page } = await open();
  await toNotebook(page);
  cell('revenue').focus();
  await userEvent.keyboard('[[');
  expect(widthsOf(workspace)).toEqual([12, 12, 8, 12, 12]);
  await userEvent.keyboard('[[');
  expect(widthsOf(workspace)).toEqual([12, 12, 6, 12, 12]);
  await expect.element(page.getByText('Width: Half').first()).toBeInTheDocument();
  expect(document.activeElement?.closest('[data-cell]')?.getAttribute('data-cell')).toBe('revenue');
  await userEvent.keyboard(']');
  expect(widthsOf(workspace)).toEqual([12, 12, 8, 12, 12]);
  await page.getByRole('combobox', { name: /^Width of “How does revenue move/ }).click();
  await page.getByRole('option', { name: 'A third' }).click();
  expect(widthsOf(workspace)).toEqual([12, 12, 4, 12, 12]);
  workspace.undo();
  await expect.poll(() => widthsOf(workspace)).toEqual([12, 12, 8, 12, 12]);
});

test('RP36 the right edge of a cell is dragged to a width', async () => {
  const { workspace, page } = await open();
  await toNotebook(page);
  const grip = cell('revenue').parentElement!.querySelector<HTMLElement>('.grip')!;
  const { left, width, top } = box('revenue');
  const point = (type: string, x: number) =>
    grip.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: x, clientY: top + 20 }));
  grip.setPointerCapture = () => undefined;
  point('pointerdown', left + width);
  point('pointermove', left + width * 0.52);
  await expect.poll(() => box('revenue').width).toBeLessThan(width * 0.6);
  expect(workspace.calls.some(([method]) => method === 'edit')).toBe(false);
  point('pointerup', left + width * 0.52);
  expect(widthsOf(workspace)).toEqual([12, 12, 6, 12, 12]);
});

test('RP16 RP26 Alt with an arrow moves the cell and keeps the focus; a folded section is passed over, and moves as a whole', async () => {
  const { workspace, page } = await open({ report: sectioned });
  await toNotebook(page);
  await page.getByRole('button', { name: 'Fold “Now”' }).click();
  await expect.poll(drawn).toBe('lead s1 s2 rfm s3 cohort');
  await expect.element(page.getByText('2 cells folded').first()).toBeInTheDocument();
  cell('lead').focus();
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await expect.poll(() => order(workspace)).toBe('s1 overview revenue lead s2 rfm s3 cohort');
  await expect.poll(() => document.activeElement?.id).toBe('cell-lead');
  await expect.poll(drawn).toBe('s1 overview revenue lead s2 rfm s3 cohort');
  workspace.undo();
  await page.getByRole('button', { name: 'Fold “Now”' }).click();
  cell('s1').focus();
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await expect.poll(() => order(workspace)).toBe('s1 overview revenue lead s2 rfm s3 cohort');
  workspace.undo();
  await expect.poll(() => order(workspace)).toBe('lead s1 overview revenue s2 rfm s3 cohort');
});

test('RP27 RP28 three sections have a list; pressing one unfolds it and goes there', async () => {
  const { workspace, page } = await open({ report: sectioned });
  const contents = page.getByRole('navigation', { name: 'Contents' });
  expect([...contents.element().querySelectorAll('button')].map((each) => each.textContent)).toEqual(['Now', 'People', 'Back']);
  cell('rfm').focus();
  await userEvent.keyboard('f');
  await expect.poll(drawn).toBe('lead s1 overview revenue s2');
  expect(document.activeElement?.id).toBe('cell-s2');
  await contents.getByRole('button', { name: 'Back' }).click();
  await expect.poll(() => document.activeElement?.id).toBe('cell-s3');
  expect(drawn()).toBe('lead s1 overview revenue s2 rfm s3 cohort');
  expect(workspace.calls.some(([method]) => method === 'edit')).toBe(false);
});

test('RP29 a presentation turns with keys, ends with Escape, and the focus goes to what was shown', async () => {
  const { page } = await open();
  cell('overview').focus();
  await userEvent.keyboard('p');
  const shown = page.getByRole('dialog');
  await expect.element(shown.getByText('1 of 4').last()).toBeInTheDocument();
  await expect.element(shown.getByRole('heading', { name: 'How is the shop doing?' })).toBeInTheDocument();
  expect(shown.element().textContent).toContain('For the Monday meeting');
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(shown.getByRole('heading', { name: 'How does revenue move from month to month?' })).toBeInTheDocument();
  await userEvent.keyboard('{End}');
  await expect.element(shown.getByText('4 of 4').last()).toBeInTheDocument();
  await userEvent.keyboard('{ArrowRight}{ArrowLeft}{Home}{ArrowRight}');
  await expect.element(shown.getByText('2 of 4').last()).toBeInTheDocument();
  expect(document.querySelectorAll('#cell-revenue')).toHaveLength(1);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  await expect.poll(() => document.activeElement?.id).toBe('cell-revenue');
});

test('UI39 letters and signs do nothing once they are turned off; other keys go on', async () => {
  const { workspace, page } = await open();
  await userEvent.keyboard('{Shift>}?{/Shift}');
  await page.getByRole('checkbox', { name: /^Single-key shortcuts/ }).click();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  expect(workspace.singleKeys).toBe(false);
  cell('revenue').focus();
  await userEvent.keyboard('t[[pfaj?');
  expect(document.querySelector('[role=dialog]')).toBeNull();
  expect(workspace.calls.some(([method]) => method === 'edit')).toBe(false);
  expect(document.activeElement?.id).toBe('cell-revenue');
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await expect.poll(() => order(workspace)).toBe('lead overview rfm revenue cohort');
});

test('UI40 the palette acts on the cell where the keyboard was, and lists the report only while it is open', async () => {
  const { workspace, page } = await open();
  cell('rfm').focus();
  await userEvent.keyboard('{Control>}k{/Control}');
  await page.getByPlaceholder('What would you like to do?').fill('width two thirds');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => widthsOf(workspace)).toEqual([12, 12, 12, 8, 12]);
  await userEvent.keyboard('{Control>}k{/Control}');
  await page.getByPlaceholder('What would you like to do?').fill('add sql');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => workspace.report?.cells[4]).toMatchObject({ type: 'sql', name: 'result_1' });
  await expect.poll(() => document.activeElement?.id).toBe(`cell-${workspace.report?.cells[4]?.id}`);
});

test('RP26 controls stand side by side in a row of their own', async () => {
  const knob = (id: string): Cell => ({
    id,
    type: 'control',
    width: 3,
    name: id,
    control: { type: 'number', min: null, max: null, value: 1 },
  });
  await open({ report: { ...tea, cells: [knob('k1'), knob('k2'), { ...overview, width: 6 }] } });
  expect(box('k1').top).toBeCloseTo(box('k2').top, 0);
  expect(box('k2').left).toBeGreaterThan(box('k1').right);
  expect(box('overview').top).toBeGreaterThan(box('k2').bottom);
});
