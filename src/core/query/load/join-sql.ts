import type { CanonicalTable } from '#core/model/canonical';
import { customerSources, nextName } from './customers-sql';
import { orderSources } from './orders-sql';
import { namesCustomers, plainTables } from './plain-sql';
import { isOrderSource, plannedColumn } from './plan';
import { relationSql, type StagedSource } from './relation-sql';

/** Two tables that a question may join, and how to count `joinable` rows and `matched` ones. */
export interface JoinCheck {
  readonly from: CanonicalTable;
  readonly to: CanonicalTable;
  readonly key: string;
  readonly sql: string;
}

const count = (rows: string, matched: string, from: string): string => `SELECT ${rows} AS joinable, ${matched} AS matched FROM ${from}`;

/** The joins that may fail because the two sides come from different files. */
export function joinChecks(sources: readonly StagedSource[]): JoinCheck[] {
  const checks: JoinCheck[] = [];
  const buyers = customerSources(sources);
  const orders = orderSources(sources);
  const plain = plainTables(sources);
  const anybody = buyers.files.length + buyers.orders.length > 0;
  if (buyers.files.length > 0 && buyers.orders.some(({ plan }) => isOrderSource(plan)) && orders.orders.length > 0) {
    const id = { table: 'customers', name: 'customer_id', label: '', type: 'id', attribute: false } as const;
    const known = `SELECT customer_id FROM (\n${relationSql(buyers.files, { targets: [id] })}\n)`;
    const keys = `SELECT customer_key FROM ${nextName('customers')} WHERE customer_id IN (${known})`;
    const sql = count('count(customer_key)', `count(*) FILTER (customer_key IN (${keys}))`, nextName('orders'));
    checks.push({ from: 'orders', to: 'customers', key: 'customer_id', sql });
  }
  if (!orders.flat && orders.lines.length > 0)
    checks.push({
      from: 'order_items',
      to: 'orders',
      key: 'order_id',
      sql: count('count(*)', 'count(order_key)', nextName('order_items')),
    });
  const products = plain.some(({ table }) => table === 'products');
  if (products && orders.lines.some(({ plan }) => plannedColumn(plan, 'order_items', 'product_id'))) {
    const matched = `count(*) FILTER (product_id IN (SELECT product_id FROM ${nextName('products')}))`;
    checks.push({
      from: 'order_items',
      to: 'products',
      key: 'product_id',
      sql: count('count(product_id)', matched, nextName('order_items')),
    });
  }
  for (const each of plain)
    if (anybody && namesCustomers(each))
      checks.push({
        from: each.table,
        to: 'customers',
        key: 'customer_id',
        sql: count('count(customer_id)', 'count(customer_key)', nextName(each.table)),
      });
  return checks;
}
