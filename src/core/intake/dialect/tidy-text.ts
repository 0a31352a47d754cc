import type { MendedRecord, Mending, RejectReason, SkipReason } from '#core/model/ledger';
import type { FixedWidthReading, TextReading } from '#core/model/reading';
import { createTableReader, type TableRecord } from './read-table';
import { csvRecord, damagedRecord } from '../write-csv';

/** A record that could not be put right: why, and as it stands in the file, cut at 2,000 characters. */
export interface DamagedRecord {
  readonly record: number;
  readonly reason: RejectReason;
  readonly text: string;
}

/** What is to be known of a text that was written anew. */
export interface TidyFacts {
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** Pairs of record and line, where records cease to follow line by line; both from 1. */
  readonly places: Uint32Array;
  /** In file order, at most 10,000 of each. */
  readonly damaged: readonly DamagedRecord[];
  readonly mended: readonly MendedRecord[];
  readonly mendedBy: Readonly<Partial<Record<Mending, number>>>;
}

/** Writes a text, given in any pieces, anew as plain CSV with one header line. */
export interface TextTidier {
  push(text: string): string;
  finish(): string;
  facts(): TidyFacts;
}

const MOST = 10_000;
const LONGEST = 2000;

/** The line where a record begins, by pairs of record and line. */
export function findLine(places: Uint32Array, record: number): number {
  let [low, high] = [0, places.length / 2 - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle * 2]! <= record) low = middle;
    else high = middle - 1;
  }
  return places.length === 0 ? record : places[low * 2 + 1]! + record - places[low * 2]!;
}

/** The writer of a text by its reading; `headers` where they are known already. */
export function createTextTidier(reading: TextReading | FixedWidthReading, headers?: readonly string[]): TextTidier {
  const reader = createTableReader(reading, headers);
  const places: number[] = [];
  const damaged: DamagedRecord[] = [];
  const mended: MendedRecord[] = [];
  const mendedBy: Partial<Record<Mending, number>> = {};
  let record = 0;
  let due = -1;
  let headed = false;

  function write(one: TableRecord, width: number): string {
    const { fields, line, text, fault, mended: how } = one;
    record++;
    if (line !== due) places.push(record, line);
    due = line + 1;
    if (how) {
      mendedBy[how] = (mendedBy[how] ?? 0) + 1;
      if (mended.length < MOST) mended.push({ record, line, how, text: text.slice(0, LONGEST) });
    }
    if (fields) return csvRecord(fields);
    if (damaged.length < MOST) damaged.push({ record, reason: fault ?? 'field_count', text: text.slice(0, LONGEST) });
    return damagedRecord(text, width);
  }

  function writeAll(records: readonly TableRecord[]): string {
    const names = reader.headers();
    if (!names) return '';
    let out = headed ? '' : csvRecord(names);
    headed = true;
    for (const one of records) out += write(one, names.length);
    return out;
  }

  return {
    push: (text) => writeAll(reader.push(text)),
    finish: () => writeAll(reader.finish()),
    facts: () => ({ skipped: reader.skipped(), places: Uint32Array.from(places), damaged, mended, mendedBy }),
  };
}
