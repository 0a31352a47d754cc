import type { Row } from '#core/model/columns';
import { addDays, isComplete, movePeriod } from '#core/query/days';
import { wilson, type Interval } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { countOf } from '../words';
import type { CohortParams } from './params';

/** One cell: how many of a cohort ordered in the k-th period after its own. */
export interface Cell {
  readonly k: number;
  readonly retained: number;
  readonly rate: number;
  readonly interval: Interval | null;
  readonly state: 'complete' | 'provisional';
}

export interface Cohort {
  readonly start: string;
  readonly size: number;
  /** From k = 1; ends where the future begins (CO4). */
  readonly cells: readonly Cell[];
}

export interface Pooled {
  readonly k: number;
  readonly retained: number;
  readonly size: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
}

export interface Triangle {
  readonly cohorts: readonly Cohort[];
  /** One for each shown column; rate null where no cell is complete (CO6). */
  readonly pooled: readonly Pooled[];
  readonly members: number;
}

function cellsOf(start: string, size: number, counts: ReadonlyMap<number, number>, params: CohortParams, asOf: string): Cell[] {
  const cells: Cell[] = [];
  for (let k = 1; k <= params.maxPeriods; k++) {
    const begin = movePeriod(params.grain, start, k);
    if (begin >= addDays(asOf, 1)) break;
    const retained = counts.get(k) ?? 0;
    const state = isComplete(params.grain, begin, asOf) ? 'complete' : 'provisional';
    cells.push({ k, retained, rate: retained / size, interval: wilson(retained, size), state });
  }
  return cells;
}

/** Σ retained ÷ Σ size over the complete cells of a column. */
export function pool(cohorts: readonly Cohort[], k: number): Pooled {
  const complete = cohorts.flatMap((cohort) => {
    const cell = cohort.cells.find((candidate) => candidate.k === k && candidate.state === 'complete');
    return cell ? [{ retained: cell.retained, size: cohort.size }] : [];
  });
  const retained = complete.reduce((sum, cell) => sum + cell.retained, 0);
  const size = complete.reduce((sum, cell) => sum + cell.size, 0);
  return { k, retained, size, rate: size > 0 ? retained / size : null, interval: wilson(retained, size) };
}

/** The rows of the query as a triangle (CO3–CO7). */
export function triangleOf(rows: readonly Row[], params: CohortParams, { asOf }: Pick<PresentContext, 'asOf'>): Triangle {
  const byCohort = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const start = String(row['cohort']);
    const counts = byCohort.get(start) ?? new Map<number, number>();
    byCohort.set(start, counts.set(countOf(row, 'k'), countOf(row, 'customers')));
  }
  const cohorts = [...byCohort]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([start, counts]): Cohort => {
      const size = counts.get(0) ?? 0;
      return { start, size, cells: cellsOf(start, size, counts, params, asOf) };
    });
  const columns = Math.max(0, ...cohorts.map((cohort) => cohort.cells.length));
  return {
    cohorts,
    pooled: Array.from({ length: columns }, (_, index) => pool(cohorts, index + 1)),
    members: cohorts.reduce((sum, cohort) => sum + cohort.size, 0),
  };
}
