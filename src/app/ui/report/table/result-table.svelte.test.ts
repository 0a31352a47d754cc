import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { shapesOf } from '#core/chart/builder/columns';
import { tableOf } from '#core/chart/builder/table';
import type { CellView } from '#core/report/types';
import InWorkspace from '../../../../../tests/support/report-harness/InWorkspace.svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { shopResult } from '../../../../../tests/support/report-harness/shop-results';
import ResultTable from './ResultTable.svelte';

beforeEach(() => screen.viewport(1280, 900));

async function open(rows: number, view?: CellView) {
  const workspace = new ReportWorkspace();
  const result = shopResult(rows);
  const kept: CellView[] = [];
  const props = {
    table: tableOf(result, shapesOf(result)),
    label: 'Result',
    onPart: () => undefined,
    view,
    ...(view ? { onView: (next: CellView) => kept.push(next) } : {}),
  };
  const page = await render(InWorkspace, { workspace, of: ResultTable as never, given: props });
  await expect.element(page.getByRole('grid')).toBeVisible();
  return { page, kept };
}
const drawn = () => [...document.querySelectorAll('tbody tr:not([aria-hidden])')];
const firstCells = (count: number) =>
  drawn()
    .slice(0, count)
    .map((row) => row.firstElementChild!.textContent!.trim());
const sortOf = (name: string) =>
  [...document.querySelectorAll('thead th')].find((head) => head.textContent!.includes(name))!.getAttribute('aria-sort');

test('TV1 of 10,000 rows only those in sight are drawn, and the end can be reached with keys', async () => {
  await open(10_000);
  expect(drawn().length).toBeGreaterThan(10);
  expect(drawn().length).toBeLessThan(80);
  const grid = document.querySelector<HTMLElement>('[role=grid]')!;
  expect(grid.getAttribute('aria-rowcount')).toBe('10001');
  grid.focus();
  await userEvent.keyboard('{Control>}{ArrowDown}{/Control}');
  await expect.poll(() => document.getElementById(grid.getAttribute('aria-activedescendant')!)?.textContent?.trim()).toBe('c9999');
  expect(drawn().length).toBeLessThan(80);
});

test('TV1 TV2 a head orders up, down and as given; aria-sort says so', async () => {
  const { page } = await open(1000);
  expect(sortOf('revenue')).toBe('none');
  await page.getByRole('button', { name: 'revenue' }).click();
  expect(sortOf('revenue')).toBe('ascending');
  await page.getByRole('button', { name: 'revenue' }).click();
  expect(sortOf('revenue')).toBe('descending');
  await expect.poll(() => firstCells(2)).toEqual(['c999', 'c998']);
  await page.getByRole('button', { name: 'revenue' }).click();
  await expect.poll(() => firstCells(2)).toEqual(['c0', 'c1']);
  // 10 stands after 9, because numbers in texts count by their value.
  await page.getByRole('button', { name: 'code' }).click();
  await expect.poll(() => firstCells(11).at(-1)).toBe('c10');
});

test('TV3 a filter narrows the rows and says how many stay', async () => {
  const { page } = await open(1000);
  await page.getByRole('button', { name: 'Filter rows' }).click();
  await page.getByRole('searchbox').fill('c99');
  await expect.element(page.getByText('11 of 1,000 rows')).toBeVisible();
  expect(drawn()).toHaveLength(11);
  await userEvent.keyboard('{Escape}');
  await page.getByRole('button', { name: 'Take away the filter on code' }).click();
  await expect.element(page.getByText('1,000 rows', { exact: true })).toBeVisible();
});

test('VW1 order is handed on to be kept, and empty parts of a view are not', async () => {
  const { page, kept } = await open(50, { sort: { column: 'revenue', descending: false } });
  await page.getByRole('button', { name: 'revenue' }).click();
  await page.getByRole('button', { name: 'code' }).click();
  expect(kept).toEqual([{ sort: { column: 'revenue', descending: true } }, { sort: { column: 'code', descending: false } }]);
});

test('TV6 a coloured column gives its cells ground and ink of the theme', async () => {
  await open(20, { colours: [{ column: 'revenue', scale: { by: 'size' } }] });
  const grounds = drawn().map((row) => (row.children[3] as HTMLElement).style.backgroundColor);
  expect([grounds[0], grounds.at(-1)]).toEqual(['var(--seq-1)', 'var(--seq-7)']);
  expect(new Set(grounds).size).toBe(6);
});

test('TV7 the picked cells are copied as cells, by keys alone', async () => {
  await open(200);
  const grid = document.querySelector<HTMLElement>('[role=grid]')!;
  grid.focus();
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
  const clipboardData = new DataTransfer();
  grid.dispatchEvent(new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData }));
  expect(clipboardData.getData('text/plain')).toBe('code\tregion\r\nc0\tNorth\r\nc1\tSouth');
  expect(clipboardData.getData('text/html').match(/<td/g)).toHaveLength(6);
});

test('a phone scrolls the grid, never the page', async () => {
  await screen.viewport(390, 844);
  await open(300);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
