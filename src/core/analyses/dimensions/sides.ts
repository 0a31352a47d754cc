import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import { isComplete } from '#core/query/days';
import { alphaOfVariances } from '#core/stats/cronbach';
import { compareWithRest } from '#core/stats/findings';
import { meanInterval, momentsOfCounts, welch, welchInterval, type Moments } from '#core/stats/means';
import { falseDiscovery, wilson, type Interval } from '#core/stats/proportions';
import { mixHasChanged, periodsOf, textIn } from '../answer-periods';
import type { PresentContext, Results } from '../contract';
import { gradeScale } from '../graded-columns';
import { countOf, numberOf } from '../words';
import { dimensionsOf, dimensionText } from './known';
import type { DimensionsParams } from './params';

/** Fewer grades are shown, and nothing is said of them. */
export const SMALLEST = 30;

/** The grades of a dimension, or of a group of it. */
export interface Grades {
  readonly moments: Moments;
  readonly interval: Interval | null;
  readonly low: number;
  readonly best: number;
  readonly bestInterval: Interval | null;
  readonly lowCustomers: number;
}

export interface Dimension extends Grades {
  readonly key: string;
  readonly label: Text;
  readonly known: boolean;
  /** DI6; q null where there are too few. */
  readonly change: (Interval & { readonly difference: number; readonly q: number | null }) | null;
  /** DI4: by group; null: those without a value. */
  readonly groups: ReadonlyMap<string | null, Grades>;
}

/** A product or an agent whose grades of the lowest dimension are low more often than the others' (DI8). */
export interface Behind {
  readonly part: string;
  readonly share: number;
  readonly rest: number;
}

export interface Dimensions {
  readonly answers: number;
  /** In their order (DI1). */
  readonly sides: readonly Dimension[];
  /** Most grades first; those without a value last. Empty without groups. */
  readonly groups: readonly (string | null)[];
  readonly alpha: { readonly value: number; readonly answers: number } | null;
  /** The two periods compared, oldest first; null where there are none. */
  readonly compared: readonly [string, string] | null;
  readonly mixChanged: boolean;
  readonly lowest: Dimension | null;
  /** Whether the lowest stands apart from all others (DI7). */
  readonly apart: boolean;
  readonly product: Behind | null;
  readonly agent: Behind | null;
}

function gradesOf(rows: readonly Row[], lowCustomers: number, { points }: DimensionsParams): Grades {
  const scale = gradeScale(points);
  const counts = rows.map((row) => ({ value: countOf(row, 'score'), count: countOf(row, 'answers') }));
  const moments = momentsOfCounts(counts);
  const sum = (test: (value: number) => boolean): number => counts.reduce((n, { value, count }) => n + (test(value) ? count : 0), 0);
  const best = sum((value) => value >= scale.best);
  const low = sum((value) => value < scale.middle);
  return { moments, interval: meanInterval(moments), low, best, bestInterval: wilson(best, moments.n), lowCustomers };
}

/** The periods that are compared: the latest that is over, and the one before it with answers. */
function comparedPeriods(rows: readonly Row[], { over }: DimensionsParams, asOf: string): readonly [string, string] | null {
  const whole = periodsOf(rows).filter((period) => over === 'wave' || over === 'none' || isComplete(over, period, asOf));
  const [now, before] = [whole.at(-1), whole.at(-2)];
  return now === undefined || before === undefined ? null : [before, now];
}

/** DI6: the change of each dimension, in their order. */
function changesOf(
  keys: readonly string[],
  rows: readonly Row[],
  [before, now]: readonly [string, string],
  params: DimensionsParams,
): Dimension['change'][] {
  const of = (side: string, period: string): Moments =>
    gradesOf(
      rows.filter((row) => row['side'] === side && row['period'] === period),
      0,
      params,
    ).moments;
  const pairs = keys.map((side) => [of(side, now), of(side, before)] as const);
  const tests = pairs.map(([a, b]) => (Math.min(a.n, b.n) >= SMALLEST ? welch(a, b) : null));
  const judged = tests.flatMap((test, at) => (test ? [at] : []));
  const q = falseDiscovery(judged.map((at) => tests[at]!.p));
  return pairs.map(([a, b], at) => {
    if (a.mean === null || b.mean === null) return null;
    const interval = welchInterval(a, b);
    const difference = a.mean - b.mean;
    return { difference, low: interval?.low ?? difference, high: interval?.high ?? difference, q: q[judged.indexOf(at)] ?? null };
  });
}

