const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)$/;
const MONTH = /^\d{4}-\d{2}$/;
const MILLISECONDS = 86_400_000;
/** 1 March 1900: from here on days are counted alike by all spreadsheets, which once took 1900 for a leap year. */
const FIRST = 61;

/** Days since 1 January 1970 of a `YYYY-MM-DD`; null where there is no such day. */
export function dayNumber(text: string): number | null {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (!year) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  return date.toISOString().slice(0, 10) === text ? date.getTime() / MILLISECONDS : null;
}

/** How a spreadsheet holds a day, an instant or a month. */
export interface SheetDay {
  /** Days since 30 December 1899, with the time of day as a fraction. */
  readonly serial: number;
  readonly shows: 'day' | 'instant' | 'month';
}

/** A text as a date of a spreadsheet; null where it is none, `early` where spreadsheets do not agree about it (TX4). */
export function sheetDay(text: string): SheetDay | 'early' | null {
  const [, day = text, hour = '0', minute = '0', second = '0'] = INSTANT.exec(text) ?? [];
  const month = MONTH.test(text);
  const number = dayNumber(month ? `${text}-01` : day);
  const time = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (number === null || time >= 86_400) return null;
  const serial = number + 25_569 + time / 86_400;
  return serial < FIRST ? 'early' : { serial, shows: month ? 'month' : day === text ? 'day' : 'instant' };
}
