import { columnIn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { addDays } from '#core/query/days';
import { startQuery } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { schemeOf, thresholdsOf } from '../tier-sql';
import { datesOf } from './dates';
import type { MigrationParams } from './params';
import { rfmStates } from './rfm-states';
import { directionOf, statesOf } from './states';
import { tierStates, type Dates } from './tier-states';

interface Ready extends Dates {
  readonly relations: readonly Relation[];
}

/** Everybody in a state at one of the dates, with where they were, are, would be, and their revenue of both periods (MG3, MG8). */
function moved({ later, earlier }: Dates, params: MigrationParams): Relation[] {
  const { dialect, model } = later.context;
  const dates = datesOf(params, later.context);
  const [from, to] = [dialect.day(dates.before), dialect.day(dates.earlier)];
  const known = columnIn(model, 'customers', 'created_at') !== undefined;
  const prospect = known ? `\n    WHEN CAST(c.created_at AS DATE) <= ${to} THEN ':prospect'` : '';
  return [
    { name: 'known_before', sql: earlier.select('SELECT DISTINCT customer_key FROM history') },
    {
      name: 'revenues',
      sql: `SELECT customer_key, sum(amount) FILTER (WHERE happened_on <= ${to}) AS revenue_before, sum(amount) FILTER (WHERE happened_on > ${to}) AS revenue_after
FROM money
WHERE happened_on > ${from}
GROUP BY customer_key`,
    },
    {
      name: 'both_states',
      sql: `SELECT coalesce(b.customer_key, a.customer_key) AS customer_key, b.tier AS before_tier, coalesce(a.tier, ':away') AS frozen_state
FROM before_state AS b
FULL JOIN after_state AS a ON a.customer_key = b.customer_key`,
    },
    {
      name: 'moved',
      sql: `SELECT s.customer_key,
  CASE
    WHEN s.before_tier IS NOT NULL THEN s.before_tier
    WHEN k.customer_key IS NOT NULL THEN ':away'${prospect}
    ELSE ':new' END AS from_state,
  s.frozen_state, coalesce(g.tier, ':away') AS again_state, d.tier AS aged_state,
  round(coalesce(m.revenue_before, 0), 6) AS revenue_before, round(coalesce(m.revenue_after, 0), 6) AS revenue_after
FROM both_states AS s
LEFT JOIN again_state AS g ON g.customer_key = s.customer_key
LEFT JOIN aged_state AS d ON d.customer_key = s.customer_key
LEFT JOIN known_before AS k ON k.customer_key = s.customer_key${known ? '\nJOIN customers AS c ON c.customer_key = s.customer_key' : ''}
LEFT JOIN revenues AS m ON m.customer_key = s.customer_key`,
    },
  ];
}

function prepare(params: MigrationParams, context: CompileContext): Result<Ready> {
  const at = (asOf: string) => {
    const from = params.scheme === 'rfm' && params.window > 0 ? addDays(asOf, 1 - params.window) : null;
    return startQuery({ ...context, asOf }, { from, to: asOf });
  };
  const [later, earlier] = [at(context.asOf), at(datesOf(params, context).earlier)];
  if (!later.ok) return later;
  if (!earlier.ok) return earlier;
  const dates = { later: later.value, earlier: earlier.value };
  const states = params.scheme === 'rfm' ? succeed(rfmStates(dates, params.gap)) : tierStates(params, dates);
  if (!states.ok) return states;
  return succeed({ ...dates, relations: [...states.value, ...moved(dates, params)] });
}

/** Each customer in one place: in a state at one of the dates, or the first reason why not. */
const accountSql = (outside: string): string => `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN b.customer_key IS NOT NULL OR a.customer_key IS NOT NULL THEN 'counted'
    WHEN h.customer_key IS NULL THEN 'no_order'
    ELSE '${outside}' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN before_state AS b ON b.customer_key = c.customer_key
  LEFT JOIN after_state AS a ON a.customer_key = c.customer_key
) AS placed
GROUP BY place
ORDER BY place`;

export function compile(params: MigrationParams, context: CompileContext): Result<Plan> {
  const prepared = prepare(params, context);
  if (!prepared.ok) return prepared;
  const { later, relations } = prepared.value;
  const cuts = thresholdsOf(schemeOf(params.tiers, params.window).rules).map((_, at) => `cut_${at + 1}`);
  const own = params.scheme === 'tiers' && params.tiers.length === 0;
  return succeed({
    steps: [
      {
        id: 'moves',
        sql: later.select(
          `SELECT from_state, frozen_state, again_state, aged_state, count(*) AS customers, sum(revenue_before) AS before, sum(revenue_after) AS after
FROM moved
GROUP BY from_state, frozen_state, again_state, aged_state
ORDER BY from_state, frozen_state, again_state, aged_state`,
          relations,
        ),
      },
      ...(own ? [{ id: 'cuts', sql: later.select(`SELECT ${cuts.join(', ')} FROM cuts`, relations) }] : []),
      { id: 'account', sql: later.select(accountSql(params.scheme === 'rfm' ? 'outside_window' : 'outside_filters'), relations) },
      {
        id: 'orders',
        sql: later.select(
          `SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= ${context.dialect.day(context.asOf)}`,
        ),
      },
    ],
  });
}

const LISTED = ['from_state', 'to_state', 'frozen_state', 'again_state', 'aged_state', 'revenue_before', 'revenue_after'];

/**
 * The customers of a cell of the matrix `{from, to}` or of a row or column of it, of `{way}` (up, down, stay, out, in), of `{would_stay}` (also with `from`),
 * of `{drift}`; without a part everybody in the matrix.
 */
export function people(part: Part, params: MigrationParams, context: CompileContext): Result<SqlStep> {
  const prepared = prepare(params, context);
  if (!prepared.ok) return prepared;
  const { later, relations } = prepared.value;
  const states = statesOf(params);
  const text = (code: string): string => context.dialect.literal(code);
  const conditions: string[] = [];
  for (const [column, code] of [
    ['from_state', part['from']],
    ['to_state', part['to']],
  ] as const) {
    if (code === undefined) continue;
    if (!states.some((state) => state.code === code)) return fail({ code: 'issue_query_part' });
    conditions.push(`${column} = ${text(String(code))}`);
  }
  if (part['way'] !== undefined) {
    const ways = states.flatMap((from) => {
      const to = states.filter((each) => directionOf(from, each) === part['way']).map(({ code }) => text(code));
      return to.length > 0 ? [`(from_state = ${text(from.code)} AND to_state IN (${to.join(', ')}))`] : [];
    });
    if (ways.length === 0) return fail({ code: 'issue_query_part' });
    conditions.push(`(${ways.join(' OR ')})`);
  }
  if (part['would_stay'] === true) conditions.push('aged_state = from_state');
  if (part['drift'] === true) conditions.push("frozen_state <> ':away' AND frozen_state <> again_state");
  const to = `${params.cuts === 'again' ? 'again_state' : 'frozen_state'} AS to_state`;
  const where = conditions.length > 0 ? `\nWHERE ${conditions.join(' AND ')}` : '';
  const chosen = { name: 'chosen', sql: `SELECT * FROM (SELECT *, ${to} FROM moved) AS directed${where}` };
  return succeed({ id: 'people', sql: customerListSql(later, chosen, relations, LISTED) });
}
