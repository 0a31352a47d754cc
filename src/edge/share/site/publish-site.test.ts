import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SourceInfo } from '#core/model/source';
import { PLAIN_CSV } from '#core/model/source';
import { readHostedIndex } from '#core/report/hosted';
import { readReport } from '#core/report/parse';
import type { SiteFiles } from '#edge/offline/site-files';
import { emptyReport } from '../../../../tests/support/reports';
import { publishSite, type SiteInput } from './publish-site';
import { markPage, readSiteContents, type SiteContents } from './site-contents';
import { readStored, type StoredResults } from './stored-results';

const FOLDER = 'https://host.example/shop/';
const NUMBER = '0123456789abcdef';
const sha = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

type Files = Readonly<Record<string, string | Uint8Array>>;
const wasm = gzipSync('the engine');
const BUILT: Files = {
  'index.html': '<!doctype html><html><head><title>C</title></head><body></body></html>',
  'assets/index-1.js': 'start()',
  'engine/e.wasm.gz': wasm,
  'sw.js': `const site = '${NUMBER}'`,
};
const listOf = (files: Files): string =>
  JSON.stringify({
    format: 'clientele.site-files',
    version: 1,
    site: NUMBER,
    files: [
      ...Object.entries(files).map(([path, content]) => ({
        path,
        bytes: content.length,
        hash: sha(content),
        ...(path.endsWith('.gz') ? { plain: sha(gunzipSync(content as Uint8Array)) } : {}),
      })),
      { path: '_headers', bytes: 3, hash: sha('/*\n'), text: '/*\n' },
    ],
  });

/** A host of the files, with a list among them; `instead` says what it answers otherwise. */
const hostOf = (files: Files, instead: (path: string, cache: string | undefined) => Response | null = () => null): typeof fetch =>
  ((input: URL, init?: RequestInit) => {
    init?.signal?.throwIfAborted();
    const path = decodeURIComponent(input.pathname.slice('/shop/'.length));
    const content = files[path];
    return Promise.resolve(
      instead(path, init?.cache) ??
        (content === undefined || path === '_headers' ? new Response('', { status: 404 }) : new Response(content as BodyInit)),
    );
  }) as typeof fetch;

const info: SourceInfo = {
  id: 's1',
  name: '订单 Q3.csv',
  bytes: 12,
  fingerprint: 'ab',
  dialect: PLAIN_CSV,
  headers: ['id', 'date'],
  mapping: {
    grain: 'order',
    columns: [
      { header: 'id', role: 'order_id', parse: { type: 'text' } },
      { header: 'date', role: 'ordered_at', parse: { type: 'date', formats: [], grain: 'date' } },
    ],
  },
};
const report = { ...emptyReport, title: '山南 Tea House, Q3' };
const results: StoredResults = {
  format: 'clientele.stored',
  version: 1,
  report,
  asOf: null,
  currency: null,
  sources: [],
  cells: {},
  made: { day: '2026-11-22' },
  protection: null,
};
const input: SiteInput = {
  report,
  title: report.title,
  results,
  data: [{ info, files: [new Blob(['id,date\n1,2026-01-01\n'])] }],
  day: '2026-11-22',
};
const whole = { ...BUILT, 'site-files.json': listOf(BUILT) };

function publish(
  get: typeof fetch,
  given: SiteInput = input,
  signal = new AbortController().signal,
  onProgress = (_share: number) => undefined as void,
) {
  return publishSite(given, { fetch: get, folder: FOLDER, signal, onProgress });
}
async function unpack(zip: Blob): Promise<Record<string, Uint8Array>> {
  return unzipSync(new Uint8Array(await zip.arrayBuffer()));
}
async function published(get: typeof fetch, given: SiteInput = input) {
  const outcome = await publish(get, given);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
  return unpack(outcome.value);
}
const contentsOf = (files: Record<string, Uint8Array>): SiteContents => {
  const read = readSiteContents(strFromU8(files['site.json']!));
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
};
const codes = (outcome: Awaited<ReturnType<typeof publish>>) =>
  outcome.ok ? [] : outcome.issues.map(({ code, values }) => [code, values?.['path']]);

