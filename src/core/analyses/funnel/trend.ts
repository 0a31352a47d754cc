import type { Row } from '#core/model/columns';
import { periodsBetween } from '#core/query/days';
import { isProvisional } from '#core/query/funnel/trend';
import type { PresentContext } from '../contract';
import { countOf, ratio } from '../words';
import type { FunnelParams } from './params';
import { clockOf, stepsOf, windowOf } from './question';

/** The funnel of one period of entry (FC11). */
export interface TrendPeriod {
  readonly start: string;
  /** How many reached each step, the first in place 0. */
  readonly units: readonly number[];
  readonly provisional: boolean;
}

/** Every period from that of the range's start, or of the first entry, to the last in which an entry counts. */
export function trendOf(rows: readonly Row[], params: FunnelParams, context: PresentContext): TrendPeriod[] {
  const { range, asOf, weekStart, model } = context;
  const found = new Map(rows.map((row) => [String(row['period']).slice(0, 10), row]));
  const first = range.from ?? [...found.keys()].toSorted()[0];
  if (first === undefined || found.size === 0) return [];
  const last = new Date((clockOf(params, context).to - 1) / 1000).toISOString().slice(0, 10);
  return periodsBetween(params.grain, first, last, weekStart).map((start) => ({
    start,
    units: stepsOf(params, model).map((_, place) => countOf(found.get(start), `n_${place + 1}`)),
    provisional: isProvisional(params.grain, start, windowOf(params), asOf),
  }));
}

/** One line of the trend: a later mandatory step, by its place from 1, and the step that its share is of. */
export interface TrendLine {
  readonly k: number;
  readonly of: number;
}

export function linesOf(params: FunnelParams, { model }: PresentContext): TrendLine[] {
  const firm = stepsOf(params, model).flatMap((step, place) => (step.optional ? [] : [place + 1]));
  return firm.slice(1).map((k, place) => ({ k, of: params.rate === 'first' ? 1 : firm[place]! }));
}

/** The share of a line in a period; null where nobody could have gone on. */
export const shareOf = ({ units }: TrendPeriod, { k, of }: TrendLine): number | null => ratio(units[k - 1]!, units[of - 1]!);
