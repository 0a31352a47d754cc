import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { DICTIONARY_2 } from '#core/report/link/dictionary-2';
import type { Report } from '#core/report/types';
import { dropTexts, expect, test, visit } from './support/page';
import {
  addFilter,
  cellOf,
  COHORT,
  countOrders,
  linesOf,
  openFiles,
  ORDERS_FILE,
  OVERVIEW,
  press,
  readShop,
  readShopOrders,
  recordSql,
  REVENUE,
  RFM,
  scopeOf,
  setRange,
  titlesOf,
  toNotebook,
  toReport,
} from './support/report';

const QUESTIONS = [OVERVIEW, REVENUE, RFM, COHORT];
const TITLE = 'Winter on the web';
const SCOPE = { from: '2026-01-10', to: '2026-02-20', source: 'web' };
const RANGE = '10 Jan 2026 – 20 Feb 2026';

/** What stands in a link, unpacked with nothing of the product but its dictionary: texts in the clear, each before a zero. */
function unpack(link: string): string {
  const [, packed = ''] = link.slice(link.indexOf('#r=') + 3).split('.');
  return inflateRawSync(Buffer.from(packed, 'base64url').subarray(4), { dictionary: Buffer.from(DICTIONARY_2) }).toString('latin1');
}

/** Agrees to the report that stands inert, and gives it a file. */
async function agree(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Agree and choose files' }).click();
  await (await chooser).setFiles(file);
  await toReport(page);
}

/** The tables of all four answers. */
async function readAnswers(page: Page): Promise<string[][][]> {
  for (const question of QUESTIONS) {
    const cell = cellOf(page, question);
    await expect(cell.locator('footer')).toBeVisible({ timeout: 30_000 });
    if ((await cell.locator('tbody tr').count()) === 0) await press(cell, 'Table');
    await expect(cell.locator('tbody tr').first()).toBeVisible();
  }
  await expect(page.getByText('Computing', { exact: true })).toHaveCount(0);
  return Promise.all(QUESTIONS.map((question) => linesOf(cellOf(page, question))));
}

/** Gives the report a title, a range and a filter, and waits for the numbers of these. */
async function makeOwn(page: Page): Promise<void> {
  await openFiles(page);
  await press(cellOf(page, OVERVIEW), 'Table');
  await toNotebook(page);
  await page.getByLabel('Title of the report').fill(TITLE);
  await page.keyboard.press('Enter');
  await setRange(page, SCOPE.from, SCOPE.to);
  await addFilter(page, 'Source', (form) => form.getByRole('checkbox', { name: SCOPE.source }).check());
  await expect.poll(() => readShop(page)).toEqual(countOrders(SCOPE));
}

