import { wilson, type Interval } from '#core/stats/proportions';
import type { Cell, Cohort } from './cells';
import { firstColumn, isShare, type CohortParams } from './params';

/** One column of the overall row. */
export interface Pooled {
  readonly k: number;
  readonly top: number;
  readonly bottom: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Cohorts that it is made of. */
  readonly cohorts: number;
}

type Pair = Pick<Cell, 'top' | 'bottom'>;

const sums = (cells: readonly Pair[]): Pair => ({
  top: cells.reduce((sum, cell) => sum + cell.top, 0),
  bottom: cells.reduce((sum, cell) => sum + cell.bottom, 0),
});
const ratio = ({ top, bottom }: Pair): number | null => (bottom > 0 ? top / bottom : null);

const completeAt = (cohort: Cohort, k: number): Cell | undefined => cohort.cells.find((cell) => cell.k === k && cell.state === 'complete');
const complete = (cohorts: readonly Cohort[], k: number): Cell[] =>
  cohorts.flatMap((cohort) => {
    const cell = completeAt(cohort, k);
    return cell ? [cell] : [];
  });

/** The value of each column as the product of what every column keeps of the one before, over the cohorts complete in the later one. */
function chainLadder(cohorts: readonly Cohort[], columns: readonly number[], params: CohortParams): (number | null)[] {
  const first = firstColumn(params);
  let current: number | null = null;
  return columns.map((k) => {
    const there = cohorts.filter((cohort) => completeAt(cohort, k));
    const now = ratio(sums(complete(there, k)));
    if (k === first) return (current = now);
    const before = ratio(sums(complete(there, k - 1)));
    current = current === null || now === null || before === null || before === 0 ? null : (current * now) / before;
    return current;
  });
}

/** The overall row by one of four rules (CO6, CO20). */
export function overallOf(cohorts: readonly Cohort[], params: CohortParams): Pooled[] {
  const first = firstColumn(params);
  const last = Math.max(first - 1, ...cohorts.flatMap(({ cells }) => cells.map(({ k }) => k)));
  const columns = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const lastComplete = columns.findLast((k) => complete(cohorts, k).length > 0);
  const chosen =
    params.overall === 'same_cohort' && lastComplete !== undefined ? cohorts.filter((cohort) => completeAt(cohort, lastComplete)) : cohorts;
  const chained =
    params.overall === 'chain_ladder' && (params.measure !== 'rate' || params.reference === 'first')
      ? chainLadder(cohorts, columns, params)
      : null;
  return columns.map((k, index): Pooled => {
    const cells = complete(chosen, k);
    const pair = { ...sums(cells), cohorts: cells.length };
    if (chained) return { k, ...pair, value: chained[index] ?? null, interval: null };
    if (params.overall === 'simple') {
      const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
      const mean = values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
      return { k, ...pair, value: mean, interval: null };
    }
    return { k, ...pair, value: ratio(pair), interval: isShare(params) ? wilson(pair.top, pair.bottom) : null };
  });
}
