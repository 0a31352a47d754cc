import type { DateOrder } from '#core/model/source';

/** One way to read a text as a day. */
export interface DayReading {
  readonly order: DateOrder;
  /** `YYYY-MM-DD`, with `THH:MM:SS` behind it where the text has a time. */
  readonly iso: string;
  /** DuckDB `strptime` format; its `%m`, `%d` and `%H` also take one digit. */
  readonly format: string;
}

export interface ReadDay {
  /** At least one. More than one where the order of the parts is open. */
  readonly readings: readonly DayReading[];
  readonly instant: boolean;
  /** DuckDB casts it without a format. */
  readonly iso: boolean;
}

const CLOCK = String.raw`(?<gap>[T ]+)(?<H>\d{1,2}):(?<M>\d{2})(?::(?<S>\d{2})(?<F>\.\d{1,6})?)?(?<ap> ?[AaPp][Mm])?(?<zone> ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?`;
const HANZI_CLOCK = String.raw`(?<gap> *)(?<H>\d{1,2})(?<h>[时時点])(?<M>\d{1,2})分(?:(?<S>\d{1,2})秒)?`;

const YEAR_FIRST = new RegExp(String.raw`^(?<a>\d{4})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{1,2})(?:${CLOCK})?$`);
const YEAR_LAST = new RegExp(String.raw`^(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{4})(?:${CLOCK})?$`);
const SHORT_YEAR = new RegExp(String.raw`^(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{1,2})(?:${CLOCK})?$`);
const COMPACT = /^(?<a>\d{4})(?<b>\d{2})(?<c>\d{2})(?:(?<H>\d{2})(?<M>\d{2})(?<S>\d{2}))?$/;
const HANZI = new RegExp(
  String.raw`^(?<a>\d{4})年(?<b>\d{1,2})月(?<c>\d{1,2})日(?:(?:${HANZI_CLOCK})|(?:${CLOCK.replaceAll('?<', '?<x')}))?$`,
);
const NAMED = new RegExp(String.raw`^(?<a>\d{1,2})(?<s>[ -])(?<b>[A-Za-z]{3,9})\k<s>(?<c>\d{4})(?:${CLOCK})?$`);
const NAMED_FIRST = new RegExp(String.raw`^(?<b>[A-Za-z]{3,9}) (?<a>\d{1,2}), (?<c>\d{4})(?:${CLOCK})?$`);

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

type Groups = Readonly<Record<string, string | undefined>>;
const two = (value: number): string => String(value).padStart(2, '0');
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isoDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  const last = month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!;
  return day > last ? null : `${year}-${two(month)}-${two(day)}`;
}

/** DuckDB reads 69 as 1969 and 68 as 2068. */
const wholeYear = (text: string): number => (text.length > 2 ? Number(text) : Number(text) + (Number(text) < 69 ? 2000 : 1900));

interface Clock {
  readonly format: string;
  readonly iso: string;
  readonly plain: boolean;
}

const NO_CLOCK: Clock = { format: '', iso: '', plain: true };

/** The time part; null when it names no time of day. An offset is kept as literal text, so that the shop's own clock stays. */
function readClock(groups: Groups): Clock | null {
  const { gap = '', H, M = '', S, F, ap, zone = '', h } = groups;
  if (H === undefined) return NO_CLOCK;
  let hour = Number(H);
  if (hour > 23 || Number(M) > 59 || Number(S ?? 0) > 59 || (ap && (hour < 1 || hour > 12))) return null;
  if (ap) hour = (hour % 12) + (/p/i.test(ap) ? 12 : 0);
  const iso = `T${two(hour)}:${two(Number(M))}:${two(Number(S ?? 0))}`;
  if (h) return { format: `${gap}%H${h}%M分${S ? '%S秒' : ''}`, iso, plain: false };
  const half = ap ? ap.replace(/[AaPp][Mm]/, '%p') : '';
  const format = `${gap}${ap ? '%I' : '%H'}:%M${S ? ':%S' : ''}${F ? '.%f' : ''}${half}${zone}`;
  return { format, iso, plain: !ap && !zone && (gap === ' ' || gap === 'T') };
}

