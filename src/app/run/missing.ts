import type { MessageKey } from '#core/messages/message-key';
import { listLacks, type DataModel, type Requirement } from '#core/model/data-model';
import type { Issue } from '#core/model/result';

const nameOf = (column: string) => ({ key: `import_role_${column}` as MessageKey });

/** What the data lack for an analysis, each column by its name in words and in SQL. Empty when nothing is missing. */
export const missingFrom = (model: DataModel, requires: readonly Requirement[]): Issue[] =>
  listLacks(model, requires).flatMap(({ table, columns, whole }): Issue[] =>
    whole && columns.length === 0
      ? [{ code: 'issue_run_no_table_alone', values: { table: { key: `import_table_${table}` } } }]
      : whole
        ? [{ code: 'issue_run_no_table', values: { table: { key: `import_table_${table}` }, columns: columns.join(', ') } }]
        : columns.map((column) => ({ code: 'issue_run_no_column', values: { table, name: column, column: nameOf(column) } })),
  );
