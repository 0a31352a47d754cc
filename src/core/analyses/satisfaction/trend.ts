import type { Row } from '#core/model/columns';
import { isComplete } from '#core/query/days';
import { compareWithRest } from '#core/stats/findings';
import { compareNps, pairedNps, type NpsChanges } from '#core/stats/nps-waves';
import { falseDiscovery } from '#core/stats/proportions';
import { mixHasChanged, periodsOf, textIn } from '../answer-periods';
import type { PresentContext, Results } from '../contract';
import { countOf } from '../words';
import { makeGroup, npsOf, SMALLEST, tally, type Difference, type Group } from './groups';
import type { SatisfactionParams } from './params';
import { kindOf } from './scale';

/** At most so many lines are drawn, those with most answers (SA11). */
const MOST_LINES = 5;

/** One line's answers of one period. */
export interface Point {
  readonly period: string;
  /** Null: all answers of the period, or those without a value. */
  readonly group: Group;
  /** `as_of` cuts it. */
  readonly provisional: boolean;
  /** Against the period before it; null where nothing can be said (SA12, SA13). */
  readonly change: (Difference & { readonly before: string; readonly pairs: number | null }) | null;
}

export interface Trend {
  /** In their order. */
  readonly periods: readonly string[];
  /** What the lines are: one for all, one for each mode, one for each group. */
  readonly by: 'all' | 'mode' | 'part';
  /** The drawn lines, the one with most answers first. */
  readonly lines: readonly (string | null)[];
  /** Of all lines, period by period. */
  readonly points: readonly Point[];
  readonly mixChanged: boolean;
  /** The latest change judged, of several lines the clearest. */
  readonly latest: Point | null;
}

/** Student on each customer's change; a share changes by −1, 0 or 1 (SA13). */
function pairedChange(rows: readonly Row[], params: SatisfactionParams) {
  const worth = (score: number): number => {
    const kind = kindOf(score, params);
    return kind === 'high' ? 1 : kind === 'low' && params.measure === 'nps' ? -1 : 0;
  };
  const changes = [0, 0, 0, 0, 0];
  for (const row of rows) changes[2 + worth(countOf(row, 'score')) - worth(countOf(row, 'before'))]! += countOf(row, 'customers');
  const found = pairedNps(changes as unknown as NpsChanges);
  const unit = params.measure === 'nps' ? 1 : 0.01;
  return found && { difference: found.difference * unit, low: found.low * unit, high: found.high * unit, p: found.p, pairs: found.n };
}

function independentChange(now: Group, before: Group, params: SatisfactionParams) {
  if (params.measure === 'nps') {
    const found = compareNps(npsOf(now), npsOf(before), params.interval);
    return found && { difference: found.difference, low: found.low, high: found.high, p: found.p, pairs: null };
  }
  const [found] = compareWithRest([now, before].map(({ high, answers }) => ({ hits: high, n: answers })));
  if (!found || found.difference === null) return null;
  return { difference: found.difference, low: found.interval?.low ?? null, high: found.interval?.high ?? null, p: found.p, pairs: null };
}

type Bare = Omit<Point, 'change'>;

function changesOf(
  points: readonly Bare[],
  periods: readonly string[],
  by: Trend['by'],
  results: Results,
  params: SatisfactionParams,
): Point[] {
  const pairsOf = ({ period, group }: Bare): Row[] =>
    (results['pairs'] ?? []).filter((row) => row['period'] === period && (by === 'all' || textIn(row, 'line') === group.part));
  const found = points.map((point) => {
    const before = periods[periods.indexOf(point.period) - 1];
    const earlier = points.find(({ period, group }) => period === before && group.part === point.group.part);
    if (before === undefined || !earlier || point.group.answers === 0) return null;
    const change =
      params.compare === 'paired' ? pairedChange(pairsOf(point), params) : independentChange(point.group, earlier.group, params);
    if (!change) return null;
    const enough = change.pairs === null ? Math.min(point.group.answers, earlier.group.answers) : change.pairs;
    return { ...change, before, judged: enough >= SMALLEST && change.p !== null && !point.provisional && !earlier.provisional };
  });
  const judged = found.flatMap((each, at) => (each?.judged ? [at] : []));
  const q = falseDiscovery(judged.map((at) => found[at]!.p!));
  return points.map((point, at) => {
    const each = found[at];
    if (!each) return { ...point, change: null };
    const { difference, low, high, before, pairs } = each;
    return { ...point, change: { difference, low, high, before, pairs, q: q[judged.indexOf(at)] ?? null } };
  });
}

function latestOf(points: readonly Point[], periods: readonly string[]): Point | null {
  const judged = points.filter(({ change }) => (change?.q ?? null) !== null);
  const last = Math.max(...judged.map(({ period }) => periods.indexOf(period)));
  return judged.filter(({ period }) => periods.indexOf(period) === last).toSorted((a, b) => a.change!.q! - b.change!.q!)[0] ?? null;
}

/** The rows of the query as a trend (SA11–SA13); null without one. */
export function readTrend(results: Results, params: SatisfactionParams, context: PresentContext): Trend | null {
  if (params.over === 'none') return null;
  const { over } = params;
  const rows = results['trend'] ?? [];
  const periods = periodsOf(rows);
  const mixChanged = mixHasChanged(results['mix'] ?? []);
  const by = params.split !== null ? 'part' : mixChanged ? 'mode' : 'all';
  const lineOf = (row: Row): string | null => (by === 'all' ? null : textIn(row, 'line'));
  const low = results[by === 'all' ? 'low_periods' : 'low_lines'] ?? [];
  const bare = periods.flatMap((period) => {
    const lines = tally(
      rows.filter((row) => row['period'] === period),
      lineOf,
      params,
    );
    return [...lines].map(([line, byScore]): Bare => {
      const own = low.find((row) => row['period'] === period && (by === 'all' || textIn(row, 'line') === line));
      const provisional = over !== 'wave' && !isComplete(over, period, context.asOf);
      return { period, group: makeGroup(line, byScore, countOf(own, 'customers'), params), provisional };
    });
  });
  const answers = new Map<string | null, number>();
  for (const { group } of bare) answers.set(group.part, (answers.get(group.part) ?? 0) + group.answers);
  const lines = [...answers].toSorted(([, a], [, b]) => b - a).map(([line]) => line);
  const comparable = !mixChanged || by === 'mode' || params.split === 'surveys.mode';
  const points = comparable ? changesOf(bare, periods, by, results, params) : bare.map((point): Point => ({ ...point, change: null }));
  return { periods, by, lines: lines.slice(0, MOST_LINES), points, mixChanged, latest: latestOf(points, periods) };
}
