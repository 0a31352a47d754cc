import { prefixOf } from './copy';

/** Where the copy of a page is kept; tests give their own. */
export interface KeptCopy {
  /** The folder of the page, ends in a slash. */
  readonly scope: string;
  /** Null where the browser has none. */
  readonly workers: Pick<ServiceWorkerContainer, 'getRegistration'> | null;
  readonly caches: CacheStorage | null;
}

const ofPage = (): KeptCopy => ({
  scope: new URL('.', document.baseURI).href,
  workers: 'serviceWorker' in navigator ? navigator.serviceWorker : null,
  caches: 'caches' in globalThis ? caches : null,
});

/** Deletes a cache with all that is in it: Chromium goes on keeping what a worker or a page has opened, as long as that lives. */
export async function dropCache(name: string, kept: CacheStorage): Promise<void> {
  if (!(await kept.has(name))) return;
  const cache = await kept.open(name);
  for (const request of await cache.keys()) await cache.delete(request);
  await kept.delete(name);
}

/** OF9: ends the worker of this page and deletes its copies, with what a publisher put beside it. Copies of other pages stay. Never rejects. */
export async function forgetOffline({ scope, workers, caches: kept }: KeptCopy = ofPage()): Promise<void> {
  try {
    const registration = await workers?.getRegistration(scope);
    if (registration?.scope === scope) {
      for (const worker of [registration.installing, registration.waiting, registration.active]) worker?.postMessage('forget');
      await registration.unregister();
    }
    for (const name of (await kept?.keys()) ?? []) if (kept && name.startsWith(prefixOf(scope))) await dropCache(name, kept);
  } catch {
    // Browsers that block storage refuse to name what there is none of.
  }
}
