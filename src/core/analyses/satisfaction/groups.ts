import type { Row } from '#core/model/columns';
import { compareWithRest } from '#core/stats/findings';
import { npsInterval, npsScore, type NpsCounts } from '#core/stats/nps';
import { compareNpsWithRest } from '#core/stats/nps-findings';
import { wilson } from '#core/stats/proportions';
import { textIn } from '../answer-periods';
import { CODES } from '../answer-split';
import type { Results } from '../contract';
import { countOf } from '../words';
import type { SatisfactionParams } from './params';
import { kindOf, scaleOf } from './scale';

/** SA8: smaller groups are marked and never named. */
export const SMALLEST = 30;

/** A difference in points of NPS or of shares, with its interval; q null where nothing was judged. */
export interface Difference {
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly q: number | null;
}

/** Answers of a group; `value` in points of NPS or as a share, its interval the same. */
export interface Group {
  /** Null: all answers, or those without a value of the split. */
  readonly part: string | null;
  readonly answers: number;
  readonly high: number;
  readonly middle: number;
  readonly low: number;
  /** Distinct customers with a low answer. */
  readonly lowCustomers: number;
  readonly value: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly mean: number | null;
  readonly byScore: readonly number[];
  /** Against all other answers (SA9); null where they are not compared. */
  readonly rest: Difference | null;
}

export interface Satisfaction {
  readonly whole: Group;
  /** Empty without a split; else by value, the best first, those without a value last. Bands and stages keep their own order. */
  readonly groups: readonly Group[];
  /** SA9. */
  readonly named: Group | null;
}

export const npsOf = ({ high, middle, low }: Group): NpsCounts => ({ promoters: high, passives: middle, detractors: low });

/** Answers by score, lowest first, as a group. */
export function makeGroup(part: string | null, byScore: readonly number[], lowCustomers: number, params: SatisfactionParams): Group {
  const { low: first } = scaleOf(params);
  const sum = (kind: string): number => byScore.reduce((total, n, at) => total + (kindOf(first + at, params) === kind ? n : 0), 0);
  const answers = byScore.reduce((total, n) => total + n, 0);
  const points = byScore.reduce((total, n, at) => total + n * (first + at), 0);
  const bare = { part, answers, high: sum('high'), middle: sum('middle'), low: sum('low'), lowCustomers, byScore };
  const counts = { promoters: bare.high, passives: bare.middle, detractors: bare.low };
  const interval = params.measure === 'nps' ? npsInterval(counts, params.interval) : wilson(bare.high, answers);
  return {
    ...bare,
    value: params.measure === 'nps' ? npsScore(counts) : answers > 0 ? bare.high / answers : null,
    from: interval?.low ?? null,
    to: interval?.high ?? null,
    mean: answers > 0 ? points / answers : null,
    rest: null,
  };
}

/** Rows with `score` and `answers` as counts by score, one list for each key. */
export function tally<Key>(rows: readonly Row[], keyOf: (row: Row) => Key, params: SatisfactionParams): Map<Key, number[]> {
  const { low, high } = scaleOf(params);
  const found = new Map<Key, number[]>();
  for (const row of rows) {
    const own = found.get(keyOf(row)) ?? Array.from({ length: high - low + 1 }, () => 0);
    found.set(keyOf(row), own);
    own[countOf(row, 'score') - low]! += countOf(row, 'answers');
  }
  return found;
}

/** SA9: the groups with their differences to the others, as far as both sides are large enough. */
function compared(groups: readonly Group[], whole: Group, params: SatisfactionParams): Group[] {
  const large = groups.filter(({ answers }) => answers >= SMALLEST && whole.answers - answers >= SMALLEST);
  const differences =
    params.measure === 'nps'
      ? compareNpsWithRest(large.map(npsOf), npsOf(whole), params.interval)
      : compareWithRest(
          large.map(({ high, answers }) => ({ hits: high, n: answers })),
          { hits: whole.high, n: whole.answers },
        ).map(({ difference, interval, q }) =>
          difference === null ? null : { difference, low: interval?.low ?? null, high: interval?.high ?? null, q },
        );
  return groups.map((group) => {
    const found = differences[large.indexOf(group)] ?? null;
    return { ...group, rest: found && { difference: found.difference, low: found.low, high: found.high, q: found.q } };
  });
}

/** The group that differs most from the others, beyond chance; those without a value are never named. */
const nameGroup = (groups: readonly Group[]): Group | null =>
  groups
    .filter(({ part, rest }) => part !== null && (rest?.q ?? 1) <= 0.05)
    .toSorted((one, other) => Math.abs(other.rest!.difference) - Math.abs(one.rest!.difference))[0] ?? null;

const codeOf = ({ part }: Group): number => CODES.findIndex((code) => code === part);

/** The rows of the query as groups (SA4–SA9). */
export function readGroups(results: Results, params: SatisfactionParams): Satisfaction {
  const { low, high } = scaleOf(params);
  const none = Array.from({ length: high - low + 1 }, () => 0);
  const all = tally(results['whole'] ?? [], () => null, params).get(null) ?? none;
  const lowOf = (part: string | null): number =>
    countOf(
      (results['low'] ?? []).find((row) => textIn(row, 'part') === part),
      'customers',
    );
  const split = tally(results['scores'] ?? [], (row) => textIn(row, 'part'), params);
  const whole = makeGroup(null, all, countOf(results['low_all']?.[0], 'customers'), params);
  const groups = compared(
    [...split].map(([part, own]) => makeGroup(part, own, lowOf(part), params)),
    whole,
    params,
  );
  const coded = params.split === '@stage' || params.split === '@since_order';
  const order = (one: Group, other: Group): number => {
    if (one.part === null || other.part === null) return Number(one.part === null) - Number(other.part === null);
    return coded ? codeOf(one) - codeOf(other) : (other.value ?? 0) - (one.value ?? 0);
  };
  const sorted = groups.toSorted(order);
  return { whole, groups: sorted, named: nameGroup(sorted) };
}
