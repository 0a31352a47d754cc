import { expect, test } from 'vitest';
import { fetchHosted, type FetchProgress } from './fetch-hosted';

const SITE = 'https://shop.example/stats/data/';
const text = 'id,amount\n1,2\n';

/** A host with files, and a cache as a browser has one. */
function stage(files: Record<string, { text: string; etag?: string; type?: string }>, { head = 200, offline = false } = {}) {
  const asked: string[] = [];
  const kept = new Map<string, Response>();
  const get = (async (url: URL, { method = 'GET', signal }: RequestInit = {}) => {
    signal?.throwIfAborted();
    asked.push(`${method} ${url.pathname.split('/').at(-1)}`);
    if (offline) throw new TypeError('Failed to fetch');
    const file = files[decodeURIComponent(url.pathname.split('/').at(-1) ?? '')];
    if (!file) return new Response('no', { status: 404 });
    if (method === 'HEAD' && head !== 200) return new Response(null, { status: head });
    const bytes = new TextEncoder().encode(file.text);
    const headers = {
      'content-length': String(bytes.length),
      'content-type': file.type ?? 'text/csv',
      ...(file.etag ? { etag: file.etag } : {}),
    };
    return new Response(method === 'HEAD' ? null : bytes, { headers });
  }) as typeof fetch;
  const href = (key: RequestInfo | URL) => (key instanceof Request ? key.url : String(key));
  const store = {
    match: async (key: RequestInfo | URL) => kept.get(href(key))?.clone(),
    put: async (key: RequestInfo | URL, response: Response) => void kept.set(href(key), response),
    keys: async () => [...kept.keys()].map((key) => new Request(key)),
    delete: async (key: RequestInfo | URL) => kept.delete(href(key)),
  };
  const steps: FetchProgress[] = [];
  const abort = new AbortController();
  const run = (...names: string[]) =>
    fetchHosted(
      names.map((name) => new URL(name, SITE)),
      { get, store, onProgress: (step) => steps.push(step), signal: abort.signal },
    );
  return { asked, kept, steps, abort, run, store, get };
}
const read = async (result: Awaited<ReturnType<typeof fetchHosted>>) =>
  result?.ok ? Promise.all(result.value.map(async (file) => [file.name, await file.text()])) : result;

test('HF1 files come whole, under their names, with progress over all of them', async () => {
  const { run, steps } = stage({ '订单.csv': { text }, 'b.csv': { text: 'x' } });
  expect(await read(await run('订单.csv', 'b.csv'))).toEqual([
    ['订单.csv', text],
    ['b.csv', 'x'],
  ]);
  const total = text.length + 1;
  expect(steps[0]).toEqual({ name: '订单.csv', done: 0, total });
  expect(steps.at(-1)).toEqual({ name: 'b.csv', done: total, total });
});

test('HF2 a version that is kept is not fetched again; another one takes its place', async () => {
  const files = { 'a.csv': { text, etag: '"one"' } };
  const { run, asked, kept } = stage(files);
  await run('a.csv');
  asked.splice(0);
  expect(await read(await run('a.csv'))).toEqual([['a.csv', text]]);
  expect(asked).toEqual(['HEAD a.csv']);
  Object.assign(files, { 'a.csv': { text: 'new', etag: '"two"' } });
  expect(await read(await run('a.csv'))).toEqual([['a.csv', 'new']]);
  expect([...kept.keys()].map((key) => new URL(key).searchParams.get('clientele-version'))).toEqual(['"two"']);
});

test('HF2 without a version nothing is kept, and without HEAD the file itself is asked for', async () => {
  const { run, asked, kept, steps } = stage({ 'a.csv': { text } }, { head: 405 });
  expect(await read(await run('a.csv'))).toEqual([['a.csv', text]]);
  expect(asked).toEqual(['HEAD a.csv', 'GET a.csv']);
  expect([kept.size, steps.at(-1)?.total]).toEqual([0, null]);
});

test('HF3 where the host cannot be asked, what is kept is used; where nothing is kept, it is said', async () => {
  const online = stage({ 'a.csv': { text, etag: '"one"' } });
  await online.run('a.csv');
  const offline = stage({}, { offline: true });
  const run = (name: string) =>
    fetchHosted([new URL(name, SITE)], {
      get: offline.get,
      store: online.store,
      onProgress: () => undefined,
      signal: offline.abort.signal,
    });
  expect(await read(await run('a.csv'))).toEqual([['a.csv', text]]);
  expect(await run('b.csv')).toMatchObject({
    issues: [{ code: 'issue_hosted_fetch', values: { name: 'b.csv', detail: 'Failed to fetch' } }],
  });
});

test('HF4 one that is missing, or a page in its place, is said by name, and none is given', async () => {
  const { run } = stage({ 'a.csv': { text }, 'page.csv': { text: '<html>', type: 'text/html; charset=utf-8' } });
  expect(await run('a.csv', 'c.csv')).toMatchObject({
    issues: [{ code: 'issue_hosted_fetch', values: { name: 'c.csv', detail: 'HTTP 404' } }],
  });
  expect(await run('a.csv', 'page.csv')).toMatchObject({ issues: [{ values: { name: 'page.csv', detail: 'HTML' } }] });
});

test('HF4 cancelled, there is nothing and nothing is said', async () => {
  const { run, abort } = stage({ 'a.csv': { text } });
  abort.abort();
  expect(await run('a.csv')).toBeNull();
});
