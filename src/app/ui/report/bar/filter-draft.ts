import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { DataColumn, DataModel } from '#core/model/data-model';
import { columnIn, tableOf } from '#core/model/data-model';
import { isSegmentFilter, type ColumnFilter, type Condition, type Filter } from '#core/model/filters';

export const FILTER_TABLES = ['customers', 'orders', 'order_items'] as const satisfies readonly Filter['table'][];
export type FilterKind = 'values' | 'number' | 'day';

/** A column that can be filtered, and how. */
export interface FilterChoice {
  readonly table: Filter['table'];
  readonly column: DataColumn;
  readonly kind: FilterKind;
}

/** Ways to ask, by kind of column; the first is where a fresh filter begins. */
export const WAYS = {
  values: ['in', 'not_in', 'is_missing', 'is_present'],
  number: ['between', 'gte', 'lte', 'gt', 'lt', 'is_missing', 'is_present'],
  day: ['between', 'is_missing', 'is_present'],
} as const satisfies Record<FilterKind, readonly Condition['op'][]>;

/** A condition while it is being written: every field is as the control holds it. */
export interface FilterDraft {
  readonly op: Condition['op'];
  readonly values: readonly string[];
  readonly from: string;
  readonly to: string;
}

export const EMPTY_DRAFT = { values: [], from: '', to: '' } as const;

function kindOf(column: DataColumn): FilterKind | null {
  if (column.type === 'money' || column.type === 'number' || column.type === 'score') return 'number';
  if (column.type === 'day' || column.type === 'instant') return 'day';
  return column.values.length > 0 ? 'values' : null;
}

/** A column that the load made of another one, which is offered itself. */
const isMade = (name: string): boolean => name.endsWith('_key') || name === 'ordered_on';

/** Where a filter stands, as one text: `orders/channel`, `segment/s1`. */
export const placeOfFilter = (filter: Filter): string =>
  isSegmentFilter(filter) ? `segment/${filter.segment}` : `${filter.table}/${filter.column}`;

/** RP11: the columns that a report-wide filter may name. */
export function filterChoices(model: DataModel): FilterChoice[] {
  return FILTER_TABLES.flatMap((table) =>
    (tableOf(model, table)?.columns ?? []).flatMap((column) => {
      const kind = kindOf(column);
      return kind && !isMade(column.name) ? [{ table, column, kind }] : [];
    }),
  );
}

export function draftOf(condition: Condition): FilterDraft {
  if (condition.op === 'in' || condition.op === 'not_in') return { ...EMPTY_DRAFT, op: condition.op, values: condition.values };
  if (condition.op === 'between') return { ...EMPTY_DRAFT, op: 'between', from: String(condition.from), to: String(condition.to) };
  if ('value' in condition) return { ...EMPTY_DRAFT, op: condition.op, from: String(condition.value) };
  return { ...EMPTY_DRAFT, op: condition.op };
}

/** The condition that a draft stands for; null while something is missing or cannot be. */
export function conditionOf({ op, values, from, to }: FilterDraft, kind: FilterKind): Condition | null {
  if (op === 'is_missing' || op === 'is_present') return { op };
  if (op === 'in' || op === 'not_in') return values.length > 0 ? { op, values: [...values] } : null;
  const read = (text: string): number | string | null => {
    if (text.trim() === '') return null;
    if (kind === 'day') return text;
    return Number.isFinite(Number(text)) ? Number(text) : null;
  };
  const first = read(from);
  if (op !== 'between') return first === null ? null : { op, value: first };
  const last = read(to);
  if (first === null && last === null) return null;
  if (last === null) return first === null || to.trim() !== '' ? null : { op: 'gte', value: first };
  if (first === null) return from.trim() === '' ? { op: 'lte', value: last } : null;
  return first <= last ? { op: 'between', from: first, to: last } : null;
}

const COMPARE: Readonly<Record<'gt' | 'gte' | 'lt' | 'lte', MessageKey>> = {
  gt: 'report_filter_gt',
  gte: 'report_filter_gte',
  lt: 'report_filter_lt',
  lte: 'report_filter_lte',
};

/** A condition in a few words, as on a chip. */
export function conditionWords(condition: Condition, day: boolean): Text {
  const value = (of: number | string) =>
    day ? { date: String(of) } : typeof of === 'number' ? { amount: of, unit: 'number' as const } : of;
  switch (condition.op) {
    case 'in':
    case 'not_in': {
      const [first = '', second] = condition.values;
      const shown = second === undefined || condition.values.length > 2 ? first : `${first}, ${second}`;
      const more = condition.values.length > 2 ? condition.values.length - 1 : 0;
      if (condition.op === 'in') return more ? { key: 'report_filter_in_more', values: { shown, more } } : { literal: shown };
      return more ? { key: 'report_filter_not_in_more', values: { shown, more } } : { key: 'report_filter_not_in', values: { shown } };
    }
    case 'between':
      return { key: 'report_filter_between', values: { from: value(condition.from), to: value(condition.to) } };
    case 'is_missing':
      return { key: 'report_filter_is_missing' };
    case 'is_present':
      return { key: 'report_filter_is_present' };
    default:
      return { key: COMPARE[condition.op], values: { value: value(condition.value) } };
  }
}

/** A filter for a chip: what the column is called, and its condition. A column that is not in the data keeps its stored name. */
export function filterWords(filter: ColumnFilter, model: DataModel | null): { readonly name: string; readonly words: Text } {
  const column = model ? columnIn(model, filter.table, filter.column) : undefined;
  const day = column?.type === 'day' || column?.type === 'instant';
  return { name: column?.label ?? filter.column, words: conditionWords(filter.condition, day) };
}
