/** What the worker's bootstrap tells the page, apart from the engine's own answers. */
export type WorkerNews =
  | { readonly clientele: 'alive'; readonly lock: string | null }
  | { readonly clientele: 'bytes'; readonly file: string; readonly read: number };

/**
 * The first script of the worker. It reports bytes read of each registered file, which the engine does not, and holds a lock for as
 * long as it lives: a worker that is closed, killed or out of memory says nothing, but its lock comes free.
 */
export function bootstrapSource(workerUrl: string, lock: string): string {
  return `(${bootstrap.toString()})(${JSON.stringify(workerUrl)}, ${JSON.stringify(lock)});`;
}

/** Runs inside the worker; sees nothing of this module. */
function bootstrap(workerUrl: string, lock: string): void {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  const names = new WeakMap<Blob, string>();
  const totals = new Map<string, number>();
  const tell = (news: unknown) => scope.postMessage(news);

  scope.addEventListener('message', (event: MessageEvent) => {
    const { type, data } = (event.data ?? {}) as { type?: string; data?: unknown[] };
    if (type !== 'REGISTER_FILE_HANDLE' || !data || !(data[1] instanceof Blob)) return;
    names.set(data[1], String(data[0]));
    totals.set(String(data[0]), 0);
  });
  const slice = Blob.prototype.slice;
  Blob.prototype.slice = function (this: Blob, ...range: Parameters<Blob['slice']>) {
    const part = slice.apply(this, range);
    const name = names.get(this);
    if (name !== undefined) names.set(part, name);
    return part;
  };
  const read = FileReaderSync.prototype.readAsArrayBuffer;
  FileReaderSync.prototype.readAsArrayBuffer = function (this: FileReaderSync, blob: Blob) {
    const bytes = read.call(this, blob);
    const file = names.get(blob);
    if (file !== undefined) {
      const total = (totals.get(file) ?? 0) + bytes.byteLength;
      totals.set(file, total);
      tell({ clientele: 'bytes', file, read: total });
    }
    return bytes;
  };

  scope.importScripts(workerUrl);
  // Web Locks need a secure context; without them the page falls back to waiting for a sign of life.
  if (!('locks' in navigator)) tell({ clientele: 'alive', lock: null });
  else void navigator.locks.request(lock, () => (tell({ clientele: 'alive', lock }), new Promise<never>(() => undefined)));
}
