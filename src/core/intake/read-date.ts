import { MONTH_LANGUAGES, type DateOrder, type DateForm, type MonthLanguage } from '#core/model/source';
import { monthWords, narrow } from '#core/model/value-forms';
import { CLOCK, HANZI_CLOCK, NO_CLOCK, readClock, renamed, type Clock, type Groups } from './read-clock';

/** One way to read a text as a day. */
export interface DayReading {
  readonly order: DateOrder;
  /** `YYYY-MM-DD`, with `THH:MM:SS` behind it where the text has a time. */
  readonly iso: string;
  /** DuckDB `strptime` format; its `%m`, `%d` and `%H` also take one digit. */
  readonly format: string;
}

/** What a text needs before `strptime` understands it. */
export type DateWords = Pick<DateForm, 'era' | 'months' | 'halves' | 'fullWidth'>;

export interface ReadDay {
  /** At least one. More than one where the order of the parts is open. */
  readonly readings: readonly DayReading[];
  readonly instant: boolean;
  /** DuckDB casts it without a format. */
  readonly iso: boolean;
  readonly words: DateWords;
  /** The name of the month in it, in small letters. */
  readonly month?: string;
}

/** The day that most exports write, with a time or without. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:([ T])(\d{2}):(\d{2}):(\d{2}))?$/;
/** How days in digits begin; other texts are spared the long patterns. */
const PARTS = /^\d{1,4}(?:[-/.]|\. )\d{1,2}(?:[-/.]|\. )\d/;
const ORDERS = ['ymd', 'dmy', 'mdy'] as const;
const YEAR_FIRST = new RegExp(String.raw`^(?<a>\d{4})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{1,2})(?:${CLOCK})?$`);
const YEAR_LAST = new RegExp(String.raw`^(?<a>\d{1,2})(?<s>[-/.]|\. )(?<b>\d{1,2})\k<s>(?<c>\d{4})(?:${CLOCK})?$`);
const SHORT_YEAR = new RegExp(String.raw`^(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{1,2})(?:${CLOCK})?$`);
const ROC = new RegExp(String.raw`^(?<y>[01]\d{2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{1,2})(?:${CLOCK})?$`);
const ROC_COMPACT = /^(?<y>[01]\d{2})(?<b>\d{2})(?<c>\d{2})$/;
const COMPACT = /^(?<a>\d{4})(?<b>\d{2})(?<c>\d{2})(?:(?<H>\d{2})(?<M>\d{2})(?<S>\d{2})?)?$/;
const WEEK = /^(?<a>\d{4})(?<s>-?)W(?<b>\d{2})(?:\k<s>(?<c>[1-7]))?$/;
const HANZI_DAY = String.raw`年(?<b>\d{1,2})月(?<c>\d{1,2})[日号號](?:(?:${HANZI_CLOCK})|(?:${renamed(CLOCK, 'x')}))?$`;
const HANZI = new RegExp(String.raw`^(?<a>\d{4})${HANZI_DAY}`);
const HANZI_ROC = new RegExp(String.raw`^(?:中[華华])?民[國国] *(?<y>\d{1,3})${HANZI_DAY}`);
const ROC_WORD = new RegExp(String.raw`^(?:中[華华])?民[國国] *(?<y>\d{1,3})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{1,2})(?:${CLOCK})?$`);
const WORD = String.raw`(?<b>[\p{L}]{3,12}|十?[一二三四五六七八九十]月)`;
/** Every name of a month has two of these side by side; most texts do not, and are spared the long patterns. */
const LETTERS = /[A-Za-z\u00aa-\uffff]{2}/;
const NAMED = new RegExp(
  String.raw`^(?<w>\p{L}{2,10}\.?, )?(?<a>\d{1,2})(?<dot>\.)?(?<s>[ -]| de )${WORD}(?<dot2>\.)?\k<s>(?<c>\d{4}|\d{2})(?:${CLOCK})?$`,
  'u',
);
const NAMED_FIRST = new RegExp(String.raw`^${WORD}(?<dot2>\.)? (?<a>\d{1,2}), (?<c>\d{4})(?:${CLOCK})?$`, 'u');

