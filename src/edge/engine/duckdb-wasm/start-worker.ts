import { QueryError } from '../connector';
import { bootstrapSource, type WorkerNews } from './bootstrap';

/** A worker with the engine's script in it, and word of its end. */
export interface EngineWorker {
  readonly worker: Worker;
  /** Settles when the worker is gone, by itself or by `end`. */
  readonly gone: Promise<QueryError>;
  /** Bytes read of a registered file since it was registered; one listener a file. */
  onBytes(file: string, listener: ((read: number) => void) | undefined): void;
  /** Milliseconds since the last message of the worker. */
  silence(): number;
  end(reason: QueryError): void;
}

const START_MILLIS = 20_000;

/**
 * Starts the engine's script in a worker made from a `blob:` address: such a worker inherits the page's policy, one made from a file
 * does not when the policy is a `<meta>` tag.
 */
export async function startWorker(workerUrl: string): Promise<EngineWorker> {
  const lock = `clientele-engine-${crypto.randomUUID()}`;
  const source = URL.createObjectURL(new Blob([bootstrapSource(workerUrl, lock)], { type: 'text/javascript' }));
  const worker = new Worker(source, { name: 'clientele-engine' });
  const listeners = new Map<string, (read: number) => void>();
  let heard = performance.now();
  let end = (_reason: QueryError): void => undefined;
  const gone = new Promise<QueryError>((resolve) => {
    end = (reason) => {
      worker.terminate();
      resolve(reason);
    };
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    end(crash(event.message || 'The engine’s script could not be started.'));
  });
  const alive = new Promise<void>((resolve) => {
    worker.addEventListener('message', (event: MessageEvent<WorkerNews | { clientele?: undefined }>) => {
      heard = performance.now();
      const news = event.data;
      if (news.clientele === undefined) return;
      event.stopImmediatePropagation();
      if (news.clientele === 'bytes') listeners.get(news.file)?.(news.read);
      else resolve(news.lock === null ? undefined : watch(news.lock, end));
    });
  });
  const timer = setTimeout(() => end(crash('The engine’s script did not start in time.')), START_MILLIS);
  const started = await Promise.race([alive, gone]);
  clearTimeout(timer);
  URL.revokeObjectURL(source);
  if (started instanceof QueryError) throw started;
  return {
    worker,
    gone,
    onBytes: (file, listener) => void (listener ? listeners.set(file, listener) : listeners.delete(file)),
    silence: () => performance.now() - heard,
    end,
  };
}

const crash = (message: string) => new QueryError('crashed', message, '');

/** The worker's lock is given to the page at the moment the worker ceases to be, however it ended. */
function watch(lock: string, end: (reason: QueryError) => void): void {
  void navigator.locks.request(lock, () => end(crash('The engine stopped without a word.')));
}
