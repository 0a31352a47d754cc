import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { PivotChoice } from '#core/chart/pivot/choice';
import type { Columns } from '#core/model/columns';
import Kept from '../../../../../tests/support/report-harness/Kept.svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { regionMonths, shopResult } from '../../../../../tests/support/report-harness/shop-results';

beforeEach(() => screen.viewport(1280, 1000));

async function open(columns: Columns, pivot: PivotChoice | null = null) {
  const kept: PivotChoice[] = [];
  const page = await render(Kept, {
    workspace: new ReportWorkspace(),
    show: 'pivot',
    columns,
    pivot,
    onKept: (next: unknown) => kept.push(next as PivotChoice),
  });
  await expect.element(page.getByRole('grid')).toBeVisible();
  return { page, kept };
}
const lines = () =>
  [...document.querySelectorAll('[role=grid] tbody tr:not([aria-hidden]), [role=grid] tfoot tr')].map((row) =>
    [...row.children].map((cell) => cell.firstChild && cell.textContent!.trim()),
  );
const SUM: PivotChoice = { rows: ['region'], columns: ['month'], measures: [{ op: 'sum', column: 'revenue' }] };

test('PV14 PV4 a first pivot stands at once, with totals right and below', async () => {
  await open(regionMonths());
  // (m + 1) · 1000 + r · 400, months down and regions across; North 10,000, South 11,600, 华东 13,200.
  expect(lines()).toEqual([
    ['1 Jan 2026', '¥1,000', '¥1,400', '¥1,800', '¥4,200'],
    ['1 Feb 2026', '¥2,000', '¥2,400', '¥2,800', '¥7,200'],
    ['1 Mar 2026', '¥3,000', '¥3,400', '¥3,800', '¥10,200'],
    ['1 Apr 2026', '¥4,000', '¥4,400', '¥4,800', '¥13,200'],
    ['Total', '¥10,000', '¥11,600', '¥13,200', '¥34,800'],
  ]);
});

test('PV8 a head of numbers orders the rows, the largest first', async () => {
  const { page, kept } = await open(regionMonths(), SUM);
  await page.getByRole('button', { name: 'Total' }).click();
  expect(kept.at(-1)!.sortRows).toEqual({ by: 'measure', measure: 'sum:revenue', across: null, descending: true });
  expect(lines().map(([head]) => head)).toEqual(['华东', 'South', 'North', 'Total']);
});

test('PV10 Enter on a number lists the rows behind it', async () => {
  const { page } = await open(shopResult(100), SUM);
  const grid = document.querySelector<HTMLElement>('[role=grid]')!;
  grid.focus();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  // 100 rows, 5 regions, 4 months: five rows a place; the first place is North in January: rows 0, 20, 40, 60, 80.
  await expect.element(page.getByRole('heading', { name: '5 rows behind this number' })).toBeVisible();
  const behind = [...document.querySelectorAll('[role=dialog] tbody tr')].map((row) => row.firstElementChild!.textContent!.trim());
  expect(behind).toEqual(['c0', 'c20', 'c40', 'c60', 'c80']);
});

test('PV5 a number that would be wrong is empty and says why', async () => {
  await open(shopResult(100), { ...SUM, measures: [{ op: 'sum', column: 'return_rate' }] });
  const cell = document.querySelector<HTMLElement>('[role=grid] tbody td')!;
  expect(cell.title).toContain('averages or shares');
  expect(cell.querySelector('.unseen')!.textContent).toContain('cannot be added up');
});

test('PV7 percent is chosen from a menu; a column turns to the other side with a button', async () => {
  const { page, kept } = await open(regionMonths(), SUM);
  await page.getByLabelText('revenue, Percent: as it is').click();
  await page.getByRole('option', { name: '% of row' }).click();
  expect(kept.at(-1)!.measures).toEqual([{ op: 'sum', column: 'revenue', percent: 'row' }]);
  expect(lines()[0]!.at(-1)).toBe('100.0%');
  await page.getByRole('button', { name: 'Turn month to the rows' }).click();
  expect([kept.at(-1)!.rows, kept.at(-1)!.columns]).toEqual([['region', 'month'], []]);
});

test('PV11 of 10,000 heads only those in sight are drawn', async () => {
  await open(shopResult(10_000), { rows: ['code'], columns: ['region'], measures: [{ op: 'sum', column: 'revenue' }] });
  expect(document.querySelectorAll('[role=grid] tbody tr').length).toBeLessThan(80);
  expect(document.querySelector('[role=grid]')!.getAttribute('aria-rowcount')).toBe('10003');
});

test('PV13 columns that are gone are named, the rest is shown', async () => {
  const { page } = await open(regionMonths(), { ...SUM, columns: ['channel'] });
  await expect.element(page.getByText('The result no longer has: channel.')).toBeVisible();
  expect(lines().at(-1)).toEqual(['Total', '¥34,800']);
});
