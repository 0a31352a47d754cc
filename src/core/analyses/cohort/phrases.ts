import type { Text } from '#core/messages/text';
import { amount } from '../words';
import { fixedDays, isPlain, type CohortParams } from './params';

const columnText = ({ grain }: Pick<CohortParams, 'grain'>, k: number): Text => ({ key: `cohort_column_${grain}`, values: { k } });

/** When a customer of column k was back, inside a sentence: “a month later”, “by the end of Month 3”. */
export function whenText(params: CohortParams, k: number): Text {
  const column = columnText(params, k);
  switch (params.criterion) {
    case 'on_or_after':
      return { key: 'cohort_when_after', values: { column } };
    case 'on_or_before':
      return { key: 'cohort_when_before', values: { column } };
    case 'bounded_after':
      return { key: 'cohort_when_between', values: { column, last: columnText(params, params.horizon) } };
    default:
      return k === 1 ? { key: `cohort_next_${params.grain}` } : { key: 'cohort_when_in', values: { column } };
  }
}

/** What stands above the heat map. */
export function titleOf(params: CohortParams): Text {
  if (isPlain(params)) return { key: `cohort_chart_${params.grain}` };
  const values = { measure: { key: `cohort_measure_${params.measure}` }, column: { key: `cohort_column_k_${params.grain}` } } as const;
  return { key: params.measure === 'rate' ? 'cohort_chart_rate' : 'cohort_chart_measure', values };
}

/** The options of the cell in words, for its stamp: always rule and clock, the others where they are not the usual ones. */
export function phrasesOf(params: CohortParams): Text[] {
  const { rule, mode, grain, criterion, measure, reference, overall, periodZero, weekStart } = params;
  const days = mode === 'rolling_fixed' && grain !== 'day' && grain !== 'week' ? fixedDays(params) : null;
  const steps: Text =
    days === null ? { key: `stamp_rolling_${grain}` } : { key: 'stamp_rolling_fixed', values: { days: amount(days, 'count') } };
  const summed = measure === 'cumulative_revenue';
  const horizon = amount(params.horizon, 'count');
  return [
    rule === 'first_ever' ? { key: 'stamp_first_ever' } : { key: `stamp_cohort_${rule}` },
    mode === 'calendar' ? { key: `stamp_calendar_${grain}` } : steps,
    ...(measure === 'rate' ? [] : [{ key: 'stamp_cohort_measure', values: { measure: { key: `cohort_measure_${measure}` } } } as const]),
    ...(criterion === 'on' || summed ? [] : [{ key: `stamp_cohort_${criterion}`, values: { horizon } } as const]),
    ...(periodZero === 'fixed' ? [] : [{ key: 'stamp_cohort_actual' } as const]),
    ...(reference === 'first' || measure !== 'rate' ? [] : [{ key: 'stamp_cohort_previous' } as const]),
    ...(overall === 'pooled' ? [] : [{ key: `stamp_cohort_${overall}` } as const]),
    ...(grain !== 'week' || weekStart === 'report' ? [] : [{ key: `stamp_cohort_${weekStart}` } as const]),
  ];
}
