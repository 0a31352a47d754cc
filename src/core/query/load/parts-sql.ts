import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import { PLAIN_CSV, type SourcePart } from '#core/model/source';
import { columnType } from './column-type';
import { rawName, type PlannedColumn, type SourcePlan } from './plan';
import { stagedValue, type StagedSource } from './relation-sql';
import type { ResolvedSteps } from '../prepare/resolve-steps';
import { acrossColumns } from '../prepare/across-files';
import { countName, countsOf, GONE } from '../prepare/steps-sql';
import { castColumns, enumType, problemSql } from './stage-sql';

/** The plan of one file of a source: its columns by their places in that file, staged by itself. `steps`: those of the source that this file can take. */
export function planPart(plan: SourcePlan, part: SourcePart, steps: ResolvedSteps | null): SourcePlan {
  const columns = plan.columns.flatMap((column) => {
    const made = steps?.made.find(({ header }) => header === column.header);
    const index = column.index < plan.width ? part.columns.indexOf(column.index) : (made?.index ?? -1);
    return index < 0 ? [] : [{ ...column, index }];
  });
  const dialect = part.reading ? PLAIN_CSV : part.dialect;
  const { steps: _, across = [], ...whole } = plan;
  const hidden = plan.hidden.map((place) => part.columns.indexOf(place)).filter((place) => place >= 0);
  const headers = part.columns.map((place) => plan.headers[place]!);
  const place = (index: number): number => (index < 0 ? -1 : part.columns.indexOf(index));
  const draw = plan.draw ? { draw: { ...plan.draw, customer: place(plan.draw.customer), order: place(plan.draw.order) } } : {};
  const own = { ...whole, dialect, width: part.columns.length, staged: partTable(plan), columns, hidden, headers, ...draw };
  return plan.steps && steps && steps.steps.length > 0
    ? { ...own, steps, across: across.filter((each) => steps.steps.some((step) => step.place === each.place)) }
    : own;
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

/** What the steps of a source keep beside each record until its files have joined: columns with their types. */
const stepColumns = ({ steps, across = [] }: SourcePlan): readonly (readonly [name: string, type: string])[] => [
  ...(steps ? [[GONE, 'INTEGER'] as const] : []),
  ...(steps && across.length > 0 ? countsOf(steps).map((place) => [countName(place), 'INTEGER'] as const) : []),
  ...acrossColumns(across),
];

/** The empty table of all records of a source that is made of several files: its columns, `problems` as in a staged table, `part` from 0. */
export function joinedTableSql(plan: SourcePlan, parts: readonly SourcePart[]): string {
  const file = fileColumn(plan);
  const names = [...new Set(parts.map(({ name }) => name))];
  const columns = plan.columns.map((column) => `${rawName(column)} ${column === file ? enumType(names) : columnType(column)}`);
  const beside = stepColumns(plan).map(([name, type]) => `${name} ${type}`);
  return `CREATE OR REPLACE TABLE ${quoteIdentifier(plan.staged)} (${[...columns, 'problems VARCHAR[]', 'part INTEGER', ...beside].join(', ')})`;
}

/** One file among those that stand in a staged table, with the place of its first record there. */
export interface StagedPart {
  readonly at: number;
  readonly start: number;
}

/** By the place of a record in the staged table: what the file that it comes from is given. */
function byFile(files: readonly StagedPart[], given: (at: number) => string): string {
  const [first, ...others] = files;
  if (others.length === 0) return given(first!.at);
  const cases = others.toReversed().map(({ at, start }) => `WHEN s.rowid >= ${start} THEN ${given(at)}`);
  return `CASE ${cases.join(' ')} ELSE ${given(first!.at)} END`;
}

/** Adds the records of a staged file, or of several alike that were staged at once, to those of their source, in their order. What is lacking is empty. */
export function joinPartSql(plan: SourcePlan, parts: readonly SourcePart[], files: readonly StagedPart[], staged: StagedSource): string {
  const { columns: places } = parts[files[0]!.at]!;
  const file = fileColumn(plan);
  const made = (header: string): number => plan.columns.find((column) => column.index >= plan.width && column.header === header)!.index;
  const own = new Map(staged.plan.columns.map((column) => [places[column.index] ?? made(column.header), column]));
  const casts = castColumns(staged.plan, staged.enums);
  const values = plan.columns.map((column) => {
    if (column === file) return byFile(files, (at) => quoteText(parts[at]!.name));
    const here = own.get(column.index);
    return here ? stagedValue(staged, here) : 'NULL';
  });
  const texts = castColumns(plan).map(({ index }) => {
    const here = own.get(index);
    return here ? problemSql(staged.plan, staged.enums, here) : 'NULL';
  });
  const problems = casts.length > 0 ? `CASE WHEN s.problems IS NOT NULL THEN [${texts.join(', ')}] END` : 'NULL';
  const known = new Set(stepColumns(staged.plan).map(([name]) => name));
  const beside = stepColumns(plan).map(([name]) => (known.has(name) ? `s.${name}` : 'NULL'));
  const select = [...values, problems, byFile(files, String), ...beside].join(', ');
  return `INSERT INTO ${quoteIdentifier(plan.staged)} SELECT ${select} FROM ${quoteIdentifier(staged.plan.staged)} AS s`;
}
