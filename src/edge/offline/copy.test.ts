import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answerFromCopy, dropEarlier, makeCopy, ownAddress, type CopyDoors } from './copy';
import { forgetOffline } from './forget';
import { isPlainPath, readSiteFiles, type SiteFile } from './site-files';

const SCOPE = 'https://host.example/a/b/';
const [FIRST, SECOND] = ['0123456789abcdef', 'fedcba9876543210'];
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** The browser's store of copies, as far as it is asked here. */
function fakeCaches(): CacheStorage & { readonly kept: Map<string, Map<string, Response>> } {
  const kept = new Map<string, Map<string, Response>>();
  const open = (name: string) => {
    const entries = kept.get(name) ?? new Map<string, Response>();
    kept.set(name, entries);
    return Promise.resolve({
      match: (address: string) => Promise.resolve(entries.get(address)?.clone()),
      put: (address: string, answer: Response) => Promise.resolve(void entries.set(address, answer)),
      keys: () => Promise.resolve([...entries.keys()]),
      delete: (address: string) => Promise.resolve(entries.delete(address)),
    } as unknown as Cache);
  };
  const shop = {
    kept,
    open,
    has: (name: string) => Promise.resolve(kept.has(name)),
    match: (address: string, { cacheName }: { cacheName: string }) => Promise.resolve(kept.get(cacheName)?.get(address)?.clone()),
    keys: () => Promise.resolve([...kept.keys()]),
    delete: (name: string) => Promise.resolve(kept.delete(name)),
  };
  return shop as unknown as CacheStorage & { readonly kept: Map<string, Map<string, Response>> };
}

const wasm = gzipSync('engine');
const PAGE: Readonly<Record<string, string | Uint8Array>> = {
  'index.html': '<!doctype html>',
  'assets/one 1.js': 'one()',
  'engine/e.wasm.gz': wasm,
  'sw.js': 'worker',
};
const listOf = (site: string, page = PAGE): string =>
  JSON.stringify({
    format: 'clientele.site-files',
    version: 1,
    site,
    files: [
      ...Object.entries(page).map(([path, content]): SiteFile => ({
        path,
        bytes: content.length,
        hash: sha(content),
        ...(path.endsWith('.gz') ? { plain: sha('engine') } : {}),
      })),
      { path: '_headers', bytes: 2, hash: sha('/*'), text: '/*' },
    ],
  });

interface Host {
  readonly doors: CopyDoors;
  /** Paths asked for, with how. */
  readonly asked: string[];
  readonly kept: Map<string, Map<string, Response>>;
}

/** A host of the page; `answers` says what it sends instead, by path and how often it was asked for that. */
function host({
  site = FIRST,
  page = PAGE,
  caches = fakeCaches(),
  answers = () => null,
}: {
  site?: string;
  page?: typeof PAGE;
  caches?: ReturnType<typeof fakeCaches>;
  answers?: (path: string, times: number) => Response | null;
} = {}): Host {
  const asked: string[] = [];
  const get = (input: RequestInfo | URL, init?: RequestInit) => {
    const path = decodeURIComponent(new URL(input instanceof Request ? input.url : input).pathname.slice('/a/b/'.length));
    asked.push(`${path} ${init?.cache ?? ''}`.trim());
    const times = asked.filter((each) => each.startsWith(path)).length;
    const own = path === 'site-files.json' ? listOf(site, page) : page[path];
    return Promise.resolve(
      answers(path, times) ??
        (own === undefined
          ? new Response('not found', { status: 404 })
          : new Response(own as BodyInit, {
              headers: { 'content-type': 'text/x', 'content-security-policy': "default-src 'none'", 'content-encoding': 'br' },
            })),
    );
  };
  return { doors: { caches, fetch: get as typeof fetch, scope: SCOPE, site }, asked, kept: caches.kept };
}

