const APOSTROPHES = /^'+/;
const NUMBER = /^[+(]?\d[\d*().+-]*$/;
/** A Chinese mobile number after its country code. */
const ABROAD = /^(?:00)?86(1[\d*]{10})$/;

/** One spelling of a customer's id, coarser than all that a load or a pseudonym takes for the same person (LD28). */
export function spellCustomer(text: string): string {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').replace(APOSTROPHES, '').toLowerCase();
  return NUMBER.test(plain) ? plain.replace(/[^\d*]/g, '').replace(ABROAD, '$1') : plain;
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Spreads a sum of FNV-1a over all its bits, as the end of MurmurHash3 does. */
function spread(sum: number): number {
  let hash = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number from 0 to 2³² − 1 that bytes always have: FNV-1a, spread. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let sum = OFFSET;
  for (let at = from; at < to; at++) sum = Math.imul(sum ^ bytes[at]!, PRIME);
  return spread(sum);
}

/** How the first byte of a character begins that has so many more. */
const LEAD = [0, 0xc0, 0xe0, 0xf0];

/** The bytes of a text in UTF-8. */
function* encode(text: string): Generator<number> {
  for (const sign of text) {
    const point = sign.codePointAt(0)!;
    if (point < 0x80) yield point;
    else {
      const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      yield LEAD[more]! | (point >> (6 * more));
      for (let left = more - 1; left >= 0; left--) yield 0x80 | ((point >> (6 * left)) & 0x3f);
    }
  }
}

/** The number of a customer's id as it stands in a file, the same for every spelling. */
export function hashCustomer(text: string): number {
  let sum = OFFSET;
  for (const byte of encode(spellCustomer(text))) sum = Math.imul(sum ^ byte, PRIME);
  return spread(sum);
}

const LONGEST_NUMBER = 12;
/** What may stand in an id that is spelled as it stands, but for its letters' case. */
const PLAIN = new Uint8Array(128);
for (const sign of 'abcdefghijklmnopqrstuvwxyz0123456789-_@.') PLAIN[sign.charCodeAt(0)] = 1;

/**
 * `hashCustomer` straight from the bytes of an id of plain letters, digits and the signs of addresses; null where it takes more to spell it:
 * anything without a letter may be a telephone number, and a longer one begin with a country code.
 */
export function hashPlain(bytes: Uint8Array, from: number, to: number): number | null {
  let sum = OFFSET;
  let [letters, digits] = [0, 0];
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    const small = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (small >= 128 || PLAIN[small] === 0) return null;
    if (small >= 0x61 && small <= 0x7a) letters++;
    else if (small >= 0x30 && small <= 0x39) digits++;
    sum = Math.imul(sum ^ small, PRIME);
  }
  const short = letters === 0 && digits === to - from && digits <= LONGEST_NUMBER;
  return letters > 0 || short ? spread(sum) : null;
}
