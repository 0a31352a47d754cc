import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { drop, expect, headerFixture } from './page';

/** The title a person gives before the fault, to be found again after it. */
export const OWN_TITLE = 'Spring, as we saw it';

/** Loads a small order file and stands on its report. */
export async function openOrders(page: Page): Promise<void> {
  await drop(page, [headerFixture('orders.shop.en.csv')]);
  await page.getByRole('button', { name: 'Open the report' }).click({ timeout: 60_000 });
  await expectAnswers(page);
}

/** Drops one file as it lies on disk, byte by byte, by a real drop event on the document. */
export async function dropFileOnPage(page: Page, file: string): Promise<void> {
  await page.evaluate(
    ({ name, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name, { type: 'text/csv' }));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    },
    { name: path.basename(file), bytes: [...readFileSync(file)] },
  );
}

/** Charts stand, and nothing on the report has failed. */
export async function expectAnswers(page: Page): Promise<void> {
  await expect(page.locator('figure svg').nth(1)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/could not be computed|The engine stopped while/)).toHaveCount(0);
}

/** What was done is older than the second within which it is kept. */
const stored = (page: Page): Promise<void> => page.waitForTimeout(1100);

/** Renames the report, as an edit that must outlive what comes. */
export async function rename(page: Page, title = OWN_TITLE): Promise<void> {
  await page.getByRole('button', { name: 'Notebook' }).click();
  await page.getByLabel('Title of the report').fill(title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached();
  await stored(page);
}

/** The edit made before is on screen, and one more can be made and taken back. */
export async function expectEdits(page: Page, title = OWN_TITLE): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Notebook' }).click();
  await rename(page, 'One more edit');
  await page.getByTitle('Undo', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached();
  await stored(page);
}

/** Asks every cell anew by narrowing the report to the days from `from` on. */
export async function narrowTo(page: Page, from: string): Promise<void> {
  await page.getByRole('group', { name: 'What is counted' }).getByRole('button').first().click();
  await page.getByLabel('First day').fill(from);
  await page.getByRole('button', { name: 'Apply' }).click();
}

/** A problem among the messages at the foot of the page, with these words. */
export const problem = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'Messages' }).getByRole('alert').filter({ hasText: words });

/** Overwrites fields of one record of the page's database, from outside of the product. */
export function changeRecord(page: Page, store: string, key: string | number, value: object): Promise<void> {
  return page.evaluate(
    async ({ store, key, value }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('clientele');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = database.transaction(store, 'readwrite');
      const records = transaction.objectStore(store);
      const before = records.get(key);
      before.onsuccess = () => records.put({ ...before.result, ...value }, key);
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      database.close();
    },
    { store, key, value },
  );
}

/** How many records a store of the page's database holds. */
export function countRecords(page: Page, store: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('clientele');
        request.onsuccess = () => {
          const count = request.result.transaction(name).objectStore(name).count();
          count.onsuccess = () => (request.result.close(), resolve(count.result));
        };
      }),
    store,
  );
}

/**
 * Gives the page little room in the browser's storage; must be set up before the page is opened. The returned function fills what is left,
 * and gives how a write of one byte more ends.
 */
export async function prepareQuota(page: Page, address: string): Promise<() => Promise<string>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(address).origin, quotaSize: 2_000_000 });
  return () =>
    page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('clientele');
        request.onsuccess = () => resolve(request.result);
      });
      const write = (size: number): Promise<string> =>
        new Promise((resolve) => {
          const transaction = database.transaction('aside', 'readwrite', { durability: 'strict' });
          transaction.objectStore('aside').put(crypto.getRandomValues(new Uint8Array(size)));
          transaction.oncomplete = () => resolve('stored');
          transaction.onabort = () => resolve(transaction.error?.name ?? 'aborted');
        });
      let outcome = 'stored';
      for (let size = 2 ** 16; size >= 1; size /= 2) while ((outcome = await write(size)) === 'stored');
      database.close();
      return outcome;
    });
}

/** Ends the engine's worker right after each of the next queries was handed to it. Must be set up before the page is opened. */
export async function prepareKill(page: Page): Promise<(times?: number) => Promise<void>> {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown, ...rest: unknown[]) => void;
    const scope = globalThis as { kill?: number; killed?: number };
    Worker.prototype.postMessage = function (this: Worker, message: { type?: string }, ...rest: unknown[]) {
      post.call(this, message, ...rest);
      if (!scope.kill || !/QUERY/.test(message.type ?? '')) return;
      scope.kill -= 1;
      scope.killed = (scope.killed ?? 0) + 1;
      this.terminate();
    } as Worker['postMessage'];
  });
  return (times = 1) => page.evaluate((count) => void ((globalThis as { kill?: number }).kill = count), times);
}

/** Number of workers ended by `prepareKill`. */
export const kills = (page: Page): Promise<number> => page.evaluate(() => (globalThis as { killed?: number }).killed ?? 0);

/** Runs inside the engine's worker: when armed, the engine traps the next time it asks what time it is. */
function trapOnSignal(): void {
  // (module (func (export "f") unreachable))
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
  const trap = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports['f'] as () => void;
  const signal = new BroadcastChannel('fault');
  let armed = false;
  signal.onmessage = ({ data }) => {
    if (data === 'arm') signal.postMessage((armed = true) && 'armed');
  };
  const guard = (functions: WebAssembly.ModuleImports): WebAssembly.ModuleImports =>
    new Proxy(functions, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function' || !/now$|clock|time/.test(String(name))) return value;
        return (...given: unknown[]): unknown => {
          if (armed) {
            armed = false;
            signal.postMessage('trapped');
            trap();
          }
          return (value as (...given: unknown[]) => unknown)(...given);
        };
      },
    });
  const scope = WebAssembly as unknown as Record<string, (source: unknown, imports: WebAssembly.Imports) => Promise<unknown>>;
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = scope[name]!;
    scope[name] = (source, imports) => {
      const guarded = Object.entries(imports).map(([room, functions]) => [room, /^GOT/.test(room) ? functions : guard(functions)]);
      return real.call(WebAssembly, source, Object.fromEntries(guarded) as WebAssembly.Imports);
    };
  }
}

/** Serves the engine's script with a trap in it; the returned function arms it and gives how often it went off. */
export async function prepareTrap(page: Page): Promise<{ arm(): Promise<void>; trapped(): Promise<number> }> {
  await page.context().route('**/engine/duckdb-eh.worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n;(${trapOnSignal.toString()})();` });
  });
  await page.addInitScript(() => {
    const scope = globalThis as { trapped?: number };
    new BroadcastChannel('fault').onmessage = ({ data }) => {
      if (data === 'trapped') scope.trapped = (scope.trapped ?? 0) + 1;
    };
  });
  return {
    arm: () =>
      page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const signal = new BroadcastChannel('fault');
            signal.onmessage = ({ data }) => data === 'armed' && resolve();
            signal.postMessage('arm');
          }),
      ),
    trapped: () => page.evaluate(() => (globalThis as { trapped?: number }).trapped ?? 0),
  };
}
