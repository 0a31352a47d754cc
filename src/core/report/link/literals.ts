import type { PivotChoice } from '#core/chart/pivot/choice';
import { isSegmentFilter, type ColumnFilter, type Filter } from '#core/model/filters';
import { wordsOfColumn } from '../leave';
import { textsOfSteps } from '../step-texts';
import type { Cell, CellView, Report } from '../types';

/** A text that a link carries in the clear, with where it comes from. */
export interface Literal {
  readonly from: 'title' | 'text' | 'filter' | 'status' | 'source' | 'header' | 'param' | 'step' | 'word' | 'query';
  readonly text: string;
}

/** The column and the values of a filter; a segment is named elsewhere. */
function textsOfFilter(filter: Filter): Literal[] {
  if (isSegmentFilter(filter)) return [];
  return [filter.column, ...valuesOf(filter)].map((value) => ({ from: 'filter', text: String(value) }));
}

function valuesOf({ condition }: ColumnFilter): (string | number)[] {
  switch (condition.op) {
    case 'in':
    case 'not_in':
      return [...condition.values];
    case 'between':
      return [condition.from, condition.to];
    case 'is_missing':
    case 'is_present':
      return [];
    default:
      return [condition.value];
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const params = (value: unknown): Literal[] => textsIn(value).map((text) => ({ from: 'param', text }));

/** Columns and values that a view names (VW2). */
const viewed = ({ view }: { readonly view?: CellView }): Literal[] =>
  view ? params([view.sort?.column, view.colours?.map(({ column }) => column), view.percents, namedInPivot(view.pivot)]) : [];

const namedInPivot = (pivot: PivotChoice | undefined): unknown =>
  pivot && [
    pivot.rows,
    pivot.columns,
    pivot.measures.map(({ column, weight }) => [column, weight]),
    ...[pivot.sortRows, pivot.sortColumns].map((sort) => (sort?.by === 'measure' ? sort.across : null)),
  ];

function textsOfCell(cell: Cell): Literal[] {
  switch (cell.type) {
    case 'text':
      return [{ from: 'text', text: cell.markdown }];
    case 'analysis':
      return [{ from: 'title', text: cell.title ?? '' }, ...params(cell.params), ...viewed(cell)];
    case 'control':
      return [{ from: 'title', text: cell.label ?? cell.name }, ...params(cell.control)];
    case 'sql': {
      const { query, chart, title = cell.name } = cell;
      return [
        { from: 'title', text: title },
        ...(query.by === 'sql' ? [{ from: 'query' as const, text: query.text }] : params(query)),
        ...params(chart),
        ...viewed(cell),
      ];
    }
  }
}

/** Every text of a report that a person typed or that comes from a file's columns: what to look through before a link is copied. */
export function listLiterals(report: Report): Literal[] {
  const all: Literal[] = [
    { from: 'title', text: report.title },
    ...report.cells.flatMap(textsOfCell),
    ...(report.definitions ?? []).flatMap(({ name, purpose, steps, ...rest }): Literal[] => [
      { from: 'title', text: name },
      { from: 'text', text: purpose },
      ...steps.map(({ sql }): Literal => ({ from: 'query', text: sql })),
      ...params([rest.form, rest.chart, rest.insight, rest.base?.params]),
    ]),
    ...(report.metrics ?? []).flatMap(({ name, formula, meaning, owner }): Literal[] => [
      { from: 'title', text: name },
      { from: 'query', text: formula },
      { from: 'text', text: meaning },
      ...params(owner),
    ]),
    ...report.filters.flatMap(textsOfFilter),
    ...(report.segments ?? []).flatMap(({ name, of }): Literal[] => [
      { from: 'title', text: name },
      ...(of.kind === 'part' ? params([of.params, of.part]) : []),
      ...of.filters.flatMap(textsOfFilter),
    ]),
    ...(report.revenue.paidStatuses ?? []).map((text): Literal => ({ from: 'status', text })),
    ...report.sources.flatMap((source): Literal[] => [
      { from: 'source', text: source.name },
      ...source.headers.map((text): Literal => ({ from: 'header', text })),
      ...textsOfSteps(source.mapping.steps).map((text): Literal => ({ from: 'step', text })),
      ...source.mapping.columns.flatMap(wordsOfColumn).map((text): Literal => ({ from: 'word', text })),
    ]),
  ];
  const seen = new Set<string>();
  return all.filter((each) => each.text !== '' && seen.size !== seen.add(`${each.from} ${each.text}`).size);
}
