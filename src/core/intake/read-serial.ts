import type { Serial } from '#core/model/source';
import { DAYS_1900, DAYS_1904 } from '#core/model/value-forms';
import { headerKey } from './header-key';
import { isIdentifierName } from './identifier-name';

/** How surely a header names a date. */
export type DateName = 'surely' | 'perhaps' | 'no';

const SURELY = /(^| )(date|dates|datum|fecha|dt|datetime|timestamp|birthday)( |$)|(ed|ing|first|last) (at|on)$|日期|时间|時間|生日/;
const PERHAPS = /(^| )(time|day|when|at|on)( |$)|日|时|時/;

/** Whether a header names a date (V12). */
export function namesDate(header: string): DateName {
  if (isIdentifierName(header)) return 'no';
  const key = headerKey(header);
  return SURELY.test(key) ? 'surely' : PERHAPS.test(key) ? 'perhaps' : 'no';
}

const NUMBER = /^\d{1,13}(\.\d+)?$/;

/** What a number in a column of dates may count; null for none (V12). */
export function serialOf(text: string): Serial | null {
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  if (/^\d{13}$/.test(text)) return value < 4_133_980_800_000 ? 'milliseconds' : null;
  if (/^\d{10}$/.test(text)) return value < 4_133_980_800 ? 'seconds' : null;
  return value >= 20_000 && value < 60_000 ? 'days1900' : null;
}

const SECONDS = { days1900: 86_400, days1904: 86_400, seconds: 1, milliseconds: 0.001 } as const;
const START = { days1900: DAYS_1900, days1904: DAYS_1904, seconds: 0, milliseconds: 0 } as const;

/** The instant that a number counts to, `YYYY-MM-DDTHH:MM:SS`, as the engine reads it; null outside March 1900 – 2100. */
export function readSerial(text: string, serial: Serial): string | null {
  const trimmed = text.trim();
  const seconds = trimmed === '' ? NaN : (Number(trimmed) - START[serial]) * SECONDS[serial];
  if (!(seconds >= -2_203_891_200 && seconds <= 4_133_980_799)) return null;
  return new Date(Math.floor(seconds + 0.5) * 1000).toISOString().slice(0, 19);
}