function assemble(clock: Clock | null, options: readonly (readonly [DateOrder, string | null, string])[], iso: boolean): ReadDay | null {
  if (!clock) return null;
  const readings = options.flatMap(([order, day, format]) => (day ? [{ order, iso: day + clock.iso, format: format + clock.format }] : []));
  return readings.length === 0 ? null : { readings, instant: clock.iso !== '', iso: iso && clock.plain };
}

/** A day as exports write it; null for anything else. Years outside 1900–2100 are no days. */
export function readDay(text: string): ReadDay | null {
  const trimmed = text.trim();
  if (trimmed.length < 6 || trimmed.length > 40 || !/\d/.test(trimmed)) return null;
  return readCompact(trimmed) ?? readParts(trimmed) ?? readHanzi(trimmed) ?? readNamed(trimmed);
}

function readCompact(text: string): ReadDay | null {
  const groups = COMPACT.exec(text)?.groups;
  if (!groups) return null;
  const { a, b, c, H, M, S } = groups;
  const clock = H === undefined ? NO_CLOCK : readClock({ H, M, S });
  const format = `%Y%m%d${H === undefined ? '' : '%H%M%S'}`;
  return assemble(clock && { ...clock, format: '' }, [['ymd', isoDay(Number(a), Number(b), Number(c)), format]], false);
}

function readParts(text: string): ReadDay | null {
  const first = YEAR_FIRST.exec(text)?.groups;
  if (first) {
    const { a, b, c, s } = first;
    return assemble(readClock(first), [['ymd', isoDay(Number(a), Number(b), Number(c)), `%Y${s}%m${s}%d`]], s !== '.');
  }
  const groups = (YEAR_LAST.exec(text) ?? SHORT_YEAR.exec(text))?.groups;
  if (!groups) return null;
  const { a = '', b = '', c = '', s } = groups;
  const year = c.length === 4 ? '%Y' : '%y';
  return assemble(
    readClock(groups),
    [
      ['ymd', c.length < 4 && a.length === 2 ? isoDay(wholeYear(a), Number(b), Number(c)) : null, `%y${s}%m${s}%d`],
      ['dmy', c.length > 1 ? isoDay(wholeYear(c), Number(b), Number(a)) : null, `%d${s}%m${s}${year}`],
      ['mdy', c.length > 1 ? isoDay(wholeYear(c), Number(a), Number(b)) : null, `%m${s}%d${s}${year}`],
    ],
    false,
  );
}

function readHanzi(text: string): ReadDay | null {
  const groups = HANZI.exec(text)?.groups;
  if (!groups) return null;
  const { a, b, c } = groups;
  const western = Object.fromEntries(
    Object.entries(groups).flatMap(([key, value]) => (key.startsWith('x') ? [[key.slice(1), value]] : [])),
  );
  const clock = readClock(groups['H'] === undefined ? western : groups);
  return assemble(clock, [['ymd', isoDay(Number(a), Number(b), Number(c)), '%Y年%m月%d日']], false);
}

function readNamed(text: string): ReadDay | null {
  const dayFirst = NAMED.exec(text)?.groups;
  const groups = dayFirst ?? NAMED_FIRST.exec(text)?.groups;
  if (!groups) return null;
  const { a, b = '', c } = groups;
  const word = b.toLowerCase();
  const month = MONTHS.findIndex((name) => (word.length === 3 ? name.startsWith(word) : name === word)) + 1;
  const token = b.length === 3 ? '%b' : '%B';
  const format = dayFirst ? `%d${groups['s']}${token}${groups['s']}%Y` : `${token} %d, %Y`;
  return assemble(readClock(groups), [[dayFirst ? 'dmy' : 'mdy', isoDay(Number(c), month, Number(a)), format]], false);
}
