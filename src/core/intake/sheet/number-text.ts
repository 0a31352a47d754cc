import { clockText, dayText, plainDigits } from '../typed-text';
import type { NumberKind } from './number-format';

const DAY_SECONDS = 86_400;
/** Days between the calendars' first day and 1970-01-01; the one of 1900 holds a 29 February that never was. */
const BEFORE_1970 = { 1900: 25_569, 1904: 24_107 } as const;
export type Calendar = keyof typeof BEFORE_1970;
const LEAP_1900 = 60;
/** Excel keeps 15 digits; it writes 17, the last two of which are noise. */
const KEPT_DIGITS = 15;
/** Parts of a second closer than this to a whole one are noise of the fraction of a day. */
const NOISE = 0.01;

/** F23–F25: a number of a cell, as the text that a person would type for it. */
export function numberCellText(written: string, kind: NumberKind, calendar: Calendar): string {
  const value = Number(written);
  if (!Number.isFinite(value) || written.trim() === '') return written;
  if (kind.is === 'date' && value >= 0) return dateText(value, kind, calendar);
  if (kind.is === 'time' && value >= 0) return durationText(value);
  const text = digitsOf(written, value);
  return kind.is === 'zeros' && /^\d+$/.test(text) ? text.padStart(kind.digits, '0') : text;
}

/** F23: more digits than Excel keeps, so that what stands here is not what was typed. */
export const isDamagedNumber = (written: string): boolean => Math.abs(Number(written)) >= 1e15 && Number.isInteger(Number(written));

function digitsOf(written: string, value: number): string {
  const digits = written
    .replace(/^-?0*\.?0*|[eE].*$/g, '')
    .replace('.', '')
    .replace(/^0+/, '');
  if (digits.length <= KEPT_DIGITS) return plainDigits(written.trim());
  return plainDigits(String(Number(value.toPrecision(Number.isInteger(value) ? 17 : KEPT_DIGITS))));
}

function dateText(value: number, { clock, fractions }: Extract<NumberKind, { is: 'date' }>, calendar: Calendar): string {
  const { days, seconds } = splitDays(value, clock && fractions);
  if (days === 0 && seconds > 0 && calendar === 1900) return secondsText(seconds);
  const missing = calendar === 1900 && days < LEAP_1900 ? 1 : 0;
  const text = dayText(days - BEFORE_1970[calendar] + missing);
  return seconds === 0 ? text : `${text} ${secondsText(seconds)}`;
}

const durationText = (value: number): string => {
  const { days, seconds } = splitDays(value, false);
  return secondsText(days * DAY_SECONDS + seconds);
};

function splitDays(value: number, exact: boolean): { readonly days: number; readonly seconds: number } {
  let days = Math.floor(value);
  const precise = Math.round((value - days) * DAY_SECONDS * 1000) / 1000;
  const whole = Math.round(precise);
  let seconds = !exact && Math.abs(precise - whole) <= NOISE ? whole : precise;
  if (seconds >= DAY_SECONDS) {
    seconds -= DAY_SECONDS;
    days++;
  }
  return { days, seconds };
}

function secondsText(seconds: number): string {
  const whole = Math.floor(seconds);
  const rest = Math.round((seconds - whole) * 1000);
  return `${clockText(whole)}${rest > 0 ? `.${String(rest).padStart(3, '0').replace(/0+$/, '')}` : ''}`;
}
