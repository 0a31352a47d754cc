import type { CanonicalTable } from '#core/model/canonical';
import { columnIn, holdsColumn, tableOf } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import { stateOfOutcome, stateOfStage } from '#core/query/deals/outcome-words';
import type { CompileContext } from '../contract';
import { stageValues, suggestStages } from '../stage-order';
import type { PipelineParams } from './params';

/** The question as the data allow it. */
export interface Question {
  readonly params: PipelineParams;
  /** The stages in order; the place after the last is `won`. */
  readonly stages: readonly string[];
  /** Stages and outcomes that say so (PF2). */
  readonly won: readonly string[];
  readonly lost: readonly string[];
  readonly outcomes: Readonly<Record<'won' | 'lost', readonly string[]>> | null;
  readonly history: boolean;
  /** The column of the groups over `o` and `c`. */
  readonly split: string | null;
  readonly has: (column: string) => boolean;
}

/** The column that makes the groups, as SQL; null where there are none. Fails where it is not in the data. */
function splitSql({ split }: PipelineParams, { model, dialect }: CompileContext): Result<string | null> {
  if (split === null) return succeed(null);
  for (const [table, alias] of [['opportunities', 'o'] as const, ['customers', 'c'] as const]) {
    const name = split.startsWith(`${table}.`) ? split.slice(table.length + 1) : null;
    if (name !== null && columnIn(model, table satisfies CanonicalTable, name)) return succeed(`${alias}.${dialect.identifier(name)}`);
  }
  return fail({ code: 'issue_pipeline_split', values: { column: split }, path: ['split'] });
}

/** The stages in the order that counts (PF5). */
export function stagesOf({ stages, won, lost }: PipelineParams, { model }: Pick<CompileContext, 'model'>): readonly string[] {
  const closing = new Set([...won, ...lost]);
  const known = stages.length > 0 ? stages : suggestStages(model, 'open');
  return known.filter((stage) => !closing.has(stage));
}

const HISTORY = ['opportunity_id', 'stage', 'entered_at'];
export const hasHistory = ({ model }: Pick<CompileContext, 'model'>): boolean =>
  tableOf(model, 'stage_history') !== undefined && HISTORY.every((column) => columnIn(model, 'stage_history', column));

/** What is asked of these data, or why it cannot be. */
export function readQuestion(params: PipelineParams, context: CompileContext): Result<Question> {
  const { model } = context;
  const split = splitSql(params, context);
  if (!split.ok) return split;
  const stages = stagesOf(params, context);
  const history = hasHistory(context);
  if (stages.length === 0) return fail({ code: 'issue_pipeline_no_stages', path: ['stages'] });
  if (!history && params.rule !== 'reached') return fail({ code: 'issue_pipeline_no_history', path: ['rule'] });
  const outcome = columnIn(model, 'opportunities', 'outcome');
  const values = stageValues(model);
  const said = (state: 'won' | 'lost', chosen: readonly string[]): readonly string[] =>
    chosen.length > 0 ? chosen : values.filter((stage) => stateOfStage(stage) === state);
  return succeed({
    params,
    stages,
    won: said('won', params.won),
    lost: said('lost', params.lost),
    outcomes: outcome
      ? {
          won: outcome.values.filter((text) => stateOfOutcome(text) === 'won'),
          lost: outcome.values.filter((text) => stateOfOutcome(text) === 'lost'),
        }
      : null,
    history,
    split: split.value,
    has: (column) => holdsColumn(model, 'opportunities', column),
  });
}
