import { isSegmentFilter, type Filter } from '#core/model/filters';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { nextId } from './next-id';
import { CAPS } from './schema';
import type { Edit, Report, Segment } from './types';

type SegmentEdit = Extract<Edit, { readonly op: 'add_segment' | 'remove_segment' | 'rename_segment' }>;

const missing: Issue = { code: 'issue_report_segment_missing' };

/** The report with these segments; without any it has no such field (SG5). */
export function withSegments(report: Report, segments: readonly Segment[]): Report {
  const { segments: _before, ...rest } = report;
  return segments.length > 0 ? { ...rest, segments } : rest;
}

/** The first of `s1`, `s2`, … that no segment of the report has. */
export function nextSegmentId(report: Report): string {
  return nextId('s', report.segments?.map(({ id }) => id) ?? []);
}

/** The ids of segments that filters name, each once. */
export const segmentsNamed = (filters: readonly Filter[]): readonly string[] => [
  ...new Set(filters.flatMap((filter) => (isSegmentFilter(filter) ? [filter.segment] : []))),
];

/** Names of the segments that rest on this one by their own filters. */
export const segmentsOn = (report: Report, id: string): readonly string[] =>
  (report.segments ?? []).filter(({ of }) => segmentsNamed(of.filters).includes(id)).map(({ name }) => name);

/** SG3: an id that is named where no such segment stands, or stands before; null when there is none. */
export function findUnknownSegment({ filters, segments = [] }: Pick<Report, 'filters' | 'segments'>): string | null {
  const known = new Set<string>();
  for (const { id, of } of segments) {
    const unknown = segmentsNamed(of.filters).find((named) => !known.has(named));
    if (unknown !== undefined) return unknown;
    known.add(id);
  }
  return segmentsNamed(filters).find((named) => !known.has(named)) ?? null;
}

/** The report after an edit of its segments. */
export function changeSegments(report: Report, edit: SegmentEdit): Result<Report> {
  const segments = report.segments ?? [];
  if (edit.op === 'add_segment') {
    if (segments.length >= CAPS.segments) return fail({ code: 'issue_report_too_many_segments', values: { limit: CAPS.segments } });
    if (edit.index < 0 || edit.index > segments.length) return fail({ code: 'issue_report_position' });
    return succeed(withSegments(report, segments.toSpliced(edit.index, 0, edit.segment)));
  }
  const index = segments.findIndex(({ id }) => id === edit.id);
  const segment = segments[index];
  if (!segment) return fail(missing);
  return succeed(
    withSegments(
      report,
      edit.op === 'remove_segment' ? segments.toSpliced(index, 1) : segments.with(index, { ...segment, name: edit.name }),
    ),
  );
}

/** The edit that takes an edit of segments back; `report` is the document before it. */
export function invertSegments(report: Report, edit: SegmentEdit): Edit {
  if (edit.op === 'add_segment') return { op: 'remove_segment', id: edit.segment.id };
  const index = report.segments?.findIndex(({ id }) => id === edit.id) ?? -1;
  const segment = report.segments?.[index];
  if (!segment) throw new Error(`no segment ${edit.id} to invert ${edit.op}`);
  return edit.op === 'remove_segment' ? { op: 'add_segment', segment, index } : { op: 'rename_segment', id: edit.id, name: segment.name };
}
