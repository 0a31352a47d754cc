import type { Scalar } from '#core/model/columns';
import type { PivotHead } from './types';

/** One text for a head; different values never share one. */
export const headKey = (head: PivotHead | null): string => (head === null ? '' : JSON.stringify(head));

const KINDS = ['boolean', 'number', 'string'];

/** Numbers by size, texts and times by code point, yes after no, empty last (PV8). */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const kinds = KINDS.indexOf(typeof a) - KINDS.indexOf(typeof b);
  if (kinds !== 0) return kinds;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Heads by their first value that differs (PV8). */
export function compareHeads(a: PivotHead, b: PivotHead): number {
  for (let index = 0; index < a.length; index++) {
    const order = compareScalars(a[index] ?? null, b[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}
