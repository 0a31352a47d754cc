import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { serveFolder, type RunningServer } from '../support/static-server';
import { unpackInto } from '../support/unzip';
import { cache, expect, openSample, test, visit } from './support/page';
import { openOrders, rename } from './support/faults';

test.use({ serviceWorkers: 'allow' });

const CHOICES = { results: /^Report and results/, data: /^Report, results and data/, nothing: /^The report only/ };

/** Publishes what is on screen, and unpacks the zip into an empty folder. */
async function publish(page: Page, choice: keyof typeof CHOICES, folder: string): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: CHOICES[choice] }).check();
  // These files hold few customers.
  const least = dialog.getByLabel('Withhold groups smaller than');
  await least.fill('1');
  await least.press('Tab');
  if (choice === 'data') for (const box of await dialog.locator('.publish').getByRole('checkbox').all()) await box.check();
  const saved = page.waitForEvent('download', { timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Make the zip' }).click();
  const zip = await saved;
  expect(zip.suggestedFilename()).toMatch(/\.zip$/);
  await expect(dialog.getByText('Saved. Unpack it where your host expects its files')).toBeVisible();
  await page.keyboard.press('Escape');
  const out = path.join(cache, folder);
  unpackInto(await zip.path(), out);
  return out;
}

const elsewhere = (folder: string, port = 0): Promise<RunningServer> => serveFolder(folder, { under: '/a/b', policy: 'header', port });
const portOf = ({ url }: RunningServer): number => Number(new URL(url).port);

/** The whole page is in the browser. */
async function copied(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** The sentences of all cells. */
const sentences = (page: Page): Promise<string[]> => page.locator('[data-cell] .insight').allInnerTexts();

test('a site with data, on another server under another path: at once from stored numbers, then with the data, and without a network', async ({
  page,
  host,
  browser,
}) => {
  await visit(page, host);
  await openSample(page);
  const folder = await publish(page, 'data', 'site-data');
  const said = await sentences(page);
  expect(said.length).toBeGreaterThan(2);
  const server = await elsewhere(folder);
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const foreign: string[] = [];
  context.on('request', (request) => {
    const { origin, pathname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && (origin !== new URL(server.url).origin || !pathname.startsWith('/a/b/')))
      foreign.push(request.url());
  });
  const visitor = await context.newPage();
  await visitor.goto(server.url);
  await expect(visitor.locator('figure svg').nth(2)).toBeVisible();
  expect(await sentences(visitor)).toEqual(said);
  await expect(visitor.getByText(/^These numbers were made on/)).toHaveCount(0, { timeout: 90_000 });
  expect(await sentences(visitor)).toEqual(said);
  await copied(visitor);
  await server.close();

  await visitor.goto(server.url);
  await expect(visitor.locator('figure svg').nth(2)).toBeVisible();
  await expect(visitor.getByText(/^These numbers were made on/)).toHaveCount(0, { timeout: 90_000 });
  expect(await sentences(visitor)).toEqual(said);
  await visitor.getByTitle('Show the customers behind this number').first().click();
  await expect(visitor.getByRole('dialog').getByRole('row').nth(2)).toBeVisible();
  await visitor.keyboard.press('Escape');
  expect(foreign).toEqual([]);
  await context.close();
});

test('a site with results alone says on which day they were made, and that the data are not there', async ({ page, host, browser }) => {
  await visit(page, host);
  await openOrders(page);
  const folder = await publish(page, 'results', 'site-results');
  const said = await sentences(page);
  const server = await elsewhere(folder);
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const visitor = await context.newPage();
  // Not even the engine is there.
  await context.route('**/engine/*', (route) => route.abort());
  await visitor.goto(server.url);
  await expect(visitor.locator('figure svg').first()).toBeVisible();
  expect(await sentences(visitor)).toEqual(said);
  await expect(visitor.getByText(/^These numbers were made on \d+ \w+ 20\d\d\. The data are not part of this page/)).toBeVisible();
  expect(server.asked.some((asked) => asked.includes('orders'))).toBe(false);
  await visitor.getByTitle('Show the customers behind this number').first().click();
  await expect(visitor.getByRole('dialog').getByText('The data behind this number are not on this page')).toBeVisible();
  await context.close();
  await server.close();
});

test('a new version waits until it is agreed to, and edits stay', async ({ page, host, browser }) => {
  await visit(page, host);
  await openOrders(page);
  const folder = await publish(page, 'results', 'site-update');
  const server = await elsewhere(folder);
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const visitor = await context.newPage();
  await visitor.goto(server.url);
  await copied(visitor);
  await rename(visitor, 'My own title');

  await rename(page, 'Second edition');
  await publish(page, 'results', 'site-update');
  await visitor.reload();
  const notice = visitor.getByText('A new version of this page is ready.');
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await expect(visitor.getByRole('heading', { level: 1, name: 'My own title' })).toBeAttached();
  await visitor.getByRole('button', { name: 'Reload with it' }).click();
  await expect(visitor.getByText('The published report has changed since you edited it.')).toBeVisible();
  await expect(visitor.getByRole('heading', { level: 1, name: 'My own title' })).toBeAttached();
  await visitor.getByRole('button', { name: 'Open it' }).click();
  await expect(visitor.getByRole('heading', { level: 1, name: 'Second edition' })).toBeAttached();
  await context.close();
  await server.close();
});

test('half of a new version is never taken, and the page goes on', async ({ page, host, browser }) => {
  await visit(page, host);
  await openOrders(page);
  const folder = await publish(page, 'results', 'site-half');
  const wasm = path.join(folder, 'engine/duckdb-eh.wasm.gz');
  const whole = readFileSync(wasm);
  writeFileSync(wasm, whole.subarray(0, whole.length / 2));
  const server = await elsewhere(folder);
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const visitor = await context.newPage();
  await visitor.goto(server.url);
  await expect(visitor.locator('figure svg').first()).toBeVisible();
  await expect.poll(() => server.asked.filter((asked) => asked.endsWith('.wasm.gz')).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
  await expect.poll(() => visitor.evaluate(() => caches.keys()), { timeout: 30_000 }).toEqual([]);
  const port = portOf(server);
  await server.close();
  writeFileSync(wasm, whole);
  const mended = await elsewhere(folder, port);
  await visitor.goto(mended.url);
  await copied(visitor);
  await mended.close();
  await visitor.reload();
  await expect(visitor.locator('figure svg').first()).toBeVisible();
  await context.close();
});

test('the page itself works without a network from the first visit, under its own path', async ({ page, host }) => {
  await visit(page, host);
  await copied(page);
  await host.close();
  await page.reload();
  await openSample(page);
});

test('a page that hosts changed on the way is not published, and the file is named', async ({ page, host }) => {
  await visit(page, host);
  await openOrders(page);
  await page.context().route('**/manifest.webmanifest', (route) => route.fulfill({ body: '{}' }));
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the zip' }).click();
  await expect(dialog.getByText('The page’s own file manifest.webmanifest is not the one this page was built with')).toBeVisible();
});

/** The start page, by the mark of the page. */
async function goToStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Reports of this site' })).toBeVisible();
}

test('PB9 PV6 the start page of a published site lists its report and opens it, with data, results or neither, and one that is put beside it', async ({
  page,
  host,
  browser,
}) => {
  test.slow();
  await visit(page, host);
  await openSample(page);
  await rename(page, 'Spring, published');
  await page.getByRole('button', { name: 'Report', exact: true }).first().click();
  const said = await sentences(page);
  for (const choice of ['results', 'data', 'nothing'] as const) {
    const folder = await publish(page, choice, `site-list-${choice}`);
    const server = await elsewhere(folder);
    const context = await browser.newContext({ serviceWorkers: 'allow' });
    const visitor = await context.newPage();
    await visitor.goto(server.url);
    if (choice !== 'nothing') await expect(visitor.locator('figure svg').first()).toBeVisible();
    await visitor.getByRole('button', { name: 'Start', exact: true }).waitFor();
    // The list waits until it is looked at.
    expect(server.asked.filter((asked) => asked.endsWith('reports/index.json'))).toEqual([]);
    await goToStart(visitor);
    await visitor.getByRole('button', { name: 'Spring, published', exact: true }).click();
    if (choice === 'nothing') await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
    else {
      await expect(visitor.locator('figure svg').first()).toBeVisible();
      expect(await sentences(visitor)).toEqual(said);
    }
    if (choice === 'results') {
      // What the rules tell the publisher to do by hand.
      const list = path.join(folder, 'reports/index.json');
      const index = JSON.parse(readFileSync(list, 'utf8')) as { reports: object[] };
      index.reports.push({ path: 'second.report.json', title: 'Second by hand' });
      writeFileSync(list, JSON.stringify(index));
      writeFileSync(path.join(folder, 'reports/second.report.json'), readFileSync(path.join(folder, 'reports/site.report.json')));
      await copied(visitor);
      await visitor.reload();
      await visitor.getByRole('button', { name: 'Start', exact: true }).waitFor();
      await goToStart(visitor);
      await expect(visitor.getByRole('button', { name: 'Spring, published', exact: true })).toBeVisible();
      await visitor.getByRole('button', { name: 'Second by hand' }).click();
      await expect(visitor.getByText('This report is offered by this site. Nothing in it has run.')).toBeVisible();
      await expect(visitor.locator('[data-cell]')).toHaveCount(0);
    }
    await context.close();
    await server.close();
  }
});

test('OF9 ST20 clearing everything takes the offline copy and the publisher’s data away, the page goes on, and the next visit copies it again', async ({
  page,
  host,
  browser,
}) => {
  await visit(page, host);
  await openSample(page);
  const folder = await publish(page, 'data', 'site-cleared');
  const server = await elsewhere(folder);
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const visitor = await context.newPage();
  await visitor.goto(server.url);
  await expect(visitor.getByText(/^These numbers were made on/)).toHaveCount(0, { timeout: 90_000 });
  await copied(visitor);
  const address = new URL(readdirSync(path.join(folder, 'data')).map((name) => `data/${name}`)[0]!, server.url).href;
  const kept = (at: Page) =>
    at.evaluate(
      async (data) => ({
        caches: (await caches.keys()).length,
        data: (await caches.match(data)) !== undefined,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        usage: (await navigator.storage.estimate()).usage ?? 0,
      }),
      address,
    );
  const clear = async () => {
    await visitor.keyboard.press('Control+k');
    await visitor.getByRole('combobox').fill('clear everything');
    await visitor.keyboard.press('Enter');
    const dialog = visitor.getByRole('dialog', { name: 'Clear everything?' });
    await expect(dialog.getByText(/offline copy of this page/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Clear everything' }).click();
    await expect(visitor.getByText(/the offline copy of this page too/)).toBeVisible();
  };
  const before = await kept(visitor);
  expect(before).toMatchObject({ caches: 1, data: true, workers: 1 });
  expect(before.usage).toBeGreaterThan(20_000_000);
  await clear();
  expect(await kept(visitor)).toMatchObject({ caches: 0, data: false, workers: 0 });

  // The page goes on without its copy, which its worker does not make again.
  await openOrders(visitor);
  expect(await kept(visitor)).toMatchObject({ caches: 0, data: false, workers: 0 });
  await clear();
  // What is left is the book-keeping of the browser itself. A file beside the page stands for any other page of the origin.
  const next = await context.newPage();
  await next.goto(new URL('site.json', server.url).href);
  await visitor.close();
  await expect.poll(async () => (await kept(next)).usage, { timeout: 20_000 }).toBeLessThan(1_000_000);
  expect(await kept(next)).toMatchObject({ caches: 0, data: false, workers: 0 });

  await next.goto(server.url);
  await copied(next);
  expect(await kept(next)).toMatchObject({ caches: 1, data: true, workers: 1 });
  await server.close();
  await next.reload();
  await expect(next.locator('figure svg').first()).toBeVisible();
  await context.close();
});
