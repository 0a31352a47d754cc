import type { Encoding, SourceHead } from '#core/model/source';
import { fail, succeed, type Result } from '#core/model/result';
import { decodeStrictly, holdsWindows } from './decode-text';
import { EAST_ASIAN, judgeDoubleBytes, type EastAsian } from './double-bytes';
import { guessSingleByte } from './single-bytes';

/** What the first bytes say of a file's encoding. */
export interface FoundEncoding {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly from: SourceHead['encodingFrom'];
}

const MARKS: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

export const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

/** IN2: the order of UTF-16 text, told by the zeros of its ASCII; null where there are hardly any. A few others, such as 一 and 退, end in zero. */
function findUtf16(bytes: Uint8Array): Encoding | null {
  const size = Math.min(bytes.length & ~1, 8192);
  if (!bytes.subarray(0, size).includes(0)) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < size; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  if (Math.max(even, odd) < Math.max(4, size * 0.02) || Math.min(even, odd) * 2 > Math.max(even, odd)) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** IN8: takes the encoding that a person names, if the bytes can be read in it. One that is found anyway counts as found. */
export function takeEncoding(bytes: Uint8Array, name: string, cut: boolean, encoding: Encoding): Result<FoundEncoding> {
  if (decodeStrictly(bytes, encoding, cut) === null)
    return fail({ code: 'issue_file_encoding_wrong', values: { name, encoding: encoding.toUpperCase() } });
  const found = detectEncoding(bytes, name, cut);
  if (found.ok && found.value.encoding === encoding) return found;
  const bom = MARKS.some((mark) => mark.encoding === encoding && beginsWith(bytes, mark.bytes));
  return succeed({ encoding, bom, from: 'named' });
}

/** IN1–IN7, IN10, IN11: what the bytes are written in. `cut`: they are the beginning of a longer file. */
export function detectEncoding(bytes: Uint8Array, name: string, cut: boolean): Result<FoundEncoding> {
  const marked = MARKS.find((mark) => beginsWith(bytes, mark.bytes))?.encoding;
  if (marked) {
    if (marked === 'utf-8' && holdsWindows(decodeStrictly(bytes, 'utf-8', cut) ?? ''))
      return succeed({ encoding: 'utf-8+windows-1252', bom: true, from: 'guess' });
    if (readsToEnd(bytes, marked)) return judgeEnd({ encoding: marked, bom: true, from: 'bom' }, bytes, name, cut);
    return fail({ code: 'issue_file_encoding_damaged', values: { name, encoding: marked.toUpperCase() } });
  }
  const wide = findUtf16(bytes);
  if (wide && readsToEnd(bytes, wide)) return judgeEnd({ encoding: wide, bom: false, from: 'guess' }, bytes, name, cut);
  const text = decodeStrictly(bytes, 'utf-8', cut);
  if (text !== null && holdsWindows(text)) return succeed({ encoding: 'utf-8+windows-1252', bom: false, from: 'guess' });
  if (text !== null) return succeed({ encoding: 'utf-8', bom: false, from: 'valid' });
  // One last letter of a Western text also looks like the beginning of a character of UTF-8: others must be whole.
  if (/[^\u0000-\u007f]/.test(decodeStrictly(bytes, 'utf-8', true) ?? ''))
    return judgeEnd({ encoding: 'utf-8', bom: false, from: 'valid' }, bytes, name, cut);
  const encoding = guessEastAsian(bytes) ?? guessSingleByte(bytes, makeContext(bytes));
  return judgeEnd({ encoding, bom: false, from: 'guess' }, bytes, name, cut);
}

/** Whether all characters are whole, but perhaps the last. */
const readsToEnd = (bytes: Uint8Array, encoding: Encoding): boolean => decodeStrictly(bytes, encoding, true) !== null;

/** IN10: a whole file whose last character is not. */
function judgeEnd(found: FoundEncoding, bytes: Uint8Array, name: string, cut: boolean): Result<FoundEncoding> {
  const { encoding } = found;
  if (!cut && decodeStrictly(bytes, encoding, false) === null && readsToEnd(bytes, encoding))
    return fail({ code: 'issue_file_cut_off', values: { name, encoding: encoding.toUpperCase() } });
  return succeed(found);
}

/** Fewer characters than this do not tell Korean from Chinese. */
const ENOUGH = 8;
/** The least share of everyday characters; texts in traditional characters written as GB18030 have few, but nothing else reads them. */
const EVERYDAY = 0.7;
const UNRIVALLED = 0.3;

function guessEastAsian(bytes: Uint8Array): EastAsian | null {
  const candidates = EAST_ASIAN.flatMap((encoding) => {
    const text = decodeStrictly(bytes, encoding, true);
    return text !== null && standsInRuns(text) ? [{ encoding, ...judgeDoubleBytes(bytes, encoding) }] : [];
  });
  const korean = candidates.find(({ encoding }) => encoding === 'euc-kr');
  if (korean && korean.share >= 0.97 && korean.characters >= ENOUGH) return 'euc-kr';
  const [best, next] = candidates.sort((one, other) => (Math.abs(other.share - one.share) < 0.02 ? 0 : other.share - one.share));
  if (!best) return null;
  if (best.share >= EVERYDAY) return best.encoding;
  return best.encoding === 'gb18030' && best.share >= UNRIVALLED && (next?.share ?? 0) < best.share / 2 ? best.encoding : null;
}

/** IN5: Western text read as East Asian also gives Han characters, but single ones in the midst of Latin words. */
function standsInRuns(text: string): boolean {
  let foreign = 0;
  let amidLatin = 0;
  for (const match of text.matchAll(/[^\u0000-\u007f]+/gu)) {
    foreign += match[0].length;
    const before = text[match.index - 1] ?? '';
    const after = text[match.index + match[0].length] ?? '';
    if (match[0].length === 1 && (/[a-z]/i.test(before) || /[a-z]/i.test(after))) amidLatin++;
  }
  return foreign > 0 && amidLatin < foreign * 0.3;
}

/** What chardet's recognisers read: the bytes and how often each occurs. */
function makeContext(bytes: Uint8Array): unknown {
  const byteStats = new Array<number>(256).fill(0);
  for (const byte of bytes) byteStats[byte]!++;
  return {
    byteStats,
    c1Bytes: byteStats.slice(0x80, 0xa0).some((count) => count > 0),
    rawInput: bytes,
    rawLen: bytes.length,
    inputBytes: bytes,
    inputLen: bytes.length,
  };
}
