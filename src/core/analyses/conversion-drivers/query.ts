import { columnIn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { traitRelation } from '#core/query/events/traits';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { askFunnel, type FunnelQuery } from '../funnel/question';
import { customerPlaces } from './account-sql';
import { candidatesOf, type Candidates } from './candidates';
import { funnelParamsOf, type ConversionParams } from './params';

const KINDS = ['customer', 'entry', 'done'] as const;
/** Where a trait comes from (CD3). */
export type TraitKind = (typeof KINDS)[number];

interface Begun {
  readonly asked: FunnelQuery;
  readonly relations: readonly Relation[];
}

/** `compared`: a row for each customer with an attempt, and how long they were at risk (CD4), in microseconds and in days. */
function compared({ shape }: FunnelQuery): Relation {
  const steady = shape.steps.flatMap((step, place) => (step.optional ? [] : [`t_${place + 1}`]));
  const day = (time: string): string => `epoch_us(date_trunc('day', make_timestamp(${time})))`;
  return {
    name: 'compared',
    sql: `SELECT actor, entered, ended, ${day('entered')} AS entered_day, ${day('ended')} AS ended_day, converted
FROM (
  SELECT actor, t_1 AS entered, CASE WHEN depth = ${steady.length} THEN ${steady.at(-1)!} ELSE t_1 + ${shape.window} END AS ended, depth = ${steady.length} AS converted
  FROM kept
) AS times`,
  };
}

/** `done_clock`: whether every record of a table is a midnight (EV8). */
const DONE_CLOCK: Relation = {
  name: 'done_clock',
  sql: 'SELECT source, bool_and(t % 86400000000 = 0) AS dated\nFROM things_done\nGROUP BY source',
};

/** `had_traits`: which customer has which trait, each once. */
function hadTraits({ customers, entries, done }: Candidates, { dialect }: CompileContext): Relation {
  const text = (column: string): string => `CAST(c.${dialect.identifier(column)} AS VARCHAR)`;
  const list = (items: readonly string[]): string => `[${items.join(', ')}]`;
  const branches = [
    ...(customers.length > 0
      ? [
          `SELECT 'customer' AS kind, 'customers' AS source, u.actor, u.converted,
  unnest(${list(customers.map(({ name }) => dialect.literal(name)))}) AS name, unnest(${list(customers.map(({ name }) => text(name)))}) AS value
FROM compared AS u
JOIN customers AS c ON c.customer_key = u.actor`,
        ]
      : []),
    ...(entries.length > 0
      ? [
          `SELECT 'entry' AS kind, e.source, u.actor, u.converted, unnest(e.names) AS name, unnest(e.traits) AS value
FROM compared AS u
JOIN opening_rows AS e ON e.actor = u.actor
CROSS JOIN stream_clock AS clock
WHERE u.entered = CASE WHEN clock.dated THEN epoch_us(date_trunc('day', make_timestamp(e.t))) ELSE e.t END`,
        ]
      : []),
    ...(done.length > 0
      ? [
          `SELECT 'done' AS kind, d.source, u.actor, u.converted, unnest(d.names) AS name, unnest(d.traits) AS value
FROM compared AS u
JOIN things_done AS d ON d.actor = u.actor
JOIN done_clock AS own ON own.source = d.source
CROSS JOIN stream_clock AS clock
WHERE CASE WHEN clock.dated OR own.dated
  THEN date_trunc('day', make_timestamp(d.t)) > make_timestamp(u.entered_day) AND date_trunc('day', make_timestamp(d.t)) < make_timestamp(u.ended_day)
  ELSE d.t > u.entered AND d.t < u.ended END`,
        ]
      : []),
  ];
  return {
    name: 'had_traits',
    sql: `SELECT DISTINCT kind, source, name, value, actor, converted\nFROM (\n${branches.join('\nUNION ALL\n').replace(/^/gm, '  ')}\n) AS traits\nWHERE value IS NOT NULL`,
  };
}

function begin(params: ConversionParams, context: CompileContext): Result<Begun> {
  const asked = askFunnel(funnelParamsOf(params), context);
  if (!asked.ok) return asked;
  const { query, relations } = asked.value;
  const { dialect, model } = context;
  const candidates = candidatesOf(params, model);
  const { customers, entries, done } = candidates;
  if (customers.length + entries.length + done.length === 0) return fail({ code: 'issue_conversion_drivers_no_traits' });
  const text = (column: string): string => `CAST(${dialect.identifier(column)} AS VARCHAR)`;
  const opening = traitRelation(
    'opening_rows',
    entries.map(({ rows, columns }) => ({ rows, traits: columns.map(({ name }) => ({ name, sql: text(name) })) })),
    query,
  );
  const happened = traitRelation(
    'things_done',
    done.map(({ table, any, columns }) => ({
      rows: { table, where: [] },
      traits: [
        ...(any ? [{ name: '', sql: "''" }] : []),
        ...columns.map(({ column: { name }, steps }) => ({
          name,
          sql:
            steps.length === 0
              ? text(name)
              : `CASE WHEN ${text(name)} NOT IN (${steps.map((value) => dialect.literal(value)).join(', ')}) THEN ${text(name)} END`,
        })),
      ],
    })),
    query,
  );
  return succeed({
    asked: asked.value,
    relations: [...relations, compared(asked.value), opening, happened, DONE_CLOCK, hadTraits(candidates, context)],
  });
}

export function compile(params: ConversionParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { asked, relations } = begun.value;
  return succeed({
    steps: [
      {
        id: 'conversion',
        sql: asked.query.select(
          `SELECT 'place' AS part, place AS kind, '' AS source, '' AS name, '' AS value, converted, others, (SELECT dated FROM stream_clock) AS dated
FROM customer_places
UNION ALL
SELECT 'trait' AS part, kind, source, name, value, count(*) FILTER (converted) AS converted, count(*) FILTER (NOT converted) AS others, NULL AS dated
FROM had_traits
GROUP BY kind, source, name, value
ORDER BY part, kind, source, name, value`,
          [...relations, customerPlaces(asked)],
        ),
      },
    ],
  });
}

/** CD11: the customers with a trait `{kind, source, name, value}`, with `converted: true` those of them who converted; `{}` all who entered, `{converted: true}` all who converted. */
export function people(part: Part, params: ConversionParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { asked, relations } = begun.value;
  const { literal } = context.dialect;
  const { kind, source, name, value, converted } = part;
  if (converted !== undefined && converted !== true) return fail({ code: 'issue_query_part' });
  const also = converted ? 'converted' : 'true';
  const chosen = (sql: string) => succeed({ id: 'people', sql: customerListSql(asked.query, { name: 'chosen_people', sql }, relations) });
  if (kind === undefined) return chosen(`SELECT actor AS customer_key\nFROM compared\nWHERE ${also}`);
  if (typeof source !== 'string' || typeof name !== 'string' || typeof value !== 'string' || !KINDS.some((each) => each === kind))
    return fail({ code: 'issue_query_part' });
  const known = name === '' || columnIn(context.model, source as never, name) !== undefined;
  if (!known) return fail({ code: 'issue_query_part' });
  return chosen(
    `SELECT actor AS customer_key\nFROM had_traits\nWHERE kind = ${literal(kind as string)} AND source = ${literal(source)} AND name = ${literal(name)} AND value = ${literal(value)} AND ${also}`,
  );
}
