import type { AnalysisDefinition, FitStep, Results, SqlStep } from '#core/analyses/contract';
import type { Customising, CustomWords } from '#core/analyses/custom/customise';
import type { Columns, Row, Scalar } from '#core/model/columns';
import type { Comparison } from '#core/model/comparison';
import type { DataModel } from '#core/model/data-model';
import type { Part, Presentation } from '#core/model/presentation';
import type { Issue, Result } from '#core/model/result';
import type { Metric } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import type { Locale } from '#core/messages/text';
import type { Selection } from './selection';

/** A stretch of the text of a query of the report, or of a step of a definition: line and column from 1, `offset` from 0 in UTF-16 units, `length` 0 at its end. */
export interface QueryPlace {
  /** The query's name; of a step its id. */
  readonly name: string;
  /** The text is that of a step of the definition that the cell asks. */
  readonly step?: true;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/** Where a cell stands. `failed` is an engine fault with its SQL; `refused` is something the person can mend. */
export type CellState =
  | { readonly state: 'idle' }
  | { readonly state: 'waiting' }
  | {
      readonly state: 'running';
      /** The result before, kept on screen meanwhile. */
      readonly previous: Presentation | null;
      /** The segment whose customers are being worked out for it, by its name (SE5). */
      readonly segment?: string;
    }
  | {
      readonly state: 'done';
      readonly presentation: Presentation;
      readonly steps: readonly SqlStep[];
      /** Milliseconds in the engine; 0 when answered from before. */ readonly took: number;
    }
  | { readonly state: 'refused'; readonly issues: readonly Issue[] }
  | {
      readonly state: 'failed';
      readonly message: string;
      readonly sql: string | null;
      readonly kind: string;
      /** Where the fault of a query stands, in the text of the query that has it (RU15). */
      readonly place?: QueryPlace;
      /** The segment that met the fault, by its name (SE6); absent where the cell itself did. */
      readonly segment?: string;
    };

export interface CellUpdate {
  readonly cellId: string;
  readonly state: CellState;
}

export interface RunOptions {
  readonly locale: Locale;
  readonly seed: number;
  /** The report came from outside: its own queries get less time (RU17). */
  readonly foreign?: boolean;
  readonly signal?: AbortSignal;
  /** What is selected in one of the cells; the others follow it (XF2). */
  readonly selection?: Selection;
}

/** Computes a fit step from the rows of the steps it reads; rows by step id. Pure given its arguments, in the page in a worker. */
export type FitRoutines = (step: FitStep, reads: Results, signal: AbortSignal) => Promise<readonly Row[]>;

/** What is asked ahead: each part of the selection alone. */
export interface AheadOptions extends RunOptions {
  readonly selection: Selection;
  /** How a part would be named if it were selected; else all have the name of the selection. */
  readonly nameOf?: (part: Part) => string;
}

/** Runs reports over one loaded data set. Steps whose SQL did not change are answered from the last run. */
export interface Runner {
  /** States of the analysis cells as they change; ends when every cell is settled or a newer run began. */
  run(report: Report, options: RunOptions): AsyncIterable<CellUpdate>;
  /** Stops one cell of the present run; it stays idle until its SQL changes or it is asked for again. */
  cancel(cellId: string): void;
  /** Forgets that a cell was cancelled; the next run asks for it again. */
  retry(cellId: string): void;
  /** The customers behind one shown number. */
  people(report: Report, cellId: string, part: Part, options: RunOptions): Promise<Result<Columns>>;
  /** A cell's question under the rules of other tools. Equal questions are answered from before. */
  compare(report: Report, cellId: string, options: RunOptions): Promise<Result<Comparison>>;
  /** Asks what the cells that follow would ask if each of the selected parts were selected alone (XF9). Ends early, without a fault, when anything else is asked. */
  ahead(report: Report, options: AheadOptions): Promise<void>;
  /** Whether what is selected can still be understood by its cell; true where nothing is. */
  holds(report: Report, options: RunOptions): Promise<boolean>;
  /** How many customers a segment of the report holds. */
  countSegment(report: Report, segmentId: string, options: RunOptions): Promise<Result<number>>;
  /** A prebuilt question as a definition of one's own. */
  customise(report: Report, cellId: string, words: CustomWords, options: RunOptions): Promise<Result<Customising>>;
  /** What a metric comes to over everything that the report counts, whether or not it is in the report yet; or why the engine refuses it. */
  tryMetric(report: Report, metric: Metric, options: RunOptions): Promise<Result<Scalar>>;
  /** What the loaded data hold. */
  readonly model: DataModel;
}

export type LoadDefinition = (kind: string) => Promise<AnalysisDefinition | null>;
