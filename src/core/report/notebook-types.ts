import type { CanonicalTable } from '#core/model/canonical';
import type { Requirement } from '#core/model/data-model';
import type { Condition, DateRange } from '#core/model/filters';
import type { JsonObject } from '#core/model/presentation';
import type { Grain } from '#core/sql/dialect';

/** A column of a canonical table, or of the result of another query of the report by its name. */
export interface BuiltColumn {
  readonly table: string;
  readonly column: string;
}

/** How the values of a group are told apart: a date by its period, a number by bands of this width. Absent: each value. */
export interface BuiltGroup extends BuiltColumn {
  readonly grain?: Grain;
  readonly width?: number;
}

/** What is worked out for each group. `count` counts rows. */
export type BuiltMeasure =
  | { readonly of: 'count' }
  | ({ readonly of: 'distinct' | 'sum' | 'mean' | 'median' | 'min' | 'max' } & BuiltColumn)
  | { readonly of: 'metric'; readonly metric: string };

/** The visual builder's question: data → filter → summarise → show. Without groups and measures it lists rows. */
export interface BuiltQuery {
  readonly by: 'builder';
  /** A canonical table, or the name of another query. */
  readonly from: string;
  readonly filters: readonly (BuiltColumn & { readonly condition: Condition })[];
  readonly groups: readonly BuiltGroup[];
  readonly measures: readonly BuiltMeasure[];
  /** The result column that decides the order, counted from 0; absent: by the groups. */
  readonly sort?: { readonly column: number; readonly descending: boolean };
  /** Rows at most; absent: all. */
  readonly limit?: number;
}

/** SQL of one's own: one SELECT over canonical tables, relations of the report and other queries, with `{{control}}`. */
export interface WrittenQuery {
  readonly by: 'sql';
  readonly text: string;
}
export type CellQuery = WrittenQuery | BuiltQuery;

/** Where the choices of a control come from. */
export type Choices =
  | { readonly of: 'list'; readonly values: readonly string[] }
  | { readonly of: 'column'; readonly table: CanonicalTable; readonly column: string };

/** A knob and where it stands. Dates are `YYYY-MM-DD`; null and an empty list mean: nothing chosen. */
export type Control =
  | { readonly type: 'date_range'; readonly value: DateRange }
  | { readonly type: 'choice'; readonly choices: Choices; readonly value: string | null }
  | { readonly type: 'multi_choice'; readonly choices: Choices; readonly value: readonly string[] }
  | { readonly type: 'number'; readonly min: number | null; readonly max: number | null; readonly value: number | null }
  | { readonly type: 'text'; readonly value: string }
  /** The id of a segment of the report. */
  | { readonly type: 'segment'; readonly value: string | null }
  | { readonly type: 'as_of'; readonly value: string | null };

/** One option of a question of one's own. Its key is the name in `{{key}}`. Words are the person's own. */
export type CustomField = { readonly key: string; readonly label: string; readonly help: string } & (
  | { readonly type: 'number' | 'integer'; readonly min: number; readonly max: number; readonly default: number }
  | { readonly type: 'text'; readonly default: string }
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'day'; readonly default: string }
  | { readonly type: 'choice'; readonly options: readonly string[]; readonly default: string }
  /** A column of one of the tables; becomes a checked identifier. */
  | { readonly type: 'column'; readonly tables: readonly CanonicalTable[]; readonly default: string }
);

/** A question of one's own: the contract of an analysis, as data. */
export interface CustomDefinition {
  readonly id: string;
  /** The question, as the catalogue and a fresh cell show it. */
  readonly name: string;
  readonly purpose: string;
  readonly form: readonly CustomField[];
  readonly requires: readonly Requirement[];
  /** One SELECT each, with `{{key}}` for options; the first is what is shown. Later ones may name earlier ones. */
  readonly steps: readonly { readonly id: string; readonly sql: string }[];
  /** Vega-Lite over the rows of the first step. */
  readonly chart?: JsonObject;
  /** A sentence with `{{column}}` of the first row. */
  readonly insight?: string;
  /** The prebuilt question it was made from: while its columns are there, it draws and tells the result. */
  readonly base?: {
    readonly kind: string;
    readonly version: number;
    readonly params: JsonObject;
    /** Columns of each of its steps, by the step's id. */
    readonly columns: Readonly<Record<string, readonly string[]>>;
  };
}

/** How a metric is written. */
export type MetricUnit = 'money' | 'count' | 'rate' | 'number' | 'days';

/** A business number, defined once. */
export interface Metric {
  readonly id: string;
  readonly name: string;
  readonly table: CanonicalTable;
  /** An aggregate over columns of the table, as SQL. */
  readonly formula: string;
  readonly unit: MetricUnit;
  readonly owner?: string;
  readonly meaning: string;
}
