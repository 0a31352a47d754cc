import type { Issue } from '#core/model/result';
import { beginsWith } from './detect-encoding';

/** First bytes of files that people drop by mistake. */
const SIGNATURES: readonly { readonly kind: string; readonly bytes: readonly number[]; readonly code: Issue['code'] }[] = [
  { kind: 'ZIP', bytes: [0x50, 0x4b, 0x03, 0x04], code: 'issue_file_compressed' },
  { kind: 'GZIP', bytes: [0x1f, 0x8b], code: 'issue_file_compressed' },
  { kind: 'BZIP2', bytes: [0x42, 0x5a, 0x68], code: 'issue_file_compressed' },
  { kind: '7Z', bytes: [0x37, 0x7a, 0xbc, 0xaf], code: 'issue_file_compressed' },
  { kind: 'RAR', bytes: [0x52, 0x61, 0x72, 0x21], code: 'issue_file_compressed' },
  { kind: 'XLS', bytes: [0xd0, 0xcf, 0x11, 0xe0], code: 'issue_file_spreadsheet' },
  { kind: 'PNG', bytes: [0x89, 0x50, 0x4e, 0x47], code: 'issue_file_binary' },
  { kind: 'JPEG', bytes: [0xff, 0xd8, 0xff], code: 'issue_file_binary' },
  { kind: 'GIF', bytes: [0x47, 0x49, 0x46, 0x38], code: 'issue_file_binary' },
  { kind: 'PDF', bytes: [0x25, 0x50, 0x44, 0x46], code: 'issue_file_binary' },
  { kind: 'Parquet', bytes: [0x50, 0x41, 0x52, 0x31], code: 'issue_file_binary' },
  { kind: 'SQLite', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], code: 'issue_file_binary' },
];

/** The parts of a workbook are named in the head of its ZIP container. */
const WORKBOOK_PARTS = ['[Content_Types].xml', 'xl/', '_rels/.rels'];

function holdsWorkbook(bytes: Uint8Array): boolean {
  const ascii = Array.from(bytes.subarray(0, 512), (byte) => String.fromCharCode(byte)).join('');
  return WORKBOOK_PARTS.some((part) => ascii.includes(part));
}

/** The issue of a file that is not text at all, or null. UTF-16 text, which is full of zero bytes, is left to the encoding. */
export function findForeignKind(bytes: Uint8Array, name: string): Issue | null {
  if (bytes.length === 0) return { code: 'issue_file_empty', values: { name } };
  const signature = SIGNATURES.find((each) => beginsWith(bytes, each.bytes));
  if (signature?.kind === 'ZIP' && holdsWorkbook(bytes)) return { code: 'issue_file_spreadsheet', values: { name } };
  if (signature) return { code: signature.code, values: { name, kind: signature.kind } };
  return null;
}

/** True for text that no export writes: control characters beside tabs, line ends, and those that are made to part fields (1, 28–31). */
export function holdsControls(text: string): boolean {
  let controls = 0;
  const size = Math.min(text.length, 8192);
  for (let at = 0; at < size; at++) {
    const code = text.charCodeAt(at);
    if ((code < 9 && code !== 1) || (code > 13 && code < 26)) controls++;
  }
  return controls > 0 && controls > size * 0.005;
}
