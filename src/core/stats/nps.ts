import { Z95 } from './normal';
import { effectiveSize, finitePopulation } from './weights';

/** How many answers of each kind: 9–10, 7–8, 0–6. A weighted number may be a fraction. */
export interface NpsCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Which interval: `plain`, `adjusted` (added answers), or by number of answers. */
export type NpsChoice = 'auto' | 'plain' | 'adjusted';

/**
 * 95 % interval of NPS, in points from −100 to 100, not clipped. `centre` is the middle of the interval, not the headline; no ends where
 * nothing is in doubt.
 */
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

/** Number of answers. */
export const npsSize = ({ promoters, passives, detractors }: NpsCounts): number => promoters + passives + detractors;

/** 100 × (share of promoters − share of detractors), −100 to 100; null without answers. Reichheld 2003. */
export const npsScore = (counts: NpsCounts): number | null =>
  npsSize(counts) > 0 ? (100 * (counts.promoters - counts.detractors)) / npsSize(counts) : null;

/** Score and standard error of counts with at least one answer. */
function plainly(counts: NpsCounts): { readonly centre: number; readonly standardError: number } {
  const n = npsSize(counts);
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
/** The interval that a choice means for these counts (at least one answer). */
export const npsKind = (counts: NpsCounts, choice: NpsChoice): 'plain' | 'adjusted' =>
  choice !== 'auto' ? choice : npsSize(counts) < 100 || plainly(counts).standardError === 0 ? 'adjusted' : 'plain';
/** Middle and standard error in points, of the counts or of the counts with the added answers (at least one answer). */
export const npsEstimate = (counts: NpsCounts, kind: 'plain' | 'adjusted') => plainly(kind === 'adjusted' ? added(counts) : counts);

/**
 * Interval of NPS. `population` is the number on the list that was asked, where only this list is meant. Null without answers, or with more
 * answers than people. Rocks 2016 (adjusted).
 */
export function npsInterval(counts: NpsCounts, choice: NpsChoice = 'auto', population?: number): NpsInterval | null {
  const n = npsSize(counts);
  const factor = population === undefined ? 1 : finitePopulation(n, population);
  if (n <= 0 || factor === null) return null;
  const kind = npsKind(counts, choice);
  const { centre, standardError: whole } = npsEstimate(counts, kind);
  const standardError = whole * factor;
  if (factor === 0) return { kind, centre, standardError, low: null, high: null };
  return { kind, centre, standardError, low: centre - Z95 * standardError, high: centre + Z95 * standardError };
}

/**
 * NPS of groups of answers with a weight each (not below 0): score, the number of answers it is worth, and its interval. Null without
 * weight.
 */
export function weightedNps(
  groups: readonly { readonly counts: NpsCounts; readonly weight: number }[],
  choice: NpsChoice = 'auto',
): { readonly nps: number; readonly effectiveSize: number; readonly interval: NpsInterval } | null {
  const size = effectiveSize(groups.map(({ counts, weight }) => ({ count: npsSize(counts), weight })));
  if (size === null) return null;
  const total = groups.reduce((sum, { counts, weight }) => sum + weight * npsSize(counts), 0);
  const sum = (kind: keyof NpsCounts): number => (groups.reduce((x, { counts, weight }) => x + weight * counts[kind], 0) * size) / total;
  const scaled = { promoters: sum('promoters'), passives: sum('passives'), detractors: sum('detractors') };
  return { nps: npsScore(scaled)!, effectiveSize: size, interval: npsInterval(scaled, choice)! };
}
