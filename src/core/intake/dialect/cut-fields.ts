import type { TextReading } from '#core/model/reading';
import { LONGEST_FIELD, type QuoteFault } from './raw-record';

/** The signs by which a text is cut. */
export type Signs = Pick<TextReading, 'delimiter' | 'quote' | 'escape'>;

/** One record that holds quotes. `end` is the place behind its last character, before the line end. */
export interface QuotedRecord {
  readonly fields: readonly string[];
  readonly end: number;
  readonly fault: QuoteFault | null;
  /** An unquoted field ends in a quote. */
  readonly closes: boolean;
}

const isLineEnd = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 10 || code === 13;
};

/** Where the line that holds a place ends: its first line feed or carriage return, or the text's end. */
export function findLineEnd(text: string, from: number): number {
  const ends = /[\r\n]/g;
  ends.lastIndex = from;
  return ends.exec(text)?.index ?? text.length;
}

interface Quoted {
  readonly value: string;
  /** Behind the closing quote; -1 where the text ends first. */
  readonly next: number;
}

/** The content of a quoted field, from behind its opening quote. */
function readQuoted(text: string, from: number, { delimiter, quote, escape }: Signs): Quoted {
  const doubled = escape === quote;
  const last = Math.min(text.length, from + LONGEST_FIELD);
  let value = '';
  let start = from;
  let at = from;
  for (;;) {
    const closing = text.indexOf(quote, at);
    const within = doubled || escape === '' ? -1 : text.slice(at, closing < 0 ? last : closing).indexOf(escape);
    if (within >= 0) {
      const escaping = at + within;
      const sign = text[escaping + 1];
      if (sign === undefined) return { value, next: -1 };
      if (sign === quote || sign === escape || sign === delimiter) {
        value += text.slice(start, escaping);
        start = escaping + 1;
        at = escaping + 2;
      } else at = escaping + 1;
    } else if (closing < 0 || closing >= last) return { value, next: -1 };
    else if (doubled && text[closing + 1] === quote) {
      value += text.slice(start, closing + 1);
      start = at = closing + 2;
    } else return { value: value + text.slice(start, closing), next: closing + 1 };
  }
}

/** D5: where a field's content begins if a quote opens it; -1 if none does. One blank may stand before the quote. */
function openingQuote(text: string, at: number, { delimiter, quote }: Signs): number {
  if (quote === '') return -1;
  if (text[at] === quote) return at + 1;
  return text[at] === ' ' && text[at + 1] === quote && !delimiter.startsWith(' ') ? at + 2 : -1;
}

const countOf = (text: string, sign: string): number => text.split(sign).length - 1;

/** D6: a quote within an unquoted field, and a later field that begins with a blank and ends in a quote. */
export function encloseDelimiter(plain: readonly string[], quote: string): boolean {
  const first = plain.findIndex((field) => field.trimEnd().slice(1, -1).includes(quote) && countOf(field, quote) % 2 === 1);
  if (first < 0) return false;
  return plain
    .slice(first + 1)
    .some((field) => field.startsWith(' ') && field.trimEnd().endsWith(quote) && countOf(field, quote) % 2 === 1);
}

/**
 * The record that begins at a place, its quotes followed. Null where the text ends within it and more may come. A record damaged by
 * its quotes (D6) ends with its first line.
 */
export function cutQuoted(text: string, from: number, signs: Signs, final: boolean): QuotedRecord | null {
  const { delimiter, quote } = signs;
  const fields: string[] = [];
  const quotedAt: number[] = [];
  const damaged = (fault: QuoteFault): QuotedRecord => {
    const end = findLineEnd(text, from);
    return { fields: cutLoosely(text.slice(from, end), delimiter), end, fault, closes: false };
  };
  let lineEnd = -1;
  let odd = false;
  for (let at = from; ;) {
    const opened = openingQuote(text, at, signs);
    if (opened >= 0) {
      const { value, next } = readQuoted(text, opened, signs);
      if (next < 0) return final || text.length - opened >= LONGEST_FIELD ? damaged('unterminated_quote') : null;
      at = next;
      while (text[at] === ' ' && !(delimiter.startsWith(' ') && text.startsWith(delimiter, at))) at++;
      quotedAt.push(fields.length);
      fields.push(value);
      if (at >= text.length && !final) return null;
      if (!final && text.length - at < delimiter.length && !isLineEnd(text, at)) return null;
      if (at < text.length && !isLineEnd(text, at) && !(delimiter !== '' && text.startsWith(delimiter, at))) return damaged('stray_quote');
    } else {
      if (lineEnd < at) lineEnd = findLineEnd(text, at);
      const line = text.slice(at, lineEnd);
      const next = delimiter === '' ? -1 : line.indexOf(delimiter);
      const field = next < 0 ? line : line.slice(0, next);
      at += field.length;
      if (at >= text.length && !final) return null;
      fields.push(field);
      odd ||= field.includes(quote);
    }
    if (at >= text.length || isLineEnd(text, at)) {
      const plain = odd ? fields.map((field, place) => (quotedAt.includes(place) ? '' : field)) : [];
      if (encloseDelimiter(plain, quote)) return damaged('stray_quote');
      return { fields, end: at, fault: null, closes: plain.some((field) => field.trimEnd().endsWith(quote)) };
    }
    at += delimiter.length;
  }
}

/** A line cut at every delimiter, whatever its quotes. */
export const cutLoosely = (line: string, delimiter: string): string[] => (delimiter === '' ? [line] : line.split(delimiter));
