import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { Row, Scalar } from './columns';
import type { CellLedger } from './ledger';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** One shown number's place in a result; plain data, understood by the analysis that made it. */
export type Part = JsonObject;

/** A Vega-Lite spec whose only data set is called `rows`. Colours are expressions on theme tokens, never literals. */
export interface ChartView {
  readonly id: string;
  readonly spec: JsonObject;
  /** The same rows drawn for widths under 560 px, where the spec would not fit. */
  readonly narrow?: JsonObject;
  /** At most 1,000. A field `part` holds the mark's place, as JSON text. */
  readonly rows: readonly Row[];
  /** Pixels to reserve before the chart arrives. */
  readonly height: number;
  /** What the vertical axis or the marks say, in words with unit; stands above the chart. */
  readonly title: Text;
  /** The chart in one or two sentences for people who do not see it. */
  readonly caption: Text;
}

/** `count` and `sum` may be added up; `share` names in `of` what it is a share of. */
export interface TableColumn {
  readonly key: string;
  readonly label: Text;
  readonly unit: Unit;
  readonly is: 'key' | 'count' | 'sum' | 'share' | 'other';
  readonly of?: string;
  /** Its numbers open the customers behind them. */
  readonly part?: boolean;
  /** Its shares are also drawn as small bars beside the figures, longest = the largest of the column. */
  readonly bar?: boolean;
}

export interface TableRow {
  readonly values: Readonly<Record<string, Scalar>>;
  /** Words for key columns whose value is a code, by column key. */
  readonly texts?: Readonly<Record<string, Text>>;
  /** The place of each number that can be opened, by column key. */
  readonly parts?: Readonly<Record<string, Part>>;
  /** Not final yet: shown grey with a mark. */
  readonly provisional?: boolean;
  /** Keys of the columns whose number in this row is not final yet. */
  readonly provisionalIn?: readonly string[];
  /** The insight names this row: its bar is in accent, the others are grey. */
  readonly said?: boolean;
  /** A total or pooled row: set apart in weight. */
  readonly total?: boolean;
}

export interface TableView {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** One sentence; `finding` is set in ink, the rest in grey. */
export interface Sentence {
  readonly finding: Text;
  readonly rest?: Text;
}

/** What the data say. People read the sentences, tests and terminals the numbers. */
export interface Insight {
  readonly sentences: readonly Sentence[];
  readonly numbers: Readonly<Record<string, number | null>>;
}

/** A headline number with its change; shown in large type where an analysis has some. */
export interface Figure {
  readonly label: Text;
  readonly amount: number | null;
  readonly unit: Unit;
  /** Relative change against the comparison period, 0.107 = 10.7 % more; null when there is none. */
  readonly change: number | null;
  readonly against: Text | null;
  readonly part?: Part;
  /** By period, oldest first; the last may be provisional. */
  readonly trend: readonly { readonly period: string; readonly amount: number | null; readonly provisional: boolean }[];
}

/** What every number of a cell carries. Each text is a short phrase; they are joined by middle dots. */
export interface DefinitionStamp {
  /** `YYYY-MM-DD`, end of that day. */
  readonly asOf: string;
  readonly phrases: readonly Text[];
  /** Some shown period is not over yet. */
  readonly provisional: boolean;
}

export interface Presentation {
  readonly figures: readonly Figure[];
  readonly charts: readonly ChartView[];
  readonly table: TableView;
  readonly insight: Insight;
  readonly stamp: DefinitionStamp;
  readonly ledger: CellLedger;
}
