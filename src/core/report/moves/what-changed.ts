import type { Unit } from '#core/messages/unit';
import type { Presentation } from '#core/model/presentation';
import { canonicalJson } from '../json';
import { sameAsked } from '../same-asked';
import type { Report } from '../types';
import { numbersOf, rowKey, rowsCompared, type Numbered } from './numbers';
import type { CellMoves, Move, Moved, ResultsOnDay, WhatChanged } from './types';

/** WC4 */
const FEWEST = 30;
/** WC3: of the larger of both amounts; and of a rate. */
const LEAST = { share: 0.01, points: 0.005 } as const;
const NAMED = 5;
const SORTS: readonly Moved['is'][] = ['figure', 'number', 'row'];
/** Differences that come of adding in another order. */
const NOISE = 1e-9;

const isRate = (unit: Unit): boolean => unit === 'rate' || unit === 'points';

function hasMoved(unit: Unit, before: number, after: number): boolean {
  const difference = Math.abs(after - before);
  if (isRate(unit)) return difference >= LEAST.points - NOISE;
  return difference > 0 && difference >= LEAST.share * Math.max(Math.abs(before), Math.abs(after)) - NOISE;
}

function moveOf(before: Numbered, { of, unit, amount: after }: Numbered): Move {
  const difference = after - before.amount;
  const relative = before.amount === 0 ? null : difference / Math.abs(before.amount);
  const size = Math.abs(difference) / Math.max(Math.abs(before.amount), Math.abs(after));
  return { of, unit, before: before.amount, after, relative, size };
}

const isSmall = ({ base }: Numbered): boolean => base !== null && base < FEWEST;
const byRank = (one: Move, other: Move): number => SORTS.indexOf(one.of.is) - SORTS.indexOf(other.of.is) || other.size - one.size;

/** Rows of one presentation that the other does not have. */
function rowsOnlyIn(one: Presentation, other: Presentation): number {
  const known = new Set(rowsCompared(other).map((row) => rowKey(row, other.table.columns)));
  return rowsCompared(one).filter((row) => !known.has(rowKey(row, one.table.columns))).length;
}

function compareCell(cellId: string, before: Presentation, after: Presentation): CellMoves {
  const old = numbersOf(before);
  const moves: Move[] = [];
  let [small, provisional] = [0, 0];
  for (const [key, now] of numbersOf(after)) {
    const then = old.get(key);
    if (then?.unit !== now.unit || !hasMoved(now.unit, then.amount, now.amount)) continue;
    if (then.provisional || now.provisional) provisional += 1;
    else if (isSmall(then) || isSmall(now)) small += 1;
    else moves.push(moveOf(then, now));
  }
  moves.sort(byRank);
  const isSame = canonicalJson(before.insight.sentences) === canonicalJson(after.insight.sentences);
  return {
    cellId,
    moves: moves.slice(0, NAMED),
    others: Math.max(0, moves.length - NAMED),
    small,
    provisional,
    come: rowsOnlyIn(after, before),
    gone: rowsOnlyIn(before, after),
    said: isSame ? { before: [], after: [] } : { before: before.insight.sentences, after: after.insight.sentences },
  };
}

/** The question alone: which files it was asked of is what changes. */
const withoutSources = (report: Report): Report => ({ ...report, sources: [] });

/** The largest move of the first sort that a cell has any of. */
const largest = ({ moves }: CellMoves): number => moves[0]?.size ?? 0;

/** What moved between two results of the same report, ranked (WC1–WC7). */
export function whatChanged(before: ResultsOnDay, after: ResultsOnDay): WhatChanged {
  const isSame = sameAsked(withoutSources(before.report), withoutSources(after.report));
  const asked = after.report.cells.filter(({ type }) => type === 'analysis' || type === 'sql').map(({ id }) => id);
  const compared: CellMoves[] = [];
  const otherwise: string[] = [];
  for (const id of asked) {
    const [then, now] = [before.cells[id], after.cells[id]];
    if (isSame(id) && then && now) compared.push(compareCell(id, then.presentation, now.presentation));
    else otherwise.push(id);
  }
  const moved = compared.filter(({ moves }) => moves.length > 0);
  return {
    asOf: { before: before.asOf, after: after.asOf },
    moved: moved.toSorted((one, other) => largest(other) - largest(one)),
    still: compared.filter(({ moves }) => moves.length === 0),
    otherwise,
  };
}
