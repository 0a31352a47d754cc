import { isSegmentFilter, type Filter } from '#core/model/filters';
import type { JsonValue } from '#core/model/presentation';
import { wordsOfColumn } from '#core/report/leave';
import { textsOfSteps } from '#core/report/step-texts';
import type { CellView, Report } from '#core/report/types';

function* textsIn(value: JsonValue): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value as readonly JsonValue[]) yield* textsIn(each);
  else if (value !== null && typeof value === 'object') for (const each of Object.values(value)) yield* textsIn(each as JsonValue);
}

/** The values that filters compare with. */
function valuesOf(filters: readonly Filter[]): string[] {
  return filters.flatMap((filter) => {
    if (isSegmentFilter(filter)) return [];
    const { condition } = filter;
    if ('values' in condition) return [...condition.values];
    if ('from' in condition) return [String(condition.from), String(condition.to)];
    return 'value' in condition ? [String(condition.value)] : [];
  });
}

/** The heads that a pivot is ordered under: values of the data, the only ones that a view keeps. */
const headsIn = (view: CellView | undefined): string[] =>
  [view?.pivot?.sortRows, view?.pivot?.sortColumns].flatMap((sort) =>
    sort?.by === 'measure' ? (sort.across ?? []).filter((value) => value !== null).map(String) : [],
  );

/**
 * RP18: every value of the data that is written out in a report and so travels with its link, each once, in the order of the
 * report: values of filters, of segments, of the revenue rule, texts among the options, the words of a file for yes, no and nothing, and what preparation
 * steps name. Titles and texts are listed by themselves.
 */
export function literalsOf(report: Report): readonly string[] {
  const found = new Set<string>();
  for (const text of valuesOf(report.filters)) found.add(text);
  for (const { of } of report.segments ?? []) {
    if (of.kind === 'part') for (const text of textsIn([of.params, of.part])) found.add(text);
    for (const text of valuesOf(of.filters)) found.add(text);
  }
  for (const status of report.revenue.paidStatuses ?? []) found.add(status);
  for (const cell of report.cells) if (cell.type === 'analysis') for (const text of textsIn(cell.params)) found.add(text);
  for (const cell of report.cells) if ('view' in cell) for (const text of headsIn(cell.view)) found.add(text);
  for (const { mapping } of report.sources) for (const text of textsOfSteps(mapping.steps)) if (text !== '') found.add(text);
  for (const { mapping } of report.sources) for (const column of mapping.columns) for (const word of wordsOfColumn(column)) found.add(word);
  return [...found];
}

/** The headers that the link names, each once. */
export const headersOf = (report: Report): readonly string[] => [...new Set(report.sources.flatMap(({ headers }) => headers))];
