import { answerFromCopy, dropEarlier, makeCopy, ownAddress, type CopyDoors } from './copy';

/** Replaced by the number of the site wherever this script is written. */
const SITE = 'clientele-site-number';

const scope = self as unknown as ServiceWorkerGlobalScope;
const given = new AbortController();
const doors: CopyDoors = {
  caches: scope.caches,
  fetch: (input, init) => scope.fetch(input, init),
  scope: scope.registration.scope,
  site: SITE,
  signal: given.signal,
};

scope.addEventListener('install', (event) => event.waitUntil(makeCopy(doors)));

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const tabs = await scope.clients.matchAll({ includeUncontrolled: true, type: 'window' });
      if (tabs.length <= 1) await dropEarlier(doors);
      await scope.clients.claim();
    })(),
  );
});

scope.addEventListener('fetch', (event) => {
  const address = ownAddress(event.request, doors.scope);
  if (address !== null) event.respondWith(answerFromCopy(event.request, address, doors));
});

scope.addEventListener('message', (event) => {
  if (event.data === 'begin') void scope.skipWaiting();
  if (event.data === 'forget') given.abort(new Error('The copy was given up.'));
});
