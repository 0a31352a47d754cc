import { GRAIN_TABLES, type CanonicalTable } from '#core/model/canonical';
import { quoteIdentifier } from '#core/sql/identifier';
import { plannedColumn } from './plan';
import {
  buyerColumn,
  finishValue,
  relationSql,
  targetColumns,
  type Categories,
  type StagedSource,
  type TargetColumn,
} from './relation-sql';

/** The tables are made under these names and take the place of the old ones at the end. */
export const nextName = (table: string): string => quoteIdentifier(`next_${table}`);

export interface CustomerSources {
  /** Files of customers. */
  readonly files: readonly StagedSource[];
  /** Files of orders, lines, deals or contracts that name their customers. */
  readonly orders: readonly StagedSource[];
  /** Files of events, tickets and answers that name their customers, where no others do. */
  readonly others: readonly StagedSource[];
}

const ownTable = ({ grain }: StagedSource['plan']): CanonicalTable => GRAIN_TABLES[grain][0]!;

export function customerSources(sources: readonly StagedSource[]): CustomerSources {
  const files = sources.filter(({ plan }) => plan.grain === 'customer');
  const orders = sources.filter(({ plan }) => plan.grain !== 'customer' && buyerColumn(plan));
  const others = sources.filter(({ plan }) => plannedColumn(plan, ownTable(plan), 'customer_id'));
  return { files, orders, others: files.length + orders.length > 0 ? [] : others };
}

/** Whether any file names a customer. */
export const namesAnybody = ({ files, orders, others }: CustomerSources): boolean => files.length + orders.length + others.length > 0;

/** The columns of `customers` besides its keys; a customers file speaks before order files (LD8). */
export function customerColumns({ files, orders }: CustomerSources): { fromFiles: TargetColumn[]; fromOrders: TargetColumn[] } {
  const fromFiles = targetColumns('customers', files).filter(({ name }) => name !== 'customer_id');
  const known = new Set(fromFiles.map(({ name }) => name.toLowerCase()));
  const fromOrders = targetColumns('customers', orders).filter(({ name }) => name !== 'customer_id' && !known.has(name.toLowerCase()));
  return { fromFiles, fromOrders };
}

/** `customers`, one row for each id, keyed in the order of their first record. `large`: records are read again rather than kept. */
export function customersSql(sources: CustomerSources, categories: Categories, large = false): string {
  const rowsAs = large ? 'AS NOT MATERIALIZED' : 'AS';
  const { fromFiles, fromOrders } = customerColumns(sources);
  const id: TargetColumn = { table: 'customers', name: 'customer_id', label: '', type: 'id', attribute: false };
  const quoted = ({ name }: TargetColumn) => quoteIdentifier(name);
  const parts: string[] = [];
  const ids: string[] = [];
  if (sources.files.length > 0) {
    parts.push(`file_rows ${rowsAs} (\n${relationSql(sources.files, { targets: [id, ...fromFiles] })}\n)`);
    ids.push('SELECT customer_id, record_seq FROM file_rows');
  }
  if (sources.orders.length > 0) {
    parts.push(`order_rows ${rowsAs} (\n${relationSql(sources.orders, { targets: fromOrders, buyer: true })}\n)`);
    ids.push('SELECT customer_id, record_seq FROM order_rows WHERE customer_id IS NOT NULL');
  }
  for (const [index, source] of sources.others.entries()) {
    const own = relationSql([source], { targets: [{ ...id, table: ownTable(source.plan) }] });
    parts.push(`other_rows_${index + 1} AS (\n${own}\n)`);
    ids.push(`SELECT customer_id, record_seq FROM other_rows_${index + 1} WHERE customer_id IS NOT NULL`);
  }
  parts.push(
    `ids AS (SELECT customer_id, min(record_seq) AS first_seq FROM (${ids.join(' UNION ALL ')}) GROUP BY customer_id ORDER BY first_seq)`,
  );
  const joins: string[] = [];
  if (fromFiles.length > 0) {
    parts.push('last_rows AS (SELECT max(record_seq) AS record_seq FROM file_rows GROUP BY customer_id)');
    joins.push('LEFT JOIN (SELECT * FROM file_rows SEMI JOIN last_rows USING (record_seq)) AS f ON f.customer_id = ids.customer_id');
  }
  if (fromOrders.length > 0) {
    const latest = fromOrders.map((target) => `arg_max(${quoted(target)}, (ordered_at, record_seq)) AS ${quoted(target)}`);
    parts.push(`latest AS (SELECT customer_id, ${latest.join(', ')} FROM order_rows WHERE customer_id IS NOT NULL GROUP BY customer_id)`);
    joins.push('LEFT JOIN latest AS o ON o.customer_id = ids.customer_id');
  }
  const columns = [
    ...fromFiles.map((target) => `${finishValue(target, `f.${quoted(target)}`, categories)} AS ${quoted(target)}`),
    ...fromOrders.map((target) => `${finishValue(target, `o.${quoted(target)}`, categories)} AS ${quoted(target)}`),
  ];
  const order = joins.length > 0 ? '\nORDER BY customer_key' : '';
  const select = ['CAST(row_number() OVER (ORDER BY ids.first_seq) - 1 AS INTEGER) AS customer_key', 'ids.customer_id', ...columns];
  const plain = joins.length === 0 ? ['CAST(row_number() OVER () - 1 AS INTEGER) AS customer_key', 'ids.customer_id'] : select;
  return `CREATE TABLE ${nextName('customers')} AS\nWITH ${parts.join(',\n')}\nSELECT ${plain.join(', ')}\nFROM ids ${joins.join('\n')}${order}`;
}

/** `customers` without anybody, for data that name no customer, so that every analysis may join it. */
export const noCustomersSql = (): string => `CREATE TABLE ${nextName('customers')} (customer_key INTEGER, customer_id VARCHAR)`;
