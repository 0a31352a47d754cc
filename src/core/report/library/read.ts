import type { JsonObject } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { checkShape, firstRepeat, invalidAt } from '../check';
import type { Kinds } from '../kinds';
import { migrate, type Migration } from '../migrate';
import { readJson, readParams, readReportValue } from '../parse';
import { findUnknownSegment } from '../segments';
import type { Segment } from '../types';
import { kindOf, nameOf, nameOfItem } from './content';
import { listsCustomers } from './customers';
import { LIBRARY_CAPS, looseLibrary, strictLibrary, type UnreadContent, type UnreadLibrary } from './schema';
import { LIBRARY_KINDS, type LibraryContent, type LibraryItem } from './types';

/** The version of the document that this page writes. */
export const LIBRARY_VERSION = 1;
/** From each earlier version of the document to the next. */
export const LIBRARY_MIGRATIONS: readonly Migration<JsonObject>[] = [];

/** An item as it was read. */
export interface ReadItem {
  readonly item: LibraryItem;
  /** From a newer version, wholly or in part: shown, neither changed nor taken in. */
  readonly readOnly: boolean;
  /** Findings that did not stop the reading. */
  readonly issues: readonly Issue[];
}
/** A library as it was read. */
export interface ReadLibrary {
  readonly items: readonly ReadItem[];
  /** The whole document is from a newer version. */
  readonly readOnly: boolean;
}

interface Notes {
  readOnly: boolean;
  readonly issues: Issue[];
}
type Path = readonly (string | number)[];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const placed = (issue: Issue, path: Path): Issue =>
  issue.code === 'issue_report_invalid' ? invalidAt([...path, ...(issue.path ?? [])]) : issue;

/** LB15 for one segment. */
function readSegment(segment: Segment, kinds: Kinds, notes: Notes, path: Path): Segment {
  if (segment.of.kind !== 'part') return segment;
  const { read, issue, newer } = readParams(segment.of, { kind: segment.of.analysis, name: segment.name, path }, kinds);
  if (issue) notes.issues.push(issue);
  notes.readOnly ||= newer === true;
  return { ...segment, of: read };
}

function readContent(content: UnreadContent, kinds: Kinds, notes: Notes, path: Path): Result<LibraryContent> {
  switch (content.kind) {
    case 'definition':
    case 'metric':
      return succeed(content);
    case 'segment': {
      const rests = content.rests.map((each) => readSegment(each, kinds, notes, path));
      const segment = readSegment(content.segment, kinds, notes, path);
      const all = [...rests, segment];
      const unknown = findUnknownSegment({ filters: [], segments: all });
      if (unknown !== null) return fail({ code: 'issue_report_segment_unknown', values: { segment: unknown }, path });
      const twice = firstRepeat(all.map(({ id }) => id)) ?? firstRepeat(all.map(({ name }) => name));
      if (twice !== undefined) return fail({ code: 'issue_report_names_repeat', values: { name: twice }, path });
      return succeed({ kind: 'segment', segment, rests });
    }
    case 'tiers': {
      const { read, issue, newer } = readParams(content.tiers, { kind: 'tiers', name: content.tiers.name, path }, kinds);
      if (issue) notes.issues.push(issue);
      notes.readOnly ||= newer === true;
      return succeed({ kind: 'tiers', tiers: read });
    }
    case 'report': {
      const read = readReportValue(content.report, kinds);
      if (!read.ok) return fail(...read.issues.map((issue) => placed(issue, [...path, 'report'])));
      notes.readOnly ||= read.value.readOnly;
      notes.issues.push(...read.value.issues.filter(({ code }) => code !== 'issue_report_newer'));
      return succeed({ kind: 'report', report: read.value.report });
    }
  }
}

function readItem({ id, versions }: UnreadLibrary['items'][number], kinds: Kinds, path: Path): Result<ReadItem> {
  const notes: Notes = { readOnly: false, issues: [] };
  const read = [];
  for (const [index, { content, ...rest }] of versions.entries()) {
    const place = [...path, 'versions', index, 'content'];
    if (content.kind !== versions[0]!.content.kind) return fail(invalidAt([...place, 'kind']));
    const one = readContent(content, kinds, notes, place);
    if (!one.ok) return one;
    if (listsCustomers(one.value)) return fail({ code: 'issue_library_customers', values: { name: nameOf(one.value) }, path: place });
    read.push({ ...rest, content: one.value });
  }
  return succeed({ item: { id, versions: read }, readOnly: notes.readOnly, issues: notes.issues });
}

/** Of a document from the future, the items of kinds that are known. */
function knownItems(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  const isKnown = (content: unknown) => isObject(content) && LIBRARY_KINDS.some((kind) => kind === content['kind']);
  return items.filter(
    (item) =>
      isObject(item) && Array.isArray(item['versions']) && item['versions'].every((each) => isObject(each) && isKnown(each['content'])),
  );
}

function checkDocument(value: Record<string, unknown>): Result<{ document: UnreadLibrary; newer: boolean }> {
  const version = value['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return fail({ code: 'issue_library_not_a_library' });
  if (version > LIBRARY_VERSION) {
    const known = { ...value, version: LIBRARY_VERSION, items: knownItems(value['items']) };
    const shape = checkShape<UnreadLibrary>(looseLibrary.library, known, LIBRARY_CAPS.depth);
    return shape.ok ? succeed({ document: shape.value, newer: true }) : fail({ code: 'issue_library_newer_unreadable' });
  }
  const current = migrate(value as JsonObject, version, LIBRARY_VERSION, LIBRARY_MIGRATIONS);
  const shape = checkShape<UnreadLibrary>(strictLibrary.library, current, LIBRARY_CAPS.depth);
  return shape.ok ? succeed({ document: shape.value, newer: false }) : shape;
}

/** Reads a library that is already a value. New objects throughout; one item that does not fit refuses the whole, with its place. */
export function readLibraryValue(value: unknown, kinds: Kinds): Result<ReadLibrary> {
  if (!isObject(value) || value['format'] !== 'clientele.library') return fail({ code: 'issue_library_not_a_library' });
  const checked = checkDocument(value);
  if (!checked.ok) return checked;
  const { document, newer } = checked.value;
  const items: ReadItem[] = [];
  for (const [index, item] of document.items.entries()) {
    const read = readItem(item, kinds, ['items', index]);
    if (!read.ok) return read;
    items.push({ ...read.value, readOnly: newer || read.value.readOnly });
  }
  const all = items.map(({ item }) => item);
  const twice =
    firstRepeat(all.map(({ id }) => id)) ?? firstRepeat(all.map((item) => `${kindOf(item)}: ${nameOfItem(item).toLowerCase()}`));
  if (twice !== undefined) return fail({ code: 'issue_report_names_repeat', values: { name: twice }, path: ['items'] });
  return succeed({ items, readOnly: newer });
}

/** Reads a library from a file. Length and depth are checked before the text is parsed. */
export function readLibrary(text: string, kinds: Kinds): Result<ReadLibrary> {
  const json = readJson(text, LIBRARY_CAPS);
  return json.ok ? readLibraryValue(json.value, kinds) : json;
}
