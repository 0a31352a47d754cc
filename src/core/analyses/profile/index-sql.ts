import { columnIn } from '#core/model/data-model';
import { succeed, type Result } from '#core/model/result';
import { compileFilters } from '#core/query/predicates';
import type { QueryContext, Relation } from '#core/query/types';
import type { Banding } from './banding';
import { bandedRelations } from './banded-sql';

const MOST_TRAITS = 12;

/** Each buyer with every category bought; a line's own category comes before its product's (PF11). */
function boughtCategories(context: QueryContext): Result<Relation> {
  const filters = compileFilters(context);
  if (!filters.ok) return filters;
  const { model } = context;
  const has = (table: 'order_items' | 'products', column: string): boolean => columnIn(model, table, column) !== undefined;
  const onLine = has('order_items', 'category') ? 'CAST(i.category AS VARCHAR)' : null;
  const linked = has('order_items', 'product_id') && has('products', 'category');
  const known = [...(onLine ? [onLine] : []), ...(linked ? ['CAST(p.category AS VARCHAR)'] : [])];
  const category = known.length > 1 ? `coalesce(${known.join(', ')})` : known[0]!;
  const lines = filters.value.order_items ? `(SELECT * FROM order_items WHERE ${filters.value.order_items})` : 'order_items';
  return succeed({
    name: 'traits',
    sql: `SELECT DISTINCT r.customer_key, ${category} AS trait
FROM in_range AS r
JOIN ${lines} AS i ON i.order_key = r.order_key${linked ? '\nLEFT JOIN products AS p ON p.product_id = i.product_id' : ''}
WHERE ${category} IS NOT NULL`,
  });
}

/** `traits` (customer and trait, each once) and `shown_traits`; `across` null = categories of products. */
export function traitRelations(across: Banding | null, smallest: number, context: QueryContext): Result<readonly Relation[]> {
  const shown: Relation = {
    name: 'shown_traits',
    sql: `SELECT trait, count(*) AS customers\nFROM traits\nGROUP BY trait\nHAVING count(*) >= ${smallest}\nORDER BY customers DESC, trait\nLIMIT ${MOST_TRAITS}`,
  };
  if (across) {
    const traits = { name: 'traits', sql: 'SELECT customer_key, band AS trait\nFROM crossed\nWHERE band IS NOT NULL' };
    return succeed([...bandedRelations('crossed', across, context), traits, shown]);
  }
  const bought = boughtCategories(context);
  return bought.ok ? succeed([bought.value, shown]) : bought;
}

/** Customers of each band with each shown trait. */
export const CELLS = `SELECT p.state, p.band, t.trait, count(*) AS customers
FROM placed AS p
JOIN traits AS t ON t.customer_key = p.customer_key
JOIN shown_traits AS s ON s.trait = t.trait
GROUP BY p.state, p.band, t.trait
ORDER BY p.state, p.band, t.trait`;

const EXTENT = ', min(value) AS low, max(value) AS high';

/** Customers of each band with any known trait. */
export const crossedBands = (numbered: boolean): string => `SELECT state, band, count(*) AS customers${numbered ? EXTENT : ''}
FROM placed
WHERE customer_key IN (SELECT customer_key FROM traits)
GROUP BY state, band
ORDER BY state, band`;

/** The shown traits with all their customers, and their ends where they are parts of a number. */
export const shownTraits = (numbered: boolean): string =>
  numbered
    ? `SELECT s.trait, any_value(s.customers) AS customers, min(c.value) AS low, max(c.value) AS high
FROM shown_traits AS s
JOIN crossed AS c ON c.band = s.trait
GROUP BY s.trait
ORDER BY customers DESC, s.trait`
    : 'SELECT trait, customers\nFROM shown_traits\nORDER BY customers DESC, trait';
