import type { Insight, Sentence } from '#core/model/presentation';
import { falseDiscovery, newcombe, pooledZ } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { amount, customersText, periodInText, ratio } from '../words';
import { unitOf, type CohortParams } from './params';
import type { Cell, Cohort } from './cells';
import type { Pooled } from './overall';
import { whenText } from './phrases';
import type { Triangle } from './triangle';

/** Cohorts smaller than this are shown and never named. */
const SMALLEST = 30;

interface Standout {
  readonly cohort: Cohort;
  readonly cell: Cell & { readonly rate: number };
  readonly others: { readonly retained: number; readonly size: number; readonly rate: number };
  readonly q: number;
}

/** Memberships of one customer are not independent, and other values are no proportions of the cohort (CO21). */
const comparesCohorts = ({ measure, rule, reference, overall }: CohortParams): boolean =>
  measure === 'rate' && rule !== 'recurring' && reference === 'first' && overall === 'pooled';

/** The cohort whose first column differs most from all the others, if more than chance would have it (CO8). */
export function standoutOf({ cohorts, overall }: Triangle, params: CohortParams): Standout | null {
  const all = overall.find(({ k }) => k === 1);
  if (!all || all.bottom === 0 || !comparesCohorts(params)) return null;
  const tested = cohorts.flatMap((cohort) => {
    const cell = cohort.cells.find((candidate) => candidate.k === 1 && candidate.state === 'complete');
    if (!cell || cohort.size < SMALLEST || all.bottom - cohort.size < SMALLEST) return [];
    const others = { retained: all.top - cell.top, size: all.bottom - cohort.size };
    const test = pooledZ(cell.top, cohort.size, others.retained, others.size);
    return test
      ? [{ cohort, cell: { ...cell, rate: cell.top / cohort.size }, others: { ...others, rate: others.retained / others.size }, p: test.p }]
      : [];
  });
  const q = falseDiscovery(tested.map((each) => each.p));
  const distance = (each: Standout): number => Math.abs(each.cell.rate - each.others.rate);
  return (
    tested
      .map(({ cohort, cell, others }, index): Standout => ({ cohort, cell, others, q: q[index] ?? 1 }))
      .filter((each) => each.q <= 0.05)
      .toSorted((a, b) => distance(b) - distance(a))[0] ?? null
  );
}

/** What the overall row says, where no cohort is named. */
function overallSentence({ k, value, top, bottom, interval, cohorts }: Pooled, params: CohortParams): Sentence {
  const when = whenText(params, k);
  const shown = amount(value, unitOf(params));
  if (params.measure !== 'rate') {
    const column = { key: `cohort_column_${params.grain}`, values: { k } } as const;
    const finding = { key: `cohort_overall_${params.measure}`, values: { value: shown, when, column } } as const;
    return { finding, rest: { key: 'cohort_overall_rest', values: { cohorts } } };
  }
  const finding = {
    key: params.reference === 'previous' ? 'cohort_pooled_previous' : 'cohort_pooled',
    values: { rate: shown, when },
  } as const;
  if (!interval) return { finding, rest: { key: 'cohort_overall_rest', values: { cohorts } } };
  const values = {
    low: amount(interval.low, 'rate'),
    high: amount(interval.high, 'rate'),
    customers: customersText(bottom),
    n: top,
  };
  return { finding, rest: { key: comparesCohorts(params) ? 'cohort_pooled_rest' : 'cohort_pooled_rest_alone', values } };
}

/** The column that the sentence is about (CO21). */
function spokenOf({ overall }: Triangle, { measure }: CohortParams): Pooled | undefined {
  const there = overall.filter(({ k, value }) => k > 0 && value !== null);
  return measure === 'cumulative_revenue' ? there.at(-1) : there.find(({ k }) => k === 1);
}

function sentenceOf(standout: Standout | null, triangle: Triangle, params: CohortParams, context: PresentContext): Sentence[] {
  const first = spokenOf(triangle, params);
  if (!first) return [];
  const { grain } = params;
  const when = whenText(params, 1);
  if (!standout) return [overallSentence(first, params)];
  const pooled = amount(first.value, 'rate');
  const { cohort, cell, others } = standout;
  const values = {
    low: amount(cell.interval?.low ?? null, 'rate'),
    high: amount(cell.interval?.high ?? null, 'rate'),
    customers: customersText(cohort.size),
    others: amount(others.rate, 'rate'),
    pooled,
  };
  return [
    {
      finding: {
        key: 'cohort_best_up',
        values: { rate: amount(cell.rate, 'rate'), period: periodInText(grain, cohort.start, context), when },
      },
      rest: { key: cell.rate > others.rate ? 'cohort_best_up_rest' : 'cohort_best_down_rest', values },
    },
  ];
}

export function insightOf(triangle: Triangle, params: CohortParams, context: PresentContext): Insight {
  const standout = standoutOf(triangle, params);
  const difference = standout ? newcombe(standout.cell.top, standout.cohort.size, standout.others.retained, standout.others.size) : null;
  const overall = triangle.overall.map(({ k, value }): [string, number | null] => [`overall_${k}`, value]);
  const pooled = triangle.overall.flatMap(({ k, top, bottom, interval }): [string, number | null][] => [
    [`pooled_rate_${k}`, ratio(top, bottom)],
    [`pooled_size_${k}`, bottom],
    [`pooled_low_${k}`, interval?.low ?? null],
    [`pooled_high_${k}`, interval?.high ?? null],
  ]);
  return {
    sentences: sentenceOf(standout, triangle, params, context),
    numbers: {
      customers: triangle.members,
      ...Object.fromEntries(overall),
      ...(params.measure === 'rate' && params.overall === 'pooled' ? { pooled_rate_1: null, ...Object.fromEntries(pooled) } : {}),
      named_rate: standout?.cell.rate ?? null,
      named_low: standout?.cell.interval?.low ?? null,
      named_high: standout?.cell.interval?.high ?? null,
      named_size: standout?.cohort.size ?? null,
      named_difference: standout ? standout.cell.rate - standout.others.rate : null,
      named_difference_low: difference?.low ?? null,
      named_difference_high: difference?.high ?? null,
    },
  };
}
