import * as v from 'valibot';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { findJsonFault, MAX_DEPTH, writePath } from './json';
import { findNotebookFault } from './notebook-check';
import { findUnknownSegment } from './segments';
import type { Report } from './types';

type Path = readonly (string | number)[];

export const invalidAt = (path: Path): Issue => ({ code: 'issue_report_invalid', values: { place: writePath(path) }, path });

function pathOf(issue: v.BaseIssue<unknown>): Path {
  return (issue.path ?? []).map((step) => (typeof step.key === 'number' ? step.key : String(step.key)));
}

/** A value of a schema, made of new objects; or the places, at most five, where it does not fit. */
export function checkShape<T>(schema: v.GenericSchema<unknown, T>, value: unknown, depth = MAX_DEPTH): Result<T> {
  const fault = findJsonFault(value, depth);
  if (fault?.fault === 'depth') return fail({ code: 'issue_report_too_deep' });
  if (fault) return fail(invalidAt(fault.path));
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return succeed(parsed.output);
  return fail(...parsed.issues.slice(0, 5).map((issue) => invalidAt(pathOf(issue))));
}

export function firstRepeat(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

/** What holds between the parts of a document: unique names, a range that runs forward, names that lead somewhere. */
export function findContradiction(report: Report): Issue | null {
  const { from, to } = report.range;
  if (from !== null && to !== null && from > to) return { code: 'issue_report_range_reversed', path: ['range'] };
  const cell = firstRepeat(report.cells.map((each) => each.id));
  if (cell !== undefined) return { code: 'issue_report_names_repeat', values: { name: cell }, path: ['cells'] };
  const segments = report.segments ?? [];
  const segment = firstRepeat(segments.map(({ id }) => id)) ?? firstRepeat(segments.map(({ name }) => name));
  if (segment !== undefined) return { code: 'issue_report_names_repeat', values: { name: segment }, path: ['segments'] };
  const unknown = findUnknownSegment(report);
  if (unknown !== null) return { code: 'issue_report_segment_unknown', values: { segment: unknown }, path: ['filters'] };
  const source = firstRepeat(report.sources.map((each) => each.name));
  if (source !== undefined) return { code: 'issue_report_names_repeat', values: { name: source }, path: ['sources'] };
  return findNotebookFault(report);
}
