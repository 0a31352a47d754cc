import { decodeStrictly } from '#core/intake/decode-text';
import { LoadError, type InputFile } from '../types';
import { damaged } from './limits';

/** One file of an archive, as its directory lists it. */
export interface ZipEntry {
  /** With its folders, parted by `/`. */
  readonly path: string;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  /** 0 stored, 8 deflate. */
  readonly method: number;
  readonly locked: boolean;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const FULL = 0xffffffff;
/** The end record is 22 bytes and a comment of at most 65,535. */
const END_SIZE = 22;
const TAIL = END_SIZE + 65_535;
/** A directory larger than this lists more files than F7 lets through. */
const LARGEST_DIRECTORY = 64 << 20;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

interface Directory {
  readonly offset: number;
  readonly size: number;
  /** Bytes before the archive itself, as self-extracting ones have. */
  readonly shift: number;
}

/** The files of a zip archive in the order of its directory, folders left out. Throws `LoadError`: cut short, damaged, in several parts. */
export async function readZipDirectory(file: InputFile): Promise<readonly ZipEntry[]> {
  const { offset, size, shift } = await findDirectory(file);
  const bytes = await file.slice(offset, offset + size);
  if (bytes.length < size) throw damaged(file.name, 'ZIP');
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= size;) {
    if (view.getUint32(at, true) !== ENTRY) break;
    const lengths = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)] as const;
    const end = at + 46 + lengths[0] + lengths[1] + lengths[2];
    if (end > size) throw damaged(file.name, 'ZIP');
    const entry = readEntry(bytes.subarray(at, end), lengths[0], lengths[1], shift);
    if (!entry.path.endsWith('/')) entries.push(entry);
    at = end;
  }
  if (entries.length === 0 && size >= 46) throw damaged(file.name, 'ZIP');
  return entries;
}

async function findDirectory(file: InputFile): Promise<Directory> {
  const from = Math.max(0, file.bytes - TAIL);
  const tail = await file.slice(from, file.bytes);
  const view = viewOf(tail);
  let at = tail.length - END_SIZE;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw damaged(file.name, 'ZIP');
  if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true))
    throw new LoadError([{ code: 'issue_file_split_archive', values: { name: file.name } }]);
  let size = view.getUint32(at + 12, true);
  let offset = view.getUint32(at + 16, true);
  let end = from + at;
  if (size === FULL || offset === FULL || view.getUint16(at + 10, true) === 0xffff) {
    const locator = at - 20;
    if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
      const place = long(view, locator + 8);
      const record = viewOf(await file.slice(place, place + 56));
      if (record.byteLength < 56 || record.getUint32(0, true) !== END_64) throw damaged(file.name, 'ZIP');
      size = long(record, 40);
      offset = long(record, 48);
      end = place;
    } else if (size === FULL || offset === FULL) throw damaged(file.name, 'ZIP');
  }
  const shift = end - size - offset;
  if (shift < 0 || size > LARGEST_DIRECTORY) throw damaged(file.name, 'ZIP');
  return { offset: offset + shift, size, shift };
}

function readEntry(bytes: Uint8Array, nameLength: number, extraLength: number, shift: number): ZipEntry {
  const view = viewOf(bytes);
  const flags = view.getUint16(8, true);
  const name = bytes.subarray(46, 46 + nameLength);
  const sizes = { packed: view.getUint32(20, true), size: view.getUint32(24, true), offset: view.getUint32(42, true) };
  readLongSizes(bytes.subarray(46 + nameLength, 46 + nameLength + extraLength), sizes);
  return {
    path: decodeName(name).replaceAll('\\', '/'),
    packed: sizes.packed,
    size: sizes.size,
    crc: view.getUint32(16, true),
    method: view.getUint16(10, true),
    locked: (flags & 1) === 1,
    offset: sizes.offset + shift,
  };
}

/** F5: sizes that do not fit 32 bits stand in the extra field, in this order, each only where it is needed. */
function readLongSizes(extra: Uint8Array, sizes: { packed: number; size: number; offset: number }): void {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let place = at + 4;
      for (const name of ['size', 'packed', 'offset'] as const) {
        if (sizes[name] !== FULL || place + 8 > Math.min(extra.length, at + 4 + length)) continue;
        sizes[name] = long(view, place);
        place += 8;
      }
    }
    at += 4 + length;
  }
}

/** F4. */
const decodeName = (bytes: Uint8Array): string =>
  decodeStrictly(bytes, 'utf-8', false) ?? decodeStrictly(bytes, 'gb18030', false) ?? new TextDecoder('windows-1252').decode(bytes);
