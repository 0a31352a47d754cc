import type { Insight, Sentence } from '#core/model/presentation';
import { falseDiscovery, newcombe, pooledZ } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { amount, customersText, periodInText } from '../words';
import type { CohortParams } from './params';
import type { Cell, Cohort, Pooled, Triangle } from './triangle';

/** Cohorts smaller than this are shown and never named. */
const SMALLEST = 30;

interface Standout {
  readonly cohort: Cohort;
  readonly cell: Cell;
  readonly others: { readonly retained: number; readonly size: number; readonly rate: number };
  readonly q: number;
}

/** The cohort whose first column differs most from all the others, if more than chance would have it (CO8). */
export function standoutOf({ cohorts, pooled }: Triangle): Standout | null {
  const all = pooled[0];
  if (!all || all.size === 0) return null;
  const tested = cohorts.flatMap((cohort) => {
    const cell = cohort.cells.find((candidate) => candidate.k === 1 && candidate.state === 'complete');
    if (!cell || cohort.size < SMALLEST || all.size - cohort.size < SMALLEST) return [];
    const others = { retained: all.retained - cell.retained, size: all.size - cohort.size };
    const test = pooledZ(cell.retained, cohort.size, others.retained, others.size);
    return test ? [{ cohort, cell, others: { ...others, rate: others.retained / others.size }, p: test.p }] : [];
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

function sentenceOf(standout: Standout | null, first: Pooled | undefined, { grain }: CohortParams, context: PresentContext): Sentence[] {
  if (!first || first.rate === null) return [];
  const when = { key: `cohort_next_${grain}` } as const;
  const pooled = amount(first.rate, 'rate');
  if (!standout) {
    const values = {
      low: amount(first.interval?.low ?? null, 'rate'),
      high: amount(first.interval?.high ?? null, 'rate'),
      customers: customersText(first.size),
    };
    return [{ finding: { key: 'cohort_pooled', values: { rate: pooled, when } }, rest: { key: 'cohort_pooled_rest', values } }];
  }
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
  const standout = standoutOf(triangle);
  const difference = standout
    ? newcombe(standout.cell.retained, standout.cohort.size, standout.others.retained, standout.others.size)
    : null;
  const pooled = triangle.pooled.flatMap(({ k, rate, size, interval }): [string, number | null][] => [
    [`pooled_rate_${k}`, rate],
    [`pooled_size_${k}`, size],
    [`pooled_low_${k}`, interval?.low ?? null],
    [`pooled_high_${k}`, interval?.high ?? null],
  ]);
  return {
    sentences: sentenceOf(standout, triangle.pooled[0], params, context),
    numbers: {
      customers: triangle.members,
      pooled_rate_1: null,
      ...Object.fromEntries(pooled),
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
