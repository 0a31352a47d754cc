import { columnIn } from '#core/model/data-model';
import type { Query } from '#core/query/start';
import { slotRelations } from '#core/query/slots';
import type { QueryContext, Relation } from '#core/query/types';
import { fail, succeed, type Result } from '#core/model/result';
import type { CohortParams } from './params';
import { orderColumn } from './members-sql';

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

/** `slots`: each membership with its place among the values: `customer_key`, `cohort`, `slot`, `value`. */
export function valueRelations(params: CohortParams, { context: { dialect } }: Query): Relation[] {
  if (params.breakdown === null) return [];
  const [table, column] = nameOf(params);
  const key = table === 'orders' ? 'a.order_key = m.start_key' : 'a.customer_key = m.customer_key';
  const value = `CAST(a.${dialect.identifier(column)} AS VARCHAR) AS value`;
  return slotRelations(`SELECT m.customer_key, m.cohort, ${value}\nFROM members AS m\nJOIN ${table} AS a ON ${key}`, [
    'customer_key',
    'cohort',
  ]);
}
