/** A cell that is not empty. */
export interface SheetCell {
  /** From 0. */
  readonly column: number;
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error';
  /** Empty for an error. */
  readonly text: string;
}

/** A row of a sheet that has cells, its number counted from 1. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

/** Cells shown as one; rows from 1, columns from 0, both ends within. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}
