import type { FileDialect } from '#core/model/source';

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const BOM = [0xef, 0xbb, 0xbf];

/** Rewrites bytes that come in pieces so that every record ends with `\n`. */
export interface NewlineUnifier {
  push(chunk: Uint8Array): Uint8Array;
}

/** Follows quotes the way the record counter does: one space may stand before an opening one. */
export function createNewlineUnifier(dialect: FileDialect): NewlineUnifier {
  const delimiter = dialect.delimiter.charCodeAt(0);
  let quoted = false;
  let closing = false;
  /** 0 at a field's start, 1 after one space, 2 inside. */
  let place = 0;
  let afterCr = false;
  let bomBytes = 0;

  function push(chunk: Uint8Array): Uint8Array {
    const out = new Uint8Array(chunk.length);
    let length = 0;
    for (const byte of chunk) {
      if (bomBytes < 3 && byte === BOM[bomBytes]) {
        bomBytes++;
        out[length++] = byte;
        continue;
      }
      bomBytes = 3;
      if (quoted) {
        if (byte === QUOTE) {
          quoted = false;
          closing = true;
          place = 2;
        }
        out[length++] = byte;
        continue;
      }
      if (byte === LF && afterCr) {
        afterCr = false;
        continue;
      }
      afterCr = byte === CR;
      if (byte === QUOTE && (closing || place < 2)) quoted = true;
      closing = false;
      if (byte === CR || byte === LF || byte === delimiter) place = 0;
      else place = byte === SPACE && place === 0 ? 1 : 2;
      out[length++] = byte === CR ? LF : byte;
    }
    return out.subarray(0, length);
  }
  return { push };
}