const ENGLISH = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)$/i;

const two = (value: number): string => String(value).padStart(2, '0');
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isoDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  const last = month === 2 && isLeap(year) ? 29 : DAYS[month - 1]!;
  return day > last ? null : `${year}-${two(month)}-${two(day)}`;
}

/** V10: DuckDB reads 69 as 1969 and 68 as 2068. */
const wholeYear = (text: string): number => (text.length > 2 ? Number(text) : Number(text) + (Number(text) < 69 ? 2000 : 1900));

type Words = DateWords & { readonly iso?: boolean };

function describeDay(clock: Clock, readings: readonly DayReading[], { iso = false, ...words }: Words): ReadDay {
  return { readings, instant: clock.iso !== '', iso: iso && clock.plain, words: clock.halves ? { ...words, halves: true } : words };
}

/** A text whose parts have only one order: it fits a column of any. */
function assemble(clock: Clock | null, day: string | null, format: string, words: Words = {}): ReadDay | null {
  if (!clock || !day) return null;
  const reading = { iso: day + clock.iso, format: format + clock.format };
  return describeDay(
    clock,
    ORDERS.map((order) => ({ order, ...reading })),
    words,
  );
}

/** A text whose parts may stand in several orders, as far as these give a day. */
function assembleOrders(
  clock: Clock | null,
  options: readonly (Omit<DayReading, 'iso'> & { readonly day: string | null })[],
): ReadDay | null {
  if (!clock) return null;
  const readings = options.flatMap(({ order, day, format }) =>
    day ? [{ order, iso: day + clock.iso, format: format + clock.format }] : [],
  );
  return readings.length > 0 ? describeDay(clock, readings, {}) : null;
}

/** A day as exports write it (V9–V11); null for anything else. Years outside 1900–2100 are no days. */
export function readDay(text: string): ReadDay | null {
  const trimmed = text.trim();
  if (trimmed.length < 6 || trimmed.length > 40 || !/[\d０-９]/.test(trimmed)) return null;
  const plain = narrow(trimmed);
  const day = readIso(plain) ?? readCompact(plain) ?? readParts(plain) ?? readHanzi(plain) ?? readNamed(plain);
  return day && plain !== trimmed ? { ...day, iso: false, words: { ...day.words, fullWidth: true } } : day;
}

function readIso(text: string): ReadDay | null {
  const found = ISO.exec(text);
  if (!found) return null;
  const clock = readClock({ gap: found[4], H: found[5], M: found[6], S: found[7] });
  return assemble(clock, isoDay(Number(found[1]), Number(found[2]), Number(found[3])), '%Y-%m-%d', { iso: true });
}

function readCompact(text: string): ReadDay | null {
  const week = text.includes('W') ? WEEK.exec(text)?.groups : undefined;
  if (week) return readWeek(week);
  const era = ROC_COMPACT.exec(text)?.groups;
  if (era) return assemble(NO_CLOCK, isoDay(Number(era['y']) + 1911, Number(era['b']), Number(era['c'])), '%Y%m%d', { era: 'roc' });
  const groups = COMPACT.exec(text)?.groups;
  if (!groups) return null;
  const { a, b, c, H, M, S } = groups;
  const clock = H === undefined ? NO_CLOCK : readClock({ H, M, S });
  const format = `%Y%m%d${H === undefined ? '' : `%H%M${S ? '%S' : ''}`}`;
  return assemble(clock && { ...clock, format: '' }, isoDay(Number(a), Number(b), Number(c)), format);
}

