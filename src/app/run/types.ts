import type { AnalysisDefinition, SqlStep } from '#core/analyses/contract';
import type { Columns } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Part, Presentation } from '#core/model/presentation';
import type { Issue, Result } from '#core/model/result';
import type { Report } from '#core/report/types';
import type { Locale } from '#core/messages/text';

/** Where a cell stands. `failed` is an engine fault with its SQL; `refused` is something the person can mend. */
export type CellState =
  | { readonly state: 'idle' }
  | { readonly state: 'waiting' }
  | { readonly state: 'running'; /** The result before, kept on screen meanwhile. */ readonly previous: Presentation | null }
  | {
      readonly state: 'done';
      readonly presentation: Presentation;
      readonly steps: readonly SqlStep[];
      /** Milliseconds in the engine; 0 when answered from before. */ readonly took: number;
    }
  | { readonly state: 'refused'; readonly issues: readonly Issue[] }
  | { readonly state: 'failed'; readonly message: string; readonly sql: string | null; readonly kind: string };

export interface CellUpdate {
  readonly cellId: string;
  readonly state: CellState;
}

export interface RunOptions {
  readonly locale: Locale;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** Runs reports over one loaded data set. Steps whose SQL did not change are answered from the last run. */
export interface Runner {
  run(report: Report, options: RunOptions): AsyncIterable<CellUpdate>;
  people(report: Report, cellId: string, part: Part, options: RunOptions): Promise<Result<Columns>>;
  /** Presents the last results in another language without running anything. */
  readonly model: DataModel;
}

export type LoadDefinition = (kind: string) => Promise<AnalysisDefinition | null>;
