import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { drop, expect, shared, test, visit } from './support/page';

const HEADER = 'Order Number,Customer ID,Order Date,Total';
let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'clientele-folder-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a month of orders, numbered from `first`, and gives its path. */
function writeMonth(name: string, month: string, first: number, count = 12): string {
  const lines = Array.from(
    { length: count },
    (_, at) => `A${first + at},C${at % 5},${month}-${String(at + 1).padStart(2, '0')},${10 + at}.00`,
  );
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), [HEADER, ...lines, ''].join('\n'));
  return path.join(folder, name);
}

async function chooseFolder(page: Page, which: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /Choose a folder|选择文件夹/ })
    .first()
    .click();
  await (await chooser).setFiles(which);
}

/** Drops a folder from the disk as the system does: the page gets it as one entry and must walk it. */
async function dropFolder(page: Page, which: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [which], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await browser.detach();
}
const toData = (page: Page) => page.getByRole('button', { name: /^(Data|数据)$/ }).click();
const sumIs = (page: Page, words: string) => expect(page.getByText(words, { exact: true })).toBeVisible({ timeout: 60_000 });

test('MF6 MF20 a folder that is dropped is walked: its months are one source, and what holds no data is named', async ({ page, host }) => {
  writeMonth('shop/2026-9.csv', '2026-09', 1);
  writeMonth('shop/older/2026-8.csv', '2026-08', 101);
  writeMonth('shop/older/still older/2026-7.csv', '2026-07', 201);
  writeFileSync(path.join(folder, 'shop/older/.DS_Store'), 'x');
  writeFileSync(path.join(folder, 'shop/~$2026-9.xlsx'), 'x');
  await visit(page, host);
  await dropFolder(page, path.join(folder, 'shop'));
  await expect(page.getByText(/^2 files were left out, because they hold no data: .*\.DS_Store/)).toBeVisible({ timeout: 60_000 });
  await sumIs(page, '36 = 36 + 0 + 0');
  const rows = page.getByRole('region', { name: '3 files of one shape are one source' }).getByRole('row', { name: /2026-\d\.csv/ });
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText('2026-7.csv');
  await expect(rows.nth(2)).toContainText('2026-9.csv');
});

test('MF20 a folder of months is one source; MF21 MF25 next month’s file is asked about once, and its changes are said', async ({
  page,
  host,
}) => {
  writeMonth('shop/2026-9.csv', '2026-09', 1);
  writeMonth('shop/older/2026-8.csv', '2026-08', 101);
  writeFileSync(path.join(folder, 'shop/Thumbs.db'), 'x');
  writeFileSync(path.join(folder, 'shop/~$2026-9.xlsx'), 'x');
  await visit(page, host);
  await chooseFolder(page, path.join(folder, 'shop'));
  await expect(page.getByText('2 files were left out, because they hold no data: Thumbs.db, ~$2026-9.xlsx.')).toBeVisible({
    timeout: 60_000,
  });
  await sumIs(page, '24 = 24 + 0 + 0');
  const files = page.getByRole('region', { name: '2 files of one shape are one source' });
  await expect(files).toBeVisible();
  const rows = files.getByRole('row', { name: /2026-\d\.csv/ });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('2026-8.csv');
  await expect(rows.first()).toContainText('1 Aug 2026 – 12 Aug 2026');

  await drop(page, [writeMonth('2026-10.csv', '2026-10', 7)]);
  await expect(
    page.getByText(
      /It covers 1 Oct 2026 to 12 Oct 2026; .* has 1 Aug 2026 to 12 Sept 2026\. Of the 12 values of “Order Number” looked at, 6 are among the loaded data\./,
    ),
  ).toBeVisible();
  await page.getByRole('button', { name: /Replace by Order Number/ }).click();
  await expect(
    page.getByText('“2026-10.csv” was loaded. By “Order Number”: 6 new, 6 replaced, of which 6 with other values and 0 as they were.'),
  ).toBeVisible({ timeout: 60_000 });
  await toData(page);
  await sumIs(page, '36 = 30 + 0 + 6');

  await page.reload();
  await toData(page);
  await sumIs(page, '36 = 30 + 0 + 6');
  await drop(page, [writeMonth('2026-11.csv', '2026-11', 201)]);
  await expect(page.getByText('“2026-11.csv” replaces by key in', { exact: false })).toBeVisible({ timeout: 60_000 });
  await toData(page);
  await sumIs(page, '48 = 42 + 0 + 6');
});

test('MF24 more files dropped while the first are being loaded: both are loaded', async ({ page, host }) => {
  const lines = Array.from({ length: 200_000 }, (_, at) => `A${at},C${at % 977},2026-0${1 + (at % 9)}-13,${at % 90}.50`);
  const big = path.join(folder, 'orders.csv');
  writeFileSync(big, [HEADER, ...lines, ''].join('\n'));
  const people = path.join(folder, 'people.csv');
  writeFileSync(people, ['Customer ID,City', ...Array.from({ length: 977 }, (_, at) => `C${at},Leeds`), ''].join('\n'));
  await visit(page, host);
  await drop(page, [big]);
  await expect(page.getByRole('progressbar')).toBeVisible({ timeout: 60_000 });
  await drop(page, [people]);
  await sumIs(page, '200,000 = 200,000 + 0 + 0');
  await page.getByRole('button', { name: /people\.csv/ }).click();
  await sumIs(page, '977 = 977 + 0 + 0');
  await expect(page.getByText('Loading was stopped', { exact: false })).toHaveCount(0);
});

test('MF10 Online Retail in its 305 daily files loads calmly, and can be cancelled before', async ({ page, host }) => {
  test.setTimeout(240_000);
  const archive = path.join(shared, 'data/online-retail/by-day.tar.gz');
  test.skip(!existsSync(archive), 'the reference data (../shared) are absent');
  execFileSync('tar', ['xzf', archive, '-C', folder]);
  await visit(page, host);
  await chooseFolder(page, path.join(folder, 'by-day'));
  await expect(page.getByText(/Reading file \d+ of 305/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Loading was stopped. Nothing was changed.')).toBeVisible();
  const begun = Date.now();
  await page.getByRole('button', { name: 'Import the file' }).click();
  await sumIs(page, '541,909 = 541,909 + 0 + 0');
  test.info().annotations.push({ type: 'loaded in', description: `${Date.now() - begun} ms` });
  console.log(`305 daily files loaded in ${Date.now() - begun} ms`);
});
