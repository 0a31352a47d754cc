import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { serveFolder, startCanary, type RunningServer } from '../support/static-server';
import { bites, changing, type Ended } from './bites';
import { hostileDocuments } from './corpus/documents';
import { reports } from './corpus/reports';
import type { HostileDocument } from './corpus/types';
import { figuresOf, type Seen } from './figures';
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

/** Longest wait for an answer, ms. */
const PATIENCE = 40_000;
const isHome = (page: Page) => Object.values(hosts).some(({ url }) => page.url().startsWith(url));

/** The outcome of a report as the page tells it, or that the page is somewhere else. */
async function waitForAnswer(page: Page, id: string, patience = PATIENCE): Promise<string> {
  for (const began = Date.now(); Date.now() - began < patience && isHome(page);) {
    const text = await page
      .locator('#answer')
      .textContent({ timeout: 500 })
      .catch(() => null);
    if (text?.includes(`"${id}"`)) return text;
    await page.waitForTimeout(30);
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

/** Opens a whole report, presses what it left to press, and tells how it ended. */
async function openWhole(page: Page, { id, kind }: HostileDocument): Promise<Ended | string> {
  await page.evaluate((name) => window.postMessage({ whole: name }, '*'), id);
  const text = await waitForAnswer(page, id);
  const pressable = page.locator('#stage a, #stage button, #stage svg image');
  const most = ['markdown', 'chart_reach'].includes(kind) ? Math.min(await pressable.count(), 3) : 0;
  for (let index = 0; index < most; index += 1)
    await pressable
      .nth(index)
      .click({ timeout: 500, force: true, modifiers: ['Alt'] })
      .catch(() => undefined);
  const { outcome } = (text.startsWith('{') ? JSON.parse(text) : { outcome: text }) as { outcome: string };
  return outcome.startsWith('{') ? (JSON.parse(outcome) as Ended) : outcome;
}

/** What is wrong with how a report ended; empty when nothing is. */
function complaints(document: HostileDocument, outcome: Ended | string): string[] {
  if (typeof outcome === 'string') return [`${document.id}: ${outcome}`];
  const { ended, before, sentences, polluted, hang, code } = outcome;
  const wrong = [
    ...((document.ends === 'harmless' ? ended === 'refused' : ended !== document.ends) ? [`ended as ${ended}`] : []),
    ...(ended !== 'answered' && !sentences.some((each) => each.length > 10) ? ['no sentence'] : []),
    ...(sentences.some((each) => each.startsWith('still ')) ? ['did not settle'] : []),
    ...(before > 0 ? [`${before} queries before anybody agreed`] : []),
    ...(polluted ? ['changed all objects'] : []),
    ...(hang > HANG ? [`hung ${hang} ms`] : []),
    ...(code > 0 ? [`${code} texts became code`] : []),
  ];
  return wrong.length > 0 ? [`${document.id}: ${wrong.join(', ')} — ${sentences.join(' | ').slice(0, 200)}`] : [];
}

const HANG = 2000;
const A_PAGE = 50;
/** All of them with TORTURE; else a tenth that the seed chooses, another on each host, and more of what may hang. */
function partFor(host: Host): readonly HostileDocument[] {
  if (process.env.TORTURE) return hostileDocuments;
  const seed = Number(process.env.SEED ?? 1) + (host === 'header' ? 5 : 0);
  return hostileDocuments.filter(({ kind }, index) => index % 10 === seed % 10 || (kind === 'chart_bomb' && index % 4 === seed % 4));
}

for (const host of ['meta', 'header'] as const)
  test(`hostile reports, ${A_PAGE} a page: nothing leaves, nothing becomes code, nothing hangs, each ends in a sentence; policy as ${host}`, async ({
    context,
  }) => {
    test.setTimeout(1_200_000);
    canary.forget();
    const foreign: string[] = [];
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(hosts[host].url) && !/^(blob|data):/.test(url)) foreign.push(url);
    });
    const part = partFor(host);
    const wrong: string[] = [];
    const seen: Seen[] = [];
    for (let from = 0; from < part.length; from += A_PAGE) {
      let page = await visit(context, host, []);
      for (const document of part.slice(from, from + A_PAGE)) {
        const began = Date.now();
        const outcome = await openWhole(page, document);
        seen.push({ id: document.id, outcome, took: Date.now() - began });
        wrong.push(...complaints(document, outcome));
        if (isHome(page) && context.pages().length === 1) continue;
        wrong.push(`${document.id}: led away`);
        for (const left of context.pages()) await left.close();
        page = await visit(context, host, []);
      }
      await page.close();
    }
    console.log([`Policy as ${host}`, ...figuresOf(seen, { foreign: foreign.length, canary: canary.asked.length })].join('\n  '));
    expect(wrong).toEqual([]);
    expect(canary.asked).toEqual([]);
    expect(foreign).toEqual([]);
  });

/** A report by its id or by what it tries. */
function documentOf(name: string): HostileDocument {
  const found = hostileDocuments.find(({ id, tries }) => id === name || tries === name);
  if (!found) throw new Error(`no hostile report ${name}`);
  return found;
}

/** How one report ended on a page of its own; null when the page gave no answer within eight seconds. */
async function endOf(context: BrowserContext, host: Host, off: readonly string[], name: string): Promise<Ended | null> {
  const page = await visit(context, host, off);
  const { id } = documentOf(name);
  await page.evaluate((asked) => window.postMessage({ ask: asked }, '*'), { id: 'warm', sql: 'SELECT 1 AS a' });
  await waitForAnswer(page, 'warm');
  await page.evaluate((asked) => window.postMessage({ whole: asked }, '*'), id);
  const text = await waitForAnswer(page, id, 8000);
  await page.close();
  const { outcome } = (text.startsWith('{') ? JSON.parse(text) : { outcome: '' }) as { outcome: string };
  return outcome.startsWith('{') ? (JSON.parse(outcome) as Ended) : null;
}

for (const { defence, off, switch: name, host, reports: asked, bites: does } of bites)
  test(`${defence}: holds, and is missed`, async ({ context }) => {
    for (const each of asked) {
      const held = await endOf(context, host, off, each);
      expect(does(held), `${each} with it: ${JSON.stringify(held)}`).toBe(false);
      const missed = await endOf(context, host, [...off, name], each);
      expect(does(missed), `${each} without it: ${JSON.stringify(missed)}`).toBe(true);
    }
  });

test('the wrapper and the read-only transaction each keep the data as they are; without both they are gone', async ({ context }) => {
  const left = async (off: readonly string[]) => {
    const page = await visit(context, 'meta', off);
    const ask = async (id: string, sql: string) => {
      await page.evaluate((question) => window.postMessage({ ask: question }, '*'), { id, sql });
      return waitForAnswer(page, id);
    };
    await ask('change', changing.sql);
    const answer = await ask('count', 'SELECT * FROM customers');
    await page.close();
    return answer;
  };
  const [wrapper, transaction] = changing.defences;
  for (const off of [[], [wrapper], [transaction]]) expect(await left(off)).toContain('2 rows');
  expect(await left([wrapper, transaction])).toContain('0 rows');
});

test('every defence is proved on one report at least', () => {
  expect(new Set(reports.map(({ id }) => id)).size).toBeGreaterThanOrEqual(20);
  const known = new Set(reports.map(({ id }) => id));
  for (const proof of proofs) for (const id of proof.reports) expect(known, id).toContain(id);
  for (const bite of bites) for (const name of bite.reports) expect(documentOf(name).id).toBeTruthy();
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
