import type { Row } from '#core/model/columns';
import type { Results } from '../contract';
import { countOf, numberOf } from '../words';
import type { MigrationParams } from './params';
import { directionOf, statesOf, type Direction, type State } from './states';

/** Customers who went from one state to another, and their revenue of both periods (MG8). */
export interface Flow {
  readonly from: State;
  readonly to: State;
  readonly way: Direction;
  readonly customers: number;
  readonly before: number;
  readonly after: number;
}

export interface Migration {
  /** Rows of the matrix: every tier, segments with somebody at one of the dates, and the ways in that were used. */
  readonly rows: readonly State[];
  readonly columns: readonly State[];
  readonly flows: readonly Flow[];
  /** Customers of each state at the earlier date who would have stayed without a purchase, by code (MG9). */
  readonly wouldStay: ReadonlyMap<string, number>;
  /** MG10. */
  readonly drift: number;
  /** In a state at the later date. */
  readonly later: number;
  readonly cuts: readonly number[];
}

/** Sums of rows by a key, in the order met. */
function summed(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, { customers: number; before: number; after: number }> {
  const found = new Map<string, { customers: number; before: number; after: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = found.get(key) ?? { customers: 0, before: 0, after: 0 };
    found.set(key, {
      customers: sum.customers + countOf(row, 'customers'),
      before: sum.before + countOf(row, 'before'),
      after: sum.after + countOf(row, 'after'),
    });
  }
  return found;
}

export function readMigration(results: Results, params: MigrationParams): Migration {
  const moves = results['moves'] ?? [];
  const states = statesOf(params);
  const target = params.cuts === 'again' ? 'again_state' : 'frozen_state';
  const sums = summed(moves, (row) => JSON.stringify([row['from_state'], row[target]]));
  const flows = states.flatMap((from) =>
    states.flatMap((to): Flow[] => {
      const sum = sums.get(JSON.stringify([from.code, to.code]));
      return sum ? [{ from, to, way: directionOf(from, to), ...sum }] : [];
    }),
  );
  const used = (state: State): boolean => flows.some(({ from, to }) => from.code === state.code || to.code === state.code);
  const ranked = states.filter((state) => state.rank !== null && (params.scheme === 'tiers' || used(state)));
  const outside = states.filter((state) => state.rank === null);
  const stay = summed(
    moves.filter((row) => row['aged_state'] === row['from_state']),
    (row) => String(row['from_state']),
  );
  const count = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + countOf(row, 'customers'), 0);
  const later = moves.filter((row) => row['frozen_state'] !== ':away');
  return {
    rows: [...ranked, ...outside.filter((state) => flows.some(({ from }) => from.code === state.code))],
    columns: [...ranked, ...outside.filter((state) => flows.some(({ to }) => to.code === state.code))],
    flows,
    wouldStay: new Map([...stay].map(([code, { customers }]) => [code, customers])),
    drift: count(later.filter((row) => row['frozen_state'] !== row['again_state'])),
    later: count(later),
    cuts: [1, 2, 3].flatMap((n) => numberOf(results['cuts']?.[0]?.[`cut_${n}`]) ?? []),
  };
}

/** Sum over the flows that pass. */
export const total = (flows: readonly Flow[], measure: 'customers' | 'before' | 'after', test: (flow: Flow) => boolean): number =>
  flows.reduce((sum, flow) => sum + (test(flow) ? flow[measure] : 0), 0);
