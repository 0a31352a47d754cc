import type { QueryContext, ReportScope } from './types';
import type { CanonicalTable } from '#core/model/canonical';
import { columnIn, type DataModel } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import type { Dialect } from '#core/sql/dialect';

/** The columns that say when something happened. */
const HAPPENED: Partial<Readonly<Record<CanonicalTable, readonly string[]>>> = {
  usage_events: ['event_at'],
  tickets: ['opened_at', 'closed_at'],
  surveys: ['responded_at'],
  marketing_spend: ['spent_on'],
  opportunities: ['created_at', 'closed_at'],
  stage_history: ['entered_at'],
  contracts: ['signed_at'],
  survey_invites: ['invited_at'],
  interactions: ['happened_at'],
  customers: ['created_at'],
};

/** The column that says when a row of a table happened; null where the data do not say. */
export const happenedColumn = (model: DataModel, table: CanonicalTable): string | null =>
  HAPPENED[table]?.find((name) => columnIn(model, table, name) !== undefined) ?? null;

/** The first and last day of the data (QU11): of the orders, or where there are none of all that happened; null without any date. */
export function daysOf(model: DataModel): { readonly first: string; readonly last: string } | null {
  const { firstOrder, lastOrder } = model;
  if (firstOrder !== null && lastOrder !== null) return { first: firstOrder.slice(0, 10), last: lastOrder.slice(0, 10) };
  const columns = Object.entries(HAPPENED).flatMap(([table, names]) => names.map((name) => columnIn(model, table as CanonicalTable, name)));
  const days = columns
    .flatMap((column) => (column?.min && column.max ? [column.min.slice(0, 10), column.max.slice(0, 10)] : []))
    .toSorted();
  return days.length > 0 ? { first: days[0]!, last: days.at(-1)! } : null;
}

/** The report's clock: its own day, or the last day of the data; a range that ends earlier moves it back. Null without any date. */
export function resolveAsOf(scope: Pick<ReportScope, 'asOf' | 'range'>, model: DataModel): string | null {
  const day = scope.asOf ?? daysOf(model)?.last ?? null;
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
