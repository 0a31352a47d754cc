import type { Row } from '#core/model/columns';
import { periodsBetween } from '#core/query/days';
import { wilson, type Interval } from '#core/stats/proportions';
import type { PresentContext, Results } from '../contract';
import { countOf, ratio } from '../words';
import type { RevenueRetentionParams } from './params';
import { firstShown, type Movement } from './query';
import { endsOf, sourceOf, type Ends, type Source } from './source';

/** Customers who moved one way, and by how much in money of a month; never below zero. */
export interface Move {
  readonly customers: number;
  readonly money: number;
}
export type Moves = Readonly<Record<Movement, Move>>;

/** Two months set against each other: `before` + new + back + more − less − gone = `after` (RN11). */
export interface Step {
  readonly before: number;
  readonly after: number;
  readonly moves: Moves;
  /** Shares of `before` that were lost, and lost after what came back or grew (RN13). */
  readonly grossChurn: number | null;
  readonly netChurn: number | null;
}

export interface Month extends Step {
  readonly start: string;
}

export interface Reading {
  readonly source: Source;
  readonly ends: Ends;
  /** Then against now. */
  readonly whole: Step;
  /** Customers with revenue then, of them those with revenue now, and all with revenue now. */
  readonly base: number;
  readonly kept: number;
  readonly payers: number;
  readonly nrr: number | null;
  readonly grr: number | null;
  readonly logo: number | null;
  readonly logoInterval: Interval | null;
  /** Share of the largest customer then, and net retention without it (RN14). */
  readonly largest: { readonly share: number; readonly without: number | null } | null;
  readonly months: readonly Month[];
  /** Share of those who pay regularly; null from contracts, or where nobody can be judged (RN16). */
  readonly regular: number | null;
  readonly judged: number;
  /** It may be called retention. */
  readonly recurring: boolean;
}

/** Of the judged, so many must pay regularly (RN16). */
const REGULAR = 0.6;

function movesOf(rows: readonly Row[]): Moves {
  const moveOf = (movement: Movement): Move => {
    const row = rows.find((each) => each['movement'] === movement);
    return { customers: countOf(row, 'customers'), money: Math.abs(countOf(row, 'paid_after') - countOf(row, 'paid_before')) };
  };
  return { new: moveOf('new'), back: moveOf('back'), more: moveOf('more'), less: moveOf('less'), gone: moveOf('gone') };
}

const gained = ({ new: fresh, back, more }: Moves): number => fresh.money + back.money + more.money;
const lost = ({ less, gone }: Moves): number => less.money + gone.money;
/** Sums of parts of cents are cut where the engine's are. */
const tidy = (money: number): number => Math.round(money * 1e6) / 1e6 + 0;

function stepOf(before: number, moves: Moves): Step {
  const after = tidy(before + gained(moves) - lost(moves));
  const regained = moves.more.money + moves.back.money;
  return { before, after, moves, grossChurn: ratio(lost(moves), before), netChurn: ratio(lost(moves) - regained, before) };
}

/** Every month from the first with revenue, or that of the range's start, to now (RN12). */
function monthsOf(rows: readonly Row[], { now }: Ends, context: PresentContext): Month[] {
  const byMonth = new Map<string, Row[]>();
  for (const row of rows) {
    const start = String(row['month']).slice(0, 10);
    byMonth.set(start, [...(byMonth.get(start) ?? []), row]);
  }
  const first = [...byMonth.keys()].toSorted()[0];
  if (first === undefined) return [];
  let before = 0;
  const months = periodsBetween('month', first, now, context.weekStart).map((start): Month => {
    const step = stepOf(before, movesOf(byMonth.get(start) ?? []));
    before = step.after;
    return { start, ...step };
  });
  const shown = firstShown(context);
  return shown === null ? months : months.filter(({ start }) => start >= shown);
}

export function read(results: Results, params: RevenueRetentionParams, context: PresentContext): Reading {
  const bridge = results['bridge'] ?? [];
  const had = bridge.filter((row) => countOf(row, 'paid_before') > 0);
  const stayed = had.filter((row) => countOf(row, 'paid_after') > 0);
  const sum = (rows: readonly Row[], key: string): number => rows.reduce((total, row) => total + countOf(row, key), 0);
  const [then, base, kept] = [tidy(sum(had, 'paid_before')), sum(had, 'customers'), sum(stayed, 'customers')];
  const whole = stepOf(then, movesOf(bridge));
  const left = tidy(sum(had, 'paid_after'));
  const top = results['largest']?.[0];
  const largest = countOf(top, 'paid_before');
  const regular = results['regular']?.[0];
  const judged = countOf(regular, 'customers');
  const source = sourceOf(params, context.model);
  const share = ratio(countOf(regular, 'regular'), judged);
  const ends = endsOf(params, context.asOf);
  return {
    source: source.ok ? source.value : 'orders',
    ends,
    whole,
    base,
    kept,
    payers: kept + whole.moves.new.customers + whole.moves.back.customers,
    nrr: ratio(left, then),
    grr: ratio(tidy(then - lost(whole.moves)), then),
    logo: ratio(kept, base),
    logoInterval: wilson(kept, base),
    largest: then > 0 ? { share: largest / then, without: ratio(tidy(left - countOf(top, 'paid_after')), tidy(then - largest)) } : null,
    months: monthsOf(results['months'] ?? [], ends, context),
    regular: share,
    judged,
    recurring: regular === undefined || (share !== null && share >= REGULAR),
  };
}
