import { compareNps } from '#core/stats/nps-waves';
import { npsInterval, npsScore, type NpsCounts } from '#core/stats/nps';
import { falseDiscovery, pooledZ, wilson } from '#core/stats/proportions';
import type { Results } from '../contract';
import { countOf } from '../words';
import type { SatisfactionParams } from './params';
import { kindOf, scaleOf } from './scale';

/** SA8: smaller groups are marked and never named. */
export const SMALLEST = 30;

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
}

export interface Satisfaction {
  readonly whole: Group;
  /** Empty without a split; else by value, the best first, those without a value last. */
  readonly groups: readonly Group[];
  /** SA9. */
  readonly named: Group | null;
}

const npsOf = ({ high, middle, low }: Group): NpsCounts => ({ promoters: high, passives: middle, detractors: low });

function makeGroup(part: string | null, byScore: readonly number[], lowCustomers: number, params: SatisfactionParams): Group {
  const { low: first } = scaleOf(params);
  const sum = (kind: string): number => byScore.reduce((total, n, at) => total + (kindOf(first + at, params) === kind ? n : 0), 0);
  const answers = byScore.reduce((total, n) => total + n, 0);
  const points = byScore.reduce((total, n, at) => total + n * (first + at), 0);
  const bare = { part, answers, high: sum('high'), middle: sum('middle'), low: sum('low'), lowCustomers, byScore };
  const counts = { promoters: bare.high, passives: bare.middle, detractors: bare.low };
  const interval = params.measure === 'nps' ? npsInterval(counts) : wilson(bare.high, answers);
  return {
    ...bare,
    value: params.measure === 'nps' ? npsScore(counts) : answers > 0 ? bare.high / answers : null,
    from: interval?.low ?? null,
    to: interval?.high ?? null,
    mean: answers > 0 ? points / answers : null,
  };
}

/** The p-value of a group against all others; null where nothing can be said. */
function against(group: Group, whole: Group, { measure }: SatisfactionParams): number | null {
  const rest = {
    high: whole.high - group.high,
    middle: whole.middle - group.middle,
    low: whole.low - group.low,
    answers: whole.answers - group.answers,
  };
  if (group.answers < SMALLEST || rest.answers < SMALLEST) return null;
  if (measure !== 'nps') return pooledZ(group.high, group.answers, rest.high, rest.answers)?.p ?? null;
  return compareNps(npsOf(group), { promoters: rest.high, passives: rest.middle, detractors: rest.low })?.p ?? null;
}

function nameGroup(groups: readonly Group[], whole: Group, params: SatisfactionParams): Group | null {
  const tested = groups.flatMap((group) => {
    const p = group.part === null ? null : against(group, whole, params);
    return p === null ? [] : [{ group, p }];
  });
  const q = falseDiscovery(tested.map(({ p }) => p));
  const far = ({ value }: Group): number => Math.abs((value ?? 0) - (whole.value ?? 0));
  return (
    tested
      .filter((_, at) => q[at]! <= 0.05)
      .map(({ group }) => group)
      .toSorted((one, other) => far(other) - far(one))[0] ?? null
  );
}

/** The rows of the query as groups (SA4–SA9). */
export function readGroups(results: Results, params: SatisfactionParams): Satisfaction {
  const { low, high } = scaleOf(params);
  const scores = new Map<string | null, number[]>();
  const all = Array.from({ length: high - low + 1 }, () => 0);
  for (const row of results['scores'] ?? []) {
    const part = (row['part'] ?? null) as string | null;
    const own = scores.get(part) ?? all.map(() => 0);
    scores.set(part, own);
    own[countOf(row, 'score') - low] = countOf(row, 'answers');
  }
  for (const own of scores.values()) own.forEach((n, at) => (all[at] = all[at]! + n));
  const lowOf = (part: string | null): number =>
    countOf(
      (results['low'] ?? []).find((row) => (row['part'] ?? null) === part),
      'customers',
    );
  const groups = params.split === null ? [] : [...scores].map(([part, own]) => makeGroup(part, own, lowOf(part), params));
  const whole = makeGroup(null, all, countOf(results['low_all']?.[0], 'customers'), params);
  const order = (one: Group, other: Group): number =>
    one.part === null || other.part === null
      ? Number(one.part === null) - Number(other.part === null)
      : (other.value ?? 0) - (one.value ?? 0);
  const sorted = groups.toSorted(order);
  return { whole, groups: sorted, named: nameGroup(sorted, whole, params) };
}
