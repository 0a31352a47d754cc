import { fail, succeed, type Result } from '#core/model/result';

/** How far the files of a site have come. */
export interface FetchProgress {
  /** Of the file that is being fetched. */
  readonly name: string;
  /** Bytes of all files so far. */
  readonly done: number;
  /** Bytes of all files; null where the host does not say. */
  readonly total: number | null;
}

export interface FetchOptions {
  readonly get: typeof fetch;
  /** Where files are kept from one visit to the next, or null: nowhere. */
  readonly store: Pick<Cache, 'match' | 'put' | 'keys' | 'delete'> | null;
  onProgress(progress: FetchProgress): void;
  readonly signal: AbortSignal;
}

/** What the host says of a file before it is fetched. */
interface Known {
  readonly url: URL;
  readonly name: string;
  /** ETag or date of the last change; null where the host says neither. */
  readonly version: string | null;
  /** Null where it is not known, or is that of something packed. */
  readonly bytes: number | null;
  /** The host could not be asked. */
  readonly unreached: boolean;
}

const ASKED = { redirect: 'error', credentials: 'same-origin', cache: 'no-cache' } as const;
const VERSION = 'clientele-version';

const nameOf = (url: URL): string => decodeURIComponent(url.pathname.split('/').at(-1) ?? '') || 'data';
const versionOf = ({ headers }: Response): string | null => headers.get('etag') ?? headers.get('last-modified');
const isPage = ({ headers }: Response): boolean => /^text\/html\b/i.test(headers.get('content-type') ?? '');

/** The key under which one version of a file is kept. */
function keyOf(url: URL, version: string): string {
  const key = new URL(url);
  key.searchParams.set(VERSION, version);
  return key.href;
}

const isOf = (key: string, url: URL): boolean => {
  const kept = new URL(key);
  kept.searchParams.delete(VERSION);
  return kept.href === url.href;
};

class Missing extends Error {}

async function look(url: URL, { get, signal }: FetchOptions): Promise<Known> {
  const known = { url, name: nameOf(url), version: null, bytes: null, unreached: false };
  let response: Response;
  try {
    response = await get(url, { ...ASKED, method: 'HEAD', signal });
  } catch (error) {
    if (signal.aborted) throw error;
    return { ...known, unreached: true };
  }
  // Some hosts know no HEAD; the file itself is asked for then.
  if (response.status === 405 || response.status === 501) return known;
  if (!response.ok) throw new Missing(`HTTP ${response.status}`);
  if (isPage(response)) throw new Missing('HTML');
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const isPlain = Number.isFinite(length) && response.headers.get('content-encoding') === null;
  return { ...known, version: versionOf(response), bytes: isPlain ? length : null };
}

async function findKept({ url, version, unreached }: Known, store: NonNullable<FetchOptions['store']>): Promise<Response | undefined> {
  if (version !== null) return store.match(keyOf(url, version));
  if (!unreached) return undefined;
  const key = (await store.keys()).find((request) => isOf(request.url, url));
  return key && store.match(key);
}

/** Keeps this version of a file and forgets the others. A full disk is no reason not to go on. */
async function keep(url: URL, version: string, blob: Blob, store: NonNullable<FetchOptions['store']>): Promise<void> {
  try {
    for (const request of await store.keys()) if (isOf(request.url, url)) await store.delete(request);
    await store.put(keyOf(url, version), new Response(blob));
  } catch {
    // Fetched again next time.
  }
}

async function fetchOne(known: Known, options: FetchOptions, onBytes: (bytes: number) => void): Promise<Blob> {
  const { get, store, signal } = options;
  const kept = store && (await findKept(known, store));
  if (kept) {
    const blob = await kept.blob();
    onBytes(blob.size);
    return blob;
  }
  const response = await get(known.url, { ...ASKED, signal });
  if (!response.ok) throw new Missing(`HTTP ${response.status}`);
  if (isPage(response)) throw new Missing('HTML');
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    onBytes(part.value.length);
  }
  const blob = new Blob(parts);
  const version = versionOf(response);
  if (store && version !== null) await keep(known.url, version, blob, store);
  return blob;
}

/**
 * HF1–HF4: files of this site, whole or not at all; null when it was cancelled. What is kept is used as long as the host says that it
 * is the same, or cannot be asked. Issues: `issue_hosted_fetch`.
 */
export async function fetchHosted(addresses: readonly URL[], options: FetchOptions): Promise<Result<File[]> | null> {
  let name = '';
  try {
    const known: Known[] = [];
    for (const url of addresses) {
      name = nameOf(url);
      known.push(await look(url, options));
    }
    const total = known.every(({ bytes }) => bytes !== null) ? known.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) : null;
    let done = 0;
    const files: File[] = [];
    for (const each of known) {
      name = each.name;
      options.onProgress({ name, done, total });
      const blob = await fetchOne(each, options, (bytes) => options.onProgress({ name, done: (done += bytes), total }));
      files.push(new File([blob], name, { lastModified: 0 }));
    }
    return succeed(files);
  } catch (error) {
    if (options.signal.aborted) return null;
    return fail({ code: 'issue_hosted_fetch', values: { name, detail: error instanceof Error ? error.message : String(error) } });
  }
}
