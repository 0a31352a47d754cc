import { compareHeads } from './heads';
import type { Pivot, PivotHead, PivotPlace } from './types';

/** How heads are ordered (PV8): by themselves, or by a measure in one row or column of the other side (null = total). */
export type PivotSort =
  | { readonly by: 'head'; readonly descending: boolean }
  | { readonly by: 'measure'; readonly measure: string; readonly across: PivotHead | null; readonly descending: boolean };

/** Row or column heads in another order; empty numbers last either way, ties by heads. A new list. */
export function sortHeads(pivot: Pivot, side: 'rows' | 'columns', sort: PivotSort): PivotHead[] {
  const sign = sort.descending ? -1 : 1;
  const heads = pivot[side];
  if (sort.by === 'head') {
    // Empty heads stay last in both directions.
    const filled = (head: PivotHead) => (head.includes(null) ? 1 : 0);
    return heads.toSorted((a, b) => filled(a) - filled(b) || sign * compareHeads(a, b));
  }
  const { measure, across } = sort;
  const place = (head: PivotHead): PivotPlace =>
    side === 'rows' ? { row: head, column: across, measure } : { row: across, column: head, measure };
  const sized = heads.map((head) => ({ head, value: pivot.at(place(head)).value }));
  return sized
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || compareHeads(a.head, b.head);
      return sign * (a.value - b.value) || compareHeads(a.head, b.head);
    })
    .map(({ head }) => head);
}

/** Heads in the order that is kept (PV8); as given where none is kept, or it names a measure that the pivot has not. */
export function orderHeads(pivot: Pivot, side: 'rows' | 'columns', sort: PivotSort | undefined): readonly PivotHead[] {
  const knows = sort?.by === 'head' || pivot.question.measures.some(({ key }) => sort?.by === 'measure' && key === sort.measure);
  return sort && knows ? sortHeads(pivot, side, sort) : pivot[side];
}
