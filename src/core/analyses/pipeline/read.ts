import type { Row } from '#core/model/columns';
import { compareWithRest, type RestComparison } from '#core/stats/findings';
import { wilson, type Interval } from '#core/stats/proportions';
import { kaplanMeier } from '#core/stats/survival';
import { survivalQuantile } from '#core/stats/survival-summary';
import type { PresentContext, Results } from '../contract';
import { countOf, numberOf, ratio } from '../words';
import type { PipelineParams } from './params';
import { hasHistory, stagesOf } from './question';

/** PF11, PF15: fewer are shown and never judged. */
export const SMALLEST = 30;
/** PF9: with a greater share of the lost deals in no known stage, nothing is said of how far deals come. */
const MOST_UNKNOWN = 0.05;

/** Deals that passed a stage; `k` is its place, the one after the last stage is `won`. */
export interface Stage {
  readonly k: number;
  /** Null: won. */
  readonly name: string | null;
  readonly deals: number;
  readonly amount: number | null;
  readonly customers: number;
  /** Of the deals of the stage before, those that passed this one; null at the first. */
  readonly ofBefore: number | null;
  readonly interval: Interval | null;
  readonly before: number;
  readonly ofFirst: number | null;
  /** That came no further: there still, or lost. */
  readonly open: number;
  readonly lost: number;
  /** Median days in the stage; null where nothing says, or where fewer than half have left it. */
  readonly days: number | null;
}

/** Deals of a value of the split; null: without one. */
export interface Group {
  readonly part: string | null;
  readonly deals: number;
  readonly won: number;
  readonly lost: number;
  readonly wonAmount: number | null;
  readonly wonCustomers: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
  readonly against: RestComparison;
}

export interface Pipeline {
  /** With a last one for won. Deals, shares and days are those of deals whose way is known. */
  readonly stages: readonly Stage[];
  /** Whether what lost deals passed is known (PF9). */
  readonly known: boolean;
  readonly whole: Row;
  readonly deals: number;
  readonly won: number;
  readonly lost: number;
  readonly open: number;
  readonly lostUnknown: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
  readonly days: Readonly<Record<'won' | 'lost', { readonly mean: number | null; readonly median: number | null }>>;
  /** The most closed deals first, those without a value last; empty without a split. */
  readonly groups: readonly Group[];
  /** PF15. */
  readonly named: Group | null;
}

const EMPTY: Row = {};

function daysAt(stays: readonly Row[], k: number): number | null {
  const subjects = stays
    .filter((row) => countOf(row, 'k') === k)
    // A stay that ends on the day it began still ends.
    .map((row) => ({ entry: -1, exit: countOf(row, 'waited'), event: row['gone'] === true, count: countOf(row, 'stays') }));
  return subjects.length === 0 ? null : survivalQuantile(kaplanMeier(subjects), 0.5).time;
}

function readStages(results: Results, names: readonly string[]): Stage[] {
  const passed = results['stages'] ?? [];
  const standing = results['standing'] ?? [];
  const at = (k: number): Row | undefined => passed.find((row) => countOf(row, 'k') === k);
  const here = (state: string, k: number): number =>
    countOf(
      standing.find((row) => row['state'] === state && row['k'] !== null && countOf(row, 'k') === k),
      'deals',
    );
  return [...names, null].map((name, place): Stage => {
    const k = place + 1;
    const row = at(k);
    const before = k === 1 ? 0 : countOf(at(k - 1), 'deals');
    const both = countOf(row, 'from_before');
    const interval = k === 1 ? null : wilson(both, before);
    return {
      k,
      name,
      deals: countOf(row, 'deals'),
      amount: numberOf(row?.['amount']),
      customers: countOf(row, 'customers'),
      ofBefore: k === 1 ? null : ratio(both, before),
      interval,
      before,
      ofFirst: ratio(countOf(row, 'from_first'), countOf(at(1), 'deals')),
      open: here('open', k),
      lost: here('lost', k),
      days: name === null ? null : daysAt(results['stays'] ?? [], k),
    };
  });
}

function readGroups(rows: readonly Row[]): Group[] {
  const counts = rows.map((row) => ({ hits: countOf(row, 'won'), n: countOf(row, 'won') + countOf(row, 'lost') }));
  const compared = compareWithRest(counts);
  return rows
    .map((row, at): Group => {
      const { hits, n } = counts[at]!;
      return {
        part: (row['part'] ?? null) as string | null,
        deals: countOf(row, 'deals'),
        won: hits,
        lost: n - hits,
        wonAmount: numberOf(row['won_amount']),
        wonCustomers: countOf(row, 'won_customers'),
        rate: ratio(hits, n),
        interval: wilson(hits, n),
        against: compared[at]!,
      };
    })
    .toSorted((one, other) => Number(one.part === null) - Number(other.part === null) || closedOf(other) - closedOf(one));
}

export const closedOf = ({ won, lost }: Pick<Group, 'won' | 'lost'>): number => won + lost;

/** The farthest of the groups that differ beyond chance (PF15). */
function nameGroup(groups: readonly Group[]): Group | null {
  const differing = groups.filter((group) => {
    const { q, difference } = group.against;
    return group.part !== null && closedOf(group) >= SMALLEST && q !== null && q <= 0.05 && difference !== null;
  });
  return differing.toSorted((one, other) => Math.abs(other.against.difference!) - Math.abs(one.against.difference!))[0] ?? null;
}

/** The answers of the queries as numbers. */
export function readPipeline(results: Results, params: PipelineParams, context: PresentContext): Pipeline {
  const whole = results['whole']?.[0] ?? EMPTY;
  const [deals, won, lost] = (['deals', 'won', 'lost'] as const).map((key) => countOf(whole, key)) as [number, number, number];
  const days = (state: 'won' | 'lost') => {
    const row = (results['days'] ?? []).find((each) => each['state'] === state);
    return { mean: numberOf(row?.['mean']), median: numberOf(row?.['median']) };
  };
  const groups = readGroups(results['groups'] ?? []);
  const lostUnknown = countOf(whole, 'lost_unknown');
  return {
    stages: readStages(results, stagesOf(params, context)),
    known: lostUnknown <= lost * (hasHistory(context) ? MOST_UNKNOWN : 0),
    whole,
    deals,
    won,
    lost,
    open: deals - won - lost,
    lostUnknown,
    rate: ratio(won, won + lost),
    interval: wilson(won, won + lost),
    days: { won: days('won'), lost: days('lost') },
    groups,
    named: nameGroup(groups),
  };
}
