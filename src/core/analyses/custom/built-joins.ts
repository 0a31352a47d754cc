import { columnIn, tableOf } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import type { BuiltColumn, BuiltQuery } from '#core/report/notebook-types';
import type { CompileContext } from '../contract';

/** A table whose columns stand beside those of the first, and how it is joined. */
export interface Join {
  readonly table: string;
  readonly sql: string;
}
interface Way {
  /** The table that must be joined before. */
  readonly through: string;
  readonly on: string;
}

const equal = (one: string, other: string): string => `${one} = ${other}`;

/** QC21: how a table is reached from another by keys that never multiply rows; null where it is not. */
export function wayTo(table: string, from: string, context: CompileContext): Way | null {
  const { model, dialect } = context;
  const at = (of: string, column: string): string => `${dialect.identifier(of)}.${dialect.identifier(column)}`;
  const holds = (of: string, column: string): boolean => columnIn(model, of as never, column) !== undefined;
  if (!tableOf(model, table as never)) return null;
  if (table === 'orders' && from === 'order_items') return { through: from, on: equal(at(table, 'order_key'), at(from, 'order_key')) };
  if (table === 'products' && from === 'order_items' && holds(from, 'product_id'))
    return { through: from, on: equal(at(table, 'product_id'), at(from, 'product_id')) };
  if (table !== 'customers') return null;
  if (from === 'order_items' && holds('orders', 'customer_id'))
    return { through: 'orders', on: equal(at(table, 'customer_key'), at('orders', 'customer_key')) };
  return holds(from, 'customer_id') ? { through: from, on: equal(at(table, 'customer_key'), at(from, 'customer_key')) } : null;
}

/** The joins that the columns of a query need, each after the one it goes through. */
export function joinsOf(query: BuiltQuery, context: CompileContext): Result<readonly Join[]> {
  const columns: BuiltColumn[] = [
    ...query.filters,
    ...query.groups,
    ...query.measures.flatMap((measure) => ('table' in measure ? [measure] : [])),
  ];
  const joins: Join[] = [];
  const join = (table: string): boolean => {
    if (table === query.from || joins.some((each) => each.table === table)) return true;
    const way = wayTo(table, query.from, context);
    if (!way || !join(way.through)) return false;
    joins.push({ table, sql: `LEFT JOIN ${context.dialect.identifier(table)} ON ${way.on}` });
    return true;
  };
  const missing = columns.find(({ table }) => !join(table));
  if (!missing) return succeed(joins);
  return fail({ code: 'issue_query_unknown_column', values: { table: { literal: missing.table }, column: { literal: missing.column } } });
}
