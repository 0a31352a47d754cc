import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { tool } from '../steps/shell.js';
import { serveFolder } from '../steps/serve.js';

const UNDER = '/a/b/';
/** Milliseconds from the navigation until every result stands. */
const MOST = 1000;
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.csv': 'text/csv',
};
const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`.padStart(9);

/** A plain host of what was unpacked. @param {string} folder */
async function serveUnder(folder) {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const file = path.join(folder, asked.endsWith('/') ? `${asked.slice(UNDER.length)}index.html` : asked.slice(UNDER.length));
    try {
      if (!asked.startsWith(UNDER) || !file.startsWith(folder)) throw new Error('elsewhere');
      const body = readFileSync(file);
      const type = TYPES[/** @type {keyof typeof TYPES} */ (path.extname(file))] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve(undefined));
    });
  return { url: `http://127.0.0.1:${port}${UNDER}`, close };
}

/** @param {string} zip @param {string} folder */
function unpack(zip, folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** Publishes the sample shop's report with its data, as a person does. @param {import('playwright').Browser} browser @param {string} folder */
async function publishSample(browser, folder) {
  const host = await serveFolder('dist', 4173);
  const page = await browser.newPage({ locale: 'en', serviceWorkers: 'block' });
  await page.goto(host.url);
  await page.getByRole('button', { name: 'Open sample' }).click();
  await page.locator('figure svg').nth(2).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Report, results and data/ }).check();
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  const saved = page.waitForEvent('download', { timeout: 120_000 });
  await dialog.getByRole('button', { name: 'Make the zip' }).click();
  unpack(await (await saved).path(), folder);
  await page.close();
  await host.close();
}

/** Runs before the page: promises the moment at which as many results stand as stood after the first load. */
const WATCH = `
  globalThis.stood = new Promise((resolve) => {
    const look = () => {
      const wanted = Number(sessionStorage.getItem('results'));
      const stand = document.querySelectorAll('[data-cell] .insight').length;
      const drawn = document.querySelectorAll('[data-cell] figure svg').length;
      if (wanted > 0 && stand * 1000 + drawn >= wanted) resolve(performance.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
`;

/**
 * A published site, unpacked and served by another server under another path, with the network cut after the first load: how long every navigation takes until all
 * results stand. `--built` takes the page as it was built before. True when the best is within a second and the page goes on working.
 * @param {import('playwright').Browser} browser @param {string} cache @param {number} rounds
 */
export async function measureSite(browser, cache, rounds) {
  const built = process.argv.includes('--built');
  if (!built && (await tool('vite', ['build', '--logLevel', 'warn'])) !== 0) throw new Error('the page could not be built');
  const folder = path.join(cache, 'site');
  await publishSample(browser, folder);
  const server = await serveUnder(folder);
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 6000 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(server.url);
  await page.getByText(/^These numbers were made on/).waitFor({ state: 'detached', timeout: 120_000 });
  await page.locator('figure svg').nth(2).waitFor();
  await page.evaluate(
    'navigator.serviceWorker.ready.then(() => sessionStorage.setItem("results", document.querySelectorAll("[data-cell] .insight").length * 1000 + document.querySelectorAll("[data-cell] figure svg").length))',
  );
  await server.close();
  /** @type {number[]} */
  const times = [];
  for (let round = 0; round < rounds; round++) {
    await page.goto(server.url);
    times.push(Number(await page.evaluate('globalThis.stood')));
    // The engine of one round must not weigh on the next.
    await page.getByText(/^These numbers were made on/).waitFor({ state: 'detached', timeout: 120_000 });
  }
  await page.getByTitle('Show the customers behind this number').first().click();
  await page.getByRole('dialog').getByRole('row').nth(2).waitFor({ timeout: 60_000 });
  await context.close();
  const sorted = times.toSorted((one, other) => one - other);
  console.log(`\nA published site under ${UNDER}, without a network: from the navigation until all results stand, ${rounds} times`);
  console.log(
    `  best ${ms(sorted[0])}   median ${ms(sorted[sorted.length >> 1])}   worst ${ms(sorted[sorted.length - 1])}   best at most ${MOST} ms`,
  );
  console.log('  A number was opened after the last of them.');
  return sorted[0] <= MOST;
}