const textOf = async (doors: CopyDoors, path: string) =>
  (await answerFromCopy(new Request(new URL(path, SCOPE)), ownAddress(new Request(new URL(path, SCOPE)), SCOPE)!, doors)).text();

describe('the copy of the page', () => {
  it('OF1: holds every file but the worker and what hosts keep to themselves, and answers from it', async () => {
    const { doors, asked, kept } = host();
    await makeCopy(doors);
    expect([...kept.get(`clientele /a/b/ ${FIRST}`)!.keys()].toSorted()).toEqual(
      ['assets/one%201.js', 'engine/e.wasm.gz', 'index.html', 'site-files.json'].map((path) => SCOPE + path),
    );
    const before = asked.length;
    expect(await textOf(doors, 'index.html')).toBe('<!doctype html>');
    expect(await textOf(doors, '?report=reports/q3.report.json')).toBe('<!doctype html>');
    expect(await textOf(doors, 'assets/one%201.js')).toBe('one()');
    expect(asked).toHaveLength(before);
  });

  it('OF1: keeps the policy that the host sent, and nothing that describes the way', async () => {
    const { doors } = host();
    await makeCopy(doors);
    const { headers } = await answerFromCopy(new Request(SCOPE), `${SCOPE}index.html`, doors);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('content-length')).toBe('15');
  });

  it('OF2: takes a packed file that the host unpacked', async () => {
    const { doors } = host({ answers: (path) => (path.endsWith('.gz') ? new Response('engine') : null) });
    await makeCopy(doors);
    expect(await textOf(doors, 'engine/e.wasm.gz')).toBe('engine');
  });

  it('OF2: a stale file is asked for once more past the cache', async () => {
    const { doors, asked } = host({ answers: (path, times) => (path === 'index.html' && times === 1 ? new Response('old') : null) });
    await makeCopy(doors);
    expect(asked.filter((each) => each.startsWith('index'))).toEqual(['index.html default', 'index.html reload']);
    expect(await textOf(doors, '')).toBe('<!doctype html>');
  });

  it.each([
    ['cut', () => new Response(wasm.subarray(0, 9) as BodyInit)],
    ['an error page', () => new Response('<h1>Sorry</h1>')],
    ['missing', () => new Response('', { status: 404 })],
  ])('OF2: a file that is %s leaves nothing of the version behind', async (_what, answer) => {
    const { doors, kept } = host({ answers: (path) => (path.endsWith('.gz') ? answer() : null) });
    await expect(makeCopy(doors)).rejects.toThrow('engine/e.wasm.gz is not what the list of the page says.');
    expect([...kept.keys()]).toEqual([]);
  });

  it('OF2: a list of another version is half of an update, and not taken', async () => {
    const { doors } = host();
    await expect(makeCopy({ ...doors, site: SECOND })).rejects.toThrow('another version');
  });

  it('OF2: what has not changed is not fetched again; OF5: the earlier copy goes when told', async () => {
    const caches = fakeCaches();
    await makeCopy(host({ caches }).doors);
    const next = host({ site: SECOND, caches, page: { ...PAGE, 'index.html': '<!doctype html><p>' } });
    await makeCopy(next.doors);
    expect(next.asked).toEqual(['site-files.json reload', 'index.html default']);
    await caches.open('clientele /a/ 0000000000000000');
    await dropEarlier(next.doors);
    expect([...caches.kept.keys()]).toEqual([`clientele /a/b/ ${SECOND}`, 'clientele /a/ 0000000000000000']);
    expect(await textOf(next.doors, '')).toBe('<!doctype html><p>');
  });

  it('OF9: a copy that was given up is not made again by the worker that still serves', async () => {
    const { doors, kept } = host();
    await makeCopy(doors);
    const opened = await doors.caches.open([...kept.keys()][0]!);
    await forgetOffline({ scope: SCOPE, workers: null, caches: doors.caches });
    // Whoever had it open holds nothing either.
    expect(await opened.keys()).toEqual([]);
    expect(await textOf(doors, 'index.html')).toBe('<!doctype html>');
    expect([...kept.keys()]).toEqual([]);
  });

  it.each([
    ['before anything was copied', 'site-files.json'],
    ['in the middle', 'assets/one 1.js'],
  ])('OF9: a copy that is just being made is dropped when it is given up %s', async (_when, at) => {
    const given = new AbortController();
    const { doors, kept } = host({ answers: (path) => (path === at && given.abort(new Error('given up')), null) });
    await expect(makeCopy({ ...doors, signal: given.signal })).rejects.toThrow('given up');
    expect([...kept.keys()]).toEqual([]);
  });

  it('OF9: giving up ends the worker of this page alone, and tells it', async () => {
    const caches = fakeCaches();
    await makeCopy(host({ caches }).doors);
    for (const name of ['clientele /a/ 0000000000000000', 'other']) await caches.open(name);
    const told: unknown[] = [];
    const registration = (scope: string) => ({
      ...{ scope, installing: null, waiting: { postMessage: (word: unknown) => told.push(`waiting ${String(word)}`) } },
      active: { postMessage: (word: unknown) => told.push(`active ${String(word)}`) },
      unregister: () => Promise.resolve(told.push('gone') > 0),
    });
    const forget = (scope: string) =>
      forgetOffline({ scope: SCOPE, caches, workers: { getRegistration: () => Promise.resolve(registration(scope) as never) } });
    // A page above may serve this one as long as it has no worker of its own.
    await forget(new URL('..', SCOPE).href);
    expect(told).toEqual([]);
    await forget(SCOPE);
    expect(told).toEqual(['waiting forget', 'active forget', 'gone']);
    expect([...caches.kept.keys()]).toEqual(['clientele /a/ 0000000000000000', 'other']);
  });

  it('OF5: a tab that runs an earlier version still gets its scripts', async () => {
    const caches = fakeCaches();
    await makeCopy(host({ caches, page: { ...PAGE, 'assets/old.js': 'old()' } }).doors);
    const next = host({ site: SECOND, caches });
    await makeCopy(next.doors);
    expect(await textOf(next.doors, 'assets/old.js')).toBe('old()');
    expect(next.asked).not.toContain('assets/old.js');
  });

  it.each([
    ['a report beside the page', 'reports/q3.report.json', {}, `${SCOPE}reports/q3.report.json`],
    ['the page', '', {}, `${SCOPE}index.html`],
    ['the page with a question', 'index.html?x=1', {}, `${SCOPE}index.html`],
    ['a range', 'data.csv', { headers: { range: 'bytes=0-9' } }, null],
    ['a script with a question', 'assets/one.js?x', {}, null],
    ['another method', '', { method: 'POST' }, null],
    ['another folder', '../c/', {}, null],
    ['another origin', 'https://other.example/a/b/', {}, null],
  ] as const)('OF3: %s', (_what, path, init, address) => {
    expect(ownAddress(new Request(new URL(path, SCOPE), init), SCOPE)).toBe(address);
  });
});

describe('the list of the page', () => {
  it('is read, and refused where it is something else', () => {
    const list = JSON.parse(listOf(FIRST)) as { files: object[] };
    expect(readSiteFiles(list)).toEqual(list);
    for (const wrong of [null, 7, {}, { ...list, version: 2 }, { ...list, site: 'x' }, { ...list, files: [{ path: 'a' }] }])
      expect(readSiteFiles(wrong)).toBeNull();
    expect(readSiteFiles({ ...list, files: [{ ...list.files[0], path: '../up' }] })).toBeNull();
  });

  it.each(['../a', 'a/../b', '/a', 'a//b', 'https://x/', 'a\\b', 'a?b', 'a#b', '', './a', 'a\u0000'])(
    '%j is no path below the page',
    (path) => {
      expect(isPlainPath(path)).toBe(false);
    },
  );
});
