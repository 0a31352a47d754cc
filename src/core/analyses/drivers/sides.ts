import type { DataModel } from '#core/model/data-model';
import { correlationsOf } from '#core/stats/correlation';
import { chiSquareP } from '#core/stats/distributions';
import { bootstrapDrivers, rowsForDrivers } from '#core/stats/driver-bootstrap';
import { meanInterval, momentsOf } from '#core/stats/means';
import type { Interval } from '#core/stats/proportions';
import { shapleyShares } from '#core/stats/shapley';
import type { Results } from '../contract';
import { gradedColumns } from '../graded-columns';
import { countOf } from '../words';
import type { DriversParams } from './params';

/** DR4. */
const DRAWS = 400;

/** One graded side: its mean grade, and its share of R² where there is one (DR3, DR4). */
export interface Side {
  readonly key: string;
  readonly label: string;
  readonly mean: number | null;
  readonly interval: Interval | null;
  readonly share: number | null;
  readonly shareInterval: Interval | null;
  readonly lowCustomers: number;
}

export interface Drivers {
  readonly answers: number;
  /** So many complete answers are needed for shares (DR5). */
  readonly needed: number;
  readonly r2: number | null;
  /** The most important first; without shares in the order of the file. */
  readonly sides: readonly Side[];
  /** DR7. */
  readonly named: Side | null;
  readonly first: Side | null;
}

/** Every answer on its own: the outcome, then the sides. */
function spread(results: Results, keys: readonly string[]): readonly Float64Array[] {
  const rows = results['answers'] ?? [];
  const n = rows.reduce((sum, row) => sum + countOf(row, 'answers'), 0);
  const columns = ['score', ...keys].map(() => new Float64Array(n));
  let at = 0;
  for (const row of rows) {
    const times = countOf(row, 'answers');
    for (const [place, key] of ['score', ...keys].entries()) columns[place]!.fill(countOf(row, key), at, at + times);
    at += times;
  }
  return columns;
}

export const meanOfMeans = (sides: readonly Side[]): number =>
  sides.reduce((sum, { mean }) => sum + (mean ?? 0), 0) / Math.max(1, sides.length);

/** The rows of the query as sides (DR1–DR7). */
export function readSides(results: Results, { kind, sides: chosen }: DriversParams, model: DataModel, seed: number): Drivers {
  const columns = gradedColumns(model, chosen);
  const keys = columns.map((_, at) => `side_${at + 1}`);
  const [outcome, ...grades] = spread(results, keys);
  const answers = outcome!.length;
  const needed = rowsForDrivers(keys.length);
  const correlations = answers >= needed ? correlationsOf(outcome!, grades, kind) : null;
  const shapley = correlations && shapleyShares(correlations);
  const drawn = shapley && bootstrapDrivers(outcome!, grades, { seed, draws: DRAWS, kind });
  const sides = columns.map((column, at): Side => {
    const moments = momentsOf(grades[at]!);
    return {
      key: keys[at]!,
      label: column.label,
      mean: moments.mean,
      interval: meanInterval(moments),
      share: shapley?.shares[at] ?? null,
      shareInterval: drawn?.intervals[at] ?? null,
      lowCustomers: countOf(
        (results['low'] ?? []).find((row) => row['side'] === keys[at]),
        'customers',
      ),
    };
  });
  const sorted = sides.toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0));
  const equal = (shapley?.r2 ?? 0) / Math.max(1, keys.length);
  const beyondChance = chiSquareP(answers * (shapley?.r2 ?? 0), keys.length) <= 0.05;
  const strong = (beyondChance ? sorted : []).filter(({ shareInterval }) => shareInterval !== null && shareInterval.low > equal);
  const average = meanOfMeans(sides);
  return {
    answers,
    needed,
    r2: shapley?.r2 ?? null,
    sides: sorted,
    named: strong[0] ?? null,
    first: strong.find(({ mean }) => mean !== null && mean < average) ?? null,
  };
}
