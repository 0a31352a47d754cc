import { columnIn, holdsColumn } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import { answerRelations } from '#core/query/answers';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { refuseUndated } from '../answer-dates';
import { ANSWER_DAY, periodSql } from '../answer-periods';
import { countedAnswers, splitColumns, splitOf, type Split } from '../answer-split';
import type { CompileContext } from '../contract';
import type { SatisfactionParams } from './params';
import { columnOf, kindOf, scaleOf } from './scale';

const has = ({ model }: CompileContext, column: string): boolean => columnIn(model, 'surveys', column) !== undefined;

/** Whether the data say how people were asked. */
export const knowsModes = (context: CompileContext): boolean => has(context, 'mode');

/** The scores that count as low (SA7), as a list. */
export function lowScores(params: SatisfactionParams, { dialect }: CompileContext): string {
  const { low, high } = scaleOf(params);
  const scores = Array.from({ length: high - low + 1 }, (_, at) => low + at).filter((score) => kindOf(score, params) === 'low');
  return scores.map((score) => dialect.literal(score)).join(', ');
}

/** The columns of an answer that a cell looks at beside its score. */
function columnsOf(params: SatisfactionParams, split: Split, context: CompileContext): Readonly<Record<string, string>> {
  const period = periodSql(params.over, context);
  return {
    ...splitColumns(split),
    ...(period === null
      ? {}
      : {
          period,
          mode: `CAST(${knowsModes(context) ? 's.mode' : 'NULL'} AS VARCHAR)`,
          answered_on: ANSWER_DAY,
          answered_at: 's.responded_at',
          answer_id: 's.response_id',
        }),
  };
}

export interface Begun {
  readonly query: Query;
  /** `placed_answers`, and `counted_answers`: a row for each counted answer and group of it. */
  readonly relations: readonly Relation[];
}

/** The answers of a cell with their places, periods and groups (SA1–SA3, SA8, SA11). */
export function begin(params: SatisfactionParams, context: CompileContext): Result<Begun> {
  if (params.measure === 'ces' && params.easy === 'unknown') return fail({ code: 'issue_satisfaction_easy', path: ['easy'] });
  if (!has(context, columnOf(params))) return fail({ code: `issue_satisfaction_no_${params.measure}`, path: ['measure'] });
  const undated = refuseUndated(params.over, context.model);
  if (undated) return fail(undated);
  if (params.over === 'wave' && !has(context, 'wave')) return fail({ code: 'issue_satisfaction_no_wave', path: ['over'] });
  if (params.compare === 'paired' && params.over !== 'none' && !holdsColumn(context.model, 'surveys', 'customer_id'))
    return fail({ code: 'issue_satisfaction_no_pairs', path: ['compare'] });
  const split = splitOf(params.split, context);
  if (!split.ok) return split;
  const query = startQuery(context, { from: context.range.from, to: context.asOf });
  if (!query.ok) return query;
  const more = columnsOf(params, split.value, context);
  const within = params.over === 'none' ? [] : ['period'];
  const choice = { column: columnOf(params), ...scaleOf(params), latest: params.answers === 'latest', within, more };
  return succeed({
    query: query.value,
    relations: [...answerRelations(choice, query.value), ...countedAnswers(Object.keys(more), split.value)],
  });
}
