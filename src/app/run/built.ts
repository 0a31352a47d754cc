import type { CompileContext } from '#core/analyses/contract';
import { tablesAtHand } from '#core/analyses/custom/built-joins';
import { builtSql } from '#core/analyses/custom/built-sql';
import { qualifyFormula } from '#core/analyses/custom/metric-sql';
import type { DataModel } from '#core/model/data-model';
import type { Issue, Result } from '#core/model/result';
import { makeContext } from '#core/query/context';
import type { BuiltQuery, Metric } from '#core/report/notebook-types';
import type { Report, SqlCell } from '#core/report/types';
import { duckdb } from '#core/sql/dialects/duckdb';

/** A report as far as a built query's own text depends on it; nothing is asked of the engine. */
function contextFor(report: Report, model: DataModel): Result<CompileContext> {
  const context = makeContext(report, model, duckdb);
  if (!context.ok) return context;
  const queries = report.cells.flatMap((cell) => (cell.type === 'sql' ? [{ name: cell.name, sql: '' }] : []));
  return { ok: true, value: { ...context.value, notebook: { values: new Map(), queries, metrics: report.metrics ?? [] } } };
}

/** The SQL that a question of the visual builder is, without what stands in front of it when it runs. */
export function builtText(query: BuiltQuery, report: Report, model: DataModel): Result<string> {
  const context = contextFor(report, model);
  return context.ok ? builtSql(query, context.value) : context;
}

/** The tables whose columns are at hand when a question starts from one, itself first. */
export function startsWith(from: string, report: Report, model: DataModel): readonly string[] {
  const context = contextFor(report, model);
  return context.ok ? tablesAtHand(from, context.value) : [from];
}

/** What is wrong with the text of a formula; whether the engine takes it is not asked. */
export function formulaIssues(metric: Pick<Metric, 'table' | 'formula'>, report: Report, model: DataModel): readonly Issue[] {
  const context = contextFor(report, model);
  if (!context.ok) return context.issues;
  const read = qualifyFormula(metric, context.value);
  return read.ok ? [] : read.issues;
}

/** A question that asks what a metric comes to over all that counts. */
export const metricOnTrial = ({ id, table }: Metric): SqlCell => ({
  id: 'metric on trial',
  type: 'sql',
  name: 'metric on trial',
  query: { by: 'builder', from: table, filters: [], groups: [], measures: [{ of: 'metric', metric: id }] },
});
