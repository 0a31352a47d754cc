import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { Report } from '#core/report/types';
import { asArrow, asParquet } from '../support/write-forms';
import { expect, openSample, test, visit } from './support/page';
import { cellOf, countOrders, openFiles, ORDERS_FILE, OVERVIEW, press, readShop, titlesOf, toNotebook } from './support/report';

const PASSPHRASE = 'lantern-orchid-slow-river';

/** Opens the dialog, and gives what is copied there. */
async function share(page: Page) {
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this report' });
  await expect(dialog).toBeVisible();
  const copy = async (): Promise<string> => {
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog.getByText('Copied. The link is on the clipboard.')).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  return { dialog, copy };
}

async function rename(page: Page, title: string): Promise<void> {
  await toNotebook(page);
  await page.getByLabel('Title of the report').fill(title);
  await page.keyboard.press('Enter');
}

test.describe('the dialog', () => {
  test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

  test('LK6 the sample shop’s first report is a link of at most 600 characters', async ({ page, host }) => {
    await visit(page, host);
    await openSample(page);
    const { dialog, copy } = await share(page);
    const link = await copy();
    expect(link.length).toBeLessThanOrEqual(600);
    await expect(dialog.getByText(`${link.length} characters`, { exact: true })).toBeVisible();
    await expect(dialog.getByText('Your data is not in this link.')).toBeVisible();
  });

  test('LK10 RP19b sealed, the link shows nothing before its passphrase, and a wrong one is said', async ({ page, host, elsewhere }) => {
    await visit(page, host);
    await openFiles(page);
    await rename(page, 'For one reader, not ann@shop.example');
    const { dialog, copy } = await share(page);
    await expect(dialog.getByText('1 text looks personal. Whoever gets the link can read it:')).toBeVisible();
    await dialog.getByRole('checkbox', { name: /Protect with a passphrase Without it nobody can read the link/ }).check();
    await dialog.getByLabel('Passphrase', { exact: true }).fill('short');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog.getByText(/The passphrase is too short/)).toBeVisible();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    const link = await copy();
    await expect(dialog.getByText(new RegExp(`^${link.length.toLocaleString('en')} characters$`))).toBeVisible();

    await elsewhere.goto(link);
    await expect(elsewhere.getByRole('heading', { level: 1, name: 'This link is sealed with a passphrase' })).toBeVisible();
    await expect(elsewhere.getByText('For one reader')).toHaveCount(0);
    await elsewhere.getByLabel('Passphrase').fill(`${PASSPHRASE} `);
    await elsewhere.getByRole('button', { name: 'Open the link' }).click();
    await expect(elsewhere.getByText(/This passphrase does not open it/)).toBeVisible();
    await elsewhere.getByLabel('Passphrase').fill(PASSPHRASE);
    await elsewhere.getByRole('button', { name: 'Open the link' }).click();
    await expect(elsewhere.getByRole('heading', { level: 1, name: 'For one reader, not ann@shop.example' })).toBeVisible();
    await expect(elsewhere.getByText('This report came by a link. Nothing in it has run.')).toBeVisible();
  });
});

const report: Report = {
  format: 'clientele.report',
  version: 2,
  title: 'Third quarter, hosted',
  currency: 'EUR',
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: ['paid', 'refunded', 'partially_refunded'] },
  sources: [],
  cells: [
    { id: 'top', type: 'control', name: 'top', control: { type: 'number', min: 1, max: 50, value: 10 } },
    { id: 'shop', type: 'analysis', kind: 'overview', version: 1, params: {}, view: { show: 'table' } },
    { id: 'sides', type: 'analysis', kind: 'satisfaction', version: 2, params: {} },
    { id: 'last', type: 'text', markdown: 'The end of it.' },
  ],
};
const csv = readFileSync(ORDERS_FILE, 'utf8');
const [headers = [], ...rows] = csv
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const plain = rows.map((row) => [...row.slice(0, headers.length - 1), row.slice(headers.length - 1).join(' ')]);
const texts = { headers, types: headers.map(() => 'text' as const), rows: plain };
const parquet = new Uint8Array(asParquet(texts));
const arrow = asArrow(texts, 'file');

