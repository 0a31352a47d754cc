import type { JsonValue } from '#core/model/presentation';
import { MAX_DEPTH } from '../json';
import { readCharacters, writeCharacters } from './characters';
import { WORDS_2 } from './words-2';

const END = 0;
const LIST = 1;
const MAP = 2;
/** 3, 4 and 5. */
const PLAIN: readonly JsonValue[] = [null, true, false];
const FIRST_PLAIN = 3;
const NUMBER = 6;
/** Before a text whose first byte would say something else. */
const TEXT = 7;

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
/** Bytes that stand for a word by themselves, and those that do so with a second one, which is a printing character of ASCII. */
const SINGLE = [...span(0x08, 0x1f), ...span(0x80, 0xa0)];
const PAGES = span(0xf8, 0xff);
const SECOND = 0x20;
const SECONDS = 95;

const codes = new Map(
  WORDS_2.map((word, index): [string, readonly number[]] => {
    const place = index - SINGLE.length;
    return [word, place < 0 ? [SINGLE[index]!] : [PAGES[Math.floor(place / SECONDS)]!, SECOND + (place % SECONDS)]];
  }),
);
const words = new Map([...codes].map(([word, [first = 0, second = 0]]) => [(first << 8) | second, word]));
const FIRST_PAGE = PAGES[0]!;
/** 0xa1 to 0xf7 begin a Chinese character. */
const startsText = (byte: number): boolean => (byte >= 0x20 && byte < 0x80) || (byte > 0xa0 && byte < FIRST_PAGE);

function writeText(text: string): readonly number[] {
  const word = codes.get(text);
  if (word) return word;
  const bytes = writeCharacters(text);
  return [...(startsText(bytes[0] ?? END) ? [] : [TEXT]), ...bytes, END];
}

/** A value as bytes: one for a bracket, a word of the format or the end of a text. Keys stand in the order they have. */
export function writeTight(value: JsonValue): readonly number[] {
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'number') return [NUMBER, ...writeCharacters(String(value)), END];
  if (value === null || typeof value === 'boolean') return [FIRST_PLAIN + PLAIN.indexOf(value)];
  if (Array.isArray(value)) return [LIST, ...(value as readonly JsonValue[]).flatMap(writeTight), END];
  return [MAP, ...Object.entries(value).flatMap(([key, each]) => [...writeText(key), ...writeTight(each as JsonValue)]), END];
}

/** More than any report that fits into a link. */
const MOST_VALUES = 60_000;

class Broken extends Error {
  constructor(override readonly message: 'deep' | 'many' | 'broken') {
    super(message);
  }
}

class Reader {
  #at = 0;
  #values = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  value(depth: number): JsonValue {
    if (++this.#values > MOST_VALUES) throw new Broken('many');
    const byte = this.bytes[this.#at] ?? END;
    const plain = PLAIN[byte - FIRST_PLAIN];
    if (plain !== undefined) return (this.#at++, plain);
    if (byte === NUMBER) return (this.#at++, this.#number());
    if (byte !== LIST && byte !== MAP) return this.#text();
    if (depth >= MAX_DEPTH) throw new Broken('deep');
    this.#at++;
    return byte === LIST ? this.#list(depth + 1) : this.#map(depth + 1);
  }

  #list(depth: number): JsonValue {
    const list: JsonValue[] = [];
    while (!this.#ends()) list.push(this.value(depth));
    return list;
  }

  #map(depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    while (!this.#ends()) entries.push([this.#text(), this.value(depth)]);
    return Object.fromEntries(entries);
  }

  #ends(): boolean {
    if (this.#at >= this.bytes.length) throw new Broken('broken');
    if (this.bytes[this.#at] !== END) return false;
    this.#at++;
    return true;
  }

  #number(): number {
    const text = this.#characters();
    const number = Number(text);
    if (!Number.isFinite(number) || String(number) !== text) throw new Broken('broken');
    return number;
  }

  #text(): string {
    const byte = this.bytes[this.#at] ?? END;
    if (byte === TEXT) return (this.#at++, this.#characters());
    if (startsText(byte)) return this.#characters();
    const length = byte >= FIRST_PAGE ? 2 : 1;
    const word = words.get((byte << 8) | (length === 2 ? (this.bytes[this.#at + 1] ?? 0) : 0));
    if (word === undefined) throw new Broken('broken');
    this.#at += length;
    return word;
  }

  #characters(): string {
    const read = readCharacters(this.bytes, this.#at);
    if (!read) throw new Broken('broken');
    this.#at = read.end + 1;
    return read.text;
  }
}

/** The value in bytes that `writeTight` made, of new objects; or why there is none: it nests too deep, holds too much, or is not such bytes. */
export function readTight(bytes: Uint8Array): { readonly value: JsonValue } | Broken['message'] {
  const reader = new Reader(bytes);
  try {
    const value = reader.value(0);
    return reader.isAtEnd ? { value } : 'broken';
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return error.message;
  }
}
