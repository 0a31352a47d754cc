import type { Text } from '#core/messages/text';
import { isSegmentFilter, type Filter } from '#core/model/filters';
import type { DataModel } from '#core/model/data-model';
import type { Report, Segment } from '#core/report/types';
import type { Workspace } from '#app/session/types';
import { filterWords } from '../bar/filter-draft';
import { rangeWords } from '../words';

const LONGEST = 200;

const isTaken = (name: string, report: Report, self?: string): boolean =>
  report.segments?.some((segment) => segment.id !== self && segment.name === name) ?? false;

/** The wanted name, cut to what a report keeps, with a number where another segment has it. */
export function freeName(wanted: string, report: Report): string {
  const name = wanted.trim().slice(0, LONGEST);
  for (let number = 2; ; number++) {
    const tail = number === 2 ? '' : ` ${number - 1}`;
    const tried = `${name.slice(0, LONGEST - tail.length)}${tail}`;
    if (!isTaken(tried, report)) return tried;
  }
}

/** What keeps a name from being kept; null when it may be. `self` is the segment that is being renamed. */
export function nameTrouble(name: string, report: Report, self?: string): Text | null {
  const written = name.trim();
  if (written === '') return { key: 'segment_name_empty' };
  return isTaken(written, report, self) ? { key: 'segment_name_taken' } : null;
}

/** A filter for a chip or a line of print: what it is on, and its condition or its segment. */
export function chipWords(
  filter: Filter,
  model: DataModel | null,
  segments: readonly Segment[],
): { readonly name: Text; readonly words: Text } {
  if (isSegmentFilter(filter)) {
    const name = segments.find(({ id }) => id === filter.segment)?.name ?? filter.segment;
    return { name: { key: 'segment_way' }, words: { key: `segment_chip_${filter.is}`, values: { name } } };
  }
  const { name, words } = filterWords(filter, model);
  return { name: { literal: name }, words };
}

/** What a segment asks, in short phrases. */
export function definitionWords({ of }: Segment, catalogue: Workspace['catalogue']): readonly Text[] {
  if (of.kind === 'rule') return [{ key: 'segment_of_filters', values: { n: of.filters.length } }];
  const question: Text = catalogue.find(({ kind }) => kind === of.analysis)?.question ?? { literal: of.analysis };
  const own: readonly Text[] = of.filters.length > 0 ? [{ key: 'segment_with_filters', values: { n: of.filters.length } }] : [];
  return [question, rangeWords(of.range), ...own];
}
