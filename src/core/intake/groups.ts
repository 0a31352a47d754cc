import type { ColumnFacts, Study } from './column-facts';

/** How a column behaves within the groups that another one makes. */
interface Constancy {
  /** Groups of at least two samples. */
  readonly groups: number;
  /** Share of them whose filled values are all the same; some exports fill only the first line of an order. */
  readonly constant: number;
}

/** Whether the values of one column stay the same where those of `by` do. */
export function measureConstancy(study: Study, by: ColumnFacts, column: ColumnFacts): Constancy {
  const neverTwice = by.filled === by.samples && by.distinct === by.filled;
  if (neverTwice) return { groups: 0, constant: 1 };
  const groups = new Map<string, { count: number; value: string; same: boolean }>();
  for (const row of study.rows) {
    const key = (row[by.index] ?? '').trim();
    if (key === '') continue;
    const value = (row[column.index] ?? '').trim();
    const group = groups.get(key) ?? { count: 0, value: '', same: true };
    groups.set(key, group);
    group.count++;
    if (group.value === '') group.value = value;
    else if (value !== '' && group.value !== value) group.same = false;
  }
  const several = [...groups.values()].filter((group) => group.count > 1);
  return { groups: several.length, constant: several.length === 0 ? 1 : several.filter((group) => group.same).length / several.length };
}

/** True when every customer has one value of this column and every value one customer: it says the same as the id. */
export function mirrorsColumn(study: Study, one: ColumnFacts, other: ColumnFacts): boolean {
  if (other.distinct < 10 || Math.abs(one.distinct - other.distinct) > one.distinct * 0.02) return false;
  return measureConstancy(study, one, other).constant > 0.98 && measureConstancy(study, other, one).constant > 0.98;
}
