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

/** Cuts a text into records by its signs (D5, D6, D14, D15). `most`: enough records of one piece. */
export function createTextCutter(cutting: Cutting, most = Infinity): Cutter {
  const { quote, delimiter, comment, skip } = cutting;
  const passed: PassedLines = { preamble: 0, comment: 0, blank: 0 };
  let rest = '';
  let line = 1;
  let begun = false;
  let afterFault = false;
  /** Behind the record that was read last, before its line end. */
  let end = 0;

  /** The record at a place, or null where it may go on beyond the text. */
  function readRecord(text: string, from: number, final: boolean): RawRecord | null {
    end = findLineEnd(text, from);
    if (end >= text.length && !final) return null;
    const first = text.slice(from, end);
    if (quote === '' || !first.includes(quote) || isComment(first, comment))
      return { fields: cutLoosely(first, delimiter), line, text: first, fault: null };
    const cut = cutQuoted(text, from, cutting, final);
    if (!cut) return null;
    end = cut.end;
    const orphan = afterFault && cut.closes;
    return { fields: cut.fields, line, text: text.slice(from, end), fault: orphan ? 'stray_quote' : cut.fault };
  }

  function skipLine(text: string, from: number, final: boolean): RawRecord | null {
    end = findLineEnd(text, from);
    return end >= text.length && !final ? null : { fields: [], line, text: '', fault: null };
  }

  /** Keeps a record, or counts a line that is none. */
  function sort(record: RawRecord, found: RawRecord[]): void {
    if (record.fields.length === 0) passed.preamble++;
    else if (record.fields.length === 1 && record.text.trim() === '') passed.blank++;
    else if (isComment(record.text, comment)) passed.comment++;
    else {
      found.push(record);
      afterFault = record.fault !== null;
    }
  }

  function take(text: string, final: boolean): RawRecord[] {
    const found: RawRecord[] = [];
    let at = 0;
    while (at < text.length && found.length < most) {
      const record = line <= skip ? skipLine(text, at, final) : readRecord(text, at, final);
      if (!record) break;
      let next = end;
      if (text[next] === '\r') {
        if (next + 1 >= text.length && !final) break;
        if (text[next + 1] === '\n') next++;
      }
      sort(record, found);
      line += (holdsLineEnd(record.text) ? countLines(record.text) : 0) + 1;
      at = Math.min(next + 1, text.length);
    }
    rest = text.slice(at);
    return found;
  }

  function push(piece: string): RawRecord[] {
    const text = begun ? piece : piece.replace(/^\uFEFF/, '');
    if (piece !== '') begun = true;
    return take(rest + text, false);
  }
  return { push, finish: () => take(rest, true), passed };
}
