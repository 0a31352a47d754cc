import { columnIn, type DataModel } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { addDays, movePeriod } from '#core/query/days';
import { eventStream } from '#core/query/events/stream';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { readBreakdown } from '../breakdown';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { StepParam } from '../step-params';
import { suggestSteps } from '../step-words';
import { countedRelation, markThings, markValues, numbersSql } from './activity-sql';
import { daysOfMeasure, MOST_THINGS, type ActivityParams } from './params';

/** Values with fewer customers are put together (AV7). */
const MIN_CELL = 5;

/** The things in force (AV1). */
export function thingsOf({ things }: Pick<ActivityParams, 'things'>, model: DataModel): readonly StepParam[] {
  if (things.length > 0) return things.slice(0, MOST_THINGS);
  const events = suggestSteps(model).filter(({ table }) => table === 'usage_events');
  return events.length > 0 ? events : [{ table: 'orders', where: [] }];
}

interface Asked {
  readonly query: Query;
  /** From the records to `marked`. */
  readonly marked: readonly Relation[];
  readonly split: boolean;
}

function askActivity(params: ActivityParams, context: CompileContext): Result<Asked> {
  const started = startQuery(context, { from: context.range.from, to: context.asOf });
  if (!started.ok) return started;
  const things = thingsOf(params, context.model).map(({ table, where }) => ({ table, where }));
  const breakdown = readBreakdown(params.breakdown);
  if (!breakdown) {
    const stream = eventStream(started.value, { predicates: things, whole: false });
    return stream.ok ? succeed({ query: started.value, marked: [...stream.value, markThings(things.length)], split: false }) : stream;
  }
  const { table, column } = breakdown;
  if (!columnIn(context.model, table, column)) return fail({ code: 'issue_query_filter_column', values: { column }, path: ['breakdown'] });
  if (table !== 'customers' && table !== things[0]!.table) return fail({ code: 'issue_activity_breakdown', path: ['breakdown'] });
  const own = table === 'customers' ? null : { table, column };
  const stream = eventStream(started.value, { predicates: things.slice(0, 1), whole: false, value: own });
  if (!stream.ok) return stream;
  const values = markValues(started.value, own ? { of: 'stream' } : { of: 'customers', column }, {
    most: MOST_THINGS - 1,
    minCell: MIN_CELL,
  });
  return succeed({ query: started.value, marked: [...stream.value, ...values], split: true });
}

/** AV9: each customer in one place. */
function accountSql({ query, marked }: Asked): string {
  const { from } = query.window;
  const inside = from ? `bool_or(day >= ${query.context.dialect.day(from)})` : 'true';
  return query.select(
    `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN m.actor IS NULL THEN 'no_event'
    WHEN NOT m.inside THEN 'outside_window'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN (SELECT actor, ${inside} AS inside FROM marked GROUP BY actor) AS m ON m.actor = c.customer_key
) AS placed
GROUP BY place
ORDER BY place`,
    marked,
  );
}

export function compile(params: ActivityParams, context: CompileContext): Result<Plan> {
  const asked = askActivity(params, context);
  if (!asked.ok) return asked;
  const { query, marked, split } = asked.value;
  const names = 'SELECT series, value FROM series_of ORDER BY series, value';
  return succeed({
    steps: [
      { id: 'periods', sql: numbersSql(params, query, marked) },
      ...(split ? [{ id: 'series', sql: query.select(`${names}\nLIMIT 200`, marked) }] : []),
      { id: 'account', sql: accountSql(asked.value) },
      { id: 'start', sql: query.select('SELECT CAST(min(day) AS VARCHAR) AS first_day FROM marked', marked) },
    ],
  });
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** The customers of a series in a period `{series, period}` or in the whole range `{series}`; everybody counted without a part. */
export function people(part: Part, params: ActivityParams, context: CompileContext): Result<SqlStep> {
  const { series, period } = part;
  if (period !== undefined && (typeof period !== 'string' || !DATE.test(period))) return fail({ code: 'issue_query_part' });
  if (series !== undefined && (typeof series !== 'string' || !/^\d$/.test(series))) return fail({ code: 'issue_query_part' });
  const asked = askActivity(params, context);
  if (!asked.ok) return asked;
  const { query, marked } = asked.value;
  const { dialect, asOf } = context;
  const days = daysOfMeasure(params.measure);
  const of = series === undefined ? [] : [`series = ${dialect.literal(series)}`];
  const chosen = (from: string, where: readonly string[]): Relation => ({
    name: 'chosen',
    sql: `SELECT DISTINCT actor AS customer_key\nFROM ${from}${where.length > 0 ? `\nWHERE ${where.join(' AND ')}` : ''}`,
  });
  if (days === null || period === undefined) {
    const where = [...of, ...(period === undefined ? [] : [`period = ${dialect.day(period)}`])];
    return succeed({
      id: 'people',
      sql: customerListSql(query, chosen('counted', where), [...marked, countedRelation(params, query)]),
    });
  }
  const last = addDays(movePeriod(params.grain, period, 1), -1);
  const end = last < asOf ? last : asOf;
  const where = [...of, `day > ${dialect.day(addDays(end, -days))}`, `day <= ${dialect.day(end)}`];
  return succeed({ id: 'people', sql: customerListSql(query, chosen('marked', where), marked) });
}
