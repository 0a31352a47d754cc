import { columnIn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { shownGroups } from '#core/query/funnel/groups-shown';
import { barsSql, grouped, stepBefore } from '#core/query/funnel/outcome';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { askFunnel, breakdownOf, type FunnelQuery } from './question';
import { unitWord, type FunnelParams } from './params';

/** Groups of fewer units are put together (FC8). */
const MIN_CELL = 5;
const MOST_GROUPS = 8;

/** `units_of`: what the kept attempts of each customer come to. */
function unitsOf({ shape, clock }: FunnelQuery): Relation {
  const steady = shape.steps.flatMap((step, place) => (step.optional ? [] : [`t_${place + 1}`]));
  const tied = steady.slice(1).map((time, place) => `${time} = ${steady[place]!}`);
  const done = `depth = ${steady.length}`;
  const sql = `SELECT o.customer AS actor, count(*) FILTER (${done}) AS converted, count(*) FILTER (${done} AND (${tied.join(' OR ') || 'false'})) AS tied,
  count(*) FILTER (NOT (${done}) AND t_1 + ${shape.window} > ${clock.end}) AS open
FROM kept
JOIN owners AS o ON o.actor = kept.actor
GROUP BY o.customer`;
  return { name: 'units_of', sql };
}

/** Attempts and sessions with their customers. */
const OWNED: Relation = {
  name: 'kept_owned',
  sql: 'SELECT kept.*, o.customer AS people\nFROM kept\nJOIN owners AS o ON o.actor = kept.actor',
};

/** FC3: a row for each place that has customers. */
function accountSql(asked: FunnelQuery, params: FunnelParams): string {
  const { query, clock, first, relations } = asked;
  const since = clock.from === null ? '' : ` AND t >= ${clock.from}`;
  const entered: Relation = {
    name: 'entered',
    sql: `SELECT o.customer AS actor, bool_or(t < ${clock.to}${since}) AS inside, bool_or(t >= ${clock.to}${since}) AS late\nFROM stream\nJOIN owners AS o ON o.actor = stream.actor\nWHERE (mask & ${first}) <> 0\nGROUP BY o.customer`,
  };
  const late = params.mature ? "\n    WHEN e.late THEN 'immature'" : '';
  return query.select(
    `SELECT place, count(*) AS customers, coalesce(sum(converted), 0) AS converted, coalesce(sum(tied), 0) AS tied, coalesce(sum(open), 0) AS open,
  (SELECT dated FROM stream_clock) AS dated
FROM (
  SELECT u.converted, u.tied, u.open, CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN u.actor IS NOT NULL THEN 'counted'
    WHEN e.actor IS NULL THEN 'no_entry'
    WHEN e.inside THEN 'removed'${late}
    ELSE 'outside_window' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN units_of AS u ON u.actor = c.customer_key
  LEFT JOIN entered AS e ON e.actor = c.customer_key
) AS placed
GROUP BY place
ORDER BY place`,
    [...relations, unitsOf(asked), entered],
  );
}

/** FC8: the steps of each group; null without a breakdown. */
function groupsStep(params: FunnelParams, context: CompileContext): Result<SqlStep | null> {
  const breakdown = breakdownOf(params);
  if (!breakdown) return succeed(null);
  const { table, column } = breakdown;
  if (!columnIn(context.model, table, column)) return fail({ code: 'issue_query_filter_column', values: { column }, path: ['breakdown'] });
  const split = table !== 'customers' && params.attribution === 'all';
  const asked = askFunnel(params, context, { value: true, split });
  if (!asked.ok) return asked;
  const { query, shape, relations } = asked.value;
  const own = `CAST(c.${context.dialect.identifier(column)} AS VARCHAR)`;
  const values: readonly Relation[] =
    table === 'customers'
      ? [
          {
            name: 'grouped',
            sql: `SELECT k.*, ${own} AS grp\nFROM kept AS k\nJOIN owners AS o ON o.actor = k.actor\nJOIN customers AS c ON c.customer_key = o.customer`,
          },
        ]
      : split
        ? [{ name: 'grouped', sql: 'SELECT *, value AS grp\nFROM kept' }]
        : grouped(shape, params.attribution === 'last' ? 'last' : 'first');
  const all = [...relations, ...values, ...shownGroups({ minCell: MIN_CELL, limit: MOST_GROUPS })];
  return succeed({ id: 'groups', sql: query.select(barsSql(shape, 'shown', ['kind', 'grp']), all) });
}

export function compile(params: FunnelParams, context: CompileContext): Result<Plan> {
  const asked = askFunnel(params, context);
  if (!asked.ok) return asked;
  const { query, shape, relations } = asked.value;
  const counted = unitWord(params) === 'customers';
  const groups = groupsStep(params, context);
  if (!groups.ok) return groups;
  return succeed({
    steps: [
      {
        id: 'bars',
        sql: counted
          ? query.select(barsSql(shape, 'kept'), relations)
          : query.select(barsSql(shape, 'kept_owned', [], true), [...relations, OWNED]),
      },
      { id: 'account', sql: accountSql(asked.value, params) },
      ...(groups.value ? [groups.value] : []),
    ],
  });
}

/** FC7: the customers who reached step `{step}`, those lost there `{step, lost: true}`, or all `{}`. */
export function people(part: Part, params: FunnelParams, context: CompileContext): Result<SqlStep> {
  const asked = askFunnel(params, context);
  if (!asked.ok) return asked;
  const { query, shape, relations } = asked.value;
  const { step = 1, lost } = part;
  if (typeof step !== 'number' || !Number.isInteger(step) || !shape.steps[step - 1]) return fail({ code: 'issue_query_part' });
  if (lost !== undefined && typeof lost !== 'boolean') return fail({ code: 'issue_query_part' });
  const before = stepBefore(shape)[step - 1]! + 1;
  const condition = lost ? `t_${before} IS NOT NULL AND t_${step} IS NULL` : `t_${step} IS NOT NULL`;
  const chosen: Relation = {
    name: 'chosen_people',
    sql: `SELECT DISTINCT o.customer AS customer_key\nFROM kept\nJOIN owners AS o ON o.actor = kept.actor\nWHERE ${condition}`,
  };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, relations) });
}
