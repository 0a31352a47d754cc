import { test as base, expect, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { serveFolder, type RunningServer, type StaticOptions } from '../../support/static-server';

export const root = path.resolve(import.meta.dirname, '../../..');
export const dist = path.join(root, process.env['CLIENTELE_DIST'] ?? 'dist');
export const shared = path.join(root, '../shared');
export const cache = path.join(root, '.cache/e2e');
export const headerFixture = (name: string): string => path.join(root, 'tests/fixtures/headers', name);

interface Fixtures {
  /** Where the page stands on its host, and what stands beside it. */
  readonly site: StaticOptions;
  /** The built page on a plain static host, under a sub-path, without special headers. */
  readonly host: RunningServer;
  /** A page in a browser that knows nothing of the first. */
  readonly elsewhere: Page;
}

/** Lists what a context asks other origins for. */
function listForeign(context: BrowserContext, host: RunningServer): string[] {
  const foreign: string[] = [];
  const own = new URL(host.url).origin;
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== own) foreign.push(request.url());
  });
  return foreign;
}

/** Every test of this file fails when the page asks another origin for anything, or meets an error it did not expect. */
export const test = base.extend<Fixtures>({
  site: [{ under: '/shop/stats' }, { option: true }],
  host: [
    async ({ site }, use) => {
      const host = await serveFolder(dist, site);
      await use(host);
      await host.close();
    },
    { scope: 'test' },
  ],
  context: async ({ context, host }, use) => {
    const foreign = listForeign(context, host);
    await use(context);
    expect(foreign, 'requests to another origin').toEqual([]);
  },
  elsewhere: async ({ browser, host }, use) => {
    const context = await browser.newContext();
    const foreign = listForeign(context, host);
    await use(await context.newPage());
    await context.close();
    expect(foreign, 'requests to another origin').toEqual([]);
  },
});
export { expect };

export const inChinese: BrowserContextOptions = { locale: 'zh-CN' };

/** Drops files on the window as a person does: with a DataTransfer, over the whole page. */
export async function drop(page: Page, files: readonly string[]): Promise<void> {
  // A file chooser gives real `File`s with bytes on disk; the page treats both ways alike from there on.
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /Choose files|Add files|选择文件|添加文件/ })
    .first()
    .click();
  await (await chooser).setFiles([...files]);
}

/** Drops texts as files by a real drop event on the document. */
export async function dropTexts(page: Page, files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name, { type: 'text/csv' }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, files);
}

/** Opens the sample shop and waits for its four answers. */
export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Open sample|打开示例.*)$/ }).click();
  await expect(page.getByRole('heading', { level: 2 }).nth(3)).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('figure svg').nth(2)).toBeVisible({ timeout: 60_000 });
}

/** The unpacked Online Retail file, or null where the reference data are absent. */
export function onlineRetail(): string | null {
  const packed = path.join(shared, 'data/online-retail/online_retail.csv.gz');
  if (!existsSync(packed)) return null;
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, 'online_retail.csv');
  if (!existsSync(file)) writeFileSync(file, gunzipSync(readFileSync(packed)));
  return file;
}

/** A page on the host in a language, as someone who speaks it finds it. */
export async function visit(page: Page, host: RunningServer, address = ''): Promise<void> {
  await page.goto(host.url + address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
