import { twoSidedP, Z95 } from './normal';
import type { Interval } from './proportions';
import type { SurvivalCurve, SurvivalPoint } from './survival';

/** How the interval of a curve is formed; tools differ, so it is named. */
export type SurvivalIntervalType = 'log-log' | 'log' | 'plain';

/**
 * 95 % interval of the share at a point of the curve, within [0, 1]; [1, 1] before the first event, null where nobody is left. Kalbfleisch
 * and Prentice 1980.
 */
export function survivalInterval({ survival, variance }: SurvivalPoint, type: SurvivalIntervalType = 'log-log'): Interval | null {
  if (survival >= 1) return { low: 1, high: 1 };
  if (survival <= 0) return null;
  const half = Z95 * Math.sqrt(variance);
  if (type === 'log-log') {
    const spread = half / Math.log(survival);
    const ends = [survival ** Math.exp(spread), survival ** Math.exp(-spread)] as const;
    return { low: Math.min(...ends), high: Math.max(...ends) };
  }
  const [low, high] =
    type === 'log' ? [survival * Math.exp(-half), survival * Math.exp(half)] : [survival * (1 - half), survival * (1 + half)];
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

/** The time by which a share q had the event, with its interval; each null where the curve, or a bound of it, does not come down so far. */
export interface SurvivalTime {
  readonly time: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Smallest time at which at most 1 − q are left (q = 0.5 is the median), and where the lower and the upper bound are. Brookmeyer and
 * Crowley 1982.
 */
export function survivalQuantile(curve: SurvivalCurve, q: number, type: SurvivalIntervalType = 'log-log'): SurvivalTime {
  const line = 1 - q + 1e-12;
  const first = (below: (point: SurvivalPoint) => boolean): number | null => curve.steps.find(below)?.time ?? null;
  const bound = (end: 'low' | 'high') => (point: SurvivalPoint) => (survivalInterval(point, type)?.[end] ?? Infinity) <= line;
  return { time: first((point) => point.survival <= line), low: first(bound('low')), high: first(bound('high')) };
}

/**
 * Mean time without the event up to a horizon (0 or later), with its standard error, both in the unit of time. After the last step an open
 * curve is unknown: null, unless `hold` keeps its last value, as R's `print.survfit` does for a group shorter than another. Null without
 * subjects. Irwin 1949.
 */
export function restrictedMean(
  curve: SurvivalCurve,
  horizon: number,
  after: 'unknown' | 'hold' = 'unknown',
): { readonly mean: number; readonly standardError: number } | null {
  const last = curve.steps.at(-1);
  if (!last || (after === 'unknown' && horizon > last.time && last.survival > 0)) return null;
  const steps = curve.steps.filter((step) => step.time < horizon);
  let [area, variance] = [0, 0];
  for (let i = steps.length - 1; i >= 0; i--) {
    const { time, survival, atRisk, events } = steps[i]!;
    area += survival * ((steps[i + 1]?.time ?? horizon) - time);
    if (events < atRisk) variance += (area * area * events) / (atRisk * (atRisk - events));
  }
  return { mean: area + (steps[0]?.time ?? horizon), standardError: Math.sqrt(variance) };
}

/** The latest time up to which every curve is known: the smallest of their last times; null where a curve has no step. */
export function commonHorizon(curves: readonly SurvivalCurve[]): number | null {
  const last = curves.map((curve) => curve.steps.at(-1)?.time ?? NaN);
  return curves.length > 0 && last.every(Number.isFinite) ? Math.min(...last) : null;
}

/**
 * Restricted mean of a minus that of b up to a horizon, in the unit of time, with its 95 % interval and test; null where a curve is unknown
 * there or neither varies.
 */
export function compareRestrictedMeans(
  a: SurvivalCurve,
  b: SurvivalCurve,
  horizon = commonHorizon([a, b]),
): (Interval & { readonly difference: number; readonly standardError: number; readonly z: number; readonly p: number }) | null {
  if (horizon === null) return null;
  const [first, second] = [restrictedMean(a, horizon), restrictedMean(b, horizon)];
  const standardError = Math.hypot(first?.standardError ?? 0, second?.standardError ?? 0);
  if (!first || !second || standardError === 0) return null;
  const difference = first.mean - second.mean;
  const [z, half] = [difference / standardError, Z95 * standardError];
  return { difference, standardError, low: difference - half, high: difference + half, z, p: twoSidedP(z) };
}
