import type { DateRange, Filter, RevenueRule } from '#core/model/filters';
import type { JsonObject, Part } from '#core/model/presentation';
import type { Mapping } from '#core/model/source';

/** How a cell is shown. Never changes a number. */
export interface CellView {
  /** Chart and table, or one of them. Default `chart`. */
  readonly show?: 'chart' | 'table' | 'both';
}

export interface TextCell {
  readonly id: string;
  readonly type: 'text';
  /** CommonMark without HTML. */
  readonly markdown: string;
}

export interface AnalysisCell {
  readonly id: string;
  readonly type: 'analysis';
  /** Of the registry. */
  readonly kind: string;
  /** Version of `params`. */
  readonly version: number;
  /** What differs from the form's defaults. */
  readonly params: JsonObject;
  /** The person's own title; absent = the analysis's question in the reader's language. */
  readonly title?: string;
  readonly view?: CellView;
}

export type Cell = TextCell | AnalysisCell;

/** How a file is to be understood, stored by roles and the headers it was made from. No rows, no file content. */
export interface ReportSource {
  /** A name for people and for `--file NAME=path`; unique in the report. */
  readonly name: string;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
}

/** The people of one number: what was asked and how, as it stood when the segment was kept. */
export interface PartOrigin {
  readonly kind: 'part';
  /** Kind of the analysis, of the registry. */
  readonly analysis: string;
  /** Version of `params`. */
  readonly version: number;
  readonly params: JsonObject;
  readonly part: Part;
  readonly range: DateRange;
  /** They name only segments that stand before this one. */
  readonly filters: readonly Filter[];
}

/** The customers that pass filters on `customers`; these name only segments that stand before this one. */
export interface RuleOrigin {
  readonly kind: 'rule';
  readonly filters: readonly Filter[];
}

/** A named set of customers, kept as its definition; see rules.md SG1–SG7. */
export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly of: PartOrigin | RuleOrigin;
}

/** The saved document: definitions and names, never data rows. Everything on screen is computed from it, the data, as-of and seed. */
export interface Report {
  readonly format: 'clientele.report';
  readonly version: 1;
  readonly title: string;
  /** ISO 4217, or null: taken from the data where they say it. */
  readonly currency: string | null;
  readonly weekStart: 'monday' | 'sunday';
  /** `YYYY-MM-DD`; null = the latest order date in the data. */
  readonly asOf: string | null;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  /** In the order they were kept; absent where there are none. */
  readonly segments?: readonly Segment[];
  readonly revenue: RevenueRule;
  readonly sources: readonly ReportSource[];
  readonly cells: readonly Cell[];
}

/** A change to a report. Pure; `invert` gives the edit that takes it back. */
export type Edit =
  | { readonly op: 'set_title'; readonly title: string }
  | { readonly op: 'set_as_of'; readonly asOf: string | null }
  | { readonly op: 'set_range'; readonly range: DateRange }
  | { readonly op: 'set_filters'; readonly filters: readonly Filter[] }
  | { readonly op: 'set_revenue'; readonly revenue: RevenueRule }
  | { readonly op: 'set_currency'; readonly currency: string | null }
  | { readonly op: 'set_sources'; readonly sources: readonly ReportSource[] }
  | { readonly op: 'add_cell'; readonly cell: Cell; readonly index: number }
  | { readonly op: 'remove_cell'; readonly id: string }
  | { readonly op: 'move_cell'; readonly id: string; readonly index: number }
  | { readonly op: 'set_cell_title'; readonly id: string; readonly title: string | null }
  | { readonly op: 'set_params'; readonly id: string; readonly version: number; readonly params: JsonObject }
  | { readonly op: 'set_view'; readonly id: string; readonly view: CellView }
  | { readonly op: 'set_text'; readonly id: string; readonly markdown: string }
  | { readonly op: 'add_segment'; readonly segment: Segment; readonly index: number }
  | { readonly op: 'remove_segment'; readonly id: string }
  | { readonly op: 'rename_segment'; readonly id: string; readonly name: string }
  | { readonly op: 'all'; readonly edits: readonly Edit[] };
