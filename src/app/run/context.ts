import type { PresentContext } from '#core/analyses/contract';
import type { DataModel } from '#core/model/data-model';
import type { Dialect } from '#core/sql/dialect';
import type { Report } from '#core/report/types';
import type { RunOptions } from './types';

/** The report's clock over these data: its own as-of or the last order, moved back where the range ends earlier; null without either. */
export function resolveAsOf(report: Report, model: DataModel): string | null {
  const asOf = report.asOf ?? model.lastOrder;
  const end = report.range.to;
  return asOf !== null && end !== null && end < asOf ? end : asOf;
}

/** Everything a cell's numbers may depend on besides its params; null where the data give no clock. */
export function contextOf(report: Report, model: DataModel, dialect: Dialect, options: RunOptions): PresentContext | null {
  const asOf = resolveAsOf(report, model);
  if (asOf === null) return null;
  const { range, filters, revenue, weekStart } = report;
  const currency = report.currency ?? model.currency;
  return { model, dialect, asOf, range, filters, revenue, weekStart, seed: options.seed, locale: options.locale, currency };
}
