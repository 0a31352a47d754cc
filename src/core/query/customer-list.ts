import { columnIn, tableOf } from '#core/model/data-model';
import type { Query } from './start';
import type { Relation } from './types';

/**
 * The customers behind a number: `chosen` has one row a customer (`customer_key`, and further columns named in `more`). Orders and revenue
 * are those of the query's window, so that they add up to what is shown; without orders only who they are. For a segment it is the ids alone.
 */
export function customerListSql(query: Query, chosen: Relation, extra: readonly Relation[] = [], more: readonly string[] = []): string {
  const { model, dialect } = query.context;
  const name = columnIn(model, 'customers', 'name') ? `, c.${dialect.identifier('name')}` : '';
  const own = more.map((column) => `, ${chosen.name}.${column}`).join('');
  const who = `${chosen.name}
JOIN people ON people.customer_key = ${chosen.name}.customer_key${name ? `\nJOIN customers AS c ON c.customer_key = people.customer_key` : ''}`;
  if (query.context.idsOnly)
    return query.select(
      `SELECT people.customer_id\nFROM ${chosen.name}\nJOIN people ON people.customer_key = ${chosen.name}.customer_key`,
      [...extra, chosen],
    );
  if (!tableOf(model, 'orders'))
    return query.select(`SELECT people.customer_id${name}${own}\nFROM ${who}\nORDER BY people.customer_id`, [...extra, chosen]);
  return query.select(
    `SELECT people.customer_id${name}${own}, coalesce(o.orders, 0) AS orders, coalesce(m.revenue, 0) AS revenue, o.first_order, o.last_order
FROM ${who}
LEFT JOIN (
  SELECT customer_key, count(*) AS orders, min(ordered_on) AS first_order, max(ordered_on) AS last_order FROM in_range GROUP BY customer_key
) AS o ON o.customer_key = people.customer_key
LEFT JOIN (
  SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key
) AS m ON m.customer_key = people.customer_key
ORDER BY revenue DESC, people.customer_id`,
    [...extra, chosen],
  );
}
