import { columnIn, holdsColumn, type DataColumn } from '#core/model/data-model';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { datesAnswers } from '../answers';
import { conditionSql } from '../predicates';
import type { Query } from '../start';
import type { Relation } from '../types';
import { ORDER_NUMBER, type EventPredicate, type EventTable } from './predicates';

const TIMES = { usage_events: 'event_at', tickets: 'opened_at', surveys: 'responded_at' } as const;

/** What `order_number` is to a condition. */
export const NUMBER_COLUMN: DataColumn = {
  name: ORDER_NUMBER,
  label: ORDER_NUMBER,
  type: 'number',
  attribute: false,
  distinct: 0,
  missing: 0,
  values: [],
  min: null,
  max: null,
};

/** `order_places`: the number of each order in its customer's history (EV6). */
const ORDER_PLACES: Relation = {
  name: 'order_places',
  sql: `SELECT order_key, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS ${ORDER_NUMBER}\nFROM history`,
};

export interface StreamOptions {
  /** Each has its bit in `mask`, in this order; at most 31. */
  readonly predicates: readonly EventPredicate[];
  /** Rows that pass no predicate stay in the stream, as strict order needs. */
  readonly whole: boolean;
  /** Another actor than the customer (EV3): a column of one table; `stream` then has the `customer` too. */
  readonly actor?: { readonly table: EventTable; readonly column: string } | null;
  /** Whether `value` is asked for: a column of one of the tables, as text. */
  readonly value?: { readonly table: EventTable; readonly column: string } | null;
  /** A column held constant: `held` is its value as text, of every table that has a column of this name; rows without a value are left out. */
  readonly held?: string | null;
}

/** The rows of a table with its columns, `event_actor` (a customer key) and `event_time`. */
export function tableSql(table: EventTable, numbered: boolean): string {
  const number = numbered ? `, n.${ORDER_NUMBER}` : '';
  const places = numbered ? '\n  JOIN order_places AS n ON n.order_key = s.order_key' : '';
  switch (table) {
    case 'orders':
      return `SELECT o.*, s.customer_key AS event_actor, o.ordered_at AS event_time${number}\n  FROM selected AS s\n  JOIN orders AS o ON o.order_key = s.order_key${places}`;
    case 'order_items':
      return `SELECT i.*, s.customer_key AS event_actor, o.ordered_at AS event_time\n  FROM selected AS s\n  JOIN orders AS o ON o.order_key = s.order_key\n  JOIN order_items AS i ON i.order_key = s.order_key`;
    default:
      return `SELECT e.*, e.customer_key AS event_actor, e.${TIMES[table]} AS event_time\n  FROM ${table} AS e\n  JOIN people ON people.customer_key = e.customer_key`;
  }
}

/**
 * `stream` (rules.md): `actor` (customer key), `t` (microseconds), `mask` and, where asked for, `value`; and `stream_clock` with the one column `dated` (EV8). The relations rest on those of
 * the query. Fails where a table, a column or a value is not there.
 */
export function eventStream(query: Query, { predicates, whole, value, actor, held }: StreamOptions): Result<Relation[]> {
  const { dialect, model, asOf } = query.context;
  const issues: Issue[] = [];
  const bits = predicates.map(({ table, where }, place) => {
    const holds = table === 'orders' || table === 'order_items' || holdsColumn(model, table, 'customer_id');
    if (!model.tables.some(({ name }) => name === table) || !holds) issues.push({ code: 'issue_events_table', values: { table } });
    else if (table === 'surveys' && !datesAnswers(model)) issues.push({ code: 'issue_answers_no_time' });
    const conditions = where.flatMap(({ column: name, condition }) => {
      const column = table === 'orders' && name === ORDER_NUMBER ? NUMBER_COLUMN : columnIn(model, table, name);
      if (!column) {
        issues.push({ code: 'issue_query_filter_column', values: { column: name } });
        return [];
      }
      const sql = conditionSql(condition, column, dialect);
      if (sql === null) issues.push({ code: 'issue_query_filter_value', values: { column: column.label } });
      return sql === null ? [] : [sql];
    });
    return {
      table,
      sql: conditions.length > 0 ? `CASE WHEN ${conditions.join(' AND ')} THEN ${2 ** place} ELSE 0 END` : String(2 ** place),
    };
  });
  if (value && !columnIn(model, value.table, value.column))
    issues.push({ code: 'issue_query_filter_column', values: { column: value.column } });
  if (held && !predicates.some(({ table }) => columnIn(model, table, held)))
    issues.push({ code: 'issue_query_filter_column', values: { column: held } });
  if (issues.length > 0) return fail(...issues);
  const tables = [...new Set(predicates.map(({ table }) => table))];
  const kept = [...(whole ? [] : ['r.mask > 0']), ...(actor ? ['r.actor IS NOT NULL'] : []), ...(held ? ['r.held IS NOT NULL'] : [])];
  const numbered = predicates.some(({ where }) => where.some(({ column }) => column === ORDER_NUMBER));
  const branches = tables.map((table, place) => {
    const mask = bits.filter((bit) => bit.table === table).map((bit) => bit.sql);
    const text = (asked: { readonly table: EventTable; readonly column: string }): string =>
      asked.table === table ? `CAST(${dialect.identifier(asked.column)} AS VARCHAR)` : 'CAST(NULL AS VARCHAR)';
    const constant = held ? `, ${columnIn(model, table, held) ? text({ table, column: held }) : 'CAST(NULL AS VARCHAR)'} AS held` : '';
    const who = actor ? `${text(actor)} AS actor, event_actor AS customer` : 'event_actor AS actor';
    return `SELECT ${place} AS source, ${who}, CAST(event_time AS TIMESTAMP) AS happened, ${mask.join(' + ')} AS mask${value ? `, ${text(value)} AS value` : ''}${constant}
FROM (
  ${tableSql(table, numbered && table === 'orders')}
) AS records
WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= ${dialect.day(asOf)}`;
  });
  return succeed([
    ...(numbered ? [ORDER_PLACES] : []),
    { name: 'records', sql: branches.join('\nUNION ALL\n') },
    {
      name: 'stream_clock',
      sql: `SELECT coalesce(bool_or(midnights), false) AS dated\nFROM (SELECT bool_and(happened = date_trunc('day', happened)) AS midnights FROM records GROUP BY source) AS sources`,
    },
    {
      name: 'stream',
      sql: `SELECT r.actor${actor ? ', r.customer' : ''}, epoch_us(CASE WHEN c.dated THEN date_trunc('day', r.happened) ELSE r.happened END) AS t, r.mask${value ? ', r.value' : ''}${held ? ', r.held' : ''}
FROM records AS r
CROSS JOIN stream_clock AS c${kept.length > 0 ? `\nWHERE ${kept.join(' AND ')}` : ''}`,
    },
  ]);
}
