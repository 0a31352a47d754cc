import { SERVICE_WORKER } from './site-files';

/** What the page is told of its copy. */
export interface OfflineListener {
  /** A new version waits; `begin` starts it and loads the page again. */
  onWaiting(begin: () => void): void;
  /** Another tab has begun a new version; this one still runs the one before. */
  onReplaced(): void;
}

const HOUR = 3_600_000;

/** OF1, OF4, OF6: has the page copied, and tells when a new version waits. Does nothing where the browser has no service workers. */
export async function registerOffline({ onWaiting, onReplaced }: OfflineListener): Promise<void> {
  if (!('serviceWorker' in navigator) || !window.isSecureContext || !location.protocol.startsWith('http')) return;
  const container = navigator.serviceWorker;
  let running = container.controller;
  let begun = false;
  container.addEventListener('controllerchange', () => {
    if (begun) location.reload();
    else if (running) onReplaced();
    running = container.controller;
  });
  const registration: ServiceWorkerRegistration | undefined = await container
    .register(new URL(SERVICE_WORKER, document.baseURI), { updateViaCache: 'none' })
    .catch(() => undefined);
  if (!registration) return;
  const offer = (worker: ServiceWorker): void =>
    onWaiting(() => {
      begun = true;
      worker.postMessage('begin');
    });
  if (registration.waiting && container.controller) offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && container.controller) offer(worker);
    });
  });
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < HOUR) return;
    looked = Date.now();
    void registration.update().catch(() => undefined);
  });
}
