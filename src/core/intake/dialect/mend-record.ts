import { findLineEnd, type Signs } from './cut-fields';

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

/** D7: the fields of a line with damaged quotes, if exactly one way gives it the right number. */
export function mendQuotes(text: string, signs: Signs, width: number): readonly string[] | null {
  if (signs.delimiter === '' || signs.quote === '' || findLineEnd(text, 0) < text.length) return null;
  const ways = [cutAs(text, signs, false), cutAs(text, signs, true)].filter((way) => way?.length === width);
  const [first, second] = ways;
  if (!first) return null;
  return !second || first.every((field, at) => field === second[at]) ? first : null;
}