describe('publishing a site', () => {
  it('PB1, PB3: the zip holds the whole page, the report, the results and the data', async () => {
    const files = await published(hostOf(whole));
    expect(Object.keys(files).toSorted()).toEqual(
      [
        ...Object.keys(BUILT),
        '_headers',
        'data/1-q3.csv',
        'reports/index.json',
        'reports/site.report.json',
        'results/site.stored.json',
        'site-files.json',
        'site.json',
      ].toSorted(),
    );
    for (const path of ['assets/index-1.js', 'engine/e.wasm.gz']) expect(Buffer.from(files[path]!)).toEqual(Buffer.from(BUILT[path]!));
    expect(strFromU8(files['index.html']!)).toContain('<meta name="clientele-site" content="site.json">');
    expect(contentsOf(files)).toEqual({
      format: 'clientele.site',
      version: 1,
      report: 'reports/site.report.json',
      results: 'results/site.stored.json',
      data: [{ info, files: ['data/1-q3.csv'] }],
      made: { day: '2026-11-22' },
    });
    expect(strFromU8(files['data/1-q3.csv']!)).toBe('id,date\n1,2026-01-01\n');
    expect(readReport(strFromU8(files['reports/site.report.json']!), new Map())).toMatchObject({ value: { report } });
    expect(readStored(strFromU8(files['results/site.stored.json']!))).toEqual({ ok: true, value: results });
  });

  it('PB9: the list of reports names the one of the site with its data, and is no part of the visitor’s copy', async () => {
    const listOfReports = async (given: SiteInput) => {
      const files = await published(hostOf(whole), given);
      const list = readHostedIndex(strFromU8(files['reports/index.json']!));
      const copy = JSON.parse(strFromU8(files['site-files.json']!)) as SiteFiles;
      expect(copy.files.map(({ path }) => path)).not.toContain('reports/index.json');
      return list.ok ? list.value : list.issues;
    };
    const own = { path: 'site.report.json', title: '山南 Tea House, Q3', day: '2026-11-22' };
    const list = { format: 'clientele.reports', version: 1 };
    expect(await listOfReports(input)).toEqual({ ...list, reports: [{ ...own, data: [{ path: '../data/1-q3.csv', bytes: 21 }] }] });
    expect(await listOfReports({ ...input, data: [] })).toEqual({ ...list, reports: [own] });
    // More files than a list may name: the report still opens by itself with them.
    const parts = Array.from({ length: 41 }, () => ({ info, files: [new Blob(['x'])] }));
    expect(await listOfReports({ ...input, data: parts })).toEqual({ ...list, reports: [own] });
  });

  it('PB3: the list holds every file with its hash, and its number is new, in the worker too', async () => {
    const files = await published(hostOf(whole));
    const list = JSON.parse(strFromU8(files['site-files.json']!)) as SiteFiles;
    expect(list.files.map(({ path }) => path).toSorted()).toEqual(
      Object.keys(files)
        // PB9: the list of reports may be changed by hand.
        .filter((path) => path !== 'site-files.json' && path !== 'reports/index.json')
        .toSorted(),
    );
    for (const { path, hash, bytes } of list.files) expect([path, sha(files[path]!), files[path]!.length]).toEqual([path, hash, bytes]);
    expect(list.site).not.toBe(NUMBER);
    expect(strFromU8(files['sw.js']!)).toBe(`const site = '${list.site}'`);
    const other = await published(hostOf(whole), { ...input, results: null, data: [] });
    expect((JSON.parse(strFromU8(other['site-files.json']!)) as SiteFiles).site).not.toBe(list.site);
    expect(contentsOf(other)).toMatchObject({ results: null, data: [] });
  });

  it('PB4: publishing from a published page leaves what stood beside it behind', async () => {
    const first = await published(hostOf(whole));
    const again = await published(hostOf(first), { ...input, report: { ...report, title: 'Next' }, results: null, data: [] });
    const plain = await published(hostOf(whole), { ...input, report: { ...report, title: 'Next' }, results: null, data: [] });
    expect(Object.keys(again).toSorted()).toEqual(Object.keys(plain).toSorted());
    expect(strFromU8(again['index.html']!)).toBe(strFromU8(plain['index.html']!));
  });

  it('PB2: a packed file that the host unpacked is packed again', async () => {
    const files = await published(hostOf(whole, (path) => (path.endsWith('.gz') ? new Response('the engine') : null)));
    expect(gunzipSync(files['engine/e.wasm.gz']!).toString()).toBe('the engine');
  });

  it('PB2: a file that is stale in the browser is asked for once more', async () => {
    const get = hostOf(whole, (path, cache) => (path === 'assets/index-1.js' && cache !== 'reload' ? new Response('old()') : null));
    expect(strFromU8((await published(get))['assets/index-1.js']!)).toBe('start()');
  });

  it.each([
    [
      'the list is not there',
      (path: string) => (path === 'site-files.json' ? new Response('', { status: 404 }) : null),
      [['issue_site_list', undefined]],
    ],
    [
      'the list is a page',
      (path: string) => (path === 'site-files.json' ? new Response('<html>') : null),
      [['issue_site_list', undefined]],
    ],
    ['a file is gone', (path: string) => (path === 'sw.js' ? new Response('', { status: 404 }) : null), [['issue_site_file', 'sw.js']]],
    [
      'the engine is cut',
      (path: string) => (path.endsWith('.gz') ? new Response(wasm.subarray(0, 8) as BodyInit) : null),
      [['issue_site_changed', 'engine/e.wasm.gz']],
    ],
    [
      'the page is another',
      (path: string) => (path === 'index.html' ? new Response('<html></html>') : null),
      [['issue_site_changed', 'index.html']],
    ],
  ])('PB2: %s: said, and nothing is made', async (_what, instead, expected) => {
    expect(codes(await publish(hostOf(whole, instead)))).toEqual(expected);
  });

  it('PB7: it can be cancelled', async () => {
    const stop = new AbortController();
    const shares: number[] = [];
    const outcome = publish(hostOf(whole), input, stop.signal, (share) => {
      shares.push(share);
      if (share > 0.3) stop.abort();
    });
    await expect(outcome).rejects.toThrow();
    expect(shares.at(-1)).toBeLessThan(1);
  });

  it('tells how far it is, from nothing to the whole', async () => {
    const shares: number[] = [];
    await publish(hostOf(whole), input, undefined, (share) => void shares.push(share));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.95);
  });
});

