/**
 * A followed person, or `count` alike ones: at risk after `entry` (from before the beginning without one) up to `exit`, where the event
 * came or not. Any unit of time.
 */
export interface Subject {
  readonly entry?: number;
  readonly exit: number;
  readonly event: boolean;
  readonly count?: number;
}

/** The share still without the event (0 to 1), and Greenwood's Σ d ÷ (n(n − d)): the variance is survival² times it. */
export interface SurvivalPoint {
  readonly survival: number;
  readonly variance: number;
}

/** A time at which somebody had the event or was lost: those at risk just before, events, losses, and the curve from there on. */
export interface SurvivalStep extends SurvivalPoint {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
}

/** A Kaplan–Meier estimate; steps in ascending time, numbers of people and of events among those ever at risk. */
export interface SurvivalCurve {
  readonly subjects: number;
  readonly events: number;
  readonly steps: readonly SurvivalStep[];
}

/** What happens at each time, ascending: people who enter, leave with the event, leave without. */
export function timeline(subjects: readonly Subject[]): { readonly time: number; entered: number; events: number; censored: number }[] {
  const times = new Map<number, { time: number; entered: number; events: number; censored: number }>();
  const at = (time: number) => {
    const found = times.get(time) ?? { time, entered: 0, events: 0, censored: 0 };
    times.set(time, found);
    return found;
  };
  for (const { entry = -Infinity, exit, event, count = 1 } of subjects) {
    if (!(entry < exit)) continue;
    at(entry).entered += count;
    at(exit)[event ? 'events' : 'censored'] += count;
  }
  return [...times.values()].sort((a, b) => a.time - b.time);
}

/** The curve of subjects in any order; without anybody it has no step. Kaplan and Meier 1958; Greenwood 1926. */
export function kaplanMeier(subjects: readonly Subject[]): SurvivalCurve {
  const steps: SurvivalStep[] = [];
  let [atRisk, survival, variance, people, total] = [0, 1, 0, 0, 0];
  for (const { time, entered, events, censored } of timeline(subjects)) {
    if (events + censored > 0) {
      survival *= 1 - events / atRisk;
      if (events < atRisk) variance += events / (atRisk * (atRisk - events));
      steps.push({ time, atRisk, events, censored, survival, variance });
    }
    atRisk += entered - events - censored;
    people += entered;
    total += events;
  }
  return { subjects: people, events: total, steps };
}

/** The curve at a time: 1 before the first step, the last value after the last. */
export function survivalAt({ steps }: SurvivalCurve, time: number): SurvivalPoint {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]!.time <= time) low = middle + 1;
    else high = middle;
  }
  const { survival, variance } = steps[low - 1] ?? { survival: 1, variance: 0 };
  return { survival, variance };
}
