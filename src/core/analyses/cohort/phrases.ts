import type { Text } from '#core/messages/text';
import { amount } from '../words';
import { columnIn } from '#core/model/data-model';
import { OTHER_SLOT } from '#core/query/slots';
import type { PresentContext } from '../contract';
import type { ValueRow } from './cells';
import { fixedDays, hasOwnClock, horizonOf, isCumulative, isPlain, spokenColumn, type CohortParams } from './params';

/** First and last day of a bracket (CO29). */
function daysOf({ brackets }: Pick<CohortParams, 'brackets'>, k: number): readonly [number, number] {
  const ends = [0, ...brackets];
  return k === 0 ? [0, 0] : [(ends[k - 1] ?? 0) + 1, ends[k] ?? 0];
}

/** “Month 3”, “Days 8–30”, “At least 2”. */
export function columnText(params: Pick<CohortParams, 'grain' | 'brackets' | 'criterion'>, k: number): Text {
  if (params.criterion === 'at_least') return { key: 'cohort_column_at_least', values: { k } };
  if (params.brackets.length === 0) return { key: `cohort_column_${params.grain}`, values: { k } };
  const [from, to] = daysOf(params, k);
  return from === to
    ? { key: 'cohort_column_day', values: { k: from } }
    : { key: 'cohort_column_days', values: { from: String(from), to: String(to) } };
}

/** The same where there is no room: “3”, “8–30”, “≥2”. */
export function columnShort(params: Pick<CohortParams, 'grain' | 'brackets' | 'criterion'>, k: number): string {
  if (params.criterion === 'at_least') return `≥${k}`;
  const [from, to] = params.brackets.length > 0 ? daysOf(params, k) : [k, k];
  return from === to ? String(from) : `${from}–${to}`;
}

/** What the rows of a breakdown are values of. */
export function breakdownText({ breakdown }: Pick<CohortParams, 'breakdown'>, { model }: Pick<PresentContext, 'model'>): Text {
  const table = breakdown?.startsWith('orders.') === true ? 'orders' : 'customers';
  const column = (breakdown ?? '').slice(table.length + 1);
  return { literal: columnIn(model, table, column)?.label ?? column };
}

export const valueText = ({ slot, value }: ValueRow): Text =>
  value === null ? { key: slot === OTHER_SLOT ? 'cohort_value_other' : 'cohort_value_none' } : { literal: value };

/** When a customer of column k was back, inside a sentence: “a month later”, “by the end of Month 3”. */
export function whenText(params: CohortParams, k: number): Text {
  const column = columnText(params, k);
  switch (params.criterion) {
    case 'on_or_after':
      return { key: 'cohort_when_after', values: { column } };
    case 'on_or_before':
      return { key: 'cohort_when_before', values: { column } };
    case 'bounded_after':
      return { key: 'cohort_when_between', values: { column, last: columnText(params, horizonOf(params)) } };
    case 'at_least':
      return { key: 'cohort_when_at_least', values: { k, periods: horizonOf(params) } };
    default:
      return k === 1 && params.brackets.length === 0
        ? { key: `cohort_next_${params.grain}` }
        : { key: 'cohort_when_in', values: { column } };
  }
}

/** What stands above the chart. */
export function titleOf(params: CohortParams): Text {
  if (params.show === 'trend') {
    const values = { measure: { key: `cohort_measure_${params.measure}` }, when: whenText(params, spokenColumn(params)) } as const;
    return { key: params.measure === 'rate' ? 'cohort_chart_trend_rate' : 'cohort_chart_trend', values };
  }
  if (isPlain(params) && params.breakdown === null) return { key: `cohort_chart_${params.grain}` };
  const unit = params.criterion === 'at_least' ? 'at_least' : params.brackets.length > 0 ? 'days' : params.grain;
  const values = { measure: { key: `cohort_measure_${params.measure}` }, column: { key: `cohort_column_k_${unit}` } } as const;
  return { key: params.measure === 'rate' ? 'cohort_chart_rate' : 'cohort_chart_measure', values };
}

/** The options of the cell in words, for its stamp: always rule and clock, the others where they are not the usual ones. */
export function phrasesOf(params: CohortParams, context: Pick<PresentContext, 'model'>): Text[] {
  const { rule, mode, grain, criterion, measure, reference, overall, periodZero, weekStart } = params;
  const days = mode === 'rolling_fixed' && params.brackets.length === 0 && grain !== 'day' && grain !== 'week' ? fixedDays(params) : null;
  const steps: Text =
    days === null ? { key: `stamp_rolling_${grain}` } : { key: 'stamp_rolling_fixed', values: { days: amount(days, 'count') } };
  const horizon = amount(horizonOf(params), 'count');
  const clock: Text =
    params.brackets.length > 0
      ? { key: mode === 'calendar' ? 'stamp_cohort_brackets' : 'stamp_cohort_brackets_hours', values: { days: params.brackets.join(', ') } }
      : hasOwnClock(params)
        ? steps
        : { key: `stamp_calendar_${grain}` };
  return [
    rule === 'first_ever' ? { key: 'stamp_first_ever' } : { key: `stamp_cohort_${rule}` },
    clock,
    ...(params.breakdown === null
      ? []
      : [
          {
            key: params.sameValue ? 'stamp_cohort_breakdown_same' : 'stamp_cohort_breakdown',
            values: { column: breakdownText(params, context) },
          } as const,
        ]),
    ...(measure === 'rate' ? [] : [{ key: 'stamp_cohort_measure', values: { measure: { key: `cohort_measure_${measure}` } } } as const]),
    ...(criterion === 'on' || isCumulative(params) ? [] : [{ key: `stamp_cohort_${criterion}`, values: { horizon } } as const]),
    ...(periodZero === 'fixed' ? [] : [{ key: 'stamp_cohort_actual' } as const]),
    ...(reference === 'first' || measure !== 'rate' ? [] : [{ key: 'stamp_cohort_previous' } as const]),
    ...(overall === 'pooled' ? [] : [{ key: `stamp_cohort_${overall}` } as const]),
    ...(grain !== 'week' || weekStart === 'report' ? [] : [{ key: `stamp_cohort_${weekStart}` } as const]),
  ];
}
