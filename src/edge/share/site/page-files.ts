import { fail, succeed, type Result } from '#core/model/result';
import { hashOf, matchFile, readSiteFiles, SITE_FILES, type SiteFile, type SiteFiles } from '#edge/offline/site-files';

/** Where the running page comes from. */
export interface PageSource {
  readonly fetch: typeof fetch;
  /** The folder of the page, ends in a slash. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** A file of the page with its content. */
export interface PageFile {
  readonly file: SiteFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const reasonOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
const addressOf = (path: string, folder: string): URL => new URL(path.split('/').map(encodeURIComponent).join('/'), folder);

/** The list of the files that the running page is made of; a page that was not built has none. */
export async function fetchSiteFiles({ fetch: get, folder, signal }: PageSource): Promise<Result<SiteFiles>> {
  try {
    const answer = await get(addressOf(SITE_FILES, folder), { signal, credentials: 'same-origin' });
    const list = answer.ok ? readSiteFiles(await answer.json()) : null;
    return list ? succeed(list) : fail({ code: 'issue_site_list' });
  } catch {
    return fail({ code: 'issue_site_list' });
  }
}

async function pack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** One file of the page as the list describes it, or why it cannot be had. */
async function fetchPageFile(file: SiteFile, { fetch: get, folder, signal }: PageSource): Promise<Result<PageFile>> {
  const { path, text } = file;
  if (text !== undefined) return succeed({ file, bytes: new TextEncoder().encode(text) });
  try {
    let bytes: Uint8Array<ArrayBuffer> | null = null;
    for (const cache of ['default', 'reload'] as const) {
      const answer = await get(addressOf(path, folder), { cache, signal, credentials: 'same-origin' });
      if (!answer.ok) return fail({ code: 'issue_site_file', values: { path, detail: `HTTP ${answer.status}` } });
      bytes = new Uint8Array(await answer.arrayBuffer());
      const match = await matchFile(file, bytes);
      if (match === 'whole') return succeed({ file, bytes });
      if (match === 'plain') {
        const packed = await pack(bytes);
        return succeed({ file: { ...file, bytes: packed.byteLength, hash: await hashOf(packed) }, bytes: packed });
      }
    }
    return fail({ code: 'issue_site_changed', values: { path } });
  } catch (fault) {
    if (signal.aborted) throw fault;
    return fail({ code: 'issue_site_file', values: { path, detail: reasonOf(fault) } });
  }
}

/** All files of the running page but those that its publisher had put beside it; `onBytes` is told of each. Rejects only when it is cancelled. */
export async function fetchPage(
  list: SiteFiles,
  source: PageSource & { onBytes(bytes: number): void },
): Promise<Result<readonly PageFile[]>> {
  const found: PageFile[] = [];
  for (const file of list.files.filter(({ beside }) => !beside)) {
    const fetched = await fetchPageFile(file, source);
    if (!fetched.ok) return fetched;
    found.push(fetched.value);
    source.onBytes(file.bytes);
  }
  return succeed(found);
}
