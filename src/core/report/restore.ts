import { canonicalJson } from './json';
import type { Edit, Report } from './types';

/** Settings that an edit each sets, in any order; filters come last, because they name segments. */
function settingsOf({ title, asOf, range, revenue, currency, sources }: Report): Edit[] {
  return [
    { op: 'set_title', title },
    { op: 'set_as_of', asOf },
    { op: 'set_range', range },
    { op: 'set_revenue', revenue },
    { op: 'set_currency', currency },
    { op: 'set_sources', sources },
  ];
}

/** Takes away everything that has an id; what rests on others goes first. */
const takeAway = ({ cells, segments = [], definitions = [], metrics = [] }: Report): Edit[] => [
  ...cells.map(({ id }): Edit => ({ op: 'remove_cell', id })),
  ...segments.toReversed().map(({ id }): Edit => ({ op: 'remove_segment', id })),
  ...definitions.map(({ id }): Edit => ({ op: 'remove_definition', id })),
  ...metrics.map(({ id }): Edit => ({ op: 'remove_metric', id })),
];

/** Puts it back in order; what others rest on comes first. */
const putBack = ({ cells, segments = [], definitions = [], metrics = [] }: Report): Edit[] => [
  ...metrics.map((metric, index): Edit => ({ op: 'add_metric', metric, index })),
  ...definitions.map((definition, index): Edit => ({ op: 'add_definition', definition, index })),
  ...segments.map((segment, index): Edit => ({ op: 'add_segment', segment, index })),
  ...cells.map((cell, index): Edit => ({ op: 'add_cell', cell, index })),
];

const parts = ({ cells, segments, definitions, metrics }: Report): string => canonicalJson({ cells, segments, definitions, metrics });

/**
 * The one edit that makes a report what another version of it is, so that one undo takes it back (VS3). The first day of the week, which no edit changes, stays.
 * Sources stay as well: which files are open is not a matter of versions.
 */
export function restoreEdit(report: Report, version: Report): Edit {
  const target = { ...version, sources: report.sources };
  const changes = parts(report) === parts(target) ? [] : [...takeAway(report), ...putBack(target)];
  return {
    op: 'all',
    edits: [{ op: 'set_filters', filters: [] }, ...settingsOf(target), ...changes, { op: 'set_filters', filters: target.filters }],
  };
}