test('a copied link holds the definition and no row; elsewhere it stands inert, asks, and gives the same on the same file', async ({
  page,
  host,
  context,
  elsewhere,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit(page, host);
  await makeOwn(page);
  const answers = await readAnswers(page);

  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this report' });
  for (const written of [TITLE, SCOPE.source, 'Names of 13 columns'])
    await expect(dialog.getByText(written, { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByText('Copied. The link is on the clipboard.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog.getByLabel('Link to the report')).toHaveValue(link);

  expect(link.startsWith(`${host.url}#r=`)).toBe(true);
  const document = unpack(link);
  for (const definition of [TITLE, SCOPE.from, SCOPE.to, `${SCOPE.source}\0`, 'Customer ID']) expect(document).toContain(definition);
  const rows = readShopOrders().flatMap(({ id, email, customer, cents }) => [
    id,
    email,
    email.split('@')[0]!,
    customer,
    (cents / 100).toFixed(2),
  ]);
  for (const held of [link, decodeURIComponent(link), document]) expect(rows.filter((each) => held.includes(each))).toEqual([]);

  const asked = await recordSql(elsewhere);
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expect(elsewhere.getByText('This report came by a link. Nothing in it has run.')).toBeVisible();
  for (const inside of [...QUESTIONS, RANGE, 'orders.channel = web', 'Customer ID'])
    await expect(elsewhere.getByText(inside, { exact: true })).toBeVisible();
  // The engine is up, so whatever wanted to be asked would have been.
  await expect.poll(asked, { timeout: 60_000 }).toContainEqual(expect.stringContaining('FROM duckdb_settings()'));
  const ofTheReport = async () => (await asked()).filter((sql) => sql.includes(`IN ('${SCOPE.source}')`));
  expect(await ofTheReport()).toEqual([]);
  await expect(elsewhere.locator('[data-cell], figure, table')).toHaveCount(0);

  await agree(elsewhere, ORDERS_FILE);
  expect(await readAnswers(elsewhere)).toEqual(answers);
  expect(await readShop(elsewhere)).toEqual(countOrders(SCOPE));
  expect(await ofTheReport()).not.toEqual([]);
  await expect(elsewhere.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expect(scopeOf(elsewhere).getByRole('button', { name: RANGE })).toBeVisible();
  await expect(scopeOf(elsewhere).getByRole('button', { name: 'Source web' })).toBeVisible();
  expect(elsewhere.url()).toBe(host.url);
});

test('where the browser does not allow copying, the link stands there to be copied by hand', async ({ page, host, elsewhere }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await visit(page, host);
  await openFiles(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this report' });
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByText('The browser did not allow copying.')).toBeVisible();
  await elsewhere.goto(await dialog.getByLabel('Link to the report').inputValue());
  await expect(elsewhere.getByText('This report came by a link.')).toBeVisible();
});

const reportBeside: Report = {
  format: 'clientele.report',
  version: 2,
  title: 'Third quarter, in the house style',
  currency: 'EUR',
  weekStart: 'monday',
  asOf: null,
  range: { from: SCOPE.from, to: SCOPE.to },
  filters: [{ table: 'orders', column: 'channel', condition: { op: 'in', values: [SCOPE.source] } }],
  revenue: { paidStatuses: ['paid', 'refunded', 'partially_refunded'] },
  sources: [],
  cells: [
    { id: 'note', type: 'text', markdown: 'What the **house** wants to know.' },
    { id: 'shop', type: 'analysis', kind: 'overview', version: 1, params: {}, view: { show: 'table' } },
  ],
};

test('a report that arrives where data are open waits too; declined it changes nothing, accepted it leaves a way back', async ({
  page,
  host,
}) => {
  const asked = await recordSql(page);
  const ofTheReport = async () => (await asked()).filter((sql) => sql.includes(`IN ('${SCOPE.source}')`));
  const arrive = async () => {
    await dropTexts(page, [{ name: 'q3.report.json', text: JSON.stringify(reportBeside) }]);
    await expect(page.getByText('This report came from the file “q3.report.json”. Nothing in it has run.')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: reportBeside.title })).toBeVisible();
    await expect(page.locator('[data-cell]')).toHaveCount(0);
  };
  await visit(page, host);
  await openFiles(page);
  const title = await page.getByRole('heading', { level: 1 }).innerText();

  await arrive();
  await page.getByRole('button', { name: 'Do not open' }).click();
  await expect(page.getByText('The report was not opened. Nothing was changed.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  expect(await titlesOf(page)).toEqual(QUESTIONS);

  await arrive();
  expect(await ofTheReport()).toEqual([]);
  await page.getByRole('button', { name: 'Run it on my data' }).click();
  await expect.poll(() => readShop(page)).toEqual(countOrders(SCOPE));
  expect(await ofTheReport()).not.toEqual([]);
  const from = page.getByText('This report came from the file “q3.report.json”.', { exact: true });
  await expect(from).toBeVisible();
  await page.getByRole('button', { name: 'Back to it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(from).toHaveCount(0);
  await press(cellOf(page, OVERVIEW), 'Table');
  await expect.poll(() => readShop(page)).toEqual(countOrders({}));
});

for (const under of ['/a/deep/place', ''])
  test.describe(`a report beside the page, which stands under “${under}/”`, () => {
    test.use({ site: { under, beside: { 'reports/q3.report.json': JSON.stringify(reportBeside) } } });

    test('opens by its address, inert until agreed to, and runs on the reader’s file', async ({ page, host }) => {
      await visit(page, host, '?report=reports/q3.report.json');
      await expect(page.getByRole('heading', { level: 1, name: reportBeside.title })).toBeVisible();
      await expect(page.getByText('This report is offered by this site. Nothing in it has run.')).toBeVisible();
      await expect(page.getByText('What the **house** wants to know.')).toBeVisible();
      await expect(page.locator('[data-cell]')).toHaveCount(0);
      expect(host.asked.filter((path) => path === `${under}/reports/q3.report.json`)).toHaveLength(1);

      await agree(page, ORDERS_FILE);
      await expect(page.getByRole('heading', { level: 1, name: reportBeside.title })).toBeVisible();
      await expect(page.locator('[data-cell=note] strong')).toHaveText('house');
      expect(await titlesOf(page)).toEqual(['What the house wants to know.', OVERVIEW]);
      await expect.poll(() => readShop(page)).toEqual(countOrders(SCOPE));
      expect(page.url()).toBe(host.url);

      const from = page.getByText('This report is offered by this site: reports/q3.report.json');
      await expect(from).toBeVisible();
      await page.reload();
      await expect(from).toBeVisible();
    });
  });

test.describe('an address that gives no report', () => {
  test.use({ site: { under: '/shop', beside: { 'reports/torn.report.json': JSON.stringify(reportBeside).slice(0, 200) } } });

  test('says why in a sentence, and leaves the page as it was', async ({ page, host }) => {
    const problem = page.getByRole('alert');
    for (const [address, sentence] of [
      [
        'reports/q4.report.json',
        'The report at “reports/q4.report.json” could not be fetched (HTTP 404). Check the address, or open the report as a file.',
      ],
      [
        'https://reports.example/q3.report.json',
        'The address “https://reports.example/q3.report.json” leads to another site, and reports are only opened from this one. Save the report from there and open it as a file.',
      ],
    ] as const) {
      await visit(page, host, `?report=${encodeURIComponent(address)}`);
      await expect(problem.getByText(sentence, { exact: true })).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Drop files' })).toBeVisible();
      expect(page.url()).toBe(host.url);
    }
    await visit(page, host, '?report=reports/torn.report.json');
    await expect(problem).toHaveCount(1);
    await expect(page.getByRole('heading', { name: 'Drop files' })).toBeVisible();
  });
});
