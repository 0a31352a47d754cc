import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { Kinds } from '../kinds';
import { listKindsIn, readReportValue, type ReadReport } from '../parse';
import type { Report } from '../types';
import { fromBase64url, toBase64url } from './base64url';
import { bodies, packBody } from './body';
import { checksum, CHECKSUM_LENGTH } from './checksum';

/** Characters of a link: comfortable below the first, cut by some apps above the second, offered as a file above the third. */
export const LINK_LENGTHS = { comfortable: 2000, long: 8000, file: 32_000 } as const;
/** Longer texts are not even looked at. */
export const MAX_CODE_LENGTH = 400_000;

/** Of the links that are written. */
const VERSION = 2;
/** What a passphrase seals: the number of a version, and a body of that version. */
const SEALED = '3';

function writeCode(version: string, bytes: Uint8Array): string {
  const body = `${version}.${toBase64url(bytes)}`;
  return `${body}.${checksum(body)}`;
}

/** The code of a report, to stand after `#r=`. */
export const writeLinkCode = (report: Report): string => writeCode(String(VERSION), packBody(report));

/** Cuts a code into its parts, and says what became of it on its way. */
function openCode(whole: string): Result<{ readonly version: string; readonly body: Uint8Array }> {
  if (whole.length > MAX_CODE_LENGTH) return fail({ code: 'issue_link_too_long' });
  const damaged: Issue = { code: 'issue_link_damaged' };
  const [version = '', body = '', sum, ...more] = whole.trim().split('.');
  const isKnown = bodies.has(version) || version === SEALED;
  if (/^\d+$/.test(version) && !isKnown) return fail({ code: 'issue_link_newer' });
  if (!isKnown) return fail(damaged);
  if (sum === undefined || sum.length < CHECKSUM_LENGTH) return fail({ code: 'issue_link_truncated' });
  const bytes = fromBase64url(body);
  if (more.length > 0 || bytes === null || checksum(`${version}.${body}`) !== sum) return fail(damaged);
  return succeed({ version, body: bytes });
}

/** The document in a code, unfolded under caps; still untrusted. */
function readValue(code: string): Result<unknown> {
  const opened = openCode(code);
  if (!opened.ok) return opened;
  const read = bodies.get(opened.value.version);
  return read ? read(opened.value.body) : fail({ code: 'issue_link_sealed' });
}

/** Reads the code of a link with the checks that any foreign document gets. A sealed one gives `issue_link_sealed`. */
export function readLinkCode(code: string, kinds: Kinds): Result<ReadReport> {
  const value = readValue(code);
  return value.ok ? readReportValue(value.value, kinds) : value;
}

/** The kinds of analysis a link asks for; none when it cannot be read. */
export function listLinkKinds(code: string): string[] {
  const value = readValue(code);
  return value.ok ? listKindsIn(value.value) : [];
}

/** What is sealed when a link gets a passphrase. */
export const packForSeal = (report: Report): Uint8Array => Uint8Array.from([VERSION, ...packBody(report)]);

/** The code of a sealed link. */
export const writeSealedCode = (sealed: Uint8Array): string => writeCode(SEALED, sealed);

/** The sealed bytes in a code that came whole; null in any other. */
export function sealedIn(code: string): Uint8Array | null {
  const opened = openCode(code);
  return opened.ok && opened.value.version === SEALED ? opened.value.body : null;
}

/** The plain code of what was sealed with `packForSeal`. */
export const codeOfUnsealed = (bytes: Uint8Array): string => writeCode(String(bytes[0] ?? ''), bytes.subarray(1));
