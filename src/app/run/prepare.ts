import type { AnalysisDefinition, FitStep, Plan, PresentContext, SqlStep } from '#core/analyses/contract';
import type { JsonObject } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import type { DataModel } from '#core/model/data-model';
import type { AnalysisCell } from '#core/report/types';
import { missingFrom } from './missing';
import type { LoadDefinition } from './types';

/** A cell whose definition is there, whose params fit and whose data are there. */
export interface Understood {
  readonly cell: AnalysisCell;
  readonly definition: AnalysisDefinition;
  readonly params: JsonObject;
  readonly context: PresentContext;
}

/** A cell ready to be run. */
export interface Prepared extends Understood {
  readonly steps: Plan['steps'];
  /** What each step asks, as text; equal text, equal answer on the same data. */
  readonly asks: ReadonlyMap<string, string>;
  /** Equal for equal presentations on the same data. */
  readonly signature: string;
}

export const isSql = (step: SqlStep | FitStep): step is SqlStep => 'sql' in step;

/** Finds the definition of a cell and reads its params; says what hinders. */
export async function understandCell(
  cell: AnalysisCell,
  model: DataModel,
  context: Result<PresentContext>,
  load: LoadDefinition,
): Promise<Result<Understood>> {
  const definition = await load(cell.kind);
  if (!definition) return fail({ code: 'issue_run_unknown_kind', values: { kind: cell.kind } });
  if (cell.version > definition.version) return fail({ code: 'issue_run_newer_cell', values: { kind: cell.kind } });
  const params = definition.parse(cell.params);
  if (!params.ok) return params;
  const missing = missingFrom(model, definition.requires);
  if (missing.length > 0) return fail(...missing);
  return context.ok ? succeed({ cell, definition, params: params.value, context: context.value }) : context;
}

/** Compiles a cell that was understood. */
export function prepareCell(understood: Understood): Result<Prepared> {
  const { cell, definition, params, context } = understood;
  const plan = definition.compile(params, context);
  if (!plan.ok) return plan;
  const { steps } = plan.value;
  const asks = new Map<string, string>();
  for (const step of steps) {
    const reads = isSql(step) ? [] : step.reads.map((id) => asks.get(id));
    asks.set(step.id, isSql(step) ? step.sql : JSON.stringify([step.routine, step.options, step.seed, reads]));
  }
  const { model: _model, dialect: _dialect, ...rest } = context;
  const signature = JSON.stringify([cell.kind, params, rest, [...asks]]);
  return succeed({ ...understood, steps, asks, signature });
}
