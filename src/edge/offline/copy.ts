import { matchFile, readSiteFiles, servedFiles, SERVICE_WORKER, SITE_FILES, type SiteFile } from './site-files';

/** What the worker works with; tests give their own. */
export interface CopyDoors {
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
  /** The folder of the page, ends in a slash. */
  readonly scope: string;
  /** The number of the version that this worker brings. */
  readonly site: string;
  /** The copy was given up (OF9): what is being copied is dropped. */
  readonly signal?: AbortSignal;
}

const AT_A_TIME = 4;
const HASH_HEADER = 'x-clientele-hash';
/** They describe the bytes on the way, which are not the bytes that are kept. */
const OF_TRANSPORT = ['content-encoding', 'content-length', 'transfer-encoding'];

/** How the names of all copies of a page begin, whatever their version. */
export const prefixOf = (scope: string): string => `clientele ${new URL(scope).pathname} `;
const nameOf = ({ scope, site }: CopyDoors): string => prefixOf(scope) + site;
const addressOf = (path: string, scope: string): string => new URL(path.split('/').map(encodeURIComponent).join('/'), scope).href;

/** Names of the copies of this page but that of this version, whatever their version. */
async function otherCopies(doors: CopyDoors): Promise<readonly string[]> {
  const names = await doors.caches.keys();
  return names.filter((name) => name.startsWith(prefixOf(doors.scope)) && name !== nameOf(doors));
}

/** What is kept of an answer: its bytes under the page's own address, never a redirected answer, which no navigation may be given. */
function keptAnswer(answer: Response, bytes: ArrayBuffer, hash: string): Response {
  const headers = new Headers(answer.headers);
  for (const name of OF_TRANSPORT) headers.delete(name);
  headers.set('content-length', String(bytes.byteLength));
  headers.set(HASH_HEADER, hash);
  return new Response(bytes, { status: 200, headers });
}

async function fetchFile(file: SiteFile, { fetch: get, scope }: CopyDoors): Promise<Response> {
  for (const cache of ['default', 'reload'] as const) {
    const answer = await get(addressOf(file.path, scope), { cache, credentials: 'same-origin' });
    if (!answer.ok) continue;
    const bytes = await answer.arrayBuffer();
    if ((await matchFile(file, bytes)) !== null) return keptAnswer(answer, bytes, file.hash);
  }
  throw new Error(`${file.path} is not what the list of the page says.`);
}

/** OF1, OF2: copies every file of this version; rejects, and keeps nothing, when one of them cannot be had whole. */
export async function makeCopy(doors: CopyDoors): Promise<void> {
  const { caches, scope, site } = doors;
  const answer = await doors.fetch(addressOf(SITE_FILES, scope), { cache: 'reload', credentials: 'same-origin' });
  const text = answer.ok ? await answer.text() : '';
  const list = readSiteFiles(text === '' ? null : JSON.parse(text));
  if (list?.site !== site) throw new Error('The list of the page is of another version.');
  doors.signal?.throwIfAborted();
  const earlier = await Promise.all((await otherCopies(doors)).map((name) => caches.open(name)));
  const copy = await caches.open(nameOf(doors));
  const files = servedFiles(list)
    .filter(({ path }) => path !== SERVICE_WORKER)
    .values();
  const work = async (): Promise<void> => {
    for (const file of files) {
      doors.signal?.throwIfAborted();
      const address = addressOf(file.path, scope);
      const known = await Promise.all(earlier.map((each) => each.match(address)));
      const same = known.find((each) => each?.headers.get(HASH_HEADER) === file.hash);
      await copy.put(address, same ?? (await fetchFile(file, doors)));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    doors.signal?.throwIfAborted();
    await copy.put(addressOf(SITE_FILES, scope), new Response(text, { headers: { 'content-type': 'application/json' } }));
  } catch (fault) {
    await caches.delete(nameOf(doors));
    throw fault;
  }
}

/** OF5: takes away the copies of earlier versions. */
export async function dropEarlier(doors: CopyDoors): Promise<void> {
  for (const name of await otherCopies(doors)) await doors.caches.delete(name);
}

/** The address under which a request is answered from the copy; null where it goes to the network (OF3). */
export function ownAddress({ method, url, headers }: Pick<Request, 'method' | 'url' | 'headers'>, scope: string): string | null {
  const asked = new URL(url);
  const folder = new URL(scope);
  if (method !== 'GET' || asked.origin !== folder.origin || !asked.pathname.startsWith(folder.pathname) || headers.has('range'))
    return null;
  const path = asked.pathname.slice(folder.pathname.length);
  if (path === '' || path === 'index.html') return addressOf('index.html', scope);
  return asked.search === '' ? asked.origin + asked.pathname : null;
}

/** Answers from the copy of this version; a script of an earlier one that a tab still runs from its own; all else from the network. */
export async function answerFromCopy(request: Request, address: string, doors: CopyDoors): Promise<Response> {
  // Opening would make an empty copy where it was given up (OF9).
  const own = await doors.caches.match(address, { cacheName: nameOf(doors) });
  if (own) return own;
  if (address.startsWith(addressOf('assets', doors.scope)))
    for (const name of await otherCopies(doors)) {
      const earlier = await (await doors.caches.open(name)).match(address);
      if (earlier) return earlier;
    }
  return doors.fetch(request);
}
