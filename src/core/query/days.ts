import type { Grain } from '#core/sql/dialect';

const MS = 86_400_000;
const stamp = (iso: string): number => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A day moved by n days. */
export const addDays = (iso: string, days: number): string => isoOf(stamp(iso) + days * MS);

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((stamp(to) - stamp(from)) / MS);

/** A day moved by n months; month ends are clamped (31 January + 1 = 28 or 29 February). */
export function addMonths(iso: string, months: number): string {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return isoOf(first.getTime() + (Math.min(day, last) - 1) * MS);
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** First day of the period that holds a day. */
export function startOf(grain: Grain, iso: string, weekStart: 'monday' | 'sunday' = 'monday'): string {
  const day = new Date(stamp(iso));
  if (grain === 'day') return isoOf(day.getTime());
  if (grain === 'week') return addDays(iso, -((day.getUTCDay() + (weekStart === 'monday' ? 6 : 0)) % 7));
  const step = MONTHS[grain];
  return isoOf(Date.UTC(day.getUTCFullYear(), Math.floor(day.getUTCMonth() / step) * step, 1));
}

/** The first day of the n-th period after the one that begins on `start`. */
export function movePeriod(grain: Grain, start: string, n: number): string {
  if (grain === 'day') return addDays(start, n);
  if (grain === 'week') return addDays(start, 7 * n);
  return addMonths(start, n * MONTHS[grain]);
}

/** First days of every period from the one holding `from` to the one holding `to`; at most `cap` of them, the latest. */
export function periodsBetween(grain: Grain, from: string, to: string, weekStart: 'monday' | 'sunday', cap = 4000): string[] {
  const first = startOf(grain, from, weekStart);
  const found: string[] = [];
  for (let start = startOf(grain, to, weekStart); start >= first && found.length < cap; start = movePeriod(grain, start, -1))
    found.push(start);
  return found.reverse();
}

/** A period is over when its end is not after the day that follows `asOf`. */
export const isComplete = (grain: Grain, start: string, asOf: string): boolean => movePeriod(grain, start, 1) <= addDays(asOf, 1);
