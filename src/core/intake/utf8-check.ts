/** Watches bytes that come in pieces; `invalidAt` is the offset of the first byte that cannot be UTF-8, or null. */
export interface Utf8Check {
  push(chunk: Uint8Array): void;
  /** True while a character is begun and not ended. */
  open(): boolean;
  invalidAt(): number | null;
}

const GOOD = 0;
const BAD = 8;
/** State × byte → state. The states 1–3 wait for so many plain continuation bytes, 4–7 for one within narrower bounds (RFC 3629). */
const NEXT = makeTable();

function makeTable(): Uint8Array {
  const table = new Uint8Array(9 * 256).fill(BAD);
  const allow = (state: number, from: number, to: number, next: number): unknown =>
    table.fill(next, state * 256 + from, state * 256 + to + 1);
  allow(GOOD, 0x00, 0x7f, GOOD);
  allow(GOOD, 0xc2, 0xdf, 1);
  allow(GOOD, 0xe1, 0xef, 2);
  allow(GOOD, 0xe0, 0xe0, 4);
  allow(GOOD, 0xed, 0xed, 5);
  allow(GOOD, 0xf1, 0xf3, 3);
  allow(GOOD, 0xf0, 0xf0, 6);
  allow(GOOD, 0xf4, 0xf4, 7);
  for (const state of [1, 2, 3]) allow(state, 0x80, 0xbf, state - 1);
  allow(4, 0xa0, 0xbf, 1);
  allow(5, 0x80, 0x9f, 1);
  allow(6, 0x90, 0xbf, 2);
  allow(7, 0x80, 0x8f, 2);
  return table;
}

/** Bytes from here to the first that is not plain ASCII are passed over, four at a time. */
function skipAscii(chunk: Uint8Array, words: Uint32Array, shift: number, from: number): number {
  const size = chunk.length;
  let at = from;
  while (at < size) {
    if (((at - shift) & 3) === 0) {
      let word = (at - shift) >> 2;
      while (word < words.length && (words[word]! & 0x80808080) === 0) word++;
      at = (word << 2) + shift;
      if (at >= size) break;
    }
    if (chunk[at]! >= 0x80) return at;
    at++;
  }
  return at;
}

/** A strict UTF-8 check that keeps nothing but its state. */
export function createUtf8Check(): Utf8Check {
  let offset = 0;
  let state = GOOD;
  let bad: number | null = null;

  function push(chunk: Uint8Array): void {
    let now = state;
    const size = chunk.length;
    const table = NEXT;
    const shift = -chunk.byteOffset & 3;
    const words = size < shift + 4 ? new Uint32Array(0) : new Uint32Array(chunk.buffer, chunk.byteOffset + shift, (size - shift) >> 2);
    for (let at = 0; bad === null && at < size; at++) {
      if (now === GOOD) {
        if (chunk[at]! < 0x80) at = skipAscii(chunk, words, shift, at);
        if (at >= size) break;
      }
      now = table[(now << 8) | chunk[at]!]!;
      if (now === BAD) bad = offset + at;
    }
    state = now;
    offset += size;
  }
  return { push, open: () => state !== GOOD && bad === null, invalidAt: () => bad ?? (state === GOOD ? null : offset) };
}
