import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { CellLedger } from '#core/model/ledger';

const COUNTED: Partial<Record<Unit, MessageKey>> = { customers: 'cell_n_customers', orders: 'cell_n_orders' };

/** “184 orders”, in the unit's own words. */
export function countWords(count: number, unit: Unit): Text {
  return { key: COUNTED[unit] ?? 'cell_n_records', values: { n: count } };
}

/** What a cell's numbers rest on, as short phrases: rows used by unit, then rows left out. */
export function ledgerPhrases({ used, excluded }: CellLedger): readonly Text[] {
  const out = new Map<Unit, number>();
  for (const { count, unit } of excluded) out.set(unit, (out.get(unit) ?? 0) + count);
  const phrases: Text[] = used.map(({ count, unit }) => ({ key: 'cell_used', values: { what: countWords(count, unit) } }));
  const main = used[0]?.unit;
  if (out.size === 0 && used.length > 0) phrases.push({ key: 'cell_left_out_none' });
  for (const [unit, count] of out) {
    const what = countWords(count, unit);
    if (unit === main) phrases.push({ key: 'cell_left_out_same', values: { n: count, what } });
    else if (count > 0) phrases.push({ key: 'cell_left_out', values: { what } });
  }
  return phrases;
}
