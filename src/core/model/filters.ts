import type { CanonicalTable } from './canonical';

/** One condition on a column. Values are texts, numbers or days as the column's type asks. Null never passes but with `is_missing`. */
export type Condition =
  | { readonly op: 'in' | 'not_in'; readonly values: readonly string[] }
  | { readonly op: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: number | string }
  | { readonly op: 'between'; readonly from: number | string; readonly to: number | string }
  | { readonly op: 'is_missing' | 'is_present' };

/**
 * A report-wide filter on a column. On `customers` it decides whose history is read at all; on `orders` and `order_items` it decides what
 * is counted in the range, never what is known (first-ever order, tenure).
 */
export interface ColumnFilter {
  readonly table: Extract<CanonicalTable, 'customers' | 'orders' | 'order_items'>;
  readonly column: string;
  readonly condition: Condition;
}

/** A report-wide filter on a segment of the report, by its id: only its customers, or all others. Like any filter on `customers`. */
export interface SegmentFilter {
  readonly table: 'customers';
  readonly segment: string;
  readonly is: 'in' | 'not_in';
}

/** Stands in a filter for the customers who are selected in another cell; no stored segment can have this id. */
export const SELECTION = '@selection';

export type Filter = ColumnFilter | SegmentFilter;

export const isSegmentFilter = (filter: Filter): filter is SegmentFilter => 'segment' in filter;

/** Days, both ends included; null = open. */
export interface DateRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Which orders bring money. `paidStatuses` null = every status. */
export interface RevenueRule {
  readonly paidStatuses: readonly string[] | null;
}
