import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parquetReadObjects } from 'hyparquet';
import type { Locator, Page } from '@playwright/test';
import readWorkbook from 'read-excel-file/node';
import type { Report } from '#core/report/types';
import type { ReportResults } from '#edge/share/results/results';
import { expectSameNumbers, exportResults } from './support/answers';
import { cache, expect, inChinese, openSample, root, test, visit } from './support/page';
import { cellOf, linesOf, openFiles, press, readCsv, REVENUE, toNotebook } from './support/report';

const HOSTILE = '<img src=x onerror="document.title=1">';
const PASSPHRASE = 'lantern-orchid-slow-river';

/** Chooses from the menu of a cell, and gives what is saved. */
async function save(page: Page, cell: Locator, way: string): Promise<{ name: string; bytes: Buffer }> {
  await cell.hover();
  await cell.getByRole('button', { name: /^Export “/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: way }).click();
  const file = await download;
  await expect(page.getByRole('menu')).toHaveCount(0);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test('a table leaves in every form with the same numbers', async ({ page, host }) => {
  await visit(page, host);
  await openFiles(page);
  const cell = cellOf(page, REVENUE);
  await press(cell, 'Table');
  const shown = await linesOf(cell);
  const heads = await cell.locator('thead th').allInnerTexts();

  const csv = readCsv((await save(page, cell, 'CSV for programs')).bytes.toString());
  expect(csv[0]).toEqual(heads);
  expect(csv.length - 1).toBe(shown.length);
  const amounts = csv.slice(1).map(([, amount]) => (amount === '' ? null : Number(amount)));
  expect(amounts.some((amount) => amount !== null && amount > 0)).toBe(true);

  const { name, bytes } = await save(page, cell, 'Excel workbook');
  expect(name).toMatch(/\.xlsx$/);
  const [table, definitions] = await readWorkbook(bytes);
  expect(table!.data[0]).toEqual(heads);
  expect(table!.data.slice(1).map(([, amount]) => amount)).toEqual(amounts);
  expect(table!.data[1]![0]).toBeInstanceOf(Date);
  expect(definitions!.data.map(([, words]) => words)).toContainEqual(expect.stringContaining('As of 27 Feb 2026'));
  expect(definitions!.data.map(([, words]) => words)).toContainEqual(expect.stringContaining('SELECT'));

  const json = JSON.parse((await save(page, cell, 'JSON')).bytes.toString()) as {
    columns: { key: string; label: string }[];
    rows: { values: Record<string, number | string | null> }[];
  };
  expect(json.columns.map(({ label }) => label)).toEqual(heads);
  const key = json.columns[1]!.key;
  expect(json.rows.map(({ values }) => values[key])).toEqual(amounts);

  const parquet = (await save(page, cell, 'Parquet')).bytes;
  const file = new Uint8Array(parquet).buffer;
  const rows = await parquetReadObjects({ file });
  expect(rows.map((row) => (row[key] === null ? null : Number(row[key])))).toEqual(amounts);
});

test('a chart leaves as a picture with its words, and is copied as one', async ({ page, host, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, host);
  await openFiles(page);
  const cell = cellOf(page, REVENUE);
  const svg = (await save(page, cell, 'Drawing (SVG)')).bytes.toString();
  for (const words of ['How does revenue move', 'As of 27 Feb 2026', 'All dates']) expect(svg).toContain(words);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!;
  const png = (await save(page, cell, 'Picture (PNG)')).bytes;
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(width) * 2, Number(height) * 2]);
  mkdirSync(cache, { recursive: true });
  writeFileSync(path.join(cache, 'chart.png'), png);
  writeFileSync(path.join(cache, 'chart.svg'), svg);

  await cell.hover();
  await cell.getByRole('button', { name: /^Export “/ }).click();
  await page.getByRole('menuitem', { name: 'Copy chart' }).click();
  await expect(cell.getByText('The chart is on the clipboard')).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => [...types]))).toEqual(['image/png']);
  await cell.getByRole('button', { name: /^Export “/ }).click();
  await page.getByRole('menuitem', { name: 'Copy table' }).click();
  await expect(cell.getByText(/rows copied/)).toBeVisible();
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item!.getType('text/html')).text();
  });
  expect(html).toContain('<td');
  // LibreOffice keeps long ids only with this.
  expect(html).toContain('sdnum');
});

