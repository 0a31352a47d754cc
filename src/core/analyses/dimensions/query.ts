import { columnIn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { ANSWER_ACCOUNT, answerRelations } from '#core/query/answers';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { refuseUndated } from '../answer-dates';
import { ANSWER_DAY, periodSql } from '../answer-periods';
import { canSplit, splitColumns, splitOf, type Split } from '../answer-split';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { gradeScale } from '../graded-columns';
import { dimensionsOf } from './known';
import type { DimensionsParams } from './params';

/** As an answer to all of them is a row of columns, more are not asked. */
const MOST = 20;

interface Begun {
  readonly query: Query;
  readonly relations: readonly Relation[];
  readonly names: readonly string[];
  readonly ofProducts: boolean;
  readonly ofAgents: boolean;
}

/** One row for each counted answer and dimension it grades. */
const gradesOf = (names: readonly string[], columns: readonly string[], { literal }: CompileContext['dialect']): Relation => ({
  name: 'grades',
  sql: names
    .map(
      (name) =>
        `SELECT ${['customer_key', ...columns].join(', ')}, ${literal(name)} AS side, ${name} AS grade\nFROM placed_answers\nWHERE place = 'counted' AND ${name} IS NOT NULL`,
    )
    .join('\nUNION ALL\n'),
});

/** The grades with their group. */
const groupedOf = ({ ofOrders }: Split): Relation[] =>
  ofOrders
    ? [
        ofOrders,
        {
          name: 'grouped_grades',
          sql: 'SELECT g.customer_key, g.side, g.grade, o.part\nFROM grades AS g\nLEFT JOIN order_groups AS o ON o.order_id = g.order_id',
        },
      ]
    : [{ name: 'grouped_grades', sql: 'SELECT customer_key, side, grade, part\nFROM grades' }];

function begin(params: DimensionsParams, context: CompileContext): Result<Begun> {
  const { model, dialect, range, asOf } = context;
  const sides = dimensionsOf(model, params.sides);
  if (sides.length === 0) return fail({ code: 'issue_dimensions_none', path: ['sides'] });
  if (sides.length > MOST) return fail({ code: 'issue_dimensions_many', values: { n: MOST }, path: ['sides'] });
  const undated = refuseUndated(params.over, model);
  if (undated) return fail(undated);
  if (params.over === 'wave' && !columnIn(model, 'surveys', 'wave')) return fail({ code: 'issue_satisfaction_no_wave', path: ['over'] });
  const split = splitOf(params.split, context);
  if (!split.ok) return split;
  const started = startQuery(context, { from: range.from, to: asOf });
  if (!started.ok) return started;
  const { low, high } = gradeScale(params.points);
  const raws = sides.map(({ column }) => `s.${dialect.identifier(column.name)}`);
  const valid = raws.map((raw) => `CASE WHEN ${raw} BETWEEN ${low} AND ${high} AND ${raw} = floor(${raw}) THEN ${raw} END`);
  const names = sides.map((_, at) => `side_${at + 1}`);
  const [ofProducts, ofAgents] = [canSplit('@product', model), canSplit('@agent', model)];
  const agent = ofAgents ? splitOf('@agent', context) : null;
  const period = periodSql(params.over, context);
  const modes = columnIn(model, 'surveys', 'mode') !== undefined;
  const carried: Record<string, string> = {
    ...(ofProducts ? { order_id: 's.order_id' } : {}),
    ...splitColumns(split.value),
    ...(agent?.ok ? { agent: `CAST(${agent.value.sql} AS VARCHAR)` } : {}),
    ...(period === null ? {} : { period, mode: `CAST(${modes ? 's.mode' : 'NULL'} AS VARCHAR)`, answered_on: ANSWER_DAY }),
  };
  const score = { sql: `coalesce(${[...valid, ...raws].join(', ')})` };
  const more = { ...Object.fromEntries(names.map((name, at) => [name, valid[at]!])), ...carried };
  const within = period === null ? [] : ['period'];
  const answers = answerRelations({ column: score, low, high, latest: params.answers === 'latest', within, more }, started.value);
  const relations = [...answers, gradesOf(names, Object.keys(carried), dialect), ...groupedOf(split.value)];
  return succeed({ query: started.value, relations, names, ofProducts, ofAgents });
}

const middleOf = ({ points }: DimensionsParams): number => gradeScale(points).middle;

/** The low grades of each product and agent (DI8). */
function behind({ query, relations, ofProducts, ofAgents }: Begun, params: DimensionsParams, context: CompileContext): SqlStep[] {
  const low = `count(*) AS answers, count(*) FILTER (WHERE grade < ${middleOf(params)}) AS low`;
  const products = splitOf('@product', context);
  const named = ofProducts && products.ok && products.value.ofOrders ? [{ ...products.value.ofOrders, name: 'order_products' }] : [];
  return [
    ...(named.length > 0
      ? [
          {
            id: 'products',
            sql: query.select(
              `SELECT g.side, p.part, ${low}\nFROM grades AS g\nJOIN order_products AS p ON p.order_id = g.order_id\nGROUP BY g.side, p.part\nORDER BY g.side, p.part`,
              [...relations, ...named],
            ),
          },
        ]
      : []),
    ...(ofAgents
      ? [
          {
            id: 'agents',
            sql: query.select(
              `SELECT side, agent AS part, ${low}\nFROM grades\nWHERE agent IS NOT NULL\nGROUP BY side, agent\nORDER BY side, agent`,
              relations,
            ),
          },
        ]
      : []),
  ];
}

/** The variances of the dimensions and of their sum, over complete answers (DI5). */
function variances({ query, relations, names }: Begun): SqlStep {
  const each = names.map((name, at) => `var_samp(${name}) AS v_${at + 1}`);
  return {
    id: 'variances',
    sql: query.select(
      `SELECT count(*) AS answers, ${each.join(', ')}, var_samp(${names.join(' + ')}) AS v_all
FROM placed_answers
WHERE place = 'counted' AND ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')}`,
      relations,
    ),
  };
}

export function compile(params: DimensionsParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const low = `grade < ${middleOf(params)} AND customer_key IS NOT NULL`;
  const step = (id: string, sql: string): SqlStep => ({ id, sql: query.select(sql, relations) });
  const tally = (keys: string, from: string, more = ''): string =>
    `SELECT ${keys}, grade AS score, count(*) AS answers${more}\nFROM ${from}\nGROUP BY ${keys}, grade\nORDER BY ${keys}, grade`;
  return succeed({
    steps: [
      step('grades', tally('side', 'grades')),
      step('low', `SELECT side, count(DISTINCT customer_key) AS customers\nFROM grades\nWHERE ${low}\nGROUP BY side\nORDER BY side`),
      variances(begun.value),
      ...(params.split === null
        ? []
        : [
            step('groups', tally('side, part', 'grouped_grades')),
            step(
              'low_groups',
              `SELECT side, part, count(DISTINCT customer_key) AS customers\nFROM grouped_grades\nWHERE ${low}\nGROUP BY side, part\nORDER BY side, part`,
            ),
          ]),
      ...(params.over === 'none'
        ? []
        : [
            step('periods', tally('side, period', 'grades', ', CAST(min(answered_on) AS VARCHAR) AS first_on')),
            step(
              'mix',
              "SELECT period, mode, count(*) AS answers\nFROM placed_answers\nWHERE place = 'counted' AND period IS NOT NULL\nGROUP BY period, mode\nORDER BY period, mode",
            ),
          ]),
      ...behind(begun.value, params, context),
      step('account', ANSWER_ACCOUNT),
    ],
  });
}

/** The customers with a low grade of one dimension: `{side}`, in a group `{side, part}`. */
export function people({ side, part }: Part, params: DimensionsParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations, names } = begun.value;
  if (typeof side !== 'string' || !names.includes(side)) return fail({ code: 'issue_query_part' });
  if (part !== undefined && part !== null && typeof part !== 'string') return fail({ code: 'issue_query_part' });
  const { literal } = context.dialect;
  const inGroup = part === undefined ? '' : part === null ? ' AND part IS NULL' : ` AND part = ${literal(part)}`;
  const chosen = {
    name: 'chosen',
    sql: `SELECT customer_key, min(grade) AS grade\nFROM grouped_grades\nWHERE customer_key IS NOT NULL AND side = ${literal(side)} AND grade < ${middleOf(params)}${inGroup}\nGROUP BY customer_key`,
  };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, relations, ['grade']) });
}
