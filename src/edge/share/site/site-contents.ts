import { fail, succeed, type Result } from '#core/model/result';
import type { SourceInfo } from '#core/model/source';
import { isTextTooDeep } from '#core/report/json';
import { parseSourceInfo } from '#core/report/source-info';
import { isPlainPath } from '#edge/offline/site-files';

/** One source whose files stand beside the page. */
export interface SiteSource {
  /** How they are read and understood, as the publisher's browser had it. */
  readonly info: SourceInfo;
  /** The files of `info.parts` in their order, else one. Relative to the page. */
  readonly files: readonly string[];
}

/** What a published page opens by itself. */
export interface SiteContents {
  readonly format: 'clientele.site';
  readonly version: 1;
  /** Where the report stands, relative to the page. */
  readonly report: string;
  /** Where its stored results stand; null where there are none. */
  readonly results: string | null;
  /** Empty where no data stand beside the page. */
  readonly data: readonly SiteSource[];
  /** The day on the publisher's calendar. */
  readonly made: { readonly day: string };
}

export const SITE_CONTENTS = 'site.json';
/** How a page says that it was published: it names its contents. */
export const SITE_META = 'clientele-site';

const LENGTH = 8_000_000;
const DEPTH = 24;
const MOST_SOURCES = 40;
const isPath = (value: unknown): value is string => typeof value === 'string' && isPlainPath(value);

function readSource(value: unknown): SiteSource | null {
  const { info, files } = (value ?? {}) as { info?: unknown; files?: unknown };
  const parsed = parseSourceInfo(info);
  if (!parsed.ok || !Array.isArray(files) || !files.every(isPath)) return null;
  return files.length === (parsed.value.parts?.length ?? 1) ? { info: parsed.value, files } : null;
}

function parse(text: string): Record<string, unknown> | null {
  if (text.length > LENGTH || isTextTooDeep(text, DEPTH)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The contents in a text from beside the page: paths stay below the page, descriptions of files pass the checks of a report's. */
export function readSiteContents(text: string): Result<SiteContents> {
  const value = parse(text);
  const refused = fail({ code: 'issue_site_contents' });
  if (value?.['format'] !== 'clientele.site') return refused;
  const { version, report, results, data, made } = value;
  if (typeof version === 'number' && version > 1) return fail({ code: 'issue_stored_newer' });
  if (version !== 1 || !isPath(report) || !(results === null || isPath(results))) return refused;
  const day = (made as { day?: unknown } | null | undefined)?.day;
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day) || !Array.isArray(data) || data.length > MOST_SOURCES) return refused;
  const sources = data.flatMap((each) => readSource(each) ?? []);
  if (sources.length !== data.length) return refused;
  return succeed({ format: 'clientele.site', version, report, results, data: sources, made: { day } });
}

/** The text of a page that names its contents; null where the page has no head. A page that was published before names the new ones. */
export function markPage(html: string): string | null {
  const plain = html.replace(new RegExp(`<meta name="${SITE_META}"[^>]*>\\s*`, 'g'), '');
  const at = plain.indexOf('</head>');
  return at < 0 ? null : `${plain.slice(0, at)}<meta name="${SITE_META}" content="${SITE_CONTENTS}">\n  ${plain.slice(at)}`;
}
