import type { Text } from '#core/messages/text';
import type { CellLedger } from '#core/model/ledger';
import type { Query } from '#core/query/start';
import { customerLedger } from './cell-account';
import type { Results } from './contract';
import { countOf } from './words';

/** Which customers have an order in the query's window, and where the others are: `place`, `customers`. */
export function scoredAccountSql(query: Query): string {
  const { from } = query.window;
  const inside = from
    ? `\n  LEFT JOIN (SELECT DISTINCT customer_key FROM history WHERE ordered_on >= ${query.context.dialect.day(from)}) AS w ON w.customer_key = c.customer_key`
    : '';
  return query.select(`SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'${from ? `\n    WHEN w.customer_key IS NULL THEN 'outside_window'` : ''}
    WHEN s.customer_key IS NULL THEN 'outside_filters'
    ELSE 'scored' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key${inside}
  LEFT JOIN (SELECT DISTINCT customer_key FROM in_range) AS s ON s.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place`);
}

/** How many orders up to the report's day belong to nobody. */
export const anonymousSql = (query: Query): string =>
  query.select(
    `SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= ${query.context.dialect.day(query.context.asOf)}`,
  );

/** The ledger of a cell that scores customers, from the steps `account` and `orders`. */
export function scoredLedger(results: Results): CellLedger {
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const ledger = customerLedger(results['account'] ?? [], 'scored', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_window: { key: 'ledger_customers_outside_window' },
    outside_filters: { key: 'ledger_customers_outside_filters' },
  });
  const nobody = anonymous > 0 ? [{ reason: { key: 'ledger_no_customer' } as Text, count: anonymous, unit: 'orders' as const }] : [];
  return { used: ledger.used, excluded: [...ledger.excluded, ...nobody] };
}
