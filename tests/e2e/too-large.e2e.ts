import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, inChinese, test, visit } from './support/page';

/** Records of one piece, and how often that is repeated: 24 million orders in 0.6 GB, which the browser holds once. */
const RECORDS = 400_000;
const TIMES = 60;
/** Customers of the piece; every order of theirs comes sixty times. */
const CUSTOMERS = 20_000;

/** Drops a file that is far larger than what is held of it, because a blob may hold another one many times. */
const dropLarge = (page: Page): Promise<void> =>
  page.evaluate(
    ([records, times, customers]) => {
      const lines = Array.from(
        { length: records },
        (_, at) => `${1e6 + at},C${at % customers},2026-0${1 + (at % 6)}-1${at % 9},${at % 90}\n`,
      );
      const piece = new Blob([lines.join('')]);
      const file = new File(['Order Number,Customer ID,Order Date,Total\n', ...Array.from({ length: times }, () => piece)], 'till.csv');
      const transfer = new DataTransfer();
      transfer.items.add(file);
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    },
    [RECORDS, TIMES, CUSTOMERS] as const,
  );

const faultsOf = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
};

test.describe('in English', () => {
  test.use({ locale: 'en', viewport: { width: 1280, height: 900 } });

  test('LD23 LD27 LD31 a file that does not fit is refused with figures, read as a sample, and refused again whole', async ({
    page,
    host,
  }) => {
    test.setTimeout(240_000);
    await visit(page, host);
    await page.getByRole('checkbox', { name: /Keep nothing/ }).check();
    await dropLarge(page);
    const refusal = page.getByText(/“till.csv” is too large for one browser tab/);
    await expect(refusal).toBeVisible({ timeout: 60_000 });
    await expect(refusal).toContainText('a tab has 3.3 GB');
    await expect(refusal).toContainText('npm run report');
    await expect(page.getByText(/A sample fits as it is: 1 in 2 customers/)).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await refusal.scrollIntoViewIfNeeded();
    await page.screenshot({ path: '.cache/e2e/too-large-refused-en.png', fullPage: true });

    // What is offered begins to load; so many orders take long, so a smaller share is taken instead.
    await page.getByRole('button', { name: 'Read 1 in 2 customers' }).click();
    await expect(page.getByRole('progressbar')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText(/A sample is read: 1 in 2 customers/)).toBeVisible();
    await expect(refusal).toHaveCount(0);
    await page.getByLabel('How many customers are read: 1 in 2').click();
    await page.getByRole('option', { name: '1 in 1,000', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Open the report' })).toBeVisible({ timeout: 180_000 });

    const ledger = page.getByText(/^24,000,000 = /);
    const [all, kept, rejected, skipped] = (await ledger.innerText()).match(/[\d,]+/g)!.map((text) => Number(text.replaceAll(',', '')));
    expect(kept! + rejected! + skipped!).toBe(all);
    // 20 customers of 20,000 are expected, each with 20 orders that come 60 times; five standard deviations are 23.
    const drawn = kept! / (20 * TIMES);
    expect(Number.isInteger(drawn)).toBe(true);
    expect(drawn).toBeGreaterThan(0);
    expect(drawn).toBeLessThan(43);
    await expect(page.getByText(`of customers outside the sample ${skipped!.toLocaleString('en')}`)).toBeVisible();
    await page.screenshot({ path: '.cache/e2e/too-large-drawn-en.png', fullPage: true });

    await page.getByRole('button', { name: 'Open the report' }).click();
    await expect(page.locator('figure svg').nth(1)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/sample of 1 in 1,000 customers: counts and sums are of the sample/)).toHaveCount(4);
    await page.screenshot({ path: '.cache/e2e/too-large-report-en.png', fullPage: true });

    await page
      .getByRole('button', { name: 'Data', exact: true })
      .or(page.getByRole('link', { name: 'Data', exact: true }))
      .first()
      .click();
    await page.getByRole('button', { name: 'Read all customers' }).click();
    await expect(refusal).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Read 1 in 2 customers' })).toBeEnabled();
  });
});

test.describe('in Chinese', () => {
  test.use({ ...inChinese, viewport: { width: 1280, height: 900 } });

  test('LD31 the sample is offered and said', async ({ page, host }) => {
    test.setTimeout(240_000);
    await visit(page, host);
    await page.getByRole('checkbox').check();
    await dropLarge(page);
    await expect(page.getByText(/“till.csv”太大，放不进一个浏览器标签页/)).toBeVisible({ timeout: 60_000 });
    await page.screenshot({ path: '.cache/e2e/too-large-refused-zh.png', fullPage: true });
    await page.getByRole('button', { name: '每 2 位客户读取 1 位' }).click();
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByLabel('读取多少客户: 每 2 位取 1 位').click();
    await page.getByRole('option', { name: '每 1,000 位取 1 位', exact: true }).click();
    await expect(page.getByRole('button', { name: '打开报告' })).toBeVisible({ timeout: 180_000 });
    await page.screenshot({ path: '.cache/e2e/too-large-drawn-zh.png', fullPage: true });
    await page.getByRole('button', { name: '打开报告' }).click();
    await expect(page.getByText(/样本：每 1,000 位客户取 1 位/).first()).toBeVisible({ timeout: 60_000 });
  });
});
