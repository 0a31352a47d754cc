import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { openOrders, rename } from './support/faults';
import { dropTexts, expect, test, visit } from './support/page';

const golden = readFileSync(new URL('../../src/core/report/library/examples/library.v1.json', import.meta.url), 'utf8');
const toLibrary = (page: Page) => page.getByRole('navigation').getByRole('button', { name: 'Library' }).click();
const entry = (page: Page, name: string) => page.locator('main').getByRole('button', { name });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

test('a report is kept twice, compared, restored, renamed, deleted and brought back', async ({ page, host }) => {
  await visit(page, host);
  await openOrders(page);
  await toLibrary(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Nothing is kept here yet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('navigation').getByRole('button', { name: 'Report' }).click();
  await rename(page, 'Spring');
  await toLibrary(page);
  await page.getByRole('button', { name: 'Save this report to the library' }).click();
  await expect(page.getByText('“Spring” is in the library.')).toBeVisible();
  await page.getByRole('navigation').getByRole('button', { name: 'Report' }).click();
  await page.getByRole('button', { name: 'Notebook' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
  await toLibrary(page);
  await page.getByRole('button', { name: 'Save this report to the library' }).click();
  await entry(page, 'Spring').click();
  await page.getByText('What changed since').click();
  await expect(page.locator('dt').filter({ hasText: 'Cells' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await expect(page.getByRole('button', { name: 'Restore this version' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Name').fill('Early spring');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Early spring' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await toLibrary(page);
  await entry(page, 'Early spring').click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(entry(page, 'Early spring')).toHaveCount(0);
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, 'Early spring')).toBeVisible();
});

test('a library from a file stands inert with its SQL, is taken in on consent, and is used in the report', async ({ page, host }) => {
  await visit(page, host);
  await openOrders(page);
  await dropTexts(page, [{ name: 'ours.library.json', text: golden }]);
  await expect(page.getByRole('heading', { level: 1, name: 'From “ours.library.json”' })).toBeVisible();
  await expect(page.getByText('FROM history')).toBeVisible();
  await expect(page.getByText('sum(net_amount) / count(*)')).toBeVisible();
  await expect(page.getByText('New', { exact: true })).toHaveCount(5);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take in' }).click();
  await expect(entry(page, 'Gold and silver')).toBeVisible();
  await expectAccessible(page);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.screenshot({ path: `.cache/library-${width}.png` });
  }
  // By keys alone: to the tiers, and into the report.
  await entry(page, 'Gold and silver').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add to the report' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Gold and silver' })).toBeVisible();
  await toLibrary(page);
  await entry(page, 'Who pays late?').click();
  await page.getByRole('button', { name: 'Add to the report' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Who pays late?' })).toBeVisible();
  await expect(page.getByText(/could not be computed|cannot be run/)).toHaveCount(0);
  await dropTexts(page, [{ name: 'ours.library.json', text: golden }]);
  await expect(page.getByText('Already here, nothing happens')).toHaveCount(5);
  await page.getByRole('button', { name: 'Leave it' }).click();
  await expect(entry(page, 'Gold and silver')).toBeVisible();
});