test.describe('a site with reports', () => {
  const entry = (path: string, title: string, file: string, bytes: number) => ({
    path,
    title,
    day: '2026-10-02',
    data: [{ path: file, bytes }],
  });
  test.use({
    site: {
      under: '/shop/stats',
      beside: {
        'reports/index.json': JSON.stringify({
          format: 'clientele.reports',
          version: 1,
          title: 'Reports of the house',
          reports: [
            entry('q3.report.json', 'Third quarter', '../data/orders.csv', csv.length),
            entry('q3p.report.json', 'The same as Parquet', '../data/orders.parquet', parquet.length),
            entry('q3a.report.json', 'The same as Arrow', '../data/orders.arrow', arrow.length),
            entry('lost.report.json', 'Without its data', '../data/gone.csv', 10),
          ],
        }),
        'reports/q3.report.json': JSON.stringify(report),
        'reports/q3p.report.json': JSON.stringify(report),
        'reports/q3a.report.json': JSON.stringify(report),
        'reports/lost.report.json': JSON.stringify(report),
        'data/orders.csv': csv,
        'data/orders.parquet': parquet,
        'data/orders.arrow': arrow,
      },
    },
  });

  for (const [title, file] of [
    ['Third quarter', 'orders.csv'],
    ['The same as Parquet', 'orders.parquet'],
    ['The same as Arrow', 'orders.arrow'],
  ] as const)
    test(`HR1 HR2 HF1 HF2 “${title}” is listed, waits, runs on ${file} of the site, and the next visit does not fetch it again`, async ({
      page,
      host,
    }) => {
      const run = async () => {
        await visit(page, host);
        await page.getByRole('button', { name: title, exact: true }).click();
        await expect(page.getByRole('heading', { level: 1, name: report.title })).toBeVisible();
        await expect(page.getByText(new RegExp(`^${file.replace('.', '\\.')} \\(`))).toBeVisible();
        await expect(page.locator('[data-cell]')).toHaveCount(0);
        await page.getByRole('button', { name: 'Run it on this site’s files' }).click();
        await expect.poll(() => readShop(page), { timeout: 60_000 }).toEqual(countOrders({}));
      };
      const fetched = () => host.asked.filter((path) => path.endsWith(`/data/${file}`)).length;
      await run();
      expect(fetched()).toBe(2);
      expect(page.url()).toBe(host.url);
      await page.evaluate(async () => {
        for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
      });
      await run();
      // Asked for its version only.
      expect(fetched()).toBe(3);
    });

  test('HF4 data that are not there are said by name; the report waits on', async ({ page, host }) => {
    await visit(page, host);
    await page.getByRole('button', { name: 'Without its data' }).click();
    await page.getByRole('button', { name: 'Run it on this site’s files' }).click();
    await expect(page.getByText(/The file “gone.csv” of this site could not be fetched \(HTTP 404\)/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run it on this site’s files' })).toBeEnabled();
  });

  test('LK11 what the reader’s files lack is named; PL1 PL2 a link sets controls and opens at a cell', async ({ page, host }) => {
    await visit(page, host);
    await openFiles(page);
    await page.goto(`${host.url}?report=reports/q3.report.json#cell=last&p.top=7&p.region=north`);
    await expect(page.getByText('The link sets “region”, which is no control of this report. It was passed over.')).toBeVisible();
    const lacking = page.locator('section', { has: page.getByRole('heading', { name: 'Missing in your files' }) });
    await expect(lacking.locator('dt')).toHaveText(['How satisfied are the customers?']);
    await page.getByRole('button', { name: 'Run it on my data' }).click();
    await expect(page.locator('[data-cell=last]')).toBeFocused({ timeout: 60_000 });
    await expect(page.getByRole('spinbutton', { name: 'top' })).toHaveValue('7');
    expect(await titlesOf(page)).toContain(OVERVIEW);
    await press(cellOf(page, OVERVIEW), 'Chart');
  });
});

test.describe('a site whose list is damaged', () => {
  test.use({ site: { under: '/shop', beside: { 'reports/index.json': '{"format":"clientele.reports"' } } });
  test('HR1 says so, and everything else works', async ({ page, host }) => {
    await visit(page, host);
    await expect(page.getByText(/This site keeps a list of reports, but the list is damaged/)).toBeVisible();
    await openFiles(page);
  });
});
