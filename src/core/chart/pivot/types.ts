import type { Scalar } from '#core/model/columns';
import type { Unit } from '#core/messages/unit';

export const PIVOT_OPS = ['sum', 'mean', 'count', 'min', 'max', 'distinct'] as const;
export type PivotOp = (typeof PIVOT_OPS)[number];

/** One kind of number in a pivot (PV2). */
export interface PivotMeasure {
  /** Unique in the pivot; part of every place. */
  readonly key: string;
  readonly op: PivotOp;
  /** Null only with `count`: rows are counted. */
  readonly column: string | null;
  readonly unit: Unit;
  /** What the column holds, which says what may be added up (PV5, PV6); `holdsOf` of a `ColumnShape` gives it. */
  readonly holds: 'amounts' | 'people' | 'averages';
  /** Column with the number of cases behind each row, for a mean of means (PV5). */
  readonly weight?: string;
  /** Shown as a percent instead (PV7). */
  readonly percent?: 'row' | 'column' | 'total';
}

export interface PivotQuestion {
  /** Columns of the result whose values are the rows' heads, outermost first. May be empty. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly measures: readonly PivotMeasure[];
}

/** Why a number is empty. */
export type PivotReason = 'none' | 'averages' | 'people' | 'not_additive' | 'whole_empty' | 'signs' | 'weight';

/** A number, or null with its reason. */
export type PivotNumber = { readonly value: number } | { readonly value: null; readonly reason: PivotReason };

/** The values of a head's columns, in their order; a total has none. */
export type PivotHead = readonly Scalar[];

/** Where a number stands (PV10): the heads of its row and column, null = over all of them, and its measure. JSON. */
export interface PivotPlace {
  readonly row: PivotHead | null;
  readonly column: PivotHead | null;
  readonly measure: string;
}

/** A pivot that was computed: heads in order, and a number for every place. */
export interface Pivot {
  readonly question: PivotQuestion;
  readonly rows: readonly PivotHead[];
  readonly columns: readonly PivotHead[];
  /** The number at a place; total where a head is null. Unknown places are empty. */
  at(place: PivotPlace): PivotNumber;
  /** The positions, in the result, of the rows that were counted at a place. */
  behind(place: PivotPlace): readonly number[];
}

/** Most column heads × measures, and most row heads (PV11). */
export const PIVOT_CAPS = { columns: 500, rows: 100_000 } as const;
