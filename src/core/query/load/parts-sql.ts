import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import { PLAIN_CSV, type SourcePart } from '#core/model/source';
import { rawName, type PlannedColumn, type SourcePlan } from './plan';
import { stagedValue, type StagedSource } from './relation-sql';
import { castColumns, enumType, problemSql } from './stage-sql';

/** The plan of one file of a source: its columns by their places in that file, staged by itself. */
export function planPart(plan: SourcePlan, part: SourcePart): SourcePlan {
  const columns = plan.columns.flatMap((column) => {
    const index = part.columns.indexOf(column.index);
    return index < 0 ? [] : [{ ...column, index }];
  });
  const dialect = part.reading ? PLAIN_CSV : part.dialect;
  return { ...plan, dialect, width: part.columns.length, staged: partTable(plan), columns };
}

/** The name of the table in which each file of a source stands before its records join the others. */
export const partTable = (plan: SourcePlan): string => `${plan.staged}_part`;

/** The column of file names, if it is loaded. */
const fileColumn = (plan: SourcePlan): PlannedColumn | undefined => plan.columns.find(({ index }) => index === plan.width - 1);

/** How the columns of the joined table are read; nothing where file names are left out. */
export function joinedEnums(plan: SourcePlan): StagedSource['enums'] {
  const file = fileColumn(plan);
  return new Map(file ? [[file.index, { clean: true }]] : []);
}

function columnType({ parse }: PlannedColumn): string {
  if (parse.type === 'number') return 'DOUBLE';
  if (parse.type === 'boolean') return 'BOOLEAN';
  if (parse.type === 'date') return parse.grain === 'date' ? 'DATE' : 'TIMESTAMP';
  return 'VARCHAR';
}

/** The empty table of all records of a source that is made of several files: its columns, `problems` as in a staged table, `part` from 0. */
export function joinedTableSql(plan: SourcePlan, parts: readonly SourcePart[]): string {
  const file = fileColumn(plan);
  const names = [...new Set(parts.map(({ name }) => name))];
  const columns = plan.columns.map((column) => `${rawName(column)} ${column === file ? enumType(names) : columnType(column)}`);
  return `CREATE OR REPLACE TABLE ${quoteIdentifier(plan.staged)} (${[...columns, 'problems VARCHAR[]', 'part INTEGER'].join(', ')})`;
}

/** Adds the records of one staged file to those of its source, in their order. What the file lacks is empty. */
export function joinPartSql(plan: SourcePlan, parts: readonly SourcePart[], at: number, staged: StagedSource): string {
  const { columns: places, name } = parts[at]!;
  const file = fileColumn(plan);
  const own = new Map(staged.plan.columns.map((column) => [places[column.index]!, column]));
  const casts = castColumns(staged.plan, staged.enums);
  const values = plan.columns.map((column) => {
    if (column === file) return quoteText(name);
    const here = own.get(column.index);
    return here ? stagedValue(staged, here) : 'NULL';
  });
  const texts = castColumns(plan).map(({ index }) => {
    const here = own.get(index);
    return here ? problemSql(staged.plan, staged.enums, here) : 'NULL';
  });
  const problems = casts.length > 0 ? `CASE WHEN s.problems IS NOT NULL THEN [${texts.join(', ')}] END` : 'NULL';
  return `INSERT INTO ${quoteIdentifier(plan.staged)} SELECT ${[...values, problems, at].join(', ')} FROM ${quoteIdentifier(staged.plan.staged)} AS s`;
}
