import type { Cut, RecordCount } from '#core/intake/record-count';
import { createRecordCounter } from '#core/intake/record-counter';
import type { FileDialect } from '#core/model/source';
import type { ByteRange, InputFile } from './types';

/** A record's place in the counted file. */
export interface RecordPlace extends ByteRange {
  readonly record: number;
  readonly line: number;
}

const LONGEST = 2000;
const FAR = 262_144;

/** Every record of a stretch that begins with a record. A counter that expects no field at all finds fault with each of them. */
export function splitRecords(bytes: Uint8Array, dialect: FileDialect, start: RecordPlaceStart): RecordPlace[] {
  const counter = createRecordCounter({ ...dialect, header: false }, 0);
  counter.push(bytes);
  return counter
    .finish()
    .cuts.filter(({ reason }) => reason !== 'blank')
    .map(({ record, line, byteStart, byteEnd }: Cut) => ({
      record: start.record + record - 1,
      line: start.line + line - 1,
      byteStart: start.byteStart + byteStart,
      byteEnd: start.byteStart + byteEnd,
    }));
}

export type RecordPlaceStart = Omit<RecordPlace, 'byteEnd'>;

/** The places of some records, given by ascending number; only the stretches that hold them are read. */
export async function findRecords(
  file: InputFile,
  dialect: FileDialect,
  { marks }: Pick<RecordCount, 'marks'>,
  wanted: readonly number[],
): Promise<RecordPlace[]> {
  const found: RecordPlace[] = [];
  let next = 0;
  for (let index = 0; index < marks.length && next < wanted.length; index++) {
    const end = marks[index + 1];
    if (end && wanted[next]! >= end.record) continue;
    const mark = marks[index]!;
    const places = splitRecords(await file.slice(mark.byteStart, end?.byteStart ?? file.bytes), dialect, mark);
    for (const place of places)
      if (place.record === wanted[next]) {
        found.push(place);
        next++;
      }
  }
  return found;
}

/** The texts of some stretches in file order, without their line ends, cut at 2,000 characters. Neighbours are read together. */
export async function readTexts(file: InputFile, places: readonly ByteRange[]): Promise<string[]> {
  const texts: string[] = [];
  for (let first = 0; first < places.length;) {
    const from = places[first]!.byteStart;
    let last = first;
    const reach = (place: ByteRange): number => Math.min(place.byteEnd, place.byteStart + 4 * LONGEST);
    while (last + 1 < places.length && reach(places[last + 1]!) - from < FAR) last++;
    const bytes = await file.slice(from, reach(places[last]!));
    for (const place of places.slice(first, last + 1)) {
      const text = new TextDecoder().decode(bytes.subarray(place.byteStart - from, reach(place) - from));
      texts.push(text.replace(/[\r\n]+$/, '').slice(0, LONGEST));
    }
    first = last + 1;
  }
  return texts;
}
