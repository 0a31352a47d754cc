import { isSegmentFilter, type ColumnFilter, type Filter } from '#core/model/filters';
import { wordsOfColumn } from '../leave';
import { textsOfSteps } from '../step-texts';
import type { Report } from '../types';

/** A text that a link carries in the clear, with where it comes from. */
export interface Literal {
  readonly from: 'title' | 'text' | 'filter' | 'status' | 'source' | 'header' | 'param' | 'step' | 'word';
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

/** Every text of a report that a person typed or that comes from a file's columns: what to look through before a link is copied. */
export function listLiterals(report: Report): Literal[] {
  const all: Literal[] = [
    { from: 'title', text: report.title },
    ...report.cells.flatMap((cell): Literal[] =>
      cell.type === 'text'
        ? [{ from: 'text', text: cell.markdown }]
        : [{ from: 'title', text: cell.title ?? '' }, ...textsIn(cell.params).map((text): Literal => ({ from: 'param', text }))],
    ),
    ...report.filters.flatMap(textsOfFilter),
    ...(report.segments ?? []).flatMap(({ name, of }): Literal[] => [
      { from: 'title', text: name },
      ...(of.kind === 'part' ? textsIn([of.params, of.part]).map((text): Literal => ({ from: 'param', text })) : []),
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
