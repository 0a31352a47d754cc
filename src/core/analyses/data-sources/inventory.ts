import type { CanonicalTable } from '#core/model/canonical';
import { daysBetween } from '#core/query/days';
import type { PresentContext, Results } from '../contract';
import { countOf, ratio } from '../words';

/** What one table holds (DS2–DS5). Days as `YYYY-MM-DD`; null where its records have no date, or nobody. */
export interface Inventory {
  readonly table: CanonicalTable;
  readonly records: number;
  readonly customers: number | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Days from the last day to `as_of`. */
  readonly daysBehind: number | null;
  readonly matched: number | null;
}

const NOBODY: readonly CanonicalTable[] = ['products', 'marketing_spend'];
const dayOf = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 10) : null);

export function inventoryOf(results: Results, { asOf, model }: PresentContext): Inventory[] {
  return (results['tables'] ?? []).map((row) => {
    const table = row['source'] as CanonicalTable;
    const customers = NOBODY.includes(table) ? null : countOf(row, 'customers');
    const lastDay = dayOf(row['last_day']);
    const join = model.joins.find(({ from }) => from === table);
    return {
      table,
      records: countOf(row, 'records'),
      customers,
      firstDay: dayOf(row['first_day']),
      lastDay,
      daysBehind: lastDay === null ? null : daysBetween(lastDay, asOf),
      matched: join ? ratio(join.matched, join.rows) : null,
    };
  });
}
