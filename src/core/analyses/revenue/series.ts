import type { Row } from '#core/model/columns';
import { addDays, isComplete, movePeriod, periodsBetween, startOf } from '#core/query/days';
import type { PresentContext } from '../contract';
import { countOf, numberOf } from '../words';
import type { RevenueParams } from './params';
import { spanOf, yearBefore } from './query';

/** One period of the line. */
export interface Point {
  readonly start: string;
  /** First and last day of it that are counted. */
  readonly from: string;
  readonly to: string;
  readonly revenue: number;
  readonly fresh: number;
  readonly existing: number;
  readonly orders: number;
  readonly customers: number;
  /** A year before; null where the data do not reach back or no comparison is asked. */
  readonly before: number | null;
  readonly provisional: boolean;
  /** Not over, or cut by the begin of the range: no peak, no trough, no “latest”. */
  readonly whole: boolean;
}

/** Every period of the range in order, also those without an order (RV1, RV3, RV5). */
export function seriesOf(rows: readonly Row[], params: RevenueParams, context: PresentContext): Point[] {
  const { grain } = params;
  const { from, to } = spanOf(context);
  const dataFrom = startOf(grain, context.model.firstOrder ?? from, context.weekStart);
  const byPeriod = new Map(rows.map((row) => [String(row['period']), row]));
  return periodsBetween(grain, from, to, context.weekStart).map((start) => {
    const row = byPeriod.get(start);
    const last = addDays(movePeriod(grain, start, 1), -1);
    const provisional = !isComplete(grain, start, context.asOf);
    const reaches = params.compare === 'year' && startOf(grain, yearBefore(grain, start), context.weekStart) >= dataFrom;
    return {
      start,
      from: start < from ? from : start,
      to: last > to ? to : last,
      revenue: countOf(row, 'revenue'),
      fresh: countOf(row, 'new_revenue'),
      existing: countOf(row, 'existing_revenue'),
      orders: countOf(row, 'orders'),
      customers: countOf(row, 'customers'),
      before: reaches ? (numberOf(row?.['before']) ?? 0) : null,
      provisional,
      whole: !provisional && (start >= from || context.range.from === null),
    };
  });
}