/** A day of an ISO week; a week alone is its Monday. */
function readWeek({ a, b, c, s = '' }: Groups): ReadDay | null {
  const fourth = new Date(Date.UTC(Number(a), 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  const day = new Date(monday + ((Number(b) - 1) * 7 + Number(c ?? 1) - 1) * 86_400_000);
  const thursday = new Date(monday + ((Number(b) - 1) * 7 + 3) * 86_400_000);
  if (Number(b) < 1 || thursday.getUTCFullYear() !== Number(a)) return null;
  const iso = isoDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
  return assemble(NO_CLOCK, iso, `%G${s}W%V${c ? `${s}%u` : ''}`);
}

function readParts(text: string): ReadDay | null {
  if (text.includes('民')) return readEra(ROC_WORD.exec(text)?.groups);
  if (!PARTS.test(text)) return null;
  const first = YEAR_FIRST.exec(text)?.groups;
  if (first) {
    const { a, b, c, s } = first;
    return assemble(readClock(first), isoDay(Number(a), Number(b), Number(c)), `%Y${s}%m${s}%d`, { iso: s !== '.' });
  }
  const era = ROC.exec(text)?.groups;
  if (era) return readEra(era);
  const groups = (YEAR_LAST.exec(text) ?? SHORT_YEAR.exec(text))?.groups;
  if (!groups) return null;
  const { a = '', b = '', c = '', s } = groups;
  const year = c.length === 4 ? '%Y' : '%y';
  return assembleOrders(readClock(groups), [
    { order: 'ymd', day: c.length < 4 && a.length === 2 ? isoDay(wholeYear(a), Number(b), Number(c)) : null, format: `%y${s}%m${s}%d` },
    { order: 'dmy', day: c.length > 1 ? isoDay(wholeYear(c), Number(b), Number(a)) : null, format: `%d${s}%m${s}${year}` },
    { order: 'mdy', day: c.length > 1 ? isoDay(wholeYear(c), Number(a), Number(b)) : null, format: `%m${s}%d${s}${year}` },
  ]);
}

function readEra(era: Groups | undefined): ReadDay | null {
  if (!era) return null;
  const { y, b, c, s } = era;
  return assemble(readClock(era), isoDay(Number(y) + 1911, Number(b), Number(c)), `%Y${s}%m${s}%d`, { era: 'roc' });
}

function readHanzi(text: string): ReadDay | null {
  if (!text.includes('年')) return null;
  const era = HANZI_ROC.exec(text)?.groups;
  const groups = era ?? HANZI.exec(text)?.groups;
  if (!groups) return null;
  const { a, b, c, y } = groups;
  const western = Object.fromEntries(
    Object.entries(groups).flatMap(([key, value]) => (key.startsWith('x') ? [[key.slice(1), value]] : [])),
  );
  const clock = readClock(groups['H'] === undefined ? western : groups);
  const year = era ? Number(y) + 1911 : Number(a);
  const last = /[日号號]/.exec(text)![0];
  return assemble(clock, isoDay(year, Number(b), Number(c)), `%Y年%m月%d${last}`, era ? { era: 'roc' } : {});
}

/** A month's name: English by `strptime` itself, others by `months`. */
function readMonth(word: string): { readonly month: number; readonly token: string; readonly language?: MonthLanguage } | null {
  const small = word.toLowerCase();
  const english = ENGLISH.findIndex((name) => (small.length === 3 ? name.startsWith(small) : name === small)) + 1;
  if (english > 0) return { month: english, token: small.length === 3 ? '%b' : '%B' };
  for (const language of MONTH_LANGUAGES) {
    const found = monthWords(language).find(({ word: name }) => name === small);
    if (found) return { month: found.month, token: '%m', language };
  }
  return null;
}

function readNamed(text: string): ReadDay | null {
  if (!LETTERS.test(text)) return null;
  const dayFirst = NAMED.exec(text)?.groups;
  const groups = dayFirst ?? NAMED_FIRST.exec(text)?.groups;
  const found = groups && readMonth(groups['b'] ?? '');
  if (!groups || !found) return null;
  const { a, c = '', w, s = '', dot = '', dot2 = '' } = groups;
  if (w && !WEEKDAY.test(w.slice(0, -2))) return null;
  const month = found.language ? found.token : `${found.token}${dot2}`;
  const year = c.length === 2 ? '%y' : '%Y';
  const format = dayFirst ? `${w ? '%a, ' : ''}%d${dot}${s}${month}${s}${year}` : `${month} %d, %Y`;
  const words: DateWords = found.language ? { months: found.language } : {};
  const day = isoDay(wholeYear(c), found.month, Number(a));
  const read = assemble(readClock(groups), day, format, words);
  return read && { ...read, month: (groups['b'] ?? '').toLowerCase() };
}
