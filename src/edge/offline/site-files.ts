/** One file of the page. */
export interface SiteFile {
  /** Relative to the page, with `/`, without `..`. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly hash: string;
  /** Of a `.gz` file: the hash of what is packed in it. Some hosts unpack such files on the way. */
  readonly plain?: string;
  /** The content itself, of files that hosts read and do not hand out. */
  readonly text?: string;
  /** Put beside the page by whoever published it. */
  readonly beside?: true;
}

/** All files of a page, but this list itself. */
export interface SiteFiles {
  readonly format: 'clientele.site-files';
  readonly version: 1;
  /** Sixteen hexadecimal digits that differ with any file; they stand in the service worker, too. */
  readonly site: string;
  readonly files: readonly SiteFile[];
}

/** Where the list stands, relative to the page. */
export const SITE_FILES = 'site-files.json';
/** The service worker; the one script that never comes from the copy. */
export const SERVICE_WORKER = 'sw.js';

const MOST_FILES = 5000;
const HASH = /^[0-9a-f]{64}$/;
const SITE = /^[0-9a-f]{16}$/;

/** A place below the page, without a way out of it. */
export const isPlainPath = (path: string): boolean =>
  path.length > 0 &&
  path.length <= 500 &&
  !/[\\?#:\p{Cc}]/u.test(path) &&
  path.split('/').every((step) => step !== '' && step !== '.' && step !== '..');

function isFile(value: unknown): value is SiteFile {
  const { path, bytes, hash, plain, text, beside } = (value ?? {}) as Partial<Record<keyof SiteFile, unknown>>;
  return (
    typeof path === 'string' &&
    isPlainPath(path) &&
    Number.isSafeInteger(bytes) &&
    (bytes as number) >= 0 &&
    typeof hash === 'string' &&
    HASH.test(hash) &&
    (plain === undefined || (typeof plain === 'string' && HASH.test(plain))) &&
    (text === undefined || typeof text === 'string') &&
    (beside === undefined || beside === true)
  );
}

/** The list in a value, or null where it is none. */
export function readSiteFiles(value: unknown): SiteFiles | null {
  const { format, version, site, files } = (value ?? {}) as Partial<Record<keyof SiteFiles, unknown>>;
  if (format !== 'clientele.site-files' || version !== 1 || typeof site !== 'string' || !SITE.test(site)) return null;
  if (!Array.isArray(files) || files.length > MOST_FILES || !files.every(isFile)) return null;
  return { format, version, site, files };
}

/** SHA-256 in hexadecimal digits. */
export async function hashOf(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The number of a site: made of all its files but the worker, and of the worker's own text without a number. */
export async function siteNumber(files: readonly SiteFile[], worker: string): Promise<string> {
  const text = JSON.stringify(files.filter(({ path }) => path !== SERVICE_WORKER)) + worker;
  return (await hashOf(new TextEncoder().encode(text))).slice(0, 16);
}

/** Whether bytes are the content of a file: as it is, unpacked on the way (`plain`), or null where they are something else. */
export async function matchFile(file: SiteFile, bytes: BufferSource): Promise<'whole' | 'plain' | null> {
  const hash = await hashOf(bytes);
  return hash === file.hash ? 'whole' : hash === file.plain ? 'plain' : null;
}

/** Files that a host hands out: the others are in the list with their text. */
export const servedFiles = ({ files }: SiteFiles): readonly SiteFile[] => files.filter(({ text }) => text === undefined);
