import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { drop, dropTexts, expect, headerFixture, openSample, root, test, visit } from './support/page';

const library = readFileSync(path.join(root, 'src/core/report/library/examples/library.v1.json'), 'utf8');
const fragment = `#r=${readFileSync(path.join(root, 'src/core/report/examples/tea-shop-zh.link.txt'), 'utf8').trim()}`;

/** What axe finds on the page as it stands, or on a part of it that covers the rest, in both themes, and whether the page can be pushed sideways. */
async function findFaults(page: Page, place: string, part = 'html'): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    // Colours on their way from one theme to the other are nobody's. Chromium does not end those within a closed `details`.
    await page.evaluate(() => {
      const shown = ({ effect }: Animation): boolean => effect instanceof KeyframeEffect && effect.target?.checkVisibility() === true;
      return Promise.all(
        document
          .getAnimations()
          .filter(shown)
          .map((each) => each.finished.catch(() => undefined)),
      );
    });
    const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode(true).analyze();
    for (const { id, nodes } of violations)
      faults.push(...nodes.map((node) => `${place}, ${colorScheme}: ${id} ${node.target.join(' ')}: ${node.failureSummary}`));
  }
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (excess > 0) faults.push(`${place}: ${excess} px wider than the window`);
  return faults;
}

for (const locale of ['en', 'zh-CN'])
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const)
    test.describe(`${locale} at ${width} px`, () => {
      test.use({ locale, viewport: { width, height } });
      test('nothing stands in the way of people who cannot see, point or distinguish well', async ({ page, host }) => {
        const faults: string[] = [];
        const look = async (place: string, part?: string) => void faults.push(...(await findFaults(page, place, part)));

        await visit(page, host);
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await look('start');

        await drop(page, [headerFixture('order-lines.zh.gb18030.csv')]);
        await expect(page.getByText(/^[\d,]+ = [\d,]+ \+ [\d,]+ \+ [\d,]+$/)).toBeVisible({ timeout: 60_000 });
        await look('data');

        await page.getByRole('button', { name: /^(Start|首页)$/ }).click();
        await openSample(page);
        await look('report');

        await page.locator('td button').first().click();
        await expect(page.getByRole('dialog').getByRole('row').nth(1)).toBeVisible();
        await look('people', '[role=dialog]');
        await page.getByRole('button', { name: /^(Keep as segment|存为客户群)$/ }).click();
        await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
        await look('a segment to be kept', '[role=dialog]');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: /^(Show only these customers|只看这些客户)$/ }).click();
        await page.getByRole('button', { name: /^(Segment only|客户群 仅)/ }).click();
        await expect(page.getByRole('dialog').getByText(/^[\d,]+ (customers?|位客户)$/)).toBeVisible({ timeout: 60_000 });
        await look('a filter on a segment', '[role=dialog]');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);

        await page.getByRole('button', { name: /^(Notebook|笔记本)$/ }).click();
        await page
          .getByRole('button', { name: /^(Options|选项)$/ })
          .nth(3)
          .click();
        await expect(page.getByRole('complementary').getByRole('group').first()).toBeVisible();
        await look('notebook');
        if (width < 720) await page.getByRole('button', { name: /^(Close the options|关闭选项)$/ }).click();

        await page
          .getByRole('button', { name: /^(Question|问题)$/ })
          .last()
          .click();
        const catalogue = page.getByRole('dialog', { name: /^(Add to the report|添加到报告)$/ });
        if (width < 720) await catalogue.getByRole('option').first().click();
        await expect(catalogue.locator('.preview svg').first()).toBeVisible({ timeout: 60_000 });
        await look('catalogue', '[role=dialog]');
        await page.keyboard.press('Escape');
        await expect(catalogue).toHaveCount(0);

        await page.keyboard.press('p');
        await expect(page.getByRole('dialog').locator('.cell').first()).toBeVisible();
        await look('presentation', '[role=dialog]');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        await dropTexts(page, [{ name: 'ours.library.json', text: library }]);
        await expect(page.getByText('ours.library.json')).toBeVisible();
        await look('a library from a file');
        await page.getByRole('button', { name: /^(Take in|收入)$/ }).click();
        await page.getByRole('button', { name: /^Who pays late/ }).click();
        await page.getByText(/^(What changed since|之后改了什么)$/).click();
        await look('an item of the library');
        await page.getByRole('button', { name: /^(Back to the library|返回资料库)$/ }).click();
        await look('library');

        await page.goto(host.url + fragment);
        await expect(page.getByRole('button', { name: /^(Do not open|不打开)$/ })).toBeVisible();
        await look('incoming');

        expect(faults).toEqual([]);
      });
    });
