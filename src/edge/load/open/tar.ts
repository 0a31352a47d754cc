import { decodeStrictly } from '#core/intake/decode-text';
import type { InputFile } from '../types';
import { damaged } from './limits';

/** One file of a tar archive. */
export interface TarEntry {
  readonly path: string;
  readonly from: number;
  readonly size: number;
}

const BLOCK = 512;
const NAME_KINDS = 'Lx';

const textIn = (bytes: Uint8Array, from: number, length: number): string => {
  const end = bytes.subarray(from, from + length).indexOf(0);
  const field = bytes.subarray(from, from + (end < 0 ? length : end));
  return decodeStrictly(field, 'utf-8', false) ?? decodeStrictly(field, 'gb18030', false) ?? '';
};

/** The files of a tar archive, which is what `.tar.gz` holds. Throws `LoadError` where it ends early. */
export async function readTar(file: InputFile): Promise<readonly TarEntry[]> {
  const entries: TarEntry[] = [];
  let named = '';
  for (let at = 0; at + BLOCK <= file.bytes;) {
    const head = await file.slice(at, at + BLOCK);
    if (head.every((byte) => byte === 0)) break;
    if (textIn(head, 257, 5) !== 'ustar') throw damaged(file.name, 'TAR');
    const size = Number.parseInt(textIn(head, 124, 12).trim(), 8) || 0;
    const from = at + BLOCK;
    if (from + size > file.bytes) throw damaged(file.name, 'TAR');
    const kind = String.fromCharCode(head[156]!);
    const prefix = textIn(head, 345, 155);
    const path = textIn(head, 0, 100);
    if (NAME_KINDS.includes(kind)) named = readName(kind, await file.slice(from, from + Math.min(size, 4096)));
    else {
      if (kind === '0' || kind === '\0') entries.push({ path: named || (prefix ? `${prefix}/${path}` : path), from, size });
      named = '';
    }
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

/** A long name stands in an entry before the one it names: as it is (`L`), or as `length path=name` (`x`). */
function readName(kind: string, bytes: Uint8Array): string {
  if (kind === 'L') return textIn(bytes, 0, bytes.length);
  return /(?:^|\n)\d+ path=(.*)\n/.exec(new TextDecoder().decode(bytes))?.[1] ?? '';
}
