import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import { isSegmentFilter, SELECTION, type Condition, type Filter } from '#core/model/filters';
import type { DefinitionStamp } from '#core/model/presentation';
import type { PresentContext } from './contract';

/** Texts strung together by commas: filter values and statuses belong to the user. */
const list = (values: readonly string[]): Text => ({ literal: values.join(', ') });
const value = (raw: string | number): string => String(raw);

/** A condition on a column in words. */
export function conditionPhrase(column: Text, condition: Condition): Text {
  switch (condition.op) {
    case 'in':
    case 'not_in':
      return { key: `stamp_filter_${condition.op}`, values: { column, values: list(condition.values) } };
    case 'between':
      return { key: 'stamp_filter_between', values: { column, from: value(condition.from), to: value(condition.to) } };
    case 'is_missing':
      return { key: 'stamp_filter_missing', values: { column } };
    case 'is_present':
      return { key: 'stamp_filter_present', values: { column } };
    default:
      return { key: `stamp_filter_${condition.op}`, values: { column, value: value(condition.value) } };
  }
}

function filterPhrase(filter: Filter, { model, segments = [] }: PresentContext): Text {
  if (isSegmentFilter(filter)) {
    const name = segments.find(({ id }) => id === filter.segment)?.name ?? filter.segment;
    return { key: filter.segment === SELECTION ? 'stamp_selected' : `stamp_segment_${filter.is}`, values: { name } };
  }
  const { table, column, condition } = filter;
  return conditionPhrase({ literal: columnIn(model, table, column)?.label ?? column }, condition);
}

function rangePhrase({ range }: PresentContext): Text[] {
  const { from, to } = range;
  if (from && to) return [{ key: 'stamp_range', values: { from: { date: from }, to: { date: to } } }];
  if (from) return [{ key: 'stamp_from', values: { from: { date: from } } }];
  return to ? [{ key: 'stamp_to', values: { to: { date: to } } }] : [];
}

/** Which orders bring money, in words; statuses are only spoken of where the data have them. */
function revenuePhrase(context: PresentContext, money: boolean): Text {
  const statuses = columnIn(context.model, 'orders', 'status') ? context.revenue.paidStatuses : null;
  if (statuses === null) return { key: money ? 'stamp_every_status' : 'stamp_orders_every' };
  return { key: money ? 'stamp_statuses' : 'stamp_orders_some', values: { statuses: list(statuses) } };
}

/** LD27: whatever rests on a sample says so. */
function drawnPhrase({ model }: PresentContext): Text[] {
  const drawn = (model.sources ?? []).flatMap(({ oneIn }) => oneIn ?? []);
  return drawn.length > 0 ? [{ key: 'stamp_drawn', values: { n: Math.max(...drawn) } }] : [];
}

/** The stamp of a cell: the report's clock and rules, then the cell's own phrases, then the filters. `money` null: statuses play no part. */
export function makeStamp(
  context: PresentContext,
  options: { readonly phrases?: readonly Text[]; readonly money: boolean | null; readonly range: boolean; readonly provisional: boolean },
): DefinitionStamp {
  return {
    asOf: context.asOf,
    phrases: [
      ...drawnPhrase(context),
      ...(options.range ? rangePhrase(context) : []),
      ...(options.phrases ?? []),
      ...(options.money === null ? [] : [revenuePhrase(context, options.money)]),
      ...context.filters.map((filter) => filterPhrase(filter, context)),
    ],
    provisional: options.provisional,
  };
}
