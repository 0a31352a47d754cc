import { CANONICAL_TABLES, type CanonicalTable } from '#core/model/canonical';
import { listLacks, type DataModel, type Lack, type Requirement } from '#core/model/data-model';
import { isSegmentFilter, type Filter } from '#core/model/filters';
import { namedRelations } from '#core/sql/references';
import type { Cell, Report } from './types';

/** What the data lack for one part of a report. */
export interface PartLack {
  /** A cell of the report, or all its filters. */
  readonly of: { readonly cell: Cell } | 'filters';
  readonly lacks: readonly Lack[];
}

const isTable = (name: unknown): name is CanonicalTable => (CANONICAL_TABLES as readonly unknown[]).includes(name);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Columns that options name, as `table.column` or as the conditions of a step. */
function* inOptions(value: unknown): Generator<Requirement> {
  if (typeof value === 'string') {
    const [table, column, ...more] = value.split('.');
    if (isTable(table) && column && more.length === 0) yield { table, columns: [column] };
  }
  if (!isObject(value)) return;
  const { table, column, where } = value as { table?: unknown; column?: unknown; where?: unknown };
  if (isTable(table)) {
    const conditions: readonly unknown[] = Array.isArray(where) ? where : [];
    const columns = [column, ...conditions.map((each) => (isObject(each) ? each['column'] : null))];
    // The place of an order in its history is worked out, not read.
    yield { table, columns: columns.filter((each): each is string => typeof each === 'string' && each !== 'order_number') };
  }
  for (const each of Object.values(value)) yield* inOptions(each);
}

function ofCell(cell: Cell, report: Report, requiresOf: (kind: string) => readonly Requirement[]): readonly Requirement[] {
  if (cell.type === 'sql') {
    if (cell.query.by === 'builder')
      return [...inOptions(cell.query), ...(isTable(cell.query.from) ? [{ table: cell.query.from, columns: [] }] : [])];
    return [...namedRelations(cell.query.text)].filter(isTable).map((table) => ({ table, columns: [] }));
  }
  if (cell.type !== 'analysis') return [];
  const own = report.definitions?.find(({ id }) => id === cell.definition);
  return [...(own?.requires ?? requiresOf(cell.kind)), ...inOptions(cell.params)];
}

/** One lack a table: columns of several are put together, and a table that is not there at all says so once. */
function together(lacks: readonly Lack[]): readonly Lack[] {
  const tables = [...new Set(lacks.map(({ table }) => table))];
  return tables.map((table) => {
    const each = lacks.filter((lack) => lack.table === table);
    return { table, columns: [...new Set(each.flatMap(({ columns }) => columns))], whole: each.some(({ whole }) => whole) };
  });
}

const ofFilters = (filters: readonly Filter[]): readonly Requirement[] =>
  filters.flatMap((filter) => (isSegmentFilter(filter) ? [] : [{ table: filter.table, columns: [filter.column] }]));

/** LK11: which parts of a report need what the data do not hold, in the order of the report; the filters first. Empty when all can be asked. */
export function listReportLacks(
  report: Report,
  model: DataModel,
  requiresOf: (kind: string) => readonly Requirement[],
): readonly PartLack[] {
  const filters = [...report.filters, ...(report.segments ?? []).flatMap(({ of }) => of.filters)];
  const parts: readonly (readonly [PartLack['of'], readonly Requirement[]])[] = [
    ['filters', ofFilters(filters)],
    ...report.cells.map((cell) => [{ cell }, ofCell(cell, report, requiresOf)] as const),
  ];
  return parts.map(([of, requires]) => ({ of, lacks: together(listLacks(model, requires)) })).filter(({ lacks }) => lacks.length > 0);
}
