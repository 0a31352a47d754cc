import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { dealRelations, staysSql } from './deals-sql';
import type { PipelineParams } from './params';
import { readQuestion, type Question } from './question';

interface Begun {
  readonly question: Question;
  readonly query: Query;
  readonly relations: readonly Relation[];
}

function begin(params: PipelineParams, context: CompileContext): Result<Begun> {
  const query = startQuery(context, { from: context.range.from, to: context.asOf });
  if (!query.ok) return query;
  const question = readQuestion(params, context);
  if (!question.ok) return question;
  return succeed({ question: question.value, query: query.value, relations: dealRelations(question.value, query.value) });
}

/** Deals by stage, with those that passed the stage before, or the first one, as well (PF11). */
const STAGES = `SELECT p.k, count(*) AS deals, sum(d.amount) AS amount, count(DISTINCT d.customer_key) AS customers, count(b.k) AS from_before, count(f.k) AS from_first
FROM passed AS p
JOIN counted AS d ON d.opportunity_id = p.opportunity_id
LEFT JOIN passed AS b ON b.opportunity_id = p.opportunity_id AND b.k = p.k - 1
LEFT JOIN passed AS f ON f.opportunity_id = p.opportunity_id AND f.k = 1
GROUP BY p.k
ORDER BY p.k`;

/** Deals by what they are and where they ended; `k` is null where nothing says (PF9, PF10). */
const STANDING = `SELECT d.state, e.k, count(*) AS deals, sum(d.amount) AS amount, count(DISTINCT d.customer_key) AS customers
FROM counted AS d
LEFT JOIN ended AS e ON e.opportunity_id = d.opportunity_id
GROUP BY d.state, e.k
ORDER BY d.state, e.k`;

const SUMS = `count(*) AS deals, count(*) FILTER (WHERE state = 'won') AS won, count(*) FILTER (WHERE state = 'lost') AS lost,
  sum(amount) FILTER (WHERE state = 'won') AS won_amount, sum(amount) AS amount, count(DISTINCT customer_key) AS customers,
  count(DISTINCT customer_key) FILTER (WHERE state = 'won') AS won_customers`;

export function compile(params: PipelineParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { question, query, relations } = begun.value;
  const { dialect } = context;
  const days = dialect.dateDiff('day', 'created_on', 'closed_on');
  const step = (id: string, body: string): SqlStep => ({ id, sql: query.select(body, relations) });
  return succeed({
    steps: [
      step('stages', STAGES),
      step('standing', STANDING),
      step(
        'whole',
        `SELECT ${SUMS}, count(*) FILTER (WHERE customer_key IS NULL) AS nameless, count(*) FILTER (WHERE amount IS NULL AND state = 'won') AS no_amount,
  count(*) FILTER (WHERE state = 'lost' AND furthest IS NULL) AS lost_unknown, ${dialect.quantile("CASE WHEN state = 'won' THEN amount END", 0.5)} AS won_median
FROM counted`,
      ),
      step(
        'days',
        `SELECT state, count(*) AS deals, avg(${days}) AS mean, ${dialect.quantile(days, 0.5)} AS median
FROM counted
WHERE state <> 'open' AND created_on IS NOT NULL AND closed_on IS NOT NULL
GROUP BY state
ORDER BY state`,
      ),
      ...(question.split === null ? [] : [step('groups', `SELECT part, ${SUMS}\nFROM counted\nGROUP BY part\nORDER BY part NULLS LAST`)]),
      ...(question.history ? [step('stays', staysSql(question, query))] : []),
      step('account', 'SELECT place, count(*) AS deals\nFROM deals\nGROUP BY place\nORDER BY place'),
    ],
  });
}

const STATES: readonly unknown[] = ['won', 'lost', 'open'];

/** The condition of a part over `d` (counted deals), `p` (stages passed) and `e` (last stage); null where it is none. */
function conditionOf(part: Part, { stages, split }: Question, { context }: Query): string[] | null {
  const { stage, state, ended, group } = part;
  const conditions: string[] = [];
  const isPlace = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= stages.length + 1;
  if (stage !== undefined) {
    if (!isPlace(stage)) return null;
    conditions.push(`EXISTS (SELECT 1 FROM passed AS p WHERE p.opportunity_id = d.opportunity_id AND p.k = ${stage})`);
  }
  if (state !== undefined) {
    if (!STATES.includes(state)) return null;
    conditions.push(`d.state = ${context.dialect.literal(state as string)}`);
  }
  if (ended !== undefined) {
    if (ended !== null && !isPlace(ended)) return null;
    const last = '(SELECT e.k FROM ended AS e WHERE e.opportunity_id = d.opportunity_id)';
    conditions.push(ended === null ? `${last} IS NULL` : `${last} = ${ended}`);
  }
  if (group !== undefined) {
    if (split === null || (group !== null && typeof group !== 'string')) return null;
    conditions.push(group === null ? 'd.part IS NULL' : `d.part = ${context.dialect.literal(group)}`);
  }
  return conditions;
}

/** The customers of deals: all `{}`, those that passed a stage `{stage}`, in a state `{state}`, that ended at a stage `{ended}`, or of a group `{group}`. */
export function people(part: Part, params: PipelineParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { question, query, relations } = begun.value;
  const conditions = conditionOf(part, question, query);
  if (!conditions) return fail({ code: 'issue_query_part' });
  const sql = `SELECT d.customer_key, count(*) AS deals, sum(d.amount) AS amount
FROM counted AS d
WHERE ${['d.customer_key IS NOT NULL', ...conditions].join('\n  AND ')}
GROUP BY d.customer_key`;
  return succeed({ id: 'people', sql: customerListSql(query, { name: 'chosen', sql }, relations, ['deals', 'amount']) });
}
