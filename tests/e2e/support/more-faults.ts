import type { Page } from '@playwright/test';

/** Runs inside the engine's worker: when armed, the browser gives the engine no more memory than it has. */
function refuseMemoryOnSignal(): void {
  const grow = WebAssembly.Memory.prototype.grow;
  const signal = new BroadcastChannel('memory');
  let armed = false;
  signal.onmessage = ({ data }) => {
    if (data !== 'arm' && data !== 'disarm') return;
    armed = data === 'arm';
    signal.postMessage('set');
  };
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    if (!armed) return grow.call(this, pages);
    signal.postMessage('refused');
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  };
}

/**
 * Serves the engine's script with a memory that does not grow while this is switched on, as the browser answers when it has none left;
 * `refused` is how often that was. Must be set up before the page is opened.
 */
export async function prepareMemory(page: Page): Promise<{ set(armed: boolean): Promise<void>; refused(): Promise<number> }> {
  await page.context().route('**/engine/duckdb-eh.worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n;(${refuseMemoryOnSignal.toString()})();` });
  });
  await page.addInitScript(() => {
    const scope = globalThis as { refused?: number };
    new BroadcastChannel('memory').onmessage = ({ data }) => {
      if (data === 'refused') scope.refused = (scope.refused ?? 0) + 1;
    };
  });
  return {
    set: (armed) =>
      page.evaluate(
        (what) =>
          new Promise<void>((resolve) => {
            const signal = new BroadcastChannel('memory');
            signal.onmessage = ({ data }) => {
              if (data !== 'set') return;
              signal.close();
              resolve();
            };
            signal.postMessage(what);
          }),
        armed ? 'arm' : 'disarm',
      ),
    refused: () => page.evaluate(() => (globalThis as { refused?: number }).refused ?? 0),
  };
}

/** Takes all that the browser keeps of the page away under it, as “clear site data” does. */
export async function clearStored(page: Page, address: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(address).origin, storageTypes: 'indexeddb' });
  await session.detach();
}

/** Denies what only a person can allow: that the page writes to the clipboard by itself. */
export async function denyClipboard(page: Page, address: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const { browserContextId = '' } = targetInfo;
  for (const allowWithoutSanitization of [false, true])
    await session.send('Browser.setPermission', {
      origin: new URL(address).origin,
      browserContextId,
      permission: { name: 'clipboard-write', allowWithoutSanitization },
      setting: 'denied',
    });
}

/** A function that moves the computer under the open page into another time zone. */
export async function prepareZones(page: Page): Promise<(timezoneId: string) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  return async (timezoneId) => void (await session.send('Emulation.setTimezoneOverride', { timezoneId }));
}

/** What the page holds after its garbage was collected: bytes of JavaScript, nodes and listeners of the document. */
export interface Held {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** A function that collects garbage and says what is left. */
export async function prepareHeap(page: Page): Promise<() => Promise<Held>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  return async () => {
    // What is held by finalizers goes only with a second collection.
    for (let times = 0; times < 3; times++) {
      await session.send('HeapProfiler.collectGarbage');
      await page.waitForTimeout(200);
    }
    const { metrics } = await session.send('Performance.getMetrics');
    const valueOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return { heap: valueOf('JSHeapUsedSize'), nodes: valueOf('Nodes'), listeners: valueOf('JSEventListeners') };
  };
}
