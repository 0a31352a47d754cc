import { segmentsNamed } from '../segments';
import { leaveReport } from '../leave';
import type { Report, Segment } from '../types';
import type { LibraryContent } from './types';

/** What of a report is to be kept. A cell is one of the kind `custom` or `tiers`. */
export type Keepable = { readonly of: 'report' } | { readonly of: 'cell' | 'definition' | 'segment' | 'metric'; readonly id: string };

/** A segment and, before it, all that it rests on. */
function withRests(segments: readonly Segment[], segment: Segment): readonly Segment[] {
  const wanted = new Set([segment.id]);
  for (const { id, of } of segments.toReversed()) if (wanted.has(id)) for (const named of segmentsNamed(of.filters)) wanted.add(named);
  return segments.filter(({ id }) => wanted.has(id) && id !== segment.id);
}

/**
 * The content that keeps a part of a report; null where the report has no such part, or none that can be kept. `untitled` names tiers without a title.
 */
export function contentOf(report: Report, what: Keepable, untitled: string): LibraryContent | null {
  const { segments = [], definitions = [], metrics = [] } = report;
  if (what.of === 'report') {
    const left = leaveReport(report);
    return { kind: 'report', report: left.title === '' ? { ...left, title: untitled } : left };
  }
  switch (what.of) {
    case 'definition': {
      const definition = definitions.find(({ id }) => id === what.id);
      return definition ? { kind: 'definition', definition } : null;
    }
    case 'metric': {
      const metric = metrics.find(({ id }) => id === what.id);
      return metric ? { kind: 'metric', metric } : null;
    }
    case 'segment': {
      const segment = segments.find(({ id }) => id === what.id);
      return segment ? { kind: 'segment', segment, rests: withRests(segments, segment) } : null;
    }
    case 'cell': {
      const cell = report.cells.find(({ id }) => id === what.id);
      if (cell?.type !== 'analysis') return null;
      if (cell.definition !== undefined) return contentOf(report, { of: 'definition', id: cell.definition }, untitled);
      if (cell.kind !== 'tiers') return null;
      return { kind: 'tiers', tiers: { name: cell.title || untitled, purpose: '', version: cell.version, params: cell.params } };
    }
  }
}
