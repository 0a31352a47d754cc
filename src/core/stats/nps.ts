import { studentP, studentQuantile } from './distributions';
import { twoSidedP, Z95 } from './normal';
import { effectiveSize, finitePopulation } from './weights';

/** How many answers of each kind: 9–10, 7–8, 0–6. A weighted number may be a fraction. */
export interface NpsCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Which interval: `plain`, `adjusted` (added answers), or by number of answers. */
export type NpsChoice = 'auto' | 'plain' | 'adjusted';

/** 95 % interval of NPS, in points from −100 to 100, not clipped. `centre` is the middle of the interval, not the headline; no ends where nothing is in doubt. */
export interface NpsInterval {
  readonly kind: 'plain' | 'adjusted';
  readonly centre: number;
  readonly standardError: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Counts of a list of scores; `invalid` counts answers that are no whole number from 0 to 10. */
export function countNps(scores: readonly number[]): { readonly counts: NpsCounts; readonly invalid: number } {
  const valid = scores.filter((score) => Number.isInteger(score) && score >= 0 && score <= 10);
  const detractors = valid.filter((score) => score <= 6).length;
  const promoters = valid.filter((score) => score >= 9).length;
  return { counts: { promoters, passives: valid.length - detractors - promoters, detractors }, invalid: scores.length - valid.length };
}

const sizeOf = ({ promoters, passives, detractors }: NpsCounts): number => promoters + passives + detractors;

/** 100 × (share of promoters − share of detractors), −100 to 100; null without answers. Reichheld 2003. */
export const npsScore = (counts: NpsCounts): number | null =>
  sizeOf(counts) > 0 ? (100 * (counts.promoters - counts.detractors)) / sizeOf(counts) : null;

/** Score and standard error of counts with at least one answer. */
function plainly(counts: NpsCounts): { readonly centre: number; readonly standardError: number } {
  const n = sizeOf(counts);
  const difference = (counts.promoters - counts.detractors) / n;
  // As one fraction of whole numbers, so that answers all alike give exactly 0.
  const variance = ((counts.promoters + counts.detractors) * n - (counts.promoters - counts.detractors) ** 2) / (n * n);
  return { centre: 100 * difference, standardError: 100 * Math.sqrt(Math.max(0, variance) / n) };
}

const added = ({ promoters, passives, detractors }: NpsCounts): NpsCounts => ({
  promoters: promoters + 0.75,
  passives: passives + 1.5,
  detractors: detractors + 0.75,
});
const kindOf = (counts: NpsCounts, choice: NpsChoice): 'plain' | 'adjusted' =>
  choice !== 'auto' ? choice : sizeOf(counts) < 100 || plainly(counts).standardError === 0 ? 'adjusted' : 'plain';
const estimate = (counts: NpsCounts, kind: 'plain' | 'adjusted') => plainly(kind === 'adjusted' ? added(counts) : counts);

/**
 * Interval of NPS. `population` is the number on the list that was asked, where only this list is meant. Null without answers, or with more answers than
 * people. Rocks 2016 (adjusted).
 */
export function npsInterval(counts: NpsCounts, choice: NpsChoice = 'auto', population?: number): NpsInterval | null {
  const n = sizeOf(counts);
  const factor = population === undefined ? 1 : finitePopulation(n, population);
  if (n <= 0 || factor === null) return null;
  const kind = kindOf(counts, choice);
  const { centre, standardError: whole } = estimate(counts, kind);
  const standardError = whole * factor;
  if (factor === 0) return { kind, centre, standardError, low: null, high: null };
  return { kind, centre, standardError, low: centre - Z95 * standardError, high: centre + Z95 * standardError };
}

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

/** NPS of a minus NPS of b, answered by different people; the difference is of the adjusted scores where these are used. Null without answers on a side. */
export function compareNps(a: NpsCounts, b: NpsCounts, choice: NpsChoice = 'auto'): NpsDifference | null {
  if (sizeOf(a) <= 0 || sizeOf(b) <= 0) return null;
  const kind = [a, b].some((counts) => kindOf(counts, choice) === 'adjusted') ? 'adjusted' : 'plain';
  const [first, second] = [estimate(a, kind), estimate(b, kind)];
  const difference = first.centre - second.centre;
  const standardError = Math.hypot(first.standardError, second.standardError);
  const z = standardError > 0 ? difference / standardError : null;
  const half = Z95 * standardError;
  return { kind, difference, standardError, low: difference - half, high: difference + half, z, p: z === null ? null : twoSidedP(z) };
}

/** How many customers changed by −2, −1, 0, 1, 2 from wave to wave, where a promoter is 1, a passive 0 and a detractor −1. */
export type NpsChanges = readonly [number, number, number, number, number];

/** Change of NPS of the same people in points, by Student on each one's change; p is null where all changed alike. Null below two people. */
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

/** NPS of groups of answers with a weight each (not below 0): score, the number of answers it is worth, and its interval. Null without weight. */
export function weightedNps(
  groups: readonly { readonly counts: NpsCounts; readonly weight: number }[],
  choice: NpsChoice = 'auto',
): { readonly nps: number; readonly effectiveSize: number; readonly interval: NpsInterval } | null {
  const size = effectiveSize(groups.map(({ counts, weight }) => ({ count: sizeOf(counts), weight })));
  if (size === null) return null;
  const total = groups.reduce((sum, { counts, weight }) => sum + weight * sizeOf(counts), 0);
  const sum = (kind: keyof NpsCounts): number => (groups.reduce((x, { counts, weight }) => x + weight * counts[kind], 0) * size) / total;
  const scaled = { promoters: sum('promoters'), passives: sum('passives'), detractors: sum('detractors') };
  return { nps: npsScore(scaled)!, effectiveSize: size, interval: npsInterval(scaled, choice)! };
}
