import type { Query } from '#core/query/start';
import { spanOf } from './amounts-sql';
import { CELLS } from './cells-sql';
import { lastColumn, type CohortParams } from './params';

/** Where a membership's value is added to each row, how it is joined and grouped by. */
const bySlot = ({ breakdown }: CohortParams) =>
  breakdown === null
    ? { keys: '', join: () => '' }
    : {
        keys: 's.slot, s.value, ',
        join: (alias: string) => `\nJOIN slots AS s ON s.customer_key = ${alias}.customer_key AND s.cohort = ${alias}.cohort`,
      };

/** Customers by cohort and column, with a breakdown by value too. */
export function cellsSql(params: CohortParams): string {
  const { keys, join } = bySlot(params);
  if (keys === '') return CELLS;
  const by = `${keys}u.cohort, u.k`;
  return `SELECT ${by}, count(*) AS customers\nFROM kept AS u${join('u')}\nGROUP BY ${by}\nORDER BY ${by}`;
}

/** Size of each cohort and its earliest and latest starts; `last_timed` is the latest that has a time of day, where times count (CO15, CO29). */
export function cohortsSql(params: CohortParams): string {
  const { keys, join } = bySlot(params);
  const by = `${keys}m.cohort`;
  const timed =
    params.mode === 'calendar' ? 'CAST(NULL AS DATE)' : 'max(CASE WHEN CAST(m.start_on AS TIMESTAMP) < m.start_at THEN m.start_on END)';
  return `SELECT ${by}, count(*) AS customers, min(m.start_on) AS first_start, max(m.start_on) AS last_start,
  ${timed} AS last_timed
FROM members AS m${join('m')}
GROUP BY ${by}
ORDER BY ${by}`;
}

/** Orders and money of each period after the start; what a cell adds up is `spanOf`. */
export function amountsSql(params: CohortParams, { context: { dialect } }: Query): string {
  const { keys, join } = bySlot(params);
  const [, last] = spanOf(params, lastColumn(params));
  const by = `${keys}a.cohort, a.k`;
  return `SELECT ${by}, sum(a.orders) AS orders, sum(a.revenue) AS revenue
FROM amounts AS a${join('a')}
WHERE a.k >= 0${last === null ? '' : ` AND a.k <= ${dialect.literal(last)}`}
GROUP BY ${by}
ORDER BY ${by}`;
}
