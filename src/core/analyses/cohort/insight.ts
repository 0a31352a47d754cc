import type { Text } from '#core/messages/text';
import type { Insight, Sentence } from '#core/model/presentation';
import { falseDiscovery, newcombe, pooledZ } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { amount, customersText, periodInText, ratio } from '../words';
import { comparesCohorts, compareValues, SMALLEST, trendOf, type ComparedValue, type TestedTrend } from './comparisons';
import { isCumulative, spokenColumn, unitOf, type CohortParams } from './params';
import type { Cell, Cohort } from './cells';
import type { Pooled } from './overall';
import { columnText, valueText, whenText } from './phrases';
import type { Triangle } from './triangle';

interface Standout {
  readonly cohort: Cohort;
  readonly cell: Cell & { readonly rate: number };
  readonly others: { readonly retained: number; readonly size: number; readonly rate: number };
  readonly q: number;
}

/** The cohort whose column spoken of differs most from all the others, if more than chance would have it (CO8). */
export function standoutOf({ cohorts, overall }: Triangle, params: CohortParams): Standout | null {
  const spoken = spokenColumn(params);
  const all = overall.find(({ k }) => k === spoken);
  if (!all || all.bottom === 0 || !comparesCohorts(params)) return null;
  const tested = cohorts.flatMap((cohort) => {
    const cell = cohort.cells.find((candidate) => candidate.k === spoken && candidate.state === 'complete');
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
    const column = columnText(params, k);
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
function spokenOf({ overall }: Triangle, params: CohortParams): Pooled | undefined {
  const there = overall.filter(({ k, value }) => k > 0 && value !== null);
  return isCumulative(params) && params.show !== 'trend' ? there.at(-1) : there.find(({ k }) => k === spokenColumn(params));
}

function sentenceOf(standout: Standout | null, triangle: Triangle, params: CohortParams, context: PresentContext): Sentence[] {
  const first = spokenOf(triangle, params);
  if (!first) return [];
  const { grain } = params;
  const when = whenText(params, spokenColumn(params));
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

/** Whether a column rises from cohort to cohort, with the change for each (CO27). */
function trendSentences(trend: TestedTrend, first: Pooled | undefined, params: CohortParams): Sentence[] {
  const step = { amount: Math.abs(trend.slope), unit: 'points' } as const;
  const values = {
    when: whenText(params, spokenColumn(params)),
    rate: amount(first?.value ?? null, 'rate'),
    step,
    low: { amount: trend.low, unit: 'points' } as const,
    high: { amount: trend.high, unit: 'points' } as const,
    cohorts: trend.cohorts,
    p: amount(Math.max(trend.p, 0.001), 'score'),
  };
  const way = trend.p > 0.05 ? 'flat' : !trend.steady ? 'unsteady' : trend.slope > 0 ? 'rising' : 'falling';
  return [{ finding: { key: `cohort_trend_${way}`, values }, rest: { key: `cohort_trend_${way}_rest`, values } }];
}

/** The value farthest from the others, if any differs beyond chance (CO32). */
export const namedValueOf = (compared: readonly ComparedValue[] | null): ComparedValue | null =>
  (compared ?? []).filter(({ q }) => (q ?? 1) <= 0.05).toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))[0] ??
  null;

function valueSentences(named: ComparedValue | null, first: Pooled, params: CohortParams): Sentence[] {
  const whole = overallSentence(first, params);
  const alone = { ...whole, rest: { ...whole.rest!, key: 'cohort_pooled_rest_alone' } as Text };
  if (!named) return [{ ...alone, rest: { ...alone.rest, key: 'cohort_values_alike' } as Text }];
  const interval = named.interval ?? { low: 0, high: 0 };
  const values = {
    value: valueText(named.row),
    rate: amount(named.share, 'rate'),
    others: amount(named.rest, 'rate'),
    when: whenText(params, first.k),
    customers: customersText(named.n),
    low: { amount: interval.low, unit: 'points' } as const,
    high: { amount: interval.high, unit: 'points' } as const,
  };
  return [alone, { finding: { key: 'cohort_value_named', values }, rest: { key: 'cohort_value_named_rest', values } }];
}

export function insightOf(triangle: Triangle, params: CohortParams, context: PresentContext): Insight {
  const compared = compareValues(triangle, params);
  const named = namedValueOf(compared);
  const trend = params.breakdown === null || params.show === 'trend' ? trendOf(triangle, params) : null;
  const standout = params.breakdown === null && trend === null ? standoutOf(triangle, params) : null;
  const first = spokenOf(triangle, params);
  const difference = standout ? newcombe(standout.cell.top, standout.cohort.size, standout.others.retained, standout.others.size) : null;
  const overall = triangle.overall.map(({ k, value }): [string, number | null] => [`overall_${k}`, value]);
  const pooled = triangle.overall.flatMap(({ k, top, bottom, interval }): [string, number | null][] => [
    [`pooled_rate_${k}`, ratio(top, bottom)],
    [`pooled_size_${k}`, bottom],
    [`pooled_low_${k}`, interval?.low ?? null],
    [`pooled_high_${k}`, interval?.high ?? null],
  ]);
  const spoken = trend
    ? trendSentences(trend, first, params)
    : first && compared
      ? valueSentences(named, first, params)
      : sentenceOf(standout, triangle, params, context);
  return {
    sentences: spoken,
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
      ...(trend ? { trend_slope: trend.slope, trend_low: trend.low, trend_high: trend.high, trend_p: trend.p } : {}),
      ...(compared ? { value_share: named?.share ?? null, value_rest: named?.rest ?? null, value_q: named?.q ?? null } : {}),
    },
  };
}
