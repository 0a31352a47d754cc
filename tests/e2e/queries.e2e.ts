import type { Locator, Page } from '@playwright/test';
import { expect, openSample, test, visit } from './support/page';
import { linesOf, numberIn, toNotebook } from './support/report';

/** Adds a query at the end of the notebook by keyboard alone, and stands in its editor. */
async function addQuery(page: Page): Promise<Locator> {
  const before = await page.locator('[data-cell].sql').count();
  await page.getByRole('button', { name: 'SQL', exact: true }).last().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-cell].sql')).toHaveCount(before + 1);
  const cell = page.locator('[data-cell].sql').nth(before);
  await expect(cell.locator('.cm-content')).toBeVisible();
  const name = cell.getByRole('textbox', { name: 'Name' });
  await name.focus();
  for (let presses = 0; presses < 8 && !(await cell.locator('.cm-content:focus').count()); presses++) await page.keyboard.press('Tab');
  await expect(cell.locator('.cm-content')).toBeFocused();
  return cell;
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Shift+Enter');
}

test('SC1–SC5 a query is added, fails at a place, is mended, and another one reads it, all by keyboard', async ({ page, host }) => {
  const editors: string[] = [];
  await visit(page, host);
  page.on('request', (request) => void (request.url().includes('SqlEditor') && editors.push(request.url())));
  await openSample(page);
  await toNotebook(page);
  expect(editors, 'nothing of the editor before there is a query').toEqual([]);
  const first = await addQuery(page);
  await expect(first.locator('tbody tr')).toHaveCount(100);

  await write(page, 'SELECT customer_key, count(*) AS n,\n  nope\nFROM history\nGROUP BY ALL');
  await expect(first.locator('.cm-lintRange-error')).toHaveText('nope');
  await expect(first.locator('.fault [role=status]')).toContainText('Line 2, column 3');
  await expect(first.locator('tbody tr')).toHaveCount(0);

  await write(page, 'SELECT customer_key, count(*) AS n\nFROM history\nGROUP BY ALL\nORDER BY n DESC');
  await expect(first.locator('thead th').nth(1)).toHaveText(/^n/);
  await expect(first.locator('.fault')).toHaveCount(0);
  const most = numberIn((await linesOf(first))[0]![1]);
  expect(most).toBeGreaterThan(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(first.locator('.cm-content')).not.toBeFocused();

  const second = await addQuery(page);
  await write(page, 'SELECT max(n) AS most FROM result_1');
  await expect(second.locator('thead th').first()).toHaveText(/^most/);
  await expect(second.locator('tbody tr')).toHaveCount(1);
  expect(numberIn((await linesOf(second))[0]![0])).toBe(most);

  const name = first.getByRole('textbox', { name: 'Name' });
  await name.fill('per_customer');
  await name.press('Enter');
  await expect(second.locator('.cm-content')).toHaveText('SELECT max(n) AS most FROM per_customer');
  await expect(second.locator('tbody tr')).toHaveCount(1);
  await page.getByRole('button', { name: 'Report', exact: true }).last().click();
  await expect(page.locator('.cm-content')).toHaveCount(0);
  await expect(page.locator('[data-cell].sql h2 .own')).toHaveCount(2);
});
