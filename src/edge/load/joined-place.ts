import type { PlaceOf } from './value-lists';

/** Where the records of one file begin in the joined table, counted from 0, and how they are numbered in that file. */
export interface JoinedPart {
  readonly name: string;
  readonly start: number;
  /** The number of the nth of them in the file; both from 1. */
  recordOf(nth: number): number;
}

/** File and record of a position in the joined table of a source of several files. */
export const placeInParts =
  (parts: readonly JoinedPart[]): PlaceOf =>
  (position) => {
    const part = parts.findLast(({ start }) => start <= position)!;
    return { record: part.recordOf(position - part.start + 1), file: part.name };
  };