/** DI8: of each list the part that is low most often beyond the others. */
function behindOf(lists: readonly (readonly Row[])[], side: Dimension): (Behind | null)[] {
  const whole = { hits: side.low, n: side.moments.n };
  const large = lists.map((rows) =>
    rows.filter((row) => row['side'] === side.key && countOf(row, 'answers') >= SMALLEST && whole.n - countOf(row, 'answers') >= SMALLEST),
  );
  const found = compareWithRest(
    large.flat().map((row) => ({ hits: countOf(row, 'low'), n: countOf(row, 'answers') })),
    whole,
  );
  let at = 0;
  return large.map((rows) => {
    const own = rows.map((row) => ({ row, ...found[at++]! }));
    const above = own.filter(({ difference, q }) => difference !== null && difference > 0 && q !== null && q <= 0.05);
    const worst = above.toSorted((a, b) => b.difference! - a.difference!)[0];
    return worst ? { part: String(worst.row['part']), share: worst.share!, rest: worst.rest! } : null;
  });
}

function alphaOf(row: Row | undefined, dimensions: number): Dimensions['alpha'] {
  const answers = countOf(row, 'answers');
  const items = Array.from({ length: dimensions }, (_, at) => numberOf(row?.[`v_${at + 1}`]) ?? 0);
  const value = answers >= SMALLEST ? alphaOfVariances(items, numberOf(row?.['v_all']) ?? 0) : null;
  return value === null ? null : { value, answers };
}

function lowestOf(sides: readonly Dimension[]): Pick<Dimensions, 'lowest' | 'apart'> {
  const [lowest, ...others] = sides.filter(({ moments }) => moments.mean !== null).toSorted((a, b) => a.moments.mean! - b.moments.mean!);
  if (!lowest) return { lowest: null, apart: false };
  const ends = others.flatMap(({ interval }) => interval?.low ?? []);
  const apart =
    others.length > 0 &&
    ends.length === others.length &&
    lowest.moments.n >= SMALLEST &&
    lowest.interval !== null &&
    lowest.interval.high < Math.min(...ends);
  return { lowest, apart };
}

/** The rows of the query as dimensions (DI1–DI8). */
export function readDimensions(
  results: Results,
  params: DimensionsParams,
  model: DataModel,
  { asOf }: Pick<PresentContext, 'asOf'>,
): Dimensions {
  const columns = dimensionsOf(model, params.sides);
  const keys = columns.map((_, at) => `side_${at + 1}`);
  const periods = (results['periods'] ?? []).filter((row) => textIn(row, 'period') !== null);
  const compared = comparedPeriods(periods, params, asOf);
  const mixChanged = compared !== null && mixHasChanged((results['mix'] ?? []).filter((row) => compared.includes(String(row['period']))));
  const changes = compared && !mixChanged ? changesOf(keys, periods, compared, params) : [];
  const sides = columns.map((column, at): Dimension => {
    const key = keys[at]!;
    const own = (step: string): Row[] => (results[step] ?? []).filter((row) => row['side'] === key);
    const parts = [...new Set(own('groups').map((row) => textIn(row, 'part')))];
    const customersOf = (step: string, part?: string | null): number =>
      countOf(
        own(step).find((row) => part === undefined || textIn(row, 'part') === part),
        'customers',
      );
    const inGroup = (part: string | null): Grades =>
      gradesOf(
        own('groups').filter((row) => textIn(row, 'part') === part),
        customersOf('low_groups', part),
        params,
      );
    return {
      key,
      label: dimensionText(column),
      known: column.known !== null,
      ...gradesOf(own('grades'), customersOf('low'), params),
      change: changes[at] ?? null,
      groups: new Map(parts.map((part) => [part, inGroup(part)])),
    };
  });
  const { lowest, apart } = lowestOf(sides);
  const [product = null, agent = null] = lowest ? behindOf([results['products'] ?? [], results['agents'] ?? []], lowest) : [];
  const size = (part: string | null): number => sides.reduce((sum, { groups }) => sum + (groups.get(part)?.moments.n ?? 0), 0);
  const parts = [...new Set(sides.flatMap(({ groups }) => [...groups.keys()]))];
  return {
    answers: countOf(
      (results['account'] ?? []).find(({ place }) => place === 'counted'),
      'answers',
    ),
    sides,
    groups: parts.toSorted((a, b) => Number(a === null) - Number(b === null) || size(b) - size(a)),
    alpha: alphaOf(results['variances']?.[0], keys.length),
    compared,
    mixChanged,
    lowest,
    apart,
    product,
    agent,
  };
}
