import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { NO_VALUE_SLOT } from '#core/query/slots';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { ORDERS, type RepurchaseParams } from './params';
import { STAGE_COUNTS, stageRelations, STAGES, stageWaitsSql } from './stages-sql';
import { isMature, waitRelations, waitsSql } from './waits-sql';

/** The state of a wait that a number counts (RP11). */
export const WAITS = ['all', 'came', 'open', 'mature', 'within'] as const;

function begin(
  params: RepurchaseParams,
  context: CompileContext,
): Result<{ readonly query: Query; readonly relations: readonly Relation[] }> {
  const query = startQuery(context, { from: context.range.from, to: context.asOf });
  if (!query.ok) return query;
  const waits = waitRelations(params, query.value);
  return waits.ok ? succeed({ query: query.value, relations: [...waits.value, ...stageRelations(params, query.value)] }) : waits;
}

/** Each customer in one place: followed, or the first reason why not. */
function accountSql({ context: { dialect }, window: { from } }: Query): string {
  return `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN o.customer_key IS NULL THEN 'no_order'${from ? `\n    WHEN f.customer_key IS NULL AND o.first_on < ${dialect.day(from)} THEN 'outside_window'` : ''}
    WHEN f.customer_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS o ON o.customer_key = c.customer_key
  LEFT JOIN followed AS f ON f.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place`;
}

const PLACED = `SELECT CASE WHEN s.customer_key IS NULL THEN 'other_customers' ELSE 'counted' END AS place, count(*) AS customers
FROM customers AS c
LEFT JOIN staged AS s ON s.customer_key = c.customer_key
GROUP BY place
ORDER BY place`;

export function compile(params: RepurchaseParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const orders: SqlStep = {
    id: 'orders',
    sql: query.select(
      `SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= ${context.dialect.day(context.asOf)}`,
    ),
  };
  if (params.show === 'stages')
    return succeed({
      steps: [
        { id: 'stages', sql: query.select(STAGE_COUNTS, relations), additive: { keys: ['stage'], measures: ['customers'] } },
        {
          id: 'stage_waits',
          sql: query.select(stageWaitsSql(query), relations),
          additive: { keys: ['stage', 'days', 'came'], measures: ['customers'] },
        },
        { id: 'account', sql: query.select(PLACED, relations) },
        orders,
      ],
    });
  return succeed({
    steps: [
      {
        id: 'waits',
        sql: query.select(waitsSql(params, query), relations),
        // Places of values depend on all of them, so that parts of a breakdown do not add up.
        ...(params.breakdown === null ? { additive: { keys: ['nth', 'days', 'came'], measures: ['customers', 'mature'] } } : {}),
      },
      { id: 'account', sql: query.select(accountSql(query), relations) },
      orders,
    ],
  });
}

/** The customers of a wait `{nth, of}`, of one value's `{nth, of, slot}`, of a stage `{stage}`, or all who are followed `{}` (RP11). */
export function people(part: Part, params: RepurchaseParams, context: CompileContext): Result<SqlStep> {
  const { nth = 2, of = 'all', slot, stage } = part;
  const known =
    stage === undefined
      ? ORDERS.some((n) => n === nth) && WAITS.some((each) => each === of) && (slot === undefined || isSlot(slot, params))
      : STAGES.some((each) => each === stage);
  if (!known) return fail({ code: 'issue_query_part' });
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const { dialect } = context;
  const conditions = {
    all: [],
    came: ['w.came'],
    open: ['NOT w.came'],
    mature: [isMature(params, context)],
    within: [isMature(params, context), 'w.came', `w.days <= ${dialect.literal(params.days)}`],
  }[of as (typeof WAITS)[number]];
  const chosen =
    stage === undefined
      ? `SELECT w.customer_key, w.days
FROM waits AS w${slot === undefined ? '' : '\nJOIN slots AS s ON s.customer_key = w.customer_key'}
WHERE ${[`w.nth = ${dialect.literal(nth as number)}`, ...(slot === undefined ? [] : [`s.slot = ${dialect.literal(slot as number)}`]), ...conditions].join(' AND ')}`
      : `SELECT customer_key\nFROM staged\nWHERE stage = ${dialect.literal(stage as string)}`;
  const more = stage === undefined ? ['days'] : [];
  return succeed({ id: 'people', sql: customerListSql(query, { name: 'chosen', sql: chosen }, relations, more) });
}

const isSlot = (slot: unknown, { breakdown }: RepurchaseParams): boolean =>
  breakdown !== null && Number.isInteger(slot) && Number(slot) >= 1 && Number(slot) <= NO_VALUE_SLOT;
