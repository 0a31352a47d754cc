import type { MessageKey } from '#core/messages/message-key';
import type { DateRange } from '#core/model/filters';

export interface RangePreset {
  readonly label: MessageKey;
  readonly range: DateRange;
}

const DAY = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function daysBack(asOf: string, days: number): DateRange {
  return { from: dayOf(Date.parse(asOf) - (days - 1) * DAY), to: asOf };
}

function monthsBack(asOf: string, months: number): DateRange {
  const [year = 0, month = 1] = asOf.split('-').map(Number);
  return { from: dayOf(Date.UTC(year, month - months, 1)), to: asOf };
}

/** Ranges to choose from, all of them counted back from the report's as-of day. */
export function rangePresets(asOf: string): readonly RangePreset[] {
  const year = Number(asOf.slice(0, 4));
  return [
    { label: 'report_range_all', range: { from: null, to: null } },
    { label: 'report_range_12_months', range: monthsBack(asOf, 12) },
    { label: 'report_range_this_year', range: { from: `${year}-01-01`, to: asOf } },
    { label: 'report_range_last_year', range: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` } },
    { label: 'report_range_90_days', range: daysBack(asOf, 90) },
    { label: 'report_range_30_days', range: daysBack(asOf, 30) },
  ];
}

/** RP9: both ends are days, and the start is not after the end. */
export const isRange = ({ from, to }: DateRange): boolean => from === null || to === null || from <= to;
