import type { ShadeScale } from '../pivot/shade';

/** By which column a table is ordered; without it the rows stand as the question gives them. */
export interface TableSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Conditional colour of one column. */
export interface TableColour {
  readonly column: string;
  readonly scale: ShadeScale;
}
