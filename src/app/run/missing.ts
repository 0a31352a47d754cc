import type { Requirement } from '#core/analyses/contract';
import { columnIn, tableOf, type DataModel } from '#core/model/data-model';
import type { Issue } from '#core/model/result';

/** What the data lack for an analysis, one issue a table, with the names of what is missing. Empty when nothing is. */
export function missingFrom(model: DataModel, requires: readonly Requirement[]): Issue[] {
  return requires.flatMap((requirement): Issue[] => {
    const { table, columns } = requirement;
    if (!tableOf(model, table)) return [{ code: 'issue_run_no_table', values: { table, columns: columns.join(', ') } }];
    const missing = columns.filter((column) => !columnIn(model, table, column));
    return missing.length > 0 ? [{ code: 'issue_run_no_column', values: { table, columns: missing.join(', ') } }] : [];
  });
}
