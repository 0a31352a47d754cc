import { detectEncoding, takeEncoding, type FoundEncoding } from '#core/intake/detect-encoding';
import { decodeStrictly } from '#core/intake/decode-text';
import { findForeignKind, findKind } from '#core/intake/detect-kind';
import { findJson } from '#core/intake/json/find-json';
import type { Issue } from '#core/model/result';
import type { Encoding } from '#core/model/source';
import { kindOfZip } from '../open/kind-of-zip';
import { readZipDirectory } from '../open/zip-directory';
import { LoadError, type InputFile } from '../types';
import type { TypedFormat } from './open-table';

/** What a file is (F1): text to be sniffed, a format with its encoding, or an issue. */
export type FoundFormat =
  { readonly text: true } | { readonly format: TypedFormat; readonly found: FoundEncoding } | { readonly issues: readonly Issue[] };

const BINARY: FoundEncoding = { encoding: 'utf-8', bom: false, from: 'valid' };
const TEXT: FoundFormat = { text: true };
const OPENERS = new Set([0x5b, 0x7b]);

/** F1: what a file is, from its first bytes. `named`: the encoding that a person says it has. */
export async function findFormat(file: InputFile, head: Uint8Array, named?: Encoding): Promise<FoundFormat> {
  const foreign = findForeignKind(head, file.name);
  if (foreign) return { issues: [foreign] };
  const kind = findKind(head);
  switch (kind) {
    case 'text':
      return mayBeJson(head) ? findJsonIn(file, head, named) : TEXT;
    case 'zip':
      return findInZip(file);
    case 'gzip':
    case 'tar':
      return { issues: [{ code: 'issue_file_compressed', values: { name: file.name, kind: kind.toUpperCase() } }] };
    case 'arrow-stream':
      return { format: 'arrow', found: BINARY };
    default:
      return { format: kind as TypedFormat, found: BINARY };
  }
}

/** The first byte that is no mark, blank or half of one. */
const mayBeJson = (head: Uint8Array): boolean =>
  OPENERS.has(head.subarray(0, 1024).find((byte) => byte > 0x20 && ![0xef, 0xbb, 0xbf, 0xfe, 0xff].includes(byte)) ?? 0);

function findJsonIn(file: InputFile, head: Uint8Array, named?: Encoding): FoundFormat {
  const cut = head.length < file.bytes;
  const found = named ? takeEncoding(head, file.name, cut, named) : detectEncoding(head, file.name, cut);
  if (!found.ok) return TEXT;
  const format = findJson(decodeStrictly(head, found.value.encoding, cut) ?? '', cut);
  return format ? { format, found: found.value } : TEXT;
}

async function findInZip(file: InputFile): Promise<FoundFormat> {
  try {
    const kind = kindOfZip(file, await readZipDirectory(file));
    if (kind === 'workbook') return { format: 'xlsx', found: BINARY };
    return { issues: [kind === 'archive' ? { code: 'issue_file_compressed', values: { name: file.name, kind: 'ZIP' } } : kind] };
  } catch (fault) {
    if (!(fault instanceof LoadError)) throw fault;
    return { issues: fault.issues };
  }
}
