import { isSegmentFilter, type Filter } from '#core/model/filters';
import { fail, succeed, type Result } from '#core/model/result';
import { applyEdit } from '../edits';
import { nextSegmentId } from '../segments';
import type { AnalysisCell, Edit, Report, Segment } from '../types';
import { freeId, freeName, isSame } from './content';
import type { LibraryContent } from './types';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a list of the report has already of this, or it under an id and a name that are free there (LB40, LB41). */
function fit<Item extends Named>(list: readonly Item[], item: Item): { readonly item: Item; readonly isThere: boolean } {
  const same = list.find((each) => isSame(each, item));
  if (same) return { item: same, isThere: true };
  const name = freeName(item.name, new Set(list.map((each) => each.name.toLowerCase())));
  return { item: { ...item, id: freeId(item.id, new Set(list.map(({ id }) => id))), name }, isThere: false };
}

const renamed = (filters: readonly Filter[], ids: ReadonlyMap<string, string>): readonly Filter[] =>
  filters.map((filter) => (isSegmentFilter(filter) ? { ...filter, segment: ids.get(filter.segment) ?? filter.segment } : filter));

/** Segments put behind those of the report, each after those it rests on; what they name follows their new ids. */
function placeSegments(report: Report, segments: readonly Segment[]): readonly Edit[] {
  const ids = new Map<string, string>();
  const edits: Edit[] = [];
  let there = report.segments ?? [];
  for (const each of segments) {
    const own: Segment = { ...each, of: { ...each.of, filters: renamed(each.of.filters, ids) } };
    const known = there.find((one) => one.name === own.name && isSame(one.of, own.of));
    if (known) {
      ids.set(each.id, known.id);
      continue;
    }
    const taken = there.some(({ id }) => id === own.id);
    const segment = { ...fit(there, own).item, id: taken ? nextSegmentId({ ...report, segments: there }) : own.id };
    ids.set(each.id, segment.id);
    edits.push({ op: 'add_segment', segment, index: there.length });
    there = [...there, segment];
  }
  return edits;
}

function editsFor(report: Report, content: LibraryContent, cellId: string): readonly Edit[] {
  const addCell = (cell: AnalysisCell): Edit => ({ op: 'add_cell', cell, index: report.cells.length });
  switch (content.kind) {
    case 'definition': {
      const definitions = report.definitions ?? [];
      const { item: definition, isThere } = fit(definitions, content.definition);
      const cell = addCell({ id: cellId, type: 'analysis', kind: 'custom', definition: definition.id, version: 1, params: {} });
      return isThere ? [cell] : [{ op: 'add_definition', definition, index: definitions.length }, cell];
    }
    case 'metric': {
      const metrics = report.metrics ?? [];
      const { item: metric, isThere } = fit(metrics, content.metric);
      return isThere ? [] : [{ op: 'add_metric', metric, index: metrics.length }];
    }
    case 'tiers': {
      const { name, version, params } = content.tiers;
      return [addCell({ id: cellId, type: 'analysis', kind: 'tiers', version, params, title: name })];
    }
    case 'segment':
      return placeSegments(report, [...content.rests, content.segment]);
    case 'report':
      throw new Error('a report is opened, not put into another');
  }
}

/** The one edit that puts an item into a report; null where the report has it already. `cellId` is free in the report. Fails where it does not fit. */
export function placeContent(report: Report, content: LibraryContent, cellId: string): Result<Edit | null> {
  const edits = editsFor(report, content, cellId);
  if (edits.length === 0) return succeed(null);
  const edit: Edit = { op: 'all', edits };
  const applied = applyEdit(report, edit);
  return applied.ok ? succeed(edit) : fail(...applied.issues);
}
