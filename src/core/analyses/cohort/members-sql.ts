import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { countsCustomers, type CohortParams } from './params';

/**
 * Relations that starts and returns are read from: `customer_key`, `order_key`, `ordered_on`, and `ordered_at` where `needsRows`.
 * The cell reads `in_range` for both.
 */
export interface Sources {
  readonly starts: string;
  readonly returns: string;
}

/** The day is not enough: the start order itself, or the time of day, decides (CO12–CO14, CO18). */
export const needsRows = (params: CohortParams): boolean =>
  params.mode !== 'calendar' || dropsStart(params) || !countsCustomers(params) || orderColumn(params) !== null;

/** The column of the start order that members are broken down by (CO31). */
export const orderColumn = ({ breakdown }: Pick<CohortParams, 'breakdown'>): string | null =>
  breakdown?.startsWith('orders.') === true ? breakdown.slice('orders.'.length) : null;

/** The start order is no return; without `needsRows` it need not be known. */
export const dropsStart = ({ periodZero, criterion }: CohortParams): boolean => periodZero === 'actual' || criterion === 'on_or_before';

const filtersOrders = ({ context }: Query): boolean => context.filters.some((filter) => filter.table !== 'customers');
const where = (conditions: readonly string[]): string => (conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : '');

function inWindow({ context: { dialect }, window: { from, to } }: Query, column: string): string[] {
  return [...(from ? [`${column} >= ${dialect.day(from)}`] : []), ...(to ? [`${column} <= ${dialect.day(to)}`] : [])];
}

const withTimes = (name: string, source: string): Relation => ({
  name,
  sql: `SELECT s.customer_key, s.order_key, s.ordered_on, h.ordered_at\nFROM ${source} AS s\nJOIN history AS h ON h.order_key = s.order_key`,
});

/** The orders of the range with their times, for what is read row by row. */
export const TIMED: Relation = withTimes('timed_orders', 'in_range');
const MATCHING: Relation = withTimes('matching_orders', 'selected');

/** The first-ever order itself, needed only where a filter may refuse it (CO2). */
const EARLIEST: Relation = {
  name: 'earliest_orders',
  sql: `SELECT customer_key, order_key
FROM (SELECT customer_key, order_key, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS place FROM history) AS numbered
WHERE place = 1`,
};

/** `members`: customer_key, start_on, cohort. */
function membersByDay({ rule, grain }: CohortParams, query: Query, { starts }: Sources): Relation[] {
  const { dialect, weekStart } = query.context;
  const cohort = (column: string): string => dialect.dateTrunc(grain, column, weekStart);
  if (rule === 'recurring') {
    const period = cohort('ordered_on');
    const sql = `SELECT customer_key, min(ordered_on) AS start_on, ${period} AS cohort\nFROM ${starts}\nGROUP BY customer_key, ${period}`;
    return [{ name: 'members', sql }];
  }
  const fromHistory = rule === 'first_ever';
  const first = 'SELECT customer_key, min(ordered_on) AS first_on\nFROM selected\nGROUP BY customer_key';
  const conditions = [
    ...inWindow(query, 'first_on'),
    ...(fromHistory && filtersOrders(query)
      ? ['customer_key IN (SELECT e.customer_key FROM earliest_orders AS e JOIN in_range AS r ON r.order_key = e.order_key)']
      : []),
  ];
  const sql = `SELECT customer_key, first_on AS start_on, ${cohort('first_on')} AS cohort\nFROM ${fromHistory ? 'first_orders' : 'first_matching'}${where(conditions)}`;
  return [EARLIEST, { name: 'first_matching', sql: first }, { name: 'members', sql }];
}

/** `members`: customer_key, cohort, start_key, start_on, start_at (CO11). */
function membersByRow({ rule, grain }: CohortParams, query: Query, { starts }: Sources): Relation[] {
  const { dialect, weekStart } = query.context;
  const cohort = dialect.dateTrunc(grain, 'ordered_on', weekStart);
  const source = { first_ever: 'history', first_matching: 'matching_orders', recurring: starts === 'in_range' ? 'timed_orders' : starts }[
    rule
  ];
  const each = rule === 'recurring' ? `customer_key, ${cohort}` : 'customer_key';
  const conditions = [
    'place = 1',
    ...(rule === 'recurring' ? [] : inWindow(query, 'ordered_on')),
    ...(rule === 'first_ever' && filtersOrders(query) ? ['order_key IN (SELECT order_key FROM in_range)'] : []),
  ];
  return [
    MATCHING,
    {
      name: 'starts',
      sql: `SELECT customer_key, ${cohort} AS cohort, order_key, ordered_on, ordered_at,
  row_number() OVER (PARTITION BY ${each} ORDER BY ordered_at, order_key) AS place
FROM ${source}`,
    },
    {
      name: 'members',
      sql: `SELECT customer_key, cohort, order_key AS start_key, ordered_on AS start_on, ordered_at AS start_at\nFROM starts${where(conditions)}`,
    },
  ];
}

/** One row a membership, and what it rests on (CO1, CO2, CO9, CO11). */
export const membersOf = (params: CohortParams, query: Query, sources: Sources): Relation[] => [
  TIMED,
  ...(needsRows(params) ? membersByRow(params, query, sources) : membersByDay(params, query, sources)),
];
