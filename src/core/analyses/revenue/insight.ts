import type { Text } from '#core/messages/text';
import type { Insight, Sentence } from '#core/model/presentation';
import { daysBetween, movePeriod } from '#core/query/days';
import type { PresentContext } from '../contract';
import { amount, changeOf, periodInText, periodText } from '../words';
import type { RevenueParams } from './params';
import type { Point } from './series';

/** Days of a period that have passed, and all of them. */
export function daysOf(point: Point, { grain }: RevenueParams): { readonly passed: number; readonly total: number } {
  return { passed: daysBetween(point.start, point.to) + 1, total: daysBetween(point.start, movePeriod(grain, point.start, 1)) };
}

interface Latest {
  readonly point: Point;
  readonly against: 'year' | 'before' | null;
  readonly before: number | null;
  readonly previous: Point | undefined;
}

/** The latest whole period and what it is compared with (RV7). */
export function latestOf(points: readonly Point[]): Latest | null {
  const index = points.findLastIndex((point) => point.whole);
  const point = points[index];
  if (!point) return null;
  const previous = points[index - 1]?.whole ? points[index - 1] : undefined;
  if (point.before !== null && point.before > 0) return { point, against: 'year', before: point.before, previous };
  return previous && previous.revenue > 0
    ? { point, against: 'before', before: previous.revenue, previous }
    : { point, against: null, before: null, previous };
}

function latestText({ point, against, before, previous }: Latest, params: RevenueParams, context: PresentContext): Text {
  const values = { period: periodText(params.grain, point.start, context), revenue: amount(point.revenue, 'money') };
  const change = changeOf(point.revenue, before);
  if (!against || change === null) return { key: 'revenue_alone', values };
  const direction = change > 0 ? 'up' : change < 0 ? 'down' : 'same';
  const compared = previous && against === 'before' ? { before: periodInText(params.grain, previous.start, context) } : {};
  return { key: `revenue_${against}_${direction}`, values: { ...values, ...compared, change: amount(Math.abs(change), 'rate') } };
}

export function insightOf(points: readonly Point[], params: RevenueParams, context: PresentContext): Insight {
  const latest = latestOf(points);
  const running = points.findLast((point) => point.provisional);
  const sentences: Sentence[] = [];
  const runningText = (point: Point): Text => {
    const { passed, total } = daysOf(point, params);
    const values = { period: periodText(params.grain, point.start, context), revenue: amount(point.revenue, 'money'), days: passed, total };
    return { key: 'revenue_running', values };
  };
  const traded = points.some((point) => point.orders > 0 || point.revenue !== 0);
  if (latest && traded)
    sentences.push({ finding: latestText(latest, params, context), ...(running ? { rest: runningText(running) } : {}) });
  else if (running && traded) sentences.push({ finding: runningText(running) });
  const sum = (of: (point: Point) => number): number => points.reduce((total, point) => total + of(point), 0);
  return {
    sentences,
    numbers: {
      revenue: sum((point) => point.revenue),
      orders: sum((point) => point.orders),
      new_revenue: sum((point) => point.fresh),
      existing_revenue: sum((point) => point.existing),
      latest_revenue: latest?.point.revenue ?? null,
      latest_before: latest?.before ?? null,
      latest_change: latest ? changeOf(latest.point.revenue, latest.before) : null,
      running_revenue: running?.revenue ?? null,
    },
  };
}
