import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { dropTexts, expect, test, visit } from './support/page';

const rows = Array.from({ length: 40 }, (_, at) => {
  const status = at % 4 === 0 ? '已取消' : at % 4 === 1 ? ' 完成' : '完成';
  return `A${at},C${at % 8},2026-0${1 + (at % 4)}-${String(1 + (at % 28)).padStart(2, '0')},${at + 1},${status}`;
});
const HEADERS = '订单号,会员编号,下单时间,实付金额,状态';
const orders = [HEADERS, ...rows, rows[39]!].join('\n');
const next = ['订单号,会员编号,下单时间,实付金额,渠道', ...rows.map((row) => row.replace(/[^,]*$/, '门店'))].join('\n');

async function choose(page: Page, label: RegExp | string, option: RegExp | string): Promise<void> {
  await page.getByLabel(label).click();
  await page.getByRole('option', { name: option }).click();
}
const step = (page: Page, n: number) => page.getByRole('group', { name: new RegExp(`^Step ${n}:`) });
const imported = async (page: Page, sum: string): Promise<void> => {
  await page.getByRole('button', { name: 'Import again' }).click();
  await expect(page.getByText(sum)).toBeVisible({ timeout: 60_000 });
};

test.use({ locale: 'en', viewport: { width: 1280, height: 900 } });

test('steps are added, counted, moved, undone, and met again by the next file', async ({ page, host }) => {
  await visit(page, host);
  await dropTexts(page, [{ name: 'january.csv', text: orders }]);
  await expect(page.getByText('41 = 41 + 0 + 0')).toBeVisible({ timeout: 60_000 });

  await choose(page, 'Add a step', /^Leave out records/);
  await choose(page, /^Column:/, '状态');
  await page.getByRole('button', { name: 'Add “已取消”' }).click();
  await expect(page.getByText('In the first 41 records: 10 records left out')).toBeVisible();
  await page.getByRole('button', { name: 'Add this step' }).click();

  await choose(page, 'Add a step', /^Remove duplicates/);
  await page.getByRole('checkbox', { name: '订单号' }).check();
  await page.getByRole('button', { name: 'Add this step' }).click();

  await choose(page, 'Add a step', /^Calculate a column/);
  await page.getByLabel('Name of the new column').fill('不含税');
  await page.getByLabel('Calculation').fill('round(实付金额 / 1.13, 2');
  await expect(page.getByText(/The expression stops at character 21/)).toBeVisible();
  await page.getByLabel('Calculation').fill('round(实付金额 / 1.13, 2)');
  await page.getByRole('button', { name: 'Add this step' }).click();
  await expect(page.getByLabel(/Role of “不含税”/)).toBeVisible();

  await imported(page, '41 = 30 + 0 + 11');
  await expect(step(page, 1)).toContainText('10 records left out');
  await expect(step(page, 2)).toContainText('1 record left out');
  await expect(step(page, 3)).toContainText('30 records have a value');
  const faults = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(faults.violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);

  // By keys: the second step goes up and keeps the focus.
  await page.getByRole('button', { name: 'Move step 2 up' }).press('Enter');
  await expect(step(page, 1)).toContainText('keep the first in the file');
  await expect(page.getByRole('button', { name: 'Move step 1 down' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(step(page, 1)).toContainText('已取消');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(step(page, 1)).toContainText('keep the first in the file');

  // By drag: the new column comes first.
  const handle = page.getByRole('button', { name: 'Drag step 3 to another place' });
  const [from, to] = [(await handle.boundingBox())!, (await step(page, 1).boundingBox())!];
  await page.mouse.move(from.x + 6, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y - 20, { steps: 4 });
  await page.mouse.move(to.x + 20, to.y + 4, { steps: 12 });
  await page.waitForTimeout(400);
  await page.mouse.up();
  await expect(step(page, 1)).toContainText('不含税');
  await imported(page, '41 = 30 + 0 + 11');

  // The next file has no status: that step is passed over with its reason, the others are done.
  await dropTexts(page, [{ name: 'february.csv', text: next }]);
  await page.getByRole('button', { name: /february\.csv/ }).click();
  await expect(page.getByText('Passed over in this file: This file has no column “状态”.')).toBeVisible();
  await expect(page.getByText('40 = 40 + 0 + 0')).toBeVisible({ timeout: 60_000 });
  await expect(step(page, 1)).toContainText('40 records have a value');
});

for (const [locale, width] of [
  ['en', 1280],
  ['zh-CN', 390],
] as const)
  test.describe(`${locale} at ${width} px`, () => {
    test.use({ locale, viewport: { width, height: 900 } });
    test('every form can be used by everybody and fits the screen', async ({ page, host }) => {
      await visit(page, host);
      await dropTexts(page, [{ name: 'january.csv', text: orders }]);
      await expect(page.getByText('41 = 41 + 0 + 0')).toBeVisible({ timeout: 60_000 });
      const kinds =
        locale === 'en'
          ? ['Leave out', 'Remove dup', 'Replace', 'Tidy', 'Cut', 'Calculate']
          : ['排除', '去除', '替换', '整理', '拆分', '计算'];
      for (const kind of kinds) {
        await choose(page, locale === 'en' ? 'Add a step' : '添加步骤', new RegExp(`^${kind}`));
        const { violations } = await new AxeBuilder({ page }).include('form').setLegacyMode(true).analyze();
        expect(violations.map(({ id, nodes }) => `${kind} ${id} ${nodes.map((node) => node.html).join(', ')}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
        await page.keyboard.press('Escape');
        await expect(page.locator('form')).toHaveCount(0);
      }
    });
  });
