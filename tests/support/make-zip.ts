import { crc32 as nodeCrc } from 'node:zlib';
import { deflateRawSync } from 'node:zlib';

/** A file for an archive that is written byte by byte, so that the reader is not checked against a writer of its own kind. */
export interface ZipFile {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  /** Written into the head as it is: 1 locked, 0x800 the name is UTF-8. */
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** Sizes and place in the extra field, as beyond 4 GB. */
  readonly long?: boolean;
}

const bytesOf = (text: string | Uint8Array): Uint8Array => (typeof text === 'string' ? new TextEncoder().encode(text) : text);
const join = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));

function numbers(...fields: readonly (readonly [value: number | bigint, bytes: 2 | 4 | 8])[]): Uint8Array {
  const out = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 8) out.writeBigUInt64LE(BigInt(value), at);
    else out.writeUIntLE(Number(value), at, bytes);
    at += bytes;
  }
  return new Uint8Array(out);
}

const FULL = 0xffffffff;

/** A zip archive (APPNOTE 6.3.10). `before`: bytes in front of it; `comment`: behind it. */
export function makeZip(files: readonly ZipFile[], { before = '', comment = '' } = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [bytesOf(before)];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const [name, content] = [bytesOf(file.name), bytesOf(file.content)];
    const packed = file.stored ? content : new Uint8Array(deflateRawSync(content));
    const method = file.method ?? (file.stored ? 0 : 8);
    const crc = file.crc ?? nodeCrc(content);
    const shared = [
      [file.flags ?? 0, 2],
      [method, 2],
      [0, 4],
      [crc, 4],
    ] as const;
    const local = numbers([0x04034b50, 4], [20, 2], ...shared, [packed.length, 4], [content.length, 4], [name.length, 2], [0, 2]);
    const extra = file.long ? numbers([1, 2], [24, 2], [content.length, 8], [packed.length, 8], [offset, 8]) : new Uint8Array(0);
    const sizes = file.long
      ? ([
          [FULL, 4],
          [FULL, 4],
        ] as const)
      : ([
          [packed.length, 4],
          [content.length, 4],
        ] as const);
    directory.push(
      numbers(
        [0x02014b50, 4],
        [20, 2],
        [20, 2],
        ...shared,
        ...sizes,
        [name.length, 2],
        [extra.length, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [file.long ? FULL : offset, 4],
      ),
      name,
      extra,
    );
    parts.push(local, name, packed);
    offset += local.length + name.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  parts.push(...directory);
  const note = bytesOf(comment);
  if (files.some(({ long }) => long)) {
    parts.push(
      numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [files.length, 8], [files.length, 8], [size, 8], [offset, 8]),
      numbers([0x07064b50, 4], [0, 4], [offset + size, 8], [1, 4]),
      numbers([0x06054b50, 4], [0, 2], [0, 2], [0xffff, 2], [0xffff, 2], [FULL, 4], [FULL, 4], [note.length, 2]),
    );
  } else
    parts.push(numbers([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [note.length, 2]));
  return join([...parts, note]);
}
