import { say } from '#core/messages/say';
import type { Locale } from '#core/messages/text';
import { resolveAsOf } from '#core/query/context';
import type { Report } from '#core/report/types';
import type { Loaded } from '#edge/load/types';
import { makeResults, type ReportResults } from '#edge/share/results/results';
import type { CellState } from './types';

/** The results document of a report that ran, from the last state of each cell; sources by name, in whatever order they were given. */
export function collectResults(
  report: Report,
  { model, sources }: Pick<Loaded, 'model' | 'sources'>,
  states: ReadonlyMap<string, CellState>,
  locale: Locale,
): ReportResults {
  const currency = report.currency ?? model.currency;
  return makeResults({
    report,
    asOf: resolveAsOf(report, model),
    model,
    sources: sources.toSorted((a, b) => (a.info.name < b.info.name ? -1 : 1)),
    outcomes: states,
    say: (text) => say(text, { locale, currency }),
  });
}
