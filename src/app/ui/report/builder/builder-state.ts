import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import { tableOf, type DataColumn, type DataModel } from '#core/model/data-model';
import type { TableView } from '#core/model/presentation';
import type { BuiltColumn, BuiltGroup, BuiltMeasure, BuiltQuery, Metric } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import { startsWith } from '#app/run/built';
import type { FilterKind } from '../bar/filter-draft';

/** A column that a question can name. */
export interface OfferedColumn extends BuiltColumn {
  readonly label: string;
  readonly kind: 'date' | 'number' | 'text';
  /** How it is filtered; null where there is nothing to filter by. */
  readonly filter: FilterKind | null;
  readonly values: readonly string[];
}

/** Columns that loading made, which stand for others that are offered themselves. */
const isMade = (name: string): boolean => name.endsWith('_key') || name === 'ordered_on';

function offered(table: string, { name, label, type, values }: DataColumn): OfferedColumn {
  if (type === 'day' || type === 'instant') return { table, column: name, label, kind: 'date', filter: 'day', values };
  if (type === 'money' || type === 'number' || type === 'score')
    return { table, column: name, label, kind: 'number', filter: 'number', values };
  return { table, column: name, label, kind: 'text', filter: values.length > 0 ? 'values' : null, values };
}

/** The columns of another query's result, as far as it was computed. */
function ofResult(from: string, result: TableView | null): readonly OfferedColumn[] {
  return (result?.columns ?? []).map(({ key, unit, is }): OfferedColumn => {
    const seen = result!.rows.map(({ values }) => values[key]).filter((value) => value !== null && value !== undefined);
    const isDate = unit === 'date' || unit === 'month';
    const isNumber = !isDate && is !== 'key' && seen.every((value) => typeof value === 'number');
    const values = isDate || isNumber ? [] : [...new Set(seen.map(String))].slice(0, 200);
    const kind = isDate ? 'date' : isNumber ? 'number' : 'text';
    return {
      table: from,
      column: key,
      label: key,
      kind,
      filter: isDate ? 'day' : isNumber ? 'number' : values.length > 0 ? 'values' : null,
      values,
    };
  });
}

/** VB2: what a question that starts there can name, table by table, its own first. */
export function columnsAtHand(
  from: string,
  report: Report,
  model: DataModel | null,
  results: Readonly<Record<string, TableView | null>>,
): readonly { readonly table: string; readonly columns: readonly OfferedColumn[] }[] {
  if (!model) return [];
  if (!tableOf(model, from as never)) return [{ table: from, columns: ofResult(from, results[from] ?? null) }];
  return startsWith(from, report, model).map((table) => ({
    table,
    columns: (tableOf(model, table as never)?.columns ?? []).filter(({ name }) => !isMade(name)).map((column) => offered(table, column)),
  }));
}

export const placeOf = ({ table, column }: BuiltColumn): string => `${table}/${column}`;

/** The order stays with the result column it was meant for when one is put in or taken out at a place. */
function sortAfter(query: BuiltQuery, at: number, by: 1 | -1): Pick<BuiltQuery, 'sort'> {
  const { sort } = query;
  if (!sort || (by < 0 && sort.column === at)) return {};
  return { sort: { ...sort, column: sort.column >= at ? sort.column + by : sort.column } };
}
const unsorted = ({ sort: _sort, ...query }: BuiltQuery): BuiltQuery => query;

export const withGroup = (query: BuiltQuery, group: BuiltGroup): BuiltQuery => ({
  ...unsorted(query),
  ...sortAfter(query, query.groups.length, 1),
  groups: [...query.groups, group],
});
export const withoutGroup = (query: BuiltQuery, at: number): BuiltQuery => ({
  ...unsorted(query),
  ...sortAfter(query, at, -1),
  groups: query.groups.toSpliced(at, 1),
});
export const withMeasure = (query: BuiltQuery, measure: BuiltMeasure): BuiltQuery => ({ ...query, measures: [...query.measures, measure] });
export const withoutMeasure = (query: BuiltQuery, at: number): BuiltQuery => ({
  ...unsorted(query),
  ...sortAfter(query, query.groups.length + at, -1),
  measures: query.measures.toSpliced(at, 1),
});

/** VB3: the question from another table, with what is at hand there too; where nothing would be left, rows are counted. */
export function startingFrom(query: BuiltQuery, from: string, atHand: readonly string[], metrics: readonly Metric[]): BuiltQuery {
  const stays = ({ table }: BuiltColumn): boolean => atHand.includes(table);
  const measures = query.measures.filter((measure) =>
    measure.of === 'metric'
      ? metrics.some(({ id, table }) => id === measure.metric && table === from)
      : measure.of === 'count' || stays(measure),
  );
  const groups = query.groups.filter(stays);
  const isLess = measures.length < query.measures.length || groups.length < query.groups.length;
  const kept = { ...(isLess ? unsorted(query) : query), from, filters: query.filters.filter(stays), groups, measures };
  return isLess && groups.length === 0 && measures.length === 0 ? { ...kept, measures: [{ of: 'count' }] } : kept;
}

/** How a fresh group tells its values apart: dates by month. */
export const freshGroup = ({ table, column, kind }: OfferedColumn): BuiltGroup => ({
  table,
  column,
  ...(kind === 'date' && { grain: 'month' }),
});

export const MEASURES = ['sum', 'mean', 'median', 'min', 'max', 'distinct'] as const;
/** What can be worked out of a column. */
export const measuresOf = ({ kind }: OfferedColumn): readonly (typeof MEASURES)[number][] =>
  kind === 'number' ? MEASURES : kind === 'date' ? ['min', 'max', 'distinct'] : ['distinct'];

export const MEASURE_WORDS: Readonly<Record<(typeof MEASURES)[number], MessageKey>> = {
  sum: 'built_sum',
  mean: 'built_mean',
  median: 'built_median',
  min: 'built_min',
  max: 'built_max',
  distinct: 'built_distinct',
};
const GRAIN_WORDS: Readonly<Record<NonNullable<BuiltGroup['grain']>, MessageKey>> = {
  day: 'built_by_day',
  week: 'built_by_week',
  month: 'built_by_month',
  quarter: 'built_by_quarter',
  year: 'built_by_year',
};
export const GRAINS = Object.keys(GRAIN_WORDS) as readonly NonNullable<BuiltGroup['grain']>[];

/** A measure in words; `label` is that of its column. */
export function measureWords(measure: BuiltMeasure, label: string, metrics: readonly Metric[]): Text {
  if (measure.of === 'count') return { key: 'built_count' };
  if (measure.of === 'metric') {
    const metric = metrics.find(({ id }) => id === measure.metric);
    return metric ? { literal: metric.name } : { key: 'built_metric_gone' };
  }
  return { key: 'built_measure', values: { how: { key: MEASURE_WORDS[measure.of] }, column: { literal: label } } };
}

/** A group in words. */
export function groupWords({ grain, width }: BuiltGroup, label: string): Text {
  const column = { literal: label };
  if (grain) return { key: 'built_group_period', values: { column, period: { key: GRAIN_WORDS[grain] } } };
  return width === undefined ? column : { key: 'built_group_band', values: { column, width: { amount: width, unit: 'number' } } };
}
export const grainWords = (grain: NonNullable<BuiltGroup['grain']>): Text => ({ key: GRAIN_WORDS[grain] });
