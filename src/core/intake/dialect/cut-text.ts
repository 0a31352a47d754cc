import type { TextReading } from '#core/model/reading';
import { cutLoosely, cutQuoted, findLineEnd } from './cut-fields';
import type { Cutter, PassedLines, RawRecord } from './raw-record';

/** How a text is cut into records, before anything is said of header and footer. */
export type Cutting = Pick<TextReading, 'delimiter' | 'quote' | 'escape' | 'comment' | 'skip'>;

const countLines = (text: string): number => {
  let lines = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines++;
  }
  return lines;
};

/** D14: true for a line that begins with the sign of comments, blanks before it aside. */
export const isComment = (line: string, sign: string): boolean => sign !== '' && line.trimStart().startsWith(sign);

const holdsLineEnd = (text: string): boolean => text.includes('\n') || text.includes('\r');

/** Cuts a text into records by its signs (D5, D6, D14, D15). */
export function createTextCutter(cutting: Cutting): Cutter {
  const { quote, delimiter, comment, skip } = cutting;
  const passed: PassedLines = { preamble: 0, comment: 0, blank: 0 };
  let rest = '';
  let line = 1;
  let begun = false;
  let afterFault = false;

  /** The record at a place, or null where it may go on beyond the text. */
  function readRecord(text: string, from: number, final: boolean): (RawRecord & { end: number }) | null {
    const lineEnd = findLineEnd(text, from);
    if (lineEnd >= text.length && !final) return null;
    const first = text.slice(from, lineEnd);
    if (quote === '' || !first.includes(quote) || isComment(first, comment))
      return { fields: cutLoosely(first, delimiter), line, text: first, fault: null, end: lineEnd };
    const cut = cutQuoted(text, from, cutting, final);
    if (!cut) return null;
    const orphan = afterFault && !cut.fault && cut.fields.some((field) => !field.startsWith(quote) && field.trimEnd().endsWith(quote));
    return { ...cut, fault: orphan ? 'stray_quote' : cut.fault, line, text: text.slice(from, cut.end) };
  }

  function take(text: string, final: boolean): RawRecord[] {
    const found: RawRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const skipping = line <= skip;
      const record = skipping ? skipLine(text, at, final) : readRecord(text, at, final);
      if (!record) break;
      let next = record.end;
      if (text[next] === '\r' && next + 1 >= text.length && !final) break;
      if (text[next] === '\r' && text[next + 1] === '\n') next += 2;
      else if (next < text.length) next++;
      if (skipping) passed.preamble++;
      else if (record.fields.length === 1 && record.text.trim() === '') passed.blank++;
      else if (isComment(record.text, comment)) passed.comment++;
      else {
        const { fields, line: start, text: whole, fault } = record;
        found.push({ fields, line: start, text: whole, fault });
        afterFault = fault !== null;
      }
      line += (holdsLineEnd(record.text) ? countLines(record.text) : 0) + 1;
      at = next;
    }
    rest = text.slice(at);
    return found;
  }

  function skipLine(text: string, from: number, final: boolean): (RawRecord & { end: number }) | null {
    const end = findLineEnd(text, from);
    if (end >= text.length && !final) return null;
    return { fields: [], line, text: '', fault: null, end };
  }

  function push(piece: string): RawRecord[] {
    const text = begun ? piece : piece.replace(/^\uFEFF/, '');
    if (piece !== '') begun = true;
    return take(rest + text, false);
  }
  return { push, finish: () => take(rest, true), passed };
}
