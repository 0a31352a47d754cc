import type { CanonicalTable } from '#core/model/canonical';
import { columnIn, holdsColumn, tableOf } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import type { BuiltColumn, BuiltQuery } from '#core/report/notebook-types';
import type { CompileContext } from '../contract';
import { isCanonical, unknownColumn } from './built-columns';

/** A table whose columns stand beside those of the first, and how it is joined. */
export interface Join {
  readonly table: string;
  readonly sql: string;
}
interface Way {
  /** The table that must be joined before. */
  readonly through: string;
  readonly on: string;
  /** What stands in the place of the table, where rows of it may repeat. */
  readonly as?: string;
}

const equal = (one: string, other: string): string => `${one} = ${other}`;

/** QC21: products may stand in their file more than once; one row of each is taken. */
function productsOnce({ model, dialect }: CompileContext): string {
  const others = (tableOf(model, 'products')?.columns ?? []).filter(({ name }) => name !== 'product_id');
  const order = others.length > 0 ? ` ORDER BY ${others.map(({ name }) => dialect.identifier(name)).join(', ')}` : '';
  return `(\n  SELECT *\n  FROM products\n  QUALIFY row_number() OVER (PARTITION BY product_id${order}) = 1\n) AS ${dialect.identifier('products')}`;
}

/** QC21: how a table is reached from another by keys that never multiply rows; null where it is not. */
function wayTo(table: string, from: string, context: CompileContext): Way | null {
  const { model, dialect } = context;
  const at = (of: string, column: string): string => `${dialect.identifier(of)}.${dialect.identifier(column)}`;
  const namesCustomers = (of: CanonicalTable): boolean => holdsColumn(model, of, 'customer_id');
  if (!isCanonical(context, table) || !isCanonical(context, from)) return null;
  if (table === 'orders' && from === 'order_items') return { through: from, on: equal(at(table, 'order_key'), at(from, 'order_key')) };
  if (table === 'products' && from === 'order_items' && columnIn(model, from, 'product_id'))
    return { through: from, on: equal(at(table, 'product_id'), at(from, 'product_id')), as: productsOnce(context) };
  if (table !== 'customers') return null;
  const through = from === 'order_items' ? 'orders' : from;
  return namesCustomers(through) ? { through, on: equal(at(table, 'customer_key'), at(through, 'customer_key')) } : null;
}

/** The tables whose columns are at hand when a query starts from one, itself first (QC21). */
export const tablesAtHand = (from: string, context: CompileContext): readonly string[] => [
  from,
  ...context.model.tables.map(({ name }) => name).filter((name) => name !== from && wayTo(name, from, context) !== null),
];

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
    joins.push({ table, sql: `LEFT JOIN ${way.as ?? context.dialect.identifier(table)} ON ${way.on}` });
    return true;
  };
  const missing = columns.find(({ table }) => !join(table));
  if (!missing) return succeed(joins);
  return fail(unknownColumn(missing));
}
