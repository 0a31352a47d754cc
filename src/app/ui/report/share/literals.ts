import type { JsonValue } from '#core/model/presentation';
import { wordsOfColumn } from '#core/report/leave';
import { textsOfSteps } from '#core/report/step-texts';
import type { Report } from '#core/report/types';

function* textsIn(value: JsonValue): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value as readonly JsonValue[]) yield* textsIn(each);
  else if (value !== null && typeof value === 'object') for (const each of Object.values(value)) yield* textsIn(each as JsonValue);
}

/**
 * RP18: every value of the data that is written out in a report and so travels with its link, each once, in the order of the
 * report: values of filters, of the revenue rule, texts among the options, the words of a file for yes, no and nothing, and what preparation
 * steps name. Titles and texts are listed by themselves.
 */
export function literalsOf(report: Report): readonly string[] {
  const found = new Set<string>();
  for (const { condition } of report.filters) {
    const values =
      'values' in condition
        ? condition.values
        : 'from' in condition
          ? [condition.from, condition.to]
          : 'value' in condition
            ? [condition.value]
            : [];
    for (const value of values) found.add(String(value));
  }
  for (const status of report.revenue.paidStatuses ?? []) found.add(status);
  for (const cell of report.cells) if (cell.type === 'analysis') for (const text of textsIn(cell.params)) found.add(text);
  for (const { mapping } of report.sources) for (const text of textsOfSteps(mapping.steps)) if (text !== '') found.add(text);
  for (const { mapping } of report.sources) for (const column of mapping.columns) for (const word of wordsOfColumn(column)) found.add(word);
  return [...found];
}

/** The headers that the link names, each once. */
export const headersOf = (report: Report): readonly string[] => [...new Set(report.sources.flatMap(({ headers }) => headers))];
