import type { AnalysisDefinition, FitStep, Plan, PresentContext, SqlStep } from '#core/analyses/contract';
import type { JsonObject } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import type { DataModel } from '#core/model/data-model';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { AnalysisCell, Report } from '#core/report/types';
import { definitionOf } from './definition-of';
import { textsSent } from './lists';
import { missingFrom } from './missing';
import type { AskedCell } from './asked';
import { boundParams } from './notebook';
import type { LoadDefinition } from './types';

/** A cell whose definition is there, whose params fit and whose data are there. */
export interface Understood {
  readonly cell: AskedCell;
  readonly definition: AnalysisDefinition;
  readonly params: JsonObject;
  readonly context: PresentContext;
  /** What is shown beside params and data: the words and the chart of a query, the whole of a definition of one's own. */
  readonly shown: unknown;
  /** The definition of one's own that the cell asks; null for any other. */
  readonly own: CustomDefinition | null;
}

/** A cell ready to be run. */
export interface Prepared extends Understood {
  readonly steps: Plan['steps'];
  /** What each step asks, as text; equal text, equal answer on the same data. */
  readonly asks: ReadonlyMap<string, string>;
  /** What is sent for a step where that is not its SQL, by its id (SE7). */
  readonly sent: ReadonlyMap<string, string>;
  /** Equal for equal presentations on the same data. */
  readonly signature: string;
}

export const isSql = (step: SqlStep | FitStep): step is SqlStep => 'sql' in step;

/** Steps that count the rows left aside: no numbers of their own. */
const ACCOUNTS: readonly string[] = ['account', 'orders'];
/** Whether every number of a plan may be added up by keys. */
export const addsUp = (steps: Plan['steps']): boolean =>
  steps.every((step) => ACCOUNTS.includes(step.id) || (isSql(step) && step.additive !== undefined));

/** Finds the definition of stored params and reads them; says what hinders, also in the data. */
export async function understandParams(
  { kind, version, params: stored }: Pick<AnalysisCell, 'kind' | 'version' | 'params'>,
  model: DataModel,
  load: LoadDefinition,
): Promise<Result<Pick<Understood, 'definition' | 'params'>>> {
  const definition = await load(kind);
  if (!definition) return fail({ code: 'issue_run_unknown_kind', values: { kind } });
  if (version > definition.version) return fail({ code: 'issue_run_newer_cell', values: { kind } });
  const params = definition.parse(stored);
  if (!params.ok) return params;
  const missing = missingFrom(model, definition.requires);
  return missing.length > 0 ? fail(...missing) : succeed({ definition, params: params.value });
}

/** A cell with its definition, its params and what it is computed from; says what hinders. */
export async function understandCell(
  cell: AskedCell,
  { report, model, load }: { readonly report: Report; readonly model: DataModel; readonly load: LoadDefinition },
  context: Result<PresentContext>,
): Promise<Result<Understood>> {
  const definition = await definitionOf(cell, report, load);
  if (!definition.ok) return definition;
  const params = definition.value.parse(cell.type === 'sql' ? {} : boundParams(report, cell));
  if (!params.ok) return params;
  const missing = missingFrom(model, definition.value.requires);
  if (missing.length > 0) return fail(...missing);
  if (!context.ok) return context;
  const own = ownOf(cell, report);
  const shown = cell.type === 'sql' ? [cell.title ?? null, cell.name, cell.chart ?? null] : (own ?? cell.kind);
  return succeed({ cell, definition: definition.value, params: params.value, context: context.value, shown, own });
}

const ownOf = (cell: AskedCell, { definitions }: Report): CustomDefinition | null =>
  (cell.type === 'analysis' && cell.kind === 'custom' && definitions?.find(({ id }) => id === cell.definition)) || null;

/** Compiles a cell that was understood. */
export function prepareCell(understood: Understood): Result<Prepared> {
  const { definition, params, context, shown } = understood;
  const plan = definition.compile(params, context);
  if (!plan.ok) return plan;
  const { steps } = plan.value;
  const asks = new Map<string, string>();
  for (const step of steps) {
    const reads = isSql(step) ? [] : step.reads.map((id) => asks.get(id));
    asks.set(step.id, isSql(step) ? step.sql : JSON.stringify([step.routine, step.options, step.seed, reads]));
  }
  const { model: _model, dialect: _dialect, ...rest } = context;
  const signature = JSON.stringify([shown, params, rest, [...asks]]);
  const sent = textsSent(context, (without) => definition.compile(params, without));
  return succeed({ ...understood, steps, asks, sent, signature });
}