/** Saves the page to read of the open report. */
async function saveSnapshot(page: Page, passphrase?: string): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  const panel = page.getByRole('dialog').getByRole('region', { name: 'A page to read' });
  if (passphrase) {
    await panel.getByRole('checkbox').check();
    await panel.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await panel.getByLabel('The same once more').fill(passphrase);
  }
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await panel.getByRole('button', { name: 'Save as a page to read' }).click();
  const file = path.join(cache, passphrase ? 'sealed.html' : 'snapshot.html');
  await (await download).saveAs(file);
  await expect(panel.getByText(/^Saved as /)).toBeVisible();
  return file;
}

/** Opens a file from disk, and lists what it asks for and complains of. */
async function openFromDisk(page: Page, file: string): Promise<string[]> {
  const heard: string[] = [];
  page.on('request', (request) => heard.push(request.url()));
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  await page.goto(pathToFileURL(file).href);
  return heard;
}

test('a page to read opens from disk, asks for nothing, orders its tables, and runs no one’s script', async ({ page, host, elsewhere }) => {
  await visit(page, host);
  await openSample(page);
  await toNotebook(page);
  await page.getByLabel('Title of the report').fill(HOSTILE);
  await page.keyboard.press('Enter');
  const file = await saveSnapshot(page);
  const size = readFileSync(file).length;
  console.log(`The page to read of the sample shop's first report has ${size} bytes.`);
  expect(size).toBeLessThan(1_500_000);

  const heard = await openFromDisk(elsewhere, file);
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(HOSTILE);
  expect(await elsewhere.title()).toBe(HOSTILE);
  expect(await elsewhere.locator('main svg').count()).toBeGreaterThan(3);
  await elsewhere.screenshot({ path: path.join(cache, 'snapshot-light.png'), fullPage: true });
  await elsewhere.emulateMedia({ colorScheme: 'dark' });
  expect(await elsewhere.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(21, 24, 26)');
  await elsewhere.screenshot({ path: path.join(cache, 'snapshot-dark.png'), fullPage: true });

  const table = elsewhere.locator('section').filter({ hasText: REVENUE }).last().locator('table');
  const column = () =>
    table
      .locator('tbody tr:not([data-total]) td:nth-child(2)')
      .evaluateAll((cells) =>
        cells.map((cell) => Number((cell as HTMLElement).dataset['n'] ?? NaN)).filter((value) => !Number.isNaN(value)),
      );
  const came = await column();
  const button = table.locator('th button').nth(1);
  await button.focus();
  await elsewhere.keyboard.press('Enter');
  const ascending = came.toSorted((a, b) => a - b);
  expect(ascending).not.toEqual(came);
  expect(await column()).toEqual(ascending);
  await expect(table.locator('th').nth(1)).toHaveAttribute('aria-sort', 'ascending');
  await elsewhere.keyboard.press('Enter');
  expect(await column()).toEqual(ascending.toReversed());
  await elsewhere.keyboard.press('Enter');
  expect(await column()).toEqual(came);

  expect(heard).toEqual([pathToFileURL(file).href]);
  expect(await elsewhere.evaluate(() => performance.getEntriesByType('resource').length)).toBe(0);
});

test('a protected page says when the passphrase is wrong, and opens with the right one', async ({ page, host, elsewhere }) => {
  await visit(page, host);
  await openFiles(page);
  const file = await saveSnapshot(page, PASSPHRASE);
  const text = readFileSync(file, 'utf8');
  for (const word of ['Feb 2026', 'SELECT ', 'Which customers', 'revenue move'])
    expect(text.slice(text.indexOf('<main'), text.indexOf('<script'))).not.toContain(word);
  const heard = await openFromDisk(elsewhere, file);
  const field = elsewhere.getByLabel('Passphrase');
  await field.fill('lantern-orchid-slow-rivers');
  await field.press('Enter');
  await expect(elsewhere.getByText('This passphrase does not open the file.')).toBeVisible({ timeout: 30_000 });
  await field.fill(PASSPHRASE);
  await field.press('Enter');
  await expect(elsewhere.getByRole('heading', { name: REVENUE })).toBeVisible({ timeout: 30_000 });
  await elsewhere.locator('th button').nth(1).click();
  await expect(elsewhere.locator('th').nth(1)).toHaveAttribute('aria-sort', 'ascending');
  expect(heard).toEqual([pathToFileURL(file).href]);
});

const run = promisify(execFile);
/** The text of each page of a PDF; null where poppler is not installed, which is said. */
async function pagesOf(file: string): Promise<string[] | null> {
  try {
    const { stdout } = await run('pdftotext', ['-layout', file, '-'], { maxBuffer: 1e8 });
    return stdout.split('\f').slice(0, -1);
  } catch {
    console.warn('pdftotext is not installed here: the words on paper were NOT checked.');
    return null;
  }
}
const countPages = (bytes: Buffer): number => bytes.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

for (const [locale, options, ofDay] of [
  ['en', {}, 'as of 24 Oct 2026'],
  ['zh-CN', inChinese, '2026年10月24日'],
] as const)
  test.describe(locale, () => {
    test.use({ ...options, colorScheme: 'dark' });
    test('the sample report on paper: light, whole, and each page says what is counted', async ({ page, host }) => {
      await visit(page, host);
      await openSample(page);
      const file = path.join(cache, `report-${locale}.pdf`);
      const bytes = await page.pdf({ path: file, format: 'A4', printBackground: true });
      expect(countPages(bytes)).toBeGreaterThan(1);
      const pages = await pagesOf(file);
      if (pages) {
        expect(pages).toHaveLength(countPages(bytes));
        for (const [at, text] of pages.entries()) {
          expect(text).toMatch(new RegExp(`\\b${at + 1} ?/ ?${pages.length}\\b`));
          // Links that are for keys only are not for paper.
          expect(text).not.toMatch(/Skip to|跳到正文/);
          expect(text.replace(/\s+/g, ' ')).toMatch(/\b[0-9a-f]{12}\b/);
          expect(text.replace(/\s/g, '')).toContain(ofDay.replace(/\s/g, ''));
        }
      }
      const look = () =>
        page.evaluate(() => ({
          paper: getComputedStyle(document.documentElement).getPropertyValue('--paper').trim(),
          dark: document.querySelectorAll('figure svg :is([fill="#70bdd5"], [stroke="#70bdd5"])').length > 0,
        }));
      await expect.poll(look).toEqual({ paper: '#15181a', dark: true });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      // At once: a browser does not wait for a chart that is drawn anew.
      expect(await look()).toEqual({ paper: '#fff', dark: false });
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      expect(await look()).toEqual({ paper: '#15181a', dark: true });
    });
  });

test('a report of 200 cells is printed whole', async ({ page, host }) => {
  test.setTimeout(240_000);
  const kinds = ['overview', 'revenue', 'rfm', 'cohort'];
  const report: Report = {
    format: 'clientele.report',
    version: 2,
    title: 'Two hundred',
    currency: 'EUR',
    weekStart: 'monday',
    asOf: null,
    range: { from: null, to: null },
    filters: [],
    revenue: { paidStatuses: null },
    sources: [],
    cells: Array.from({ length: 200 }, (_, at) => ({
      id: `c${at}`,
      type: 'analysis',
      kind: kinds[at % kinds.length]!,
      version: 1,
      params: {},
      title: `Number ${at}.`,
    })),
  };
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, 'two-hundred.report.json');
  writeFileSync(file, JSON.stringify(report));
  await visit(page, host);
  await page.getByRole('button', { name: 'Paste a link or choose a file' }).click();
  const reportChooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: /file/i }).click();
  await (await reportChooser).setFiles(file);
  const filesChooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Agree and choose files' }).click();
  await (await filesChooser).setFiles(path.join(root, 'tests/fixtures/headers/orders.shop.en.csv'));
  await page.getByRole('button', { name: 'Open the report' }).click({ timeout: 60_000 });
  await expect(page.locator('[data-cell] footer')).toHaveCount(200, { timeout: 120_000 });
  await expect(page.locator('[data-cell] figure svg')).toHaveCount(150, { timeout: 120_000 });
  const pdf = path.join(cache, 'two-hundred.pdf');
  const bytes = await page.pdf({ path: pdf, format: 'A4' });
  expect(countPages(bytes)).toBeGreaterThan(60);
  const text = (await pagesOf(pdf))?.join('\n');
  if (text) for (let at = 0; at < 200; at++) expect(text).toContain(`Number ${at}.`);
  // The page goes on.
  await expect(page.getByRole('heading', { name: 'Number 199.' })).toBeAttached();
});

test('the sample report has the same results on the page and in the terminal', async ({ page, host }) => {
  test.setTimeout(240_000);
  await visit(page, host);
  await openSample(page);
  const here = await exportResults(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as file' }).click();
  const file = path.join(cache, 'sample.report.json');
  await (await download).saveAs(file);
  const out = path.join(cache, 'sample-results.json');
  await run('node', ['src/dev/report.js', file, '--sample', '--out', out], { cwd: root, maxBuffer: 1e8 });
  const there = JSON.parse(readFileSync(out, 'utf8')) as ReportResults;
  expectSameNumbers(here, there);
  // All but the numbers, which two builds of the engine may add in another order, is the same text.
  const words = (value: unknown) => JSON.stringify(value, (_key, each: unknown) => (typeof each === 'number' ? 0 : each), 1);
  expect(words(here)).toBe(words(there));
});
