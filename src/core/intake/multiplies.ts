import type { ColumnFacts, Study } from './column-facts';
import { readNumber } from './read-number';

const SHARE = 0.9;
const FEWEST = 3;
/** Half a cent for each of the two factors, and a little for what was rounded. */
const NEAR = 0.011;

interface Factors {
  readonly quantity: ColumnFacts;
  readonly price: ColumnFacts;
  /** The column of order ids. */
  readonly order: ColumnFacts | null;
}

/** True when quantity × price gives an amount that stands in the file: that of the line, or added up that of the order (M7). */
export function multiplies(study: Study, { quantity, price, order }: Factors): boolean {
  const amounts = study.columns.filter((facts) => facts.numbers && facts !== quantity && facts !== price && facts.distinct > 1);
  const number = (row: readonly string[], facts: ColumnFacts): number => readNumber((row[facts.index] ?? '').trim())?.value ?? NaN;
  const product = (row: readonly string[]) => number(row, quantity) * number(row, price);
  const fits = (pairs: readonly (readonly [made: number, said: number])[]): boolean => {
    const known = pairs.filter(([made, said]) => Number.isFinite(made) && Number.isFinite(said));
    return known.length >= FEWEST && known.filter(([made, said]) => Math.abs(made - said) <= NEAR).length >= known.length * SHARE;
  };
  // Where every quantity is 1, any amount is its own price.
  if (quantity.distinct < 2) return false;
  const groups = order && groupRows(study, order);
  return amounts.some(
    (amount) =>
      fits(study.rows.map((row) => [product(row), number(row, amount)])) ||
      (groups !== null && fits(groups.map((rows) => [rows.reduce((sum, row) => sum + product(row), 0), number(rows[0]!, amount)]))),
  );
}

function groupRows(study: Study, by: ColumnFacts): readonly (readonly (readonly string[])[])[] {
  const groups = new Map<string, (readonly string[])[]>();
  for (const row of study.rows) {
    const key = (row[by.index] ?? '').trim();
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
