import { notebookValues } from '#core/analyses/custom/notebook-values';
import { stepIssues } from '#core/analyses/custom/own-question';
import type { DataModel } from '#core/model/data-model';
import type { Issue } from '#core/model/result';
import { makeContext } from '#core/query/context';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import { duckdb } from '#core/sql/dialects/duckdb';

const NOTHING: DataModel = { tables: [], joins: [], firstOrder: null, lastOrder: null, currency: null };
/** Values only need to be there: a text is as right on any day. */
const ANY_DAY = '2000-01-01';

/** What the texts of a definition alone show to be wrong within a report, each with its step behind the place (QC28); also before data are loaded. */
export function textIssues(own: CustomDefinition, report: Report, model: DataModel | null): readonly Issue[] {
  const scope = { ...report, asOf: report.asOf ?? ANY_DAY, range: { from: null, to: null } };
  const context = makeContext(scope, model ?? NOTHING, duckdb);
  return context.ok ? stepIssues(own, notebookValues(report.cells, context.value), duckdb) : context.issues;
}
