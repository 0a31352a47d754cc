import { chiSquareP } from './distributions';

/** Pearson's test of a table of counts: the statistic, its degrees of freedom and p-value, and Cramér's V (0 to 1). */
export interface ChiSquare {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  readonly cramersV: number;
}

const sum = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0);

/**
 * χ² of a table given as rows of counts, all of one length. `continuity` takes Yates's half off, for 2 × 2 only. V is always of the plain
 * statistic. Empty rows and columns are left out; null where fewer than two of either are left. Pearson 1900.
 */
export function chiSquare(table: readonly (readonly number[])[], options: { readonly continuity?: boolean } = {}): ChiSquare | null {
  const used = (table[0] ?? []).map((_, j) => sum(table.map((row) => row[j]!)) > 0);
  const rows = table.filter((row) => sum(row) > 0).map((row) => row.filter((_, j) => used[j]));
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  if (height < 2 || width < 2) return null;
  const columns = rows[0]!.map((_, j) => sum(rows.map((row) => row[j]!)));
  const total = sum(columns);
  const cells = rows.flatMap((row) => row.map((count, j) => ({ count, expected: (sum(row) * columns[j]!) / total })));
  const gaps = cells.map(({ count, expected }) => Math.abs(count - expected));
  const off = options.continuity && height === 2 && width === 2 ? Math.min(0.5, ...gaps) : 0;
  const statistic = sum(cells.map(({ expected }, i) => (gaps[i]! - off) ** 2 / expected));
  const plain = off === 0 ? statistic : sum(cells.map(({ expected }, i) => gaps[i]! ** 2 / expected));
  const df = (height - 1) * (width - 1);
  return { statistic, df, p: chiSquareP(statistic, df), cramersV: Math.sqrt(plain / (total * Math.min(height - 1, width - 1))) };
}
