import type { Row } from '#core/model/columns';
import { kaplanMeier, survivalAt, type SurvivalCurve } from '#core/stats/survival';
import { survivalInterval, survivalQuantile } from '#core/stats/survival-summary';
import { countOf } from '../words';
import { grainOf } from './lengths';
import type { FunnelParams } from './params';
import { windowOf } from './question';

/** The curve of the time to convert (FC14); times in microseconds. */
export interface Curve {
  readonly begun: number;
  readonly converted: number;
  readonly censored: number;
  readonly grain: number;
  /** Its last time. */
  readonly end: number;
  readonly curve: SurvivalCurve;
}

export function curveOf(rows: readonly Row[], params: FunnelParams, dated: boolean): Curve {
  const window = windowOf(params);
  const grain = dated ? 86_400e6 : grainOf(window);
  const subjects = rows.flatMap((row) => {
    const exit = countOf(row, 'passed') * grain;
    return (['events', 'censored'] as const).map((kind) => ({ exit, event: kind === 'events', count: countOf(row, kind) }));
  });
  const present = subjects.filter(({ count }) => count > 0);
  const sum = (event: boolean): number => present.reduce((total, each) => total + (each.event === event ? each.count : 0), 0);
  return {
    begun: sum(true) + sum(false),
    converted: sum(true),
    censored: sum(false),
    grain,
    end: Math.max(0, ...present.map(({ exit }) => exit)),
    curve: kaplanMeier(present),
  };
}

/** The share that has converted by a time, with its interval. */
export function convertedAt({ curve }: Curve, time: number): { share: number; low: number | null; high: number | null } {
  const point = survivalAt(curve, time);
  const interval = survivalInterval(point);
  return { share: 1 - point.survival, low: interval ? 1 - interval.high : null, high: interval ? 1 - interval.low : null };
}

/** The smallest time by which a share has converted, or null. */
export const timeOf = ({ curve }: Curve, share: number): number | null => survivalQuantile(curve, share).time;

/** How many are still followed just before a time, and how many have converted by it. */
export function countsAt({ curve, begun }: Curve, time: number): { atRisk: number; converted: number } {
  const passed = curve.steps.filter((step) => step.time <= time);
  const before = curve.steps.filter((step) => step.time < time);
  const converted = passed.reduce((sum, { events }) => sum + events, 0);
  return { converted, atRisk: begun - before.reduce((sum, { events, censored }) => sum + events + censored, 0) };
}
