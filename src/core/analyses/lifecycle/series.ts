import type { Row } from '#core/model/columns';
import { isComplete, periodsBetween } from '#core/query/days';
import type { PresentContext } from '../contract';
import { countOf } from '../words';
import type { LifecycleParams } from './params';

export const STATES = ['new', 'returning', 'resurrecting', 'dormant'] as const;
export type State = (typeof STATES)[number];

/** One period; `active` is all but the dormant (LC4). */
export interface Period extends Readonly<Record<State, number>> {
  readonly start: string;
  readonly active: number;
  readonly provisional: boolean;
  /** Over, and all of it lies in the range. */
  readonly whole: boolean;
}

/** Every period from the range's start, or the first active one, to the clock's (LC5). */
export function seriesOf(rows: readonly Row[], { grain }: LifecycleParams, { range, asOf, weekStart }: PresentContext): Period[] {
  const found = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const start = String(row['period']).slice(0, 10);
    const states = found.get(start) ?? new Map<string, number>();
    found.set(start, states.set(String(row['state']), countOf(row, 'customers')));
  }
  const first = range.from ?? [...found.keys()].toSorted()[0];
  if (first === undefined || found.size === 0) return [];
  return periodsBetween(grain, first, asOf, weekStart).map((start): Period => {
    const count = (state: State): number => found.get(start)?.get(state) ?? 0;
    const counts = { new: count('new'), returning: count('returning'), resurrecting: count('resurrecting'), dormant: count('dormant') };
    const over = isComplete(grain, start, asOf);
    const active = counts.new + counts.returning + counts.resurrecting;
    return { start, ...counts, active, provisional: !over, whole: over && (range.from === null || start >= range.from) };
  });
}
