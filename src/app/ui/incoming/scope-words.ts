import { formatDay } from '#core/messages/format';
import { m } from '#core/messages/messages';
import type { Locale } from '#core/messages/text';
import { isSegmentFilter, type ColumnFilter, type Condition, type DateRange, type Filter } from '#core/model/filters';
import type { Segment } from '#core/report/types';

type Language = { readonly locale: Locale };

const SIGNS = { gt: '>', gte: '≥', lt: '<', lte: '≤' } as const;

function conditionWords(condition: Condition, language: Language): string {
  switch (condition.op) {
    case 'in':
      return `= ${condition.values.join(' | ')}`;
    case 'not_in':
      return `≠ ${condition.values.join(' | ')}`;
    case 'between':
      return `${condition.from} … ${condition.to}`;
    case 'is_missing':
      return m.incoming_missing({}, language);
    case 'is_present':
      return m.incoming_present({}, language);
    default:
      return `${SIGNS[condition.op]} ${condition.value}`;
  }
}

/** A filter with its literals written out, so that a reader sees what is hidden from the count: `orders.channel = tmall`. */
export const filterWords = ({ table, column, condition }: ColumnFilter, language: Language): string =>
  `${table}.${column} ${conditionWords(condition, language)}`;

/** Any filter of a report; one on a segment by the segment's name. */
export function scopeWords(filter: Filter, segments: readonly Segment[], language: Language): string {
  if (!isSegmentFilter(filter)) return filterWords(filter, language);
  const name = segments.find(({ id }) => id === filter.segment)?.name ?? filter.segment;
  return filter.is === 'in' ? m.segment_chip_in({ name }, language) : m.segment_chip_not_in({ name }, language);
}

/** Both ends of a range, in the reader's way of writing dates. */
export function rangeWords({ from, to }: DateRange, language: Language): string {
  if (from === null && to === null) return m.incoming_range_all({}, language);
  const open = m.incoming_range_open({}, language);
  const day = (iso: string | null): string => (iso === null ? open : formatDay(iso, language.locale));
  return `${day(from)} – ${day(to)}`;
}
