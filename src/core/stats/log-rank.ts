import { cholesky, solveWith } from './cholesky';
import { chiSquareP } from './distributions';
import { timeline, type Subject } from './survival';

/** Events that a group had, and those that it would have had if all groups were alike; the subjects ever at risk. */
export interface LogRankGroup {
  readonly subjects: number;
  readonly observed: number;
  readonly expected: number;
}

/** The test of equal curves: χ² with its degrees of freedom and p-value, and each group in the order given. */
export interface LogRank {
  readonly groups: readonly LogRankGroup[];
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Log-rank test of two or more groups. A group never at risk together with an event counts for nothing; null where fewer than two others
 * are left, or where their curves never meet at risk. Mantel 1966; Peto and Peto 1972.
 */
export function logRank(groups: readonly (readonly Subject[])[]): LogRank | null {
  const lines = groups.map((subjects) => new Map(timeline(subjects).map((moment) => [moment.time, moment])));
  const times = [...new Set(lines.flatMap((line) => [...line.keys()]))].sort((a, b) => a - b);
  const totals = groups.map(() => ({ subjects: 0, observed: 0, expected: 0 }));
  const covariance = groups.map(() => groups.map(() => 0));
  const atRisk = groups.map(() => 0);
  for (const time of times) {
    const moments = lines.map((line) => line.get(time));
    const n = atRisk.reduce((sum, count) => sum + count, 0);
    const d = moments.reduce((sum, moment) => sum + (moment?.events ?? 0), 0);
    if (d > 0) {
      const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
      totals.forEach((group, i) => {
        const share = atRisk[i]! / n;
        group.observed += moments[i]?.events ?? 0;
        group.expected += d * share;
        covariance[i]!.forEach((_, j) => (covariance[i]![j]! += spread * share * ((i === j ? 1 : 0) - atRisk[j]! / n)));
      });
    }
    moments.forEach((moment, i) => {
      atRisk[i]! += (moment?.entered ?? 0) - (moment?.events ?? 0) - (moment?.censored ?? 0);
      totals[i]!.subjects += moment?.entered ?? 0;
    });
  }
  const used = totals.flatMap((_, i) => (covariance[i]![i]! > 0 ? [i] : [])).slice(0, -1);
  const lower = cholesky(used.map((i) => used.map((j) => covariance[i]![j]!)));
  if (used.length === 0 || !lower) return null;
  const gaps = used.map((i) => totals[i]!.observed - totals[i]!.expected);
  const weighted = solveWith(lower, gaps);
  const chiSquare = gaps.reduce((sum, gap, i) => sum + gap * weighted[i]!, 0);
  return { groups: totals, chiSquare, df: used.length, p: chiSquareP(chiSquare, used.length) };
}
