import { findPersonalIn } from '#core/intake/personal-text';
import { isSegmentFilter, type Condition, type Filter } from '#core/model/filters';
import type { PersonalKind } from '#core/model/source';
import { tokenize } from '#core/sql/tokens';
import { unquote } from '#core/sql/quotes';
import type { Control, CustomDefinition, Metric } from '../notebook-types';
import { wordsOfColumn } from '../leave';
import { textsOfSteps } from '../step-texts';
import type { Cell, CellView, Report, ReportSource, Segment } from '../types';

/** What is called something, or written about it: listed, but no value of anything. */
type Name = 'title' | 'text' | 'source' | 'header' | 'column' | 'query';
/** Values that are written out: of filters and segments, statuses that bring money, options, controls, SQL, charts, heads of a pivot, steps, words of a file. */
const VALUES = ['filter', 'status', 'param', 'control', 'literal', 'chart', 'view', 'step', 'word'] as const;

/** A text that a link carries in the clear, with where it comes from. */
export interface Literal {
  readonly from: Name | (typeof VALUES)[number];
  readonly text: string;
}

/** A value that is written out in a report, and what it seems to hold of a person. */
export interface WrittenValue {
  readonly text: string;
  readonly personal: PersonalKind | null;
}

const all = (from: Literal['from'], texts: readonly unknown[]): Literal[] => texts.map((text) => ({ from, text: String(text ?? '') }));

function valuesOf(condition: Condition): readonly (string | number)[] {
  if ('values' in condition) return condition.values;
  if ('from' in condition) return [condition.from, condition.to];
  return 'value' in condition ? [condition.value] : [];
}

/** The column and the values of a filter; a segment is named elsewhere. */
const ofFilter = (filter: Filter): Literal[] =>
  isSegmentFilter(filter) ? [] : [...all('column', [filter.column]), ...all('filter', valuesOf(filter.condition))];

/** Keys whose texts name a place in the data, and those whose texts are words of the format. */
const PLACES = new Set(['table', 'column', 'columns', 'field', 'breakdown', 'hold', 'split']);
const FORMS = new Set(['op', 'type', 'mark', 'aggregate', 'timeUnit', 'stack', 'orient', '$schema']);

/** Every text and number in options, down to the conditions of a funnel's steps; texts that name columns apart. */
function within(value: unknown, from: Literal['from'], key = ''): Literal[] {
  if (typeof value === 'string' || typeof value === 'number') {
    if (FORMS.has(key)) return [];
    return all(typeof value === 'string' && PLACES.has(key) ? 'column' : from, [value]);
  }
  if (Array.isArray(value)) return value.flatMap((each) => within(each, from, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => within(each, from, name));
}

/** The text of a query, and each text and number that is written out in it. */
const ofSql = (sql: string): Literal[] => [
  ...all('query', [sql]),
  ...tokenize(sql).flatMap(({ kind, text, mode, open }) => {
    if (kind === 'number' || open) return all('literal', [text]);
    return kind === 'text' ? all('literal', [unquote(text, mode)]) : [];
  }),
];

/** Columns and values that a view names (VW2). */
function ofView({ view }: { readonly view?: CellView }): Literal[] {
  if (!view) return [];
  const { sort, colours = [], percents = [], pivot } = view;
  const named = [sort?.column, ...colours.map(({ column }) => column), ...percents];
  const ofPivot = pivot && [...pivot.rows, ...pivot.columns, ...pivot.measures.flatMap(({ column, weight }) => [column, weight])];
  const heads = [pivot?.sortRows, pivot?.sortColumns].flatMap((each) => (each?.by === 'measure' ? (each.across ?? []) : []));
  return [...all('column', [...named, ...(ofPivot ?? [])]), ...all('view', heads)];
}

function ofControl(control: Control): Literal[] {
  if ('choices' in control) {
    const { choices, value } = control;
    const offered = choices.of === 'list' ? all('control', choices.values) : all('column', [choices.column]);
    return [...offered, ...within(value, 'control')];
  }
  return within(control, 'control');
}

function ofCell(cell: Cell): Literal[] {
  switch (cell.type) {
    case 'text':
      return all('text', [cell.markdown]);
    case 'analysis':
      return [...all('title', [cell.title]), ...within(cell.params, 'param'), ...ofView(cell)];
    case 'control':
      return [...all('title', [cell.label ?? cell.name]), ...ofControl(cell.control)];
    case 'sql': {
      const { query, chart, title = cell.name } = cell;
      const asked = query.by === 'sql' ? ofSql(query.text) : within({ ...query, by: null }, 'filter');
      return [...all('title', [title]), ...asked, ...within(chart, 'chart'), ...ofView(cell)];
    }
  }
}

const ofDefinition = ({ name, purpose, steps, form, chart, insight, base }: CustomDefinition): Literal[] => [
  ...all('title', [name]),
  ...all('text', [purpose, insight, ...form.flatMap(({ label, help }) => [label, help])]),
  ...steps.flatMap(({ sql }) => ofSql(sql)),
  ...within(
    form.map((field) => [field.default, 'options' in field ? field.options : []]),
    'param',
  ),
  ...within(chart, 'chart'),
  ...within(base?.params, 'param'),
];

const ofMetric = ({ name, formula, meaning, owner }: Metric): Literal[] => [
  ...all('title', [name]),
  ...ofSql(formula),
  ...all('text', [meaning, owner]),
];

const ofSegment = ({ name, of }: Segment): Literal[] => [
  ...all('title', [name]),
  ...(of.kind === 'part' ? within([of.params, of.part], 'param') : []),
  ...of.filters.flatMap(ofFilter),
];

const ofSource = ({ name, headers, mapping }: ReportSource): Literal[] => [
  ...all('source', [name]),
  ...all('header', headers),
  ...all('step', textsOfSteps(mapping.steps)),
  ...all('word', mapping.columns.flatMap(wordsOfColumn)),
];

/** Every text of a report that a person typed or that comes from a file's columns: what to look through before a link is copied. */
export function listLiterals(report: Report): Literal[] {
  const found: Literal[] = [
    ...all('title', [report.title]),
    ...report.cells.flatMap(ofCell),
    ...(report.definitions ?? []).flatMap(ofDefinition),
    ...(report.metrics ?? []).flatMap(ofMetric),
    ...report.filters.flatMap(ofFilter),
    ...(report.segments ?? []).flatMap(ofSegment),
    ...all('status', report.revenue.paidStatuses ?? []),
    ...report.sources.flatMap(ofSource),
  ];
  const seen = new Set<string>();
  return found.filter((each) => each.text !== '' && seen.size !== seen.add(`${each.from} ${each.text}`).size);
}

const isValue = ({ from }: Literal): boolean => (VALUES as readonly string[]).includes(from);

/** Every value that is written out in a report and travels with its link, each once, in the order of the report (RP18). */
export function listValues(report: Report): WrittenValue[] {
  const texts = new Set(
    listLiterals(report)
      .filter(isValue)
      .map(({ text }) => text),
  );
  return [...texts].map((text) => ({ text, personal: findPersonalIn(text) }));
}

/** Titles, texts and names in a report that seem to hold something of a person. */
export function listPersonal(report: Report): WrittenValue[] {
  const texts = new Set(listLiterals(report).map(({ text }) => text));
  return [...texts].map((text) => ({ text, personal: findPersonalIn(text) })).filter(({ personal }) => personal !== null);
}
