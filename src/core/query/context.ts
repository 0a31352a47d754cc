import type { QueryContext, ReportScope } from './types';
import type { DataModel } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import type { Dialect } from '#core/sql/dialect';

/** The report's clock: its own day, or the latest order date; a range that ends earlier moves it back. Null without any order. */
export function resolveAsOf(scope: Pick<ReportScope, 'asOf' | 'range'>, model: DataModel): string | null {
  const day = scope.asOf ?? model.lastOrder?.slice(0, 10) ?? null;
  return day !== null && scope.range.to !== null && scope.range.to < day ? scope.range.to : day;
}

/** What every plan of a report is compiled from. Fails where there is no clock, or where the range begins after it. */
export function makeContext(scope: ReportScope, model: DataModel, dialect: Dialect, seed = 0): Result<QueryContext> {
  const asOf = resolveAsOf(scope, model);
  if (asOf === null) return fail({ code: 'issue_query_no_orders' });
  if (scope.range.from !== null && scope.range.from > asOf)
    return fail({
      code: 'issue_query_empty_range',
      values: { from: { date: scope.range.from }, to: { date: asOf } },
      path: ['range', 'from'],
    });
  const { range, filters, revenue, weekStart } = scope;
  return succeed({ model, dialect, asOf, range, filters, revenue, weekStart, seed });
}
