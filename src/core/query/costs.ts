import { columnIn } from '#core/model/data-model';
import { compileFilters } from './predicates';
import type { Query } from './start';
import type { QueryContext, Relation } from './types';

const filtersLines = ({ filters }: QueryContext): boolean => filters.some(({ table }) => table === 'order_items');
const hasLineCost = ({ model }: QueryContext): boolean => columnIn(model, 'order_items', 'line_cost') !== undefined;
const hasCost = (context: QueryContext): boolean => columnIn(context.model, 'orders', 'cost') !== undefined && !filtersLines(context);

/** Whether the data say what the orders at hand cost (MG1): with filters on lines only the costs of lines do. */
export const costsKnown = (context: QueryContext): boolean => hasCost(context) || hasLineCost(context);

function lineCosts(context: QueryContext): string {
  const filters = compileFilters(context);
  const passing = filters.ok && filters.value.order_items ? `\nWHERE ${filters.value.order_items}` : '';
  return `SELECT order_key, CASE WHEN count(line_cost) = count(*) THEN sum(line_cost) END AS cost\nFROM order_items${passing}\nGROUP BY order_key`;
}

/** `costs`: `order_key` and `cost` of every order whose cost is known (MG1), whatever the window. Null where the data hold no cost that fits. */
export function knownCosts({ context }: Query): Relation | null {
  const [whole, lined] = [hasCost(context), hasLineCost(context)];
  if (!whole && !lined) return null;
  if (!lined) return { name: 'costs', sql: 'SELECT order_key, cost\nFROM orders\nWHERE cost IS NOT NULL' };
  const lines = `(\n${lineCosts(context).replace(/^/gm, '  ')}\n) AS l`;
  const sql = whole
    ? `SELECT o.order_key, coalesce(o.cost, l.cost) AS cost\nFROM orders AS o\nLEFT JOIN ${lines} ON l.order_key = o.order_key\nWHERE coalesce(o.cost, l.cost) IS NOT NULL`
    : `SELECT order_key, cost\nFROM ${lines}\nWHERE cost IS NOT NULL`;
  return { name: 'costs', sql };
}

/**
 * `order_costs` (`order_key`, `customer_key`, `cost`, null where unknown) of the orders of `in_range`, and `margins` (`customer_key`, `margin`, not null) over
 * the query's window, as MG1 has them. Only where `costsKnown`.
 */
export function marginRelations({ context }: Query): Relation[] {
  const [whole, lined] = [hasCost(context), hasLineCost(context)];
  const cost = whole && lined ? 'coalesce(o.cost, l.cost)' : whole ? 'o.cost' : 'l.cost';
  return [
    ...(lined ? [{ name: 'line_costs', sql: lineCosts(context) }] : []),
    {
      name: 'order_costs',
      sql: `SELECT i.order_key, i.customer_key, ${cost} AS cost
FROM in_range AS i${whole ? '\nJOIN orders AS o ON o.order_key = i.order_key' : ''}${lined ? '\nLEFT JOIN line_costs AS l ON l.order_key = i.order_key' : ''}`,
    },
    {
      name: 'margins',
      sql: `SELECT customer_key, sum(amount) AS margin
FROM (
  SELECT customer_key, amount FROM money_in_range WHERE order_key NOT IN (SELECT order_key FROM order_costs WHERE cost IS NULL)
  UNION ALL
  SELECT customer_key, -cost FROM order_costs WHERE cost IS NOT NULL
)
GROUP BY customer_key`,
    },
  ];
}
