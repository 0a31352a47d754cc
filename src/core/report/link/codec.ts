import { deflateSync, strFromU8, strToU8 } from 'fflate';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { canonicalJson, MAX_LENGTH } from '../json';
import type { Kinds } from '../kinds';
import { listKinds, readJson, readReportValue, type ReadReport } from '../parse';
import type { Report } from '../types';
import { fromBase64url, toBase64url } from './base64url';
import { checksum, CHECKSUM_LENGTH } from './checksum';
import { dropDefaults, restoreDefaults } from './defaults';
import { DICTIONARY_1 } from './dictionary-1';
import { inflateCapped } from './inflate';

/** Characters of a link: comfortable below the first, cut by some apps above the second, offered as a file above the third. */
export const LINK_LENGTHS = { comfortable: 2000, long: 8000, file: 32_000 } as const;
/** Longer texts are not even looked at. */
export const MAX_CODE_LENGTH = 400_000;

const VERSION = '1';
const dictionaries: ReadonlyMap<string, Uint8Array> = new Map([[VERSION, strToU8(DICTIONARY_1)]]);

function dictionaryOf(version: string): Uint8Array | undefined {
  return dictionaries.get(version);
}

/** The code of a report, to stand after `#r=`. */
export function writeLinkCode(report: Report): string {
  const dictionary = dictionaryOf(VERSION) as Uint8Array;
  const packed = deflateSync(strToU8(canonicalJson(dropDefaults(report))), { level: 9, mem: 12, dictionary });
  const body = `${VERSION}.${toBase64url(packed)}`;
  return `${body}.${checksum(body)}`;
}

/** Cuts a code into its parts, and says what became of it on its way. */
function openCode(code: string): Result<{ packed: Uint8Array; dictionary: Uint8Array }> {
  const damaged: Issue = { code: 'issue_link_damaged' };
  const [version = '', body = '', sum, ...more] = code.split('.');
  if (/^\d+$/.test(version) && !dictionaryOf(version)) return fail({ code: 'issue_link_newer' });
  if (!dictionaryOf(version)) return fail(damaged);
  if (sum === undefined || sum.length < CHECKSUM_LENGTH) return fail({ code: 'issue_link_truncated' });
  const packed = fromBase64url(body);
  if (more.length > 0 || packed === null || checksum(`${version}.${body}`) !== sum) return fail(damaged);
  return succeed({ packed, dictionary: dictionaryOf(version) as Uint8Array });
}

/** The document text in a code, unfolded under caps; still untrusted. */
function unfold(code: string): Result<string> {
  if (code.length > MAX_CODE_LENGTH) return fail({ code: 'issue_link_too_long' });
  const opened = openCode(code.trim());
  if (!opened.ok) return opened;
  const bytes = inflateCapped(opened.value.packed, opened.value.dictionary, MAX_LENGTH);
  if (bytes === 'too_large') return fail({ code: 'issue_link_inflates' });
  if (bytes === 'damaged') return fail({ code: 'issue_link_damaged' });
  return succeed(strFromU8(bytes));
}

/** Reads the code of a link with the checks that any foreign document gets. */
export function readLinkCode(code: string, kinds: Kinds): Result<ReadReport> {
  const text = unfold(code);
  if (!text.ok) return text;
  const json = readJson(text.value);
  return json.ok ? readReportValue(restoreDefaults(json.value), kinds) : json;
}

/** The kinds of analysis a link asks for; none when it cannot be read. */
export function listLinkKinds(code: string): string[] {
  const text = unfold(code);
  return text.ok ? listKinds(text.value) : [];
}
