import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { dropsStart, membersOf, needsRows, type Sources } from './members-sql';
import { horizonOf, lastColumn, type CohortParams } from './params';
import { calendarIndex, indexOf } from './period-sql';
import { sameValue } from './values-sql';

export const IN_RANGE: Sources = { starts: 'in_range', returns: 'in_range' };

/** `visits`: one row an order from the start on, with its column. */
function visitsOf(params: CohortParams, query: Query, { returns }: Sources): Relation {
  const rows = needsRows(params);
  const source = rows && returns === 'in_range' ? 'timed_orders' : returns;
  const later = rows ? '\nWHERE r.ordered_at >= m.start_at' : params.rule === 'recurring' ? '\nWHERE r.ordered_on >= m.start_on' : '';
  const same = sameValue(params, query, 'r.order_key');
  return {
    name: 'visits',
    sql: `SELECT m.customer_key, m.cohort, r.order_key${rows ? ', m.start_key' : ''}, ${indexOf(params, query, { day: 'r.ordered_on', at: 'r.ordered_at' })} AS k
FROM members AS m
JOIN ${source} AS r ON r.customer_key = m.customer_key${same}${later}`,
  };
}

const activityOf = (params: CohortParams): Relation => ({
  name: 'activity',
  sql: `SELECT DISTINCT customer_key, cohort, k\nFROM visits${dropsStart(params) ? '\nWHERE order_key <> start_key' : ''}`,
});

/** The columns of the table, one row each. */
const columnsOf = (first: number, last: number): Relation => ({
  name: 'columns_shown',
  sql: `SELECT k\nFROM (VALUES ${Array.from({ length: last - first + 1 }, (_, index) => `(${first + index})`).join(', ')}) AS numbered(k)`,
});

/** Who counts in the columns from `first` on, before column 0 is fixed (CO14). */
function criterionSql(params: CohortParams, query: Query, first: number): string {
  const { dialect, asOf } = query.context;
  const last = dialect.literal(lastColumn(params));
  const reached = (bound: string, compare: '<=' | '>=', most = ''): string => `SELECT m.customer_key, m.cohort, c.k
FROM (SELECT customer_key, cohort, ${bound}(k) AS k FROM activity${most} GROUP BY customer_key, cohort) AS m
JOIN columns_shown AS c ON c.k ${compare} m.k`;
  switch (params.criterion) {
    case 'on':
      return `SELECT customer_key, cohort, k\nFROM activity\nWHERE k BETWEEN ${first} AND ${last}`;
    case 'on_or_after':
      return reached('max', '<=');
    case 'bounded_after':
      return reached('max', '<=', ` WHERE k <= ${dialect.literal(horizonOf(params))}`);
    case 'at_least':
      return reached('count', '<=', ` WHERE k BETWEEN 1 AND ${dialect.literal(horizonOf(params))}`);
    case 'on_or_before':
      // Whoever was back stays counted; columns of the future are left out where the calendar tells them.
      return params.brackets.length > 0
        ? reached('min', '>=')
        : `${reached('min', '>=')}\nWHERE c.k <= ${calendarIndex(params, query, dialect.day(asOf))}`;
    case 'streak':
      return `SELECT customer_key, cohort, k
FROM (SELECT customer_key, cohort, k, row_number() OVER (PARTITION BY customer_key, cohort ORDER BY k) AS place FROM activity WHERE k >= 1) AS runs
WHERE k = place AND k <= ${last}${first === 0 ? '\nUNION ALL\nSELECT customer_key, cohort, k\nFROM activity\nWHERE k = 0' : ''}`;
  }
}

/** `kept`: each customer in each cell it counts in; column 0 is the cohort where period 0 is fixed (CO13, CO14). */
function keptOf(params: CohortParams, query: Query, { starts, returns }: Sources): Relation[] {
  const fixed = params.periodZero === 'fixed';
  const first = fixed || params.criterion === 'at_least' ? 1 : 0;
  const columns = columnsOf(first, lastColumn(params));
  // Every start is a return to itself where both are read from one place.
  if (fixed && params.criterion === 'on' && starts === returns) return [{ name: 'kept', sql: criterionSql(params, query, 0) }];
  const members = 'SELECT customer_key, cohort, 0 AS k\nFROM members\nUNION ALL\n';
  return [columns, { name: 'kept', sql: `${fixed ? members : ''}${criterionSql(params, query, first)}` }];
}

/** Members, their orders by column, and who counts where. */
export const cellRelations = (params: CohortParams, query: Query, sources: Sources = IN_RANGE): Relation[] => [
  ...membersOf(params, query, sources),
  visitsOf(params, query, sources),
  activityOf(params),
  ...keptOf(params, query, sources),
];

/** Customers by cohort and column. */
export const CELLS = 'SELECT cohort, k, count(*) AS customers\nFROM kept\nGROUP BY cohort, k\nORDER BY cohort, k';
