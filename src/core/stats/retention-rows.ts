/** A cohort: its members, and how many of them were retained in column 0, 1, … ; null where the cell is not complete. */
export interface CohortLine {
  readonly size: number;
  readonly retained: readonly (number | null)[];
}

/**
 * One column over all cohorts. Rates from 0 to 1, each null where nothing is complete; `retained` of `size` is what `pooled` divides, for
 * its interval.
 */
export interface RetentionRow {
  readonly retained: number;
  readonly size: number;
  readonly pooled: number | null;
  readonly simple: number | null;
  /** Mixpanel's average: each rate weighted by the square of the cohort's size. */
  readonly bySize: number | null;
  /** Pooled over the cohorts that are complete up to the horizon. */
  readonly sameCohorts: number | null;
  readonly chainLadder: number | null;
}

interface Cell {
  readonly size: number;
  readonly retained: number;
  readonly before: number | null;
}

const sum = (cells: readonly Cell[], of: (cell: Cell) => number): number => cells.reduce((total, cell) => total + of(cell), 0);
const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** The rows below a triangle of cohorts, one for each column; `horizon` is the last column that the same cohorts must reach. */
export function retentionRows(cohorts: readonly CohortLine[], horizon?: number): RetentionRow[] {
  const lines = cohorts.filter((cohort) => cohort.size > 0);
  const width = Math.max(0, ...lines.map((line) => line.retained.length));
  const columns = Array.from({ length: width }, (_, k) => k);
  const complete = (line: CohortLine, k: number): boolean => typeof line.retained[k] === 'number';
  const last = horizon ?? columns.findLastIndex((k) => lines.some((line) => complete(line, k)));
  const cellsOf = (from: readonly CohortLine[], k: number): Cell[] =>
    from
      .filter((line) => complete(line, k))
      .map((line) => ({ size: line.size, retained: line.retained[k]!, before: line.retained[k - 1] ?? null }));
  const same = lines.filter((line) => columns.every((k) => k > last || complete(line, k)));
  let ladder: number | null = 1;
  return columns.map((k) => {
    const cells = cellsOf(lines, k);
    const [retained, size] = [sum(cells, (cell) => cell.retained), sum(cells, (cell) => cell.size)];
    const linked = k === 0 ? cells : cells.filter((cell) => cell.before !== null);
    const link = over(
      sum(linked, (cell) => cell.retained),
      sum(linked, (cell) => (k === 0 ? cell.size : cell.before!)),
    );
    ladder = ladder === null || link === null ? null : ladder * link;
    const kept = k > last ? [] : cellsOf(same, k);
    return {
      retained,
      size,
      pooled: over(retained, size),
      simple: over(
        sum(cells, (cell) => cell.retained / cell.size),
        cells.length,
      ),
      bySize: over(
        sum(cells, (cell) => cell.size * cell.retained),
        sum(cells, (cell) => cell.size ** 2),
      ),
      sameCohorts: over(
        sum(kept, (cell) => cell.retained),
        sum(kept, (cell) => cell.size),
      ),
      chainLadder: ladder,
    };
  });
}
