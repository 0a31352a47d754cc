import type { LikeOthers } from './column-profile';
import { encloseDelimiter, findLineEnd, type Signs } from './cut-fields';

/** The place behind a quote that closes: one before the sign, the line's end, or blanks before these. -1 where none does. */
function findClosing(line: string, from: number, { delimiter, quote }: Signs, within: boolean): number {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 1)) {
    if (line[at + 1] === quote && !(within && closes(line, at + 1, delimiter))) {
      at++;
      continue;
    }
    const place = within && line[at + 1] === quote ? at + 1 : at;
    if (closes(line, place, delimiter)) return place + 1;
    if (!within) return -1;
  }
  return -1;
}

function closes(line: string, quoteAt: number, delimiter: string): boolean {
  let at = quoteAt + 1;
  while (line[at] === ' ' && !delimiter.startsWith(' ')) at++;
  return at >= line.length || line.startsWith(delimiter, at);
}

/**
 * A damaged line cut in one of two ways: quotes within quoted fields are text (`within`), or opening quotes that close nowhere are.
 * Null where the way does not lead to the line's end.
 */
function cutAs(line: string, signs: Signs, within: boolean): string[] | null {
  const { delimiter, quote } = signs;
  const fields: string[] = [];
  for (let at = 0; ;) {
    const start = line[at] === ' ' && line[at + 1] === quote && !delimiter.startsWith(' ') ? at + 1 : at;
    const end = line[start] === quote ? findClosing(line, start + 1, signs, within) : -1;
    if (end >= 0) {
      fields.push(line.slice(start + 1, end - 1).replaceAll(quote + quote, quote));
      at = end;
      while (line[at] === ' ' && !line.startsWith(delimiter, at)) at++;
    } else {
      const next = line.indexOf(delimiter, at);
      const field = line.slice(at, next < 0 ? line.length : next);
      if (line[start] === quote && field.trim().length > 1 && field.trim().endsWith(quote)) return null;
      fields.push(field);
      at = next < 0 ? line.length : next;
    }
    if (at >= line.length) return fields;
    if (!line.startsWith(delimiter, at)) return null;
    at += delimiter.length;
  }
}

/**
 * A line cut where a quote that opens behind text, and closes before a sign or the line's end, has lost the sign before it. Null where there
 * is no such quote, or more than one.
 */
function cutGlued(line: string, signs: Signs): string[] | null {
  const { delimiter, quote } = signs;
  const fields: string[] = [];
  let glued = 0;
  for (let at = 0; ;) {
    const start = line[at] === ' ' && line[at + 1] === quote && !delimiter.startsWith(' ') ? at + 1 : at;
    const next = line.indexOf(delimiter, at);
    const opening = line[start] === quote ? start : line.indexOf(quote, at);
    const before = opening >= 0 && (next < 0 || opening < next) ? line.slice(start, opening) : '';
    const opens = line[start] === quote || before.trim() !== '';
    const end = opens ? findClosing(line, opening + 1, signs, false) : -1;
    if (end >= 0) {
      if (before !== '') {
        fields.push(before);
        glued++;
      }
      fields.push(line.slice(opening + 1, end - 1).replaceAll(quote + quote, quote));
      at = end;
      while (line[at] === ' ' && !line.startsWith(delimiter, at)) at++;
    } else {
      if (line[start] === quote) return null;
      fields.push(line.slice(at, next < 0 ? line.length : next));
      at = next < 0 ? line.length : next;
    }
    if (at >= line.length) return glued === 1 ? fields : null;
    at += delimiter.length;
  }
}

/** The only way among some that suits a table; null where none or several do. */
function onlyOne<Way extends readonly string[]>(ways: readonly (Way | null)[], width: number, like: LikeOthers): Way | null {
  const [first, ...others] = ways.filter((way) => way !== null && way.length === width && like(way));
  return first && others.every((other) => first.every((field, at) => field === other![at])) ? first : null;
}

/** D7: the fields of a line with damaged quotes, if exactly one way gives it the right number, and what was put right. */
export function mendQuotes(
  text: string,
  signs: Signs,
  width: number,
  like: LikeOthers,
): { readonly fields: readonly string[]; readonly mended: 'quotes' | 'sign' } | null {
  if (signs.delimiter === '' || signs.quote === '' || findLineEnd(text, 0) < text.length) return null;
  const glued = cutGlued(text, signs);
  const ways = [cutAs(text, signs, false), cutAs(text, signs, true), glued].filter((way) => way && !encloseDelimiter(way, signs.quote));
  const fields = onlyOne(ways, width, like);
  return fields && { fields, mended: fields === glued ? 'sign' : 'quotes' };
}

/** D7: the fields of a record that has too many, without the empty ones at its end, or without the one whose absence leaves it like the others. */
export function mendSurplus(fields: readonly string[], width: number, like: LikeOthers): readonly string[] | null {
  const isEmpty = (field: string | undefined): boolean => field?.trim() === '';
  const cut = fields.slice(width).every(isEmpty) ? [fields.slice(0, width)] : [];
  const without = fields.length === width + 1 ? fields.flatMap((field, at) => (isEmpty(field) ? [fields.toSpliced(at, 1)] : [])) : [];
  return onlyOne([...cut, ...without], width, like);
}

/** D8: the fields of a record that has too few, with empty ones at its end. */
export function fillUp(fields: readonly string[], width: number, like: LikeOthers): readonly string[] | null {
  const filled = [...fields, ...Array.from({ length: width - fields.length }, () => '')];
  return like(filled) ? filled : null;
}
