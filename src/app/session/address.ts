import { fail, succeed, type Result } from '#core/model/result';

/** What the address of the page asks to open: a fragment that holds a report, or the path of one on this site. */
export type Asked = { readonly link: string } | { readonly path: string } | null;

/** Reads `#r=…` and `?report=…` of an address; the fragment goes first. */
export function readAddress(href: string): Asked {
  const url = new URL(href);
  if (url.hash.startsWith('#r=')) return { link: url.hash };
  const path = url.searchParams.get('report');
  return path ? { path } : null;
}

/** The address without what was asked, for after it was answered. */
export function plainAddress(href: string): string {
  const url = new URL(href);
  url.hash = '';
  url.searchParams.delete('report');
  return url.href;
}

/** The place of a report on this site, or why it is not opened: only relative paths, never another origin. */
export function resolveReportPath(path: string, href: string): Result<URL> {
  const foreign = fail({ code: 'issue_run_address_foreign', values: { address: path } });
  // Browsers read `\` as `/`, drop tabs and line ends inside an address, and blanks before it.
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || /^[/\\]/.test(path) || /[\s\p{Cc}\\]/u.test(path)) return foreign;
  const url = new URL(path, new URL('.', plainAddress(href)));
  return url.origin === new URL(href).origin ? succeed(url) : foreign;
}

/** The text of a report on this site. */
export async function fetchReport(path: string, href: string, get: typeof fetch): Promise<Result<string>> {
  const url = resolveReportPath(path, href);
  if (!url.ok) return url;
  try {
    const response = await get(url.value, { redirect: 'error', credentials: 'same-origin' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return succeed(await response.text());
  } catch (error) {
    return fail({
      code: 'issue_run_address_failed',
      values: { address: path, detail: error instanceof Error ? error.message : String(error) },
    });
  }
}

/** The fragment of a link inside what somebody pasted, or null when there is none. */
export function fragmentIn(text: string): string | null {
  return /#r=\S+/.exec(text)?.[0] ?? null;
}

/** What stands behind `#` in an address. */
export const behindHash = (href: string): string => new URL(href).hash.slice(1);

/** The address of the page that asks for a report of this site. */
export function askingFor(path: string, href: string): string {
  const url = new URL(plainAddress(href));
  url.searchParams.set('report', path);
  return url.href;
}

/** The list of a site's reports, beside the page. */
const INDEX = 'reports/index.json';

/** Where the list of a site's reports stands. */
export function indexAddress(href: string): URL {
  const page = new URL(href);
  page.search = '';
  page.hash = '';
  return new URL(INDEX, page);
}

/** The address of what the list names. */
export const inList = (path: string, href: string): URL => new URL(path, indexAddress(href));

/** The path of a listed report, as `?report=` takes it. */
export const listedPath = (path: string): string => INDEX.slice(0, INDEX.lastIndexOf('/') + 1) + path;
