import type { PivotChoice } from '#core/chart/pivot/choice';
import type { TableColour, TableSort } from '#core/chart/table/view';
import type { DateRange, Filter, RevenueRule } from '#core/model/filters';
import type { JsonObject, Part } from '#core/model/presentation';
import type { Mapping } from '#core/model/source';
import type { CellQuery, Control, CustomDefinition, Metric } from './notebook-types';

/** How a cell is shown. Never changes a number. */
export interface CellView {
  /** Chart and table, or one of them. Default `chart`. */
  readonly show?: 'chart' | 'table' | 'both';
  /** Absent = as the question orders its rows. */
  readonly sort?: TableSort;
  /** Conditional colour of columns, each at most once. */
  readonly colours?: readonly TableColour[];
  /** Columns shown as percent of their whole. */
  readonly percents?: readonly string[];
  /** The table is shown as a pivot of its rows. */
  readonly pivot?: PivotChoice;
}

/** What every cell may say of its place. */
export interface Placed {
  readonly id: string;
  /** Columns of twelve; absent = all twelve. */
  readonly width?: 3 | 4 | 6 | 8;
}

export interface TextCell extends Placed {
  readonly type: 'text';
  /** CommonMark without HTML. */
  readonly markdown: string;
}

export interface AnalysisCell extends Placed {
  readonly type: 'analysis';
  /** Of the registry, or `custom`. */
  readonly kind: string;
  /** Id of the report's definition where `kind` is `custom`; absent otherwise. */
  readonly definition?: string;
  /** Version of `params`. */
  readonly version: number;
  /** What differs from the form's defaults. */
  readonly params: JsonObject;
  /** The person's own title; absent = the analysis's question in the reader's language. */
  readonly title?: string;
  readonly view?: CellView;
  /** Names of controls that stand for options, by the option's key. */
  readonly bindings?: Readonly<Record<string, string>>;
  /** It does not follow what is selected in other cells. */
  readonly alone?: true;
}

/** A query of one's own; its result is a table, a chart, and a relation that other queries may name. */
export interface SqlCell extends Placed {
  readonly type: 'sql';
  /** What other queries call its result. */
  readonly name: string;
  readonly query: CellQuery;
  readonly title?: string;
  readonly view?: CellView;
  /** Vega-Lite over the result's rows; absent = a table. */
  readonly chart?: JsonObject;
  readonly alone?: true;
}

/** A knob that queries, options and the report follow. */
export interface ControlCell extends Placed {
  readonly type: 'control';
  /** What `{{name}}` says. */
  readonly name: string;
  /** What people read; absent = the name. */
  readonly label?: string;
  readonly control: Control;
}

export type Cell = TextCell | AnalysisCell | SqlCell | ControlCell;

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
  readonly version: 2;
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
  /** Questions of one's own that cells ask; absent where there are none. */
  readonly definitions?: readonly CustomDefinition[];
  /** Business numbers; absent where there are none. */
  readonly metrics?: readonly Metric[];
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
  | { readonly op: 'set_cell_name'; readonly id: string; readonly name: string }
  | { readonly op: 'set_query'; readonly id: string; readonly query: CellQuery }
  | { readonly op: 'set_chart'; readonly id: string; readonly chart: JsonObject | null }
  | { readonly op: 'set_control'; readonly id: string; readonly control: Control }
  | { readonly op: 'set_bindings'; readonly id: string; readonly bindings: Readonly<Record<string, string>> }
  | { readonly op: 'set_width'; readonly id: string; readonly width: Placed['width'] | null }
  | { readonly op: 'set_alone'; readonly id: string; readonly alone: boolean }
  | { readonly op: 'add_definition'; readonly definition: CustomDefinition; readonly index: number }
  | { readonly op: 'set_definition'; readonly definition: CustomDefinition }
  | { readonly op: 'remove_definition'; readonly id: string }
  | { readonly op: 'add_metric'; readonly metric: Metric; readonly index: number }
  | { readonly op: 'set_metric'; readonly metric: Metric }
  | { readonly op: 'remove_metric'; readonly id: string }
  | { readonly op: 'all'; readonly edits: readonly Edit[] };
