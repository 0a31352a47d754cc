import { fail, succeed, type Result } from '#core/model/result';
import type { SourceInfo } from '#core/model/source';
import { HOSTED_CAPS as LISTED, type HostedIndex, type HostedReport } from '#core/report/hosted';
import { writeReportFile } from '#core/report/serialize';
import type { Report } from '#core/report/types';
import { hashOf, SERVICE_WORKER, SITE_FILES, siteNumber, type SiteFile, type SiteFiles } from '#edge/offline/site-files';
import { fetchPage, fetchSiteFiles, type PageFile } from './page-files';
import { markPage, SITE_CONTENTS, type SiteContents } from './site-contents';
import { writeStored, type StoredResults } from './stored-results';
import { writeZip, type ZipEntry } from './zip';

/** What a site is made of beside the page. */
export interface SiteInput {
  readonly report: Report;
  /** What the report is called in the list of the site's reports; not empty. */
  readonly title: string;
  readonly results: StoredResults | null;
  readonly data: readonly { readonly info: SourceInfo; readonly files: readonly Blob[] }[];
  /** On the publisher's calendar, `YYYY-MM-DD`. */
  readonly day: string;
}

export interface SiteDoors {
  readonly fetch: typeof fetch;
  /** The folder of the running page, ends in a slash. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Between 0 and 1. */
  onProgress(share: number): void;
}

/** The list of the site's reports (HR1). */
const LIST = 'reports/index.json';

/** A larger file of data is fetched when it is needed, and not copied into every visitor's browser (PB6). */
const COPIED_BYTES = 200_000_000;

/** A name that every host serves under the same address. */
const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .toLowerCase()
    .slice(0, 60);

interface Beside extends ZipEntry {
  readonly copied: boolean;
}

const textFile = (path: string, text: string): Beside => ({ path, content: new Blob([text]), copied: true });

/** PB9: the list of the site's reports with this one. Whoever keeps more reports writes them beside it, so that it is no part of the visitor's copy. */
function listOf({ title, day }: SiteInput, report: string, data: readonly Beside[]): Beside {
  const folder = LIST.slice(0, LIST.lastIndexOf('/') + 1);
  const files = data.map(({ path, content }) => ({ path: `../${path}`, bytes: content.size }));
  const listed: HostedReport = {
    path: report.slice(folder.length),
    title: title.slice(0, LISTED.title),
    day,
    ...(files.length > 0 && files.length <= LISTED.files ? { data: files } : {}),
  };
  const list: HostedIndex = { format: 'clientele.reports', version: 1, reports: [listed] };
  return { path: LIST, content: new Blob([`${JSON.stringify(list, null, 2)}\n`]), copied: false };
}

/** What is put beside the page: the contents, the report, and what was chosen of results and data. */
function besideOf(input: SiteInput): readonly Beside[] {
  const { report, results, data, day } = input;
  const files = data.map(({ info, files: blobs }, at) => ({
    info,
    files: blobs.map((content, part): Beside => {
      const own = plainName(info.parts?.[part]?.name ?? info.name) || 'data';
      return { path: `data/${at + 1}${blobs.length > 1 ? `-${part + 1}` : ''}-${own}`, content, copied: content.size <= COPIED_BYTES };
    }),
  }));
  const contents: SiteContents = {
    format: 'clientele.site',
    version: 1,
    report: 'reports/site.report.json',
    results: results ? 'results/site.stored.json' : null,
    data: files.map(({ info, files: own }) => ({ info, files: own.map(({ path }) => path) })),
    made: { day },
  };
  return [
    textFile(SITE_CONTENTS, `${JSON.stringify(contents)}\n`),
    textFile(contents.report, writeReportFile(report)),
    ...(results && contents.results ? [textFile(contents.results, writeStored(results))] : []),
    listOf(
      input,
      contents.report,
      files.flatMap(({ files: own }) => own),
    ),
    ...files.flatMap(({ files: own }) => own),
  ];
}

/** The page with its contents named, and a list and a worker with the number of the new site. */
async function makeSite(list: SiteFiles, page: readonly PageFile[], beside: readonly Beside[]): Promise<Result<readonly ZipEntry[]>> {
  const decoded = (path: string) => {
    const found = page.find(({ file }) => file.path === path);
    return found && new TextDecoder().decode(found.bytes);
  };
  const html = markPage(decoded('index.html') ?? '');
  const worker = decoded(SERVICE_WORKER);
  if (html === null || !worker?.includes(list.site)) return fail({ code: 'issue_site_list' });
  const describe = async (path: string, text: string, rest: Partial<SiteFile> = {}): Promise<SiteFile> => {
    const bytes = new TextEncoder().encode(text);
    return { path, bytes: bytes.byteLength, hash: await hashOf(bytes), ...rest };
  };
  const files: SiteFile[] = [
    await describe('index.html', html),
    ...page.map(({ file }) => file).filter(({ path }) => path !== 'index.html' && path !== SERVICE_WORKER),
  ];
  for (const { path, content, copied } of beside)
    if (copied) files.push({ path, bytes: content.size, hash: await hashOf(await content.arrayBuffer()), beside: true });
  const site = await siteNumber(files, worker);
  const script = worker.replaceAll(list.site, site);
  const whole: SiteFiles = { format: list.format, version: list.version, site, files: [...files, await describe(SERVICE_WORKER, script)] };
  const written = new Map([
    ['index.html', html],
    [SERVICE_WORKER, script],
  ]);
  return succeed([
    ...page.map(({ file: { path }, bytes }) => ({ path, content: new Blob([written.get(path) ?? bytes]) })),
    textFile(SITE_FILES, `${JSON.stringify(whole)}\n`),
    ...beside,
  ]);
}

/** PB1: a zip of a complete site: the running page, the report, and what was chosen. Rejects only when it is cancelled. */
export async function publishSite(input: SiteInput, { fetch: get, folder, signal, onProgress }: SiteDoors): Promise<Result<Blob>> {
  /** Counts bytes as a share of a half of the work. */
  const half = (begin: number, total: number) => {
    let done = 0;
    return (bytes: number) => onProgress(begin + Math.min(1, (done += bytes) / Math.max(1, total)) / 2);
  };
  const source = { fetch: get, folder, signal };
  const list = await fetchSiteFiles(source);
  signal.throwIfAborted();
  if (!list.ok) return list;
  const onBytes = half(
    0,
    list.value.files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const page = await fetchPage(list.value, { ...source, onBytes });
  if (!page.ok) return page;
  const site = await makeSite(list.value, page.value, besideOf(input));
  if (!site.ok) return site;
  const total = site.value.reduce((sum, { content }) => sum + content.size, 0);
  return succeed(await writeZip(site.value, { signal, day: input.day, onBytes: half(0.5, total) }));
}
