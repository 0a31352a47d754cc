import type { Requirement } from '#core/analyses/contract';
import type { MessageKey } from '#core/messages/message-key';
import { holdsColumn, tableOf, type DataModel } from '#core/model/data-model';
import type { Issue } from '#core/model/result';

const nameOf = (column: string) => ({ key: `import_role_${column}` as MessageKey });

/** What the data lack for an analysis, each column by its name in words and in SQL. Empty when nothing is missing. */
export function missingFrom(model: DataModel, requires: readonly Requirement[]): Issue[] {
  return requires.flatMap(({ table, columns }): Issue[] => {
    if (!tableOf(model, table))
      return [{ code: 'issue_run_no_table', values: { table: { key: `import_table_${table}` }, columns: columns.join(', ') } }];
    const missing = columns.filter((column) => !holdsColumn(model, table, column));
    return missing.map((column) => ({ code: 'issue_run_no_column', values: { table, name: column, column: nameOf(column) } }));
  });
}
