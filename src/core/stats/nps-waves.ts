import { studentP, studentQuantile } from './distributions';
import { twoSidedP, Z95 } from './normal';
import { npsEstimate, npsKind, npsSize, type NpsChoice, type NpsCounts } from './nps';

/** A difference of two NPS in points with its 95 % interval and test; z and p are null where neither side varies. */
export interface NpsDifference {
  readonly kind: 'plain' | 'adjusted';
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly z: number | null;
  readonly p: number | null;
}

/**
 * NPS of a minus NPS of b, answered by different people; the difference is of the adjusted scores where these are used. Null without
 * answers on a side.
 */
export function compareNps(a: NpsCounts, b: NpsCounts, choice: NpsChoice = 'auto'): NpsDifference | null {
  if (npsSize(a) <= 0 || npsSize(b) <= 0) return null;
  const kind = [a, b].some((counts) => npsKind(counts, choice) === 'adjusted') ? 'adjusted' : 'plain';
  const [first, second] = [npsEstimate(a, kind), npsEstimate(b, kind)];
  const difference = first.centre - second.centre;
  const standardError = Math.hypot(first.standardError, second.standardError);
  const z = standardError > 0 ? difference / standardError : null;
  const half = Z95 * standardError;
  return { kind, difference, standardError, low: difference - half, high: difference + half, z, p: z === null ? null : twoSidedP(z) };
}

/** How many customers changed by −2, −1, 0, 1, 2 from wave to wave, where a promoter is 1, a passive 0 and a detractor −1. */
export type NpsChanges = readonly [number, number, number, number, number];

/**
 * Change of NPS of the same people in points, by Student on each one's change; p is null where all changed alike. Null below two people.
 */
export function pairedNps(changes: NpsChanges): {
  readonly n: number;
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly p: number | null;
} | null {
  const n = changes.reduce((sum, count) => sum + count, 0);
  if (n < 2) return null;
  const mean = changes.reduce((sum, count, i) => sum + count * (i - 2), 0) / n;
  const variance = changes.reduce((sum, count, i) => sum + count * (i - 2 - mean) ** 2, 0) / (n - 1);
  const standardError = Math.sqrt(variance / n);
  const half = studentQuantile(0.975, n - 1) * standardError;
  return {
    n,
    difference: 100 * mean,
    standardError: 100 * standardError,
    low: 100 * (mean - half),
    high: 100 * (mean + half),
    p: standardError > 0 ? studentP(mean / standardError, n - 1) : null,
  };
}
