import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { serveFolder, startCanary, type RunningServer } from '../support/static-server';
import { reports } from './corpus/reports';
import { proofs, type Host } from './proofs';

const root = path.resolve(import.meta.dirname, '../..');
const hosts = {} as Record<Host, RunningServer>;
let canary: Awaited<ReturnType<typeof startCanary>>;

test.beforeAll(async () => {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '-c', path.join(root, 'tests/hostile/vite.config.ts')], { cwd: root, stdio: 'pipe' });
  canary = await startCanary();
  for (const host of ['meta', 'header', 'none'] as const)
    hosts[host] = await serveFolder(path.join(root, '.cache/dist-hostile'), { policy: host, under: '/some/where' });
});
test.afterAll(async () => Promise.all([canary, ...Object.values(hosts)].map((server) => server.close())));

async function visit(context: BrowserContext, host: Host, off: readonly string[]): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${hosts[host].url}page.html?off=${off.join(',')}&canary=${encodeURIComponent(canary.url)}`);
  await expect(page.locator('#answer')).toHaveText('ready');
  return page;
}

const isHome = (page: Page) => Object.values(hosts).some(({ url }) => page.url().startsWith(url));

/** The outcome of a report as the page tells it, or that the page is somewhere else. */
async function waitForAnswer(page: Page, id: string): Promise<string> {
  for (let patience = 300; patience > 0 && isHome(page); patience -= 1) {
    const text = await page
      .locator('#answer')
      .textContent({ timeout: 500 })
      .catch(() => null);
    if (text?.includes(`"${id}"`)) return text;
    await page.waitForTimeout(100);
  }
  return isHome(page) ? 'no answer' : 'the page went elsewhere';
}

/** Opens one report, waits for its outcome and presses everything that can be pressed. */
async function openReport(page: Page, id: string): Promise<string> {
  await page.evaluate((name) => window.postMessage({ open: name }, '*'), id);
  const text = await waitForAnswer(page, id);
  const pressable = page.locator('#stage a, #stage button, #stage svg [role="graphics-symbol"], #stage svg image');
  for (let index = 0; index < Math.min(await pressable.count(), 4); index += 1)
    await pressable
      .nth(index)
      .click({ timeout: 1000, force: true })
      .catch(() => undefined);
  await page.waitForTimeout(400);
  return text;
}

/** Paths of the canary that were asked for while the reports were open. */
async function knock(context: BrowserContext, host: Host, off: readonly string[], ids: readonly string[]): Promise<string[]> {
  canary.forget();
  let page: Page | undefined;
  for (const id of ids) {
    if (page && (page.isClosed() || !isHome(page))) await page.close();
    if (!page || page.isClosed()) page = await visit(context, host, off);
    await openReport(page, id);
  }
  for (const left of context.pages()) await left.close();
  return [...canary.asked];
}

test('there are twenty hostile reports, and every defence is proved on one of them at least', () => {
  expect(new Set(reports.map(({ id }) => id)).size).toBeGreaterThanOrEqual(20);
  const known = new Set(reports.map(({ id }) => id));
  for (const proof of proofs) for (const id of proof.reports) expect(known, id).toContain(id);
});

for (const host of ['meta', 'header'] as const)
  test(`with all defences on, nothing reaches the canary; policy as ${host}`, async ({ context }) => {
    canary.forget();
    const outcomes: Record<string, string> = {};
    const page = await visit(context, host, []);
    const foreign: string[] = [];
    context.on('response', (response) => {
      if (!response.url().startsWith(hosts[host].url) && !/^(blob|data):/.test(response.url())) foreign.push(response.url());
    });
    for (const { id } of reports) outcomes[id] = await openReport(page, id);
    expect(canary.asked).toEqual([]);
    expect(foreign).toEqual([]);
    expect(context.pages()).toHaveLength(1);
    expect(page.url()).toContain(hosts[host].url);
    // Every report got an answer of its own, so none was passed over.
    for (const { id } of reports) expect(outcomes[id]).toContain(`"${id}"`);
    for (const { id } of reports.filter(({ kind }) => kind === 'sql')) expect(outcomes[id], id).toContain('refused');
  });

for (const { defence, off, host, without, reports: ids } of proofs)
  test(`${defence}: holds alone, and is missed`, async ({ context }) => {
    expect(await knock(context, host, off, ids)).toEqual([]);
    const [missedHost, missedOff] = 'off' in without ? [host, [...off, without.off]] : [without.host, off];
    const hits = await knock(context, missedHost, missedOff, ids);
    for (const id of ids)
      expect(
        hits.some((hit) => hit.includes(id)),
        `${id}: ${hits.join(' ')}`,
      ).toBe(true);
  });

test('an exception that goes through the engine, provoked by taking its lock away, is a crash; the engine comes back and answers', async ({
  context,
}) => {
  const page = await visit(context, 'meta', ['lock']);
  const ask = async (id: string, sql: string) => {
    await page.evaluate((question) => window.postMessage({ ask: question }, '*'), { id, sql });
    return waitForAnswer(page, id);
  };
  // Without the lock a json function makes the engine fetch an extension, which the policy forbids.
  expect(await ask('trap', "SELECT json_object('a', 1)")).toContain('crashed');
  expect(await ask('after', 'SELECT 1 AS a')).toContain('1 rows');
});

test('an engine whose worker closes itself under a query is noticed, started again and answers', async ({ context }) => {
  const page = await visit(context, 'header', []);
  const ask = (id: string, sql: string) => page.evaluate((question) => window.postMessage({ ask: question }, '*'), { id, sql });
  await ask('warm', 'SELECT 1 AS a');
  await waitForAnswer(page, 'warm');
  await ask('long', 'SELECT count(*) FROM range(100000000000)');
  await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.close()).catch(() => undefined)));
  expect(await waitForAnswer(page, 'long')).toContain('crashed');
  await ask('after', 'SELECT 1 AS a');
  expect(await waitForAnswer(page, 'after')).toContain('1 rows');
});
