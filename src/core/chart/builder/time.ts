import { formatDay, formatMonth } from '#core/messages/format';
import type { Locale, Text } from '#core/messages/text';
import type { Scalar } from '#core/model/columns';
import type { ChartTimeUnit } from './state';

/** A day or instant as milliseconds, read in UTC (CB45); null where the value is none. */
export function millisecondsOf(value: Scalar): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const text = value.length <= 10 ? `${value}T00:00:00Z` : `${value.replace(' ', 'T')}Z`;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** The beginning of the span that holds an instant, in milliseconds; parts that come again (a month of any year) are numbers. */
export function startOfUnit(milliseconds: number, unit: ChartTimeUnit): number {
  const date = new Date(milliseconds);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'year':
      return Date.UTC(year, 0);
    case 'quarter':
      return Date.UTC(year, month - (month % 3));
    case 'month':
      return Date.UTC(year, month);
    case 'day':
      return Date.UTC(year, month, date.getUTCDate());
    case 'hour':
      return Date.UTC(year, month, date.getUTCDate(), date.getUTCHours());
    case 'month_of_year':
      return month;
    case 'day_of_week':
      return date.getUTCDay();
    case 'hour_of_day':
      return date.getUTCHours();
  }
}

/** A Sunday and a January to name what comes again. */
const FIRST_SUNDAY = Date.UTC(2023, 0, 1);
const DAY = 86_400_000;

/** A time in words: of its span, or of its day where none is given. */
export function timeText(value: number, unit: ChartTimeUnit | null, locale: Locale): Text {
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
  const named = (options: Intl.DateTimeFormatOptions, milliseconds: number): Text => ({
    literal: new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(milliseconds),
  });
  switch (unit) {
    case 'year':
      return { literal: iso(value).slice(0, 4) };
    case 'quarter':
      return {
        key: 'period_quarter',
        values: { quarter: String(Math.floor(new Date(value).getUTCMonth() / 3) + 1), year: iso(value).slice(0, 4) },
      };
    case 'month':
      return { literal: formatMonth(iso(value), locale) };
    case 'month_of_year':
      return named({ month: 'long' }, Date.UTC(2023, value));
    case 'day_of_week':
      return named({ weekday: 'long' }, FIRST_SUNDAY + value * DAY);
    case 'hour_of_day':
      return { literal: `${String(value).padStart(2, '0')}:00` };
    default: {
      const day = formatDay(iso(value), locale);
      const clock = iso(value).slice(11, 16);
      return { literal: unit !== 'day' && clock !== '00:00' ? `${day} ${clock}` : day };
    }
  }
}
