import type { CanonicalTable } from '#core/model/canonical';
import { columnIn, tableOf } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { lookedAt, lookedAtAccountSql } from '#core/query/looked-at';
import { compileFilters } from '#core/query/predicates';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';

/** The tables of the inventory in its order, each with the column that dates its records (DS1). */
const DATED: readonly { readonly table: CanonicalTable; readonly date: string | null }[] = [
  { table: 'orders', date: 'ordered_on' },
  { table: 'order_items', date: null },
  { table: 'customers', date: null },
  { table: 'products', date: null },
  { table: 'usage_events', date: 'event_at' },
  { table: 'tickets', date: 'opened_at' },
  { table: 'surveys', date: 'responded_at' },
  { table: 'marketing_spend', date: 'spent_on' },
  { table: 'opportunities', date: 'created_at' },
  { table: 'stage_history', date: 'entered_at' },
  { table: 'contracts', date: 'signed_at' },
  { table: 'survey_invites', date: 'invited_at' },
  { table: 'interactions', date: 'happened_at' },
];

/** The records of one table (DS2) as `customer_key` and `happened_on`; NULL where the table knows none. */
function recordsSql({ context }: Query, { table, date }: (typeof DATED)[number]): string {
  const { dialect, range, model, filters } = context;
  if (table === 'orders') return 'SELECT customer_key, ordered_on AS happened_on FROM looked_at';
  if (table === 'customers') return 'SELECT customer_key, CAST(NULL AS DATE) AS happened_on FROM people';
  if (table === 'order_items')
    return `SELECT l.customer_key, l.ordered_on AS happened_on
FROM order_items AS i
LEFT JOIN looked_at AS l ON l.order_key = i.order_key
WHERE i.order_key IS NULL OR l.order_key IS NOT NULL`;
  const named = columnIn(model, table, 'customer_key') !== undefined;
  const day = date && columnIn(model, table, date) ? `CAST(${date} AS DATE)` : null;
  const chosen = named && filters.some((filter) => filter.table === 'customers');
  const conditions = [
    ...(chosen ? ['(customer_key IS NULL OR customer_key IN (SELECT customer_key FROM people))'] : []),
    ...(day && range.from ? [`${day} >= ${dialect.day(range.from)}`] : []),
    ...(day && range.to ? [`${day} <= ${dialect.day(range.to)}`] : []),
  ];
  return `SELECT ${named ? 'customer_key' : 'CAST(NULL AS INTEGER) AS customer_key'}, ${day ?? 'CAST(NULL AS DATE)'} AS happened_on
FROM ${dialect.identifier(table)}${conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : ''}`;
}

const held = ({ model }: CompileContext) => DATED.filter(({ table }) => tableOf(model, table) !== undefined);

function begin(context: CompileContext): Result<{ readonly query: Query; readonly extra: readonly Relation[] }> {
  const filters = compileFilters(context);
  if (!filters.ok) return filters;
  const query = startQuery(context);
  return query.ok ? succeed({ query: query.value, extra: [lookedAt(context, filters.value)] }) : query;
}

export function compile(context: CompileContext): Result<Plan> {
  const begun = begin(context);
  if (!begun.ok) return begun;
  const { query, extra } = begun.value;
  const tables = held(context).map(
    (each) =>
      `SELECT ${context.dialect.literal(each.table)} AS source, count(*) AS records, count(DISTINCT customer_key) AS customers, min(happened_on) AS first_day, max(happened_on) AS last_day\nFROM (\n${recordsSql(query, each)}\n) AS records_of_${each.table}`,
  );
  return succeed({
    steps: [
      { id: 'tables', sql: query.select(tables.join('\nUNION ALL\n'), extra) },
      { id: 'account', sql: query.select(lookedAtAccountSql(query), extra) },
    ],
  });
}

/** The customers of the records of one table: `{table}`. */
export function people({ table }: Part, context: CompileContext): Result<SqlStep> {
  const begun = begin(context);
  if (!begun.ok) return begun;
  const { query, extra } = begun.value;
  const chosen = held(context).find((each) => each.table === table);
  if (!chosen) return fail({ code: 'issue_query_part' });
  const sql = `SELECT customer_key, count(*) AS records\nFROM (\n${recordsSql(query, chosen)}\n) AS records_of\nWHERE customer_key IS NOT NULL\nGROUP BY customer_key`;
  return succeed({ id: 'people', sql: customerListSql(query, { name: 'chosen', sql }, extra, ['records']) });
}
