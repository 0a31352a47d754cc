import { columnIn, type DataColumn, type DataModel } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { ANSWER_ACCOUNT, answerRelations } from '#core/query/answers';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { gradedColumns, gradeScale, suggestPoints } from '../graded-columns';
import type { DriversParams } from './params';

/** Shapley shares are exact up to so many (DR1). */
const MOST = 10;

const nameOf = (at: number): string => `side_${at + 1}`;
/** The outcome with its scale; where the sides have another one than satisfaction can have, that is seen from its own answers (DR10). */
function outcomeOf({ outcome, points }: DriversParams, model: DataModel) {
  if (outcome === 'nps') return { column: 'nps_0_10', low: 0, high: 10 };
  const own = columnIn(model, 'surveys', 'csat');
  return { column: 'csat', low: 1, high: Number(points === '100' ? suggestPoints(own ? [own] : []) : points) };
}

interface Begun {
  readonly query: Query;
  readonly relations: readonly Relation[];
  readonly names: readonly string[];
}

function begin(params: DriversParams, context: CompileContext): Result<Begun> {
  const { model, dialect, range, asOf } = context;
  const outcome = outcomeOf(params, model);
  const { low, high } = gradeScale(params.points);
  if (!columnIn(model, 'surveys', outcome.column)) return fail({ code: `issue_satisfaction_no_${params.outcome}`, path: ['outcome'] });
  const sides = gradedColumns(model, params.sides);
  if (sides.length < 2) return fail({ code: 'issue_drivers_no_sides', path: ['sides'] });
  if (sides.length > MOST) return fail({ code: 'issue_drivers_many_sides', values: { n: MOST }, path: ['sides'] });
  const started = startQuery(context, { from: range.from, to: asOf });
  if (!started.ok) return started;
  const names = sides.map((_, at) => nameOf(at));
  const grade = (column: DataColumn): string => {
    const given = `s.${dialect.identifier(column.name)}`;
    return `CASE WHEN ${given} BETWEEN ${dialect.literal(low)} AND ${dialect.literal(high)} AND ${given} = floor(${given}) THEN ${given} END`;
  };
  const more = Object.fromEntries(sides.map((column, at) => [names[at]!, grade(column)]));
  const [answers, placed] = answerRelations({ ...outcome, latest: true, more }, started.value);
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const graded: Relation = {
    name: 'graded_answers',
    sql: `SELECT * REPLACE (CASE WHEN place = 'counted' AND NOT (${complete}) THEN 'incomplete' ELSE place END AS place)\nFROM placed_answers`,
  };
  return succeed({ query: started.value, relations: [answers!, placed!, graded], names });
}

const middleOf = ({ points }: DriversParams): number => gradeScale(points).middle;

export function compile(params: DriversParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations, names } = begun.value;
  const { literal } = context.dialect;
  const columns = ['score', ...names].join(', ');
  const low = names.map(
    (name) =>
      `SELECT ${literal(name)} AS side, count(DISTINCT customer_key) AS customers\nFROM graded_answers\nWHERE place = 'counted' AND ${name} < ${literal(middleOf(params))}`,
  );
  return succeed({
    steps: [
      {
        id: 'answers',
        sql: query.select(
          `SELECT ${columns}, count(*) AS answers\nFROM graded_answers\nWHERE place = 'counted'\nGROUP BY ${columns}\nORDER BY ${columns}`,
          relations,
        ),
      },
      { id: 'low', sql: query.select(`${low.join('\nUNION ALL\n')}\nORDER BY side`, relations) },
      { id: 'account', sql: query.select(ANSWER_ACCOUNT.replace('placed_answers', 'graded_answers'), relations) },
    ],
  });
}

/** The customers with a low grade of one side: `{side}`. */
export function people({ side }: Part, params: DriversParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations, names } = begun.value;
  if (typeof side !== 'string' || !names.includes(side)) return fail({ code: 'issue_query_part' });
  const chosen = {
    name: 'chosen',
    sql: `SELECT customer_key, min(${side}) AS grade\nFROM graded_answers\nWHERE place = 'counted' AND customer_key IS NOT NULL AND ${side} < ${context.dialect.literal(middleOf(params))}\nGROUP BY customer_key`,
  };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, relations, ['grade']) });
}
