import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { launchOptions } from './browser.js';
import { makeOrders } from './bench/make-orders.js';
import { buildPage, serve } from './bench/page-server.js';

const root = path.resolve(import.meta.dirname, '../..');
/** @param {string} name @param {number} otherwise */
const asked = (name, otherwise) =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
const orders = asked('orders', 18_000_000);
const rounds = asked('rounds', 1);
const MEMORY_LIMIT = 2.5e9;

const out = path.join(root, '.cache/bench/big');
await buildPage(root, 'big.html', out);
const file = await makeOrders(path.join(tmpdir(), 'clientele-big'), orders);
const server = await serve(out);
const browser = await chromium.launch(launchOptions());
const session = await browser.newBrowserCDPSession();

/** The most memory that a tab's process has held, in bytes, as the system counts it (Linux only, else 0). @param {number} pid */
function peakOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Counts the peaks anew. @param {readonly number[]} pids */
function forgetPeaks(pids) {
  for (const pid of pids)
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {
      // Another system, or a process that has ended.
    }
}

async function tabs() {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

const peakOfTabs = async () => Math.max(0, ...(await tabs()).map(peakOf));

const gb = (/** @type {number} */ bytes) => `${(bytes / 1e9).toFixed(2)} GB`;
console.log(`${orders.toLocaleString('en')} orders, 8 columns, ${gb(statSync(file).size)}`);
let met = true;
for (let round = 0; round < rounds; round++) {
  const page = await browser.newPage();
  page.on('crash', () => console.log('the tab crashed'));
  await page.goto(`${server.url}big.html`);
  await page.setInputFiles('#file', file);
  const result = await page.evaluate('bench.load()');
  const peak = await peakOfTabs();
  forgetPeaks(await tabs());
  const cells = await page.evaluate('bench.analyse()');
  const later = await peakOfTabs();
  await page.close();
  if (process.argv.includes('--statements')) console.log(result.statements.join('\n'));
  console.log(`round ${round + 1}: ${(result.millis / 1000).toFixed(1)} s, peak of the tab ${gb(peak)} (at most ${gb(MEMORY_LIMIT)})`);
  if (result.failed) console.log(`  failed: ${result.failed}`);
  console.log(
    `  engine ${gb(result.memory)} after the load; longest task ${Math.round(result.longest)} ms; ${result.events} steps of progress, ${result.back} backwards`,
  );
  console.log(`  ${result.records} records, ${result.kept} kept; tables ${result.tables.join(', ')}`);
  console.log(`  ${cells.join(', ')}; peak of the tab meanwhile ${gb(later)}`);
  met &&= !result.failed && result.kept === orders && peak <= MEMORY_LIMIT && result.back === 0 && !cells.join().includes('FAILED');
}
const page = await browser.newPage();
await page.goto(`${server.url}big.html`);
await page.setInputFiles('#file', file);
for (const [phase, share] of [
  ['reading', 0.2],
  ['reading', 0.55],
  ['building', 0.3],
]) {
  const { outcome, millis, same, tables } = await page.evaluate(`bench.cancel(${JSON.stringify([phase, share])})`);
  console.log(
    `${outcome} while ${phase} at ${share}: free again after ${Math.round(millis)} ms (at most 1000); tables ${same ? 'as before' : tables.join(', ')}`,
  );
  met &&= outcome === 'cancelled' && same && millis <= 1000;
}
await browser.close();
server.close();
process.exitCode = met ? 0 : 1;
