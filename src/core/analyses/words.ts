import { formatDay, formatMonth, type FormatOptions } from '#core/messages/format';
import { say } from '#core/messages/say';
import type { Text } from '#core/messages/text';
import type { Amount, Unit } from '#core/messages/unit';
import type { Row, Scalar } from '#core/model/columns';
import type { Grain } from '#core/sql/dialect';
import type { PresentContext } from './contract';

/** A number with its unit. */
export const amount = (value: number | null, unit: Unit): Amount => ({ amount: value, unit });

/** “12 customers” in the reader's language. */
export const customersText = (n: number): Text => ({ key: 'customers_n', values: { n } });

/** The period that begins on a day, as words. */
export function periodText(grain: Grain, start: string, { locale }: Pick<PresentContext, 'locale'>): Text {
  switch (grain) {
    case 'month':
      return { literal: formatMonth(start, locale) };
    case 'week':
      return { key: 'period_week', values: { date: { date: start } } };
    case 'quarter':
      return { key: 'period_quarter', values: { quarter: String(Math.ceil(Number(start.slice(5, 7)) / 3)), year: start.slice(0, 4) } };
    case 'year':
      return { literal: start.slice(0, 4) };
    default:
      return { literal: formatDay(start, locale) };
  }
}

/** The same inside a sentence. */
export function periodInText(grain: Grain, start: string, context: Pick<PresentContext, 'locale'>): Text {
  return grain === 'week' ? { key: 'period_week_in', values: { date: { date: start } } } : periodText(grain, start, context);
}

/** Short label of a period on an axis; January, the first quarter and the first label carry the year. */
export function periodLabel(grain: Grain, start: string, first: boolean, { locale }: Pick<PresentContext, 'locale'>): string {
  const month = start.slice(5, 7);
  if (grain === 'month') return formatMonth(start, locale, first || month === '01' ? 'long' : 'short');
  if (grain === 'quarter') return saying({ locale, currency: null })(periodText(grain, start, { locale }));
  const day = `${Number(month)}/${Number(start.slice(8, 10))}`;
  return first || start.slice(5) === '01-01' ? `${start.slice(0, 4)}/${day}` : day;
}

/** Says a text in the reader's language. */
export const saying =
  (options: FormatOptions) =>
  (text: Text): string =>
    say(text, options);

/** Relative change, 0.1 = 10 % more; null where there is nothing to compare with. */
export const changeOf = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before);

/** A number of a row; null stays null. Engines differ in the last bits of a sum, never by more than this. */
export const numberOf = (value: Scalar | undefined): number | null => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : null);

/** A count of a row, 0 where the row is not there. */
export const countOf = (row: Row | undefined, key: string): number => numberOf(row?.[key]) ?? 0;

/** A ratio, null where there is nothing below the line. */
export const ratio = (top: number, bottom: number): number | null => (bottom === 0 ? null : top / bottom);
