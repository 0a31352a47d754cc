import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { launchOptions } from './browser.js';
import { makeOrders } from './bench/make-orders.js';
import { makeOthers } from './bench/make-others.js';
import { measureCells } from './bench/measure-cells.js';
import { measureSelect } from './bench/measure-select.js';
import { measureSite } from './bench/measure-site.js';
import { buildPage, COMMON, serve } from './bench/page-server.js';

const root = path.resolve(import.meta.dirname, '../..');
const cache = path.join(root, '.cache/bench');
const rounds = Number(process.argv.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 9);
const onlyCells = process.argv.includes('--cells');
const verbose = process.argv.includes('--statements');

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
/** @param {readonly number[]} values */
const best = (values) => Math.min(...values);
const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`.padStart(9);

if (process.argv.includes('--site')) {
  const siteBrowser = await chromium.launch(launchOptions());
  const met = await measureSite(siteBrowser, cache, rounds);
  await siteBrowser.close();
  process.exit(met ? 0 : 1);
}
await buildPage(root, 'page.html', path.join(cache, 'page'));
await build({
  ...COMMON,
  root,
  build: {
    ssr: path.join(root, 'src/dev/bench/native.ts'),
    outDir: path.join(cache, 'native'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
  },
});
const file = await makeOrders(cache);
if (process.argv.includes('--select')) {
  const selectServer = await serve(path.join(cache, 'page'));
  const selectBrowser = await chromium.launch(launchOptions());
  const page = await selectBrowser.newPage();
  await page.goto(`${selectServer.url}page.html`);
  await page.setInputFiles('#file', [file]);
  await page.evaluate('bench.ready()');
  const met = await measureSelect(page, process.argv.some((argument) => argument.startsWith('--rounds=')) ? rounds : 20);
  await selectBrowser.close();
  selectServer.close();
  process.exit(met ? 0 : 1);
}
/** @type {typeof import('./bench/native.ts')} */
const native = await import(pathToFileURL(path.join(cache, 'native/native.js')).href);
const statements = await native.collectStatements(file);

const server = await serve(path.join(cache, 'page'));
const browser = await chromium.launch(launchOptions());

/** A fresh page with its own fresh engine, and the file already chosen. */
async function openPage(files = [file]) {
  const page = await browser.newPage();
  await page.goto(`${server.url}page.html`);
  await page.setInputFiles('#file', files);
  return page;
}
/** @param {import('playwright').Page} page @param {string} name */
const call = (page, name) => page.evaluate(`bench.${name}()`);

/** @type {Record<string, number[]>} */
const times = { product: [], same: [], plain: [], bare: [], preview: [], unrehearsed: [], longest: [], memory: [] };
/** @type {Record<string, number[]>} */
const parts = { count: [], read: [], check: [], build: [], profile: [], question: [] };
for (let round = 0; round < rounds && !onlyCells; round++) {
  const page = await openPage();
  await call(page, 'rehearsePreview');
  times.preview.push(await call(page, 'runPreview'));
  await call(page, 'ready');
  const product = await call(page, 'runProduct');
  if (verbose && round === rounds - 1) console.log(product.statements.join('\n'));
  await page.close();
  const same = await native.runNative(file, statements);
  const barePage = await openPage();
  times.unrehearsed.push(await call(barePage, 'runPreview'));
  await call(barePage, 'ready');
  const bare = await call(barePage, 'runPlain');
  await barePage.close();
  const plain = await native.runNative(file, native.plainRead);
  for (const other of [same, bare, plain])
    if (Math.abs(product.revenue - other.revenue) > 1e-6 * product.revenue) throw new Error('the answers differ');
  if (product.records !== 1_000_000 || product.kept !== product.records) throw new Error('records are missing');
  times.product.push(product.total);
  times.longest.push(product.longest);
  times.memory.push(product.memory);
  times.same.push(same.total);
  times.plain.push(plain.total);
  times.bare.push(bare.total);
  for (const name of Object.keys(parts)) parts[name].push(product[name]);
  process.stdout.write(
    `round ${round + 1}: product${ms(product.total)}  same SQL${ms(same.total)}  plain${ms(plain.total)}  bare WASM${ms(bare.total)}\n`,
  );
}
const siteMet = onlyCells || (await measureSite(browser, cache, rounds));
const others = makeOthers(cache);
const cellFiles = [file, others.surveys, others.events, others.deals];
const cellPage = await openPage(cellFiles);
const cellEngine = await native.openCells(cellFiles);
const cellsMet = await measureCells(cellPage, cellEngine, rounds);
await cellEngine.close();
await browser.close();
server.close();
if (onlyCells) process.exit(cellsMet ? 0 : 1);

const lines = [
  ['product in the page', times.product],
  ['native, one thread, same SQL', times.same],
  ['native, one thread, plain read', times.plain],
  ['bare engine in the page', times.bare],
];
console.log(`\n1,000,000 orders, 8 columns, ${(statSync(file).size / 1e6).toFixed(1)} MB; best and median of ${rounds}, interleaved`);
for (const [name, values] of lines) console.log(`  ${String(name).padEnd(32)}${ms(best(values))}${ms(median(values))}`);
console.log(`  parts (median):${Object.entries(parts).map(([name, values]) => ` ${name} ${Math.round(median(values))}`)}`);
/** @type {(name: string, of: number[], by: number[], most: number) => boolean} */
const ratio = (name, of, by, most) => {
  const [low, middle] = [best(of) / best(by), median(of) / median(by)];
  console.log(`  ${name.padEnd(32)}${low.toFixed(2).padStart(9)}${middle.toFixed(2).padStart(9)}   at most ${most}`);
  return Math.min(low, middle) <= most;
};
const met = [
  cellsMet,
  siteMet,
  ratio('product / same SQL', times.product, times.same, 1.5),
  ratio('product / plain read', times.product, times.plain, 2.2),
  ratio('product / bare engine', times.product, times.bare, Infinity),
  median(times.preview) <= 50,
  best(times.longest) <= 150,
];
console.log(`  preview${ms(best(times.preview))}${ms(median(times.preview))}   at most 50`);
console.log(`  preview without rehearsal${ms(best(times.unrehearsed))}${ms(median(times.unrehearsed))}`);
console.log(`  longest task on the page's thread${ms(best(times.longest))}${ms(median(times.longest))}   at most 150`);
console.log(`  engine memory after the load ${Math.round(median(times.memory) / 1e6)} MB`);
process.exitCode = met.every(Boolean) ? 0 : 1;
