import type { Row } from '#core/model/columns';
import { logRank } from '#core/stats/log-rank';
import { falseDiscovery, newcombe, wilson, type Interval } from '#core/stats/proportions';
import { kaplanMeier, survivalAt, type Subject, type SurvivalCurve } from '#core/stats/survival';
import { survivalInterval, survivalQuantile, type SurvivalTime } from '#core/stats/survival-summary';
import type { Results } from '../contract';
import { countOf } from '../words';
import { BY_DAYS, ORDERS, type RepurchaseParams } from './params';

/** RP12: fewer customers are shown and never named. */
export const SMALLEST = 30;

/** A share who have ordered by a day, with its interval. */
export interface Reached {
  readonly share: number;
  readonly interval: Interval | null;
}

/** The waits for one order, of all customers or of one value. */
export interface Waits {
  readonly nth: number;
  /** Of a breakdown; null of all. */
  readonly slot: number | null;
  /** Null of all, of all other values, and of none. */
  readonly value: string | null;
  readonly customers: number;
  readonly came: number;
  readonly mature: number;
  /** Of the mature, those who ordered within N days. */
  readonly within: number;
  readonly rate: number | null;
  readonly rateInterval: Interval | null;
  /** Days; each null where it is not reached. */
  readonly usual: SurvivalTime;
  /** By the days of `BY_DAYS`; null where nobody was followed so long. */
  readonly byDay: readonly (Reached | null)[];
  readonly curve: SurvivalCurve;
  readonly subjects: readonly Subject[];
}

/** A value against all others (RP8). */
export interface ComparedWaits {
  readonly waits: Waits;
  readonly rest: number;
  /** Within N days, over mature customers. */
  readonly difference: number;
  readonly interval: Interval | null;
  readonly p: number;
  readonly q: number;
}

export interface Repurchase {
  /** Orders 2, 3, 4; of a breakdown order 2 alone. */
  readonly orders: readonly Waits[];
  readonly values: readonly Waits[];
  readonly compared: readonly ComparedWaits[];
  readonly named: ComparedWaits | null;
}

/** RP4: with fewer still followed, one more order would move the curve too far. */
const FEWEST_FOLLOWED = 10;

function isKnown({ steps, subjects }: SurvivalCurve, day: number): boolean {
  const last = steps.at(-1);
  if (subjects < FEWEST_FOLLOWED) return last !== undefined && (last.time >= day || last.survival <= 0);
  return (steps.find(({ time }) => time >= day)?.atRisk ?? 0) >= FEWEST_FOLLOWED;
}

/** The last day by which a share is given; 0 where there is none. */
export const lastKnownDay = (curve: SurvivalCurve): number => curve.steps.findLast(({ time }) => isKnown(curve, time))?.time ?? 0;

/** The share who have ordered by a day; null beyond what is known (RP4). */
export function reachedBy(curve: SurvivalCurve, day: number, { interval: type }: Pick<RepurchaseParams, 'interval'>): Reached | null {
  if (!isKnown(curve, day)) return null;
  const point = survivalAt(curve, day);
  const interval = survivalInterval(point, type);
  return { share: 1 - point.survival, interval: interval && { low: 1 - interval.high, high: 1 - interval.low } };
}

function waitsOf(rows: readonly Row[], nth: number, slot: number | null, params: RepurchaseParams): Waits {
  const subjects = rows.map((row): Subject => ({
    exit: countOf(row, 'days'),
    event: row['came'] === true,
    count: countOf(row, 'customers'),
  }));
  const curve = kaplanMeier(subjects);
  const sum = (key: string, of: (row: Row) => boolean = () => true): number =>
    rows.reduce((total, row) => total + (of(row) ? countOf(row, key) : 0), 0);
  const came = (row: Row): boolean => row['came'] === true;
  const mature = sum('mature');
  const within = sum('mature', (row) => came(row) && countOf(row, 'days') <= params.days);
  const value = slot === null ? null : rows[0]?.['value'];
  return {
    nth,
    slot,
    value: typeof value === 'string' ? value : null,
    customers: sum('customers'),
    came: sum('customers', came),
    mature,
    within,
    rate: mature > 0 ? within / mature : null,
    rateInterval: wilson(within, mature),
    usual: survivalQuantile(curve, 0.5, params.interval),
    byDay: BY_DAYS.map((day) => reachedBy(curve, day, params)),
    curve,
    subjects,
  };
}

/** Each value large enough against all others by log-rank, q over these (RP8). */
function compare(values: readonly Waits[], whole: Waits): ComparedWaits[] {
  const tested = values.flatMap((waits) => {
    const rest = { mature: whole.mature - waits.mature, within: whole.within - waits.within };
    if (Math.min(waits.customers, whole.customers - waits.customers, waits.mature, rest.mature) < SMALLEST) return [];
    const others = values.filter((other) => other !== waits).flatMap(({ subjects }) => subjects);
    const test = logRank([waits.subjects, others]);
    if (!test) return [];
    const share = rest.within / rest.mature;
    return [
      {
        waits,
        rest: share,
        difference: waits.within / waits.mature - share,
        interval: newcombe(waits.within, waits.mature, rest.within, rest.mature),
        p: test.p,
      },
    ];
  });
  const q = falseDiscovery(tested.map(({ p }) => p));
  return tested.map((each, at): ComparedWaits => ({ ...each, q: q[at]! }));
}

/** The rows of the query as curves with their numbers (RP2–RP8). */
export function readWaits(results: Results, params: RepurchaseParams): Repurchase {
  const rows = results['waits'] ?? [];
  const orders = (params.breakdown === null ? ORDERS : ORDERS.slice(0, 1)).map((nth) =>
    waitsOf(
      rows.filter((row) => countOf(row, 'nth') === nth),
      nth,
      null,
      params,
    ),
  );
  const slots = params.breakdown === null ? [] : [...new Set(rows.map((row) => countOf(row, 'slot')))].toSorted((a, b) => a - b);
  const values = slots.map((slot) =>
    waitsOf(
      rows.filter((row) => countOf(row, 'slot') === slot),
      2,
      slot,
      params,
    ),
  );
  const compared = compare(values, orders[0]!);
  const named = compared.filter(({ q }) => q <= 0.05).toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0] ?? null;
  return { orders, values, compared, named };
}
