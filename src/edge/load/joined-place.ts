import type { RecordCount } from '#core/intake/record-count';
import { originalRecord } from './lost-records';
import type { PlaceOf } from './value-lists';

/** Where the records of one file begin in the joined table, counted from 0, and what was counted in that file. */
export interface JoinedPart {
  readonly name: string;
  readonly start: number;
  readonly count: RecordCount;
}

/** File and record of a position in the joined table of a source of several files. */
export const placeInParts =
  (parts: readonly JoinedPart[]): PlaceOf =>
  (position) => {
    const part = parts.findLast(({ start }) => start <= position)!;
    return { record: originalRecord(part.count, position - part.start + 1), file: part.name };
  };
