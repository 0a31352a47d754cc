import { CANONICAL_TABLES, type CanonicalTable } from '#core/model/canonical';
import { columnIn, tableOf, type DataColumn } from '#core/model/data-model';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { Condition } from '#core/model/filters';
import { RELATION_NAMES } from '#core/query/relation-names';
import type { BuiltColumn, BuiltQuery } from '#core/report/notebook-types';
import { nameKey } from '#core/sql/references';
import type { CompileContext } from '../contract';

/** A column that a built query names. */
export interface FoundColumn extends DataColumn {
  /** Of another query's result: what it holds is not known before it runs. */
  readonly open?: true;
}

export const isCanonical = ({ model }: CompileContext, table: string): table is CanonicalTable =>
  tableOf(model, table as CanonicalTable) !== undefined;

/** Whether there is something of this name to start from (QC24). */
export function checkStart(from: string, context: CompileContext): Result<null> {
  const isThere =
    isCanonical(context, from) ||
    (RELATION_NAMES as readonly string[]).includes(from) ||
    (context.notebook?.queries ?? []).some(({ name }) => nameKey(name) === nameKey(from));
  return isThere ? succeed(null) : fail({ code: 'issue_query_unknown_table', values: { table: tableText(from) } });
}

/** A table as people call it; another query by its name. */
export const tableText = (table: string) =>
  (CANONICAL_TABLES as readonly string[]).includes(table)
    ? { key: `import_table_${table as CanonicalTable}` as const }
    : { literal: table };

/** A column of the data; of another query's result one that is taken as it is. */
export function findColumn({ table, column }: BuiltColumn, query: BuiltQuery, context: CompileContext): FoundColumn | null {
  if (isCanonical(context, table)) return columnIn(context.model, table, column) ?? null;
  if (table !== query.from || column === '' || column.includes('\0')) return null;
  return {
    name: column,
    label: column,
    type: 'text',
    attribute: true,
    distinct: 0,
    missing: 0,
    values: [],
    min: null,
    max: null,
    open: true,
  };
}

export const unknownColumn = ({ table, column }: BuiltColumn): Issue => ({
  code: 'issue_query_unknown_column',
  values: { table: tableText(table), column: { literal: column } },
});

export const holdsDates = ({ type, open }: FoundColumn): boolean => open === true || type === 'day' || type === 'instant';
export const holdsNumbers = ({ type, open }: FoundColumn): boolean =>
  open === true || type === 'money' || type === 'number' || type === 'score';

/** QC25: a column of another query is compared as the values of the condition are. */
export function comparedAs(column: FoundColumn, condition: Condition): DataColumn {
  if (!column.open) return column;
  const isNumeric =
    ('value' in condition && typeof condition.value === 'number') ||
    (condition.op === 'between' && typeof condition.from === 'number' && typeof condition.to === 'number');
  if (isNumeric) return { ...column, type: 'number' };
  return condition.op === 'in' || condition.op === 'not_in' ? { ...column, type: 'boolean' } : column;
}
