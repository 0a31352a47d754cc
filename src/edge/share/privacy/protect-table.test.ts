import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { integerBounds } from '../../../../tests/support/integer-bounds';
import { runs } from '../../../../tests/support/seeded';
import { protectTable } from './protect-table';

const PRICE = 10;

interface Drawn {
  readonly k: number;
  /** Rows of groups by columns of kinds. */
  readonly counts: readonly (readonly number[])[];
  readonly total: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    rows: fc.integer({ min: 2, max: 6 }),
    kinds: fc.integer({ min: 2, max: 4 }),
    k: fc.constantFrom(3, 5, 10),
    total: fc.boolean(),
    zeros: fc.integer({ min: 0, max: 4 }),
  })
  .chain(({ rows, kinds, k, total, zeros }) => {
    const value = fc.oneof(
      { weight: zeros, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: k - 1 }) },
      { weight: 6, arbitrary: fc.integer({ min: k, max: 300 }) },
    );
    const line = fc.array(value, { minLength: kinds, maxLength: kinds });
    return fc.record({ k: fc.constant(k), total: fc.constant(total), counts: fc.array(line, { minLength: rows, maxLength: rows }) });
  });

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** A table as an analysis makes it: kinds that make up all, the share of all, and revenue in which everybody paid the same. */
function tableOf({ counts, total }: Drawn): TableView {
  const kinds = counts[0]!.map((_, at) => `kind_${at}`);
  const everybody = sum(counts.flat());
  const column = (key: string, unit: TableColumn['unit'], is: TableColumn['is'], more: Partial<TableColumn> = {}): TableColumn => ({
    key,
    label: { literal: key },
    unit,
    is,
    ...more,
  });
  const rowOf = (group: string, line: readonly number[], isTotal: boolean): TableRow => ({
    values: {
      group,
      ...Object.fromEntries(kinds.map((key, at) => [key, line[at]!])),
      all: sum(line),
      share: everybody === 0 ? null : sum(line) / everybody,
      revenue: sum(line) * PRICE,
    },
    ...(isTotal ? { total: true } : {}),
  });
  const columnSums = kinds.map((_, at) => sum(counts.map((line) => line[at]!)));
  return {
    columns: [
      column('group', 'text', 'key'),
      ...kinds.map((key) => column(key, 'customers', 'count')),
      column('all', 'customers', 'count'),
      column('share', 'rate', 'share', { of: 'all' }),
      column('revenue', 'money', 'sum'),
    ],
    rows: [...counts.map((line, at) => rowOf(`g${at}`, line, false)), ...(total ? [rowOf('total', columnSums, true)] : [])],
  };
}

/** What the written table says to somebody who knows how it is made: bounds of every count in it. */
function attack({ counts, total }: Drawn, before: TableView, after: TableView) {
  const keys = [...counts[0]!.map((_, at) => `kind_${at}`), 'all'];
  const everybody = sum(counts.flat());
  const rows = [...counts.keys()];
  const place = new Map<string, number>();
  const truth: number[] = [];
  const lower: number[] = [];
  const name = (row: number | 'total', key: string): number => place.get(`${row} ${key}`)!;
  const [a, b]: [[number, number][][], number[]] = [[], []];
  const know = (terms: [number, number][], side: number): void => void (a.push(terms), b.push(side));
  for (const row of [...rows, 'total'] as const)
    for (const key of keys) {
      const at = place.size;
      place.set(`${row} ${key}`, at);
      const line = row === 'total' ? counts.length : row;
      const value =
        row === 'total' ? sum(rows.map((each) => Number(before.rows[each]!.values[key]))) : Number(before.rows[row]!.values[key]);
      const written = after.rows[line]?.values[key];
      truth.push(value);
      if (typeof written === 'number') know([[at, 1]], written);
      lower.push(value > 0 ? 1 : 0);
      const missing = row === 'total' && !total;
      // The total of all is known from elsewhere, unless everything that makes it up is withheld.
      if (
        missing &&
        key === 'all' &&
        rows.some((each) => Number(before.rows[each]!.values[key]) > 0 && after.rows[each]!.values[key] !== null)
      )
        know([[at, 1]], value);
      if (key !== 'all') continue;
      const { share, revenue } = after.rows[line]?.values ?? {};
      if (typeof share === 'number' && row !== 'total') know([[at, 1]], Math.round(share * everybody));
      if (typeof revenue === 'number') know([[at, 1]], revenue / PRICE);
    }
  for (const row of [...rows, 'total'] as const)
    know(
      keys.map((key) => [name(row, key), key === 'all' ? -1 : 1]),
      0,
    );
  for (const key of keys) know([...rows.map((row): [number, number] => [name(row, key), 1]), [name('total', key), -1]], 0);
  const lines = a.map((terms) => {
    const line = truth.map(() => 0);
    for (const [at, by] of terms) line[at] = line[at]! + by;
    return line;
  });
  const found = integerBounds(lines, b, lower);
  if (!found) throw new Error('what was written contradicts itself');
  return { bounds: found.bounds, truth };
}

test('PR11, PR12 no small count follows from a protected table, its shares, its sums and its totals', () => {
  const seen = { tables: 0, small: 0, withheld: 0, numbers: 0, whole: 0 };
  fc.assert(
    fc.property(drawn, (each) => {
      const before = tableOf(each);
      const { table: after, withheld, touched } = protectTable(before, each.k);
      const { bounds, truth } = attack(each, before, after);
      const small = truth.flatMap((value, at) => (value > 0 && value < each.k ? [at] : []));
      const broken = small.filter((at) => bounds[at]!.greatest < each.k || bounds[at]!.least === bounds[at]!.greatest);
      expect(broken.map((at) => ({ at, ...bounds[at] }))).toEqual([]);
      seen.tables++;
      seen.small += small.length;
      seen.withheld += withheld;
      seen.numbers += before.rows.length * (before.columns.length - 1);
      seen.whole += Number(touched.size === 0);
      if (small.length === 0) expect(after).toEqual(before);
    }),
    runs(1000),
  );
  console.info('protected tables', JSON.stringify(seen));
  expect(seen.small).toBeGreaterThan(seen.tables);
  expect(seen.withheld / seen.numbers).toBeLessThan(0.8);
});
