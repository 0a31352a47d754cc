import { movePeriod } from '#core/query/days';
import { compareWithRest, type RestComparison } from '#core/stats/findings';
import { falseDiscovery } from '#core/stats/proportions';
import { proportionTrend, type ProportionTrend } from '#core/stats/trend';
import type { ValueRow } from './cells';
import { spokenColumn, type CohortParams } from './params';
import type { Triangle } from './triangle';

/** Cohorts and values smaller than this are shown and never named. */
export const SMALLEST = 30;
/** CO27. */
const FEWEST_COHORTS = 4;

/** Memberships of one customer are not independent, and other values are no proportions of the cohort (CO21). */
export const comparesCohorts = ({ measure, rule, reference, overall }: CohortParams): boolean =>
  measure === 'rate' && rule !== 'recurring' && reference === 'first' && overall === 'pooled';

/** A tested trend and the cohorts behind it. */
export interface TestedTrend extends ProportionTrend {
  readonly cohorts: number;
  /** The same is found without the first cohort, which may hold old customers where the data begin late. */
  readonly steady: boolean;
}

/** Does one column rise or fall from cohort to cohort (CO27)? Scores are places in time, one for each period of the grain. */
export function trendOf({ cohorts }: Triangle, params: CohortParams): TestedTrend | null {
  if (params.show !== 'trend' || !comparesCohorts(params)) return null;
  const k = spokenColumn(params);
  const first = cohorts[0]?.start ?? '';
  let score = 0;
  const points = cohorts.flatMap(({ cells, size, start }) => {
    while (movePeriod(params.grain, first, score) < start) score++;
    const cell = cells.find((each) => each.k === k && each.state === 'complete');
    return cell && size >= SMALLEST ? [{ score, hits: cell.top, n: cell.bottom }] : [];
  });
  const trend = points.length >= FEWEST_COHORTS ? proportionTrend(points) : null;
  const later = trend && proportionTrend(points.slice(1));
  const steady = later !== null && later.p <= 0.05 && Math.sign(later.slope) === Math.sign(trend!.slope);
  return trend && { ...trend, cohorts: points.length, steady };
}

/** A value of the breakdown in the column spoken of, against all others together (CO32). */
export interface ComparedValue extends RestComparison {
  readonly row: ValueRow;
  readonly hits: number;
  readonly n: number;
}

/** Null where nothing may be compared; values of too few members are left out before q is taken. */
export function compareValues({ values }: Triangle, params: CohortParams): readonly ComparedValue[] | null {
  if (values.length < 2 || !comparesCohorts(params)) return null;
  const k = spokenColumn(params);
  const there = values.flatMap((row) => {
    const pooled = row.overall.find((each) => each.k === k);
    return pooled && pooled.bottom > 0 ? [{ row, hits: pooled.top, n: pooled.bottom }] : [];
  });
  const all = there.reduce((sum, { n }) => sum + n, 0);
  const large = there.filter(({ n }) => n >= SMALLEST && all - n >= SMALLEST);
  if (large.length < 2) return null;
  const small = there.filter((each) => !large.includes(each));
  const rest = { hits: small.reduce((sum, { hits }) => sum + hits, 0), n: small.reduce((sum, { n }) => sum + n, 0) };
  const compared = large.map((each) => {
    const others = [...large.filter((other) => other !== each), rest];
    const other = { hits: others.reduce((sum, { hits }) => sum + hits, 0), n: others.reduce((sum, { n }) => sum + n, 0) };
    return { ...each, ...compareWithRest([each, other])[0]! };
  });
  const q = falseDiscovery(compared.map(({ p }) => p ?? 1));
  return compared.map((each, at) => ({ ...each, q: q[at]! }));
}