describe('the contents of a site', () => {
  const good = { format: 'clientele.site', version: 1, report: 'reports/a.json', results: null, data: [], made: { day: '2026-01-01' } };
  it.each([
    ['no JSON', '<html>'],
    ['another format', JSON.stringify({ ...good, format: 'x' })],
    ['a report elsewhere', JSON.stringify({ ...good, report: 'https://x.example/a.json' })],
    ['a report above', JSON.stringify({ ...good, report: '../a.json' })],
    ['a report at the root', JSON.stringify({ ...good, report: '/a.json' })],
    ['results that are no path', JSON.stringify({ ...good, results: 7 })],
    ['a source nobody can read', JSON.stringify({ ...good, data: [{ info: { id: 'x' }, files: ['a'] }] })],
    ['a source without its file', JSON.stringify({ ...good, data: [{ info, files: [] }] })],
    ['data above', JSON.stringify({ ...good, data: [{ info, files: ['../a.csv'] }] })],
    ['no day', JSON.stringify({ ...good, made: {} })],
  ])('PB3: %s is refused', (_what, text) => {
    expect(readSiteContents(text)).toMatchObject({ ok: false, issues: [{ code: 'issue_site_contents' }] });
  });

  it('PB3: a page without a head cannot name them', () => {
    expect(markPage('<p>')).toBeNull();
    expect(readSiteContents(JSON.stringify(good))).toMatchObject({ ok: true });
  });
});
