import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount } from '../words';
import type { Inventory } from './inventory';

/** Days behind from which a table is spoken of (DS7). */
const STALE = 31;

function sentences(inventory: readonly Inventory[], { asOf, model }: PresentContext): Sentence[] {
  const orders = inventory.find(({ table }) => table === 'orders');
  if (!orders || orders.records === 0 || !orders.firstDay || !orders.lastDay) return [];
  const values = {
    orders: orders.records,
    customers: orders.customers ?? 0,
    from: { date: orders.firstDay },
    to: { date: orders.lastDay },
  };
  const stale = inventory
    .filter(({ daysBehind }) => daysBehind !== null && daysBehind > STALE)
    .toSorted((one, other) => other.daysBehind! - one.daysBehind!)[0];
  const files = model.sources ?? [];
  const whole = files.length > 0 && files.every(({ rejected, skipped, unread }) => rejected + skipped + unread === 0);
  return [
    {
      finding: { key: 'data_sources_orders_are', values },
      ...(whole ? { rest: { key: 'data_sources_whole', values: { n: files.length } } as const } : {}),
    },
    ...(stale
      ? [
          {
            finding: {
              key: 'data_sources_stale',
              values: {
                table: { key: `data_sources_${stale.table}` },
                last: { date: stale.lastDay! },
                days: amount(stale.daysBehind, 'days'),
                as_of: { date: asOf },
              },
            },
          } as const,
        ]
      : []),
  ];
}

export const insightOf = (inventory: readonly Inventory[], context: PresentContext): Insight => ({
  sentences: sentences(inventory, context),
  numbers: {
    tables: inventory.length,
    ...Object.fromEntries(
      inventory.flatMap(({ table, records, customers, daysBehind }) => [
        [`${table}_records`, records],
        [`${table}_customers`, customers],
        [`${table}_days_behind`, daysBehind],
      ]),
    ),
  },
});
