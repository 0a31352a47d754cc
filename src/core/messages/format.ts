import type { Locale } from './text';
import type { Amount, Unit } from './unit';

/** How numbers are written: the language, the report's currency, and whether room is short (axis labels, headlines). */
export interface FormatOptions {
  readonly locale: Locale;
  /** ISO 4217, or null: money is then a plain number. */
  readonly currency: string | null;
  /** 万/亿 in Chinese, k/M in English, for amounts of four digits and more. */
  readonly compact?: boolean;
}

const DASH = '–';
const cache = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = cache.get(key);
  if (!format) cache.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = dates.get(key);
  if (!format) dates.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}

const whole: Intl.NumberFormatOptions = { maximumFractionDigits: 0 };
const compactOptions: Intl.NumberFormatOptions = { notation: 'compact', maximumSignificantDigits: 3 };

function moneyOptions(amount: number, options: FormatOptions): Intl.NumberFormatOptions {
  const style: Intl.NumberFormatOptions = options.currency
    ? { style: 'currency', currency: options.currency, currencyDisplay: 'narrowSymbol' }
    : {};
  if (options.compact && Math.abs(amount) >= 1000) return { ...style, ...compactOptions };
  const digits = Math.abs(amount) >= 1000 ? 0 : 2;
  return { ...style, minimumFractionDigits: Number.isInteger(amount) ? 0 : digits, maximumFractionDigits: digits };
}

function optionsFor(unit: Unit, amount: number, options: FormatOptions): Intl.NumberFormatOptions {
  switch (unit) {
    case 'money':
      return moneyOptions(amount, options);
    case 'rate':
      return { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 };
    case 'points':
      return { maximumFractionDigits: 1, minimumFractionDigits: 1 };
    case 'score':
    case 'number':
      return options.compact && Math.abs(amount) >= 1000 ? compactOptions : { maximumFractionDigits: 2 };
    default:
      return options.compact && Math.abs(amount) >= 10_000 ? compactOptions : whole;
  }
}

/** An amount in words of its language; a dash where there is none. */
export function formatAmount({ amount, unit }: Amount, options: FormatOptions): string {
  if (amount === null || !Number.isFinite(amount)) return DASH;
  if (unit === 'bytes') return formatBytes(amount, options.locale);
  const value = unit === 'points' ? amount * 100 : amount;
  return numberFormat(options.locale, optionsFor(unit, value, options)).format(value);
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
function formatBytes(bytes: number, locale: Locale): string {
  const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const scaled = bytes / 1000 ** step;
  return numberFormat(locale, {
    style: 'unit',
    unit: BYTE_UNITS[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 && scaled < 100 ? 1 : 0,
  }).format(scaled);
}

function utc(iso: string): Date {
  return new Date(`${iso.slice(0, 10)}T00:00:00Z`);
}

/** `2026-10-24` → “24 Oct 2026” / “2026年10月24日”. */
export function formatDay(iso: string, locale: Locale): string {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    timeZone: 'UTC',
  };
  return dateFormat(locale === 'en' ? 'en-GB' : locale, options).format(utc(iso));
}

/** `2026-10` or any day of it → “Oct 2026” / “2026年10月”; `short` leaves the year out. */
export function formatMonth(iso: string, locale: Locale, length: 'long' | 'short' = 'long'): string {
  const day = `${iso.slice(0, 7)}-01`;
  const options: Intl.DateTimeFormatOptions = {
    month: locale === 'en' || length === 'short' ? 'short' : 'long',
    timeZone: 'UTC',
    ...(length === 'long' ? { year: 'numeric' } : {}),
  };
  return dateFormat(locale, options).format(utc(day));
}
