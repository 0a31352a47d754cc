import * as multibyte from 'chardet/lib/encoding/mbcs';
import type { Encoding, SourceHead } from '#core/model/source';
import { fail, succeed, type Result } from '#core/model/result';
import { decodeStrictly } from './decode-text';

/** What the first bytes say of a file's encoding. */
export interface FoundEncoding {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly from: SourceHead['encodingFrom'];
}

const OTHER_MARKS: readonly { readonly label: string; readonly bytes: readonly number[] }[] = [
  { label: 'UTF-16', bytes: [0xff, 0xfe] },
  { label: 'UTF-16', bytes: [0xfe, 0xff] },
];

export const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

/** UTF-16 text without a mark has a zero in every second byte where it is ASCII. */
function looksUtf16(bytes: Uint8Array): boolean {
  const size = Math.min(bytes.length & ~1, 2048);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < size; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  return size >= 16 && Math.max(even, odd) > size * 0.2 && Math.min(even, odd) < size * 0.02;
}

/** Byte order mark, then strict UTF-8, then a guess among the East Asian encodings, of which GB18030 can be read. */
export function detectEncoding(bytes: Uint8Array, name: string, cut: boolean): Result<FoundEncoding> {
  if (beginsWith(bytes, [0xef, 0xbb, 0xbf])) {
    if (decodeStrictly(bytes, 'utf-8', cut) !== null) return succeed({ encoding: 'utf-8', bom: true, from: 'bom' });
    return fail({ code: 'issue_file_encoding_unknown', values: { name } });
  }
  const other = OTHER_MARKS.find((mark) => beginsWith(bytes, mark.bytes));
  if (other ?? looksUtf16(bytes)) return fail({ code: 'issue_file_encoding', values: { name, encoding: other?.label ?? 'UTF-16' } });
  if (decodeStrictly(bytes, 'utf-8', cut) !== null) return succeed({ encoding: 'utf-8', bom: false, from: 'valid' });
  return guess(bytes, name, cut);
}

function guess(bytes: Uint8Array, name: string, cut: boolean): Result<FoundEncoding> {
  const context = makeContext(bytes);
  const confidence = (recogniser: { match(context: never): { confidence: number } | null }): number =>
    recogniser.match(context as never)?.confidence ?? 0;
  const guesses = [
    { label: 'GB18030', confidence: confidence(new multibyte.gb_18030()) },
    { label: 'Big5', confidence: confidence(new multibyte.big5()) },
    { label: 'Shift_JIS', confidence: confidence(new multibyte.sjis()) },
    { label: 'EUC-JP', confidence: confidence(new multibyte.euc_jp()) },
    { label: 'EUC-KR', confidence: confidence(new multibyte.euc_kr()) },
  ].sort((a, b) => b.confidence - a.confidence);
  const best = guesses[0]!;
  const chinese = guesses.find((each) => each.label === 'GB18030')!;
  const text = decodeStrictly(bytes, 'gb18030', cut);
  if (
    text !== null &&
    chinese.confidence >= 10 &&
    chinese.confidence >= best.confidence &&
    mostlyHan(text) &&
    (chinese.confidence > FEW || inGb2312(bytes))
  )
    return succeed({ encoding: 'gb18030', bom: false, from: 'guess' });
  if (best.confidence >= 30 && best.label !== 'GB18030')
    return fail({ code: 'issue_file_encoding', values: { name, encoding: best.label } });
  return fail({ code: 'issue_file_encoding_unknown', values: { name } });
}

/** What chardet gives when there are hardly any characters to judge by. */
const FEW = 10;

/** Simplified Chinese stays within GB2312, whose second bytes begin at A1; Japanese bytes read as GB18030 do not. */
function inGb2312(bytes: Uint8Array): boolean {
  let pairs = 0;
  let within = 0;
  for (let at = 0; at + 1 < bytes.length; at++) {
    if (bytes[at]! < 0x81) continue;
    pairs++;
    if (bytes[at]! >= 0xa1 && bytes[at + 1]! >= 0xa1) within++;
    at++;
  }
  return within > pairs * 0.9;
}

/** Western text read as GB18030 also gives Han characters, but rare ones in the midst of Latin words. */
function mostlyHan(text: string): boolean {
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
