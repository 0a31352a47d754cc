import { columnIn } from '#core/model/data-model';
import type { Query } from '#core/query/start';
import type { QueryContext, Relation } from '#core/query/types';
import { fail, succeed, type Result } from '#core/model/result';
import type { CohortParams } from './params';
import { orderColumn } from './members-sql';

/** So many values have a row of their own; then come all others together, and those without a value (CO31). */
export const MOST_VALUES = 8;
export const OTHER_SLOT = MOST_VALUES + 1;
export const NO_VALUE_SLOT = MOST_VALUES + 2;

const nameOf = ({ breakdown }: CohortParams): readonly ['orders' | 'customers', string] => {
  const table = breakdown?.startsWith('orders.') === true ? 'orders' : 'customers';
  return [table, (breakdown ?? '').slice(table.length + 1)];
};

/** Fails where the column of the breakdown is not in the data. */
export function checkBreakdown(params: CohortParams, { model }: Pick<QueryContext, 'model'>): Result<null> {
  if (params.breakdown === null) return succeed(null);
  const [table, column] = nameOf(params);
  if (params.breakdown === `${table}.${column}` && columnIn(model, table, column)) return succeed(null);
  return fail({ code: 'issue_cohort_breakdown', values: { column: params.breakdown }, path: ['breakdown'] });
}

/** Joins that keep only orders with the value of the start order, for a relation that has `m` and an order key (CO31). */
export function sameValue(params: CohortParams, { context: { dialect } }: Query, orderKey: string): string {
  const column = params.sameValue ? orderColumn(params) : null;
  if (column === null) return '';
  const name = dialect.identifier(column);
  return `\nJOIN orders AS start_order ON start_order.order_key = m.start_key
JOIN orders AS this_order ON this_order.order_key = ${orderKey} AND this_order.${name} IS NOT DISTINCT FROM start_order.${name}`;
}

/** `slots`: each membership with its place among the values: `customer_key`, `cohort`, `slot` from 1, `value`. */
export function slotRelations(params: CohortParams, { context: { dialect } }: Query): Relation[] {
  if (params.breakdown === null) return [];
  const [table, column] = nameOf(params);
  const key = table === 'orders' ? 'a.order_key = m.start_key' : 'a.customer_key = m.customer_key';
  return [
    {
      name: 'valued',
      sql: `SELECT m.customer_key, m.cohort, CAST(a.${dialect.identifier(column)} AS VARCHAR) AS value\nFROM members AS m\nJOIN ${table} AS a ON ${key}`,
    },
    {
      name: 'ranked_values',
      sql: `SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS slot\nFROM valued\nWHERE value IS NOT NULL\nGROUP BY value`,
    },
    {
      name: 'slots',
      sql: `SELECT v.customer_key, v.cohort,
  CASE WHEN v.value IS NULL THEN ${NO_VALUE_SLOT} WHEN r.slot <= ${MOST_VALUES} THEN r.slot ELSE ${OTHER_SLOT} END AS slot,
  CASE WHEN r.slot <= ${MOST_VALUES} THEN v.value END AS value
FROM valued AS v
LEFT JOIN ranked_values AS r ON r.value = v.value`,
    },
  ];
}
