import type { Row } from '#core/model/columns';
import { wilson, type Interval } from '#core/stats/proportions';
import type { PresentContext, Results } from '../contract';
import type { StepParam } from '../step-params';
import { countOf, numberOf, ratio } from '../words';
import type { FunnelParams } from './params';
import { stepsOf } from './question';

/** One step as it is shown (FU12, FU16). `k` counts from 1. */
export interface Bar {
  readonly k: number;
  readonly step: StepParam;
  readonly units: number;
  /** Different customers, where the unit is another. */
  readonly people: number;
  /** Units at the mandatory step before; of the first step its own. */
  readonly before: number;
  /** The place of that step, from 1. */
  readonly after: number;
  readonly ofFirst: number | null;
  readonly ofFirstInterval: Interval | null;
  readonly ofBefore: number | null;
  readonly ofBeforeInterval: Interval | null;
  /** Microseconds from the mandatory step before; null where nobody came. */
  readonly median: number | null;
  readonly p90: number | null;
  readonly provisional: boolean;
}

export interface Outcome {
  readonly bars: readonly Bar[];
  readonly converted: number;
  /** Conversions that rely on same-time rows. */
  readonly tied: number;
  /** Units that did not convert and still have time. */
  readonly open: number;
  readonly dated: boolean;
}

/** The rows of one part of the cell's answer. */
export const partOf = (results: Results, part: string): readonly Row[] => (results['funnel'] ?? []).filter((row) => row['part'] === part);

/** The bars of one set of rows of `barsSql`. */
export function barsOf(steps: readonly StepParam[], rows: readonly Row[], open: boolean): Bar[] {
  const of = (k: number): Row | undefined => rows.find((row) => numberOf(row['k']) === k);
  const first = countOf(of(1), 'units');
  return steps.map((step, place): Bar => {
    const k = place + 1;
    const after = Math.max(1, steps.slice(0, place).findLastIndex((each) => !each.optional) + 1);
    const units = countOf(of(k), 'units');
    const before = countOf(of(after), 'units');
    return {
      k,
      step,
      units,
      people: countOf(of(k), 'people'),
      before,
      after,
      ofFirst: ratio(units, first),
      ofFirstInterval: wilson(units, first),
      ofBefore: ratio(units, before),
      ofBeforeInterval: wilson(units, before),
      median: numberOf(of(k)?.['median']),
      p90: numberOf(of(k)?.['p90']),
      provisional: open && k > 1,
    };
  });
}

export function outcomeOf(results: Results, params: FunnelParams, { model }: PresentContext): Outcome {
  const account = partOf(results, 'account');
  const sum = (key: string): number => account.reduce((total, row) => total + countOf(row, key), 0);
  const open = sum('open');
  return {
    bars: barsOf(stepsOf(params, model), partOf(results, 'bars'), open > 0),
    converted: sum('converted'),
    tied: sum('tied'),
    open,
    dated: account.some((row) => row['dated'] === true),
  };
}
