import type { Draw } from '#core/model/draw';
import type { FileDialect } from '#core/model/source';
import { decodeLoosely } from '../decode-text';
import { hashBytes, hashCustomer, hashPlain } from './draw-customer';

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const BOM = [0xef, 0xbb, 0xbf];

/** Takes the records of drawn customers out of a UTF-8 file of well-formed records of one kind of line end, given in pieces. */
export interface Thinner {
  /** The next bytes of the smaller file. */
  push(chunk: Uint8Array): Uint8Array;
  /** The last bytes of the smaller file. */
  finish(): Uint8Array;
  /** How many records there were, header left out. */
  readonly records: number;
  /** By the place of a record in the smaller file, from 0: its number among the records that were given, from 1. */
  places(): Uint32Array;
}

/** Numbers in a list that grows without being copied each time. */
class Places {
  #list = new Uint32Array(1024);
  #length = 0;

  push(place: number): void {
    if (this.#length === this.#list.length) {
      const longer = new Uint32Array(2 * this.#length);
      longer.set(this.#list);
      this.#list = longer;
    }
    this.#list[this.#length++] = place;
  }

  all = (): Uint32Array => this.#list.slice(0, this.#length);
}

/** Makes a thinner of a file (LD27, LD28); its header stays, its mark of the byte order goes. */
export function createThinner(dialect: FileDialect, { oneIn, customer, order, nulls = [] }: Draw): Thinner {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const nothing = new Set(nulls.map((word) => word.trim()));
  /** Of an id with such a number it is asked whether it stands for nothing. */
  const suspects = new Set([...nothing].map(hashCustomer));
  const stops = new Uint8Array(256);
  for (const byte of [delimiter, QUOTE, LF, CR]) stops[byte] = 1;
  const last = Math.max(customer, order);
  const kept = new Places();
  let rest = new Uint8Array(0);
  let headerDue = dialect.header;
  let begun = false;
  let records = 0;

  /** Where the fields looked for stand in the record that was read last. */
  const found = { customerFrom: 0, customerTo: 0, orderFrom: 0, orderTo: 0 };
  function note(field: number, from: number, to: number): void {
    if (field === customer) [found.customerFrom, found.customerTo] = [from, to];
    if (field === order) [found.orderFrom, found.orderTo] = [from, to];
  }

  /** The end of the record that begins here, its line end included; -1 where it is not all there. Quotes are read as the counter reads them. */
  function readRecord(bytes: Uint8Array, from: number, isLast: boolean): number {
    const size = bytes.length;
    let field = 0;
    let start = from;
    let quoted = false;
    let closedAt = -1;
    let at = from;
    found.customerFrom = found.customerTo = found.orderFrom = found.orderTo = 0;
    for (; at < size; at++) {
      while (at < size && stops[bytes[at]!] === 0) at++;
      if (at === size) break;
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        if (quoted) closedAt = at;
        else if (at !== start && closedAt !== at - 1 && !(at === start + 1 && bytes[start] === SPACE)) continue;
        quoted = !quoted;
      } else if (!quoted) {
        if (field <= last) note(field, start, at);
        if (byte !== delimiter) break;
        start = at + 1;
        field++;
      }
    }
    if (at < size) {
      if (bytes[at] === LF) return at + 1;
      if (at + 1 < size) return bytes[at + 1] === LF ? at + 2 : at + 1;
    }
    if (!isLast) return -1;
    if (at === size) note(field, start, at);
    return size;
  }

  /** The text of a field without its quotes. */
  function readField(bytes: Uint8Array, from: number, to: number): string {
    const text = decodeLoosely(bytes.subarray(from, to), 'utf-8').trim();
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
  }

  /** The number of an id; null where the record has none. */
  function hashField(bytes: Uint8Array, from: number, to: number): number | null {
    if (from === to) return null;
    const plain = hashPlain(bytes, from, to);
    if (plain !== null && !suspects.has(plain)) return plain;
    const text = readField(bytes, from, to);
    return text === '' || nothing.has(text) ? null : hashCustomer(text);
  }

  function isDrawn(bytes: Uint8Array, from: number, end: number): boolean {
    const hash = hashField(bytes, found.customerFrom, found.customerTo) ?? hashField(bytes, found.orderFrom, found.orderTo);
    if (hash !== null) return hash % oneIn === 0;
    let to = end;
    while (to > from && (bytes[to - 1] === LF || bytes[to - 1] === CR)) to--;
    return hashBytes(bytes, from, to) % oneIn === 0;
  }

  function take(chunk: Uint8Array, isLast: boolean): Uint8Array {
    const bytes = joinBytes(rest, chunk);
    const out = new Uint8Array(bytes.length);
    let length = 0;
    let from = 0;
    if (!begun && (bytes.length >= BOM.length || isLast)) {
      begun = true;
      if (BOM.every((byte, at) => bytes[at] === byte)) from = BOM.length;
    }
    for (let end = 0; begun && from < bytes.length; from = end) {
      end = readRecord(bytes, from, isLast);
      if (end < 0) break;
      const isHeader = headerDue;
      headerDue = false;
      if (!isHeader) records++;
      if (!isHeader && !isDrawn(bytes, from, end)) continue;
      if (!isHeader) kept.push(records);
      out.set(bytes.subarray(from, end), length);
      length += end - from;
    }
    rest = bytes.slice(from);
    return out.subarray(0, length);
  }

  return {
    push: (chunk) => take(chunk, false),
    finish: () => take(new Uint8Array(0), true),
    get records() {
      return records;
    },
    places: kept.all,
  };
}

function joinBytes(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
