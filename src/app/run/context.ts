import type { PresentContext } from '#core/analyses/contract';
import type { DataModel } from '#core/model/data-model';
import { succeed, type Result } from '#core/model/result';
import { makeContext } from '#core/query/context';
import type { Report } from '#core/report/types';
import type { Dialect } from '#core/sql/dialect';
import type { RunOptions } from './types';

/** Everything a cell's numbers and words may depend on besides its params. */
export function contextOf(report: Report, model: DataModel, dialect: Dialect, options: RunOptions): Result<PresentContext> {
  const context = makeContext(report, model, dialect, options.seed);
  if (!context.ok) return context;
  return succeed({ ...context.value, locale: options.locale, currency: report.currency ?? model.currency });
}
