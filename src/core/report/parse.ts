import type { JsonObject } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { checkShape, findContradiction } from './check';
import { isTextTooDeep, MAX_DEPTH, MAX_LENGTH } from './json';
import type { Kinds } from './kinds';
import { migrate, type Migration } from './migrate';
import { loose, strict } from './schema';
import { withSegments } from './segments';
import type { Cell, Report, Segment } from './types';
import { upgradeParams, type Versioned } from './upgrade';
import { withoutEmpty } from './view';

/** The version of the document that this page writes. */
export const REPORT_VERSION = 2;
/** From each earlier version of the document to the next. */
export const REPORT_MIGRATIONS: readonly Migration<JsonObject>[] = [
  { name: 'notebook', from: 1, up: (document) => ({ ...document, version: 2 }) },
];
const CELL_TYPES: readonly unknown[] = ['text', 'analysis', 'sql', 'control'];

/** A document as it was read. */
export interface ReadReport {
  readonly report: Report;
  /** From a newer version: may be read, not changed. */
  readonly readOnly: boolean;
  /** Findings that did not stop the reading, each with its path. */
  readonly issues: readonly Issue[];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What holds params, brought up to its kind's version; what cannot be understood is kept as it stands. */
export function readParams<T extends Versioned>(
  stored: T,
  { kind: kindName, name, path }: { readonly kind: string; readonly name: string; readonly path: readonly (string | number)[] },
  kinds: Kinds,
): { read: T; issue?: Issue; newer?: true } {
  const kind = kinds.get(kindName);
  if (!kind) return { read: stored, issue: { code: 'issue_report_unknown_kind', values: { cell: name }, path } };
  if (stored.version > kind.version) return { read: stored, newer: true };
  const read = upgradeParams(stored, kindName, kinds);
  if (kind.parse(read.params).ok) return { read };
  return { read, issue: { code: 'issue_report_params_refused', values: { cell: name }, path } };
}

/** Cells of a type that only a newer version knows, as cells of a kind that nobody knows: shown, refused, never run. */
function disguiseCells(document: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(document['cells'])) return document;
  const cells = document['cells'].map((cell: unknown) => {
    if (!isObject(cell) || CELL_TYPES.includes(cell['type'])) return cell;
    return { id: cell['id'], type: 'analysis', kind: String(cell['type']), version: 1, params: {} };
  });
  return { ...document, cells };
}

function checkDocument(value: Record<string, unknown>): Result<{ report: Report; newer: boolean }> {
  const version = value['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return fail({ code: 'issue_report_version_invalid' });
  if (version > REPORT_VERSION) {
    const shape = checkShape(loose.report, { ...disguiseCells(value), version: REPORT_VERSION });
    return shape.ok ? succeed({ report: shape.value, newer: true }) : fail({ code: 'issue_report_newer_unreadable' }, ...shape.issues);
  }
  const current = migrate(value as JsonObject, version, REPORT_VERSION, REPORT_MIGRATIONS);
  const shape = checkShape<Report>(strict.report, current);
  return shape.ok ? succeed({ report: shape.value, newer: false }) : shape;
}

/** Reads a document that is already a value. New objects throughout; nothing of the input is kept. */
export function readReportValue(value: unknown, kinds: Kinds): Result<ReadReport> {
  if (!isObject(value) || value['format'] !== 'clientele.report') return fail({ code: 'issue_report_not_a_report' });
  const checked = checkDocument(value);
  if (!checked.ok) return checked;
  const contradiction = findContradiction(checked.value.report);
  if (contradiction) return fail(contradiction);

  const issues: Issue[] = [];
  let readOnly = checked.value.newer;
  const note = <T>({ read, issue, newer }: { readonly read: T; readonly issue?: Issue; readonly newer?: true }): T => {
    if (issue) issues.push(issue);
    readOnly ||= newer === true;
    return read;
  };
  const cells = checked.value.report.cells.map((cell, index): Cell => {
    if (cell.type !== 'analysis' || cell.kind === 'custom') return withoutEmpty(cell);
    return note(readParams(withoutEmpty(cell), { kind: cell.kind, name: cell.title ?? cell.kind, path: ['cells', index] }, kinds));
  });
  const segments = (checked.value.report.segments ?? []).map((segment, index): Segment => {
    const { name, of } = segment;
    if (of.kind !== 'part') return segment;
    return { ...segment, of: note(readParams(of, { kind: of.analysis, name, path: ['segments', index] }, kinds)) };
  });
  if (readOnly) issues.unshift({ code: 'issue_report_newer' });
  return succeed({ report: withSegments({ ...checked.value.report, cells }, segments), readOnly, issues });
}

/** The report in a value, or why there is none; for callers that need neither warnings nor read-only documents. */
export function parseReport(value: unknown, kinds: Kinds): Result<Report> {
  const read = readReportValue(value, kinds);
  if (!read.ok) return read;
  return read.value.readOnly ? fail({ code: 'issue_report_newer' }) : succeed(read.value.report);
}

/** The value in a JSON text, checked for length and depth before it is parsed. */
export function readJson(text: string, { length, depth } = { length: MAX_LENGTH, depth: MAX_DEPTH }): Result<unknown> {
  if (text.length > length) return fail({ code: 'issue_report_too_large', values: { limit: { amount: length, unit: 'bytes' } } });
  if (isTextTooDeep(text, depth)) return fail({ code: 'issue_report_too_deep' });
  try {
    return succeed(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown);
  } catch {
    return fail({ code: 'issue_report_not_json' });
  }
}

/** Reads a saved report of this or another version, from a file, a link or storage. */
export function readReport(text: string, kinds: Kinds): Result<ReadReport> {
  const json = readJson(text);
  return json.ok ? readReportValue(json.value, kinds) : json;
}

/** The kinds of analysis a text asks for, so that only their definitions need to be loaded before `readReport`. */
export function listKinds(text: string): string[] {
  const json = readJson(text);
  return json.ok ? listKindsIn(json.value) : [];
}

/** The same of a document that is already a value. */
export function listKindsIn(document: unknown): string[] {
  if (!isObject(document)) return [];
  const { cells, segments } = document;
  const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const kinds = [
    ...listed(cells).map((cell) => (isObject(cell) ? cell['kind'] : null)),
    ...listed(document['definitions']).map((each) => (isObject(each) && isObject(each['base']) ? each['base']['kind'] : null)),
    ...listed(segments).map((segment) => (isObject(segment) && isObject(segment['of']) ? segment['of']['analysis'] : null)),
  ];
  return [...new Set(kinds.filter((kind): kind is string => typeof kind === 'string'))];
}
