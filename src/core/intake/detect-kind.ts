import type { Issue } from '#core/model/result';
import { beginsWith } from './detect-encoding';

/** What a file is to the loader. `text`: records of text in any encoding and dialect. */
export type FileKind = 'text' | 'zip' | 'gzip' | 'tar' | 'parquet' | 'arrow' | 'arrow-stream' | 'json' | 'ndjson';

/** First bytes of files that are opened or read. Arrow's stream begins with the length of a message of at most 16 MB. */
const READABLE: readonly { readonly kind: FileKind; readonly bytes: readonly number[] }[] = [
  { kind: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'gzip', bytes: [0x1f, 0x8b] },
  { kind: 'parquet', bytes: [0x50, 0x41, 0x52, 0x31] },
  { kind: 'arrow', bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] },
];

/** First bytes of files that people drop by mistake. */
const FOREIGN: readonly { readonly kind: string; readonly bytes: readonly number[]; readonly code: Issue['code'] }[] = [
  { kind: 'BZIP2', bytes: [0x42, 0x5a, 0x68], code: 'issue_file_compressed' },
  { kind: '7Z', bytes: [0x37, 0x7a, 0xbc, 0xaf], code: 'issue_file_compressed' },
  { kind: 'RAR', bytes: [0x52, 0x61, 0x72, 0x21], code: 'issue_file_compressed' },
  { kind: 'XZ', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], code: 'issue_file_compressed' },
  { kind: 'Zstandard', bytes: [0x28, 0xb5, 0x2f, 0xfd], code: 'issue_file_compressed' },
  { kind: 'PNG', bytes: [0x89, 0x50, 0x4e, 0x47], code: 'issue_file_binary' },
  { kind: 'JPEG', bytes: [0xff, 0xd8, 0xff], code: 'issue_file_binary' },
  { kind: 'GIF', bytes: [0x47, 0x49, 0x46, 0x38], code: 'issue_file_binary' },
  { kind: 'PDF', bytes: [0x25, 0x50, 0x44, 0x46], code: 'issue_file_binary' },
  { kind: 'SQLite', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], code: 'issue_file_binary' },
  { kind: 'ORC', bytes: [0x4f, 0x52, 0x43], code: 'issue_file_binary' },
  { kind: 'Parquet (encrypted)', bytes: [0x50, 0x41, 0x52, 0x45], code: 'issue_file_binary' },
];

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
/** The name that a locked workbook gives its stream, in the UTF-16 of compound files. */
const LOCKED = 'EncryptedPackage';

/** The issue of a file that is nothing we read, or null. UTF-16 text, which is full of zero bytes, is left to the encoding. */
export function findForeignKind(bytes: Uint8Array, name: string): Issue | null {
  if (bytes.length === 0) return { code: 'issue_file_empty', values: { name } };
  if (beginsWith(bytes, COMPOUND)) return { code: holdsWide(bytes, LOCKED) ? 'issue_file_locked' : 'issue_file_xls', values: { name } };
  const signature = FOREIGN.find((each) => beginsWith(bytes, each.bytes));
  return signature ? { code: signature.code, values: { name, kind: signature.kind } } : null;
}

/** F1: what a file is by its first bytes; JSON is told by `#core/intake/json/find-json`, which reads text. */
export function findKind(bytes: Uint8Array): FileKind {
  const readable = READABLE.find((each) => beginsWith(bytes, each.bytes));
  if (readable) return readable.kind;
  if (isArrowStream(bytes)) return 'arrow-stream';
  return asciiAt(bytes, 257, 5) === 'ustar' ? 'tar' : 'text';
}

/** Whether a file consists of lines of text by its first bytes: neither foreign, nor opened, nor a format of its own but JSON. */
export const holdsText = (bytes: Uint8Array, name: string): boolean => findKind(bytes) === 'text' && !findForeignKind(bytes, name);

/** A message of Arrow's stream: a mark, a length, and a table of flatbuffers that points into itself. */
function isArrowStream(bytes: Uint8Array): boolean {
  if (!beginsWith(bytes, [0xff, 0xff, 0xff, 0xff]) || bytes.length < 16) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getInt32(4, true);
  return length > 0 && length < 1 << 24 && length % 8 === 0 && view.getInt32(8, true) < length;
}

const asciiAt = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));

function holdsWide(bytes: Uint8Array, word: string): boolean {
  const codes = Array.from(word, (sign) => [sign.charCodeAt(0), 0]).flat();
  for (let at = 0; at + codes.length <= bytes.length; at += 2) if (codes.every((code, index) => bytes[at + index] === code)) return true;
  return false;
}

/** True for text that no export writes: control characters beside tabs, line ends, and those that are made to part fields (1, 28–31). */
export function holdsControls(text: string): boolean {
  const looked = text.slice(0, 8192);
  const controls = looked.match(/[\u0000\u0002-\u0008\u000e-\u0019]/g)?.length ?? 0;
  return controls > looked.length * 0.005;
}
