import { textOfQuery } from '#core/analyses/custom/query-text';
import type { DataModel } from '#core/model/data-model';
import { makeContext } from '#core/query/context';
import type { CellQuery } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import { duckdb } from '#core/sql/dialects/duckdb';

const SEED = 1;

/** The SQL of a query with its placeholders, as a person could have written it; null where the data do not allow it. */
export function builtText(query: CellQuery, report: Report, model: DataModel): string | null {
  const context = makeContext(report, model, duckdb, SEED);
  if (!context.ok) return null;
  const notebook = { values: new Map(), queries: [], metrics: report.metrics ?? [] };
  const text = textOfQuery(query, { ...context.value, notebook });
  return text.ok ? text.value : null;
}
