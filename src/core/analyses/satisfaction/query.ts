import { columnIn, holdsColumn } from '#core/model/data-model';
import type { CanonicalTable } from '#core/model/canonical';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { SatisfactionParams } from './params';
import { columnOf, kindOf, scaleOf } from './scale';

const has = ({ model }: CompileContext, column: string): boolean => columnIn(model, 'surveys', column) !== undefined;
const windowOf = ({ range, asOf }: CompileContext) => ({ from: range.from, to: asOf });

/** The column that makes the groups, as SQL over `s` and `c`; null where there are none. Fails where it is not in the data. */
function splitSql({ split }: SatisfactionParams, { model, dialect }: CompileContext): Result<string | null> {
  if (split === null) return succeed(null);
  for (const [table, alias] of [['surveys', 's'] as const, ['customers', 'c'] as const]) {
    const name = split.startsWith(`${table}.`) ? split.slice(table.length + 1) : null;
    if (name !== null && columnIn(model, table satisfies CanonicalTable, name)) return succeed(`${alias}.${dialect.identifier(name)}`);
  }
  return fail({ code: 'issue_satisfaction_split', values: { column: split }, path: ['split'] });
}

/** Every row of `surveys` with its place (SA1–SA3). */
function placed(params: SatisfactionParams, split: string | null, query: Query): Relation[] {
  const { context } = query;
  const { dialect } = context;
  const { low, high } = scaleOf(params);
  const known = holdsColumn(context.model, 'surveys', 'customer_id');
  const key = known ? 's.customer_key' : 'CAST(NULL AS INTEGER)';
  const ofPeople = context.filters.some((filter) => filter.table === 'customers');
  const outside = [
    `CAST(s.responded_at AS DATE) > ${dialect.day(context.asOf)}`,
    ...(context.range.from ? [`CAST(s.responded_at AS DATE) < ${dialect.day(context.range.from)}`] : []),
  ];
  const answers = `SELECT s.response_id, s.responded_at, ${key} AS customer_key, ${has(context, 'wave') ? 's.wave' : 'NULL'} AS wave,
  s.${columnOf(params)} AS score, CAST(${split ?? 'NULL'} AS VARCHAR) AS part,
  CASE
    WHEN ${outside.join(' OR ')} THEN 'outside_window'${ofPeople ? `\n    WHEN ${known ? 's.customer_key NOT IN (SELECT customer_key FROM people) OR s.customer_key IS NULL' : 'true'} THEN 'other_customers'` : ''}
    WHEN s.${columnOf(params)} IS NULL THEN 'unanswered'
    WHEN s.${columnOf(params)} NOT BETWEEN ${dialect.literal(low)} AND ${dialect.literal(high)} OR s.${columnOf(params)} <> floor(s.${columnOf(params)}) THEN 'out_of_scale'
    ELSE 'valid' END AS state
FROM surveys AS s${split?.startsWith('c.') && known ? '\nLEFT JOIN customers AS c ON c.customer_key = s.customer_key' : ''}`;
  const later = `customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1`;
  const place =
    params.answers === 'latest'
      ? `CASE WHEN state <> 'valid' THEN state WHEN ${later} THEN 'later_answer' ELSE 'counted' END`
      : `replace(state, 'valid', 'counted')`;
  return [
    { name: 'answers', sql: answers },
    { name: 'placed_answers', sql: `SELECT customer_key, score, part, ${place} AS place\nFROM answers` },
  ];
}

/** The scores that count as low (SA7), as a list. */
function lowScores(params: SatisfactionParams, { dialect }: CompileContext): string {
  const { low, high } = scaleOf(params);
  const scores = Array.from({ length: high - low + 1 }, (_, at) => low + at).filter((score) => kindOf(score, params) === 'low');
  return scores.map((score) => dialect.literal(score)).join(', ');
}

function begin(
  params: SatisfactionParams,
  context: CompileContext,
): Result<{ readonly query: Query; readonly relations: readonly Relation[] }> {
  if (params.measure === 'ces' && params.easy === 'unknown') return fail({ code: 'issue_satisfaction_easy', path: ['easy'] });
  if (!has(context, columnOf(params))) return fail({ code: `issue_satisfaction_no_${params.measure}`, path: ['measure'] });
  const split = splitSql(params, context);
  if (!split.ok) return split;
  const query = startQuery(context, windowOf(context));
  return query.ok ? succeed({ query: query.value, relations: placed(params, split.value, query.value) }) : query;
}

export function compile(params: SatisfactionParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const counted = "FROM placed_answers\nWHERE place = 'counted'";
  return succeed({
    steps: [
      {
        id: 'scores',
        sql: query.select(`SELECT part, score, count(*) AS answers\n${counted}\nGROUP BY part, score\nORDER BY part, score`, relations),
      },
      {
        id: 'low',
        sql: query.select(
          `SELECT part, count(DISTINCT customer_key) AS customers\n${counted} AND score IN (${lowScores(params, context)}) AND customer_key IS NOT NULL\nGROUP BY part\nORDER BY part`,
          relations,
        ),
      },
      {
        id: 'low_all',
        sql: query.select(
          `SELECT count(DISTINCT customer_key) AS customers\n${counted} AND score IN (${lowScores(params, context)}) AND customer_key IS NOT NULL`,
          relations,
        ),
      },
      {
        id: 'account',
        sql: query.select('SELECT place, count(*) AS answers\nFROM placed_answers\nGROUP BY place\nORDER BY place', relations),
      },
    ],
  });
}

/** The customers whose answers are low: of a group `{part}`, of those without a value `{part: null}`, or of all `{}`. */
export function people(part: Part, params: SatisfactionParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { dialect } = context;
  const named = part['part'];
  if (named !== undefined && named !== null && typeof named !== 'string') return fail({ code: 'issue_query_part' });
  const group = named === undefined ? '' : named === null ? ' AND part IS NULL' : ` AND part = ${dialect.literal(named)}`;
  const chosen = {
    name: 'chosen',
    sql: `SELECT customer_key, min(score) AS score\nFROM placed_answers\nWHERE place = 'counted' AND customer_key IS NOT NULL AND score IN (${lowScores(params, context)})${group}\nGROUP BY customer_key`,
  };
  return succeed({ id: 'people', sql: customerListSql(begun.value.query, chosen, begun.value.relations, ['score']) });
}
