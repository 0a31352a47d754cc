import type { Text } from '#core/messages/text';
import type { Figure } from '#core/model/presentation';

const isMonth = (period: string): boolean => /^\d{4}-\d{2}(-01)?$/.test(period);

/** A period of a trend in words: a month where it is one, else a day, else as it stands. */
export function periodWords(period: string): Text {
  if (isMonth(period)) return { key: 'cell_period_month', values: { month: { month: period } } };
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return { key: 'cell_period_day', values: { day: { date: period } } };
  return { literal: period };
}

/** One line under a row of figures: which periods the small bars are; null without any. */
export function trendNote(figures: readonly Figure[]): Text | null {
  const trend = figures.find((figure) => figure.trend.length > 1)?.trend;
  const first = trend?.[0];
  const last = trend?.at(-1);
  if (!trend || !first || !last) return null;
  const values = { from: periodWords(first.period), to: periodWords(last.period) };
  const months = trend.every(({ period }) => isMonth(period));
  if (last.provisional) return { key: months ? 'cell_trend_months_running' : 'cell_trend_periods_running', values };
  return { key: months ? 'cell_trend_months' : 'cell_trend_periods', values };
}
