import type { Mending, SkipReason } from '#core/model/ledger';
import type { FixedWidthReading, TextReading } from '#core/model/reading';
import { learnColumns, type LikeOthers } from './column-profile';
import { createFixedCutter } from './cut-fixed';
import { createTextCutter } from './cut-text';
import { fillUp, mendQuotes, mendSurplus } from './mend-record';
import { joinHeaders, nameColumns } from './name-columns';
import type { QuoteFault, RawRecord } from './raw-record';

/** One record of the table: a row of as many fields as there are columns, or a damaged one. */
export interface TableRecord {
  /** Null where the record is damaged. */
  readonly fields: readonly string[] | null;
  readonly line: number;
  readonly text: string;
  readonly fault: QuoteFault | 'field_count' | null;
  /** How it was put right (D7, D8). */
  readonly mended: Mending | null;
}

/** Reads a text, given in any pieces, as a table. */
export interface TableReader {
  push(text: string): readonly TableRecord[];
  finish(): readonly TableRecord[];
  /** The names of the columns; null before they are known. */
  headers(): readonly string[] | null;
  /** What is not in the records so far. */
  skipped(): readonly { readonly reason: SkipReason; readonly count: number }[];
}

/** So many records show what the columns hold. */
const LEARNED = 200;

const sameFields = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((field, at) => field.trim() === other[at]!.trim());

/** The reader of a text by its reading. `given`: the names of the columns where they are known; otherwise they are those of the header. */
export function createTableReader(reading: TextReading | FixedWidthReading, given?: readonly string[]): TableReader {
  const cutter = reading.format === 'text' ? createTextCutter(reading) : createFixedCutter(reading);
  const signs = reading.format === 'text' ? reading : null;
  const most = signs?.rows ?? Infinity;
  const top: RawRecord[] = [];
  /** The last records so far: any of them may be footer. */
  let held: RawRecord[] = [];
  let headers: readonly string[] | null = reading.headerRows === 0 ? (given ?? null) : null;
  const mends = signs?.mend === true || signs?.short === 'fill';
  const waiting: RawRecord[] = [];
  let like: LikeOthers | null = null;
  let again = 0;
  let beyond = 0;
  let passedOn = 0;

  function settle(record: RawRecord, width: number, like: LikeOthers): TableRecord {
    const { fields, line, text, fault } = record;
    const row = (kept: readonly string[], mended: Mending | null): TableRecord => ({ fields: kept, line, text, fault: null, mended });
    if (!fault && fields.length === width) return row(fields, null);
    const quotes = signs?.mend && (fault || fields.length < width) ? mendQuotes(text, signs, width, like) : null;
    if (quotes) return row(quotes.fields, quotes.mended);
    const surplus = !fault && signs?.mend && fields.length > width ? mendSurplus(fields, width, like) : null;
    if (surplus) return row(surplus, 'surplus');
    const filled = !fault && signs?.short === 'fill' && fields.length < width ? fillUp(fields, width, like) : null;
    if (filled) return row(filled, 'filled');
    return { fields: null, line, text, fault: fault ?? 'field_count', mended: null };
  }

  /** The records that can be told by now. Where damage is mended, the first ones wait until it is known what good ones are like. */
  function settleAll(ready: readonly RawRecord[], last: boolean): TableRecord[] {
    const width = headers?.length ?? 0;
    if (!mends) return ready.map((record) => settle(record, width, () => true));
    waiting.push(...ready);
    if (!like) {
      if (waiting.length < LEARNED && !last) return [];
      const good = waiting.filter(({ fields, fault }) => !fault && fields.length === width);
      like = learnColumns(
        good.map(({ fields }) => fields),
        width,
        signs?.quote ?? '',
      );
    }
    const known = like;
    return waiting.splice(0).map((record) => settle(record, width, known));
  }

  function takeTop(record: RawRecord): boolean {
    if (headers) return false;
    if (reading.headerRows === 0) {
      headers = nameColumns(record.fields.map(() => ''));
      return false;
    }
    top.push(record);
    if (top.length === reading.headerRows) {
      const names = top.map(({ fields }) => (signs?.rowNames ? ['', ...fields] : fields));
      headers = given ?? nameColumns(joinHeaders(names, Math.max(...names.map((fields) => fields.length))));
    }
    return true;
  }

  function take(records: readonly RawRecord[], last: boolean): TableRecord[] {
    for (const record of records) {
      if (takeTop(record)) continue;
      if (top.some(({ fields }) => sameFields(fields, record.fields))) again++;
      else if (passedOn + held.length >= most + reading.footer) beyond++;
      else held.push(record);
    }
    const ready = Math.max(0, held.length - reading.footer);
    const out = held.slice(0, ready);
    held = held.slice(ready);
    if (last) {
      beyond += held.length;
      held = [];
    }
    passedOn += out.length;
    return settleAll(out, last);
  }

  function skipped(): readonly { reason: SkipReason; count: number }[] {
    const { preamble, comment, blank } = cutter.passed;
    return [
      { reason: 'preamble', count: preamble },
      { reason: 'comment', count: comment },
      { reason: 'blank', count: blank },
      { reason: 'header', count: again },
      { reason: 'footer', count: beyond },
    ].filter(({ count }) => count > 0) as { reason: SkipReason; count: number }[];
  }

  return {
    push: (text) => take(cutter.push(text), false),
    finish: () => take(cutter.finish(), true),
    headers: () => headers,
    skipped,
  };
}
