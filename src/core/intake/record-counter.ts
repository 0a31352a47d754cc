import type { FileDialect } from '#core/model/source';
import {
  CUT_LIMIT,
  MARK_EVERY,
  type Cut,
  type CutReason,
  type OpenQuote,
  type RecordCount,
  type RecordCounter,
  type RecordMark,
} from './record-count';
import { createUtf8Check } from './utf8-check';

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const QUOTE = 34;
const BOM = [0xef, 0xbb, 0xbf];

/** Where the reader stands within a field. DuckDB 1.4 lets exactly one space stand before an opening quote, and any after a closing one. */
const START = 0;
const ONE_SPACE = 1;
const SPACES = 2;
const PLAIN = 3;
const QUOTED = 4;
const CLOSED = 5;
const AFTER = 6;

/** Counts the records of a file from its bytes, independently of any engine, and says which ones must not reach it. */
export function createRecordCounter(dialect: FileDialect, expectedFields: number): RecordCounter {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const ends = new Uint8Array(256);
  for (const byte of [delimiter, LF, CR]) ends[byte] = 1;
  /** No byte above this one ends anything. */
  const highest = Math.max(delimiter, CR);
  const utf8 = createUtf8Check();
  const cuts: Cut[] = [];
  const marks: RecordMark[] = [];
  const newlines = { lf: 0, crlf: 0, cr: 0 };
  let cutsComplete = true;
  let header: RecordCount['header'] = null;
  let headerDue = dialect.header;
  let openQuote: OpenQuote | null = null;
  let records = 0;
  let rejected = 0;
  let blank = 0;

  let offset = 0;
  let line = 1;
  let state = START;
  let fields = 1;
  let stray = false;
  let recordStart = 0;
  let recordLine = 1;
  let quoteAt = 0;
  let quoteLine = 1;
  let afterCr = false;
  let lastByte = 0;
  let bomBytes = 0;
  let padded = false;
  let quoteOpened = false;

  function cut(reason: CutReason, byteEnd: number): void {
    const last = cuts.at(-1);
    if (reason === 'blank') {
      blank++;
      if (last?.reason === 'blank' && last.byteEnd === recordStart) {
        cuts[cuts.length - 1] = { ...last, records: last.records + 1, byteEnd };
        return;
      }
    } else rejected++;
    if (cuts.length >= CUT_LIMIT) cutsComplete = false;
    else
      cuts.push({
        reason,
        record: records,
        records: 1,
        line: recordLine,
        byteStart: recordStart,
        byteEnd,
        fields: reason === 'blank' ? 0 : fields,
      });
  }

  function endRecord(byteEnd: number): void {
    const empty = fields === 1 && state <= SPACES;
    if (headerDue && !empty) {
      headerDue = false;
      header = { byteStart: recordStart, byteEnd, line: recordLine };
    } else {
      records++;
      if (records % MARK_EVERY === 1) marks.push({ record: records, line: recordLine, byteStart: recordStart });
      if (empty) cut('blank', byteEnd);
      else if (state === QUOTED) cut('unterminated_quote', byteEnd);
      else if (stray) cut('stray_quote', byteEnd);
      else if (fields !== expectedFields) cut('field_count', byteEnd);
    }
    state = START;
    fields = 1;
    stray = false;
    recordStart = byteEnd;
    recordLine = line;
  }

  /** A line feed after the carriage return that ended a record belongs to that record. */
  function takeLineFeed(byteEnd: number): void {
    newlines.cr--;
    newlines.crlf++;
    const last = cuts.at(-1);
    if (last?.byteEnd === recordStart) cuts[cuts.length - 1] = { ...last, byteEnd };
    if (header?.byteEnd === recordStart) header = { ...header, byteEnd };
    recordStart = byteEnd;
  }

  /** Whether the byte before this place of the chunk is a blank. */
  const blankBefore = (chunk: Uint8Array, at: number): boolean => (at > 0 ? chunk[at - 1]! : lastByte) <= SPACE;

  function readQuoted(chunk: Uint8Array, from: number): number {
    let at = from;
    if (quoteOpened && at < chunk.length) {
      quoteOpened = false;
      if (chunk[at] === QUOTE || chunk[at]! <= SPACE) padded = true;
    }
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === QUOTE) {
        state = CLOSED;
        if (blankBefore(chunk, at)) padded = true;
        return at + 1;
      }
      if (byte === LF && !(at > 0 ? chunk[at - 1] === CR : afterCr)) line++;
      else if (byte === CR) line++;
    }
    afterCr = chunk[at - 1] === CR;
    return at;
  }

  function endLine(byte: number, at: number): void {
    line++;
    if (byte === CR) newlines.cr++;
    else newlines.lf++;
    endRecord(offset + at + 1);
    afterCr = byte === CR;
  }

  /** The state after one byte that is neither delimiter nor line end. */
  function step(byte: number, at: number): number {
    if (byte === QUOTE) {
      if (state === CLOSED) return QUOTED;
      if (state <= ONE_SPACE) {
        quoteAt = offset + at;
        quoteLine = line;
        quoteOpened = true;
        return QUOTED;
      }
    }
    if (byte <= SPACE && state !== PLAIN) padded = true;
    if (byte === SPACE || byte === TAB) {
      if (state === START) return byte === SPACE ? ONE_SPACE : SPACES;
      if (state <= SPACES) return SPACES;
      if (byte === SPACE && (state === CLOSED || state === AFTER)) return AFTER;
    }
    if (state === CLOSED || state === AFTER) stray = true;
    return PLAIN;
  }

  function push(chunk: Uint8Array): void {
    utf8.push(chunk);
    const size = chunk.length;
    let at = offset < 3 && bomBytes === offset ? skipBom(chunk) : 0;
    while (at < size) {
      if (state === QUOTED) {
        at = readQuoted(chunk, at);
        continue;
      }
      const byte = chunk[at]!;
      if (afterCr) {
        afterCr = false;
        if (byte === LF && state === START && recordStart === offset + at && fields === 1) {
          takeLineFeed(offset + ++at);
          continue;
        }
      }
      if (ends[byte] === 0 && byte !== QUOTE && byte > SPACE && state <= PLAIN) at = readPlain(chunk, at);
      else if (ends[byte] === 1) {
        if (state === PLAIN && blankBefore(chunk, at)) padded = true;
        if (byte === delimiter) {
          fields++;
          state = START;
          at++;
        } else endLine(byte, at++);
      } else state = step(byte, at++);
    }
    offset += size;
    if (size > 0) lastByte = chunk[size - 1]!;
  }

  /** Reads on over unquoted fields of the record as long as nothing else comes. */
  function readPlain(chunk: Uint8Array, from: number): number {
    const size = chunk.length;
    const stops = ends;
    let found = fields;
    let at = from;
    for (;;) {
      while (at < size && (chunk[at]! > highest || stops[chunk[at]!] === 0)) at++;
      if (at + 1 >= size || chunk[at] !== delimiter) break;
      if (chunk[at - 1]! <= SPACE) padded = true;
      const next = chunk[at + 1]!;
      if (next <= SPACE || next === QUOTE) break;
      found++;
      at++;
    }
    fields = found;
    state = PLAIN;
    return at;
  }

  function skipBom(chunk: Uint8Array): number {
    let at = 0;
    while (offset + at < 3 && at < chunk.length && chunk[at] === BOM[offset + at]) at++;
    bomBytes += at;
    if (bomBytes === 3) recordStart = 3;
    return at;
  }

  function finish(): RecordCount {
    if (offset > recordStart) {
      const open = state === QUOTED;
      if (state === PLAIN && lastByte <= SPACE) padded = true;
      endRecord(offset);
      if (open) openQuote = { record: records, line: quoteLine, byte: quoteAt };
    }
    return {
      records,
      good: records - rejected - blank,
      rejected,
      blank,
      cuts,
      cutsComplete,
      header,
      openQuote,
      marks,
      newlines,
      padded,
      invalidUtf8At: utf8.invalidAt(),
      bytes: offset,
      lines: offset === 0 ? 0 : line - (lastByte === LF || lastByte === CR ? 1 : 0),
    };
  }

  return { push, finish };
}
